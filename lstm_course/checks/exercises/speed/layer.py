"""Hoist the projection of the inputs out of the loop over time."""

import numpy as np

from lstm_course.checks.exercise import Case, Mistake, Output
from lstm_course.checks.exercises.speed.gates import arrays, finish
from lstm_course.checks.exercises.speed.traced import Products, TracedExercise
from lstm_course.runtime import tf


def hoisted_layer(xs, h, c, W, U, b):
    """Return the last h, with one matrix product in the loop.

    xs is (batch, time, features); h and c are (batch, units), W, U and b
    the weights with the blocks i, f, g, o. One more product may stand before
    the loop.
    """
    zs = xs @ W + b
    for t in range(xs.shape[1]):
        z = zs[:, t] + h @ U
        z_i, z_f, z_g, z_o = tf.split(z, 4, axis=-1)
        c = tf.sigmoid(z_f) * c + tf.sigmoid(z_i) * tf.tanh(z_g)
        h = tf.sigmoid(z_o) * tf.tanh(c)
    return h


def fused_layer(xs, h, c, W, U, b):
    """Return the last h, with one matrix product in the loop.

    xs is (batch, time, features); h and c are (batch, units), W, U and b
    the weights with the blocks i, f, g, o. One more product may stand before
    the loop.
    """
    for t in range(xs.shape[1]):
        z = xs[:, t] @ W + h @ U + b
        z_i, z_f, z_g, z_o = tf.split(z, 4, axis=-1)
        c = tf.sigmoid(z_f) * c + tf.sigmoid(z_i) * tf.tanh(z_g)
        h = tf.sigmoid(z_o) * tf.tanh(c)
    return h


# batch, time, features, units: all differ, so that no axis is mistaken.
_SIZES = ((1, 2, 1, 1), (1, 3, 2, 4), (4, 5, 3, 2), (3, 4, 2, 5))


def _cases(rng):
    cases = []
    for batch, time, features, units in _SIZES:
        xs = tf.constant(rng.normal(size=(batch, time, features)))
        about = (
            f"batch {batch}, {time} steps, features {features}, units {units}"
        )
        args = (xs, *arrays(rng, batch, features, units))
        cases.append(Case(args, about))
    return cases


def _arguments(time):
    rng = np.random.default_rng(0)
    xs = tf.constant(rng.normal(size=(2, time, 3)))
    return xs, *arrays(rng, 2, 3, 4)


def _layer(
    before=lambda xs, W, b: xs @ W + b,
    z=lambda zs, t, h, U, b: zs[:, t] + h @ U,
    steps=range,
    ends=lambda h, c: h,
    begin=lambda h, c: (h, c),
    **changed,
):
    """Return the hoisted layer with one thing changed."""

    def layer(xs, h, c, W, U, b):
        zs = before(xs, W, b)
        h, c = begin(h, c)
        for t in steps(xs.shape[1]):
            h, c = finish(z(zs, t, h, U, b), c, **changed)
        return ends(h, c)

    return layer


def _by_gate(h, U):
    return tf.concat([h @ part for part in tf.split(U, 4, axis=1)], axis=1)


def _four_before(xs, W, b):
    parts = [xs @ part for part in tf.split(W, 4, axis=1)]
    return tf.concat(parts, axis=-1) + b


HOISTED_LAYER = TracedExercise(
    solution=hoisted_layer,
    given=fused_layer,
    arguments=_arguments,
    most=Products(1, 1),
    hints=(
        "Which part of z can be computed before the loop begins, because it "
        "needs nothing that the loop makes?",
        "xs @ W multiplies the last axis of xs and keeps batch and time: one "
        "product for all steps, (batch, time, 4 * units).",
        "Before the loop: zs = xs @ W + b. In it: z = zs[:, t] + h @ U.",
    ),
    cases=_cases,
    outputs=(Output("h", ("batch", "units")),),
    mistakes=(
        Mistake(
            "not-hoisted",
            "One of the two of each step reads only the inputs. It need not "
            "wait for h: do it for all steps at once, before the loop, in a "
            "single product and not in a list of them.",
            lambda *args: fused_layer(*args),
        ),
        Mistake(
            "gates-in-loop",
            "The projection is out of the loop, but in it each gate has a "
            "product with its own part of U. Fuse the four.",
            _layer(z=lambda zs, t, h, U, b: zs[:, t] + _by_gate(h, U)),
        ),
        Mistake(
            "gates-before",
            "The loop is as it should be. Before it, one product with the "
            "whole W does what your four do.",
            _layer(before=_four_before),
        ),
        Mistake(
            "bias-twice",
            "The bias is in the projection already, and your loop adds it "
            "again.",
            _layer(z=lambda zs, t, h, U, b: zs[:, t] + h @ U + b),
        ),
        Mistake(
            "no-bias",
            "The bias got lost on the way out of the loop.",
            _layer(before=lambda xs, W, b: xs @ W),
        ),
        Mistake(
            "first-step-only",
            "Every step gets the projection of step 1: t is missing where "
            "you take it from the array.",
            _layer(z=lambda zs, t, h, U, b: zs[:, 0] + h @ U),
        ),
        Mistake(
            "backwards",
            "Your loop goes through the time from the end to the beginning.",
            _layer(steps=lambda time: range(time - 1, -1, -1)),
        ),
        Mistake(
            "one-short",
            "Your loop ends one step too early.",
            _layer(steps=lambda time: range(time - 1)),
        ),
        Mistake(
            "late-start",
            "Your loop begins with the second step: the first input is not "
            "read.",
            _layer(steps=lambda time: range(1, time)),
        ),
        Mistake(
            "from-zero",
            "Your loop starts from h = 0 and c = 0, not from the h and c "
            "that came in.",
            _layer(begin=lambda h, c: (0 * h, 0 * c)),
        ),
        Mistake(
            "no-recurrence",
            "The product with U is gone from the loop too. It cannot be "
            "hoisted: it needs the h that the step before has made.",
            _layer(z=lambda zs, t, h, U, b: zs[:, t]),
        ),
        Mistake(
            "c-returned",
            "You return the last c; asked for is the last h.",
            _layer(ends=lambda h, c: c),
        ),
        Mistake(
            "order",
            "g and o are swapped: the blocks stand in the order i, f, g, o.",
            _layer(order=(0, 1, 3, 2)),
        ),
    ),
    tried="four sizes, and one matrix product in the loop, one before it",
)
