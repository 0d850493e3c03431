"""One step backward through the LSTM."""

from typing import NamedTuple

from lstm_course.backward.affine import affine_backward
from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


class Grads(NamedTuple):
    """Hold the gradients of one step of a cell whose state is h and c.

    Each has the shape of what it belongs to: dx (batch, features), dh_prev
    and dc_prev (batch, units), dW, dU and db as W, U and b.
    """

    dx: object
    dh_prev: object
    dc_prev: object
    dW: object
    dU: object
    db: object


def lstm_dz(dh, dc, step, c_prev):
    """Go back from h and c to what the gates came from.

    Returns dz, (batch, 4 * units), and dc_prev, (batch, units).
    """
    i, f, g, o, c, _ = step
    tanh_c = tf.tanh(c)
    do = dh * tanh_c
    dc = dc + dh * o * (1 - tanh_c**2)  # c counts twice: later, and in h
    di, df, dg = dc * g, dc * c_prev, dc * i
    dz_i, dz_f = di * i * (1 - i), df * f * (1 - f)
    dz_g, dz_o = dg * (1 - g**2), do * o * (1 - o)
    return tf.concat([dz_i, dz_f, dz_g, dz_o], axis=-1), dc * f


@checked(gates=4)
def lstm_step_backward(dh, dc, step, x, h_prev, c_prev, weights):
    """Go back through one step of an LSTM.

    dh and dc (batch, units) are the gradients that arrive at the step's h
    and c; step is what lstm_step returned; x (batch, features), h_prev and
    c_prev (batch, units) went into it.
    Returns Grads of dx, dh_prev, dc_prev, dW, dU, db.
    """
    dz, dc_prev = lstm_dz(dh, dc, step, c_prev)
    dx, dh_prev, dW, dU, db = affine_backward(dz, x, h_prev, weights)
    return Grads(dx, dh_prev, dc_prev, dW, dU, db)
