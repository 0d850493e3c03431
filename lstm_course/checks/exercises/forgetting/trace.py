"""Read from a gate trace where the strings of a stream end."""

import numpy as np

from lstm_course.cells import Step
from lstm_course.checks.entries import Kind, entries, several, whole
from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

TIME = 30
WRITES, ASKED, ENDS, OUTER = [4, 13, 23], [9, 19, 28], [2, 11, 21, 30], "PTT"
_EMPTY_QUESTION, _SHUT_OUT, _NOTHING_IN, _DIP = 12, 7, 16, 25


def unknown_stream():
    """Return the Step of one unit over 30 steps, each signal (30,).

    The unit keeps the outer symbol of the embedded Reber stream, T as +1
    and P as −1. The trace begins inside a string.
    """
    rng = np.random.default_rng(8)
    i, f, o = (rng.uniform(0.01, 0.06, TIME) for _ in range(3))
    f = 1 - 0.4 * f
    g = rng.uniform(-0.25, 0.25, TIME)
    for steps, signal, value in (
        (WRITES, i, 0.97),
        (ENDS, f, 0.03),
        (ASKED, o, 0.95),
        ([_EMPTY_QUESTION], o, 0.9),
        ([_NOTHING_IN], i, 0.95),
        ([_DIP], f, 0.8),
    ):
        signal[np.array(steps) - 1] = value
    signs = [1 if letter == "T" else -1 for letter in OUTER]
    g[np.array(WRITES) - 1] = 0.95 * np.array(signs)
    g[_SHUT_OUT - 1], g[_NOTHING_IN - 1] = 0.93, -0.04
    c, kept = 0.9, []
    for t in range(TIME):
        c = f[t] * c + i[t] * g[t]
        kept.append(c)
    return Step(i, f, g, o, np.array(kept), o * np.tanh(kept))


def read_stream():
    """Return what the trace tells, a dictionary; steps count from 1.

    "writes": the steps at which an outer symbol was written
    "outer":  these symbols, a text such as "TP"; T is kept as +1, P as −1
    "asked":  the steps at which the unit told what it had kept
    "ends":   the steps at which a string ended, that is, at which the unit
              was emptied
    """
    return {
        "writes": [4, 13, 23],  # i open and g large: c jumps
        "outer": "PTT",  # the sign of g there
        "asked": [9, 19, 28],  # o open, and c not 0
        "ends": [2, 11, 21, 30],  # f shut, and c falls to 0
    }


_STEPS = several(whole(1, TIME), f"whole numbers from 1 to {TIME}")
_KINDS = {
    "writes": _STEPS,
    "outer": Kind(
        "a text of T and P",
        lambda got: isinstance(got, str) and set(got) <= set("TP"),
    ),
    "asked": _STEPS,
    "ends": _STEPS,
}


def _from_zero(value):
    if sorted(value["ends"]) == [step - 1 for step in ENDS]:
        return (
            "You count from 0, as Python does. The steps of the figure are "
            "counted from 1."
        )
    return None


def _gates_swapped(value):
    if sorted(value["ends"]) == WRITES and sorted(value["writes"]) == ENDS:
        return (
            "Writing and emptying have changed places. i open lets "
            "something in; f shut lets go what was there."
        )
    if sorted(value["asked"]) in (WRITES, ENDS):
        return (
            "Nothing was told at these steps: h stays near 0 there. The "
            "gate that speaks is o."
        )
    return None


def _first_wrong(got, right):
    """Return a step too many, and one that is missing, or None for each."""
    more = [step for step in got if step not in right]
    less = [step for step in right if step not in got]
    return (more or [None])[0], (less or [None])[0]


def _writes(value):
    more, less = _first_wrong(value["writes"], WRITES)
    if more == _SHUT_OUT:
        return (
            f"At step {more} the candidate is large, but i is shut, and c "
            "does not move. To write, both are needed."
        )
    if more == _NOTHING_IN:
        return (
            f"At step {more} i is open, but g is near 0: the gate let "
            "nothing in. To write, both are needed."
        )
    if more is not None:
        return f"Nothing was written at step {more}: c does not jump there."
    if less is not None:
        return (
            f"{len(WRITES)} symbols were written, and you name "
            f"{len(value['writes'])}. Look for i open *and* c jumping away "
            "from 0."
        )
    return None


def _outer(value):
    outer = value["outer"]
    if outer == OUTER:
        return None
    if outer == OUTER.translate(str.maketrans("TP", "PT")):
        return "All three are the other symbol: T is kept as +1, P as −1."
    if outer == "T" + OUTER:
        return (
            "The trace begins with a T in the cell, but it was written "
            "before step 1. Asked are the symbols written at the steps you "
            "named."
        )
    if len(outer) != len(OUTER):
        return f"Three symbols were written, and you name {len(outer)}."
    return "Look at the sign of g, or of c, right where each was written."


def _asked(value):
    more, less = _first_wrong(value["asked"], ASKED)
    if more == _EMPTY_QUESTION:
        return (
            f"At step {more} o is open, but the unit had just been emptied: "
            "h is near 0. There was nothing to tell."
        )
    if more is not None:
        return f"At step {more} h is near 0: the unit told nothing."
    if less is not None:
        return (
            "The unit told what it had kept three times, and you name "
            f"{len(value['asked'])}. Look at h."
        )
    return None


def _ends(value):
    more, less = _first_wrong(value["ends"], ENDS)
    if more == _DIP:
        return (
            f"At step {more} the forget gate closes a little, f = 0.8, and "
            "most of c stays. A string ends where c falls to 0."
        )
    if more is not None and more - 1 in ENDS:
        return (
            f"Step {more} is the first of the next string. The gate shuts "
            "one step earlier."
        )
    if more in ASKED:
        return (
            f"At step {more} the symbol was told. Telling does not empty: "
            "c is still there after it."
        )
    if more is not None:
        return f"At step {more} c stays what it was."
    if less == ENDS[0]:
        return (
            "One is missing. The trace begins inside a string, and that "
            "string ends, too: look at the very beginning."
        )
    if less is not None:
        return (
            f"A string also ended at another step than those you name: you "
            f"have {len(value['ends'])}, and f shuts {len(ENDS)} times with "
            "something to let go."
        )
    return None


def _but(**changed):
    return lambda: {**read_stream(), **changed}


READ_STREAM = ValueExercise(
    solution=read_stream,
    hints=(
        "Begin with the black line. Where does it jump away from 0, and "
        "where does it fall back?",
        "A jump needs i open and g large; the sign of g says T or P. A fall "
        "to 0 needs f shut. What was told stands in h, brown.",
        "The trace begins inside a string: its end is there, its beginning "
        "is not.",
    ),
    rules=(
        entries(_KINDS),
        Rule("from-zero", _from_zero),
        Rule("gates-swapped", _gates_swapped),
        Rule("writes", _writes),
        Rule("outer", _outer),
        Rule("asked", _asked),
        Rule("ends", _ends),
    ),
    mistakes=(
        Mistake("entries", "", lambda: [4, 13, 23]),
        Mistake("entries", "", _but(outer="+1")),
        Mistake("entries", "", _but(ends=[2, 11, 21, 31])),
        Mistake("from-zero", "", _but(ends=[1, 10, 20, 29])),
        Mistake("gates-swapped", "", _but(writes=ENDS, ends=WRITES)),
        Mistake("gates-swapped", "", _but(asked=ENDS)),
        Mistake("writes", "", _but(writes=[4, 7, 13, 23])),
        Mistake("writes", "", _but(writes=[4, 13, 16, 23])),
        Mistake("writes", "", _but(writes=[4, 13])),
        Mistake("writes", "", _but(writes=[4, 13, 24])),
        Mistake("outer", "", _but(outer="TPP")),
        Mistake("outer", "", _but(outer="TPTT")),
        Mistake("outer", "", _but(outer="PT")),
        Mistake("outer", "", _but(outer="PTP")),
        Mistake("asked", "", _but(asked=[9, 12, 19, 28])),
        Mistake("asked", "", _but(asked=[9, 19])),
        Mistake("ends", "", _but(ends=[11, 21, 30])),
        Mistake("ends", "", _but(ends=[2, 12, 22])),
        Mistake("ends", "", _but(ends=[2, 11, 21, 25, 30])),
        Mistake("ends", "", _but(ends=[2, 9, 19, 28])),
        Mistake("ends", "", _but(ends=[2, 11, 21])),
    ),
    tried="who wrote, who told, who emptied, in four strings",
)
