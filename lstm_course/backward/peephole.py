"""One step backward through the peephole LSTM."""

from typing import NamedTuple

from lstm_course.backward.affine import affine_backward
from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


class PeepholeGrads(NamedTuple):
    """Hold the gradients of one step of a peephole LSTM; dP is (3, units)."""

    dx: object
    dh_prev: object
    dc_prev: object
    dW: object
    dU: object
    db: object
    dP: object


@checked(gates=4)
def peephole_step_backward(dh, dc, step, x, h_prev, c_prev, weights):
    """Go back through one step of a peephole LSTM.

    dh and dc (batch, units) are the gradients that arrive at the step's h
    and c; step is what peephole_step returned; x (batch, features), h_prev
    and c_prev (batch, units) went into it.
    Returns PeepholeGrads of dx, dh_prev, dc_prev, dW, dU, db, dP. No term is
    cut off, unlike in the paper, which truncates at the peepholes.
    """
    i, f, g, o, c, _ = step
    p_i, p_f, p_o = tf.unstack(weights.P)
    tanh_c = tf.tanh(c)
    dz_o = dh * tanh_c * o * (1 - o)
    # c counts three times: later, in h, and in the output gate
    dc = dc + dh * o * (1 - tanh_c**2) + dz_o * p_o
    di, df, dg = dc * g, dc * c_prev, dc * i
    dz_i, dz_f, dz_g = di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2)
    dz = tf.concat([dz_i, dz_f, dz_g, dz_o], axis=-1)
    dp = tf.stack([dz_i * c_prev, dz_f * c_prev, dz_o * c])  # per sequence
    dc_prev = dc * f + dz_i * p_i + dz_f * p_f
    dP = tf.reduce_sum(dp, axis=1)
    dx, dh_prev, dW, dU, db = affine_backward(dz, x, h_prev, weights)
    return PeepholeGrads(dx, dh_prev, dc_prev, dW, dU, db, dP)
