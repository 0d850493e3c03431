"""Design an experiment: where does the default start to fail?"""

from itertools import pairwise

from lstm_course.checks.entries import anything, entries, one_of, whole
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.protocol import (
    listed,
    one_thing,
    right_thing,
    some_of,
)

LONGEST = 40
"""The longest lag that fits: 60 steps, a first mark at 5 to 10, a second."""
_MOST = 80_000
_KNOBS = ("lag", "length", "units", "rate")
_KINDS = {
    "vary": anything(),
    "values": anything(),
    "keep": some_of(_KNOBS),
    "seeds": whole(1),
    "steps": whole(1),
    "control": one_of("chrono", "b_f = 0", "none"),
    "report": one_of("runs solved", "mean loss", "best run"),
    "unsolved": one_of("not solved within the budget", "cannot be learned"),
}


def where_it_fails():
    """Return the protocol of an experiment, a dictionary.

    An LSTM with Keras's default start has not solved temporal order. You
    suspect the shortest lag, from the second mark to the end. Find the lag at
    which it begins to fail; 60 steps, the first mark at steps 5 to 10.

    "vary":     the one thing that differs: "lag", "length", "units", "rate"
    "values":   the list of its values; a lag can be 1 to 40 steps
    "keep":     a list of those that are the same in every run
    "seeds":    how many seeds for each value
    "steps":    how many training steps a run has at most; seeds × steps ×
                values must not exceed 80,000, or you wait too long
    "control":  what else is trained at the longest lag: an LSTM that starts
                with "chrono", one with "b_f = 0", or "none"
    "report":   for each value: "runs solved", "mean loss" or "best run"
    "unsolved": what a run is called that has not solved it: "not solved
                within the budget" or "cannot be learned"
    """
    return {
        "vary": "lag",
        "values": [1, 10, 20, 30],
        "keep": ["length", "units", "rate"],
        "seeds": 10,
        "steps": 1_000,
        "control": "chrono",
        "report": "runs solved",
        "unsolved": "not solved within the budget",
    }


_WHY_NOT = {
    "length": (
        "If the length grows and the marks stay where they are, the lag "
        "grows with it, and if the marks move along, the first one gets "
        "farther from the second. What can you move so that the sequences "
        "stay as long as they are?"
    ),
    "units": (
        "More units may help or not, at every lag. The suspicion is about "
        "the distance from the second mark to the end."
    ),
    "rate": (
        "A learning rate that works would be good to know. It does not say "
        "at which distance the default fails."
    ),
}


def _lags(value):
    lags = listed(value["values"])
    if not lags:
        return '"values" is empty: which lags do you try?'
    wrong = [lag for lag in lags if not whole().holds(lag)]
    if wrong:
        return (
            f'"values" should hold whole numbers of steps, got {wrong[0]!r}.'
        )
    outside = [lag for lag in lags if not 1 <= lag <= LONGEST]
    if outside:
        return (
            f"A lag of {outside[0]:g} does not fit: 60 steps, a first mark "
            "at 5 to 10 and a second after it leave 1 to 40."
        )
    return None


def _range(value):
    lags = sorted(set(listed(value["values"])))
    if lags[0] > 10:
        return (
            f"Your shortest lag is {lags[0]:g}. If the default fails there "
            "already, you have not found where it begins to: start where "
            "you are sure that it works."
        )
    if lags[-1] < 30:
        return (
            f"Your longest lag is {lags[-1]:g}. You know that the default "
            "fails at 40; if it works at all of yours, you have not found "
            "where that begins. Let the range reach to where it fails."
        )
    wide = max(pairwise(lags), key=lambda pair: pair[1] - pair[0])
    if wide[1] - wide[0] > 15:
        return (
            f"Between {wide[0]:g} and {wide[1]:g} you do not look. If all "
            "runs succeed at the one and fail at the other, that is all "
            "that you will know: put values between them."
        )
    return None


def _held_fixed(value):
    kept = set(listed(value["keep"]))
    if "lag" in kept:
        return "You vary the lag and keep it the same: it cannot be both."
    for knob, why in (
        ("length", "Sequences that get longer are harder for other reasons."),
        ("units", "A larger network at the longer lags could hide the edge."),
        ("rate", "The rate decides how far a run gets in its steps."),
    ):
        if knob not in kept:
            return f'Nothing keeps the "{knob}" the same. {why}'
    return None


def _enough_seeds(value):
    seeds = value["seeds"]
    if seeds < 10:
        upper = 1.96**2 / (seeds + 1.96**2)
        return (
            f"With {seeds:g} seed{'s' * (seeds > 1)} at each lag, none "
            f"solved would leave a share of up to {upper:.2f} possible. "
            "Take ten at least."
        )
    return None


def _enough_steps(value):
    steps = value["steps"]
    if steps < 800:
        return (
            f"{steps:g} steps are few: some runs of this task take 800 at "
            "lags where all of them get there. They would count as failed, "
            "and you would take slow for impossible."
        )
    return None


def _affordable(value):
    runs = value["seeds"] * len(listed(value["values"]))
    total = runs * value["steps"]
    if total > _MOST:
        return (
            f"{runs:g} runs of {value['steps']:g} steps are {total:,.0f} "
            f"training steps, and {_MOST:,} is the most. Where can you "
            "save: at values that tell you nothing new, at seeds, at steps?"
        )
    return None


def _control(value):
    if value["control"] == "none":
        return (
            "Suppose that all runs fail at the longest lag. How do you know "
            "that it is the start, and not the task, the budget or a bug? "
            "Train something there that should succeed."
        )
    if value["control"] == "b_f = 0":
        return (
            "An LSTM with b_f = 0 keeps even less than the default. If it "
            "fails too, you have learned nothing. Take a start that should "
            "succeed."
        )
    return None


def _honest(value):
    if value["report"] == "mean loss":
        return (
            "A mean loss of 0.7 may be ten runs that are half way or five "
            "that are done and five that have not begun. A run either "
            "solves the task or not: count."
        )
    if value["report"] == "best run":
        return (
            "The best of ten runs tells you what luck can do, and the best "
            "of twenty more of it. Count how many solve the task."
        )
    if value["unsolved"] == "cannot be learned":
        return (
            "You stopped it. That it would never have got there is more "
            "than you have seen: it is not solved within the budget."
        )
    return None


def _but(**changed):
    """Return the right protocol with entries changed."""
    return lambda: {**where_it_fails(), **changed}


WHERE_IT_FAILS = ValueExercise(
    solution=where_it_fails,
    hints=(
        "Move the second mark and leave everything else: same length, same "
        "units, same rate. The distance from it to the end is the lag.",
        "The values should begin where it works for sure and end where it "
        "fails for sure, with some in between: 1 to 40, in tens.",
        "Ten seeds × five lags × 1,200 steps are 60,000. The control is a "
        "start that should succeed where the default fails.",
    ),
    rules=(
        entries(_KINDS),
        one_thing(_KNOBS, "When runs begin to fail, which of them did it?"),
        right_thing(_WHY_NOT),
        Rule("values", _lags),
        Rule("range", _range),
        Rule("not-kept", _held_fixed),
        Rule("seeds", _enough_seeds),
        Rule("steps", _enough_steps),
        Rule("too-long", _affordable),
        Rule("control", _control),
        Rule("honest", _honest),
    ),
    mistakes=(
        Mistake("entries", "", lambda: "vary the lag"),
        Mistake("entries", "", lambda: {"vary": "lag"}),
        Mistake("entries", "", _but(control="RNN")),
        Mistake("entries", "", _but(seeds="many")),
        Mistake("entries", "", _but(keep=["seeds"])),
        Mistake("two-at-once", "", _but(vary=["lag", "length"])),
        Mistake("two-at-once", "", _but(vary="bias")),
        Mistake("wrong-knob", "", _but(vary="length")),
        Mistake("wrong-knob", "", _but(vary="units")),
        Mistake("wrong-knob", "", _but(vary="rate")),
        Mistake("values", "", _but(values=[1, 20, 80])),
        Mistake("values", "", _but(values=["short", "long"])),
        Mistake("values", "", _but(values=[0, 20, 40])),
        Mistake("values", "", _but(values=[])),
        Mistake("range", "", _but(values=[20, 30, 40])),
        Mistake("range", "", _but(values=[1, 5, 10])),
        Mistake("range", "", _but(values=[1, 40])),
        Mistake("not-kept", "", _but(keep=["units", "rate"])),
        Mistake("not-kept", "", _but(keep=["length", "rate"])),
        Mistake("not-kept", "", _but(keep=["length", "units", "lag"])),
        Mistake("seeds", "", _but(seeds=1)),
        Mistake("seeds", "", _but(seeds=5)),
        Mistake("steps", "", _but(steps=300)),
        Mistake("too-long", "", _but(seeds=100)),
        Mistake("too-long", "", _but(steps=10_000)),
        Mistake("control", "", _but(control="none")),
        Mistake("control", "", _but(control="b_f = 0")),
        Mistake("honest", "", _but(report="mean loss")),
        Mistake("honest", "", _but(report="best run")),
        Mistake("honest", "", _but(unsolved="cannot be learned")),
    ),
    tried="one knob, a range with both ends, seeds, budget, control, words",
)
