"""The loop backward over time."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.checks.exercises.bptt.step import rnn_step_backward
from lstm_course.runtime import tf


def rnn_backward(dhs, hs, xs, h0, W, U):
    """Go back through a whole sequence.

    dhs[:, t] is what the loss says to the state hs[:, t] directly; both are
    (batch, time, units). xs is (batch, time, features).
    Returns dxs, dh0, dW, dU, db, each shaped like what it belongs to.
    """
    arriving, dxs, dW, dU, db = tf.zeros_like(h0), [], 0, 0, 0
    for t in reversed(range(xs.shape[1])):
        h_prev = hs[:, t - 1] if t > 0 else h0
        dh = dhs[:, t] + arriving
        step = rnn_step_backward(dh, hs[:, t], xs[:, t], h_prev, W, U)
        dx, arriving, *shares = step
        dW, dU, db = dW + shares[0], dU + shares[1], db + shares[2]
        dxs.append(dx)
    return tf.stack(dxs[::-1], axis=1), arriving, dW, dU, db


OUTPUTS = (
    Output("dxs", ("batch", "time", "features")),
    Output("dh0", ("batch", "units")),
    Output("dW", ("features", "units")),
    Output("dU", ("units", "units")),
    Output("db", ("units",)),
)
"""What a backward pass over a sequence returns."""

# batch, time, features, units: all different.
_SIZES = (
    (1, 1, 2, 3),
    (1, 2, 1, 1),
    (2, 3, 4, 1),
    (4, 5, 3, 2),
    (3, 7, 2, 4),
    (2, 12, 1, 3),
)


def sequence(rng, batch, time, features, units):
    """Return dhs, hs, xs, h0, W, U of a random network on random input."""
    xs = rng.normal(size=(batch, time, features))
    h0 = rng.uniform(-1, 1, size=(batch, units))
    W = rng.normal(size=(features, units))
    U = rng.normal(size=(units, units))
    b = rng.normal(size=units)
    dhs = rng.normal(size=(batch, time, units))
    h, hs = h0, []
    for t in range(time):
        h = np.tanh(xs[:, t] @ W + h @ U + b)
        hs.append(h)
    arrays = dhs, np.stack(hs, axis=1), xs, h0, W, U
    return tuple(tf.constant(array, tf.float64) for array in arrays)


def _cases(rng):
    return [
        Case(
            sequence(rng, *sizes),
            "batch {}, time {}, features {}, units {}".format(*sizes),
        )
        for sizes in _SIZES
    ]


def walk(dhs, hs, xs, h0, W, U, **changed):
    """Go back through a sequence with some part of the loop changed.

    `changed` may hold: dh(direct, arriving, t), h_prev(hs, h0, t),
    arriving(new, old), add(sum, share), steps (the order of the steps).
    Returns the list of dx in the order met, the last gradient that would
    arrive, the sums dW, dU, db and the last dh.
    """
    total = changed.get("dh", lambda direct, arriving, t: direct + arriving)
    before = changed.get("h_prev", right_h_prev)
    carry = changed.get("arriving", lambda new, old: new)
    add = changed.get("add", lambda total, share: total + share)
    steps = changed.get("steps", lambda time: reversed(range(time)))
    arriving, dxs = tf.zeros_like(h0), []
    sums = tf.zeros_like(W), tf.zeros_like(U), tf.zeros_like(h0[0])
    dh = arriving
    for t in steps(xs.shape[1]):
        dh = total(dhs[:, t], arriving, t)
        dx, new, *shares = rnn_step_backward(
            dh, hs[:, t], xs[:, t], before(hs, h0, t), W, U
        )
        arriving = carry(new, arriving)
        sums = tuple(map(add, sums, shares))
        dxs.append(dx)
    return dxs, arriving, *sums, dh


def right_h_prev(hs, h0, t):
    """Return the state that step t read."""
    return hs[:, t - 1] if t > 0 else h0


def changed_walk(**changed):
    """Make a wrong answer out of `walk`."""

    def backward(*args):
        dxs, dh0, dW, dU, db, _ = walk(*args, **changed)
        return tf.stack(dxs[::-1], axis=1), dh0, dW, dU, db

    return backward


def _result(change):
    """Make a wrong answer that changes the right results."""

    def backward(dhs, hs, xs, h0, W, U):
        found = walk(dhs, hs, xs, h0, W, U)
        return change(found, dhs, h0)

    return backward


def _divided(found, by):
    return [array / tf.cast(by, array.dtype) for array in found]


def _forward_in_time(*args):
    dxs, dh0, dW, dU, db, _ = walk(*args, steps=range)
    return tf.stack(dxs, axis=1), dh0, dW, dU, db


def _last_loss_only(dhs, *rest):
    silent = tf.zeros_like(dhs[:, 1:])
    dhs = tf.concat([silent, dhs[:, -1:]], axis=1)
    return changed_walk()(dhs, *rest)


def _slope_twice(dhs, hs, xs, h0, W, U):
    def dh(direct, arriving, t):
        last = t == hs.shape[1] - 1
        return direct + (0 if last else arriving * (1 - hs[:, t] ** 2))

    return changed_walk(dh=dh)(dhs, hs, xs, h0, W, U)


def _one_short(*args):
    dxs, dh0, dW, dU, db, _ = walk(
        *args, steps=lambda time: range(time - 1, 0, -1)
    )
    if not dxs:
        dxs = [tf.zeros_like(args[2][:, 0])]
    return tf.stack(dxs[::-1], axis=1), dh0, dW, dU, db


RNN_BACKWARD = FunctionExercise(
    solution=rnn_backward,
    compiled=True,
    hints=(
        "Walk through the steps from the last to the first: for t in "
        "reversed(range(xs.shape[1])). Each step is one call of "
        "rnn_step_backward.",
        "Keep one variable for the gradient that arrives from the next "
        "step. It starts at zero, since nothing comes after the last step. "
        "dh at step t is dhs[:, t] plus what arrives.",
        "The state before step t is hs[:, t - 1], and h0 when t is 0. In "
        "Python hs[:, -1] is the last state: take care.",
        "Add dW, dU and db up over the steps. Collect the dx in a list; it "
        "comes out last step first, so turn it around before tf.stack(…, "
        "axis=1). What arrives when the loop is over is dh0.",
    ),
    cases=_cases,
    outputs=OUTPUTS,
    mistakes=(
        Mistake(
            "arriving-dropped",
            "Each step hears its own loss alone. A state is also read by "
            "the next step, and what comes back from there, dh_prev of that "
            "step, must be added to dhs[:, t].",
            changed_walk(dh=lambda direct, arriving, t: direct),
        ),
        Mistake(
            "direct-dropped",
            "Only the last step hears a loss in your loop. Every state has "
            "its own dhs[:, t], which is added to what arrives from the "
            "next step.",
            _last_loss_only,
        ),
        Mistake(
            "nothing-starts",
            "Everything is zero: your dh is what arrives from the next step "
            "and nothing else, and after the last step nothing arrives. "
            "Where do the losses, dhs[:, t], come in?",
            changed_walk(dh=lambda direct, arriving, t: arriving),
        ),
        Mistake(
            "slope-twice",
            "The last step is right, then the slopes of the tanh enter "
            "twice: rnn_step_backward takes dh and multiplies by the slope "
            "itself.",
            _slope_twice,
        ),
        Mistake(
            "first-to-last",
            "Your loop runs from the first step to the last. The gradient "
            "comes from the end: the last step goes first.",
            _forward_in_time,
        ),
        Mistake(
            "dxs-in-reverse",
            "Only dxs is wrong: its values are right, and in the order in "
            "which the loop met them, the last step first. Turn the list "
            "around.",
            _result(
                lambda found, dhs, h0: (
                    tf.stack(found[0], axis=1),
                    *found[1:5],
                )
            ),
        ),
        Mistake(
            "last-share-only",
            "dW, dU and db hold the share of one step, the last that the "
            "loop visits. The weights are used at every step: add the "
            "shares up.",
            changed_walk(add=lambda total, share: share),
        ),
        Mistake(
            "own-state",
            "Only dU is wrong: you hand hs[:, t] to the step as h_prev. "
            "That is the state it made.",
            changed_walk(h_prev=lambda hs, h0, t: hs[:, t]),
        ),
        Mistake(
            "wraps-around",
            "Only dU is wrong, and only through the first step: for t = 0, "
            "hs[:, t - 1] is hs[:, -1], the *last* state. Before the first "
            "step there was h0.",
            changed_walk(h_prev=lambda hs, h0, t: hs[:, t - 1]),
        ),
        Mistake(
            "starts-from-zero",
            "Only dU is wrong, and only through the first step: you took "
            "zeros for the state before it. The sequence began at h0.",
            changed_walk(
                h_prev=lambda hs, h0, t: hs[:, t - 1] if t else 0 * h0
            ),
        ),
        Mistake(
            "h0-everywhere",
            "Only dU is wrong: every step gets h0 as its h_prev. Only the "
            "first step read h0.",
            changed_walk(h_prev=lambda hs, h0, t: h0),
        ),
        Mistake(
            "dh0-zero",
            "Only dh0 is wrong: you return zeros, as if the initial state "
            "made no difference. What arrives when the loop is over?",
            _result(
                lambda found, dhs, h0: (
                    tf.stack(found[0][::-1], axis=1),
                    tf.zeros_like(h0),
                    *found[2:5],
                )
            ),
        ),
        Mistake(
            "dh0-of-the-first-state",
            "Only dh0 is wrong: you return the gradient of the first state, "
            "before the last step back. h0 lies one step earlier.",
            _result(
                lambda found, dhs, h0: (
                    tf.stack(found[0][::-1], axis=1),
                    found[5],
                    *found[2:5],
                )
            ),
        ),
        Mistake(
            "dh0-plus-direct",
            "Only dh0 is wrong: you add dhs[:, 0] to it. That is what the "
            "loss says to the first state, not to the one before it.",
            _result(
                lambda found, dhs, h0: (
                    tf.stack(found[0][::-1], axis=1),
                    found[1] + dhs[:, 0],
                    *found[2:5],
                )
            ),
        ),
        Mistake(
            "arriving-piles-up",
            "Gradients pile up from the third step back: what arrives is "
            "*replaced* by the dh_prev of each step. That one has heard "
            "all later losses already, so adding counts them twice.",
            changed_walk(arriving=lambda new, old: new + old),
        ),
        Mistake(
            "time-first",
            "dxs is (time, batch, features) in your answer. Stack along "
            "axis 1, so that the batch comes first.",
            _result(
                lambda found, dhs, h0: (
                    tf.stack(found[0][::-1], axis=0),
                    *found[1:5],
                )
            ),
        ),
        Mistake(
            "mean-over-time",
            "dW, dU and db are divided by the number of steps. Each use "
            "moves the loss on its own, so the shares are added.",
            _result(
                lambda found, dhs, h0: (
                    tf.stack(found[0][::-1], axis=1),
                    found[1],
                    *_divided(found[2:5], dhs.shape[1]),
                )
            ),
        ),
        Mistake(
            "one-step-short",
            "Your loop never visits the first step, t = 0. In "
            "range(a, b, -1) the b itself is left out.",
            _one_short,
        ),
        Mistake(
            "dh0-and-dxs-swapped",
            "You return dh0 first. The order is dxs, dh0, dW, dU, db.",
            _result(
                lambda found, dhs, h0: (
                    found[1],
                    tf.stack(found[0][::-1], axis=1),
                    *found[2:5],
                )
            ),
        ),
    ),
    tried="sequences of six sizes up to 12 steps, a loss at every step",
)
