"""The cell of 1997 in today's dress: an LSTM without a forget gate.

Hochreiter & Schmidhuber's own cell also squashed g to [-2, 2], grouped
several cells in a block under shared gates, and truncated its gradients.
"""

from typing import NamedTuple

from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


class NoForgetStep(NamedTuple):
    """Hold what one step computed, each (batch, units)."""

    i: object
    g: object
    o: object
    c: object
    h: object


@checked(gates=3)
def no_forget_step(x, h_prev, c_prev, weights):
    """Advance an LSTM without a forget gate by one time step.

    x is (batch, features); h_prev and c_prev are (batch, units). The blocks
    of the weights are i, g, o.
    Returns a NoForgetStep of i, g, o, c, h, each (batch, units).
    """
    z = x @ weights.W + h_prev @ weights.U + weights.b
    z_i, z_g, z_o = tf.split(z, 3, axis=-1)
    i, o = tf.sigmoid(z_i), tf.sigmoid(z_o)
    g = tf.tanh(z_g)
    c = c_prev + i * g
    h = o * tf.tanh(c)
    return NoForgetStep(i, g, o, c, h)
