"""One unit and three steps: the way back, line by line."""

import math
from types import SimpleNamespace

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


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
