"""The LSTM whose input and forget gates are one: f = 1 - i.

"CIFG" in Greff et al. 2017, "LSTM: A Search Space Odyssey", section III.
"""

from lstm_course.cells.arguments import checked
from lstm_course.cells.lstm import Step
from lstm_course.runtime import tf


@checked(gates=3)
def coupled_step(x, h_prev, c_prev, weights):
    """Advance an LSTM with coupled gates by one time step.

    x is (batch, features); h_prev and c_prev are (batch, units). The blocks
    of the weights are i, g, o; the cell forgets as much as it writes.
    Returns a Step of i, f, g, o, c, h, each (batch, units).
    """
    z = x @ weights.W + h_prev @ weights.U + weights.b
    z_i, z_g, z_o = tf.split(z, 3, axis=-1)
    i, o = tf.sigmoid(z_i), tf.sigmoid(z_o)
    f = 1 - i
    g = tf.tanh(z_g)
    c = f * c_prev + i * g
    h = o * tf.tanh(c)
    return Step(i, f, g, o, c, h)
