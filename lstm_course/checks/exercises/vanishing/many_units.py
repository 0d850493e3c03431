"""Many units: gradients backward through time, a nudge forward."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)

# --- gradient_norms ---------------------------------------------------------


def gradient_norms(U, states):
    """Return the length of the gradient at each distance back in time.

    U is (units, units); states is (time, batch, units), h_1 to h_T. At
    distance 0 the gradient points in one fixed direction and has length 1.
    Returns (time + 1, batch): distance 0 to T, for each stream.
    """
    units = len(U)
    g = np.ones(states.shape[1:]) / np.sqrt(units)
    norms = [np.linalg.norm(g, axis=1)]
    for h in states[::-1]:
        dz = g * (1 - h**2)  # back through the tanh
        g = dz @ U.T  # back through the weights
        norms.append(np.linalg.norm(g, axis=1))
    return np.array(norms)


def _gradient_norms(U, states):
    """Return the length of the gradient at each distance back in time.

    U is (units, units); states is (time, batch, units), h_1 to h_T. At
    distance 0 the gradient points in one fixed direction and has length 1.
    Returns (time + 1, batch): distance 0 to T, for each stream.
    """
    units = len(U)
    g = np.ones(states.shape[1:]) / np.sqrt(units)
    norms = [np.linalg.norm(g, axis=1)]
    for h in ...:
        dz = ...  # back through the tanh
        g = ...  # back through the weights
        norms.append(np.linalg.norm(g, axis=1))
    return np.array(norms)


def _cases(rng):
    cases = []
    sizes = ((1, 1, 1), (2, 1, 3), (3, 4, 2), (5, 2, 4), (9, 3, 5))
    for time, batch, units in sizes:
        for scale in (0.8, 3.0):
            U = scale * rng.normal(size=(units, units)) / np.sqrt(units)
            states = rng.uniform(-0.95, 0.95, (time, batch, units))
            about = f"time {time}, batch {batch}, units {units}"
            cases.append(Case((U, states), about))
    return cases


def _back(U, states, step, order=-1):
    """Go back through `states` with `step(g, h)`; return the lengths."""
    g = np.ones(states.shape[1:]) / np.sqrt(len(U))
    norms = [np.linalg.norm(g, axis=1)]
    for h in states[::order]:
        g = step(g, h)
        norms.append(np.linalg.norm(g, axis=1))
    return np.array(norms)


GRADIENT_NORMS = FunctionExercise(
    solution=gradient_norms,
    given=_gradient_norms,
    hints=(
        "The last state comes first: the loop goes through states[::-1].",
        "For one unit the step back was g · (1 − h²) · u. Do the part of "
        "the tanh first, element by element.",
        "Forward, the state goes through h_prev @ U. Backward, the gradient "
        "goes through the transpose: dz @ U.T.",
    ),
    cases=_cases,
    outputs=(Output("norms", ("distance", "batch")),),
    mistakes=(
        Mistake(
            "not-transposed",
            "Your gradient goes through U in the forward direction. On the "
            "way back from unit k to unit j the weight U[j, k] stands in "
            "the other place: U.T.",
            lambda U, s: _back(U, s, lambda g, h: (g * (1 - h**2)) @ U),
        ),
        Mistake(
            "tanh-after-weights",
            "You go through the weights first and the tanh second. Forward "
            "the tanh comes last, so on the way back it comes first.",
            lambda U, s: _back(U, s, lambda g, h: (g @ U.T) * (1 - h**2)),
        ),
        Mistake(
            "forward-nudge",
            "This carries g forward, through U and then the tanh: it is "
            "how a nudge travels, not a gradient. On the way back the "
            "order turns around and U is transposed.",
            lambda U, s: _back(U, s, lambda g, h: (g @ U) * (1 - h**2)),
        ),
        Mistake(
            "no-tanh-slope",
            "The tanh is missing: dz is g times the slope 1 − h².",
            lambda U, s: _back(U, s, lambda g, h: g @ U.T),
        ),
        Mistake(
            "no-weights",
            "U takes no part: after the tanh the gradient goes through the "
            "weights, dz @ U.T.",
            lambda U, s: _back(U, s, lambda g, h: g * (1 - h**2)),
        ),
        Mistake(
            "forward-order",
            "You read the states from the first to the last. The way back "
            "begins at the last one.",
            lambda U, s: _back(
                U, s, lambda g, h: (g * (1 - h**2)) @ U.T, order=1
            ),
        ),
        Mistake(
            "fresh-start",
            "Every step begins again with the slope alone: g does not "
            "arrive in dz, so nothing is carried from step to step.",
            lambda U, s: _back(U, s, lambda g, h: (1 - h**2) @ U.T),
        ),
        Mistake(
            "slope-not-squared",
            "The slope of tanh is 1 − h², and you have 1 − h.",
            lambda U, s: _back(U, s, lambda g, h: (g * (1 - h)) @ U.T),
        ),
        Mistake(
            "tanh-again",
            "`states` holds h, which is a tanh already. Its slope is "
            "1 − h², without another tanh.",
            lambda U, s: _back(
                U, s, lambda g, h: (g * (1 - np.tanh(h) ** 2)) @ U.T
            ),
        ),
        Mistake(
            "own-weight-only",
            "You multiply by the diagonal of U: each unit hears only "
            "itself. Every weight takes part: dz @ U.T.",
            lambda U, s: _back(U, s, lambda g, h: g * (1 - h**2) * np.diag(U)),
        ),
        Mistake(
            "times-state",
            "You multiply by the state h. What the gradient passes is the "
            "*slope* of the tanh there, 1 − h².",
            lambda U, s: _back(U, s, lambda g, h: (g * h) @ U.T),
        ),
    ),
    tried="ten networks of five sizes, U weak and strong",
)


# --- growth_rate ------------------------------------------------------------


def growth_rate(U, states):
    """Return how fast a nudge grows, as a natural logarithm per step.

    U is (units, units); states is (time, batch, units). The nudge starts
    in one fixed direction and is carried forward through every step. Its
    growth is averaged over all steps and streams: one number.
    """
    v = np.ones(states.shape[1:]) / np.sqrt(len(U))
    total = 0.0
    for h in states:
        v = (v @ U) * (1 - h**2)
        length = np.linalg.norm(v, axis=1, keepdims=True)
        total += np.log(length).mean()
        v = v / length
    return total / len(states)


def _growth_rate(U, states):
    """Return how fast a nudge grows, as a natural logarithm per step.

    U is (units, units); states is (time, batch, units). The nudge starts
    in one fixed direction and is carried forward through every step. Its
    growth is averaged over all steps and streams: one number.
    """
    v = np.ones(states.shape[1:]) / np.sqrt(len(U))
    total = 0.0
    for h in states:
        v = (v @ U.T) * (1 - h**2)
        length = np.linalg.norm(v, axis=1, keepdims=True)
        total += np.log(length).mean()
    return total / len(states)


def _grow(
    U,
    states,
    *,
    step=lambda v, h, U: (v @ U) * (1 - h**2),
    renew=True,
    mean="log",
):
    """Return the list of growths of each step, with one thing changed."""
    v = np.ones(states.shape[1:]) / np.sqrt(len(U))
    growths = []
    for h in states:
        v = step(v, h, U)
        length = np.linalg.norm(v, axis=1, keepdims=True)
        growths.append(
            np.log(length).mean() if mean == "log" else length.mean()
        )
        if renew:
            v = v / length
    return np.array(growths)


def _whole_batch(U, states):
    """Take one length for the whole batch."""
    v = np.ones(states.shape[1:]) / np.sqrt(len(U))
    total = 0.0
    for h in states:
        v = (v @ U) * (1 - h**2)
        length = np.linalg.norm(v)
        total += np.log(length)
        v = v / length
    return total / len(states)


GROWTH_RATE = FunctionExercise(
    solution=growth_rate,
    given=_growth_rate,
    hints=(
        "Print `length` at each step of a contractive network. Is it the "
        "growth of *this* step, or of the whole way so far?",
        "One step's growth is the new length over the old one. If the nudge "
        "had length 1 before the step, the new length is all you need: "
        "bring it back to length 1 after each step.",
        "The second mistake is in the first line of the loop. Compare it "
        "with the forward step h = tanh(x @ W + h_prev @ U).",
    ),
    cases=_cases,
    outputs=(Output("rate", ()),),
    mistakes=(
        Mistake(
            "still-transposed",
            "The lengths are mended, and one mistake is left. A nudge "
            "travels *forward*, as the state does: compare the product "
            "with U with that of the forward step.",
            lambda U, s: _grow(
                U, s, step=lambda v, h, U: (v @ U.T) * (1 - h**2)
            ).mean(),
        ),
        Mistake(
            "not-renewed",
            "The product with U is mended, and one mistake is left: the "
            "logarithm at step 10 counts the growth of steps 1 to 9 again. "
            "What must happen to v at the end of each step?",
            lambda U, s: _grow(U, s, renew=False).mean(),
        ),
        Mistake(
            "log-of-the-mean",
            "You average the lengths and take the logarithm at the end. "
            "Growth multiplies, so the logarithms are what must be "
            "averaged.",
            lambda U, s: np.log(_grow(U, s, mean="length").mean()),
        ),
        Mistake(
            "mean-over-streams-first",
            "You average the lengths over the streams before taking the "
            "logarithm: the loudest stream wins. Take the logarithm of each "
            "stream, then the mean.",
            lambda U, s: np.log(_grow(U, s, mean="length")).mean(),
        ),
        Mistake(
            "not-divided",
            "You return the sum over all steps. A rate is per step: divide "
            "by the number of steps.",
            lambda U, s: _grow(U, s).sum(),
        ),
        Mistake(
            "factor",
            "You return the factor per step, exp of what is asked for. The "
            "rate is its natural logarithm, negative when the nudge "
            "shrinks.",
            lambda U, s: np.exp(_grow(U, s).mean()),
        ),
        Mistake(
            "renewed-too-early",
            "The rate is always 0: you bring v back to length 1 *before* "
            "you measure it.",
            lambda U, s: 0.0 * _grow(U, s).mean(),
        ),
        Mistake(
            "tanh-first",
            "You mended the lengths and turned the order of the step "
            "around. Forward, the weights come first and the tanh second.",
            lambda U, s: _grow(
                U, s, step=lambda v, h, U: (v * (1 - h**2)) @ U
            ).mean(),
        ),
        Mistake(
            "gradient-step",
            "Now your loop carries a gradient: the tanh first, then U.T. "
            "But it goes through the states forward. A nudge goes "
            "through U and then the tanh.",
            lambda U, s: _grow(
                U, s, step=lambda v, h, U: (v * (1 - h**2)) @ U.T
            ).mean(),
        ),
        Mistake(
            "backwards",
            "You go through the states from the end. A nudge travels "
            "forward in time.",
            lambda U, s: _grow(U, s[::-1]).mean(),
        ),
        Mistake(
            "one-length-for-all",
            "You take one length for the whole batch. Every stream has its "
            "own nudge: keep axis=1.",
            _whole_batch,
        ),
        Mistake(
            "log-two",
            "That is a logarithm to base 2. The natural logarithm, np.log, "
            "is asked for.",
            lambda U, s: _grow(U, s).mean() / np.log(2),
        ),
        Mistake(
            "log-ten",
            "That is a logarithm to base 10. The natural logarithm, np.log, "
            "is asked for.",
            lambda U, s: _grow(U, s).mean() / np.log(10),
        ),
    ),
    tried="ten networks of five sizes, U weak and strong",
)
