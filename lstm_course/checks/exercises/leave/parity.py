"""Write the test that tells a right port from twelve wrong ones."""

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise


def same_model(port, layer):
    """Return True if a port computes what the layer computes, to 1e-5.

    Both are called as port(xs, lengths, h, c, W, U, b) and return h and c,
    (batch, units), after the last step of each row. You choose the
    arguments: xs is (batch, time, features), lengths (batch,) says how many
    steps of each row count, h and c are the state at the beginning. W, U, b
    are weights as in Keras, with the blocks i, f, g, o.
    """
    rng = np.random.default_rng(0)
    shapes = [(3, 6, 2), (3, 4), (3, 4), (2, 16), (4, 16), (16,)]
    xs, h, c, W, U, b = (rng.normal(size=shape) for shape in shapes)
    arguments = (xs, np.array([6, 4, 1]), h, c, W, U, b)
    ours, theirs = layer(*arguments), port(*arguments)
    pairs = zip(ours, theirs, strict=True)
    return all(np.allclose(*pair, atol=1e-5) for pair in pairs)


def _sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def _hard_sigmoid(z):
    return np.clip(0.2 * z + 0.5, 0, 1)


def _whole(x, h, W, U, b):
    return x @ W + h @ U + b


def _in_turn(x, h, W, U, b):
    """Add the same products in another order."""
    z = b.copy()
    for values, rows in ((h, U), (x, W)):
        for j in reversed(range(values.shape[1])):
            z = z + values[:, j : j + 1] * rows[j]
    return z


def _lstm(
    arguments,
    *,
    dtype=np.float32,
    total=_whole,
    gate=_sigmoid,
    order=(0, 1, 2, 3),
    padding_counts=False,
    forget=None,
):
    """Return h and c of each row after its last step that counts."""
    xs, lengths, *rest = map(np.asarray, arguments)
    xs, h, c, W, U, b = (np.asarray(a, dtype) for a in (xs, *rest))
    for t in range(xs.shape[1]):
        blocks = np.split(total(xs[:, t], h, W, U, b), 4, axis=-1)
        z_i, z_f, z_g, z_o = (blocks[place] for place in order)
        f = gate(z_f) if forget is None else forget
        c_new = f * c + gate(z_i) * np.tanh(z_g)
        h_new = gate(z_o) * np.tanh(c_new)
        counts = (t < lengths)[:, None] | padding_counts
        h, c = np.where(counts, h_new, h), np.where(counts, c_new, c)
    return h, c


def _changed(change=None, **options):
    """Return a port whose arguments are changed first."""

    def port(xs, lengths, h, c, W, U, b):
        arguments = (xs, lengths, h, c, W, U, b)
        if change is not None:
            arguments = change(*map(np.asarray, arguments))
        return _lstm(arguments, **options)

    return port


def _U_turned(xs, lengths, h, c, W, U, b):
    blocks = [block.T for block in np.split(U, 4, axis=-1)]
    return xs, lengths, h, c, W, np.concatenate(blocks, axis=-1), b


def _first_row_for_all(xs, lengths, h, c, W, U, b):
    one = (0 * xs + xs[:1], 0 * lengths + lengths[:1])
    return *one, 0 * h + h[:1], 0 * c + c[:1], W, U, b


def _rounded(*arguments):
    xs, lengths, *rest = arguments
    return xs, lengths, *(a.astype(np.float16) for a in rest)


def _not_a_number(*arguments):
    h, c = _lstm(arguments)
    return h + np.nan, c + np.nan


def _c_late(*arguments):
    return _lstm(arguments)[0], np.asarray(arguments[3])


LAYER = _changed(dtype=np.float64)

RIGHT_PORTS = {
    "twin": LAYER,
    "rounding": _changed(total=_in_turn),
}
WRONG_PORTS = {
    "gate-formula": _changed(gate=_hard_sigmoid),
    "rounded-weights": _changed(_rounded),
    "bias-dropped": _changed(lambda *a: (*a[:6], 0 * a[6])),
    "gates-swapped": _changed(order=(0, 3, 2, 1)),
    "U-transposed": _changed(_U_turned),
    "f-left-out": _changed(forget=1),
    "state-ignored": _changed(
        lambda xs, n, h, c, *w: (xs, n, 0 * h, 0 * c, *w)
    ),
    "states-swapped": _changed(lambda xs, n, h, c, *w: (xs, n, c, h, *w)),
    "padding-read": _changed(padding_counts=True),
    "first-row": _changed(_first_row_for_all),
    "c-forgotten": _c_late,
    "not-a-number": _not_a_number,
}
_SAYS = {
    "gate-formula": "its gates are 0.2 z + 0.5, cut off at 0 and 1, instead "
    "of the sigmoid. That moves the answer by some hundredths, which your "
    "tolerance lets through. Rounding needs no more than 1e-5.",
    "rounded-weights": "its weights are rounded to three digits. 1e-5 would "
    "have told; your tolerance is wider.",
    "bias-dropped": "it has lost its bias. Yours is zero, as in a fresh "
    "layer, so there is nothing to lose: draw it at random.",
    "gates-swapped": "f and o have changed places. Your weights do not tell "
    "the gates apart: draw all four blocks at random.",
    "U-transposed": "each block of its U is transposed. With zeros, or equal "
    "numbers, a matrix is its own transpose: draw U at random.",
    "f-left-out": "its forget gate is always 1. You read a single step from "
    "c = 0, and f · 0 is 0 for any f. Read more steps, or begin with a "
    "state.",
    "state-ignored": "it always begins with h = c = 0, whatever it is given. "
    "So do you: begin with something else.",
    "states-swapped": "it takes h for c and c for h at the beginning. You "
    "gave it the same array for both.",
    "padding-read": "it reads the padding as if it counted. All your rows "
    "are full: let some lengths be shorter than the time.",
    "first-row": "it computes the first row and gives it for all. Your batch "
    "has one row, or equal ones.",
    "c-forgotten": "its h is right, and its c is the one that it began with. "
    "You compared h alone.",
    "not-a-number": "it returns nan everywhere. `nan > 1e-5` is False, so a "
    "test that looks for a large difference finds none. Ask whether the "
    "difference is small: `nan <= 1e-5` is False, too.",
}


def _watch(answer):
    ports = {**RIGHT_PORTS, **WRONG_PORTS}
    return {name: answer(port, LAYER) for name, port in ports.items()}


def _booleans(found):
    for got in found.values():
        if not isinstance(got, (bool, np.bool_)):
            return f"Expected True or False, got {got!r}."
    return None


def _no_difference_made(found):
    if all(found.values()):
        return "Your test lets every port pass, right or wrong."
    return None


def _twin(found):
    if found["twin"]:
        return None
    return (
        "Your test refuses a port that is the layer itself. Do both get the "
        "same arguments?"
    )


def _rounding(found):
    if found["rounding"]:
        return None
    return (
        "Your test refuses a right port. It adds the same numbers in another "
        "order and in float32, and so differs in the seventh digit. Allow "
        "1e-5, on numbers of ordinary size."
    )


def _caught(name):
    def test(found):
        if not found[name]:
            return None
        return f"Your test lets a wrong port pass: {_SAYS[name]}"

    return test


def _test(change=None, near=None, batch=3):
    """Return a test that is lazy in one way."""

    def test(port, layer):
        rng = np.random.default_rng(1)
        shapes = [(batch, 6, 2), (batch, 4), (batch, 4)]
        shapes += [(2, 16), (4, 16), (16,)]
        xs, *rest = (rng.normal(size=shape) for shape in shapes)
        arguments = {"xs": xs, "n": np.resize([4, 6, 1], batch)}
        arguments |= dict(zip(("h", "c", "W", "U", "b"), rest, strict=True))
        if change is not None:
            arguments |= change(**arguments)
        ours = layer(*arguments.values())
        theirs = port(*arguments.values())
        return bool((near or _near(1e-5))(ours, theirs))

    return test


def _near(atol, outputs=2):
    def near(ours, theirs):
        pairs = [*zip(ours, theirs, strict=True)][:outputs]
        return all(np.allclose(*pair, atol=atol, rtol=0) for pair in pairs)

    return near


def _nothing_large(ours, theirs):
    pairs = zip(ours, theirs, strict=True)
    return not any(np.abs(one - two).max() > 1e-5 for one, two in pairs)


def _other_inputs(port, layer):
    rng = np.random.default_rng(0)

    def draw():
        shapes = [(3, 4), (3, 4), (2, 16), (4, 16), (16,)]
        rest = [rng.normal(size=shape) for shape in shapes]
        return rng.normal(size=(3, 6, 2)), np.array([6, 4, 1]), *rest

    return _near(1e-5)(layer(*draw()), port(*draw()))


def _equal(ours, theirs):
    return all(
        np.array_equal(one, two) for one, two in zip(ours, theirs, strict=True)
    )


def _alike(W, U, b, **_):
    parts = {"W": W, "U": U, "b": b}
    return {
        name: np.tile(part[..., :4], (1,) * (part.ndim - 1) + (4,))
        for name, part in parts.items()
    }


def _symmetric(U, **_):
    blocks = [block + block.T for block in np.split(U, 4, axis=-1)]
    return {"U": np.concatenate(blocks, axis=-1)}


def _one_step(xs, n, h, c, **_):
    # With h not zero, U tells; only what c would carry is missing.
    return {"xs": xs[:, :1], "n": np.array([1, 0, 1]), "c": 0 * c}


SAME_MODEL = ValueExercise(
    solution=same_model,
    watch=_watch,
    hints=(
        "The comparison is the short part: np.allclose(ours, theirs, "
        "atol=1e-5), for h and for c. What the arguments are decides what "
        "it can see.",
        "Nothing may be zero, equal or full: random weights, biases among "
        "them; a random state to begin with; several rows, several steps, "
        "lengths that differ.",
        "rng = np.random.default_rng(0); b = rng.normal(size=4 * units). "
        "Lengths such as np.array([6, 4, 1]) for three rows of six steps.",
    ),
    rules=(
        Rule("booleans", _booleans),
        Rule("all-pass", _no_difference_made),
        Rule("twin", _twin),
        Rule("rounding", _rounding),
        *(Rule(name, _caught(name)) for name in WRONG_PORTS),
    ),
    mistakes=(
        Mistake("booleans", "", lambda port, layer: 0.0),
        Mistake("all-pass", "", lambda port, layer: True),
        Mistake("all-pass", "", _test(near=lambda *_: True)),
        Mistake("twin", "", lambda port, layer: False),
        Mistake("twin", "", _other_inputs),
        Mistake("rounding", "", _test(near=_equal)),
        Mistake("rounding", "", _test(near=_near(1e-12))),
        Mistake("gate-formula", "", _test(near=_near(0.5))),
        Mistake("rounded-weights", "", _test(near=_near(1e-2))),
        Mistake("bias-dropped", "", _test(lambda b, **_: {"b": 0 * b})),
        Mistake("gates-swapped", "", _test(_alike)),
        Mistake("U-transposed", "", _test(_symmetric)),
        Mistake("U-transposed", "", _test(lambda U, **_: {"U": 0 * U + 0.1})),
        Mistake("f-left-out", "", _test(_one_step)),
        Mistake(
            "state-ignored", "", _test(lambda h, **_: {"h": 0 * h, "c": 0 * h})
        ),
        Mistake("states-swapped", "", _test(lambda h, **_: {"c": h})),
        Mistake("padding-read", "", _test(lambda n, **_: {"n": 0 * n + 6})),
        Mistake("first-row", "", _test(batch=1)),
        Mistake("c-forgotten", "", _test(near=_near(1e-5, outputs=1))),
        Mistake("not-a-number", "", _test(near=_nothing_large)),
    ),
    tried="two right ports, and twelve wrong ones",
)
