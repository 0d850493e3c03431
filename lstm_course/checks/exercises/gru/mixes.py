"""Compute three steps of a cell with one gate for two jobs, by hand."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import numbers


def three_mixes():
    """Return c1, c2, c3 of a coupled cell that starts with c0 = 0.4.

    The gate is f = 1, 0.5, 0.25 and the candidate g = -1, 1, -0.6.
    """
    c1 = 0.4  # f = 1: all is kept, nothing written
    c2 = 0.7  # half of 0.4 and half of 1
    c3 = -0.275  # a quarter of 0.7 and three quarters of -0.6
    return c1, c2, c3


_F, _G, _C0 = (1, 0.5, 0.25), (-1, 1, -0.6), 0.4
_CLOSE = 0.002


def _run(step):
    """Return the three states of a cell with another rule."""
    c, states = _C0, []
    for f, g in zip(_F, _G, strict=True):
        c = step(f, c, g)
        states.append(c)
    return states


_RIGHT = _run(lambda f, c, g: f * c + (1 - f) * g)

_CONFUSED = (
    (
        "roles-exchanged",
        _run(lambda f, c, g: (1 - f) * c + f * g),
        "You keep 1 − f and write f. At the first step f is 1: the gate is "
        "open, and open means *keep*.",
    ),
    (
        "all-written",
        _run(lambda f, c, g: f * c + g),
        "You keep f of the old state and write all of g. The two shares are "
        "coupled: how much may be written when f is kept?",
    ),
    (
        "same-share",
        _run(lambda f, c, g: f * c + f * g),
        "Both parts have the share f. What is kept cannot be written over: "
        "the two shares add up to 1.",
    ),
    (
        "all-kept",
        _run(lambda f, c, g: c + (1 - f) * g),
        "You write 1 − f of g, and that is right, but you keep the whole of "
        "the old state. Its share is f.",
    ),
    (
        "nothing-written",
        _run(lambda f, c, g: f * c),
        "Your state only fades: g never gets in. The share that is not kept, "
        "1 − f, is written.",
    ),
    (
        "nothing-kept",
        _run(lambda f, c, g: (1 - f) * g),
        "Your state is (1 − f)·g alone. The old state belongs to it, with "
        "the share f.",
    ),
    (
        "always-from-c0",
        [f * _C0 + (1 - f) * g for f, g in zip(_F, _G, strict=True)],
        "c1 and c2 are right. For c3 you mixed with c0; the old state of "
        "step 3 is c2.",
    ),
    (
        "plain-mean",
        _run(lambda f, c, g: (c + g) / 2),
        "You take half of each at every step. Only at step 2 is the gate "
        "one half.",
    ),
    (
        "minus",
        _run(lambda f, c, g: f * c - (1 - f) * g),
        "You subtract what is written. Both parts are added; a negative g "
        "brings its own sign.",
    ),
    (
        "squashed",
        np.tanh(_RIGHT),
        "You squashed the states with a tanh at the end. A mix of numbers "
        "between −1 and 1 needs no squashing.",
    ),
    (
        "squashed-on-the-way",
        _run(lambda f, c, g: np.tanh(f * c + (1 - f) * g)),
        "You squash the state at every step, as an RNN does. The line of c "
        "stays free of the tanh.",
    ),
)


def _like(wrong, message):
    def test(value):
        got = np.asarray(value, float)
        return message if np.abs(got - wrong).max() <= _CLOSE else None

    return test


def _first_wrong(value):
    before = _C0
    for step, (got, right) in enumerate(
        zip(value, _RIGHT, strict=True), start=1
    ):
        if abs(got - right) > _CLOSE:
            f, g = _F[step - 1], _G[step - 1]
            return (
                f"c{step} is not {got:g}. In step {step} the share {f:g} of "
                f"the old state, {before:g}, is kept, and the rest of the "
                f"share, {1 - f:g}, goes to g = {g:g}."
            )
        before = right
    return None


THREE_MIXES = ValueExercise(
    solution=three_mixes,
    hints=(
        "At each step two shares are given out, f and 1 − f. The first goes "
        "to the old state, the second to g.",
        "Step 1 has f = 1: nothing of g gets in. Step 2 has f = 0.5: the "
        "mean of the old state and g.",
        "Step 3 starts from your c2, not from 0.4.",
    ),
    rules=(
        Rule(
            "three-numbers",
            lambda value: numbers(value, 3, "three numbers (c1, c2, c3)"),
        ),
        *(Rule(name, _like(wrong, says)) for name, wrong, says in _CONFUSED),
        Rule("one-step", _first_wrong),
    ),
    mistakes=(
        Mistake("three-numbers", "", lambda: -0.275),
        Mistake("three-numbers", "", lambda: (0.4, 0.4, 0.7, -0.275)),
        *(
            Mistake(name, "", lambda wrong=wrong: tuple(wrong))
            for name, wrong, _ in _CONFUSED
        ),
        Mistake("one-step", "", lambda: (0.4, 0.7, 0.275)),
        Mistake("one-step", "", lambda: (-0.6, 0.7, -0.275)),
    ),
    tried="three steps of one coupled cell",
)
