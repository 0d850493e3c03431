"""The loop over time, forward and backward, for any of the cells.

    run = forward(LSTM, xs, state, weights)
    grads = backward(LSTM, run, weights, dhs)

`xs` is (batch, time, features); `dhs` (batch, time, units) is what the loss,
whichever it is, says about every output. Both functions work eagerly, in a
`tf.function` and in one with `jit_compile=True`, which is how they are fast.

Three things make the loop quick, and none changes an equation:
- `x W` of all time steps is one matrix product, before the loop;
- `dW`, `dU`, `db` and `dx` of all time steps are a few products after it;
- what is kept for later lies time first, so that a step is one piece of
  memory.
"""

from lstm_course.unroll.backward import SequenceGrads, backward
from lstm_course.unroll.cell import (
    COUPLED,
    GRU,
    GRU_RESET_BEFORE,
    LSTM,
    NO_FORGET,
    PEEPHOLE,
    RNN,
    Cell,
)
from lstm_course.unroll.forward import Run, forward

__all__ = [
    "COUPLED",
    "GRU",
    "GRU_RESET_BEFORE",
    "LSTM",
    "NO_FORGET",
    "PEEPHOLE",
    "RNN",
    "Cell",
    "Run",
    "SequenceGrads",
    "backward",
    "forward",
]
