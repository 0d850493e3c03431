"""By hand: a gradient on the direct path, from c3 back to c0."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise


def direct_path():
    """Return what arrives at c2, c1 and c0 along the direct path.

    At c3 stands 2.0. The gates of the steps 1, 2, 3 are f = 0.9, 0.5, 0.8,
    i = 0.3, 0.6, 0.4 and o = 0.7, 0.2, 0.9. Two decimals will do.
    """
    at_c2 = 1.6  # 2.0 · 0.8: c3 = f3 c2 + ...
    at_c1 = 0.8  # 1.6 · 0.5
    at_c0 = 0.72  # 0.8 · 0.9
    return at_c2, at_c1, at_c0


_F = np.array([0.9, 0.5, 0.8])
_I = np.array([0.3, 0.6, 0.4])
_O = np.array([0.7, 0.2, 0.9])
_RIGHT = 2.0 * np.cumprod(_F[::-1])
_CLOSE = 0.011


def _three_numbers(value):
    try:
        array = np.asarray(value, float)
    except (TypeError, ValueError):
        return f"Expected three numbers (c2, c1, c0), got {value!r}."
    if array.shape != (3,):
        got = "one number" if array.ndim == 0 else f"shape {array.shape}"
        return f"Expected three numbers (c2, c1, c0), got {got}: {value!r}."
    if not np.isfinite(array).all():
        return f"Expected finite numbers, got {value!r}."
    return None


def _is_right(value):
    return np.abs(np.asarray(value, float) - _RIGHT).max() <= _CLOSE


def _like(wrong, message):
    """Make a test that gives `message` when the answer equals `wrong`."""

    def test(value):
        got = np.asarray(value, float)
        close = np.abs(got - wrong).max() <= _CLOSE
        return message if close and not _is_right(value) else None

    return test


def _first_wrong(value):
    before = 2.0
    for step, got, right in zip((3, 2, 1), value, _RIGHT, strict=True):
        if abs(got - right) > _CLOSE:
            return (
                f"At c{step - 1} does not stand {got:g}. At c{step} stands "
                f"{before:g}, and c{step} was made with f{step} = "
                f"{_F[step - 1]:g}."
            )
        before = right
    return None


_WRONG = (
    (
        "gates-one-step-off",
        2.0 * np.cumprod([0.5, 0.9, 1.0]),
        "Your gates are one step off. c3 = f3·c2 + …: to get from c3 to c2 "
        "you pass the gate of step *3*.",
    ),
    (
        "forward-order",
        2.0 * np.cumprod(_F),
        "You passed the gates in the order of the steps forward. The way "
        "back meets f3 first. (The last number is the same: a product does "
        "not mind its order.)",
    ),
    (
        "first-step-first",
        _RIGHT[::-1],
        "The numbers are right and stand the other way round: c2 comes first.",
    ),
    (
        "forgotten-share",
        2.0 * np.cumprod(1 - _F[::-1]),
        "You multiplied by 1 − f, the share that is forgotten. What f let "
        "through on the way forward it lets through on the way back.",
    ),
    (
        "carousel",
        np.array([2.0, 2.0, 2.0]),
        "That is the carousel of 1997: nothing is lost. Here a forget gate "
        "stands on the way.",
    ),
    (
        "starts-at-c3",
        np.array([2.0, 1.6, 0.8]),
        "You began with c3 itself, where 2.0 stands. Wanted are c2, c1 and "
        "c0.",
    ),
    (
        "only-the-factors",
        _F[::-1],
        "These are the gates. At each step the gate multiplies what "
        "arrives, and 2.0 arrives at c3.",
    ),
    (
        "not-multiplied-on",
        2.0 * _F[::-1],
        "Each of your numbers is 2.0 times one gate. What leaves c2 has "
        "passed f3 already, so the losses multiply.",
    ),
    (
        "input-gates-too",
        2.0 * np.cumprod((_F * _I)[::-1]),
        "You multiplied by the input gates as well. They stand between g "
        "and c, not between one c and the next.",
    ),
    (
        "input-gates",
        2.0 * np.cumprod(_I[::-1]),
        "You took the input gates. They stand between g and c; between one "
        "c and the next stands f.",
    ),
    (
        "output-gates-too",
        2.0 * np.cumprod((_F * _O)[::-1]),
        "You multiplied by the output gates as well. They stand between c "
        "and h; the direct path never leaves c.",
    ),
    (
        "gate-slopes",
        2.0 * np.cumprod((_F * (1 - _F))[::-1]),
        "f (1 − f) is the slope of the sigmoid, met on the way *into* the "
        "gate. The direct path goes past the gate and is multiplied by f.",
    ),
    (
        "subtracted",
        2.0 - np.cumsum(1 - _F[::-1]),
        "You took the losses off one after the other. A gate takes its "
        "share of what arrives: multiply.",
    ),
    (
        "no-two",
        np.cumprod(_F[::-1]),
        "You began with 1. At c3 stands 2.0.",
    ),
)

DIRECT_PATH = ValueExercise(
    solution=direct_path,
    hints=(
        "c3 = f3 · c2 + i3 · g3. If c2 moves a little, how much does c3?",
        "So what stands at c3 is multiplied by f3 to get what arrives at c2. "
        "And from there to c1?",
    ),
    rules=(
        Rule("three-numbers", _three_numbers),
        *(
            Rule(name, _like(wrong, message))
            for name, wrong, message in _WRONG
        ),
        Rule("arithmetic", _first_wrong),
    ),
    mistakes=(
        Mistake("three-numbers", "", lambda: 0.72),
        Mistake("three-numbers", "", lambda: (2.0, 1.6, 0.8, 0.72)),
        *(
            Mistake(name, "", lambda wrong=wrong: tuple(wrong))
            for name, wrong, _ in _WRONG
        ),
        Mistake("arithmetic", "", lambda: (1.6, 0.8, 0.64)),
    ),
    tried="three numbers, to two decimals",
)
