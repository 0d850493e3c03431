"""One step forward of each recurrent cell: the equations and nothing else.

Every step takes the input `x` (batch, features), the state before it and the
weights, and gives what the cell computed. The weights have the layout of
Keras; where several gates share a matrix, their blocks lie side by side:

=============  =================  =====================================
step           blocks             weights
=============  =================  =====================================
rnn            (one)              `Weights`
lstm           i, f, g, o         `Weights`
no_forget      i, g, o            `Weights`
coupled        i, g, o            `Weights`
peephole       i, f, g, o         `PeepholeWeights`
gru            z, r, g            `Weights`; b is (2, 3 * units) when
                                  `reset_after`
=============  =================  =====================================
"""

from lstm_course.cells.arguments import checked, unchecked
from lstm_course.cells.coupled import coupled_step
from lstm_course.cells.gru import GRUStep, gru_step
from lstm_course.cells.lstm import Step, lstm_step
from lstm_course.cells.no_forget import NoForgetStep, no_forget_step
from lstm_course.cells.peephole import peephole_step
from lstm_course.cells.rnn import rnn_step
from lstm_course.cells.weights import (
    PeepholeWeights,
    Weights,
    coupled_weights,
    gru_weights,
    lstm_weights,
    no_forget_weights,
    peephole_weights,
    rnn_weights,
)

__all__ = [
    "GRUStep",
    "NoForgetStep",
    "PeepholeWeights",
    "Step",
    "Weights",
    "checked",
    "coupled_step",
    "coupled_weights",
    "gru_step",
    "gru_weights",
    "lstm_step",
    "lstm_weights",
    "no_forget_step",
    "no_forget_weights",
    "peephole_step",
    "peephole_weights",
    "rnn_step",
    "rnn_weights",
    "unchecked",
]
