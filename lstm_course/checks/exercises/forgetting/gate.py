"""Choose the bias of a forget gate that hears nothing, by reasoning."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import numbers, sigmoid

SHORTEST, LONGEST_WAIT = 9, 20


def constant_gate():
    """Return (bias, left, largest) of a gate that has nothing but its bias.

    A cell writes 1 or −1 at the outer symbol of each string, and a new
    string comes after 9 steps or more.
    bias: the largest at which the newest symbol weighs at least as much as
    all older ones together, whatever they were; to two decimals.
    left: how much of a symbol is left 20 steps later; to two decimals.
    largest: what |c| could never exceed if a 1 were written at *every* step;
    to one decimal.
    """
    f = 0.5 ** (1 / 9)  # r = f⁹, and r + r² + r³ + … = r / (1 − r) = 1
    bias = np.log(f / (1 - f))
    return round(bias, 2), round(f**20, 2), round(1 / (1 - f), 1)


_F = 0.5 ** (1 / SHORTEST)
_BIAS = np.log(_F / (1 - _F))


def _logit(f):
    return np.log(f / (1 - f))


def _bias_like(wrong, message, within=0.03):
    """Make a test for a bias that comes from a known mistake."""
    return lambda value: message if abs(value[0] - wrong) < within else None


def _bias(value):
    got = float(value[0])
    if abs(got - _BIAS) <= 0.02:
        return None
    f = float(sigmoid(got))
    r = f**SHORTEST
    if r > 0.999:
        older = "outweigh it as soon as there are two"
    else:
        older = f"weigh up to {r / (1 - r):.2g} together"
    near = (
        " You are close; two decimals are wanted."
        if abs(got - _BIAS) < 0.1
        else ""
    )
    return (
        f"With a bias of {got:g} f is {f:.3f}. Nine steps later the symbol "
        f"before counts {r:.2g}, and all older ones {older}, where the "
        f"newest counts 1. They should just reach 1.{near}"
    )


def _left(value):
    got, right = float(value[1]), _F**LONGEST_WAIT
    if abs(got - right) <= 0.011:
        return None
    if abs(got - (1 - right)) <= 0.011:
        return f"{got:g} is what is lost in 20 steps. Asked is what is left."
    if abs(got - _F) <= 0.01:
        return f"{got:g} is left after one step. Asked is after 20."
    if abs(got - 0.5) <= 0.01:
        return (
            "One half is left after 9 steps; you chose the bias so. 20 steps "
            "are more than two half-lives."
        )
    if got < 0:
        return (
            "You took the same amount away 20 times, 1 − f each. The gate "
            "multiplies what is left."
        )
    return (
        f"The bias is right, f is {_F:.3f}. After 20 steps a symbol has been "
        f"multiplied by it 20 times, and that is not {got:g}."
    )


def _largest(value):
    got, right = float(value[2]), 1 / (1 - _F)
    if abs(got - right) <= 0.11:
        return None
    if np.isinf(got) or got > 1_000:
        return (
            "It cannot grow without bound: what was written long ago has "
            "been multiplied by f many times. Add up 1 + f + f² + …"
        )
    if abs(got - 2) <= 0.05:
        return (
            "2 is the bound if a 1 is written every *ninth* step: 1 + ½ + ¼ "
            "+ … Asked is a 1 at every step: 1 + f + f² + …"
        )
    if abs(got - _F / (1 - _F)) <= 0.11:
        return (
            f"{got:g} is f + f² + …, the older ones alone. The newest 1 is "
            "not yet multiplied: 1 + f + f² + …"
        )
    return (
        "Bias and rest are right. A 1 at every step adds up to "
        f"1 + f + f² + …, with f = {_F:.3f}, and that is not {got:g}."
    )


def _but(bias=2.53, left=0.21, largest=13.5):
    return lambda: (bias, left, largest)


CONSTANT_GATE = ValueExercise(
    solution=constant_gate,
    hints=(
        "The worst case: strings of nine symbols, and every older symbol "
        "was the other one. With r = f⁹ they weigh r, r², r³, …",
        "r + r² + r³ + … = r / (1 − r). It should be 1, so r = ½ and "
        "f = 0.5 to the power of 1/9.",
        "bias = ln(f / (1 − f)), left = f to the power of 20, and "
        "largest = 1 + f + f² + … = 1 / (1 − f).",
    ),
    rules=(
        Rule(
            "three-numbers",
            lambda value: numbers(
                [v if np.isscalar(v) and v != np.inf else 1e9 for v in value]
                if isinstance(value, (tuple, list))
                else value,
                3,
                "three numbers (bias, left, largest)",
            ),
        ),
        Rule(
            "gate-for-bias",
            _bias_like(
                _F,
                f"{_F:.3f} is the gate f. Asked is the bias that makes it: "
                "solve σ(bias) = f.",
                0.01,
            ),
        ),
        Rule(
            "sign",
            _bias_like(
                -_BIAS,
                "The size is right, the sign is not: a negative bias shuts "
                "the gate, and f would be 0.074.",
            ),
        ),
        Rule(
            "half-of-twenty",
            _bias_like(
                _logit(0.5 ** (1 / 20)),
                "With this bias half is left after 20 steps, which is fine "
                "for the longest wait. But nine steps later a symbol still "
                "counts 0.73, and two old ones outweigh a new one.",
            ),
        ),
        Rule(
            "mean-length",
            _bias_like(
                _logit(0.5 ** (1 / 12)),
                "You reckon with 12 steps, the mean length. The danger "
                "comes from the shortest strings: there the older symbols "
                "are nearest.",
            ),
        ),
        Rule(
            "only-one-older",
            lambda value: (
                "You compare the newest symbol with the one before alone. "
                "Any f below 1 makes that one smaller; but there are many "
                "older ones, and they may all be the other symbol."
                if value[0] >= 6
                else None
            ),
        ),
        Rule("bias", _bias),
        Rule("left", _left),
        Rule("largest", _largest),
    ),
    mistakes=(
        Mistake("three-numbers", "", lambda: 2.53),
        Mistake("three-numbers", "", lambda: (2.53, 0.21)),
        Mistake("gate-for-bias", "", _but(bias=0.93)),
        Mistake("sign", "", _but(bias=-2.53)),
        Mistake("half-of-twenty", "", _but(bias=3.34)),
        Mistake("mean-length", "", _but(bias=2.82)),
        Mistake("only-one-older", "", _but(bias=10)),
        Mistake("bias", "", _but(bias=1)),
        Mistake("bias", "", _but(bias=5)),
        Mistake("bias", "", _but(bias=2.6)),
        Mistake("left", "", _but(left=0.79)),
        Mistake("left", "", _but(left=0.5)),
        Mistake("left", "", _but(left=0.93)),
        Mistake("left", "", _but(left=-0.48)),
        Mistake("left", "", _but(left=0.4)),
        Mistake("largest", "", _but(largest=2)),
        Mistake("largest", "", _but(largest=12.5)),
        Mistake("largest", "", _but(largest=float("inf"))),
        Mistake("largest", "", _but(largest=20)),
    ),
    tried="the bias, what is left after 20 steps, and the bound of |c|",
)
