"""Read four curves: which network made which?"""

import numpy as np

from lstm_course.checks.entries import entries, number, one_of
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.vanishing.many_units import gradient_norms
from lstm_course.checks.exercises.vanishing.network import (
    noisy_states,
    typical,
)

_TIME = 60
_PASSAGE = range(40, 50)
_NAMES = ("quiet", "loud", "passage", "large")
_KINDS = {**dict.fromkeys("ABCD", one_of(*_NAMES)), "distance": number()}


def four_curves():
    """Return the gradients of the four networks, by their letters.

    Each is (time + 1,): the typical length at distance 0 to 60.
    """
    passage = np.full(_TIME, 0.1)
    passage[_PASSAGE] = 3.0
    made = {"A": (0.95, passage), "B": (0.95, 2.0)}
    made |= {"C": (3.0, 0.3), "D": (0.95, 0.1)}
    return {
        letter: typical(gradient_norms(*noisy_states(2, scale, _TIME, loud)))
        for letter, (scale, loud) in made.items()
    }


def read_the_curves():
    """Return which network made which curve, and where it got loud.

    The networks: "quiet" (small weights, faint inputs), "loud" (the same
    weights, strong inputs), "passage" (the same weights, faint inputs with
    ten strong ones among them) and "large" (weights three times as large).
    "distance" is how many steps before the end the strong inputs of
    "passage" began, going back in time: where its curve starts to fall.
    """
    return {
        "A": "passage",
        "B": "loud",
        "C": "large",
        "D": "quiet",
        "distance": 10,
    }


def _each_once(value):
    chosen = [value[letter] for letter in "ABCD"]
    twice = [name for name in _NAMES if chosen.count(name) > 1]
    if twice:
        return (
            f'"{twice[0]}" stands there more than once. Each network made '
            "one curve."
        )
    return None


def _growing(value):
    if value["C"] == "large":
        return None
    claimed = next(letter for letter in "ABCD" if value[letter] == "large")
    if value["C"] == "loud":
        return (
            "Curve C grows. Strong inputs do not do that: they push the "
            "units to where the tanh is flat, and each step back then "
            "multiplies by less."
        )
    return (
        f"You say that large weights made curve {claimed}, which falls. One "
        "of the four curves grows: what can make a factor larger than 1?"
    )


def _bent(value):
    if value["A"] == "passage":
        return None
    claimed = next(letter for letter in "ABCD" if value[letter] == "passage")
    return (
        f"You say that the ten strong inputs made curve {claimed}. Ten "
        "steps out of sixty that differ from the others must show in ten "
        "steps of the curve, and nowhere else."
    )


def _steep(value):
    if value["B"] == "loud":
        return None
    return (
        "B and D are swapped. They have the same weights. Which inputs "
        "leave the units near 0, where the tanh has a slope of 1?"
    )


def _where(value):
    distance = value["distance"]
    if abs(distance - 10) <= 2:
        return None
    if abs(distance - 20) <= 2:
        return (
            "That is where the fall ends. Going back in time, where does "
            "it start?"
        )
    if 38 <= distance <= 52:
        return (
            "You counted from the start of the stream. The axis counts back "
            "from its end: read the number below the place where curve A "
            "starts to fall steeply."
        )
    return (
        f"Look at curve A again: at distance {distance:g} it does not start "
        "to fall steeply. Where does it bend?"
    )


def _but(**changed):
    """Return the right answer with entries changed."""
    return lambda: {**read_the_curves(), **changed}


READ_THE_CURVES = ValueExercise(
    solution=read_the_curves,
    hints=(
        "A straight line means the same factor at every step. Its slope "
        "says how large that factor is.",
        "Only one of the networks can have factors above 1. Only one has "
        "steps that are unlike the others.",
        "The two that remain have the same weights. Strong inputs flatten "
        "the tanh, so theirs is the steeper line.",
    ),
    rules=(
        entries(_KINDS),
        Rule("twice", _each_once),
        Rule("growing", _growing),
        Rule("bent", _bent),
        Rule("steep", _steep),
        Rule("where", _where),
    ),
    mistakes=(
        Mistake("entries", "", lambda: ("passage", "loud", "large", "quiet")),
        Mistake("entries", "", _but(A="weak")),
        Mistake("twice", "", _but(D="loud")),
        Mistake("growing", "", _but(C="loud", B="large")),
        Mistake("growing", "", _but(C="quiet", D="large")),
        Mistake("growing", "", _but(C="passage", A="large")),
        Mistake("bent", "", _but(A="loud", B="passage")),
        Mistake("bent", "", _but(A="quiet", D="passage")),
        Mistake("steep", "", _but(B="quiet", D="loud")),
        Mistake("where", "", _but(distance=20)),
        Mistake("where", "", _but(distance=50)),
        Mistake("where", "", _but(distance=30)),
    ),
    tried="four curves and one place",
)
