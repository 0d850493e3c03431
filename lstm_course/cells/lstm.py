"""The LSTM with a forget gate (Gers, Schmidhuber & Cummins 2000)."""

from typing import NamedTuple

from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


class Step(NamedTuple):
    """Hold what one step of an LSTM computed, each (batch, units)."""

    i: object
    f: object
    g: object
    o: object
    c: object
    h: object


@checked(gates=4)
def lstm_step(x, h_prev, c_prev, weights):
    """Advance an LSTM by one time step.

    x is (batch, features); h_prev and c_prev are (batch, units).
    Returns a Step of six tensors i, f, g, o, c, h, each (batch, units).
    """
    z = x @ weights.W + h_prev @ weights.U + weights.b
    z_i, z_f, z_g, z_o = tf.split(z, 4, axis=-1)  # Keras's block order
    i, f, o = tf.sigmoid(z_i), tf.sigmoid(z_f), tf.sigmoid(z_o)
    g = tf.tanh(z_g)
    c = f * c_prev + i * g
    h = o * tf.tanh(c)
    return Step(i, f, g, o, c, h)
