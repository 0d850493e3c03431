"""Read from a gate trace what happened to a value, and when."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import numbers, sigmoid
from lstm_course.tasks.secret import secret

WRITTEN, READ, ERASED = 5, 13, 17


def read_trace():
    """Return (written, read, erased): the three steps, counted from 1."""
    written = 5  # i is open, and g is large
    read = 13  # o is open, and c is not 0
    erased = 17  # f is shut, and there was something to forget
    return written, read, erased


def _signals():
    """Return i, f, g, o and c (24,) of the trace."""
    z = secret()
    i, f, o = sigmoid(z[:, 0]), sigmoid(z[:, 1]), sigmoid(z[:, 3])
    g, c, states = np.tanh(z[:, 2]), 0.0, []
    for t in range(len(z)):
        c = f[t] * c + i[t] * g[t]
        states.append(c)
    return i, f, g, o, np.array(states)


def _steps(value):
    wrong = numbers(value, 3, "three steps (written, read, erased)")
    if wrong:
        return wrong
    if any(float(v) != int(v) or not 1 <= v <= 24 for v in value):
        return f"Expected three whole numbers from 1 to 24, got {value!r}."
    return None


def _counted_from_zero(value):
    if tuple(value) == (WRITTEN - 1, READ - 1, ERASED - 1):
        return (
            "You count from 0, as Python does. The steps of the figure are "
            "counted from 1."
        )
    return None


def _order(value):
    written, read, _ = value
    if sorted(value) == [WRITTEN, READ, ERASED] and read != READ:
        return (
            "These are the three steps, in the wrong order: return first "
            "when it was written, then when it was read, then when it was "
            "erased."
        )
    if not written < read:
        return (
            f"A value read at step {read} cannot have been written at step "
            f"{written}: something must be there before it is read."
        )
    return None


def _written(value):
    step = int(value[0])
    if step == WRITTEN:
        return None
    i, _, g, _, _ = (signal[step - 1] for signal in _signals())
    if abs(g) > 0.8:
        return (
            f"At step {step} the candidate is large, g = {g:.2f}, but the "
            f"input gate is shut: i = {i:.2f}. Nothing got in, and c did not "
            "move. To write, both are needed."
        )
    return (
        f"Nothing was written at step {step}: i·g is {abs(i * g):.2f} in "
        "size. Look for the step where i is open *and* c jumps."
    )


def _read(value):
    step = int(value[1])
    if step == READ:
        return None
    _, _, _, o, c = (signal[step - 1] for signal in _signals())
    if o > 0.5:
        return (
            f"At step {step} the output gate is open, but c = {c:.2f}: there "
            "was nothing left to say. Look at h."
        )
    return (
        f"At step {step} the output gate is shut, o = {o:.2f}, so nobody "
        "heard anything. Look for o open and c not 0."
    )


def _erased(value):
    step = int(value[2])
    if step == ERASED:
        return None
    _, f, _, _, c = _signals()
    if f[step - 1] < 0.5:
        return (
            f"At step {step} the forget gate shuts, but c was 0 before it "
            "too: there was nothing to erase yet."
        )
    if step == READ:
        return (
            "Reading does not erase. The output gate lets others hear c; c "
            "itself goes on as it was."
        )
    return (
        f"At step {step} the forget gate is open, f = {f[step - 1]:.2f}, and "
        f"c stays what it was, {c[step - 1]:.2f}. Look for f shut and c "
        "falling to 0."
    )


READ_TRACE = ValueExercise(
    solution=read_trace,
    hints=(
        "Begin with the black line at the bottom: where does c jump away "
        "from 0, and where does it come back?",
        "Then the brown one: at which step does h differ from 0?",
        "Now look up to the gates at these three steps: which one opened or "
        "shut?",
    ),
    rules=(
        Rule("three-steps", _steps),
        Rule("from-zero", _counted_from_zero),
        Rule("order", _order),
        Rule("written", _written),
        Rule("read", _read),
        Rule("erased", _erased),
    ),
    mistakes=(
        Mistake("three-steps", "", lambda: 5),
        Mistake("three-steps", "", lambda: (5, 13)),
        Mistake("three-steps", "", lambda: (5, 13, 25)),
        Mistake("from-zero", "", lambda: (4, 12, 16)),
        Mistake("order", "", lambda: (5, 17, 13)),
        Mistake("order", "", lambda: (13, 5, 17)),
        Mistake("written", "", lambda: (9, 13, 17)),
        Mistake("written", "", lambda: (2, 13, 17)),
        Mistake("read", "", lambda: (5, 21, 17)),
        Mistake("read", "", lambda: (5, 6, 17)),
        Mistake("erased", "", lambda: (5, 13, 2)),
        Mistake("erased", "", lambda: (5, 13, 13)),
        Mistake("erased", "", lambda: (5, 13, 21)),
    ),
    tried="when the value was written, read and erased",
)
