"""The gated recurrent unit (Cho et al. 2014), in both of its conventions.

They differ in where the reset gate acts. The first version of the paper, and
`reset_after=True` here and in Keras, applies it after the recurrent product;
later versions, and `reset_after=False`, before it. cuDNN computes the former.
"""

from typing import NamedTuple

from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


class GRUStep(NamedTuple):
    """Hold what one step of a GRU computed, each (batch, units)."""

    z: object
    r: object
    g: object
    h: object


@checked(gates=3)
def gru_step(x, h_prev, weights, reset_after=True):
    """Advance a GRU by one time step.

    x is (batch, features); h_prev is (batch, units). The blocks of the
    weights are z (update), r (reset) and g (candidate). weights.b is
    (2, 3 * units), input row first, with reset_after; else (3 * units,).
    Returns a GRUStep of z, r, g, h, each (batch, units).
    """
    if reset_after:
        b_x, b_h = tf.unstack(weights.b)
        x_z, x_r, x_g = tf.split(x @ weights.W + b_x, 3, axis=-1)
        h_z, h_r, h_g = tf.split(h_prev @ weights.U + b_h, 3, axis=-1)
        z, r = tf.sigmoid(x_z + h_z), tf.sigmoid(x_r + h_r)
        g = tf.tanh(x_g + r * h_g)
    else:
        U_z, U_r, U_g = tf.split(weights.U, 3, axis=-1)
        x_z, x_r, x_g = tf.split(x @ weights.W + weights.b, 3, axis=-1)
        z, r = tf.sigmoid(x_z + h_prev @ U_z), tf.sigmoid(x_r + h_prev @ U_r)
        g = tf.tanh(x_g + (r * h_prev) @ U_g)
    h = z * h_prev + (1 - z) * g
    return GRUStep(z, r, g, h)
