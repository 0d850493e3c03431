"""One step backward through the LSTM without a forget gate."""

from lstm_course.backward.affine import affine_backward
from lstm_course.backward.lstm import Grads
from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


def no_forget_dz(dh, dc, step):
    """Go back from h and c to what the gates came from.

    Returns dz, (batch, 3 * units), and dc_prev, (batch, units). The whole of
    dc passes on to c_prev: the constant error carousel.
    """
    i, g, o, c, _ = step
    tanh_c = tf.tanh(c)
    do = dh * tanh_c
    dc = dc + dh * o * (1 - tanh_c**2)
    di, dg = dc * g, dc * i
    dz_i, dz_g, dz_o = di * i * (1 - i), dg * (1 - g**2), do * o * (1 - o)
    return tf.concat([dz_i, dz_g, dz_o], axis=-1), dc


@checked(gates=3)
def no_forget_step_backward(dh, dc, step, x, h_prev, c_prev, weights):
    """Go back through one step of an LSTM without a forget gate.

    dh and dc (batch, units) are the gradients that arrive at the step's h
    and c; step is what no_forget_step returned; x (batch, features), h_prev
    and c_prev (batch, units) went into it.
    Returns Grads of dx, dh_prev, dc_prev, dW, dU, db.
    """
    dz, dc_prev = no_forget_dz(dh, dc, step)
    dx, dh_prev, dW, dU, db = affine_backward(dz, x, h_prev, weights)
    return Grads(dx, dh_prev, dc_prev, dW, dU, db)
