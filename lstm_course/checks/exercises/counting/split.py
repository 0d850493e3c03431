"""Find the leak in a test that every table would pass."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def far_split(ns, share):
    """Split lengths into those to train on and those to test on.

    ns are whole numbers in any order; share of them, rounded, are for
    training. Returns two arrays, each in rising order. Whoever is right on
    the test must have *counted*: no test length may lie between lengths that
    were trained on.
    """
    ns = np.sort(ns)
    cut = round(share * len(ns))
    return ns[:cut], ns[cut:]


def given(ns, share):
    """Split lengths into those to train on and those to test on.

    ns are whole numbers in any order; share of them, rounded, are for
    training. Returns two arrays, each in rising order. Whoever is right on
    the test must have *counted*: no test length may lie between lengths that
    were trained on.
    """
    rng = np.random.default_rng(0)
    ns = rng.permutation(ns)
    cut = round(share * len(ns))
    return np.sort(ns[:cut]), np.sort(ns[cut:])


def _cases(rng):
    plans = [
        (np.array([2, 1]), 0.5, "two lengths"),
        (np.arange(1, 11), 0.8, "n = 1 to 10 in order"),
        (np.arange(10, 0, -1), 0.6, "n = 10 down to 1"),
    ]
    for count, share in ((7, 0.3), (12, 0.75), (20, 0.5), (33, 0.9)):
        ns = rng.choice(np.arange(1, 90), count, replace=False)
        plans.append((ns, share, f"{count} lengths in any order"))
    return [Case((ns, share), about) for ns, share, about in plans]


def _every_other(ns, share):
    ns = np.sort(ns)
    cut = round(share * len(ns))
    picked = np.unique(np.linspace(0, len(ns) - 1, cut).round().astype(int))
    mask = np.zeros(len(ns), bool)
    mask[picked] = True
    return ns[mask], ns[~mask]


def _unsorted(ns, share):
    cut = round(share * len(ns))
    return np.sort(ns[:cut]), np.sort(ns[cut:])


def _below(ns, share):
    ns = np.sort(ns)
    cut = len(ns) - round(share * len(ns))
    return ns[cut:], ns[:cut]


def _overlapping(ns, share):
    train, test = far_split(ns, share)
    return train, np.concatenate([train[-1:], test])


def _all_trained(ns, share):
    return np.sort(ns), far_split(ns, share)[1]


def _by_value(ns, share):
    limit = share * np.max(ns)
    ns = np.sort(ns)
    return ns[ns <= limit], ns[ns > limit]


FAR_SPLIT = FunctionExercise(
    solution=far_split,
    given=given,
    hints=(
        "Suppose 1, 2, 3, 5, 6 were trained on, and 4 is the test. Must a "
        "network count to be right about 4?",
        "What stands outside of everything that was seen? All of the test "
        "has to be longer than all of the training.",
        "Sort ns first; then one cut does it.",
    ),
    cases=_cases,
    outputs=(Output("train", ("lengths",)), Output("test", ("lengths",))),
    mistakes=(
        Mistake(
            "still-random",
            "The lengths are still drawn at random, so that almost every "
            "test length has trained neighbours on both sides. A table with "
            "a little smoothing passes such a test.",
            lambda ns, share: given(ns, share),
        ),
        Mistake(
            "as-it-comes",
            "You cut the list as it comes, and it comes in any order: small "
            "lengths get into the test, and large ones into the training. "
            "Sort first.",
            _unsorted,
        ),
        Mistake(
            "every-other",
            "You spread the training over the whole range. Now every test "
            "length lies *between* two that were trained on, which is the "
            "easiest test of all.",
            _every_other,
        ),
        Mistake(
            "tests-below",
            "You train on the long words and test on the short ones. A "
            "network that counts to 80 has passed 20 on its way; the test "
            "has to go where it has never been.",
            _below,
        ),
        Mistake(
            "parts-swapped",
            "The two parts are the right ones, and swapped: training comes "
            "first.",
            lambda ns, share: far_split(ns, share)[::-1],
        ),
        Mistake(
            "overlap",
            "The longest training length is in the test as well. What was "
            "seen proves nothing.",
            _overlapping,
        ),
        Mistake(
            "trained-on-all",
            "Your training holds every length, those of the test among them.",
            _all_trained,
        ),
        Mistake(
            "share-of-the-largest",
            "You cut at a share of the largest length. share is meant of "
            "the number of lengths; they need not be spread evenly.",
            _by_value,
        ),
    ),
    tried="seven lists of lengths: no test length below a trained one",
)
