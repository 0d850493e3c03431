"""Design an experiment: is the network too small, or the way too long?"""

from lstm_course.checks.entries import anything, entries, number, one_of, whole
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.protocol import (
    listed,
    one_thing,
    right_thing,
    some_of,
)

_KNOBS = ("T", "units", "rate", "updates")
_OUTCOMES = ("fails at every T", "fails at long T only", "never fails")
_KINDS = {
    "vary": anything(),
    "keep": some_of(_KNOBS),
    "seeds": whole(1),
    "baseline": number(),
    "if too small": one_of(*_OUTCOMES),
    "if too far": one_of(*_OUTCOMES),
}


def capacity_or_gradient():
    """Return the protocol of an experiment, a dictionary.

    A plain RNN of 16 units has not learned the adding problem at T = 100.
    A friend says that it is too small to hold the sum. You say that the
    marks are too far away for the gradient. Decide it.

    "vary":         the one thing that differs between your runs:
                    "T", "units", "rate" (of learning) or "updates"
    "keep":         a list of those that are the same in every run
    "seeds":        how many seeds for each setting
    "baseline":     the mean squared error of always answering 1
    "if too small": what you would see if your friend were right, and
    "if too far":   what you would see if you were right; each one of
                    "fails at every T", "fails at long T only",
                    "never fails"
    """
    return {
        "vary": "T",
        "keep": ["units", "rate", "updates"],
        "seeds": 5,
        "baseline": 1 / 6,
        "if too small": "fails at every T",
        "if too far": "fails at long T only",
    }


_WHY_NOT = {
    "units": (
        "Suppose 64 units fail too: your friend says that it takes 128. No "
        "number of units ends this argument. And if 64 succeed, the larger "
        "network may just have found another way to learn. What can you "
        "change so that the sum to be held stays the same and only the way "
        "to it gets longer?"
    ),
    "rate": (
        "A learning rate that works would surprise you both, and one that "
        "fails tells neither of you anything. The two of you disagree about "
        "size and distance."
    ),
    "updates": (
        "More patience does not separate the two: a network that is too "
        "small fails however long it trains, and so does one without a "
        "gradient. The two of you disagree about size and distance."
    ),
}


def _held_fixed(value):
    kept = set(listed(value["keep"]))
    if "T" in kept:
        return "You vary T and keep it the same: it cannot be both."
    if "units" not in kept:
        return (
            "Nothing says that the number of units stays the same. If it "
            "grows with T, your friend will say that this is what helped."
        )
    for knob, what in (("rate", "learning rate"), ("updates", "updates")):
        if knob not in kept:
            return (
                f"Nothing keeps the {what} the same. A run at T = 10 with "
                "better training proves nothing about distance."
            )
    return None


def _enough_seeds(value):
    seeds = value["seeds"]
    if seeds < 5:
        runs = "One run" if seeds == 1 else f"{seeds:g} runs"
        return (
            f"{runs} for each setting can be luck. With fewer than five "
            "nobody should believe either of you."
        )
    if seeds > 100:
        return (
            f"{seeds:g} seeds would take your machine many hours. A handful "
            "shows a difference as large as this one."
        )
    return None


def _right_baseline(value):
    baseline = value["baseline"]
    if abs(baseline - 1 / 6) < 0.002:
        return None
    if abs(baseline - 1 / 12) < 0.002:
        return (
            "1/12 is the variance of one of the two numbers. The target is "
            "the sum of two of them, and they are independent."
        )
    if abs(baseline - 0.1767) < 0.001:
        return (
            "0.1767 is found in a well-known program and is wrong. Work it "
            "out: the variance of a number spread evenly over 0 to 1 is "
            "1/12, and the target adds two of them."
        )
    if baseline == 0:
        return (
            "0 is the error of a perfect answer. The baseline is what a "
            "network gets that learned nothing but the mean, 1."
        )
    return (
        f"The baseline is not {baseline:.3g}. Always answering the mean, 1, "
        "has the variance of the target as its error: that of two numbers "
        "spread evenly over 0 to 1, added."
    )


def _forecasts(value):
    small, far = value["if too small"], value["if too far"]
    if small == far:
        return (
            "Both of you forecast the same outcome, so no result can decide "
            "between you."
        )
    if (small, far) == ("fails at long T only", "fails at every T"):
        return (
            "The two forecasts are swapped. What has to be held is one sum, "
            "at T = 10 as at T = 100: what does a network do that is too "
            "small for it?"
        )
    if small != "fails at every T":
        return (
            "Take your friend at their word. At T = 10 there are still two "
            "numbers to add and one sum to hold. What would a network do "
            "that is too small for that?"
        )
    if far != "fails at long T only":
        return (
            "Take yourself at your word: if distance is the trouble, what "
            "happens where there is hardly any?"
        )
    return None


def _but(**changed):
    """Return the right protocol with entries changed."""
    changed = {name.replace("_", " "): new for name, new in changed.items()}
    return lambda: {**capacity_or_gradient(), **changed}


CAPACITY_OR_GRADIENT = ValueExercise(
    solution=capacity_or_gradient,
    hints=(
        "An experiment decides between two ideas when they forecast "
        "different outcomes for it. Which knob makes your two forecasts "
        "differ?",
        "At T = 10 and at T = 100 the network has to hold the same thing, "
        "one sum. What it can hold does not change with T; how far the "
        "gradient must travel does.",
        "The variance of a number spread evenly over 0 to 1 is 1/12. The "
        "target adds two of them.",
    ),
    rules=(
        entries(_KINDS),
        one_thing(_KNOBS, "When the outcome changes, which of them did it?"),
        right_thing(_WHY_NOT),
        Rule("not-kept", _held_fixed),
        Rule("seeds", _enough_seeds),
        Rule("baseline", _right_baseline),
        Rule("forecasts", _forecasts),
    ),
    mistakes=(
        Mistake("entries", "", lambda: "vary T"),
        Mistake("entries", "", lambda: {"vary": "T"}),
        Mistake("entries", "", _but(if_too_far="it works")),
        Mistake("two-at-once", "", _but(vary=["T", "units"])),
        Mistake("two-at-once", "", _but(vary="length")),
        Mistake("wrong-knob", "", _but(vary="units")),
        Mistake("wrong-knob", "", _but(vary="rate")),
        Mistake("wrong-knob", "", _but(vary="updates")),
        Mistake("not-kept", "", _but(keep=["rate", "updates"])),
        Mistake("not-kept", "", _but(keep=["units", "updates"])),
        Mistake("not-kept", "", _but(keep=["T", "units"])),
        Mistake("seeds", "", _but(seeds=1)),
        Mistake("seeds", "", _but(seeds=3)),
        Mistake("baseline", "", _but(baseline=1 / 12)),
        Mistake("baseline", "", _but(baseline=0)),
        Mistake("baseline", "", _but(baseline=0.5)),
        Mistake("forecasts", "", _but(if_too_small="fails at long T only")),
        Mistake("forecasts", "", _but(if_too_far="never fails")),
        Mistake(
            "forecasts",
            "",
            _but(
                if_too_small="fails at long T only",
                if_too_far="fails at every T",
            ),
        ),
    ),
    tried="one knob, the rest kept, enough seeds, forecasts that differ",
)
