"""Put the forget gate into the cell of 1997."""

from lstm_course.cells import Step
from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.runtime import tf


def forget_step(x, h_prev, c_prev, W, U, b):
    """Advance a cell with a forget gate by one time step.

    x is (batch, features); h_prev and c_prev are (batch, units). W, U and b
    have the blocks i, f, g, o.
    Returns a Step of six tensors i, f, g, o, c, h, each (batch, units).
    """
    z = x @ W + h_prev @ U + b
    z_i, z_f, z_g, z_o = tf.split(z, 4, axis=-1)
    i, f, o = tf.sigmoid(z_i), tf.sigmoid(z_f), tf.sigmoid(z_o)
    g = tf.tanh(z_g)
    c = f * c_prev + i * g
    h = o * tf.tanh(c)
    return Step(i, f, g, o, c, h)


def cell_of_1997(x, h_prev, c_prev, W, U, b):
    """Advance a cell with a forget gate by one time step.

    x is (batch, features); h_prev and c_prev are (batch, units). W, U and b
    have the blocks i, f, g, o.
    Returns a Step of six tensors i, f, g, o, c, h, each (batch, units).
    """
    z = x @ W + h_prev @ U + b
    z_i, _, z_g, z_o = tf.split(z, 4, axis=-1)
    i, o = tf.sigmoid(z_i), tf.sigmoid(z_o)
    f = tf.ones_like(i)  # as in 1997: everything is kept, always
    g = tf.tanh(z_g)
    c = c_prev + i * g
    h = o * tf.tanh(c)
    return Step(i, f, g, o, c, h)


# batch, features and units all differ, so that a transpose cannot hide.
_SIZES = ((1, 2, 1), (2, 3, 4), (4, 1, 2), (3, 5, 2))


def _cases(rng):
    cases = []
    for batch, features, units in _SIZES:
        for held, note in ((1.0, ""), (30.0, ", a state that has grown")):
            arrays = (
                rng.normal(size=(batch, features)),
                rng.uniform(-1, 1, size=(batch, units)),
                held * rng.normal(size=(batch, units)),
                rng.normal(size=(features, 4 * units)),
                rng.normal(size=(units, 4 * units)),
                rng.normal(size=4 * units),
            )
            about = f"batch {batch}, features {features}, units {units}{note}"
            args = tuple(tf.constant(a, tf.float64) for a in arrays)
            cases.append(Case(args, about))
    return cases


def _with(
    order=(0, 1, 2, 3),
    gate=tf.sigmoid,
    new_c=lambda i, f, g, o, c, h: f * c + i * g,
    says=lambda i, f, g, o, c: o * tf.tanh(c),
):
    """Make the step with one thing changed."""

    def step(x, h, c, W, U, b):
        blocks = tf.split(x @ W + h @ U + b, 4, axis=-1)
        z_i, z_f, z_g, z_o = (blocks[place] for place in order)
        i, f, o = tf.sigmoid(z_i), gate(z_f), tf.sigmoid(z_o)
        g = tf.tanh(z_g)
        new = new_c(i, f, g, o, c, h)
        return Step(i, f, g, o, new, says(i, f, g, o, new))

    return step


FORGET_STEP = FunctionExercise(
    solution=forget_step,
    given=cell_of_1997,
    compiled=True,
    hints=(
        "One of the four blocks, in the order i, f, g, o, is thrown away. "
        "Give it a name: z_f.",
        "The new gate is made as the others are: f = tf.sigmoid(z_f).",
        "It multiplies what was kept, and nothing else: c = f * c_prev + "
        "i * g. Return Step(i, f, g, o, c, h).",
    ),
    cases=_cases,
    outputs=tuple(Output(name, ("batch", "units")) for name in "ifgoch"),
    mistakes=(
        Mistake(
            "not-used",
            "All gates are right, and f never touches the state: c is still "
            "c_prev + i·g, the sum that is never emptied.",
            _with(new_c=lambda i, f, g, o, c, h: c + i * g),
        ),
        Mistake(
            "kept-all",
            "f is 1 whatever comes in, so this is still the cell of 1997. "
            "Make f from its own block, z_f.",
            _with(gate=tf.ones_like),
        ),
        Mistake(
            "upside-down",
            "You keep 1 − f of the state. In spite of its name the gate "
            "says what is *kept*: f = 1 keeps all, f = 0 empties.",
            _with(new_c=lambda i, f, g, o, c, h: (1 - f) * c + i * g),
        ),
        Mistake(
            "forgets-the-new",
            "f multiplies the candidate, so the cell forgets what it has "
            "not yet learned. It is the old state that must be emptied.",
            _with(new_c=lambda i, f, g, o, c, h: c + f * i * g),
        ),
        Mistake(
            "forgets-both",
            "f multiplies the whole sum. At the step that empties the cell, "
            "the new symbol would go with the old: f·(c_prev + i·g). Only "
            "c_prev is multiplied.",
            _with(new_c=lambda i, f, g, o, c, h: f * (c + i * g)),
        ),
        Mistake(
            "silenced",
            "f multiplies h. Then the cell is silent and goes on keeping; "
            "that is what o is for. It must stand before c_prev.",
            _with(
                new_c=lambda i, f, g, o, c, h: c + i * g,
                says=lambda i, f, g, o, c: f * o * tf.tanh(c),
            ),
        ),
        Mistake(
            "subtracted",
            "f is subtracted from the state. A fixed amount cannot empty a "
            "state whose size nobody knows; a factor can: f·c_prev.",
            _with(new_c=lambda i, f, g, o, c, h: c - f + i * g),
        ),
        Mistake(
            "added",
            "f is added to the state. A gate multiplies: f·c_prev + i·g.",
            _with(new_c=lambda i, f, g, o, c, h: c + f + i * g),
        ),
        Mistake(
            "coupled",
            "You keep 1 − i of the state, and f is never used. That cell "
            "cannot empty itself without writing something. Here f keeps.",
            _with(new_c=lambda i, f, g, o, c, h: (1 - i) * c + i * g),
        ),
        Mistake(
            "h-kept",
            "f multiplies h_prev, what was said, instead of c_prev, what "
            "was kept.",
            _with(new_c=lambda i, f, g, o, c, h: f * h + i * g),
        ),
        Mistake(
            "block-at-the-end",
            "You put the new block last: i, g, o, f. Keras has it second, "
            "and W, U and b come with the blocks i, f, g, o.",
            _with(order=(0, 3, 1, 2)),
        ),
        Mistake(
            "block-in-front",
            "You put the new block first: f, i, g, o. W, U and b come with "
            "the blocks i, f, g, o.",
            _with(order=(1, 0, 2, 3)),
        ),
        Mistake(
            "shares-i",
            "f is made from z_i, so it opens when i opens: the cell would "
            "empty itself just when nothing comes in. It has a block of its "
            "own, z_f.",
            _with(order=(0, 0, 2, 3)),
        ),
        Mistake(
            "tanh-gate",
            "f went through a tanh, so it can be negative, and then it "
            "turns the sign of what was kept. A share needs a sigmoid.",
            _with(gate=tf.tanh),
        ),
        Mistake(
            "not-squashed",
            "f is z_f as it is. Above 1 it makes the state grow faster than "
            "the sum did. A share needs a sigmoid.",
            _with(gate=tf.identity),
        ),
        Mistake(
            "bias-twice",
            "f is too large by what a further 1 in its sum would do. Where "
            "the bias starts is no part of the step: it is in b.",
            _with(gate=lambda z: tf.sigmoid(z + 1)),
        ),
        Mistake(
            "kept-squashed",
            "You squash the old state with a tanh before f multiplies it, so "
            "nothing above 1 can be kept. The line of c stays free of it.",
            _with(new_c=lambda i, f, g, o, c, h: f * tf.tanh(c) + i * g),
        ),
    ),
    tried="random steps of four sizes, with small and with grown states",
)
