"""Read three curves: what did the forget gate do in each cell?"""

import numpy as np

from lstm_course.checks.entries import entries, number, one_of
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

TIME = 60
_RESET_AT, _BIAS = 25, 3.5


def _open(bias):
    return 1 / (1 + np.exp(-bias))


def three_cells():
    """Return the gradient along the direct path of three cells, by letter.

    Each is (time + 1,): the share that is left at distance 0 to 60.
    """
    reset = np.full(TIME, _open(5.0))
    reset[_RESET_AT] = 0.01
    gates = {
        "A": np.full(TIME, _open(_BIAS)),
        "B": reset,
        "C": np.ones(TIME),
    }
    return {
        letter: np.concatenate([[1.0], np.cumprod(f)])
        for letter, f in gates.items()
    }


def read_distances():
    """Return what you read from the three curves.

    "carousel" and "reset" are letters: the cell without a forget gate, and
    the cell that was emptied at one step. "distance" is how many steps
    before the end it was emptied. "bias" is the forget bias of the third
    cell, whose gate has nothing but its bias; to one decimal.
    """
    return {"carousel": "C", "reset": "B", "distance": 25, "bias": 3.5}


_KINDS = {
    **dict.fromkeys(("carousel", "reset"), one_of("A", "B", "C")),
    **dict.fromkeys(("distance", "bias"), number()),
}


def _carousel(value):
    if value["carousel"] == "C":
        return None
    return (
        f"Curve {value['carousel']} falls, so something on its way is smaller "
        "than 1. Without a forget gate nothing stands between one c and the "
        "next."
    )


def _reset(value):
    if value["reset"] == "B":
        return None
    if value["reset"] == value["carousel"]:
        return "One cell cannot be both the carousel and the one emptied."
    return (
        "Curve A falls by the same factor at every step. Emptying happens at "
        "one step: look for a curve in which one step differs from all "
        "others."
    )


def _distance(value):
    distance = value["distance"]
    if abs(distance - _RESET_AT) <= 1.5:
        return None
    if abs(distance - (TIME - _RESET_AT)) <= 1.5:
        return (
            "You counted from the start of the sequence. The axis counts "
            "back from its end."
        )
    return (
        f"Look at curve B at distance {distance:g}: there is no drop there. "
        "At which distance does it fall a hundredfold in a single step?"
    )


def _bias(value):
    got = float(value["bias"])
    left = float(three_cells()["A"][-1])
    factor = left ** (1 / TIME)
    if abs(got - _BIAS) <= 0.25:
        return None
    if abs(got - factor) < 0.006:
        return (
            f"{got:g} is the gate, f. Asked is the bias that makes it: which "
            "z has σ(z) = f?"
        )
    if abs(got - np.log(factor)) < 0.01 or abs(got + np.log(factor)) < 0.01:
        return (
            "That is the slope of the line in natural logarithms, ln f. Take "
            "the exponential to get f, and then ask which bias has this σ."
        )
    if abs(got - np.log(left)) < 0.3 or abs(got + np.log(left)) < 0.3:
        return (
            "That is the logarithm of what is left after 60 steps. Divide "
            "by 60 to get ln f, and then ask which bias has this σ."
        )
    if abs(got + _BIAS) <= 0.25:
        return (
            "The size is right, the sign is not: a negative bias shuts the "
            "gate, and its gradient would be gone after three steps."
        )
    if abs(got - 5) <= 0.3:
        return (
            "5 is the bias of curve B between its drops: there f = 0.993, "
            "and after 60 steps two thirds would be left. In curve A it is "
            "about a sixth."
        )
    if abs(got - 1) <= 0.3:
        return (
            "1 is Keras's default, and with it a gradient would be below "
            "1e-8 after 60 steps. Read off what is left in curve A."
        )
    if abs(got - left) < 0.02:
        return (
            f"{got:g} is what is left after 60 steps. Take the 60th root to "
            "get f, and then ask which bias has this σ."
        )
    share = _open(got) ** TIME
    return (
        f"A bias of {got:g} would leave {share:.2g} after {TIME} steps. Read "
        "off what curve A has there, take the 60th root to get f, and ask "
        "which bias has this σ."
    )


def _but(**changed):
    """Return the right answer with entries changed."""
    return lambda: {**read_distances(), **changed}


READ_DISTANCES = ValueExercise(
    solution=read_distances,
    hints=(
        "On a logarithmic axis the same factor at every step is a straight "
        "line, and a factor of 1 is a flat one.",
        "A step that multiplies by 0.01 makes the curve drop by two powers "
        "of ten at once.",
        "Curve A has about 0.17 left after 60 steps: f is the 60th root of "
        "0.17, which is exp(ln(0.17) / 60).",
        "From the gate to the bias: b = ln(f / (1 − f)).",
    ),
    rules=(
        entries(_KINDS),
        Rule("carousel", _carousel),
        Rule("reset", _reset),
        Rule("distance", _distance),
        Rule("bias", _bias),
    ),
    mistakes=(
        Mistake("entries", "", lambda: ("C", "B", 25, 3.5)),
        Mistake("entries", "", lambda: {"carousel": "C", "reset": "B"}),
        Mistake("entries", "", _but(reset="b")),
        Mistake("entries", "", _but(bias="three")),
        Mistake("carousel", "", _but(carousel="A")),
        Mistake("carousel", "", _but(carousel="B", reset="C")),
        Mistake("reset", "", _but(reset="A")),
        Mistake("reset", "", _but(reset="C")),
        Mistake("distance", "", _but(distance=35)),
        Mistake("distance", "", _but(distance=60)),
        Mistake("bias", "", _but(bias=0.971)),
        Mistake("bias", "", _but(bias=-0.03)),
        Mistake("bias", "", _but(bias=-1.78)),
        Mistake("bias", "", _but(bias=0.17)),
        Mistake("bias", "", _but(bias=5)),
        Mistake("bias", "", _but(bias=-3.5)),
        Mistake("bias", "", _but(bias=1)),
        Mistake("bias", "", _but(bias=2)),
    ),
    tried="two letters, a place, and a bias from a slope",
)
