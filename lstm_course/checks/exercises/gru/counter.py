"""Set the weights of an LSTM cell so that it counts up and down."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import sigmoid


def counter_weights():
    """Return (W, U, b) of a one-unit LSTM whose c is a's minus b's.

    The two features are 1 where the symbol is an a, or a b; both are 0 for
    any other symbol. W is (2, 4), U is (1, 4), b is (4,), with the columns
    i, f, g, o, and no number larger than 20.
    """
    W = [[0, 0, 20, 0], [0, 0, -20, 0]]  # g alone hears: +1, −1 or 0
    U = [[0, 0, 0, 0]]
    b = [20, 20, 0, 20]  # all gates stand open
    return W, U, b


def _run(value, xs, c=0.0):
    """Return i, f, g, c and h at every step, a dictionary of (time,)."""
    W, U, b = (np.asarray(array, float) for array in value)
    h, found = 0.0, []
    for x in np.asarray(xs, float):
        z = x @ W + h * U[0] + b
        i, f, o = sigmoid(z[[0, 1, 3]])
        g = np.tanh(z[2])
        c = f * c + i * g
        h = o * np.tanh(c)
        found.append((i, f, g, c, h))
    return dict(zip("ifgch", np.transpose(found), strict=True))


_A, _B, _OTHER = (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)


def _well_formed(value):
    if not isinstance(value, (tuple, list)) or len(value) != 3:
        return f"Expected three arrays (W, U, b), got {value!r}."
    shapes = {"W": (2, 4), "U": (1, 4), "b": (4,)}
    for (name, shape), array in zip(shapes.items(), value, strict=True):
        try:
            array = np.asarray(array, float)
        except (TypeError, ValueError):
            return f"{name} is no array of numbers: {array!r}."
        if array.shape != shape:
            return f"{name} must have the shape {shape}, got {array.shape}."
        if not np.isfinite(array).all():
            return f"{name} must hold finite numbers, got {array.tolist()}."
        largest = array.flat[np.abs(array).argmax()]
        if abs(largest) > 20:
            return f"{name} holds {largest:g}, and 20 is the largest allowed."
    return None


def _counts_up(value):
    one = _run(value, [_A])
    c, i, g = one["c"][0], one["i"][0], one["g"][0]
    if c < -0.5:
        return (
            f"An a counts *down*: after one a c is {c:.2f}. Look at the sign "
            "of g's weights; the first row of W belongs to a."
        )
    if abs(g) < 0.99:
        return (
            f"After one a c should be 1, and it is {c:.3g}: g is {g:.3g}, "
            "and a candidate smaller than 1 cannot count in ones. Which "
            "weight of W makes g large for an a?"
        )
    if i < 0.99:
        return (
            f"After one a c should be 1, and it is {c:.3g}: g is right, but "
            f"the input gate lets only {i:.2g} of it in."
        )
    return None


def _adds_up(value):
    two = _run(value, [_A, _A])
    c, f = two["c"][1], two["f"][1]
    if f < 0.9:
        return (
            f"After two a's c should be 2, and it is {c:.2f}: the forget "
            f"gate is {f:.2g} while the second a is written. A counter must "
            "keep and write *at the same time*."
        )
    return None


def _counts_down(value):
    end = _run(value, [_A, _A, _A, _B])
    c, i, f, g = (end[name][-1] for name in "cifg")
    if g > -0.99:
        return (
            f"Three a's and a b should leave 2, and c is {c:.2f}: for a b "
            f"the candidate is {g:.2g}. It must take one away."
        )
    if i < 0.99 or f < 0.9:
        return (
            f"Three a's and a b should leave 2, and c is {c:.2f}: at the b "
            f"i is {i:.2g} and f is {f:.2g}. A b is written like an a, only "
            "with another sign."
        )
    return None


def _other_symbols(value):
    held = _run(value, [_A] * 5 + [_OTHER] * 1_000)
    before, after, f = held["c"][4], held["c"][-1], held["f"][-1]
    g = held["g"][-1]
    if abs(g) > 1e-3:
        return (
            "Another symbol changes the count: with neither a nor b the "
            f"candidate is {g:.2g}, and after a thousand of them c has gone "
            f"from {before:.2f} to {after:.2f}. What should g be then?"
        )
    if abs(after - before) > 0.25:
        return (
            f"The count fades: five a's, then a thousand other symbols, and "
            f"c is {after:.2f}. f is {f:.5f} at each of them; open it wider."
        )
    return None


def _hears_itself(value):
    if np.abs(np.asarray(value[1], float)).max() == 0:
        return None
    quiet = value[0], np.zeros((1, 4)), value[2]
    xs = _long() + [_A] * 5 + [_OTHER] * 100
    if _error(quiet, xs) > 0.25 or _error(value, xs) <= 0.25:
        return None
    return (
        "The cell hears what it says: through U its own h, near 1 or −1, "
        "comes back into the gates or the candidate and disturbs the count. "
        "It would be right with U = 0."
    )


def _long():
    """Return 1,000 a's and then 1,000 b's."""
    return [_A] * 1_000 + [_B] * 1_000


def _error(value, xs):
    count = np.cumsum(np.asarray(xs) @ [1, -1])
    return np.abs(_run(value, xs)["c"] - count).max()


def _reaches_a_thousand(value):
    found = _run(value, [_A] * 1_000)
    c, i, f, g = (found[name][-1] for name in "cifg")
    if abs(c - 1_000) > 0.25:
        cause = (
            f"Each a adds i·g = {i * g:.5f}, and a thousand times the "
            "missing bit is no longer little."
            if abs(1_000 * (1 - i * g)) > 0.2
            else f"Each step keeps f = {f:.6f} of c, and of a large c even "
            "the small rest counts."
        )
        return (
            f"Nearly: after 1,000 a's c is {c:.2f}, and wanted is 1,000 to "
            f"within 0.25. {cause}"
        )
    return None


def _all_streams(value):
    rng = np.random.default_rng(3)
    symbols = np.array([_A, _B, _OTHER])
    streams = [
        symbols[rng.choice(3, 1_000, p=p)]
        for p in rng.dirichlet((1, 1, 1), 20)
    ]
    for xs in (_long(), *streams):
        count = np.cumsum(np.asarray(xs) @ [1, -1])
        off = np.abs(_run(value, xs)["c"] - count) > 0.25
        if off.any():
            step = int(off.argmax())
            c = _run(value, xs)["c"][step]
            return (
                "It counts up, but loses the count later: at step "
                f"{step + 1} of a stream c is {c:.2f} and the count is "
                f"{count[step]:.0f}."
            )
    return None


def _counter(**changes):
    """Make the solution with some of its numbers changed."""

    def weights():
        W, U, b = (np.array(array, float) for array in counter_weights())
        arrays = {"W": W, "U": U, "b": b}
        for name, places in changes.items():
            for place, number in places.items():
                arrays[name][place] = number
        return W, U, b

    return weights


COUNTER_WEIGHTS = ValueExercise(
    solution=counter_weights,
    hints=(
        "Write down c = f·c + i·g and say what f, i and g must be for an a, "
        "for a b, and for another symbol.",
        "f is 1 in all three cases, and i may be 1 in all three as well if g "
        "is 1, −1 and 0. So only g needs to hear the symbols.",
        "A gate that is always open needs a large bias and no weights. For "
        "1,000 a's, σ(10) is not open enough: f is 0.99995, and of a "
        "count of 1,000 that loses 0.05 at every step.",
    ),
    rules=(
        Rule("well-formed", _well_formed),
        Rule("hears-itself", _hears_itself),
        Rule("up", _counts_up),
        Rule("coupled", _adds_up),
        Rule("down", _counts_down),
        Rule("other-symbols", _other_symbols),
        Rule("a-thousand", _reaches_a_thousand),
        Rule("streams", _all_streams),
    ),
    mistakes=(
        Mistake("well-formed", "", lambda: (20, 0, 20)),
        Mistake("well-formed", "", _counter(b={1: 50})),
        Mistake("well-formed", "", lambda: (np.zeros((4, 2)), [[0] * 4], 0)),
        Mistake("up", "", _counter(W={(0, 2): -20})),
        Mistake("up", "", _counter(W={(0, 2): 1})),
        Mistake("up", "", _counter(b={0: 0})),
        Mistake("up", "", _counter(b={0: -20})),
        Mistake("coupled", "", _counter(b={1: 0})),
        Mistake("coupled", "", _counter(b={1: -20})),
        Mistake("coupled", "", _counter(W={(0, 1): -20})),
        Mistake("down", "", _counter(W={(1, 2): 20})),
        Mistake("down", "", _counter(W={(1, 2): 0})),
        Mistake("down", "", _counter(W={(1, 0): -20})),
        Mistake("down", "", _counter(b={1: -15}, W={(0, 1): 20})),
        Mistake("other-symbols", "", _counter(b={2: 1})),
        Mistake("other-symbols", "", _counter(b={1: 7})),
        Mistake("a-thousand", "", _counter(b={1: 10})),
        Mistake("a-thousand", "", _counter(b={0: 6})),
        Mistake("a-thousand", "", _counter(W={(0, 2): 4, (1, 2): -4})),
        Mistake("hears-itself", "", _counter(U={(0, 2): 10})),
        Mistake("hears-itself", "", _counter(U={(0, 1): -20})),
        Mistake("streams", "", _counter(W={(1, 0): -14})),
    ),
    tried="1,000 a's and 1,000 b's, then 20 random streams of 1,000 symbols",
)
