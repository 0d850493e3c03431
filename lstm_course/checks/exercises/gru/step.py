"""Write one step of a GRU, in both of its conventions."""

from lstm_course.cells import GRUStep
from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.runtime import tf


def gru_step(x, h_prev, W, U, b, reset_after):
    """Advance a GRU by one time step.

    x is (batch, features), h_prev (batch, units). W is (features, 3 * units)
    and U is (units, 3 * units), each with the blocks z, r, g. With
    reset_after b is (2, 3 * units), the bias of x W first; without it b is
    (3 * units,).
    Returns a GRUStep of four tensors z, r, g, h, each (batch, units).
    """
    b_x, b_h = tf.unstack(b) if reset_after else (b, tf.zeros_like(b))
    x_z, x_r, x_g = tf.split(x @ W + b_x, 3, axis=-1)
    h_z, h_r, h_g = tf.split(h_prev @ U + b_h, 3, axis=-1)
    z = tf.sigmoid(x_z + h_z)
    r = tf.sigmoid(x_r + h_r)
    if reset_after:
        g = tf.tanh(x_g + r * h_g)
    else:
        U_g = tf.split(U, 3, axis=-1)[2]
        g = tf.tanh(x_g + (r * h_prev) @ U_g)
    h = z * h_prev + (1 - z) * g
    return GRUStep(z, r, g, h)


# batch, features and units all differ, so that a transpose cannot hide.
_SIZES = ((1, 1, 1), (1, 2, 3), (4, 3, 2), (5, 2, 4), (3, 4, 5))


def _cases(rng):
    cases = []
    for batch, features, units in _SIZES:
        for after in (False, True):
            for scale, note in ((1.0, ""), (4.0, ", large numbers")):
                arrays = (
                    scale * rng.normal(size=(batch, features)),
                    rng.uniform(-1, 1, size=(batch, units)),
                    rng.normal(size=(features, 3 * units)),
                    rng.normal(size=(units, 3 * units)),
                    rng.normal(size=(2, 3 * units) if after else 3 * units),
                )
                args = [tf.constant(a, tf.float64) for a in arrays]
                when = "after" if after else "before"
                about = (
                    f"reset {when}, batch {batch}, features {features}, "
                    f"units {units}{note}"
                )
                cases.append(Case((*args, after), about))
    return cases


def _inner(x_g, h, r, U_g, b_g, after):
    return x_g + (r * (h @ U_g + b_g) if after else (r * h) @ U_g)


def _mix(z, r, g, h):
    return z * h + (1 - z) * g


def _both(b, after):
    return tf.unstack(b) if after else (b, tf.zeros_like(b))


def _step(
    order=(0, 1, 2),
    squash=(tf.sigmoid, tf.sigmoid, tf.tanh),
    biases=_both,
    recurrent=lambda U: U,
    inner=_inner,
    reset=lambda z, r: r,
    mix=_mix,
):
    """Make the step with one thing changed."""

    def step(x, h, W, U, b, after):
        b_x, b_h = biases(b, after)
        xs = tf.split(x @ W + b_x, 3, axis=-1)
        Us = tf.split(recurrent(U), 3, axis=-1)
        bs = tf.split(b_h, 3)
        at_z, at_r, at_g = order
        z = squash[0](xs[at_z] + h @ Us[at_z] + bs[at_z])
        r = squash[1](xs[at_r] + h @ Us[at_r] + bs[at_r])
        used = reset(z, r)
        g = squash[2](inner(xs[at_g], h, used, Us[at_g], bs[at_g], after))
        return GRUStep(z, r, g, mix(z, r, g, h))

    return step


def _transposed(U):
    blocks = [tf.transpose(block) for block in tf.split(U, 3, axis=-1)]
    return tf.concat(blocks, axis=-1)


_S, _T = tf.sigmoid, tf.tanh

GRU_STEP = FunctionExercise(
    solution=gru_step,
    hints=(
        "x @ W has three blocks, z, r, g, and so has h_prev @ U. Split each "
        "with tf.split(…, 3, axis=-1). The gates add their blocks and go "
        "through a sigmoid, in both conventions.",
        "With reset_after b has two rows: b_x, b_h = tf.unstack(b). The "
        "first belongs to x @ W, the second to h_prev @ U. Without it, there "
        "is only the first.",
        "After the product: r multiplies the g block of h_prev @ U + b_h, "
        "the bias included. Before the product: r multiplies h_prev, and "
        "that goes through the g block of U.",
        "In both the input's part of g is not reset, and in both "
        "h = z * h_prev + (1 - z) * g.",
    ),
    cases=_cases,
    outputs=tuple(Output(name, ("batch", "units")) for name in "zrgh"),
    mistakes=(
        Mistake(
            "after-in-both",
            "z and r are right. Your g resets after the product in both "
            "conventions; without reset_after, r must act on h_prev before "
            "it meets U.",
            _step(
                inner=lambda x, h, r, U, b, after: x + r * (h @ U + b),
            ),
        ),
        Mistake(
            "before-in-both",
            "z and r are right. Your g resets before the product in both "
            "conventions; with reset_after, r multiplies what comes out of "
            "the product.",
            _step(inner=lambda x, h, r, U, b, after: x + (r * h) @ U + b),
        ),
        Mistake(
            "conventions-exchanged",
            "z and r are right. In g the two conventions are exchanged: "
            "reset_after=True means after the *product*.",
            _step(
                inner=lambda x, h, r, U, b, after: (
                    x + ((r * h) @ U + b if after else r * (h @ U + b))
                )
            ),
        ),
        Mistake(
            "bias-not-reset",
            "Only the case reset_after is wrong, in g: b_h stands outside "
            "the bracket. r multiplies the product *and* its bias, otherwise "
            "nobody would need two.",
            _step(
                inner=lambda x, h, r, U, b, after: (
                    x + (r * (h @ U) + b if after else (r * h) @ U)
                )
            ),
        ),
        Mistake(
            "second-bias-lost",
            "With reset_after b has two rows, and you use the first alone.",
            _step(
                biases=lambda b, after: (
                    (b[0], tf.zeros_like(b[0]))
                    if after
                    else (b, tf.zeros_like(b))
                )
            ),
        ),
        Mistake(
            "first-bias-lost",
            "With reset_after b has two rows, and you use the second alone.",
            _step(
                biases=lambda b, after: (
                    (tf.zeros_like(b[1]), b[1])
                    if after
                    else (b, tf.zeros_like(b))
                )
            ),
        ),
        Mistake(
            "biases-exchanged",
            "The gates are right, but the rows of b are exchanged: the first "
            "belongs to x @ W, the second to h_prev @ U. In z and r one "
            "cannot tell, in g one can.",
            _step(
                biases=lambda b, after: (
                    (b[1], b[0]) if after else (b, tf.zeros_like(b))
                )
            ),
        ),
        Mistake(
            "roles-of-z",
            "z, r and g are right, but h keeps 1 − z and writes z. That is "
            "the other convention in the literature; here, as in Keras, z is "
            "the share that is kept.",
            _step(mix=lambda z, r, g, h: (1 - z) * h + z * g),
        ),
        Mistake(
            "order-rzg",
            "z and r are swapped: you took the blocks as r, z, g, which is "
            "PyTorch's order. Here, as in Keras, z comes first.",
            _step(order=(1, 0, 2)),
        ),
        Mistake(
            "order-gzr",
            "You took the blocks as g, z, r. They are z, r, g.",
            _step(order=(1, 2, 0)),
        ),
        Mistake(
            "input-reset-too",
            "z and r are right, but your r shuts out the input as well: it "
            "multiplies the whole sum inside the tanh. Only what comes from "
            "the old state is reset.",
            _step(
                inner=lambda x, h, r, U, b, after: (
                    r * (x + h @ U + b) if after else r * (x + h @ U)
                )
            ),
        ),
        Mistake(
            "input-reset-only",
            "z and r are right, but your r multiplies the part that comes "
            "from x. It belongs to the part of the old state.",
            _step(inner=lambda x, h, r, U, b, after: r * x + h @ U + b),
        ),
        Mistake(
            "no-reset",
            "z and r are right, but your r is never used: g hears all of "
            "the old state.",
            _step(inner=lambda x, h, r, U, b, after: x + h @ U + b),
        ),
        Mistake(
            "one-minus-r",
            "z and r are right, but g hears 1 − r of the old state. The name "
            "misleads, as with f: r = 1 lets it through.",
            _step(reset=lambda z, r: 1 - r),
        ),
        Mistake(
            "z-resets",
            "z and r are right, but in g it is z that resets.",
            _step(reset=lambda z, r: z),
        ),
        Mistake(
            "reset-in-the-mix",
            "z, r and g are right, but in h you reset the old state once "
            "more. What is kept is z·h_prev; r is for the candidate alone.",
            _step(mix=lambda z, r, g, h: z * r * h + (1 - z) * g),
        ),
        Mistake(
            "r-writes",
            "z, r and g are right, but in h you use r as an input gate: "
            "z·h_prev + r·g. The share of g is what z leaves, 1 − z.",
            _step(mix=lambda z, r, g, h: z * h + r * g),
        ),
        Mistake(
            "share-by-r",
            "z, r and g are right, but g has the share 1 − r in h. What z "
            "does not keep is written.",
            _step(mix=lambda z, r, g, h: z * h + (1 - r) * g),
        ),
        Mistake(
            "subtracted",
            "z, r and g are right, but in h you subtract the candidate's "
            "share. The two shares are added.",
            _step(mix=lambda z, r, g, h: z * h - (1 - z) * g),
        ),
        Mistake(
            "all-written",
            "z, r and g are right, but h is z·h_prev + g. The candidate gets "
            "the share that is not kept.",
            _step(mix=lambda z, r, g, h: z * h + g),
        ),
        Mistake(
            "nothing-kept",
            "z, r and g are right, but h is (1 − z)·g alone: the old state "
            "is lost.",
            _step(mix=lambda z, r, g, h: (1 - z) * g),
        ),
        Mistake(
            "squashed-h",
            "z, r and g are right, but h goes through another tanh. A mix of "
            "numbers between −1 and 1 is between −1 and 1 already.",
            _step(mix=lambda z, r, g, h: tf.tanh(_mix(z, r, g, h))),
        ),
        Mistake(
            "sigmoid-g",
            "z and r are right, but g went through a sigmoid, so it can "
            "never be negative. The candidate is a tanh.",
            _step(squash=(_S, _S, _S)),
        ),
        Mistake(
            "linear-g",
            "z and r are right, but g is not squashed. Without its tanh the "
            "state is not bounded any more.",
            _step(squash=(_S, _S, tf.identity)),
        ),
        Mistake(
            "tanh-gates",
            "z and r went through a tanh. A gate is a share, between 0 and "
            "1, and needs a sigmoid.",
            _step(squash=(_T, _T, _T)),
        ),
        Mistake(
            "U-transposed",
            "The blocks of U are transposed. Take h_prev @ U as it stands.",
            _step(recurrent=_transposed),
        ),
    ),
    tried="20 random steps of five sizes, half of them in each convention",
)
