"""Compute by hand how long a forget gate keeps half of the state."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import numbers, sigmoid


def half_lives():
    """Return the half-lives for b_f = 0, 1 and 5, and the b_f for 1,000.

    The half-lives are in steps, to one decimal; the last number is the bias
    that gives a half-life of 1,000 steps, to two decimals.
    """
    at_0 = 1.0  # f = 0.5: half is lost in one step
    at_1 = 2.2  # f = 0.7311: ln(0.5) / ln(0.7311)
    at_5 = 103.2  # f = 0.99331: ln(0.5) / ln(0.99331)
    for_1000 = 7.27  # f = 0.5 ** (1 / 1000), and b = ln(f / (1 − f))
    return at_0, at_1, at_5, for_1000


_BIASES = np.array([0.0, 1.0, 5.0])
_F = sigmoid(_BIASES)
_RIGHT = np.log(0.5) / np.log(_F)
_BIAS_FOR_1000 = -np.log(2 ** (1 / 1000) - 1)


def _three_like(wrong, message):
    """Make a test for three half-lives that are all `wrong`."""
    wrong = np.asarray(wrong, float)

    def test(value):
        got = np.asarray(value, float)[:3]
        return message if np.allclose(got, wrong, 0.02, 0.03) else None

    return test


def _half_lives_right(value):
    for bias, f, got, right in zip(
        _BIASES, _F, value[:3], _RIGHT, strict=True
    ):
        if abs(got - right) > max(0.06, 0.008 * right):
            left = f**got if 0 <= got < 1e6 else None
            after = (
                f" After {got:g} steps f to that power is {left:.2g}, and it "
                "should be 0.5."
                if left is not None
                else ""
            )
            near = ""
            if abs(got - right) < 0.1 * right:
                near = (
                    " You are close: keep five digits of f, since the "
                    "logarithm of a number near 1 needs them."
                    if bias == 5
                    else " You are close: one decimal is wanted."
                )
            return (
                f"The half-life for a bias of {bias:g} is not {got:g}. The "
                f"gate is f = σ({bias:g}) = {f:.4f} at every step.{after}"
                f"{near}"
            )
    return None


def _bias_right(value):
    got = float(value[3])
    if abs(got - _BIAS_FOR_1000) <= 0.02:
        return None
    if abs(got - 5 * 1000 / 103.2) < 1.5:
        return (
            "The half-lives are right. For the last you scaled the bias of 5 "
            "by 1000/103, but the half-life does not grow in proportion to "
            "the bias: from 1 to 5 it grew 47-fold. Which f has the "
            "half-life 1,000, and which z has that σ?"
        )
    if abs(got - 0.5 ** (1 / 1000)) < 1e-4:
        return (
            "The half-lives are right, and 0.9993 is the gate f that keeps "
            "half for 1,000 steps. Asked for is the bias that makes it: "
            "solve σ(b) = f for b."
        )
    if abs(got - _BIAS_FOR_1000) < 0.05:
        return (
            f"The half-lives are right, and {got:g} is nearly the bias. Two "
            "decimals are wanted: here the exponential shows every one."
        )
    life = np.log(0.5) / np.log(sigmoid(got)) if abs(got) < 30 else np.inf
    return (
        f"The half-lives are right. A bias of {got:g} has a half-life of "
        f"{life:,.4g} steps, asked for are 1,000. For large b, 1 − σ(b) is "
        "nearly exp(−b)."
    )


HALF_LIVES = ValueExercise(
    solution=half_lives,
    hints=(
        "After n steps the state has been multiplied by f n times: c = fⁿ. "
        "Half is left when fⁿ = 0.5.",
        "Take logarithms on both sides: n = ln(0.5) / ln(f), with "
        "f = 1 / (1 + exp(−b)).",
        "For the last number go the other way: f = 0.5 to the power of "
        "1/1000, and b = ln(f / (1 − f)).",
    ),
    rules=(
        Rule(
            "four-numbers",
            lambda value: numbers(
                value, 4, "four numbers: three half-lives and a bias"
            ),
        ),
        Rule(
            "straight-line",
            _three_like(
                0.5 / (1 - _F),
                "You let the same amount go at every step, 1 − f of the "
                "*first* value. The gate multiplies what is left: c = fⁿ.",
            ),
        ),
        Rule(
            "time-constant",
            _three_like(
                -1 / np.log(_F),
                "These are the steps until 1/e = 37 % is left. Asked is one "
                "half: fⁿ = 0.5.",
            ),
        ),
        Rule(
            "mean-life",
            _three_like(
                1 / (1 - _F),
                "1 / (1 − f) is how long a unit of memory lives on average. "
                "Asked is when *half* is left: fⁿ = 0.5.",
            ),
        ),
        Rule(
            "upside-down",
            _three_like(
                1 / _RIGHT,
                "Your fraction stands upside down: from n · ln(f) = ln(0.5) "
                "it follows that n = ln(0.5) / ln(f).",
            ),
        ),
        Rule(
            "shut",
            _three_like(
                np.log(0.5) / np.log(sigmoid(-_BIASES)),
                "You have the wrong sign in the sigmoid: a bias of 5 should "
                "open the gate. σ(b) = 1 / (1 + exp(−b)).",
            ),
        ),
        Rule(
            "only-the-gate",
            _three_like(
                _F,
                "0.5, 0.73 and 0.99 are what the gate is. How many steps "
                "until its power is one half?",
            ),
        ),
        Rule(
            "whole-steps",
            _three_like(
                (1, 3, 104),
                "You count whole steps, rounded up. Wanted is the point at "
                "which one half is reached, to one decimal; it may lie "
                "between two steps.",
            ),
        ),
        Rule("half-lives", _half_lives_right),
        Rule("bias", _bias_right),
    ),
    mistakes=(
        Mistake("four-numbers", "", lambda: (1.0, 2.2, 103.2)),
        Mistake("straight-line", "", lambda: (1.0, 1.86, 74.7, 6.2)),
        Mistake("time-constant", "", lambda: (1.44, 3.19, 148.9, 7)),
        Mistake("mean-life", "", lambda: (2, 3.7, 149.4, 7)),
        Mistake("upside-down", "", lambda: (1.0, 0.45, 0.01, 7)),
        Mistake("shut", "", lambda: (1.0, 0.53, 0.14, 7)),
        Mistake("only-the-gate", "", lambda: (0.5, 0.73, 0.99, 7)),
        Mistake("whole-steps", "", lambda: (1, 3, 104, 7.27)),
        Mistake("half-lives", "", lambda: (0.5, 2.2, 103.2, 7.27)),
        Mistake("half-lives", "", lambda: (1.0, 2.2, 98.7, 7.27)),
        Mistake("bias", "", lambda: (1.0, 2.2, 103.2, 48.4)),
        Mistake("bias", "", lambda: (1.0, 2.2, 103.2, 0.9993)),
        Mistake("bias", "", lambda: (1.0, 2.2, 103.2, 6.9)),
        Mistake("bias", "", lambda: (1.0, 2.2, 103.2, 7.3)),
    ),
    tried="three half-lives, and the bias for 1,000 steps",
)
