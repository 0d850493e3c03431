"""One step backward through the LSTM without a forget gate."""

from lstm_course.backward.lstm import Grads
from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


@checked(gates=3)
def no_forget_step_backward(dh, dc, step, x, h_prev, c_prev, weights):
    """Go back through one step of an LSTM without a forget gate.

    dh and dc (batch, units) are the gradients that arrive at the step's h
    and c; step is what no_forget_step returned; x (batch, features), h_prev
    and c_prev (batch, units) went into it.
    Returns Grads of dx, dh_prev, dc_prev, dW, dU, db. The whole of dc passes
    on to c_prev: the constant error carousel.
    """
    i, g, o, c, _ = step
    tanh_c = tf.tanh(c)
    do = dh * tanh_c
    dc = dc + dh * o * (1 - tanh_c**2)
    di, dg = dc * g, dc * i
    dz_i, dz_g, dz_o = di * i * (1 - i), dg * (1 - g**2), do * o * (1 - o)
    dz = tf.concat([dz_i, dz_g, dz_o], axis=-1)
    return Grads(
        dx=dz @ tf.transpose(weights.W),
        dh_prev=dz @ tf.transpose(weights.U),
        dc_prev=dc,
        dW=tf.transpose(x) @ dz,
        dU=tf.transpose(h_prev) @ dz,
        db=tf.reduce_sum(dz, axis=0),
    )
