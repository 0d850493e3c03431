"""One step backward, for many units and a batch."""

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.runtime import tf


def rnn_step_backward(dh, h, x, h_prev, W, U):
    """Go back through one step, h = tanh(x W + h_prev U + b).

    dh is the gradient of the loss with respect to h, (batch, units).
    Returns dx, dh_prev, dW, dU, db, each shaped like what it belongs to.
    """
    dz = dh * (1 - h**2)
    dx = dz @ tf.transpose(W)
    dh_prev = dz @ tf.transpose(U)
    dW = tf.transpose(x) @ dz
    dU = tf.transpose(h_prev) @ dz
    db = tf.reduce_sum(dz, axis=0)
    return dx, dh_prev, dW, dU, db


# batch, features and units all differ, so that a transpose cannot hide.
_SIZES = ((1, 1, 1), (1, 2, 3), (4, 3, 2), (5, 2, 4), (2, 5, 3))


def _cases(rng):
    cases = []
    for batch, features, units in _SIZES:
        x = rng.normal(size=(batch, features))
        h_prev = rng.uniform(-1, 1, size=(batch, units))
        W = rng.normal(size=(features, units))
        U = rng.normal(size=(units, units))
        b = rng.normal(size=units)
        dh = rng.normal(size=(batch, units))
        x, h_prev, W, U, b, dh = (
            tf.constant(array, tf.float64)
            for array in (x, h_prev, W, U, b, dh)
        )
        h = tf.tanh(x @ W + h_prev @ U + b)
        about = f"batch {batch}, features {features}, units {units}"
        cases.append(Case((dh, h, x, h_prev, W, U), about))
    return cases


def _grads(dz, x, h_prev, W, U):
    return [
        dz @ tf.transpose(W),
        dz @ tf.transpose(U),
        tf.transpose(x) @ dz,
        tf.transpose(h_prev) @ dz,
        tf.reduce_sum(dz, axis=0),
    ]


def _slope(slope):
    """Make an answer with another slope of the tanh."""

    def backward(dh, h, x, h_prev, W, U):
        return _grads(dh * slope(h, h_prev), x, h_prev, W, U)

    return backward


def _without_dh(dh, h, x, h_prev, W, U):
    return _grads(1 - h**2, x, h_prev, W, U)


_NAMES = ("dx", "dh_prev", "dW", "dU", "db")


def _but(**changes):
    """Make an answer that is right but for some of its outputs."""

    def backward(dh, h, x, h_prev, W, U):
        dz = dh * (1 - h**2)
        found = _grads(dz, x, h_prev, W, U)
        given = {
            "dh": dh,
            "dz": dz,
            "h": h,
            "x": x,
            "h_prev": h_prev,
            "W": W,
            "U": U,
        }
        for name, change in changes.items():
            found[_NAMES.index(name)] = change(given)
        return found

    return backward


def _swapped(one, two):
    def backward(*args):
        found = list(rnn_step_backward(*args))
        found[one], found[two] = found[two], found[one]
        return found

    return backward


def _over_batch(array, like):
    return array / tf.cast(tf.shape(like)[0], array.dtype)


RNN_STEP_BACKWARD = FunctionExercise(
    solution=rnn_step_backward,
    compiled=True,
    hints=(
        "Begin with the tanh, as in the case of one unit: dz is dh times "
        "the slope of the tanh, element by element.",
        "Every gradient has the shape of what it belongs to. dz is (batch, "
        "units) and W is (features, units): dx must be (batch, features), so "
        "dz meets W with its axes exchanged, tf.transpose(W).",
        "dW is (features, units): x meets dz, and the axis that disappears "
        "in the product is the batch. dU works in the same way, with what U "
        "was multiplied by.",
        "b was added in every row of the batch, so db adds up the rows of "
        "dz: tf.reduce_sum(dz, axis=0).",
    ),
    cases=_cases,
    outputs=(
        Output("dx", ("batch", "features")),
        Output("dh_prev", ("batch", "units")),
        Output("dW", ("features", "units")),
        Output("dU", ("units", "units")),
        Output("db", ("units",)),
    ),
    mistakes=(
        Mistake(
            "no-tanh",
            "You use dh where dz belongs: the way back never passes the "
            "tanh. Multiply by its slope first.",
            _slope(lambda h, h_prev: 1.0),
        ),
        Mistake(
            "tanh-twice",
            "Your slope is 1 − tanh(h)². But h *is* the tanh already: "
            "squash it once more and the slope belongs to another point.",
            _slope(lambda h, h_prev: 1 - tf.tanh(h) ** 2),
        ),
        Mistake(
            "not-squared",
            "Your slope is 1 − h. In the slope of the tanh, the state is "
            "squared.",
            _slope(lambda h, h_prev: 1 - h),
        ),
        Mistake(
            "h-squared",
            "Your slope is h². It should be large where h is near 0 and "
            "vanish where the tanh is flat, near −1 and 1. Yours does the "
            "opposite.",
            _slope(lambda h, h_prev: h**2),
        ),
        Mistake(
            "sigmoid-slope",
            "h (1 − h) is the slope of a sigmoid. This step squashes with "
            "tanh.",
            _slope(lambda h, h_prev: h * (1 - h)),
        ),
        Mistake(
            "slope-at-h-prev",
            "You take the slope at h_prev. The tanh of this step made h.",
            _slope(lambda h, h_prev: 1 - h_prev**2),
        ),
        Mistake(
            "wrong-sign",
            "Your slope is h² − 1, so every gradient has the wrong sign: "
            "the tanh never falls.",
            _slope(lambda h, h_prev: h**2 - 1),
        ),
        Mistake(
            "U-not-transposed",
            "Only dh_prev is wrong: U must be transposed. U[j, k] leads "
            "from unit j to unit k, and the gradient goes the other way.",
            _but(dh_prev=lambda g: g["dz"] @ g["U"]),
        ),
        Mistake(
            "dh_prev-from-dh",
            "Only dh_prev is wrong: it starts from dh and goes around the "
            "tanh. Start from dz.",
            _but(dh_prev=lambda g: g["dh"] @ tf.transpose(g["U"])),
        ),
        Mistake(
            "dx-from-dh",
            "Only dx is wrong: it starts from dh and goes around the tanh. "
            "Start from dz.",
            _but(dx=lambda g: g["dh"] @ tf.transpose(g["W"])),
        ),
        Mistake(
            "weights-from-dh",
            "dx and dh_prev are right. The gradients of the weights start "
            "from dh and go around the tanh; they start from dz, too.",
            _but(
                dW=lambda g: tf.transpose(g["x"]) @ g["dh"],
                dU=lambda g: tf.transpose(g["h_prev"]) @ g["dh"],
                db=lambda g: tf.reduce_sum(g["dh"], 0),
            ),
        ),
        Mistake(
            "dh_prev-own-weight",
            "Only dh_prev is wrong: you multiply by the diagonal of U, as "
            "if each unit heard only itself. Every unit hears every unit.",
            _but(dh_prev=lambda g: g["dz"] * tf.linalg.diag_part(g["U"])),
        ),
        Mistake(
            "dh_prev-plus-dh",
            "Only dh_prev is wrong: you add dh to it. The old state reaches "
            "the new one through U alone, there is no second path.",
            _but(dh_prev=lambda g: g["dh"] + g["dz"] @ tf.transpose(g["U"])),
        ),
        Mistake(
            "dh_prev-through-tanh-before",
            "Only dh_prev is wrong: you multiplied it by 1 − h_prev² as "
            "well. That tanh belongs to the step before, which will pass it "
            "when its turn comes.",
            _but(
                dh_prev=lambda g: (
                    (g["dz"] @ tf.transpose(g["U"])) * (1 - g["h_prev"] ** 2)
                )
            ),
        ),
        Mistake(
            "dU-from-h",
            "Only dU is wrong: you took h, the state that this step made. U "
            "was multiplied by the state that the step read.",
            _but(dU=lambda g: tf.transpose(g["h"]) @ g["dz"]),
        ),
        Mistake(
            "dU-transposed",
            "Only dU is wrong: it is transposed. dU[j, k] belongs to "
            "U[j, k], the weight from unit j of h_prev to unit k of z.",
            _but(dU=lambda g: tf.transpose(g["dz"]) @ g["h_prev"]),
        ),
        Mistake(
            "dW-transposed",
            "Only dW is wrong: it is transposed. It must have the shape of "
            "W, (features, units).",
            _but(dW=lambda g: tf.transpose(g["dz"]) @ g["x"]),
        ),
        Mistake(
            "db-not-summed",
            "Only db is wrong: it still has one row for each stream of the "
            "batch. b was added in every row, so the rows are added up.",
            _but(db=lambda g: g["dz"]),
        ),
        Mistake(
            "db-mean",
            "Only db is wrong: you took the mean over the batch where the "
            "other gradients take the sum. Each row is one more use of b.",
            _but(db=lambda g: tf.reduce_mean(g["dz"], 0)),
        ),
        Mistake(
            "db-one-number",
            "Only db is wrong: you added up the units as well. Each unit "
            "has a b of its own: sum over axis 0 alone.",
            _but(db=lambda g: tf.reduce_sum(g["dz"])),
        ),
        Mistake(
            "batch-mean",
            "dW, dU and db are divided by the batch. If the loss is a mean, "
            "dh carries that division already; here the uses are added.",
            _but(
                dW=lambda g: _over_batch(
                    tf.transpose(g["x"]) @ g["dz"], g["x"]
                ),
                dU=lambda g: _over_batch(
                    tf.transpose(g["h_prev"]) @ g["dz"], g["x"]
                ),
                db=lambda g: tf.reduce_mean(g["dz"], 0),
            ),
        ),
        Mistake(
            "dx-and-dh_prev-swapped",
            "You return dh_prev first. The order is dx, dh_prev, dW, dU, db.",
            _swapped(0, 1),
        ),
        Mistake(
            "dh-forgotten",
            "Your dz is the slope of the tanh alone. It says how z moves h; "
            "multiply by dh, which says how h moves the loss.",
            _without_dh,
        ),
        Mistake(
            "divided-by-the-slope",
            "You divide by the slope of the tanh. A nudge of z moves h by "
            "the slope, so the gradient is multiplied by it.",
            _slope(lambda h, h_prev: 1 / (1 - h**2)),
        ),
        Mistake(
            "db-from-dh",
            "Only db is wrong: it adds up dh and goes around the tanh. "
            "Start from dz.",
            _but(db=lambda g: tf.reduce_sum(g["dh"], 0)),
        ),
        Mistake(
            "dW-and-dU-swapped",
            "dW and dU are exchanged: W meets the input x, U the state "
            "h_prev.",
            _swapped(2, 3),
        ),
    ),
    tried="random steps of five sizes, against the formulas",
)
