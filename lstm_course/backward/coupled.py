"""One step backward through the LSTM with coupled gates."""

from lstm_course.backward.affine import affine_backward
from lstm_course.backward.lstm import Grads
from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


def coupled_dz(dh, dc, step, c_prev):
    """Go back from h and c to what the gates came from.

    Returns dz, (batch, 3 * units), and dc_prev, (batch, units).
    """
    i, f, g, o, c, _ = step
    tanh_c = tf.tanh(c)
    do = dh * tanh_c
    dc = dc + dh * o * (1 - tanh_c**2)
    di, dg = dc * (g - c_prev), dc * i  # more of i is less of f
    dz_i, dz_g, dz_o = di * i * f, dg * (1 - g**2), do * o * (1 - o)
    return tf.concat([dz_i, dz_g, dz_o], axis=-1), dc * f


@checked(gates=3)
def coupled_step_backward(dh, dc, step, x, h_prev, c_prev, weights):
    """Go back through one step of an LSTM with coupled gates.

    dh and dc (batch, units) are the gradients that arrive at the step's h
    and c; step is what coupled_step returned; x (batch, features), h_prev
    and c_prev (batch, units) went into it.
    Returns Grads of dx, dh_prev, dc_prev, dW, dU, db.
    """
    dz, dc_prev = coupled_dz(dh, dc, step, c_prev)
    dx, dh_prev, dW, dU, db = affine_backward(dz, x, h_prev, weights)
    return Grads(dx, dh_prev, dc_prev, dW, dU, db)
