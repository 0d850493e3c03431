"""Find two bugs that a test from zero states with one sequence misses."""

from lstm_course.backward import Grads
from lstm_course.checks.exercise import FunctionExercise, Mistake
from lstm_course.checks.exercises.gradients.parts import (
    OUTPUTS,
    cases,
    changed,
)
from lstm_course.runtime import tf


def mended_step(dh, dc, step, x, h_prev, c_prev, W, U):
    """Go back through one step of an LSTM; two lines are to be mended."""
    i, f, g, o, c, h = step
    dc = dc + dh * o * (1 - tf.tanh(c) ** 2)
    dz_i = dc * g * i * (1 - i)
    dz_f = dc * c_prev * f * (1 - f)
    dz_g = dc * i * (1 - g**2)
    dz_o = dh * tf.tanh(c) * o * (1 - o)
    dz = tf.concat([dz_i, dz_f, dz_g, dz_o], axis=-1)
    dx, dh_prev = dz @ tf.transpose(W), dz @ tf.transpose(U)
    dW, dU = tf.transpose(x) @ dz, tf.transpose(h_prev) @ dz
    db = tf.reduce_sum(dz, axis=0)
    return Grads(dx, dh_prev, dc * f, dW, dU, db)


def broken_step(dh, dc, step, x, h_prev, c_prev, W, U):
    """Go back through one step of an LSTM; two lines are to be mended."""
    i, f, g, o, c, h = step
    dc = dc + dh * o * (1 - tf.tanh(c) ** 2)
    dz_i = dc * g * i * (1 - i)
    dz_f = dc * h_prev * f * (1 - f)
    dz_g = dc * i * (1 - g**2)
    dz_o = dh * tf.tanh(c) * o * (1 - o)
    dz = tf.concat([dz_i, dz_f, dz_g, dz_o], axis=-1)
    dx, dh_prev = dz @ tf.transpose(W), dz @ tf.transpose(U)
    dW, dU = tf.transpose(x) @ dz, tf.transpose(h_prev) @ dz
    db = dz[0]
    return Grads(dx, dh_prev, dc * f, dW, dU, db)


def _df(factor):
    return lambda k: k.total * factor(k)


MENDED_STEP = FunctionExercise(
    solution=mended_step,
    given=broken_step,
    hints=(
        "Which terms vanish when h_prev and c_prev are zero? A bug in one of "
        "them cannot be seen in a test that starts from zero.",
        "What looks the same for one sequence as for many? Look for a line "
        "in which the batch has one row, whether there are more or not.",
        "In the second report dW is wrong in the block of f alone: read the "
        "line of dz_f. And db is wrong on top of that: read its line, too.",
    ),
    cases=cases,
    outputs=OUTPUTS,
    mistakes=(
        Mistake(
            "f-still-broken",
            "db adds up the batch now. The block of f is still wrong: with a "
            "zero start h_prev and c_prev are the same, afterwards not.",
            changed(df=_df(lambda k: k.h_prev)),
        ),
        Mistake(
            "db-still-broken",
            "The block of f is mended. db is still the row of the first "
            "sequence; what do the others do to b?",
            changed(db=lambda k: k.dz[0]),
        ),
        Mistake(
            "df-from-c",
            "db is mended. In dz_f you now have c, which this step made. "
            "It also vanishes in no test, and is wrong in all: what did f "
            "multiply?",
            changed(df=_df(lambda k: k.c)),
        ),
        Mistake(
            "df-from-h",
            "db is mended. In dz_f you now have h, the state of this step. "
            "What did f multiply?",
            changed(df=_df(lambda k: k.h)),
        ),
        Mistake(
            "df-from-g",
            "db is mended. In dz_f you now have g: that is what stands "
            "beside i.",
            changed(df=_df(lambda k: k.g)),
        ),
        Mistake(
            "df-tanh",
            "db is mended. In dz_f you now have tanh(c_prev): the state is "
            "carried over without a tanh.",
            changed(df=_df(lambda k: tf.tanh(k.c_prev))),
        ),
        Mistake(
            "df-nothing",
            "db is mended. You took h_prev out of dz_f and put nothing in "
            "its place.",
            changed(df=_df(lambda k: 1.0)),
        ),
        Mistake(
            "db-mean",
            "The block of f is mended. db is a mean over the batch now, "
            "while dW and dU are sums.",
            changed(db=lambda k: tf.reduce_mean(k.dz, axis=0)),
        ),
        Mistake(
            "db-not-summed",
            "The block of f is mended. db has a row for each sequence now, "
            "and b has none: add them up.",
            changed(db=lambda k: k.dz),
        ),
        Mistake(
            "db-one-number",
            "The block of f is mended. db is a single number now: add up "
            "over the batch alone, axis 0.",
            changed(db=lambda k: tf.reduce_sum(k.dz)),
        ),
        Mistake(
            "db-last-row",
            "The block of f is mended. db is the row of the last sequence "
            "now, instead of the first.",
            changed(db=lambda k: k.dz[-1]),
        ),
        Mistake(
            "dU-was-right",
            "Both bugs are mended, and a third has come in: dU was right "
            "with h_prev, which U did multiply.",
            changed(dU=lambda k: tf.transpose(k.c_prev) @ k.dz),
        ),
        Mistake(
            "tanh-was-right",
            "Both bugs are mended, and a third has come in: in dz_o the "
            "tanh(c) was right.",
            changed(do=lambda k: k.dh * k.c),
        ),
        Mistake(
            "dc-was-right",
            "Both bugs are mended, and a third has come in: the line of dc "
            "was right, both paths meet in it.",
            changed(total=lambda k: k.dc),
        ),
    ),
    tried="random steps of five sizes, non-zero states, batches up to 5",
)
