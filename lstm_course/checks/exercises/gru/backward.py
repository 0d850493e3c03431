"""Complete the way back through one step of a GRU."""

from lstm_course.cells import GRUStep
from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.checks.exercises.gru.step import gru_step
from lstm_course.runtime import tf


def gru_step_backward(dh, step, x, h_prev, W, U, b):
    """Go back through one step of a GRU with reset_after=True.

    dh arrives at h, step is what gru_step returned; da is a gradient of a.
    Returns da_x and da_h, (batch, 3 * units), then dx, dh_prev, dW, dU and
    db, each shaped like what it belongs to.
    """
    z, r, g, _ = step
    h_g = tf.split(h_prev @ U + b[1], 3, axis=-1)[2]
    da_z = dh * (h_prev - g) * z * (1 - z)
    da_g = dh * (1 - z) * (1 - g**2)
    da_r = da_g * h_g * r * (1 - r)
    da_x = tf.concat([da_z, da_r, da_g], axis=-1)  # as it reaches x W
    da_h = tf.concat([da_z, da_r, da_g * r], axis=-1)  # and h_prev U
    dx = da_x @ tf.transpose(W)
    dh_prev = dh * z + da_h @ tf.transpose(U)
    dW = tf.transpose(x) @ da_x
    dU = tf.transpose(h_prev) @ da_h
    db = tf.stack([tf.reduce_sum(da_x, axis=0), tf.reduce_sum(da_h, axis=0)])
    return da_x, da_h, dx, dh_prev, dW, dU, db


def _gru_step_backward_given(dh, step, x, h_prev, W, U, b):
    """Go back through one step of a GRU with reset_after=True.

    dh arrives at h, step is what gru_step returned; da is a gradient of a.
    Returns da_x and da_h, (batch, 3 * units), then dx, dh_prev, dW, dU and
    db, each shaped like what it belongs to.
    """
    z, r, g, _ = step
    h_g = tf.split(h_prev @ U + b[1], 3, axis=-1)[2]
    da_z = ...
    da_g = ...
    da_r = ...
    da_x = tf.concat([da_z, da_r, da_g], axis=-1)  # as it reaches x W
    da_h = tf.concat([da_z, da_r, ...], axis=-1)  # and h_prev U
    dx = da_x @ tf.transpose(W)
    dh_prev = ...
    dW = tf.transpose(x) @ da_x
    dU = tf.transpose(h_prev) @ da_h
    db = tf.stack([tf.reduce_sum(da_x, axis=0), tf.reduce_sum(da_h, axis=0)])
    return da_x, da_h, dx, dh_prev, dW, dU, db


# batch, features and units all differ, so that a transpose cannot hide.
_SIZES = ((1, 1, 1), (1, 2, 3), (4, 3, 2), (5, 2, 4), (2, 5, 3))


def _cases(rng):
    cases = []
    for batch, features, units in _SIZES:
        arrays = (
            rng.normal(size=(batch, units)),
            rng.normal(size=(batch, features)),
            rng.uniform(-1, 1, size=(batch, units)),
            rng.normal(size=(features, 3 * units)),
            rng.normal(size=(units, 3 * units)),
            rng.normal(size=(2, 3 * units)),
        )
        dh, x, h_prev, W, U, b = (tf.constant(a, tf.float64) for a in arrays)
        step = gru_step(x, h_prev, W, U, b, reset_after=True)
        about = f"batch {batch}, features {features}, units {units}"
        cases.append(Case((dh, GRUStep(*step), x, h_prev, W, U, b), about))
    return cases


def _z(s):
    return s["dh"] * (s["h_prev"] - s["g"]) * s["z"] * (1 - s["z"])


def _g(s):
    return s["dh"] * (1 - s["z"]) * (1 - s["g"] ** 2)


def _r(s):
    return s["da_g"] * s["h_g"] * s["r"] * (1 - s["r"])


def _into_h(s):
    return s["da_g"] * s["r"]


def _h_prev(s):
    return s["dh"] * s["z"] + s["back"]


def _but(da_z=_z, da_g=_g, da_r=_r, into_h=_into_h, dh_prev=_h_prev):
    """Make an answer with one of the blanks filled in another way."""

    def backward(dh, step, x, h_prev, W, U, b):
        z, r, g, h = step
        U_g = tf.split(U, 3, axis=-1)[2]
        h_g = tf.split(h_prev @ U + b[1], 3, axis=-1)[2]
        s = {"dh": dh, "h_prev": h_prev, "h_g": h_g, "z": z, "r": r}
        s |= {"g": g, "h": h, "product": h_prev @ U_g}
        s["da_g"] = da_g(s)
        gates = [da_z(s), da_r(s)]
        da_x = tf.concat([*gates, s["da_g"]], axis=-1)
        da_h = tf.concat([*gates, into_h(s)], axis=-1)
        s["back"] = da_h @ tf.transpose(U)
        s["back_x"] = da_x @ tf.transpose(U)
        db = [tf.reduce_sum(da, axis=0) for da in (da_x, da_h)]
        return (
            da_x,
            da_h,
            da_x @ tf.transpose(W),
            dh_prev(s),
            tf.transpose(x) @ da_x,
            tf.transpose(h_prev) @ da_h,
            tf.stack(db),
        )

    return backward


_BLOCKS = ("z", "r", "g")

GRU_STEP_BACKWARD = FunctionExercise(
    solution=gru_step_backward,
    given=_gru_step_backward_given,
    hints=(
        "Begin at h = z * h_prev + (1 - z) * g. It holds z twice: what is "
        "the derivative of h with respect to z? And with respect to g?",
        "Behind z and r lies a sigmoid, with the slope z * (1 - z); behind g "
        "a tanh, with the slope 1 - g**2.",
        "r stands in g's sum as r * h_g, so what reaches r is da_g * h_g, "
        "and what reaches h_g is da_g * r. The first goes on through the "
        "sigmoid of r, the second belongs into da_h.",
        "h_prev reaches h in two ways: directly, with the factor z, and "
        "through all three blocks of U: da_h @ tf.transpose(U).",
    ),
    cases=_cases,
    outputs=(
        Output("da_x", ("batch", "3 * units"), blocks=_BLOCKS),
        Output("da_h", ("batch", "3 * units"), blocks=_BLOCKS),
        Output("dx", ("batch", "features")),
        Output("dh_prev", ("batch", "units")),
        Output("dW", ("features", "3 * units"), blocks=_BLOCKS),
        Output("dU", ("units", "3 * units"), blocks=_BLOCKS),
        Output("db", ("2", "3 * units"), blocks=_BLOCKS),
    ),
    mistakes=(
        Mistake(
            "z-sign",
            "da_z has the wrong sign: a larger z keeps more of h_prev and "
            "lets in *less* of g.",
            _but(da_z=lambda s: -_z(s)),
        ),
        Mistake(
            "z-kept-only",
            "In da_z the second use of z is missing. It stands twice in h: "
            "before h_prev, and in 1 − z before g.",
            _but(da_z=lambda s: s["dh"] * s["h_prev"] * s["z"] * (1 - s["z"])),
        ),
        Mistake(
            "z-written-only",
            "In da_z the first use of z is missing: it also stands before "
            "h_prev.",
            _but(da_z=lambda s: -s["dh"] * s["g"] * s["z"] * (1 - s["z"])),
        ),
        Mistake(
            "z-added",
            "da_z adds h_prev and g. In h the second share is 1 − z: mind "
            "the sign of its derivative.",
            _but(
                da_z=lambda s: (
                    s["dh"] * (s["h_prev"] + s["g"]) * s["z"] * (1 - s["z"])
                )
            ),
        ),
        Mistake(
            "z-new-state",
            "da_z uses h, the state that this step made. z stands before "
            "h_prev.",
            _but(
                da_z=lambda s: (
                    s["dh"] * (s["h"] - s["g"]) * s["z"] * (1 - s["z"])
                )
            ),
        ),
        Mistake(
            "z-no-slope",
            "da_z stops before the sigmoid of z. Multiply by its slope.",
            _but(da_z=lambda s: s["dh"] * (s["h_prev"] - s["g"])),
        ),
        Mistake(
            "z-tanh-slope",
            "da_z has the slope of a tanh, 1 − z². z comes from a sigmoid.",
            _but(
                da_z=lambda s: (
                    s["dh"] * (s["h_prev"] - s["g"]) * (1 - s["z"] ** 2)
                )
            ),
        ),
        Mistake(
            "z-no-factor",
            "da_z is dh times the slope of the sigmoid. What is the "
            "derivative of h with respect to z?",
            _but(da_z=lambda s: s["dh"] * s["z"] * (1 - s["z"])),
        ),
        Mistake(
            "g-kept-share",
            "da_g has the factor z. The share of g in h is 1 − z.",
            _but(da_g=lambda s: s["dh"] * s["z"] * (1 - s["g"] ** 2)),
        ),
        Mistake(
            "g-no-share",
            "da_g lacks the share that g has in h.",
            _but(da_g=lambda s: s["dh"] * (1 - s["g"] ** 2)),
        ),
        Mistake(
            "g-no-slope",
            "da_g stops before the tanh of g. Multiply by its slope.",
            _but(da_g=lambda s: s["dh"] * (1 - s["z"])),
        ),
        Mistake(
            "g-sigmoid-slope",
            "da_g has the slope of a sigmoid, g (1 − g). g comes from a tanh.",
            _but(
                da_g=lambda s: s["dh"] * (1 - s["z"]) * s["g"] * (1 - s["g"])
            ),
        ),
        Mistake(
            "g-not-squared",
            "da_g has the slope 1 − g. In the slope of the tanh, g is "
            "squared.",
            _but(da_g=lambda s: s["dh"] * (1 - s["z"]) * (1 - s["g"])),
        ),
        Mistake(
            "g-tanh-twice",
            "da_g has the slope 1 − tanh(g)². g *is* the tanh already.",
            _but(
                da_g=lambda s: (
                    s["dh"] * (1 - s["z"]) * (1 - tf.tanh(s["g"]) ** 2)
                )
            ),
        ),
        Mistake(
            "r-other-convention",
            "da_r has the factor h_prev. That would be right for one unit "
            "that resets before the product; here r multiplies h_g, the "
            "product with its bias.",
            _but(
                da_r=lambda s: s["da_g"] * s["h_prev"] * s["r"] * (1 - s["r"])
            ),
        ),
        Mistake(
            "r-without-bias",
            "da_r uses the product h_prev U without its bias. r multiplies "
            "both.",
            _but(
                da_r=lambda s: s["da_g"] * s["product"] * s["r"] * (1 - s["r"])
            ),
        ),
        Mistake(
            "r-no-factor",
            "da_r lacks a factor: in r * h_g the derivative with respect to "
            "r is h_g.",
            _but(da_r=lambda s: s["da_g"] * s["r"] * (1 - s["r"])),
        ),
        Mistake(
            "r-around-the-tanh",
            "da_r starts from dh (1 − z) and goes around the tanh of g. "
            "Start from da_g.",
            _but(
                da_r=lambda s: (
                    s["dh"] * (1 - s["z"]) * s["h_g"] * s["r"] * (1 - s["r"])
                )
            ),
        ),
        Mistake(
            "r-from-dh",
            "da_r starts from dh. r acts inside g: on the way back lie the "
            "share of g and its tanh, and da_g has passed both.",
            _but(da_r=lambda s: s["dh"] * s["h_g"] * s["r"] * (1 - s["r"])),
        ),
        Mistake(
            "r-no-slope",
            "da_r stops before the sigmoid of r. Multiply by its slope.",
            _but(da_r=lambda s: s["da_g"] * s["h_g"]),
        ),
        Mistake(
            "r-tanh-slope",
            "da_r has the slope of a tanh, 1 − r². r comes from a sigmoid.",
            _but(da_r=lambda s: s["da_g"] * s["h_g"] * (1 - s["r"] ** 2)),
        ),
        Mistake(
            "not-reset",
            "da_x is right. In da_h the third block is da_g itself: on "
            "its way to h_prev U it passes the reset gate.",
            _but(into_h=lambda s: s["da_g"]),
        ),
        Mistake(
            "reset-by-one-minus-r",
            "da_x is right. In da_h the third block has the factor "
            "1 − r. What was let through forward is let through backward: r.",
            _but(into_h=lambda s: s["da_g"] * (1 - s["r"])),
        ),
        Mistake(
            "reset-block-is-r",
            "da_x is right. In da_h the third block is da_r once more. "
            "It is what reaches the g block of h_prev U.",
            _but(into_h=lambda s: _r(s)),
        ),
        Mistake(
            "h_prev-from-da_x",
            "Only dh_prev is wrong: you sent da_x back through U. What "
            "reaches h_prev U is da_h.",
            _but(dh_prev=lambda s: s["dh"] * s["z"] + s["back_x"]),
        ),
        Mistake(
            "no-direct-path",
            "Only dh_prev is wrong: the direct path is missing. z·h_prev is "
            "part of h, with no weights in between.",
            _but(dh_prev=lambda s: s["back"]),
        ),
        Mistake(
            "direct-path-only",
            "Only dh_prev is wrong: it holds the direct path alone. h_prev "
            "also went through U into all three blocks.",
            _but(dh_prev=lambda s: s["dh"] * s["z"]),
        ),
        Mistake(
            "direct-path-open",
            "Only dh_prev is wrong: on the direct path the gradient passes "
            "the gate z, too.",
            _but(dh_prev=lambda s: s["dh"] + s["back"]),
        ),
        Mistake(
            "direct-path-shut",
            "Only dh_prev is wrong: on the direct path you have 1 − z. The "
            "share of h_prev in h is z.",
            _but(dh_prev=lambda s: s["dh"] * (1 - s["z"]) + s["back"]),
        ),
    ),
    tried="random steps of five sizes, against the formulas",
)
