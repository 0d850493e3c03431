"""One unit: a number by hand, and the gradient at every distance."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
    Rule,
    ValueExercise,
)

# --- fading_by_hand ---------------------------------------------------------


def fading_by_hand():
    """Return (steps, factor).

    steps: after how many whole steps a gradient that is multiplied by 0.9
    at every step is below 1 % for the first time.
    factor: the factor of each step that leaves exactly 1 % after 1,000
    steps, to four decimals.
    """
    steps = 44  # log(0.01) / log(0.9) = 43.7, and 43 steps leave 1.08 %
    factor = 0.9954  # 0.01 ** (1 / 1000)
    return steps, factor


def _two_numbers(value):
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray("uneven")
    if array.dtype.kind not in "iuf":
        return f"Expected two numbers (steps, factor), got {value!r}."
    if array.shape != (2,):
        got = "one number" if array.ndim == 0 else f"shape {array.shape}"
        return f"Expected two numbers (steps, factor), got {got}: {value!r}."
    if not np.isfinite(array).all():
        return f"Expected finite numbers, got {value!r}."
    if 0 < array[0] < 1 and array[1] > 1:
        return "The order is (steps, factor): the number of steps first."
    return None


def _steps_are(low, high, message):
    return lambda value: message if low <= value[0] <= high else None


def _factor_is(low, high, message):
    return lambda value: message if low <= value[1] <= high else None


def _steps_right(value):
    steps = float(value[0])
    if steps == 44:
        return None
    with np.errstate(over="ignore"):
        left = 0.9**steps
    return (
        f"0.9 to the power of {steps:g} is {left:.3g}. You want the first "
        "whole number of steps for which it is below 0.01."
    )


def _factor_right(value):
    factor = float(value[1])
    if abs(factor - 0.9954) < 0.00006:
        return None
    with np.errstate(all="ignore"):
        left = np.power(factor, 1000)
    return (
        f"The steps are right. {factor:g} to the power of 1,000 is "
        f"{left:.3g}, and it should be 0.01: which factor, taken 1,000 "
        "times, gives that? Four decimals, please."
    )


FADING_BY_HAND = ValueExercise(
    solution=fading_by_hand,
    hints=(
        "k steps multiply the gradient by 0.9 to the power of k. Try k = 10 "
        "and k = 100 to see where 0.01 must lie.",
        "Logarithms turn the power into a product: k · ln 0.9 = ln 0.01. "
        "Round k up: it must be *below* 1 %.",
        "The other way round: 1,000 · ln(factor) = ln 0.01.",
    ),
    rules=(
        Rule("two-numbers", _two_numbers),
        Rule(
            "straight-line",
            _steps_are(
                8.95,
                10.05,
                "You took a tenth of the *first* value away at every step, "
                "in a straight line. It is a tenth of what is left: after "
                "10 steps there is still 35 %.",
            ),
        ),
        Rule(
            "ten-percent",
            _steps_are(
                21.8, 22.1, "That leaves 10 %. The question is about 1 %."
            ),
        ),
        Rule(
            "not-whole",
            _steps_are(
                43.05,
                43.99,
                "The logarithms are right, but a step is a step: give the "
                "whole number after which it is below 1 %.",
            ),
        ),
        Rule(
            "one-short",
            _steps_are(
                42.99,
                43.01,
                "After 43 steps 1.08 % is left, which is not below 1 % yet.",
            ),
        ),
        Rule(
            "one-part-in-ten-thousand",
            _steps_are(
                87,
                88,
                "That is where 0.01 % is left: one per cent is 0.01, not "
                "0.0001.",
            ),
        ),
        Rule("steps", _steps_right),
        Rule(
            "factor-line",
            _factor_is(
                0.99895,
                0.99905,
                "You shared the loss of 99 % out evenly over 1,000 steps. "
                "Losses multiply: 0.99901 to the power of 1,000 is 0.37.",
            ),
        ),
        Rule(
            "factor-of-ten-steps",
            _factor_is(
                0.62,
                0.64,
                "That factor leaves 1 % after 10 steps. Here it has to last "
                "for 1,000.",
            ),
        ),
        Rule(
            "factor-above-one",
            _factor_is(
                1.0000001,
                2,
                "A factor above 1 makes the gradient grow. It has to shrink "
                "to 1 %, very slowly.",
            ),
        ),
        Rule("factor", _factor_right),
    ),
    mistakes=(
        Mistake("two-numbers", "", lambda: 44),
        Mistake("two-numbers", "", lambda: (0.9954, 44)),
        Mistake("straight-line", "", lambda: (10, 0.9954)),
        Mistake("straight-line", "", lambda: (9, 0.9954)),
        Mistake("ten-percent", "", lambda: (22, 0.9954)),
        Mistake("not-whole", "", lambda: (43.7, 0.9954)),
        Mistake("one-short", "", lambda: (43, 0.9954)),
        Mistake("one-part-in-ten-thousand", "", lambda: (88, 0.9954)),
        Mistake("steps", "", lambda: (90, 0.9954)),
        Mistake("steps", "", lambda: (45, 0.9954)),
        Mistake("factor-line", "", lambda: (44, 0.999)),
        Mistake("factor-of-ten-steps", "", lambda: (44, 0.631)),
        Mistake("factor-above-one", "", lambda: (44, 1.0046)),
        Mistake("factor", "", lambda: (44, 0.995)),
        Mistake("factor", "", lambda: (44, 0.01)),
    ),
    tried="both numbers, against the powers themselves",
)


# --- gradient_through_time --------------------------------------------------


def gradient_through_time(u, states):
    """Return how h_T depends on the state at each distance before it.

    The unit is h_t = tanh(w x_t + u h_{t-1} + b); u is one number and
    states is (time,), the states h_1 to h_T. Entry k of the answer is the
    derivative of h_T by the state k steps earlier, for k = 0 to T:
    (time + 1,). Entry 0 is 1, and entry T belongs to h_0.
    """
    gradients = [1.0]
    for h in states[::-1]:
        gradients.append(gradients[-1] * u * (1 - h**2))
    return np.array(gradients)


def _cases(rng):
    cases = []
    for time, u in ((1, 0.7), (2, 2.0), (3, -0.9), (5, 1.5), (8, 0.6)):
        states = rng.uniform(-0.95, 0.95, time)
        cases.append(
            Case((u, states), f"{time} step{'s' * (time > 1)}, u = {u:g}")
        )
    states = np.tanh(rng.normal(size=12) * 2)
    cases.append(Case((3.0, states), "12 steps, some states near ±1"))
    return cases


def _product(factors):
    return np.concatenate([[1.0], np.cumprod(factors)])


GRADIENT_THROUGH_TIME = FunctionExercise(
    solution=gradient_through_time,
    hints=(
        "One step back multiplies by u · (1 − h²), where h is the state "
        "that the step *produced*.",
        "Start with 1.0, the derivative of h_T by itself. The first step "
        "back belongs to the last state: go through states[::-1].",
        "In the loop: gradients.append(gradients[-1] * u * (1 - h**2)). "
        "At the end np.array(gradients).",
    ),
    cases=_cases,
    outputs=(Output("gradients", ("distance",)),),
    mistakes=(
        Mistake(
            "no-tanh-slope",
            "These are powers of u: you left out the tanh. Each step also "
            "multiplies by its slope, 1 − h².",
            lambda u, s: _product(u * np.ones_like(s)),
        ),
        Mistake(
            "no-u",
            "Only the slopes 1 − h² are multiplied. The way from one state "
            "to the next also leads through the weight u.",
            lambda u, s: _product(1 - s[::-1] ** 2),
        ),
        Mistake(
            "forward-order",
            "You multiply from the first step on. The distance counts back "
            "from the end: entry 1 holds the factor of the *last* step.",
            lambda u, s: _product(u * (1 - s**2)),
        ),
        Mistake(
            "filled-from-the-end",
            "The numbers are right and run the other way: entry 0 belongs "
            "to h_T itself, the last entry to h_0.",
            lambda u, s: _product(u * (1 - s[::-1] ** 2))[::-1],
        ),
        Mistake(
            "slope-not-squared",
            "The slope of tanh is 1 − h², and you have 1 − h. The square "
            "is missing.",
            lambda u, s: _product(u * (1 - s[::-1])),
        ),
        Mistake(
            "bracket",
            "You have u − h². The weight multiplies the whole slope: "
            "u · (1 − h²).",
            lambda u, s: _product(u - s[::-1] ** 2),
        ),
        Mistake(
            "power-and-one-slope",
            "You count u once for every step and the slope only of the last "
            "one. Both factors of *every* step on the way are multiplied.",
            lambda u, s: np.concatenate(
                [
                    [1.0],
                    u ** np.arange(1.0, len(s) + 1) * (1 - s[::-1] ** 2),
                ]
            ),
        ),
        Mistake(
            "starts-with-u",
            "Your first entry is u. At distance 0 no step has been taken "
            "yet, and the derivative of h_T by itself is 1.",
            lambda u, s: u * _product(u * (1 - s[::-1] ** 2)),
        ),
        Mistake(
            "square-outside",
            "You square the whole bracket, (1 − h)². The slope of tanh is "
            "1 − h²: only h is squared.",
            lambda u, s: _product(u * (1 - s[::-1]) ** 2),
        ),
        Mistake(
            "tanh-again",
            "You take the tanh of a state. `states` holds h, which is a "
            "tanh already: the slope is simply 1 − h².",
            lambda u, s: _product(u * (1 - np.tanh(s[::-1]) ** 2)),
        ),
        Mistake(
            "state-before",
            "The factors are one step off: the step that produced h_t has "
            "the slope 1 − h_t², with its own result and not the state it "
            "started from.",
            lambda u, s: _product(
                u * (1 - np.concatenate([s[:-1][::-1], [0.0]]) ** 2)
            ),
        ),
        Mistake(
            "factors-not-multiplied",
            "You return the factor of each step. The gradient over k steps "
            "is the *product* of k factors.",
            lambda u, s: np.concatenate([[1.0], u * (1 - s[::-1] ** 2)]),
        ),
        Mistake(
            "added",
            "You add the factors up. A chain of steps multiplies them.",
            lambda u, s: np.concatenate(
                [[1.0], 1 + np.cumsum(u * (1 - s[::-1] ** 2))]
            ),
        ),
        Mistake(
            "no-one",
            "The first entry is missing: at distance 0 the derivative of "
            "h_T by itself is 1. With T states you return T + 1 numbers.",
            lambda u, s: np.cumprod(u * (1 - s[::-1] ** 2)),
        ),
        Mistake(
            "only-the-last",
            "You return one number, the gradient over the whole way. All "
            "distances are wanted: keep each product on the way.",
            lambda u, s: np.prod(u * (1 - s**2)),
        ),
        Mistake(
            "one-step-short",
            "The last entry is missing: the way back ends at h_0, one step "
            "before the first of the states.",
            lambda u, s: _product(u * (1 - s[::-1] ** 2))[:-1],
        ),
        Mistake(
            "absolute",
            "You lost the signs: with a negative u every other gradient is "
            "negative.",
            lambda u, s: abs(_product(u * (1 - s[::-1] ** 2))),
        ),
    ),
    tried="six sequences of 1 to 12 steps, against the product of all steps",
)
