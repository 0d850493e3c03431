"""Clipping by the norm: the length changes, the direction does not."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def clip_by_norm(gradients, limit):
    """Shorten a list of gradients whose common length exceeds `limit`.

    gradients is a list of arrays, dW, dU and db. Their length is that of
    one long vector of all their numbers. Returns a new list of arrays of
    the same shapes: unchanged when the length is at most `limit`, else all
    multiplied by one number so that the length is `limit`.
    """
    length = np.sqrt(sum(np.sum(g**2) for g in gradients))
    factor = min(1.0, limit / max(length, 1e-300))
    return [factor * g for g in gradients]


def _cases(rng):
    cases = []
    sizes = ((1, 1), (2, 3), (3, 4))
    for features, units in sizes:
        for size, limit, what in (
            (10.0, 1.0, "far too long"),
            (0.01, 1.0, "short enough"),
            (3.0, 2.5, "too long, limit 2.5"),
        ):
            gradients = [
                size * rng.normal(size=(features, units)) + size,
                size * rng.normal(size=(units, units)),
                0.1 * size * rng.normal(size=units),
            ]
            about = f"{what}, features {features}, units {units}"
            cases.append(Case((gradients, limit), about))
    zero = [np.zeros((2, 3)), np.zeros((3, 3)), np.zeros(3)]
    cases.append(Case((zero, 1.0), "all gradients zero"))
    return cases


def _length(gradients):
    return np.sqrt(sum(np.sum(g**2) for g in gradients))


def _scaled(gradients, limit, length):
    return [g * min(1.0, limit / max(length, 1e-300)) for g in gradients]


CLIP_BY_NORM = FunctionExercise(
    solution=clip_by_norm,
    hints=(
        "Square every number of every array, add all of it up, and take "
        "one square root: that is the common length.",
        "The factor is limit / length, but never more than 1: a short "
        "gradient is left as it is.",
        "Multiply every array by that same factor: [factor * g for g in "
        "gradients]. Is your factor defined for a length of 0?",
    ),
    cases=_cases,
    outputs=(
        Output("dW", ("features", "units")),
        Output("dU", ("units", "units")),
        Output("db", ("units",)),
    ),
    mistakes=(
        Mistake(
            "per-element",
            "You clip each number by itself. That bends the gradient: the "
            "large entries shrink and the small ones do not. Find one "
            "factor for all of them.",
            lambda gs, limit: [np.clip(g, -limit, limit) for g in gs],
        ),
        Mistake(
            "per-element-above",
            "You cut each number by itself, and only the positive ones. "
            "Find one factor for all numbers of all arrays.",
            lambda gs, limit: [np.minimum(g, limit) for g in gs],
        ),
        Mistake(
            "first-array",
            "Your length is that of dW alone. dU and db count as well: add "
            "up the squares of all three.",
            lambda gs, limit: _scaled(gs, limit, _length(gs[:1])),
        ),
        Mistake(
            "divided-by-limit",
            "You divide by the limit, whatever the length is. The factor "
            "is limit / length, and at most 1.",
            lambda gs, limit: [g / limit for g in gs],
        ),
        Mistake(
            "per-array",
            "Each array is clipped by its own length. dW, dU and db then "
            "shrink by different factors, and the direction of the step "
            "changes. One length for all three.",
            lambda gs, limit: [
                _scaled([g], limit, _length([g]))[0] for g in gs
            ],
        ),
        Mistake(
            "always-scaled",
            "Gradients that were short enough are stretched to the limit. "
            "Clipping never makes a gradient longer.",
            lambda gs, limit: [
                g * limit / max(_length(gs), 1e-300) for g in gs
            ],
        ),
        Mistake(
            "always-scaled-nan",
            "Gradients that were short enough are stretched to the limit, "
            "and a gradient of zero becomes NaN. Clipping never makes a "
            "gradient longer.",
            lambda gs, limit: [g * limit / _length(gs) for g in gs],
        ),
        Mistake(
            "unit-length",
            "Long gradients end with length 1 whatever the limit is. Their "
            "length should be `limit`.",
            lambda gs, limit: (
                [g / _length(gs) for g in gs] if _length(gs) > limit else gs
            ),
        ),
        Mistake(
            "no-root",
            "You forgot the root: the length is the square root of the sum "
            "of squares.",
            lambda gs, limit: _scaled(gs, limit, _length(gs) ** 2),
        ),
        Mistake(
            "largest-entry",
            "Your length is the largest entry. It should be the length of "
            "the vector: the root of the sum of all squares.",
            lambda gs, limit: _scaled(
                gs, limit, max(abs(g).max() for g in gs)
            ),
        ),
        Mistake(
            "sum-of-lengths",
            "You add the lengths of the three arrays. Add their *squares* "
            "up, then take one root.",
            lambda gs, limit: _scaled(
                gs, limit, sum(_length([g]) for g in gs)
            ),
        ),
        Mistake(
            "longest-array",
            "You take the length of the longest array. All three count: the "
            "root of the sum of all squares.",
            lambda gs, limit: _scaled(
                gs, limit, max(_length([g]) for g in gs)
            ),
        ),
        Mistake(
            "absolute-sum",
            "You add absolute values. The length of a vector is the root of "
            "the sum of squares.",
            lambda gs, limit: _scaled(
                gs, limit, sum(abs(g).sum() for g in gs)
            ),
        ),
        Mistake(
            "signed-sum",
            "You square the sum of the numbers, where positive and negative "
            "ones cancel. Square each number first.",
            lambda gs, limit: _scaled(
                gs, limit, np.sqrt(sum(g.sum() ** 2 for g in gs))
            ),
        ),
        Mistake(
            "mean-square",
            "You take the *mean* of the squares. The length is the root of "
            "their sum, so that more numbers make a longer vector.",
            lambda gs, limit: _scaled(
                gs, limit, _length(gs) / np.sqrt(sum(g.size for g in gs))
            ),
        ),
        Mistake(
            "upside-down",
            "Your factor is the wrong way up: long gradients become longer. "
            "It should be limit / length.",
            lambda gs, limit: (
                [g * _length(gs) / limit for g in gs]
                if _length(gs) > limit
                else gs
            ),
        ),
        Mistake(
            "thrown-away",
            "A gradient that is too long becomes zero in your answer. It "
            "should keep its direction and get the length `limit`.",
            lambda gs, limit: (
                [0 * g for g in gs] if _length(gs) > limit else gs
            ),
        ),
        Mistake(
            "nothing-clipped",
            "Nothing is clipped: long gradients come back as they were.",
            lambda gs, limit: list(gs),
        ),
    ),
    tried="ten lists of gradients: too long, short enough, all zero",
)
