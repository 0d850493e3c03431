"""Write the test of generalisation: how far does a network count?"""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def reach(accepted):
    """Return how far a network counts, a whole number.

    accepted is a list of True and False: whether the word of n = 1, 2, 3, …
    was accepted. A network counts to n if it accepts that word *and every
    shorter one*; it counts to 0 if it does not accept even n = 1.
    """
    for n, fine in enumerate(accepted):
        if not fine:
            return n
    return len(accepted)


def _cases(rng):
    T, F = True, False
    lists = [
        ([F], "n = 1 alone, refused"),
        ([T], "n = 1 alone, accepted"),
        ([T, F], "n = 1 accepted, n = 2 not"),
        ([F, T, T], "only n = 1 refused"),
        ([T, T, F, T], "a gap at n = 3"),
        ([T, T, T, T, T], "all five accepted"),
        ([F, F, F], "none accepted"),
        ([T, T, T, F, F, T, F, T, T], "a lucky island after the gap"),
    ]
    for _ in range(6):
        first = int(rng.integers(2, 8))
        rest = rng.random(int(rng.integers(2, 9))) < 0.5
        values = [T] * first + [F] + [bool(one) for one in rest]
        lists.append((values, f"a gap at n = {first + 1}"))
    return [Case((values,), about) for values, about in lists]


def _last(accepted):
    found = [n for n, fine in enumerate(accepted, 1) if fine]
    return max(found, default=0)


def _longest_run(accepted):
    best = now = 0
    for fine in accepted:
        now = now + 1 if fine else 0
        best = max(best, now)
    return best


def _argmin(accepted):
    return int(np.argmin(accepted))


REACH = FunctionExercise(
    solution=reach,
    hints=(
        "Walk through the list from n = 1. What ends the walk?",
        "The first False is at position k, counted from 0. Its word is that "
        "of n = k + 1, so the last n before it is k.",
        "Mind the list without a False: every word was accepted.",
    ),
    cases=_cases,
    outputs=(Output("the reach", ()),),
    mistakes=(
        Mistake(
            "largest-accepted",
            "You return the largest n that was accepted. A network that "
            "refuses n = 3 and happens to accept n = 4 does not count to 4: "
            "every shorter word must be accepted too.",
            _last,
        ),
        Mistake(
            "how-many",
            "You count how many words were accepted, wherever they stand. "
            "Words accepted beyond the first refusal are luck, not "
            "counting.",
            lambda accepted: sum(map(bool, accepted)),
        ),
        Mistake(
            "first-refused",
            "You return the first n that is refused. It counts to the one "
            "before.",
            lambda accepted: reach(accepted) + 1,
        ),
        Mistake(
            "first-refused-or-all",
            "Where a word is refused you return that n itself; it counts to "
            "the one before. (The list without a refusal is right.)",
            lambda accepted: (
                reach(accepted) + (reach(accepted) < len(accepted))
            ),
        ),
        Mistake(
            "position-of-last",
            "You are one too low: position k of the list, counted from 0, "
            "belongs to n = k + 1.",
            lambda accepted: reach(accepted) - 1,
        ),
        Mistake(
            "none-refused",
            "When no word is refused you return 0. np.argmin and list.index "
            "have no False to find there; the network counts to the end of "
            "the list.",
            _argmin,
        ),
        Mistake(
            "longest-run",
            "You look for the longest run of accepted words anywhere. It "
            "must begin at n = 1: counting to 9 includes counting to 1.",
            _longest_run,
        ),
        Mistake(
            "all-or-nothing",
            "You return the length of the list when all are accepted, and 0 "
            "otherwise. A refusal at n = 30 does not undo the 29 before it.",
            lambda accepted: len(accepted) * all(accepted),
        ),
        Mistake(
            "a-share",
            "You return a share. Wanted is an n: how far it counts.",
            lambda accepted: reach(accepted) / len(accepted),
        ),
    ),
    tried="fourteen lists, with gaps, islands of luck, all and none",
)
