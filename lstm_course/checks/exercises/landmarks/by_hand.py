"""Compute by hand what a forget gate keeps over the shortest lag."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import sigmoid


def kept_over_the_lag():
    """Return the shortest lag, what b_f = 1 and 5 keep, and the b_f for ½.

    The sequences have 100 to 110 steps, the marks stand at steps 10 to 20
    and at steps 50 to 60, the answer is asked for at the last step.
    First number: the smallest possible number of steps from a mark to the
    end. Second and third: the share of a state that a gate with the bias 1,
    or 5, keeps over that many steps; two significant digits will do.
    Fourth: the bias that keeps half, to one decimal.
    """
    lag = 40  # from step 60 to step 100
    with_1 = 3.6e-6  # σ(1) = 0.7311, to the power of 40
    with_5 = 0.76  # σ(5) = 0.99331, to the power of 40
    for_half = 4.0  # f = 0.5 ** (1 / 40), and b = ln(f / (1 − f))
    return lag, with_1, with_5, for_half


_LAG = 40
_KEPT = sigmoid(np.array([1.0, 5.0])) ** _LAG
_HALF = -np.log(2 ** (1 / _LAG) - 1)


def _four_numbers(value):
    if not isinstance(value, (tuple, list)) or len(value) != 4:
        return (
            "Expected four numbers: the lag, two shares and a bias, got "
            f"{value!r}."
        )
    try:
        array = np.asarray(value, float)
    except (TypeError, ValueError):
        return f"Expected four numbers, got {value!r}."
    if array.shape != (4,) or not np.isfinite(array).all():
        return f"Expected four finite numbers, got {value!r}."
    return None


_LAGS = {
    100: "100 steps is the *longest* way: from step 10 to step 110.",
    50: (
        "50 is the way from the second mark to the end of the *longest* "
        "sequence. Which sequence is the shortest, and where may the last "
        "mark stand in it?"
    ),
    80: (
        "80 is the shortest way from the *first* mark. The second is "
        "nearer: which of the two does a network learn first?"
    ),
    30: "The way from mark to mark is not asked for: it is mark to end.",
    39: "Count the steps from 60 to 100: the difference is 40.",
    41: "Count the steps from 60 to 100: the difference is 40.",
    45: "Take the shortest sequence, not the typical one.",
    60: "60 is the step where the mark may stand; how far is it to the end?",
}


def _right_lag(value):
    lag = value[0]
    if lag == _LAG:
        return None
    return _LAGS.get(
        lag,
        f"The shortest lag is not {lag:g}: take the shortest sequence and "
        "the latest place of the second mark.",
    )


def _close(got, right, share):
    return abs(got - right) <= share * abs(right)


def _right_shares(value):
    once = sigmoid(np.array([1.0, 5.0]))
    for got, right, f, bias in zip(
        value[1:3], _KEPT, once, (1, 5), strict=True
    ):
        if _close(got, right, 0.06):
            continue
        if _close(got, f, 0.01):
            return (
                f"{got:g} is what the gate keeps in *one* step. Over 40 "
                "steps it is multiplied by itself 40 times."
            )
        if _close(got, 1 - right, 1e-3):
            return f"{got:g} is what is lost. What is left?"
        if _close(got, 100 * right, 0.06):
            return "Give the share as a number between 0 and 1, no per cent."
        if _close(got, np.exp(-_LAG / (1 + np.exp(bias))), 0.06):
            return (
                "That is e to the power of −40 (1 − f), which is near the "
                "truth only when f is near 1. Take f to the power of 40."
            )
        if _close(got, np.tanh(bias) ** _LAG, 0.06):
            return "A gate is a sigmoid, not a tanh: f = 1 / (1 + e^(−b))."
        if _close(got, f / _LAG, 0.06) or _close(got, f * _LAG, 0.06):
            return (
                "40 steps do not multiply or divide by 40: each step "
                "multiplies by f again, f to the power of 40."
            )
        return (
            f"A bias of {bias} gives f = {f:.4f}, and {got:.3g} is not that "
            "to the power of 40."
        )
    return None


def _right_bias(value):
    bias = value[3]
    f = 0.5 ** (1 / _LAG)
    if abs(bias - _HALF) <= 0.06:
        return None
    if _close(bias, f, 0.002):
        return (
            f"{bias:g} is the gate, f = 0.5^(1/40). The bias is what the "
            "sigmoid makes it from: b = ln(f / (1 − f))."
        )
    if bias < 0 and abs(bias + _HALF) <= 0.06:
        return "The sign is turned: a negative bias shuts the gate."
    if abs(bias - np.log10(f / (1 - f))) <= 0.03:
        return "Take the natural logarithm: b = ln(f / (1 − f))."
    if 0 < bias < 50:
        kept = sigmoid(bias) ** _LAG
        return (
            f"A bias of {bias:g} keeps {kept:.2g} over 40 steps, and it "
            "should keep 0.5. First find f with f^40 = 0.5, then the b with "
            "σ(b) = f."
        )
    return (
        f"A bias of {bias:g}? First find f with f^40 = 0.5, then the b with "
        "σ(b) = f."
    )


def _but(**changed):
    """Return the right answer with some of its numbers changed."""
    names = ("lag", "one", "five", "half")

    def answer():
        right = dict(zip(names, kept_over_the_lag(), strict=True))
        return tuple((right | changed).values())

    return answer


KEPT_OVER_THE_LAG = ValueExercise(
    solution=kept_over_the_lag,
    hints=(
        "The shortest way is from the latest place of the second mark, step "
        "60, to the end of the shortest sequence.",
        "σ(1) = 0.7311 and σ(5) = 0.99331. One step multiplies the state by "
        "that, 40 steps by its 40th power: 0.7311 ** 40.",
        "For a half: f = 0.5 ** (1 / 40), and the sigmoid turned round is "
        "b = ln(f / (1 − f)).",
    ),
    rules=(
        Rule("four-numbers", _four_numbers),
        Rule("lag", _right_lag),
        Rule("shares", _right_shares),
        Rule("bias", _right_bias),
    ),
    mistakes=(
        Mistake("four-numbers", "", lambda: 40),
        Mistake("four-numbers", "", lambda: (40, 3.6e-6, 0.76)),
        Mistake("four-numbers", "", lambda: ("40", None, 0.76, 4)),
        Mistake("lag", "", _but(lag=100)),
        Mistake("lag", "", _but(lag=50)),
        Mistake("lag", "", _but(lag=80)),
        Mistake("lag", "", _but(lag=30)),
        Mistake("lag", "", _but(lag=45)),
        Mistake("lag", "", _but(lag=7)),
        Mistake("shares", "", _but(one=0.73)),
        Mistake("shares", "", _but(one=0.018)),
        Mistake("shares", "", _but(one=2.1e-5)),
        Mistake("shares", "", _but(five=0.24)),
        Mistake("shares", "", _but(five=76)),
        Mistake("shares", "", _but(five=0.0248)),
        Mistake("shares", "", _but(one=0, five=0)),
        Mistake("bias", "", _but(half=0.983)),
        Mistake("bias", "", _but(half=-4.0)),
        Mistake("bias", "", _but(half=1.76)),
        Mistake("bias", "", _but(half=5)),
        Mistake("bias", "", _but(half=-1)),
    ),
    tried="one lag, two gates over 40 steps, and a gate that keeps half",
)
