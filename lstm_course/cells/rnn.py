"""The plain recurrent network (Elman 1990)."""

from lstm_course.cells.arguments import checked
from lstm_course.runtime import tf


@checked(gates=1)
def rnn_step(x, h_prev, weights):
    """Advance a plain RNN by one time step.

    x is (batch, features); h_prev is (batch, units).
    Returns the new state h, (batch, units).
    """
    z = x @ weights.W + h_prev @ weights.U + weights.b
    return tf.tanh(z)
