"""The loss whose best answer is a quantile."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.runtime import tf


def pinball_loss(y, quantiles, levels):
    """Return the mean pinball loss of forecast quantiles, for each level.

    y is (windows, horizon), what came. quantiles is (windows, horizon,
    levels), what was forecast, and levels is (levels,), from 0 to 1. For a
    level q, a value that lies d above its forecast costs q · d, and one that
    lies d below costs (1 − q) · d. Returns (levels,), the means over all
    windows and steps. Everything is a tensor.
    """
    above = y[..., None] - quantiles
    costs = tf.maximum(levels * above, (levels - 1) * above)
    return tf.reduce_mean(costs, axis=[0, 1])


def _cases(rng):
    found = []
    for windows, horizon, levels in (
        (1, 1, [0.9]),
        (2, 1, [0.2, 0.7]),
        (1, 3, [0.05, 0.5, 0.95]),
        (4, 3, [0.1, 0.8]),
        (6, 2, [0.01, 0.3, 0.6, 0.99, 0.5]),
    ):
        y = rng.normal(0, 3, (windows, horizon))
        quantiles = rng.normal(0.5, 3, (windows, horizon, len(levels)))
        arrays = (y, quantiles, np.array(levels))
        about = f"{windows} windows, horizon {horizon}, levels {levels}"
        found.append(Case(tuple(map(tf.constant, arrays)), about))
    return found


def _made(
    cost=lambda above, q: tf.maximum(q * above, (q - 1) * above),
    end=lambda costs: tf.reduce_mean(costs, axis=[0, 1]),
):
    """Make the solution with one thing changed."""

    def answer(y, quantiles, levels):
        return end(cost(y[..., None] - quantiles, levels))

    return answer


def _squared(above, q):
    weight = tf.where(above > 0, q, 1 - q)
    return weight * above**2


PINBALL_LOSS = FunctionExercise(
    solution=pinball_loss,
    hints=(
        "y[..., None] has the shape (windows, horizon, 1) and can be "
        "compared with all levels at once.",
        "With above = y[..., None] − quantiles, one of levels · above and "
        "(levels − 1) · above is positive or zero: the larger one.",
        "tf.maximum takes the larger of two tensors, entry by entry. The "
        "mean goes over the axes 0 and 1.",
    ),
    cases=_cases,
    outputs=(Output("loss", ("levels",)),),
    mistakes=(
        Mistake(
            "sides-swapped",
            "The two sides have changed places: you charge 1 − q above and q "
            "below. With q = 0.9 the value comes *above* its forecast one "
            "time in ten, and that has to be the dear side.",
            _made(lambda above, q: tf.maximum((1 - q) * above, -q * above)),
        ),
        Mistake(
            "negative-below",
            "Below the forecast your cost is negative: the loss falls the "
            "farther the forecast flies off. (1 − q) multiplies a distance, "
            "so turn the sign there.",
            _made(
                lambda above, q: tf.where(
                    above > 0, q * above, above * (1 - q)
                )
            ),
        ),
        Mistake(
            "smaller-one",
            "You take the smaller of the two sides, which is never above "
            "zero. The cost is the larger.",
            _made(lambda above, q: tf.minimum(q * above, (q - 1) * above)),
        ),
        Mistake(
            "level-ignored",
            "That is the absolute error, the same on both sides. Its best "
            "answer is the median, at every level.",
            _made(lambda above, q: tf.abs(above) + 0 * q),
        ),
        Mistake(
            "level-for-both",
            "Both sides cost q. Then q only scales the absolute error, and "
            "its best answer is the median.",
            _made(lambda above, q: q * tf.abs(above)),
        ),
        Mistake(
            "one-side",
            "Only what lies above the forecast costs anything: a forecast "
            "of infinity would be free. Below it costs (1 − q) · d.",
            _made(lambda above, q: tf.maximum(q * above, 0 * above)),
        ),
        Mistake(
            "twice",
            "Twice what is asked for. Some define it with a factor of 2, so "
            "that level 0.5 gives the absolute error; here there is none.",
            _made(lambda above, q: 2 * tf.maximum(q * above, (q - 1) * above)),
        ),
        Mistake(
            "squared",
            "The weights are right, the distance is squared. Its best "
            "answer is no quantile (but an expectile).",
            _made(_squared),
        ),
        Mistake(
            "sum",
            "You sum over the windows and steps. Take the mean, so that the "
            "loss does not grow with the number of windows.",
            _made(end=lambda costs: tf.reduce_sum(costs, axis=[0, 1])),
        ),
        Mistake(
            "windows-only",
            "You average over the windows and keep the steps of the "
            "horizon. Average over both.",
            _made(end=lambda costs: tf.reduce_mean(costs, axis=0)),
        ),
        Mistake(
            "levels-too",
            "You average over the levels as well. Keep them: one loss for "
            "each.",
            _made(end=tf.reduce_mean),
        ),
    ),
    compiled=True,
    tried="five sizes of windows, horizons and levels from 0.01 to 0.99",
)
