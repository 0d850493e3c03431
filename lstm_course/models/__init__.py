"""The cells for Keras: `keras.layers.RNN(LSTMCell(32))`, and how they start.

What `keras.layers.RNN` does with a cell of its own it does with these:
masking, return_sequences, return_state, stateful, go_backwards, inside
Bidirectional, saving and loading.
"""

from lstm_course.models.cells import (
    CoupledLSTMCell,
    GRUCell,
    LSTMCell,
    NoForgetLSTMCell,
    PeepholeLSTMCell,
    RNNCell,
)
from lstm_course.models.initializers import (
    Chrono,
    ForgetBias,
    InputBias,
    OutputBias,
)

__all__ = [
    "Chrono",
    "CoupledLSTMCell",
    "ForgetBias",
    "GRUCell",
    "InputBias",
    "LSTMCell",
    "NoForgetLSTMCell",
    "OutputBias",
    "PeepholeLSTMCell",
    "RNNCell",
]
