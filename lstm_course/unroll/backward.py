"""The loop over time, backward: backpropagation through time."""

from typing import NamedTuple

from lstm_course.backward.affine import affine_backward
from lstm_course.runtime import tf
from lstm_course.unroll.arguments import check_backward
from lstm_course.unroll.rows import (
    batch_first,
    before,
    collect,
    cut,
    empty,
    flat,
    time_first,
)


class SequenceGrads(NamedTuple):
    """Hold the gradients of a loss with respect to what went into a loop.

    dxs is (batch, time, features); dstate a tuple as the first state;
    dweights has the fields and the shapes of the weights.
    """

    dxs: object
    dstate: tuple
    dweights: tuple


def backward(cell, run, weights, dhs=None, dstate=None):
    """Go back through a run of `forward`.

    dhs (batch, time, units) is the gradient of the loss with respect to
    every output, dstate (a tuple as the state) with respect to the last
    state; either may be None. Where the run had a window, no gradient passes
    from a window to the one before.

    Returns SequenceGrads. Raises TypeError or ValueError, naming the
    argument.
    """
    weights, dhs, dstate = check_backward(cell, run, weights, dhs, dstate)
    found = tuple(
        before(getattr(run.steps, name), first, run.window, run.carry)
        for name, first in zip(cell.states, run.first, strict=True)
    )
    rows = time_first(run.xs)
    way = _through_z if cell.dz else _through_state
    step_back, finish = way(cell, run.steps, rows, found, weights)
    outputs = None if dhs is None else time_first(dhs)
    keep = None if run.mask is None else time_first(run.mask[..., None])
    time = tf.shape(rows)[0]

    def body(t, dstate, kept):
        if outputs is not None:
            dstate = (dstate[0] + outputs[t], *dstate[1:])
        arriving = dstate
        if keep is not None:
            arriving = _where(keep[t], dstate)
        values, dstate_prev = step_back(t, arriving)
        if keep is not None:
            passing = _where(tf.logical_not(keep[t]), dstate)
            dstate_prev = tuple(map(tf.add, dstate_prev, passing))
        if run.window is not None:
            dstate_prev = cut(t, run.window, dstate_prev)
        return t - 1, dstate_prev, collect(kept, t, values)

    kept = empty(1 if cell.dz else len(dstate), time, rows.dtype)
    _, dfirst, kept = tf.while_loop(
        lambda t, *_: t >= 0,
        body,
        (time - 1, dstate, kept),
        maximum_iterations=time,
    )
    grads = finish(*(flat(array.stack()) for array in kept))
    dxs = batch_first(tf.reshape(grads.dx, tf.shape(rows)))
    dweights = (getattr(grads, f"d{name}") for name in weights._fields)
    return SequenceGrads(dxs, dfirst, type(weights)(*dweights))


def _through_z(cell, steps, rows, found, weights):
    """Keep dz of every step; the rest is the affine map, done at once."""
    # Left inside the loop, it is transposed anew in every product.
    U_transposed = tf.transpose(weights.U)

    def step_back(t, dstate):
        dz, *dstate_prev = cell.dz(*dstate, *_at(t, steps, found))
        return (dz,), (dz @ U_transposed, *dstate_prev)

    def finish(dz):
        return affine_backward(dz, flat(rows), flat(found[0]), weights)

    return step_back, finish


def _through_state(cell, steps, rows, found, weights):
    """Keep what arrives at the state of every step.

    Once that is known, all steps are independent, and the cell's own step
    backward takes them as one large batch. What the loop computes of the
    weights' gradients is used by nobody, and a graph leaves it out.
    """

    def step_back(t, dstate):
        step, *state = _at(t, steps, found)
        grads = cell.step_backward(*dstate, step, rows[t], *state, weights)
        names = (f"d{name}_prev" for name in cell.states)
        return dstate, tuple(getattr(grads, name) for name in names)

    def finish(*dstates):
        step = cell.record(*map(flat, steps))
        state = map(flat, found)
        return cell.step_backward(*dstates, step, flat(rows), *state, weights)

    return step_back, finish


def _at(t, steps, found):
    step = type(steps)(*(rows[t] for rows in steps))
    return step, *(rows[t] for rows in found)


def _where(keep, values):
    return tuple(
        tf.where(keep, value, tf.zeros_like(value)) for value in values
    )
