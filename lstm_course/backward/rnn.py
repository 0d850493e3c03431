"""One step backward through the plain recurrent network."""

from lstm_course.backward.affine import affine_backward
from lstm_course.cells.arguments import checked


def rnn_dz(dh, h):
    """Go back from h to the pre-activation z, both (batch, units)."""
    return dh * (1 - h**2)


@checked(gates=1)
def rnn_step_backward(dh, h, x, h_prev, weights):
    """Go back through one step of a plain RNN.

    dh is the gradient that arrives at the step's result h, both (batch,
    units); x (batch, features) and h_prev (batch, units) went into the step.
    Returns RNNGrads of dx, dh_prev, dW, dU, db.
    """
    return affine_backward(rnn_dz(dh, h), x, h_prev, weights)
