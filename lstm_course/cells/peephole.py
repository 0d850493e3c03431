"""The LSTM whose gates see the cell (Gers & Schmidhuber 2000)."""

from lstm_course.cells.arguments import checked
from lstm_course.cells.lstm import Step
from lstm_course.runtime import tf


@checked(gates=4)
def peephole_step(x, h_prev, c_prev, weights):
    """Advance a peephole LSTM by one time step.

    x is (batch, features); h_prev and c_prev are (batch, units). The rows of
    weights.P, (3, units), belong to i, f and o: a unit's gates see the cell
    of that unit only. i and f see it before the step, o after it.
    Returns a Step of i, f, g, o, c, h, each (batch, units).
    """
    p_i, p_f, p_o = tf.unstack(weights.P)
    z = x @ weights.W + h_prev @ weights.U + weights.b
    z_i, z_f, z_g, z_o = tf.split(z, 4, axis=-1)
    i = tf.sigmoid(z_i + p_i * c_prev)
    f = tf.sigmoid(z_f + p_f * c_prev)
    g = tf.tanh(z_g)
    c = f * c_prev + i * g
    o = tf.sigmoid(z_o + p_o * c)
    h = o * tf.tanh(c)
    return Step(i, f, g, o, c, h)
