"""The loop over time, forward."""

from typing import NamedTuple

from lstm_course.runtime import tf
from lstm_course.unroll.arguments import check_forward
from lstm_course.unroll.rows import (
    batch_first,
    collect,
    cut,
    empty,
    projected,
    time_first,
)


class Run(NamedTuple):
    """Hold what the loop forward computed, and what the loop back needs.

    outputs is h of every step, (batch, time, units); state is the last one,
    a tuple of tensors (batch, units). Of the rest, steps is the cell's record
    with all steps in it, each (time, batch, units).
    """

    outputs: object
    state: tuple
    steps: tuple
    first: tuple
    xs: object
    mask: object
    window: int | None
    carry: bool


def forward(cell, xs, state, weights, mask=None, window=None, carry=True):
    """Run a cell over sequences.

    xs is (batch, time, features); state a tuple of tensors (batch, units),
    (h,) or (h, c), or None for zeros. Where mask, (batch, time), is False,
    the state passes through unchanged, as in Keras.

    With a window of k steps, the sequence is cut every k steps: `backward`
    lets no gradient through a cut, and without carry the state starts from
    zero behind each.

    Returns a Run. Raises TypeError or ValueError, naming the argument.
    """
    xs, state, weights, mask = check_forward(
        cell, xs, state, weights, mask, window
    )
    rows, loop_weights = time_first(xs), weights
    if cell.projects:
        rows, loop_weights = projected(rows, weights)
    keep = None if mask is None else time_first(mask[..., None])
    time = tf.shape(rows)[0]

    def body(t, state, kept):
        if window is not None and not carry:
            state = cut(t, window, state)
        step = cell.record(*cell.step(rows[t], *state, loop_weights))
        if keep is not None:
            step = _carried(step, state, keep[t], cell.states)
        state = tuple(getattr(step, name) for name in cell.states)
        return t + 1, state, collect(kept, t, step)

    kept = empty(len(cell.record._fields), time, xs.dtype)
    _, last, kept = tf.while_loop(
        lambda t, *_: t < time,
        body,
        (0, state, kept),
        maximum_iterations=time,
    )
    steps = cell.record(*(array.stack() for array in kept))
    outputs = batch_first(steps.h)
    return Run(outputs, last, steps, state, xs, mask, window, carry)


def _carried(step, state, keep, names):
    """Put the earlier state in place of the new one where keep is False."""
    return step._replace(
        **{
            name: tf.where(keep, getattr(step, name), earlier)
            for name, earlier in zip(names, state, strict=True)
        }
    )
