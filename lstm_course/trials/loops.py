"""The loop over time for a group of seeds: a leading axis before the batch.

One seed goes through `lstm_course.unroll`. Several take each time step
together, which pays on a GPU: the steps of `lstm_course.cells` broadcast over
the seeds once the bias and the peepholes stand so that they can.
"""

from typing import NamedTuple

from lstm_course import unroll
from lstm_course.runtime import tf
from lstm_course.unroll.rows import collect, empty

COURSE = (
    unroll.RNN,
    unroll.LSTM,
    unroll.NO_FORGET,
    unroll.COUPLED,
    unroll.PEEPHOLE,
    unroll.GRU,
    unroll.GRU_RESET_BEFORE,
)
"""The course's own cells, whose steps are known to broadcast."""


class Loop(NamedTuple):
    """Hold a loop forward: hs is (seeds, batch, time, units).

    state is the last one, a tuple of (seeds, batch, units); run is what
    `unroll.forward` returned, for a single seed.
    """

    hs: object
    state: tuple
    run: object = None


def goes_back(cell):
    """Return True where the cell's way back belongs to its step forward."""
    if cell in COURSE:
        return True
    own = {known.step_backward for known in COURSE}
    return cell.step_backward is not None and cell.step_backward not in own


def forward(cell, xs, state, weights):
    """Run a cell over xs, (seeds, batch, time, features).

    state is a tuple of (seeds, batch, units), or None for zeros; each of the
    weights has a leading axis of seeds. Returns a Loop.
    """
    if xs.shape[0] > 1:
        return _together(cell, xs, state, weights)
    weights = tf.nest.map_structure(_only, weights)
    only = state and tuple(map(_only, state))
    run = unroll.forward(cell, xs[0], only, weights)
    hs, state = tf.nest.map_structure(_one, (run.outputs, run.state))
    return Loop(hs, state, run)


def backward(cell, loop, weights, dhs):
    """Return the gradients of the weights of a single seed's Loop."""
    weights = tf.nest.map_structure(_only, weights)
    grads = unroll.backward(cell, loop.run, weights, dhs[0])
    return tf.nest.map_structure(_one, grads.dweights)


def _together(cell, xs, state, weights):
    weights = _broadcast(weights)
    rows = tf.transpose(xs, (2, 0, 1, 3))
    time, seeds, batch, _ = rows.shape
    if state is None:
        zeros = tf.zeros((seeds, batch, weights.U.shape[1]))
        state = (zeros,) * len(cell.states)

    def body(t, state, kept):
        step = cell.record(*cell.step(rows[t], *state, weights))
        state = tuple(getattr(step, name) for name in cell.states)
        return t + 1, state, collect(kept, t, (step.h,))

    _, last, (kept,) = tf.while_loop(
        lambda t, *_: t < time,
        body,
        (0, state, empty(1, time, rows.dtype)),
        maximum_iterations=time,
    )
    return Loop(tf.transpose(kept.stack(), (1, 2, 0, 3)), last)


def _broadcast(weights):
    """Give b and P an axis for the batch, and put their own rows first."""
    wide = {}
    for name in {"b", "P"}.intersection(weights._fields):
        value = getattr(weights, name)[..., None, :]
        if value.shape.rank == 4:
            value = tf.transpose(value, (1, 0, 2, 3))
        wide[name] = value
    return weights._replace(**wide)


def _one(value):
    return value[None]


def _only(value):
    return value[0]
