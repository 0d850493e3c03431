"""One step backward through the plain recurrent network."""

from typing import NamedTuple

from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


class RNNGrads(NamedTuple):
    """Hold the gradients of one step of a cell whose state is h alone.

    Each has the shape of what it belongs to: dx (batch, features), dh_prev
    (batch, units), dW, dU and db as W, U and b.
    """

    dx: object
    dh_prev: object
    dW: object
    dU: object
    db: object


@checked(gates=1)
def rnn_step_backward(dh, h, x, h_prev, weights):
    """Go back through one step of a plain RNN.

    dh is the gradient that arrives at the step's result h, both (batch,
    units); x (batch, features) and h_prev (batch, units) went into the step.
    Returns RNNGrads of dx, dh_prev, dW, dU, db.
    """
    dz = dh * (1 - h**2)
    return RNNGrads(
        dx=dz @ tf.transpose(weights.W),
        dh_prev=dz @ tf.transpose(weights.U),
        dW=tf.transpose(x) @ dz,
        dU=tf.transpose(h_prev) @ dz,
        db=tf.reduce_sum(dz, axis=0),
    )
