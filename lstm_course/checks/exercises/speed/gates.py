"""Fuse the products of the four gates."""

import numpy as np

from lstm_course.checks.exercise import Case, Mistake, Output
from lstm_course.checks.exercises.speed.traced import Products, TracedExercise
from lstm_course.runtime import tf


def fused_step(x, h, c, W, U, b):
    """Return the next h and c, with two matrix products or fewer.

    x is (batch, features); h and c are (batch, units). W is
    (features, 4 * units), U (units, 4 * units), b (4 * units,), with the
    blocks i, f, g, o.
    """
    z_i, z_f, z_g, z_o = tf.split(x @ W + h @ U + b, 4, axis=-1)
    i, f, o = tf.sigmoid(z_i), tf.sigmoid(z_f), tf.sigmoid(z_o)
    c = f * c + i * tf.tanh(z_g)
    return o * tf.tanh(c), c


def gate_by_gate(x, h, c, W, U, b):
    """Return the next h and c, with two matrix products or fewer.

    x is (batch, features); h and c are (batch, units). W is
    (features, 4 * units), U (units, 4 * units), b (4 * units,), with the
    blocks i, f, g, o.
    """
    W_i, W_f, W_g, W_o = tf.split(W, 4, axis=-1)
    U_i, U_f, U_g, U_o = tf.split(U, 4, axis=-1)
    b_i, b_f, b_g, b_o = tf.split(b, 4, axis=-1)
    i = tf.sigmoid(x @ W_i + h @ U_i + b_i)
    f = tf.sigmoid(x @ W_f + h @ U_f + b_f)
    g = tf.tanh(x @ W_g + h @ U_g + b_g)
    o = tf.sigmoid(x @ W_o + h @ U_o + b_o)
    c = f * c + i * g
    return o * tf.tanh(c), c


# batch, features and units all differ, so that a transpose cannot hide.
_SIZES = ((1, 1, 1), (1, 2, 3), (4, 3, 2), (5, 2, 4), (3, 4, 5))


def arrays(rng, batch, features, units):
    """Return h, c, W, U and b of one size, tensors."""
    shapes = [(batch, units)] * 2
    shapes += [(features, 4 * units), (units, 4 * units), (4 * units,)]
    return [tf.constant(rng.normal(size=shape)) for shape in shapes]


def _cases(rng):
    cases = []
    for batch, features, units in _SIZES:
        x = tf.constant(rng.normal(size=(batch, features)))
        about = f"batch {batch}, features {features}, units {units}"
        args = (x, *arrays(rng, batch, features, units))
        cases.append(Case(args, about))
    return cases


def _arguments(time):
    # A single step: it has the same products whatever the time.
    rng = np.random.default_rng(time)
    return tf.constant(rng.normal(size=(2, 3))), *arrays(rng, 2, 3, 4)


def _sum(x, h, W, U, b):
    return x @ W + h @ U + b


def finish(z, c, order=(0, 1, 2, 3), squash=tf.tanh):
    """Return h and c from the pre-activations, perhaps with a mistake."""
    blocks = tf.split(z, 4, axis=-1)
    z_i, z_f, z_g, z_o = (blocks[place] for place in order)
    c = tf.sigmoid(z_f) * c + tf.sigmoid(z_i) * squash(z_g)
    return tf.sigmoid(z_o) * tf.tanh(c), c


def _step(z=_sum, **changed):
    """Return the fused step with one thing changed."""
    return lambda x, h, c, W, U, b: finish(z(x, h, W, U, b), c, **changed)


def _interleaved(x, h, W, U, b):
    z = tf.reshape(_sum(x, h, W, U, b), (x.shape[0], -1, 4))
    return tf.concat(tf.unstack(z, axis=-1), axis=-1)


def _four(x, h, W, U, b):
    xh, WU = tf.concat([x, h], 1), tf.concat([W, U], 0)
    return tf.concat([xh @ part for part in tf.split(WU, 4, 1)], 1) + b


def _half(x, h, W, U, b):
    parts = [h @ part for part in tf.split(U, 4, axis=1)]
    return x @ W + tf.concat(parts, axis=1) + b


def _swapped(x, h, c, W, U, b):
    h, c = fused_step(x, h, c, W, U, b)
    return c, h


FUSED_STEP = TracedExercise(
    solution=fused_step,
    given=gate_by_gate,
    arguments=_arguments,
    most=Products(2, 0),
    hints=(
        "Four products share their left side: x @ W_i, x @ W_f, x @ W_g, "
        "x @ W_o. What is x @ W, with the whole W?",
        "The columns of x @ W are those of the four products, side by side. "
        "Add h @ U and b, which have the same order, and split only then.",
        "z_i, z_f, z_g, z_o = tf.split(x @ W + h @ U + b, 4, axis=-1)",
    ),
    cases=_cases,
    outputs=(
        Output("h", ("batch", "units")),
        Output("c", ("batch", "units")),
    ),
    mistakes=(
        Mistake(
            "eight",
            "Every gate still makes its own two. Multiply by the whole W and "
            "the whole U, and split what comes out.",
            lambda *args: gate_by_gate(*args),
        ),
        Mistake(
            "four",
            "x and h are side by side, which saves half, but every gate "
            "still has a product of its own. Do not split the weights: "
            "split what comes out.",
            _step(z=_four),
        ),
        Mistake(
            "half-fused",
            "One side is fused, the other still has a product for each "
            "gate. Both are to be multiplied whole.",
            _step(z=_half),
        ),
        Mistake(
            "order",
            "g and o are swapped: the blocks stand in the order i, f, g, o.",
            _step(order=(0, 1, 3, 2)),
        ),
        Mistake(
            "order-fi",
            "i and f are swapped: the blocks stand in the order i, f, g, o.",
            _step(order=(1, 0, 2, 3)),
        ),
        Mistake(
            "interleaved",
            "You cut z into groups of four neighbours. The blocks are "
            "whole: all units of i, then all of f. Use "
            "tf.split(z, 4, axis=-1).",
            _step(z=_interleaved),
        ),
        Mistake(
            "sigmoid-g",
            "One squashing function for all four blocks: g went through a "
            "sigmoid. Fused is only the product; the candidate keeps its "
            "tanh.",
            _step(squash=tf.sigmoid),
        ),
        Mistake(
            "bias-twice",
            "The bias is added twice, once with each product.",
            _step(z=lambda x, h, W, U, b: x @ W + b + h @ U + b),
        ),
        Mistake(
            "no-bias",
            "The bias got lost when the gates were put together.",
            _step(z=lambda x, h, W, U, b: x @ W + h @ U),
        ),
        Mistake(
            "no-recurrence",
            "h is never used: the four products with U were not fused but "
            "dropped.",
            _step(z=lambda x, h, W, U, b: x @ W + b),
        ),
        Mistake(
            "swapped",
            "The values are right, but c and h have changed places in what "
            "you return: h comes first.",
            _swapped,
        ),
    ),
    tried="steps of five sizes, and two matrix products or fewer in the graph",
)
