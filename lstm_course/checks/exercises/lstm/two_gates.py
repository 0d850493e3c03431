"""Fill in the two lines of a cell with an input and an output gate."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def two_gate_cell(g, i, o):
    """Run a cell with an input gate and an output gate, from c = 0.

    g, i and o hold one number for each step.
    Returns what the cell keeps, c, and what it says, h, at every step.
    """
    c, kept, said = 0.0, [], []
    for t in range(len(g)):
        c = c + i[t] * g[t]
        h = o[t] * np.tanh(c)
        kept.append(c)
        said.append(h)
    return np.array(kept), np.array(said)


def faded(g, i, o):
    """Run a cell with an input gate and an output gate, from c = 0.

    g, i and o hold one number for each step.
    Returns what the cell keeps, c, and what it says, h, at every step.
    """
    c, kept, said = 0.0, [], []
    for t in range(len(g)):
        c = ...
        h = ...
        kept.append(c)
        said.append(h)
    return np.array(kept), np.array(said)


def _cases(rng):
    cases = []
    for time in (1, 3, 7, 12):
        for scale, about in ((1, ""), (4, ", large candidates")):
            g = scale * rng.uniform(-1, 1, time)
            i, o = rng.uniform(0.1, 0.9, (2, time))
            cases.append(Case((g, i, o), f"{time} steps{about}"))
    return cases


def _walk(new_c, new_h):
    """Make the cell with other lines for c and h."""

    def run(g, i, o):
        c, h, kept, said = 0.0, 0.0, [], []
        for gt, it, ot in zip(g, i, o, strict=True):
            before, c = c, new_c(c, gt, it, ot, h)
            h = new_h(c, before, gt, ot)
            kept.append(c)
            said.append(h)
        return np.array(kept), np.array(said)

    return run


def _all_at_once(g, i, o, whole_c):
    """Use whole arrays of gates in each step."""
    c, kept, said = 0.0, [], []
    for t in range(len(g)):
        c = c + (i * g if whole_c else i[t] * g[t])
        kept.append(c)
        said.append((o[t] if whole_c else o) * np.tanh(c))
    return np.array(kept), np.array(said)


def _c(c, g, i, o, h):
    return c + i * g


def _h(c, before, g, o):
    return o * np.tanh(c)


TWO_GATE_CELL = FunctionExercise(
    solution=two_gate_cell,
    given=faded,
    hints=(
        "The two lines are the two formulas above. What was c_{t-1} is "
        "simply c before the line runs.",
        "The new c is the old one plus i[t] times g[t].",
        "What the cell says is o[t] * np.tanh(c), with the new c.",
    ),
    cases=_cases,
    outputs=(Output("c", ("time",)), Output("h", ("time",))),
    mistakes=(
        Mistake(
            "replaced",
            "Each step replaces the state: c is i·g alone. The old c is "
            "added to; otherwise nothing is kept.",
            _walk(lambda c, g, i, o, h: i * g, _h),
        ),
        Mistake(
            "ungated",
            "The candidate is added without its gate, so everything gets "
            "written again. It is i[t] * g[t] that is added.",
            _walk(lambda c, g, i, o, h: c + g, _h),
        ),
        Mistake(
            "old-scaled",
            "The input gate multiplies the old state. It stands before the "
            "candidate: it says what gets *in*.",
            _walk(lambda c, g, i, o, h: i * c + g, _h),
        ),
        Mistake(
            "both-scaled",
            "The input gate multiplies the sum, the old state included, so "
            "what was kept shrinks at every step. Only g is multiplied.",
            _walk(lambda c, g, i, o, h: i * (c + g), _h),
        ),
        Mistake(
            "added-gate",
            "The gate is added. A gate works by multiplying: i[t] * g[t].",
            _walk(lambda c, g, i, o, h: c + i + g, _h),
        ),
        Mistake(
            "no-tanh",
            "c is right, but it is said aloud as it is: h lacks the tanh, so "
            "others may hear numbers of any size.",
            _walk(_c, lambda c, before, g, o: o * c),
        ),
        Mistake(
            "no-output-gate",
            "c is right, but h is tanh(c) at every step: the output gate "
            "never shuts anybody up.",
            _walk(_c, lambda c, before, g, o: np.tanh(c)),
        ),
        Mistake(
            "tanh-outside",
            "c is right; in h the tanh is around the whole product. It is "
            "taken of c alone, and then comes the gate.",
            _walk(_c, lambda c, before, g, o: np.tanh(o * c)),
        ),
        Mistake(
            "says-the-candidate",
            "c is right, but the cell says its candidate: h must come from "
            "what it *holds*, c.",
            _walk(_c, lambda c, before, g, o: o * np.tanh(g)),
        ),
        Mistake(
            "one-step-late",
            "c is right, but h is made from the c of the step before. What "
            "is written in a step can be said in that step.",
            _walk(_c, lambda c, before, g, o: o * np.tanh(before)),
        ),
        Mistake(
            "state-squashed",
            "The tanh has got into the state: c itself is squashed at every "
            "step and fades, as in an RNN. The tanh belongs to h alone.",
            _walk(
                lambda c, g, i, o, h: np.tanh(c + i * g),
                lambda c, before, g, o: o * c,
            ),
        ),
        Mistake(
            "from-h",
            "You add to h, to what the cell said. When the output gate is "
            "shut the secret is lost. The state goes on as c.",
            _walk(lambda c, g, i, o, h: h + i * g, _h),
        ),
        Mistake(
            "whole-arrays",
            "You take i and g whole, all steps at once. At step t the gate "
            "is i[t] and the candidate g[t].",
            lambda g, i, o: _all_at_once(g, i, o, whole_c=True),
        ),
        Mistake(
            "whole-output-gate",
            "c is right, but h takes o whole, all steps at once. At step t "
            "the gate is o[t].",
            lambda g, i, o: _all_at_once(g, i, o, whole_c=False),
        ),
        Mistake(
            "leaky",
            "You keep 1 − i of the old state. In this cell nothing is taken "
            "away: the old c is added to as it is.",
            _walk(lambda c, g, i, o, h: (1 - i) * c + i * g, _h),
        ),
        Mistake(
            "output-gate-inverted",
            "c is right, but the output gate works the wrong way round: "
            "o = 1 is open, o = 0 is shut.",
            _walk(_c, lambda c, before, g, o: (1 - o) * np.tanh(c)),
        ),
        Mistake(
            "gates-swapped",
            "The two gates have changed places: i decides what is written, "
            "o what is said.",
            lambda g, i, o: two_gate_cell(g, o, i),
        ),
    ),
    tried="random gates over up to 12 steps",
)
