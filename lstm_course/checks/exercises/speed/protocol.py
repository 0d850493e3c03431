"""Design a measurement: which of two programs is the faster one?"""

from lstm_course.checks.entries import entries, one_of, whole
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

_CHOICES = {
    "before": ("results agree", "nothing"),
    "order": ("in turn", "one after the other"),
    "clock stops": ("call returns", "result is there"),
    "report": ("first", "mean", "median", "slowest"),
    "compare": ("ratio within a round", "times of two days"),
}
_KINDS = {
    **{key: one_of(*choices) for key, choices in _CHOICES.items()},
    **dict.fromkeys(("warm-up", "rounds"), whole(0)),
}


def fair_race():
    """Return the protocol of a race between two programs, a dictionary.

    Both are compiled when they are first called, the machine has other
    things to do now and then, and on a GPU a call returns before its result
    is there.

    "before":      "results agree" or "nothing": what you test first
    "warm-up":     how many calls of each are not counted
    "rounds":      how often each is measured
    "order":       "in turn" (A B A B …) or "one after the other" (A A … B B)
    "clock stops": when the "call returns" or the "result is there"
    "report":      the "first", "mean", "median" or "slowest" of the rounds
    "compare":     "ratio within a round" or "times of two days"
    """
    return {
        "before": "results agree",
        "warm-up": 2,
        "rounds": 9,
        "order": "in turn",
        "clock stops": "result is there",
        "report": "median",
        "compare": "ratio within a round",
    }


def _agree(value):
    if value["before"] == "nothing":
        return (
            "A program that computes something else can be as fast as it "
            "likes. Compare the results before the times."
        )
    return None


def _warm(value):
    if value["warm-up"] == 0:
        return (
            "The first call compiles. Count it, and you compare compilers; "
            "it is told apart, if at all."
        )
    if value["warm-up"] > 100:
        return (
            f"{value['warm-up']} calls to warm up take longer than the race. "
            "One or two have everything compiled and in place."
        )
    return None


def _rounds(value):
    if value["rounds"] < 5:
        return (
            f"With {value['rounds']} rounds a single interruption by another "
            "program decides. Take five or more."
        )
    if value["rounds"] > 1_000:
        return (
            f"{value['rounds']} rounds are more than you will wait for; the "
            "middle of a dozen hardly moves any more."
        )
    return None


def _order(value):
    if value["order"] != "in turn":
        return (
            "If the machine is busy for a while, it hits all of A and "
            "nothing of B, or the other way round. In turn it hits both."
        )
    return None


def _clock(value):
    if value["clock stops"] != "result is there":
        return (
            "On a GPU the call returns when the work is *ordered*. You would "
            "measure how fast orders are taken."
        )
    return None


_REPORTS = {
    "first": "The first round is one number, and chance picked it.",
    "mean": (
        "One round in which the machine did something else moves the mean as "
        "far as it likes. The middle value does not notice it."
    ),
    "slowest": (
        "The slowest round tells how much else the machine had to do. (Its "
        "opposite, the quickest, is a fair choice in other races.)"
    ),
}


def _report(value):
    return _REPORTS.get(value["report"])


def _compare(value):
    if value["compare"] != "ratio within a round":
        return (
            "Between two days the machine may have become another: warmer, "
            "busier, updated. Only what ran side by side can be divided."
        )
    return None


def _but(**changed):
    changed = {name.replace("_", " "): new for name, new in changed.items()}
    return lambda: {**fair_race(), **changed}


def _warming(calls):
    return lambda: {**fair_race(), "warm-up": calls}


FAIR_RACE = ValueExercise(
    solution=fair_race,
    hints=(
        "Ask of each entry: what could make A look faster than B though it "
        "is not?",
        "Compiling happens once, in the first call. Interruptions come and "
        "go, and last a while.",
        "The median of nine rounds does not move when one of them was "
        "disturbed; a ratio within a round does not move when both of its "
        "times were.",
    ),
    rules=(
        entries(_KINDS),
        Rule("nothing-compared", _agree),
        Rule("warm-up", _warm),
        Rule("rounds", _rounds),
        Rule("order", _order),
        Rule("clock", _clock),
        Rule("report", _report),
        Rule("compare", _compare),
    ),
    mistakes=(
        Mistake("entries", "", lambda: "run both"),
        Mistake("entries", "", _but(report="average")),
        Mistake("entries", "", _but(rounds=True)),
        Mistake("nothing-compared", "", _but(before="nothing")),
        Mistake("warm-up", "", _warming(0)),
        Mistake("warm-up", "", _warming(10_000)),
        Mistake("rounds", "", _but(rounds=1)),
        Mistake("rounds", "", _but(rounds=10**6)),
        Mistake("order", "", _but(order="one after the other")),
        Mistake("clock", "", _but(clock_stops="call returns")),
        Mistake("report", "", _but(report="first")),
        Mistake("report", "", _but(report="mean")),
        Mistake("report", "", _but(report="slowest")),
        Mistake("compare", "", _but(compare="times of two days")),
    ),
    tried="agreement first, warmed up, in turn, the median of ratios",
)
