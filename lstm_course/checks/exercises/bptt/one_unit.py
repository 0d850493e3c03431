"""One unit and three steps: the way back in plain numbers."""

import math
from types import SimpleNamespace

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
    Rule,
    ValueExercise,
)

# --- one_step_earlier -------------------------------------------------------


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
        Rule("arithmetic", _first_wrong_number),
    ),
    mistakes=(
        Mistake("three-numbers", "", lambda: -0.444),
        *(
            Mistake(name, "", lambda wrong=wrong: np.round(wrong, 3).tolist())
            for name, wrong, _ in _NUMBER_MISTAKES
        ),
        Mistake("arithmetic", "", lambda: (-0.545, -0.501, -0.454)),
        Mistake("arithmetic", "", lambda: (-0.645, -0.593, -0.525)),
    ),
    tried="three numbers, to three decimals",
)


# --- three_steps_backward ---------------------------------------------------


def three_steps_backward(h, x, u, target):
    """Return dw, du, db and dh0 of one unit after three steps.

    h holds h0, h1, h2, h3 and x holds x1, x2, x3. The loss is
    (h3 - target)² / 2.
    """
    h0, h1, h2, h3 = h
    x1, x2, x3 = x
    dh3 = h3 - target
    dz3 = dh3 * (1 - h3**2)
    dh2 = dz3 * u
    dz2 = dh2 * (1 - h2**2)
    dh1 = dz2 * u
    dz1 = dh1 * (1 - h1**2)
    dh0 = dz1 * u
    du = dz3 * h2 + dz2 * h1 + dz1 * h0
    dw = dz3 * x3 + dz2 * x2 + dz1 * x1
    db = dz3 + dz2 + dz1
    return dw, du, db, dh0


def _three_steps_backward_given(h, x, u, target):
    """Return dw, du, db and dh0 of one unit after three steps.

    h holds h0, h1, h2, h3 and x holds x1, x2, x3. The loss is
    (h3 - target)² / 2.
    """
    h0, h1, h2, h3 = h
    x1, x2, x3 = x
    dh3 = h3 - target
    dz3 = dh3 * (1 - h3**2)
    dh2 = dz3 * u
    dz2 = dh2 * (1 - h2**2)
    dh1 = ...
    dz1 = ...
    dh0 = ...
    du = dz3 * h2 + dz2 * h1 + ...
    dw = dz3 * x3 + ...
    db = ...
    return dw, du, db, dh0


def _three_steps_cases(rng):
    cases = [
        Case(
            ((0.5, 0.885, -0.284, 0.266), (1.0, -1.0, 0.5), 0.8, 1.0),
            "the network above",
        )
    ]
    for u in (0.5, -1.2, 2.0):
        x = rng.normal(size=3)
        w, b = rng.normal(size=2)
        h = [rng.uniform(-1, 1)]
        for step in range(3):
            h.append(math.tanh(w * x[step] + u * h[-1] + b))
        target = float(rng.normal())
        args = (tuple(map(float, h)), tuple(map(float, x)), u, target)
        cases.append(Case(args, f"u = {u:g}"))
    return cases


_LINES = {
    "dh1": lambda v: v.dz2 * v.u,
    "dz1": lambda v: v.dh1 * (1 - v.h1**2),
    "dh0": lambda v: v.dz1 * v.u,
    "du": lambda v: v.dz3 * v.h2 + v.dz2 * v.h1 + v.dz1 * v.h0,
    "dw": lambda v: v.dz3 * v.x3 + v.dz2 * v.x2 + v.dz1 * v.x1,
    "db": lambda v: v.dz3 + v.dz2 + v.dz1,
}


def _but(**changed):
    """Make an answer in which some of the lines to be filled in differ."""

    def backward(h, x, u, target):
        h0, h1, h2, h3 = h
        x1, x2, x3 = x
        dz3 = (h3 - target) * (1 - h3**2)
        dh2 = dz3 * u
        dz2 = dh2 * (1 - h2**2)
        v = SimpleNamespace(**locals())
        for name, line in (_LINES | changed).items():
            setattr(v, name, line(v))
        return v.dw, v.du, v.db, v.dh0

    return backward


THREE_STEPS_BACKWARD = FunctionExercise(
    solution=three_steps_backward,
    given=_three_steps_backward_given,
    hints=(
        "dh1, dz1 and dh0 go on in the rhythm of the lines above them: "
        "through u to the state before, through the tanh to its z.",
        "Look at what each of u, w and b is multiplied by in "
        "z1 = w x1 + u h0 + b. That is what dz1 is multiplied by.",
        "b is multiplied by 1 in all three steps, so db is the sum of the "
        "three dz.",
    ),
    cases=_three_steps_cases,
    outputs=(
        Output("dw", ()),
        Output("du", ()),
        Output("db", ()),
        Output("dh0", ()),
    ),
    mistakes=(
        Mistake(
            "last-slope-forgotten",
            "dz1 equals dh1 in your answer: the tanh of step 1 is missing, "
            "and everything that step 1 adds is too large.",
            _but(dz1=lambda v: v.dh1),
        ),
        Mistake(
            "slope-from-h0",
            "dz1 takes the slope of the tanh at h0. The tanh of step 1 made "
            "h1.",
            _but(dz1=lambda v: v.dh1 * (1 - v.h0**2)),
        ),
        Mistake(
            "slope-from-h2",
            "dz1 takes the slope of the tanh at h2. The tanh of step 1 made "
            "h1.",
            _but(dz1=lambda v: v.dh1 * (1 - v.h2**2)),
        ),
        Mistake(
            "dh1-around-the-tanh",
            "dh1 comes from dh2. Between them lies the tanh of step 2: "
            "start from dz2.",
            _but(dh1=lambda v: v.dh2 * v.u),
        ),
        Mistake(
            "dh1-without-u",
            "dh1 equals dz2 in your answer. The state h1 reached z2 through "
            "u, so its gradient passes through u as well.",
            _but(dh1=lambda v: v.dz2),
        ),
        Mistake(
            "dh0-without-u",
            "Only dh0 is wrong: it equals dz1. What did h0 pass through on "
            "its way to z1?",
            _but(dh0=lambda v: v.dz1),
        ),
        Mistake(
            "dh0-is-a-share",
            "Only dh0 is wrong: dz1 · h0 is the share of u at step 1. In "
            "u · h0 each of the two is multiplied by the other.",
            _but(dh0=lambda v: v.dz1 * v.h0),
        ),
        Mistake(
            "dh0-around-the-tanh",
            "Only dh0 is wrong: dh1 · u goes around the tanh of step 1. "
            "Start from dz1.",
            _but(dh0=lambda v: v.dh1 * v.u),
        ),
        Mistake(
            "dh0-zero",
            "Only dh0 is wrong: 0 says that h0 makes no difference. Nudge "
            "h0 and the loss moves.",
            _but(dh0=lambda v: 0.0),
        ),
        Mistake(
            "du-own-states",
            "In du each share takes the state that its step *made*: dz3 "
            "with h3, and so on. u was multiplied by the state that the "
            "step *read*.",
            _but(du=lambda v: v.dz3 * v.h3 + v.dz2 * v.h2 + v.dz1 * v.h1),
        ),
        Mistake(
            "du-two-uses",
            "In du the share of step 1 is missing. u was used there too, "
            "and h0 is not zero here.",
            _but(du=lambda v: v.dz3 * v.h2 + v.dz2 * v.h1),
        ),
        Mistake(
            "du-step-1-from-h1",
            "In du the share of step 1 is dz1 · h1 in your answer. Step 1 "
            "read an earlier state.",
            _but(du=lambda v: v.dz3 * v.h2 + v.dz2 * v.h1 + v.dz1 * v.h1),
        ),
        Mistake(
            "du-step-1-from-u",
            "In du the share of step 1 is dz1 · u in your answer, and that "
            "is what travels on, to h0. A share of u is dz times what u was "
            "multiplied by.",
            _but(du=lambda v: v.dz3 * v.h2 + v.dz2 * v.h1 + v.dz1 * v.u),
        ),
        Mistake(
            "dw-last-use",
            "dw holds the share of step 3 alone. w was used three times: "
            "add the other two.",
            _but(dw=lambda v: v.dz3 * v.x3),
        ),
        Mistake(
            "dw-two-uses",
            "dw holds the shares of steps 3 and 2. w was used at step 1 as "
            "well.",
            _but(dw=lambda v: v.dz3 * v.x3 + v.dz2 * v.x2),
        ),
        Mistake(
            "dw-from-states",
            "dw is built like du, from the states. w was multiplied by the "
            "inputs.",
            _but(dw=lambda v: v.dz3 * v.x3 + v.dz2 * v.h1 + v.dz1 * v.h0),
        ),
        Mistake(
            "dw-inputs-shifted",
            "In dw the inputs are one step early: dz2 with x1. Unlike the "
            "state, the input of a step is not from the step before.",
            _but(dw=lambda v: v.dz3 * v.x3 + v.dz2 * v.x1),
        ),
        Mistake(
            "db-last-use",
            "db is dz3 alone. b was added at every one of the three steps.",
            _but(db=lambda v: v.dz3),
        ),
        Mistake(
            "db-first-use",
            "db is dz1 alone. b was added at every one of the three steps.",
            _but(db=lambda v: v.dz1),
        ),
        Mistake(
            "db-mean",
            "db is the mean of the three dz. Each use moves the loss on its "
            "own: the shares are added, and nothing divides them.",
            _but(db=lambda v: (v.dz3 + v.dz2 + v.dz1) / 3),
        ),
        Mistake(
            "db-one",
            "db counts the uses of b. A use weighs as much as the loss "
            "feels it: by the dz of its step.",
            _but(db=lambda v: 3.0),
        ),
    ),
    tried="the network above and three random ones",
)
