"""Write one step of an LSTM."""

from lstm_course.cells import Step
from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.runtime import tf


def lstm_step(x, h_prev, c_prev, W, U, b):
    """Advance an LSTM by one time step.

    x is (batch, features); h_prev and c_prev are (batch, units). W is
    (features, 4 * units), U is (units, 4 * units) and b is (4 * units,),
    each with the blocks i, f, g, o.
    Returns a Step of six tensors i, f, g, o, c, h, each (batch, units).
    """
    z = x @ W + h_prev @ U + b
    z_i, z_f, z_g, z_o = tf.split(z, 4, axis=-1)
    i = tf.sigmoid(z_i)
    f = tf.sigmoid(z_f)
    g = tf.tanh(z_g)
    o = tf.sigmoid(z_o)
    c = f * c_prev + i * g
    h = o * tf.tanh(c)
    return Step(i, f, g, o, c, h)


# batch, features and units all differ, so that a transpose cannot hide.
_SIZES = ((1, 1, 1), (1, 2, 3), (4, 3, 2), (5, 2, 4), (3, 4, 5))


def _cases(rng):
    cases = []
    for batch, features, units in _SIZES:
        for scale, note in ((1.0, ""), (4.0, ", large numbers")):
            arrays = (
                scale * rng.normal(size=(batch, features)),
                rng.uniform(-1, 1, size=(batch, units)),
                scale * rng.normal(size=(batch, units)),
                rng.normal(size=(features, 4 * units)),
                rng.normal(size=(units, 4 * units)),
                rng.normal(size=4 * units),
            )
            about = f"batch {batch}, features {features}, units {units}{note}"
            args = tuple(tf.constant(a, tf.float64) for a in arrays)
            cases.append(Case(args, about))
    return cases


def _sum(x, h, c, W, U, b):
    return x @ W + h @ U + b


def _step(
    z=_sum,
    order=(0, 1, 2, 3),
    squash=(tf.sigmoid, tf.sigmoid, tf.tanh, tf.sigmoid),
    new_c=lambda i, f, g, o, c, h: f * c + i * g,
    says=lambda step, before: step.o * tf.tanh(step.c),
):
    """Make the step with one thing changed."""

    def step(x, h, c, W, U, b):
        blocks = tf.split(z(x, h, c, W, U, b), 4, axis=-1)
        i, f, g, o = (
            function(blocks[place])
            for function, place in zip(squash, order, strict=True)
        )
        new = Step(i, f, g, o, new_c(i, f, g, o, c, h), None)
        return new._replace(h=says(new, c))

    return step


def _interleaved(x, h, c, W, U, b):
    z = _sum(x, h, c, W, U, b)
    units = c.shape[-1]
    parts = tf.reshape(z, (-1, units, 4))
    return tf.concat([parts[:, :, gate] for gate in range(4)], axis=1)


def _forget_bias_again(x, h, c, W, U, b):
    z_i, z_f, z_g, z_o = tf.split(_sum(x, h, c, W, U, b), 4, axis=-1)
    return tf.concat([z_i, z_f + 1, z_g, z_o], axis=-1)


def _transposed_U(x, h, c, W, U, b):
    blocks = [tf.transpose(block) for block in tf.split(U, 4, axis=-1)]
    return x @ W + h @ tf.concat(blocks, axis=-1) + b


_S, _T = tf.sigmoid, tf.tanh

LSTM_STEP = FunctionExercise(
    solution=lstm_step,
    compiled=True,
    hints=(
        "One sum makes all four pre-activations: z = x @ W + h_prev @ U + b, "
        "as in the RNN, only four times as wide.",
        "tf.split(z, 4, axis=-1) gives its four blocks, in the order i, f, "
        "g, o. Three of them go through a sigmoid, the candidate g through "
        "a tanh.",
        "The new state: c = f * c_prev + i * g.",
        "What the cell says: h = o * tf.tanh(c), with the new c. Then "
        "return Step(i, f, g, o, c, h).",
    ),
    cases=_cases,
    outputs=tuple(Output(name, ("batch", "units")) for name in "ifgoch"),
    mistakes=(
        Mistake(
            "order-ifog",
            "g and o are swapped: you took the blocks as i, f, o, g. Keras's "
            "order is i, f, g, o.",
            _step(order=(0, 1, 3, 2)),
        ),
        Mistake(
            "order-iofg",
            "f, g and o hold each other's blocks: you took the order of "
            "ONNX, i, o, f, g. Keras's order is i, f, g, o.",
            _step(order=(0, 2, 3, 1)),
        ),
        Mistake(
            "order-figo",
            "i and f are swapped: the first block of z is the input gate, "
            "the second the forget gate.",
            _step(order=(1, 0, 2, 3)),
        ),
        Mistake(
            "interleaved",
            "You cut z into groups of four neighbours, as if each unit had "
            "its four numbers side by side. The blocks are whole: first all "
            "units of i, then all of f. Use tf.split(z, 4, axis=-1).",
            _step(z=_interleaved),
        ),
        Mistake(
            "sigmoid-g",
            "i, f and o are right, but g went through a sigmoid, so it can "
            "never be negative: the cell could only add. The candidate is a "
            "tanh.",
            _step(squash=(_S, _S, _S, _S)),
        ),
        Mistake(
            "linear-g",
            "g is not squashed at all: the candidate is tanh(z_g).",
            _step(squash=(_S, _S, tf.identity, _S)),
        ),
        Mistake(
            "tanh-gates",
            "All four went through a tanh. A gate is a share, between 0 and "
            "1: i, f and o need a sigmoid.",
            _step(squash=(_T, _T, _T, _T)),
        ),
        Mistake(
            "f-on-candidate",
            "The gates are right, but in c they stand before the wrong "
            "things: you have i·c_prev + f·g. The forget gate keeps the old "
            "state, the input gate lets the candidate in.",
            _step(new_c=lambda i, f, g, o, c, h: i * c + f * g),
        ),
        Mistake(
            "coupled",
            "This is what you get from f·c_prev + (1 − f)·g: a gate with two "
            "jobs, and your i is never used. It is a cell of its own, and a "
            "later chapter is about it; here i decides what is written.",
            _step(new_c=lambda i, f, g, o, c, h: f * c + (1 - f) * g),
        ),
        Mistake(
            "coupled-i",
            "This is what you get from i·c_prev + (1 − i)·g or the like: one "
            "gate with two jobs. Here f keeps the old state and i lets the "
            "candidate in.",
            _step(new_c=lambda i, f, g, o, c, h: i * c + (1 - i) * g),
        ),
        Mistake(
            "one-minus-i-kept",
            "You keep 1 − i of the old state and never use f. What is kept "
            "is f·c_prev.",
            _step(new_c=lambda i, f, g, o, c, h: (1 - i) * c + i * g),
        ),
        Mistake(
            "subtracted",
            "The gated candidate is subtracted. It is added: f·c_prev + i·g.",
            _step(new_c=lambda i, f, g, o, c, h: f * c - i * g),
        ),
        Mistake(
            "gates-added",
            "You multiply the two terms of c with each other. They are "
            "added: f·c_prev + i·g.",
            _step(new_c=lambda i, f, g, o, c, h: f * c * i * g),
        ),
        Mistake(
            "one-minus-f",
            "You keep 1 − f of the old state. The name misleads: f is the "
            "share that is *kept*, f·c_prev.",
            _step(new_c=lambda i, f, g, o, c, h: (1 - f) * c + i * g),
        ),
        Mistake(
            "no-forget",
            "f never touches the state: yours is c_prev + i·g, the cell "
            "before it learned to forget.",
            _step(new_c=lambda i, f, g, o, c, h: c + i * g),
        ),
        Mistake(
            "no-input-gate",
            "The candidate gets in without its gate: yours is f·c_prev + g. "
            "It is i·g that is added.",
            _step(new_c=lambda i, f, g, o, c, h: f * c + g),
        ),
        Mistake(
            "c-from-h",
            "The gates are right, but c is made from h_prev: f·h_prev + i·g. "
            "h is what the cell said, c_prev what it kept.",
            _step(new_c=lambda i, f, g, o, c, h: f * h + i * g),
        ),
        Mistake(
            "nothing-kept",
            "c is i·g alone: the old state is gone at every step. Add "
            "f·c_prev.",
            _step(new_c=lambda i, f, g, o, c, h: i * g),
        ),
        Mistake(
            "squashed-c",
            "c itself has gone through a tanh. The line of c must stay free "
            "of it, or the state fades as in an RNN; the tanh belongs to h.",
            _step(
                new_c=lambda i, f, g, o, c, h: tf.tanh(f * c + i * g),
                says=lambda step, before: step.o * step.c,
            ),
        ),
        Mistake(
            "squashed-twice",
            "c has gone through a tanh, and then once more for h. The state "
            "is f·c_prev + i·g and nothing else.",
            _step(new_c=lambda i, f, g, o, c, h: tf.tanh(f * c + i * g)),
        ),
        Mistake(
            "h-no-tanh",
            "Everything up to c is right. h lacks the tanh: it is o·tanh(c).",
            _step(says=lambda step, before: step.o * step.c),
        ),
        Mistake(
            "h-no-gate",
            "Everything up to c is right. h is not gated: o was computed "
            "and never used.",
            _step(says=lambda step, before: tf.tanh(step.c)),
        ),
        Mistake(
            "h-tanh-outside",
            "Everything up to c is right. In h the tanh goes around c "
            "alone; you have tanh(o·c).",
            _step(says=lambda step, before: tf.tanh(step.o * step.c)),
        ),
        Mistake(
            "h-sigmoid",
            "Everything up to c is right. In h you squash c with a sigmoid, "
            "so an empty cell says ½·o. It is o·tanh(c).",
            _step(says=lambda step, before: step.o * tf.sigmoid(step.c)),
        ),
        Mistake(
            "h-from-g",
            "Everything up to c is right. But the cell says its candidate: "
            "h is o·tanh(c), made from what it holds.",
            _step(says=lambda step, before: step.o * tf.tanh(step.g)),
        ),
        Mistake(
            "h-wrong-gate",
            "Everything up to c is right. The gate before tanh(c) is f; it "
            "should be o.",
            _step(says=lambda step, before: step.f * tf.tanh(step.c)),
        ),
        Mistake(
            "h-from-old-c",
            "Everything up to c is right. But h is made from c_prev, the "
            "state before: it comes one step late.",
            _step(says=lambda step, before: step.o * tf.tanh(before)),
        ),
        Mistake(
            "no-bias",
            "The bias b is missing from the sum.",
            _step(z=lambda x, h, c, W, U, b: x @ W + h @ U),
        ),
        Mistake(
            "minus-bias",
            "The bias has the wrong sign: it is added.",
            _step(z=lambda x, h, c, W, U, b: x @ W + h @ U - b),
        ),
        Mistake(
            "tanh-first",
            "You squash the sum with a tanh before you split it, so every "
            "gate is squashed twice and stays between 0.27 and 0.73.",
            _step(z=lambda x, h, c, W, U, b: tf.tanh(_sum(x, h, c, W, U, b))),
        ),
        Mistake(
            "no-recurrence",
            "h_prev is never used: the cell does not hear what was said in "
            "the step before. Add h_prev @ U.",
            _step(z=lambda x, h, c, W, U, b: x @ W + b),
        ),
        Mistake(
            "no-input",
            "x is never used: the cell is deaf. Add x @ W.",
            _step(z=lambda x, h, c, W, U, b: h @ U + b),
        ),
        Mistake(
            "c-through-U",
            "You multiply c_prev by U. What the units hear of each other is "
            "h_prev; c stays private.",
            _step(z=lambda x, h, c, W, U, b: x @ W + c @ U + b),
        ),
        Mistake(
            "forget-bias-again",
            "f is too large by what a further 1 in its sum would do. The "
            "forget bias of 1 is how b *starts* in Keras; it is in b "
            "already.",
            _step(z=_forget_bias_again),
        ),
        Mistake(
            "U-transposed",
            "Each block of U is transposed: U[j, k] leads from unit j to "
            "unit k, so h_prev stands on the left, h_prev @ U.",
            _step(z=_transposed_U),
        ),
        Mistake(
            "returned-h-c",
            "The values are right, but h and c have changed places in what "
            "you return: Step(i, f, g, o, c, h).",
            lambda *args: (lambda s: s._replace(c=s.h, h=s.c))(
                lstm_step(*args)
            ),
        ),
        Mistake(
            "returned-o-g",
            "The values are right, but g and o have changed places in what "
            "you return: Step(i, f, g, o, c, h).",
            lambda *args: (lambda s: s._replace(g=s.o, o=s.g))(
                lstm_step(*args)
            ),
        ),
        Mistake(
            "returned-z",
            "You return the four blocks of z instead of the gates made from "
            "them. c and h are right.",
            lambda x, h, c, W, U, b: Step(
                *tf.split(_sum(x, h, c, W, U, b), 4, axis=-1),
                *lstm_step(x, h, c, W, U, b)[4:],
            ),
        ),
    ),
    tried="random steps of five sizes, all six signals",
)
