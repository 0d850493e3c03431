"""Back through z = x W + h_prev U + b, which all cells begin with."""

from typing import NamedTuple

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


def affine_backward(dz, x, h_prev, weights):
    """Go back through the pre-activation z = x W + h_prev U + b.

    dz is (batch, gates * units), x (batch, features), h_prev (batch, units).
    Returns RNNGrads of dx, dh_prev, dW, dU, db.
    """
    return RNNGrads(
        dx=dz @ tf.transpose(weights.W),
        dh_prev=dz @ tf.transpose(weights.U),
        dW=tf.transpose(x) @ dz,
        dU=tf.transpose(h_prev) @ dz,
        db=tf.reduce_sum(dz, axis=0),
    )
