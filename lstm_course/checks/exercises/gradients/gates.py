"""One unit, one step back: what reaches the state and each gate."""

from types import SimpleNamespace

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def gate_shares(dh, dc, i, f, g, o, c, c_prev):
    """Return what one step hands to its state, its gates and the past.

    dh arrives at h, and dc at c from the next step. All are plain numbers.
    Returns total (the whole gradient at c), di, df, dg, do, dc_prev.
    """
    through_h = dh * o * (1 - np.tanh(c) ** 2)
    total = dc + through_h
    di = total * g
    df = total * c_prev
    dg = total * i
    do = dh * np.tanh(c)
    dc_prev = total * f
    return total, di, df, dg, do, dc_prev


def faded(dh, dc, i, f, g, o, c, c_prev):
    """Return what one step hands to its state, its gates and the past.

    dh arrives at h, and dc at c from the next step. All are plain numbers.
    Returns total (the whole gradient at c), di, df, dg, do, dc_prev.
    """
    through_h = ...  # h = o tanh(c), seen from c
    total = dc + through_h
    di = total * g  # c = f c_prev + i g, seen from i
    df = ...  # ... from f
    dg = total * i
    do = ...  # h = o tanh(c), seen from o
    dc_prev = ...  # c = f c_prev + i g, seen from c_prev
    return total, di, df, dg, do, dc_prev


def _cases(rng):
    cases = []
    for number in range(12):
        i, f, o = rng.uniform(0.05, 0.95, 3)
        g = rng.uniform(-0.95, 0.95)
        c, c_prev = rng.normal(size=2) * (1 if number < 8 else 2)
        dh, dc = rng.normal(size=2)
        args = tuple(map(float, (dh, dc, i, f, g, o, c, c_prev)))
        cases.append(Case(args, f"random numbers, draw {number + 1}"))
    return cases


_PARTS = {
    "through_h": lambda k: k.dh * k.o * (1 - np.tanh(k.c) ** 2),
    "total": lambda k: k.dc + k.through_h,
    "di": lambda k: k.total * k.g,
    "df": lambda k: k.total * k.c_prev,
    "dg": lambda k: k.total * k.i,
    "do": lambda k: k.dh * np.tanh(k.c),
    "dc_prev": lambda k: k.total * k.f,
}


def _changed(**parts):
    """Make an answer with some of its lines changed."""

    def answer(dh, dc, i, f, g, o, c, c_prev):
        k = SimpleNamespace(
            dh=dh, dc=dc, i=i, f=f, g=g, o=o, c=c, c_prev=c_prev
        )
        for name, line in {**_PARTS, **parts}.items():
            setattr(k, name, line(k))
        return k.total, k.di, k.df, k.dg, k.do, k.dc_prev

    return answer


GATE_SHARES = FunctionExercise(
    solution=gate_shares,
    given=faded,
    hints=(
        "Each blank is a gradient that arrives, times a derivative. Write "
        "the line of the step forward down, and ask: if I nudge this one "
        "factor, by how much does the left-hand side move?",
        "In h = o · tanh(c), a nudge of o moves h by tanh(c) times the "
        "nudge. A nudge of c has to pass the tanh, whose slope is "
        "1 − tanh(c)², and is then multiplied by o.",
        "In c = f · c_prev + i · g, what stands beside f? And beside c_prev?",
        "dc_prev starts from the *whole* gradient at c, not from one of its "
        "two parts.",
    ),
    cases=_cases,
    outputs=tuple(
        Output(name, ())
        for name in ("total", "di", "df", "dg", "do", "dc_prev")
    ),
    mistakes=(
        Mistake(
            "no-o",
            "through_h passes the tanh but not the output gate: h is "
            "o·tanh(c), and what o shuts in on the way forward it shuts out "
            "on the way back.",
            _changed(through_h=lambda k: k.dh * (1 - np.tanh(k.c) ** 2)),
        ),
        Mistake(
            "no-slope",
            "through_h is dh·o: it goes around the tanh. Multiply by the "
            "slope of the tanh at c.",
            _changed(through_h=lambda k: k.dh * k.o),
        ),
        Mistake(
            "slope-of-c",
            "You take 1 − c² for the slope. That form is for a value that "
            "*is* a tanh already, and c is not squashed: it needs "
            "1 − tanh(c)².",
            _changed(through_h=lambda k: k.dh * k.o * (1 - k.c**2)),
        ),
        Mistake(
            "slope-not-squared",
            "Your slope is 1 − tanh(c). The tanh is squared in it.",
            _changed(through_h=lambda k: k.dh * k.o * (1 - np.tanh(k.c))),
        ),
        Mistake(
            "tanh-for-slope",
            "In through_h you multiply by tanh(c) itself. From c the way "
            "leads *through* the tanh, so its slope stands there.",
            _changed(through_h=lambda k: k.dh * k.o * np.tanh(k.c)),
        ),
        Mistake(
            "slope-of-h",
            "Your slope is 1 − h², with h = o·tanh(c). The slope of the tanh "
            "is 1 − tanh(c)²: without the gate.",
            _changed(
                through_h=lambda k: (
                    k.dh * k.o * (1 - (k.o * np.tanh(k.c)) ** 2)
                )
            ),
        ),
        Mistake(
            "df-from-c",
            "Only df is wrong: you multiply by c, the state that the step "
            "made. What did f multiply?",
            _changed(df=lambda k: k.total * k.c),
        ),
        Mistake(
            "df-f",
            "Only df is wrong: total·f is what goes on to c_prev. Seen from "
            "f, the other factor of the product stands there.",
            _changed(df=lambda k: k.total * k.f),
        ),
        Mistake(
            "df-from-dc",
            "Only df is wrong: it starts from dc, one of the two parts. The "
            "gates made c, so all of total reaches them.",
            _changed(df=lambda k: k.dc * k.c_prev),
        ),
        Mistake(
            "df-slope",
            "Only df is wrong: f (1 − f) leads from the gate on to its z. "
            "That is the next step; df is still in front of the sigmoid.",
            _changed(df=lambda k: k.total * k.c_prev * k.f * (1 - k.f)),
        ),
        Mistake(
            "df-from-dh",
            "Only df is wrong: it starts from dh. The forget gate made c, "
            "so it gets what stands at c.",
            _changed(df=lambda k: k.dh * k.c_prev),
        ),
        Mistake(
            "df-no-c_prev",
            "Only df is wrong: you hand total on as it is. f is multiplied "
            "by something in c.",
            _changed(df=lambda k: k.total),
        ),
        Mistake(
            "do-from-c",
            "Only do is wrong: o multiplies tanh(c) and you have c. In a "
            "cell that holds 5 that is five times too much.",
            _changed(do=lambda k: k.dh * k.c),
        ),
        Mistake(
            "do-from-total",
            "Only do is wrong: it starts from total, the gradient at c. The "
            "output gate does nothing to c: it stands between c and h.",
            _changed(do=lambda k: k.total * np.tanh(k.c)),
        ),
        Mistake(
            "do-slope",
            "Only do is wrong: 1 − tanh(c)² belongs to the way from h to c. "
            "The output gate does not lie behind the tanh.",
            _changed(do=lambda k: k.dh * (1 - np.tanh(k.c) ** 2)),
        ),
        Mistake(
            "do-o",
            "Only do is wrong: dh·o is on its way to tanh(c). Seen from o, "
            "the other factor of o·tanh(c) stands there.",
            _changed(do=lambda k: k.dh * k.o),
        ),
        Mistake(
            "dc_prev-no-f",
            "Only dc_prev is wrong: you hand total back untouched. That was "
            "right in the cell of 1997; here the old state came through f.",
            _changed(dc_prev=lambda k: k.total),
        ),
        Mistake(
            "dc_prev-from-dc",
            "Only dc_prev is wrong: you hand back dc·f, so what came "
            "through h is lost on the way to the past. Both parts are in "
            "total.",
            _changed(dc_prev=lambda k: k.dc * k.f),
        ),
        Mistake(
            "dc_prev-from-h",
            "Only dc_prev is wrong: you hand back through_h·f, so what came "
            "from the next step is lost. Both parts are in total.",
            _changed(dc_prev=lambda k: k.through_h * k.f),
        ),
        Mistake(
            "dc_prev-one-minus-f",
            "Only dc_prev is wrong: 1 − f is the share that is forgotten. "
            "What was kept, f, is the way back.",
            _changed(dc_prev=lambda k: k.total * (1 - k.f)),
        ),
        Mistake(
            "dc_prev-c_prev",
            "Only dc_prev is wrong: total·c_prev is what reaches f. Seen "
            "from c_prev, the other factor stands there.",
            _changed(dc_prev=lambda k: k.total * k.c_prev),
        ),
    ),
    tried="12 random steps of one unit, against the formulas",
)
