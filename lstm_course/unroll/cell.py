"""What the loop needs to know of a cell."""

import functools
from collections.abc import Callable
from typing import NamedTuple

from lstm_course import backward, cells
from lstm_course.backward.coupled import coupled_dz
from lstm_course.backward.lstm import lstm_dz
from lstm_course.backward.no_forget import no_forget_dz
from lstm_course.backward.rnn import rnn_dz
from lstm_course.cells import unchecked


class Hidden(NamedTuple):
    """Hold what one step of a plain RNN computed, (batch, units)."""

    h: object


class Cell(NamedTuple):
    """Describe a cell to the loop over time.

    step(x, *state, weights) gives a `record`, a NamedTuple of tensors (batch,
    units) that include the state. step_backward(*dstate, step, x, *state,
    weights) gives gradients as in `lstm_course.backward`.

    dz is the way back to z of a cell that begins with z = x W + h U + b and
    uses W, U, b and h nowhere else: dz(*dstate, step, *state) gives dz and,
    if there is a c, dc_prev. `projects` says that step uses x and W only in
    the product `x @ weights.W`.
    """

    name: str
    record: type
    gates: int
    step: Callable
    step_backward: Callable
    dz: Callable | None = None
    reset_after: bool = False
    projects: bool = True

    @property
    def states(self):
        """Return the names of the state's parts: ("h",) or ("h", "c")."""
        return ("h", "c") if "c" in self.record._fields else ("h",)

    def using(self, step=None, step_backward=None):
        """Return this cell with other functions, a learner's own say.

        They are called exactly as the cell's own would be. What the loop
        knows of the replaced function no longer holds, so it is called with
        everything, and the loop is slower.
        """
        cell = self
        if step is not None:
            cell = cell._replace(step=step, projects=False)
        if step_backward is not None:
            cell = cell._replace(step_backward=step_backward, dz=None)
        return cell


def _rnn_step(x, h_prev, weights):
    return Hidden(unchecked(cells.rnn_step)(x, h_prev, weights))


def _rnn_step_backward(dh, step, x, h_prev, weights):
    go_back = unchecked(backward.rnn_step_backward)
    return go_back(dh, step.h, x, h_prev, weights)


def _gru(name, reset_after):
    return Cell(
        name,
        cells.GRUStep,
        gates=3,
        step=functools.partial(
            unchecked(cells.gru_step), reset_after=reset_after
        ),
        step_backward=functools.partial(
            unchecked(backward.gru_step_backward), reset_after=reset_after
        ),
        reset_after=reset_after,
    )


RNN = Cell(
    "RNN",
    Hidden,
    gates=1,
    step=_rnn_step,
    step_backward=_rnn_step_backward,
    dz=lambda dh, step, h_prev: (rnn_dz(dh, step.h),),
)
LSTM = Cell(
    "LSTM",
    cells.Step,
    gates=4,
    step=unchecked(cells.lstm_step),
    step_backward=unchecked(backward.lstm_step_backward),
    dz=lambda dh, dc, step, h_prev, c_prev: lstm_dz(dh, dc, step, c_prev),
)
NO_FORGET = Cell(
    "LSTM without a forget gate",
    cells.NoForgetStep,
    gates=3,
    step=unchecked(cells.no_forget_step),
    step_backward=unchecked(backward.no_forget_step_backward),
    dz=lambda dh, dc, step, h_prev, c_prev: no_forget_dz(dh, dc, step),
)
COUPLED = Cell(
    "LSTM with coupled gates",
    cells.Step,
    gates=3,
    step=unchecked(cells.coupled_step),
    step_backward=unchecked(backward.coupled_step_backward),
    dz=lambda dh, dc, step, h_prev, c_prev: coupled_dz(dh, dc, step, c_prev),
)
PEEPHOLE = Cell(
    "peephole LSTM",
    cells.Step,
    gates=4,
    step=unchecked(cells.peephole_step),
    step_backward=unchecked(backward.peephole_step_backward),
)
GRU = _gru("GRU", reset_after=True)
GRU_RESET_BEFORE = _gru("GRU, reset before the product", reset_after=False)
