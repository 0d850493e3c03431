"""One step backward through each recurrent cell, by hand.

Each function takes the gradients that arrive at the step's state, what the
step forward saw and computed, and the weights. It returns the gradients of
everything that went into the step. Products that sum over the batch belong to
the weights, which every sequence of the batch shares.
"""

from lstm_course.backward.affine import RNNGrads
from lstm_course.backward.coupled import coupled_step_backward
from lstm_course.backward.gru import gru_step_backward
from lstm_course.backward.lstm import Grads, lstm_step_backward
from lstm_course.backward.no_forget import no_forget_step_backward
from lstm_course.backward.peephole import (
    PeepholeGrads,
    peephole_step_backward,
)
from lstm_course.backward.rnn import rnn_step_backward

__all__ = [
    "Grads",
    "PeepholeGrads",
    "RNNGrads",
    "coupled_step_backward",
    "gru_step_backward",
    "lstm_step_backward",
    "no_forget_step_backward",
    "peephole_step_backward",
    "rnn_step_backward",
]
