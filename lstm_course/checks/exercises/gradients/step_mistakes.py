"""What goes wrong in one step of an LSTM backward, term by term."""

import numpy as np

from lstm_course.checks import compiling
from lstm_course.checks.exercise import Mistake
from lstm_course.checks.exercises.gradients.parts import changed
from lstm_course.runtime import tf

_IN_NUMPY = Mistake(
    compiling.MISTAKE,
    compiling.SAYS,
    lambda dh, dc, step, *rest: changed(
        do=lambda k: dh * np.tanh(step.c.numpy())
    )(dh, dc, step, *rest),
)

_GATE_SLOPES = ("i", "f", "o")


def _mean_over_batch(**only):
    """Divide some of the gradients of the weights by the batch."""

    def backward(*args):
        found = changed()(*args)
        batch = tf.cast(tf.shape(args[0])[0], tf.float64)
        return found._replace(
            **{name: getattr(found, name) / batch for name in only}
        )

    return backward


def _reordered(*order):
    return changed(
        dz=lambda k: tf.concat([k.blocks[n] for n in order], axis=-1)
    )


def _swapped(one, two):
    def backward(*args):
        found = changed()(*args)
        return found._replace(
            **{one: getattr(found, two), two: getattr(found, one)}
        )

    return backward


def _blocks_transposed(k):
    blocks = [tf.transpose(block) for block in tf.split(k.U, 4, axis=-1)]
    return k.dz @ tf.transpose(tf.concat(blocks, axis=-1))


_PATHS = (
    Mistake(
        "no-path-from-next-c",
        "The gradient at c is only what comes through h: you never use dc. "
        "The next step read c directly, through f·c, and what it hands back "
        "is dc.",
        changed(total=lambda k: k.through_h),
    ),
    Mistake(
        "no-path-through-h",
        "The gradient at c is only dc, what the next step hands back. But "
        "c was also said aloud: h = o·tanh(c), and what arrives at h comes "
        "down to c.",
        changed(total=lambda k: k.dc),
    ),
    Mistake(
        "dc_prev-misses-h",
        "Only dc_prev is wrong: you hand back dc·f. dc is one of the two "
        "parts; what came through h must reach the past as well.",
        changed(dc_prev=lambda k: k.dc * k.f),
    ),
    Mistake(
        "dc_prev-misses-next",
        "Only dc_prev is wrong: you hand back only what came through h. The "
        "direct path, dc, is the one that reaches far: add it.",
        changed(dc_prev=lambda k: k.through_h * k.f),
    ),
    Mistake(
        "through-h-no-o",
        "On the way from h down to c the output gate is missing: h is "
        "o·tanh(c).",
        changed(through_h=lambda k: k.dh * (1 - tf.tanh(k.c) ** 2)),
    ),
    Mistake(
        "through-h-no-slope",
        "On the way from h down to c the tanh is missing: its slope, at c, "
        "multiplies what passes.",
        changed(through_h=lambda k: k.dh * k.o),
    ),
    Mistake(
        "slope-of-c",
        "The slope of the tanh is 1 − c² in your step. That form is for a "
        "value that *is* a tanh already, and c is not squashed: take "
        "1 − tanh(c)².",
        changed(through_h=lambda k: k.dh * k.o * (1 - k.c**2)),
    ),
    Mistake(
        "slope-of-h",
        "The slope of the tanh is 1 − h² in your step, as in the RNN. Here "
        "h is o·tanh(c): the slope is 1 − tanh(c)², without the gate.",
        changed(through_h=lambda k: k.dh * k.o * (1 - k.h**2)),
    ),
    Mistake(
        "slope-not-squared",
        "The slope of the tanh at c is 1 − tanh(c) in your step: the square "
        "is missing.",
        changed(through_h=lambda k: k.dh * k.o * (1 - tf.tanh(k.c))),
    ),
    Mistake(
        "tanh-for-slope",
        "On the way from h down to c you multiply by tanh(c). The way leads "
        "*through* the tanh: its slope belongs there.",
        changed(through_h=lambda k: k.dh * k.o * tf.tanh(k.c)),
    ),
)

_SHARES = (
    Mistake(
        "do-from-c",
        "Only the block of o goes wrong: you multiply dh by c where tanh(c) "
        "belongs. What did o multiply on the way forward?",
        changed(do=lambda k: k.dh * k.c),
    ),
    Mistake(
        "do-from-total",
        "Only the block of o goes wrong: it starts from the gradient at c. "
        "The output gate stands between c and h, so it starts from dh.",
        changed(do=lambda k: k.total * tf.tanh(k.c)),
    ),
    Mistake(
        "do-from-h",
        "Only the block of o goes wrong: you multiply dh by h, which is "
        "o·tanh(c), so o comes in twice.",
        changed(do=lambda k: k.dh * k.h),
    ),
    Mistake(
        "df-from-c",
        "Only the block of f goes wrong: you multiply by c, the state this "
        "step made. The forget gate multiplied the state *before*.",
        changed(df=lambda k: k.total * k.c),
    ),
    Mistake(
        "df-from-tanh-c_prev",
        "Only the block of f goes wrong: you multiply by tanh(c_prev). The "
        "state goes from step to step without a tanh.",
        changed(df=lambda k: k.total * tf.tanh(k.c_prev)),
    ),
    Mistake(
        "df-from-h_prev",
        "Only the block of f goes wrong: you multiply by h_prev. What f "
        "keeps is the state c_prev, not what was said.",
        changed(df=lambda k: k.total * k.h_prev),
    ),
    Mistake(
        "df-no-c_prev",
        "Only the block of f goes wrong: the gradient at c is handed on as "
        "it is. In f·c_prev something stands beside f.",
        changed(df=lambda k: k.total),
    ),
    Mistake(
        "gates-from-dc",
        "The blocks of i, f and g start from dc alone: they miss what came "
        "down through h. The gates made c, so they get the whole gradient "
        "at c. (dc_prev is right.)",
        changed(
            di=lambda k: k.dc * k.g,
            df=lambda k: k.dc * k.c_prev,
            dg=lambda k: k.dc * k.i,
        ),
    ),
    Mistake(
        "i-and-g-swapped",
        "The blocks of i and g go wrong: in i·g each gets the *other* "
        "factor, and yours get themselves.",
        changed(di=lambda k: k.total * k.i, dg=lambda k: k.total * k.g),
    ),
    Mistake(
        "no-input-gate",
        "Only the block of g goes wrong: the gradient at c passes on to the "
        "candidate without the input gate.",
        changed(dg=lambda k: k.total),
    ),
)

_ACTIVATIONS = (
    Mistake(
        "sigmoid-slope-for-g",
        "Only the block of g goes wrong: g (1 − g) is the slope of a "
        "sigmoid. The candidate went through a tanh.",
        changed(slope_g=lambda k: k.g * (1 - k.g)),
    ),
    Mistake(
        "tanh-slope-for-gates",
        "Only the block of g is right. The slope 1 − y² belongs to the tanh; "
        "i, f and o went through a sigmoid.",
        changed(
            **{
                f"slope_{gate}": lambda k, gate=gate: 1 - getattr(k, gate) ** 2
                for gate in _GATE_SLOPES
            }
        ),
    ),
    Mistake(
        "tanh-slope-for-o",
        "Only the block of o goes wrong: 1 − o² is the slope of a tanh, and "
        "the output gate is a sigmoid.",
        changed(slope_o=lambda k: 1 - k.o**2),
    ),
    Mistake(
        "tanh-slope-for-i",
        "Only the block of i goes wrong: 1 − i² is the slope of a tanh, and "
        "the input gate is a sigmoid.",
        changed(slope_i=lambda k: 1 - k.i**2),
    ),
    Mistake(
        "tanh-slope-for-f",
        "Only the block of f goes wrong: 1 − f² is the slope of a tanh, and "
        "the forget gate is a sigmoid.",
        changed(slope_f=lambda k: 1 - k.f**2),
    ),
    Mistake(
        "squashed-twice",
        "Your slopes squash the gates once more, tf.sigmoid(i) and so on. "
        "The Step holds them squashed already: the slope is i (1 − i).",
        changed(
            **{
                f"slope_{gate}": lambda k, gate=gate: (
                    tf.sigmoid(getattr(k, gate))
                    * (1 - tf.sigmoid(getattr(k, gate)))
                )
                for gate in _GATE_SLOPES
            },
            slope_g=lambda k: 1 - tf.tanh(k.g) ** 2,
        ),
    ),
    Mistake(
        "tanh-of-g",
        "Only the block of g goes wrong: 1 − tanh(g)² squashes g a second "
        "time. g *is* the tanh.",
        changed(slope_g=lambda k: 1 - tf.tanh(k.g) ** 2),
    ),
    Mistake(
        "no-slopes",
        "You use di, df, dg, do where dz belongs: none of the four has "
        "passed its squashing function yet.",
        changed(
            **{f"slope_{gate}": lambda k: 1.0 for gate in "ifgo"},
        ),
    ),
    Mistake(
        "no-slope-for-g",
        "Only the block of g goes wrong: dg has not passed the tanh yet.",
        changed(slope_g=lambda k: 1.0),
    ),
)

_ORDERS = (
    Mistake(
        "order-ifog",
        "The blocks of g and o have changed places in dz. The order is i, f, "
        "g, o, as in z.",
        _reordered(0, 1, 3, 2),
    ),
    Mistake(
        "order-iofg",
        "Your blocks stand in the order i, o, f, g, that of ONNX. Here it is "
        "i, f, g, o.",
        _reordered(0, 3, 1, 2),
    ),
    Mistake(
        "order-figo",
        "The blocks of i and f have changed places in dz. The order is i, f, "
        "g, o, as in z.",
        _reordered(1, 0, 2, 3),
    ),
    Mistake(
        "order-igfo",
        "The blocks of f and g have changed places in dz. The order is i, f, "
        "g, o, as in z.",
        _reordered(0, 2, 1, 3),
    ),
)

_PRODUCTS = (
    Mistake(
        "dx-missing",
        "dx is all zeros. The input reached z through W, and in a network "
        "with a second layer below, dx is what that layer learns from.",
        changed(dx=lambda k: tf.zeros_like(k.x)),
    ),
    Mistake(
        "dh_prev-zero",
        "Only dh_prev is wrong: it is all zeros. h_prev reached all four "
        "gates through U.",
        changed(dh_prev=lambda k: tf.zeros_like(k.h_prev)),
    ),
    Mistake(
        "dh_prev-blocks-transposed",
        "Only dh_prev is wrong: each block of U must be transposed. U[j, k] "
        "leads from unit j to z of unit k, and the gradient goes the other "
        "way.",
        changed(dh_prev=_blocks_transposed),
    ),
    Mistake(
        "dh_prev-plus-dh",
        "Only dh_prev is wrong: you add dh to it. h_prev reaches this step "
        "through U alone; it is not carried over.",
        changed(dh_prev=lambda k: k.dh + k.dz @ tf.transpose(k.U)),
    ),
    Mistake(
        "dh_prev-plus-dc",
        "Only dh_prev is wrong: you add total·f to it. That belongs to "
        "c_prev; h_prev reaches this step through U alone.",
        changed(dh_prev=lambda k: k.total * k.f + k.dz @ tf.transpose(k.U)),
    ),
    Mistake(
        "dc_prev-no-f",
        "Only dc_prev is wrong: the gradient at c is handed back whole. In "
        "the cell of 1997 that was so; here the old state came through f.",
        changed(dc_prev=lambda k: k.total),
    ),
    Mistake(
        "dc_prev-one-minus-f",
        "Only dc_prev is wrong: 1 − f is the share that was forgotten.",
        changed(dc_prev=lambda k: k.total * (1 - k.f)),
    ),
    Mistake(
        "dc_prev-is-df",
        "Only dc_prev is wrong: it is multiplied by c_prev, as df is. Seen "
        "from c_prev, f stands beside it.",
        changed(dc_prev=lambda k: k.total * k.c_prev),
    ),
    Mistake(
        "dU-from-h",
        "Only dU is wrong: you took h, the state that this step made. U was "
        "multiplied by h_prev.",
        changed(dU=lambda k: tf.transpose(k.h) @ k.dz),
    ),
    Mistake(
        "dU-from-c_prev",
        "Only dU is wrong: you took c_prev. The gates do not see the state, "
        "U was multiplied by h_prev.",
        changed(dU=lambda k: tf.transpose(k.c_prev) @ k.dz),
    ),
    Mistake(
        "dU-transposed",
        "Only dU is wrong: it is transposed. Its shape is that of U, "
        "(units, 4 · units).",
        changed(dU=lambda k: tf.transpose(k.dz) @ k.h_prev),
    ),
    Mistake(
        "dW-transposed",
        "Only dW is wrong: it is transposed. Its shape is that of W, "
        "(features, 4 · units).",
        changed(dW=lambda k: tf.transpose(k.dz) @ k.x),
    ),
    Mistake(
        "db-not-summed",
        "Only db is wrong: it still has a row for each sequence of the "
        "batch. b was added in every row, so the rows are added up.",
        changed(db=lambda k: k.dz),
    ),
    Mistake(
        "db-mean",
        "Only db is wrong: you took the mean over the batch, where dW and "
        "dU add. Each row is one more use of b.",
        changed(db=lambda k: tf.reduce_mean(k.dz, axis=0)),
    ),
    Mistake(
        "db-wrong-axis",
        "Only db is wrong: you added up along the units and kept the batch. "
        "b has no batch: sum over axis 0.",
        changed(db=lambda k: tf.reduce_sum(k.dz, axis=1)),
    ),
    Mistake(
        "db-one-number",
        "Only db is wrong: it is a single number. Every unit has four "
        "biases of its own: sum over axis 0 alone.",
        changed(db=lambda k: tf.reduce_sum(k.dz)),
    ),
    Mistake(
        "batch-mean",
        "dW, dU and db are divided by the batch. If the loss is a mean, dh "
        "and dc carry that division already; here the uses are added.",
        _mean_over_batch(dW=True, dU=True, db=True),
    ),
    Mistake(
        "dW-and-dU-swapped",
        "dW and dU have changed places: W met the input, U the old h.",
        _swapped("dW", "dU"),
    ),
    Mistake(
        "dh_prev-and-dc_prev-swapped",
        "dh_prev and dc_prev have changed places.",
        _swapped("dh_prev", "dc_prev"),
    ),
    _IN_NUMPY,
)

MISTAKES = (*_PATHS, *_SHARES, *_ACTIVATIONS, *_ORDERS, *_PRODUCTS)
