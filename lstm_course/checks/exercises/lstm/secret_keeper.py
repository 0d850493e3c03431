"""Set the weights of a one-unit LSTM that keeps a bit and tells it."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.checks.exercises.lstm.values import sigmoid

LIMIT = 20
_SHAPES = {"W": (3, 4), "U": (1, 4), "b": (4,)}


def secret_keeper():
    """Return (W, U, b) of one LSTM unit that keeps the last flagged bit.

    It hears value, write and tell. While write is 1 it must take on the
    sign of the value (−1 or +1), and keep it through any values from −1 to
    1 that come while write is 0. While tell is 1, h must have that sign;
    otherwise |h| < 0.1. W is (3, 4), U is (1, 4) and b is (4,), each with
    the columns i, f, g, o; no number may be larger than 20 in size.
    """
    #          i,   f,   g,   o
    value = [0, 0, 5, 0]
    write = [20, -20, 0, 0]
    tell = [0, 0, 0, 20]
    W = [value, write, tell]
    U = [[0, 0, 0, 0]]
    b = [-10, 10, 0, -10]
    return W, U, b


def _arrays(value):
    """Return W, U, b as arrays, or the message that says what is wrong."""
    if not isinstance(value, (tuple, list)) or len(value) != 3:
        return f"Expected three arrays (W, U, b), got {value!r}."
    arrays = []
    for (name, shape), array in zip(_SHAPES.items(), value, strict=True):
        try:
            array = np.asarray(array, float)
        except (TypeError, ValueError):
            return f"{name} is no array of numbers: {array!r}."
        if array.shape != shape:
            hint = ""
            if array.shape == shape[::-1] and name == "W":
                hint = (
                    " It is transposed: a row for each feature, a column for "
                    "each block."
                )
            return (
                f"{name} must have the shape {shape}, got {array.shape}.{hint}"
            )
        if not np.isfinite(array).all():
            return f"{name} must hold finite numbers, got {array.tolist()}."
        arrays.append(array)
    return arrays


def _well_formed(value):
    arrays = _arrays(value)
    if isinstance(arrays, str):
        return arrays
    for name, array in zip(_SHAPES, arrays, strict=True):
        largest = array.flat[np.abs(array).argmax()]
        if abs(largest) > LIMIT:
            return (
                f"{name} holds {largest:g}; no number may be larger than "
                f"{LIMIT} in size. σ(10) is 0.99995 already."
            )
    return None


def _run(value, xs, c=0.0, h=0.0):
    """Return gates and states, each (streams, time), for xs (.., .., 3)."""
    W, U, b = _arrays(value)
    xs = np.asarray(xs, float)
    c, h = (np.full(len(xs), start, float) for start in (c, h))
    found = []
    for x in np.moveaxis(xs, 1, 0):
        z = x @ W + h[:, None] * U[0] + b
        i, f, o = sigmoid(z[:, 0]), sigmoid(z[:, 1]), sigmoid(z[:, 3])
        g = np.tanh(z[:, 2])
        c = f * c + i * g
        h = o * np.tanh(c)
        found.append((i, f, g, o, c, h))
    names = ("i", "f", "g", "o", "c", "h")
    return dict(zip(names, np.moveaxis(found, 0, -1), strict=True))


def _streams(streams=200, time=1_000, seed=5):
    """Return xs (streams, time, 3) and the bit to be kept at each step."""
    rng = np.random.default_rng(seed)
    xs = np.zeros((streams, time, 3))
    # Values that lean to one side show a leak that others average away.
    lean = rng.choice([-1, 0, 1], (streams, 1))
    xs[..., 0] = np.clip(rng.uniform(-1, 1, (streams, time)) + lean, -1, 1)
    write = rng.random((streams, time)) < 0.005
    write[:, 0] = True
    bits = rng.choice([-1.0, 1.0], (streams, time))
    xs[..., 0] = np.where(write, bits, xs[..., 0])
    xs[..., 1] = write
    xs[..., 2] = rng.random((streams, time)) < 0.1
    xs[:, -1, 2] = True
    last = np.maximum.accumulate(np.where(write, np.arange(time), 0), axis=1)
    return xs, np.take_along_axis(bits, last, axis=1)


def _passes(value):
    """Return True when all streams are kept and told as they should be."""
    xs, wanted = _streams()
    h = _run(value, xs)["h"]
    told = xs[..., 2] == 1
    return bool(
        np.all(h[told] * wanted[told] > 0) and np.all(abs(h[~told]) < 0.1)
    )


def _in_another_order(value):
    """Recognise weights that work once their blocks are put in order."""
    orders = {
        "i, f, o, g": (0, 1, 3, 2),
        "f, i, g, o": (1, 0, 2, 3),
        "i, o, f, g": (0, 2, 3, 1),
        "i, g, f, o": (0, 2, 1, 3),
    }
    W, U, b = _arrays(value)
    if _passes(value):
        return None
    for name, order in orders.items():
        order = list(order)
        if _passes((W[:, order], U[:, order], b[order])):
            return (
                f"This keeper would work with the blocks in the order "
                f"{name}. The order is i, f, g, o."
            )
    return None


def _features_in_another_order(value):
    W, U, b = _arrays(value)
    if not _passes(value) and _passes((W[[0, 2, 1]], U, b)):
        return (
            "*write* and *tell* have changed places: the rows of W are "
            "value, write, tell."
        )
    return None


def _writes(value):
    first = _run(value, [[[1, 1, 0]], [[-1, 1, 0]]])
    up, down = first["c"][:, 0]
    i = first["i"][:, 0]
    if up < 0 < down:
        return (
            f"A flagged +1 makes c = {up:.2f} and a flagged −1 makes it "
            f"{down:.2f}: the sign is turned around. Look at the weight of "
            "the value in g."
        )
    if min(i) < 0.5:
        bit = "+1" if i[0] < 0.5 else "−1"
        return (
            f"A flagged {bit} comes and the input gate is {min(i):.2g}: it "
            "does not open. What must *write* and the bias of i add up to?"
        )
    if up < 0.5 or down > -0.5:
        return (
            "Into an empty cell a flagged +1 puts "
            f"c = {up:.2f}, a flagged −1 c = {down:.2f}. It should be nearly "
            f"±1. The gate is {i[0]:.2f} and g is "
            f"{first['g'][0, 0]:.2f} and {first['g'][1, 0]:.2f}: which of "
            "the two is too small?"
        )
    return None


def _overwrites(value):
    xs = [[[-1, 1, 0]], [[1, 1, 0]]]
    after = _run(value, xs, c=np.array([1.0, -1.0]))
    c, f = after["c"][:, 0], after["f"][:, 0]
    if c[0] > -0.5 or c[1] < 0.5:
        return (
            "It cannot be overwritten: it held +1, a flagged −1 came, and c "
            f"is {c[0]:.2f}. The forget gate was {f[0]:.2f} in that step. "
            "What must happen to the old bit while a new one is written?"
        )
    return None


def _keeps_in_silence(value):
    xs = np.zeros((2, 1000, 3))
    found = _run(value, xs, c=np.array([1.0, -1.0]))
    c, f, g = found["c"][:, -1], found["f"][0, 0], found["g"][0, 0]
    if abs(g) > 0.05 and c[0] * c[1] > 0:
        return (
            f"In a silence of 1,000 steps both +1 and −1 end at {c[0]:.2f}: "
            f"g is {g:.2f} when the value is 0, and a little of it gets in "
            "at each step. Does g need a bias?"
        )
    if abs(c).min() < 0.5 or c[0] < c[1]:
        return (
            f"The bit fades: in a silence of 1,000 steps +1 becomes "
            f"{c[0]:.2g}. The forget gate is {f:.5g} then; to the power of "
            f"1,000 that is {f**1000:.2g}. Open it wider."
        )
    return None


def _keeps_in_noise(value):
    loud = np.zeros((2, 1000, 3))
    loud[..., 0] = [[-1], [1]]
    found = _run(value, loud, c=np.array([1.0, -1.0]))
    held = found["c"][:, -1] * [1, -1]
    worst = int(held.argmin())
    if held[worst] > 0.2:
        return None
    heard, kept = (("−1", "+1"), ("+1", "−1"))[worst]
    c, i, f = (found[name][worst, -1] for name in "cif")
    if f < 0.999:
        return (
            f"The values get at the forget gate: f is {f:.3g} when the value "
            f"is {heard} and nothing is flagged. Only *write* may close it."
        )
    return (
        f"Values that are not flagged get in: it held {kept}, a thousand "
        f"times {heard} came without a flag, and c is {c:.2f}. The input "
        f"gate is {i:.2g} at each of these steps; a thousand times that is "
        "no longer little."
    )


def _is_silent(value):
    xs = np.zeros((6, 1, 3))
    xs[:, 0, 0] = [-1, 0, 1, -1, 0, 1]
    start = np.array([1.0, 1, 1, -1, -1, -1])
    found = _run(value, xs, c=start)
    h, o = found["h"][:, 0], found["o"][:, 0]
    worst = int(np.abs(h).argmax())
    if abs(h[worst]) >= 0.1:
        return (
            "It blabs: nobody asked (tell is 0), the value is "
            f"{xs[worst, 0, 0]:+g}, and h is {h[worst]:.2f}. The output gate "
            f"is {o[worst]:.2f}; only *tell* should open it."
        )
    return None


def _tells(value):
    xs = [[[0, 0, 1]], [[0, 0, 1]]]
    found = _run(value, xs, c=np.array([1.0, -1.0]))
    h, o = found["h"][:, 0], found["o"][0, 0]
    if h[0] < 0.5 or h[1] > -0.5:
        return (
            f"It holds +1, tell is 1, and h is only {h[0]:.2f}. The output "
            f"gate is {o:.2f} then. What must *tell* and the bias of o add "
            "up to?"
        )
    return None


def _keeps_while_telling(value):
    xs = np.zeros((2, 50, 3))
    xs[..., 0] = [[-1], [1]]
    xs[..., 2] = 1
    found = _run(value, xs, c=np.array([1.0, -1.0]))
    c = found["c"][:, -1]
    if c[0] < 0.5 or c[1] > -0.5:
        return (
            "Telling changes the secret: after *tell* for fifty steps +1 has "
            f"become {c[0]:.2f}. Neither i nor f should hear *tell*, and "
            "what was said, through U, should not come back into the cell."
        )
    return None


def _all_streams(value):
    xs, wanted = _streams()
    found = _run(value, xs)
    h, told = found["h"], xs[..., 2] == 1
    wrong = (told & (h * wanted <= 0)) | (~told & (np.abs(h) >= 0.1))
    if not wrong.any():
        return None
    stream, step = np.argwhere(wrong)[np.argwhere(wrong)[:, 1].argmin()]
    asked = "asked" if told[stream, step] else "not asked"
    signals = ", ".join(
        f"{name} = {found[name][stream, step]:.2g}" for name in "ifgoch"
    )
    return (
        f"Right in {int((~wrong.any(axis=1)).sum())} of 200 random streams. "
        f"The first slip comes at step {step + 1}: it should hold "
        f"{wanted[stream, step]:+.0f} and is {asked}, with value, write, "
        f"tell = {', '.join(f'{x:.2g}' for x in xs[stream, step])}, and has "
        f"{signals}."
    )


def _keeper(**changes):
    """Make the solution with some of its weights changed."""

    def weights():
        W, U, b = (np.array(array, float) for array in secret_keeper())
        arrays = {"W": W, "U": U, "b": b}
        for name, places in changes.items():
            for place, number in places.items():
                arrays[name][place] = number
        return W, U, b

    return weights


def _permuted(columns):
    def weights():
        W, U, b = (np.array(array, float) for array in secret_keeper())
        return W[:, columns], U[:, columns], b[columns]

    return weights


def _solved_rows(rows):
    def weights():
        W, U, b = (np.array(array, float) for array in secret_keeper())
        return W[rows], U, b

    return weights


SECRET_KEEPER = ValueExercise(
    solution=secret_keeper,
    hints=(
        "Take the four boxes one at a time, and ask for each which of the "
        "three features it should hear. Nothing here needs the old h, so U "
        "can be zero.",
        "i opens on *write*: a weight of 20 and a bias of −10 give z = 10 "
        "with the flag and −10 without. o does the same with *tell*.",
        "f is the other way round: open as a rule, and shut while a new bit "
        "is written.",
        "g hears the value alone. W has a row for each feature and a column "
        "for each of i, f, g, o, so its first row is [0, 0, 5, 0].",
    ),
    rules=(
        Rule("well-formed", _well_formed),
        Rule("block-order", _in_another_order),
        Rule("feature-order", _features_in_another_order),
        Rule("writes", _writes),
        Rule("overwrites", _overwrites),
        Rule("fades", _keeps_in_silence),
        Rule("noise", _keeps_in_noise),
        Rule("silent", _is_silent),
        Rule("telling-changes", _keeps_while_telling),
        Rule("tells", _tells),
        Rule("streams", _all_streams),
    ),
    mistakes=(
        Mistake("well-formed", "", lambda: (20, -10)),
        Mistake("well-formed", "", _keeper(W={(1, 0): 50})),
        Mistake(
            "well-formed", "", lambda: (np.zeros((4, 3)), [[0] * 4], [0] * 4)
        ),
        Mistake("block-order", "", _permuted([0, 1, 3, 2])),
        Mistake("block-order", "", _permuted([1, 0, 2, 3])),
        Mistake("feature-order", "", _solved_rows([0, 2, 1])),
        Mistake("writes", "", _keeper(W={(0, 2): -5})),
        Mistake("writes", "", _keeper(W={(1, 0): 5})),
        Mistake("writes", "", _keeper(W={(0, 2): 0.3})),
        Mistake("overwrites", "", _keeper(W={(1, 1): 0})),
        Mistake("overwrites", "", _keeper(W={(1, 1): 20})),
        Mistake("fades", "", _keeper(b={1: 3})),
        Mistake("fades", "", _keeper(b={0: -6, 2: 1}, W={(1, 0): 16})),
        Mistake("noise", "", _keeper(b={0: -4})),
        Mistake("noise", "", _keeper(b={0: -7})),
        Mistake("noise", "", _keeper(W={(0, 1): 8})),
        Mistake("silent", "", _keeper(b={3: 0})),
        Mistake("silent", "", _keeper(W={(0, 3): 20})),
        Mistake("tells", "", _keeper(W={(2, 3): 10})),
        Mistake("telling-changes", "", _keeper(W={(2, 1): -12})),
        Mistake("telling-changes", "", _keeper(W={(2, 0): 10})),
        Mistake("telling-changes", "", _keeper(U={(0, 1): -15})),
    ),
    tried="200 streams of 1,000 values, about five writes in each",
)
