"""One step of an LSTM backward as a list of lines that can be changed.

The wrong answers of several exercises are the right step with a line or two
replaced.
"""

from types import SimpleNamespace

import numpy as np

from lstm_course.backward import Grads
from lstm_course.cells import Step
from lstm_course.checks.exercise import Case, Output
from lstm_course.runtime import tf

_LINES = {
    "through_h": lambda k: k.dh * k.o * (1 - tf.tanh(k.c) ** 2),
    "total": lambda k: k.dc + k.through_h,
    "di": lambda k: k.total * k.g,
    "df": lambda k: k.total * k.c_prev,
    "dg": lambda k: k.total * k.i,
    "do": lambda k: k.dh * tf.tanh(k.c),
    "slope_i": lambda k: k.i * (1 - k.i),
    "slope_f": lambda k: k.f * (1 - k.f),
    "slope_g": lambda k: 1 - k.g**2,
    "slope_o": lambda k: k.o * (1 - k.o),
    "blocks": lambda k: [
        k.di * k.slope_i,
        k.df * k.slope_f,
        k.dg * k.slope_g,
        k.do * k.slope_o,
    ],
    "dz": lambda k: tf.concat(k.blocks, axis=-1),
    "dx": lambda k: k.dz @ tf.transpose(k.W),
    "dh_prev": lambda k: k.dz @ tf.transpose(k.U),
    "dc_prev": lambda k: k.total * k.f,
    "dW": lambda k: tf.transpose(k.x) @ k.dz,
    "dU": lambda k: tf.transpose(k.h_prev) @ k.dz,
    "db": lambda k: tf.reduce_sum(k.dz, axis=0),
}


def changed(**lines):
    """Return a step backward with the given lines in place of the right."""

    def backward(dh, dc, step, x, h_prev, c_prev, W, U):
        k = SimpleNamespace(
            dh=dh, dc=dc, **step._asdict(), x=x, h_prev=h_prev, c_prev=c_prev
        )
        k.W, k.U = W, U
        for name, line in {**_LINES, **lines}.items():
            setattr(k, name, line(k))
        return Grads(k.dx, k.dh_prev, k.dc_prev, k.dW, k.dU, k.db)

    return backward


GATES = ("i", "f", "g", "o")
OUTPUTS = (
    # The bias comes first: its blocks say which gate goes wrong.
    Output("db", ("4 * units",), blocks=GATES),
    Output("dW", ("features", "4 * units"), blocks=GATES),
    Output("dU", ("units", "4 * units"), blocks=GATES),
    Output("dc_prev", ("batch", "units")),
    Output("dh_prev", ("batch", "units")),
    Output("dx", ("batch", "features")),
)

# batch, features and units all differ, so that a transpose cannot hide.
_SIZES = ((1, 1, 1), (1, 2, 3), (4, 3, 2), (5, 2, 4), (2, 5, 3))


def forward(x, h_prev, c_prev, W, U, b):
    """Return the Step of an LSTM, from NumPy arrays."""
    z_i, z_f, z_g, z_o = np.split(x @ W + h_prev @ U + b, 4, axis=-1)
    i, f, o = (1 / (1 + np.exp(-z)) for z in (z_i, z_f, z_o))
    g = np.tanh(z_g)
    c = f * c_prev + i * g
    return Step(i, f, g, o, c, o * np.tanh(c))


def as_tensors(value):
    """Return an array, or a Step of them, in float64 tensors."""
    if isinstance(value, Step):
        return Step(*(tf.constant(part, tf.float64) for part in value))
    return tf.constant(value, tf.float64)


def cases(rng):
    """Return random steps backward of five sizes, some with large states."""
    found = []
    for batch, features, units in _SIZES:
        for scale, note in ((1.0, ""), (3.0, ", large states")):
            x = rng.normal(size=(batch, features))
            h_prev = rng.uniform(-1, 1, size=(batch, units))
            c_prev = scale * rng.normal(size=(batch, units))
            W = rng.normal(size=(features, 4 * units))
            U = rng.normal(size=(units, 4 * units))
            b = rng.normal(size=4 * units)
            dh, dc = rng.normal(size=(2, batch, units))
            step = forward(x, h_prev, c_prev, W, U, b)
            args = dh, dc, step, x, h_prev, c_prev, W, U
            about = f"batch {batch}, features {features}, units {units}{note}"
            found.append(Case(tuple(map(as_tensors, args)), about))
    return found
