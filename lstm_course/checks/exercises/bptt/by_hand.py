"""One unit, one step back: three numbers by hand."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise


def one_step_earlier():
    """Return dh2, dz2 and the share of u at step 2, to three decimals.

    u = 0.8 and dz3 = -0.681; the states are h1 = 0.885, h2 = -0.284.
    """
    dh2 = -0.545  # -0.681 · 0.8: through u, from step 3
    dz2 = -0.501  # -0.545 · (1 - 0.284²): through the tanh of step 2
    share = -0.443  # -0.501 · 0.885: u was multiplied by h1
    return dh2, dz2, share


_U, _DH3, _DZ3 = 0.8, -0.734, -0.681
_H1, _H2, _H3 = 0.885, -0.284, 0.266
# Between the numbers from rounded states and those from exact ones.
_CLOSE = 0.0025


def _backward_by_hand(into=_DZ3 * _U, slope=1 - _H2**2, heard=_H1):
    """Return the three numbers, with one factor changed."""
    return into, into * slope, into * slope * heard


_BY_HAND = _backward_by_hand()


def _is_three_numbers(value):
    try:
        array = np.asarray(value, float)
    except (TypeError, ValueError):
        return f"Expected three numbers (dh2, dz2, share), got {value!r}."
    if array.shape != (3,) or not np.isfinite(array).all():
        return f"Expected three numbers (dh2, dz2, share), got {value!r}."
    return None


def _like(wrong, message):
    """Make a test that gives `message` when the answer equals `wrong`."""

    def test(value):
        got = np.asarray(value, float)
        close = np.abs(got - wrong).max() <= _CLOSE
        right = np.abs(got - _BY_HAND).max() <= _CLOSE
        return message if close and not right else None

    return test


def _two_decimals(value):
    got = np.asarray(value, float)
    off = np.abs(got - _BY_HAND)
    if _CLOSE < off.max() < 0.0075:
        return (
            "That looks right, but rounded too early. Keep three decimals, "
            "in what you carry on with as well."
        )
    return None


def _first_wrong_number(value):
    dh2, dz2, share = (float(number) for number in value)
    if abs(dh2 - _BY_HAND[0]) > _CLOSE:
        return (
            f"dh2 is not {dh2:g}. The state h2 went into step 3 as u · h2, "
            "so what stands at z3 comes back multiplied by u."
        )
    if abs(dz2 - _BY_HAND[1]) > _CLOSE:
        return (
            f"dh2 is right, dz2 is not {dz2:g}. Going back through a tanh "
            "multiplies by its slope, 1 − h², with the h of the same step."
        )
    if abs(share - _BY_HAND[2]) > _CLOSE:
        return (
            f"dh2 and dz2 are right, the share is not {share:g}. In "
            "z2 = w x2 + u h1 + b, what is u multiplied by?"
        )
    return None


_NUMBER_MISTAKES = (
    (
        "no-u",
        _backward_by_hand(into=_DZ3),
        "You handed dz3 back as it is. The state h2 reached z3 through the "
        "weight u, so its gradient passes through u as well.",
    ),
    (
        "around-the-tanh",
        _backward_by_hand(into=_DH3 * _U),
        "You went from dh3 straight to dh2. On the way lies the tanh of step "
        "3: start from dz3, which has passed it.",
    ),
    (
        "no-slope",
        _backward_by_hand(slope=1),
        "dz2 equals dh2 in your answer: the tanh of step 2 is missing. "
        "Going back through it multiplies by its slope.",
    ),
    (
        "slope-of-step-1",
        _backward_by_hand(slope=1 - _H1**2),
        "You took the slope of the tanh at h1. That tanh belongs to step 1; "
        "the one between h2 and z2 made h2.",
    ),
    (
        "slope-of-step-3",
        _backward_by_hand(slope=1 - _H3**2),
        "You took the slope of the tanh at h3, which dz3 has passed "
        "already. The one between h2 and z2 made h2.",
    ),
    (
        "h-squared",
        _backward_by_hand(slope=_H2**2),
        "You multiplied by h2². The slope of the tanh is what is left of 1: "
        "1 − h2².",
    ),
    (
        "not-squared",
        _backward_by_hand(slope=1 - _H2),
        "You multiplied by 1 − h2. In the slope of the tanh the state is "
        "squared.",
    ),
    (
        "own-state",
        _backward_by_hand(heard=_H2),
        "dh2 and dz2 are right. For the share you multiplied by h2, the "
        "state that step 2 *made*. u was multiplied by the state that step "
        "2 *read*.",
    ),
    (
        "input",
        _backward_by_hand(heard=-1),
        "dh2 and dz2 are right. The third number is the share of w: you "
        "multiplied by the input x2. What was u multiplied by?",
    ),
    (
        "running-total",
        (*_BY_HAND[:2], _BY_HAND[2] + _DZ3 * _H2),
        "The third number is the share of step 2 plus that of step 3. "
        "Adding up comes later: what is the share of step 2 alone?",
    ),
    (
        "no-share",
        (*_BY_HAND[:2], _BY_HAND[1]),
        "dh2 and dz2 are right. Your share of u is dz2 itself, which would "
        "be the share of b. u is multiplied by something in z2.",
    ),
    (
        "u-again",
        (*_BY_HAND[:2], _BY_HAND[1] * _U),
        "dh2 and dz2 are right. You multiplied dz2 by u: that is what "
        "travels on, to h1. For the share of u, multiply by what u was "
        "multiplied by.",
    ),
    (
        "sign",
        tuple(-number for number in _BY_HAND),
        "All three have the wrong sign. dz3 is negative, and u is not.",
    ),
)

ONE_STEP_EARLIER = ValueExercise(
    solution=one_step_earlier,
    hints=(
        "Walk the path of the figure from right to left: z3, then u, then "
        "h2, then the tanh, then z2. Each stop multiplies by one number.",
        "Step 3 read h2 as u · h2. If h2 grows by a little, z3 grows by u "
        "times that: dh2 = dz3 · u.",
        "dz2 = dh2 · (1 − h2²), and the share of u is dz2 times what u was "
        "multiplied by at step 2, h1.",
    ),
    rules=(
        Rule("three-numbers", _is_three_numbers),
        *(
            Rule(name, _like(wrong, says))
            for name, wrong, says in _NUMBER_MISTAKES
        ),
        Rule("too-few-digits", _two_decimals),
        Rule("arithmetic", _first_wrong_number),
    ),
    mistakes=(
        Mistake("three-numbers", "", lambda: -0.444),
        Mistake("too-few-digits", "", lambda: (-0.55, -0.5, -0.44)),
        *(
            Mistake(name, "", lambda wrong=wrong: np.round(wrong, 3).tolist())
            for name, wrong, _ in _NUMBER_MISTAKES
        ),
        Mistake("arithmetic", "", lambda: (-0.545, -0.501, -0.454)),
        Mistake("arithmetic", "", lambda: (-0.645, -0.593, -0.525)),
    ),
    tried="three numbers, to three decimals",
)
