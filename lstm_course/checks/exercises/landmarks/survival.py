"""Read survival curves, and say what counts of runs show."""

import numpy as np

from lstm_course.checks.entries import (
    anything,
    entries,
    is_number,
    number,
    one_of,
    whole,
)
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

BUDGET = 1_000
_SOLVED = {
    "A": (310, 380, 430, 470, 520, 560, 640, 700, 780, 910),
    "B": (90, 120, 150, 210, 260, 330),
    "C": (60, 80, 140),
}
_RUNS = 10
_KINDS = {
    "median A": number(),
    "median B": number(),
    "median C": anything(),
    "B against C": one_of("shown", "not shown"),
    "A against C": one_of("shown", "not shown"),
    "fewest seeds": whole(1),
}


def three_settings():
    """Return the survival curves of ten runs of A, B and C.

    Each is (steps, unsolved): from steps[k] on, a share of unsolved[k] has
    not solved the task. The budget is 1,000 steps.
    """
    return {
        name: (np.array([0, *solved]), 1 - np.arange(len(solved) + 1) / _RUNS)
        for name, solved in _SOLVED.items()
    }


def what_runs_show():
    """Return what the three survival curves show, a dictionary.

    "median A", "median B", "median C": the step by which half of the ten
    runs have solved the task, to within 20 steps, or None where the curve
    does not tell.
    "B against C", "A against C": "shown" if the 95 % intervals of the two
    shares of solved runs do not overlap, else "not shown".
    "fewest seeds": with how many seeds, none of them solved, the upper end
    of the Wilson interval falls below 0.2.
    """
    return {
        "median A": 520,
        "median B": 260,
        "median C": None,
        "B against C": "not shown",
        "A against C": "shown",
        "fewest seeds": 16,
    }


def _medians(value):
    for name, right in (("A", 520), ("B", 260)):
        got, solved = value[f"median {name}"], _SOLVED[name]
        if abs(got - right) <= 20:
            continue
        if abs(got - solved[5]) <= 5:
            return (
                f"{name}: at {got:g} six of ten have solved it. The median "
                "is where the curve *reaches* one half, at the fifth."
            )
        if abs(got - np.mean(solved)) <= 15:
            return (
                f"{name}: that is the mean of the runs that solved it. The "
                "median is the step at which the curve reaches one half, of "
                "*all* runs."
            )
        if abs(got - np.median(solved)) <= 15:
            return (
                f"{name}: that is the median of those that solved it. Four "
                "of ten did not, and they count: when had five of *ten*?"
            )
        return (
            f"{name}: by step {got:g} {np.sum(np.less_equal(solved, got))} "
            "of ten runs had solved the task. You look for the step of the "
            "fifth."
        )
    return None


def _no_median(value):
    got = value["median C"]
    if got is None:
        return None
    if is_number(got) and got <= 140:
        return (
            "C: a number made of the three runs that solved it makes C the "
            "fastest of all. Seven of ten had not solved it at the end: "
            "when half of them will have, if ever, the curve does not tell."
        )
    if is_number(got) and got >= BUDGET:
        return (
            "C: the budget is where we stopped looking, and no median. The "
            "curve never reaches one half."
        )
    return "C: the curve never reaches one half, so it has no median: None."


def _pairs(value):
    if value["B against C"] == "shown":
        return (
            "B against C: 6 of 10 has the interval 0.31 to 0.83, and 3 of "
            "10 has 0.11 to 0.60. They overlap widely: the same setting, "
            "run twice, may well give 6 and 3."
        )
    if value["A against C"] == "not shown":
        return (
            "A against C: 10 of 10 has the interval 0.72 to 1, and 3 of 10 "
            "has 0.11 to 0.60. They do not touch. (That C is faster where "
            "it works is another question.)"
        )
    return None


def _upper(seeds, z=1.96):
    """Return the upper end of Wilson's interval of 0 of `seeds`."""
    return z**2 / (seeds + z**2)


def _seeds(value):
    got = value["fewest seeds"]
    if got == 16:
        return None
    if got in (5, 6):
        return (
            f"1/{got:g} is about 0.2, but with 0 of {got:g} the interval "
            f"reaches up to {_upper(got):.2f}: a setting that solves the "
            "task in two of five runs gives 0 of 5 quite often."
        )
    if got == 15:
        return (
            "Near: 3/15 is 0.2, by the rule of three. But Wilson's interval "
            f"of 0 of 15 ends at {_upper(got):.3f}."
        )
    if got < 16:
        return (
            f"0 of {got:g} leaves shares of up to {_upper(got):.2f} possible."
        )
    return (
        f"0 of {got:g} is enough, the interval ends at {_upper(got):.3f}; "
        "but fewer seeds are enough too."
    )


def _but(**changed):
    """Return the right answer with entries changed."""
    changed = {name.replace("_", " "): new for name, new in changed.items()}
    return lambda: {**what_runs_show(), **changed}


WHAT_RUNS_SHOW = ValueExercise(
    solution=what_runs_show,
    hints=(
        "The curve shows the share of runs that have *not* solved the task. "
        "Where does it reach 0.5? Does every curve?",
        "share(6, 10) gives the interval, 0.31 to 0.83. Overlapping "
        "intervals show no difference.",
        "For the last one, try share(0, n) for n = 5, 10, 15, 20 and close "
        "in.",
    ),
    rules=(
        entries(_KINDS),
        Rule("medians", _medians),
        Rule("no-median", _no_median),
        Rule("pairs", _pairs),
        Rule("seeds", _seeds),
    ),
    mistakes=(
        Mistake("entries", "", lambda: (520, 260)),
        Mistake("entries", "", lambda: {"median A": 520}),
        Mistake("entries", "", _but(B_against_C="yes")),
        Mistake("entries", "", _but(median_B=None)),
        Mistake("medians", "", _but(median_A=570)),
        Mistake("medians", "", _but(median_A=560)),
        Mistake("medians", "", _but(median_A=310)),
        Mistake("medians", "", _but(median_B=193)),
        Mistake("medians", "", _but(median_B=180)),
        Mistake("no-median", "", _but(median_C=93)),
        Mistake("no-median", "", _but(median_C=1_000)),
        Mistake("no-median", "", _but(median_C="never")),
        Mistake("pairs", "", _but(B_against_C="shown")),
        Mistake("pairs", "", _but(A_against_C="not shown")),
        Mistake("seeds", "", _but(fewest_seeds=5)),
        Mistake("seeds", "", _but(fewest_seeds=15)),
        Mistake("seeds", "", _but(fewest_seeds=10)),
        Mistake("seeds", "", _but(fewest_seeds=100)),
    ),
    tried="three medians, two comparisons, and how many seeds it takes",
)
