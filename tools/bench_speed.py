"""Time the steps of "Where does the time go?": one LSTM, read in many ways.

All of them give the same last h. The versions in Python are those of the
chapter's exercises.
"""

import functools

import numpy as np

from lstm_course.bench.race import race, timed
from lstm_course.bench.table import Bars, Section, Table
from lstm_course.checks.exercises.speed.gates import gate_by_gate
from lstm_course.checks.exercises.speed.layer import fused_layer, hoisted_layer
from lstm_course.runtime import keras, tf

ROUNDS = 9
REPEATS = 5
"""Calls in a turn; the median counts."""

FIRST = "gate by gate"
SIZES = ((16, 50, 32, 32), (32, 100, 64, 128))
"""Batch, steps, features, units."""


def arguments(size):
    """Return xs, h, c, W, U and b for a size, float32."""
    batch, steps, features, units = size
    rng = np.random.default_rng(0)
    shapes = [(batch, steps, features), (batch, units), (batch, units)]
    shapes += [(features, 4 * units), (units, 4 * units), (4 * units,)]
    arrays = [rng.normal(size=shape) / shape[0] ** 0.5 for shape in shapes]
    return [tf.constant(array, tf.float32) for array in arrays]


def by_gates(xs, h, c, W, U, b):
    """Return the last h; each gate has two products of its own."""
    for t in range(xs.shape[1]):
        h, c = gate_by_gate(xs[:, t], h, c, W, U, b)
    return h


def looped(xs, h, c, W, U, b):
    """Return the last h; the projection is hoisted out of a graph's loop."""
    zs = tf.transpose(xs, (1, 0, 2)) @ W + b
    for t in tf.range(zs.shape[0]):
        h, c = _advance(zs[t] + h @ U, c)
    return h


def unhoisted(xs, h, c, W, U, b):
    """Return the last h; both products stand in a graph's loop."""
    xs = tf.transpose(xs, (1, 0, 2))
    for t in tf.range(xs.shape[0]):
        h, c = _advance(xs[t] @ W + h @ U + b, c)
    return h


def _advance(z, c):
    z_i, z_f, z_g, z_o = tf.split(z, 4, axis=-1)
    c = tf.sigmoid(z_f) * c + tf.sigmoid(z_i) * tf.tanh(z_g)
    return tf.sigmoid(z_o) * tf.tanh(c), c


def by_keras(args, use_cudnn=False):
    """Return a function of the arguments that calls Keras's layer."""
    xs, _, _, W, U, b = args
    layer = keras.layers.LSTM(U.shape[0], use_cudnn=use_cudnn)
    layer.build(xs.shape)
    layer.set_weights([W, U, b])

    def read(xs, h, c, _W, _U, _b):
        return layer(xs, initial_state=[h, c])

    return read


def contenders(args):
    """Return a function of the arguments for each version, by name."""
    compiled = functools.partial(tf.function, jit_compile=True)
    found = {
        FIRST: by_gates,
        "gates fused": fused_layer,
        "projection hoisted": hoisted_layer,
        "tf.function": tf.function(looped),
        "tf.function, not hoisted": tf.function(unhoisted),
        "XLA": compiled(looped),
        "XLA, not hoisted": compiled(unhoisted),
        "Keras": tf.function(by_keras(args)),
        "Keras, jit_compile": compiled(by_keras(args)),
    }
    if tf.config.list_physical_devices("GPU"):
        found["Keras, cuDNN"] = tf.function(by_keras(args, use_cudnn=True))
    return found


def compare(size, rounds=ROUNDS, others=None):
    """Return rows of text for one size, one a version, and bars.

    others are functions of a size that give a turn, by name.
    """
    args, others = arguments(size), others or {}

    def preparing(function):
        def ready():
            function(*args).numpy()
            return lambda: timed(lambda: function(*args).numpy(), REPEATS)

        return ready

    versions = {n: preparing(f) for n, f in contenders(args).items()}
    for name, prepare in others.items():
        versions[name] = lambda prepare=prepare: prepare(size)
    ran = race(versions, rounds)
    factors = {name: 1 / ran.ratio(name, FIRST) for name in versions}
    label = " × ".join(map(str, size))
    rows = [
        (
            label,
            name,
            f"{1e3 * ran.median(name):.2f}",
            f"{factors[name]:.1f}",
            f"{ran.first[name]:.1f}",
        )
        for name in versions
    ]
    quickest = max(factors, key=factors.get)
    bars = Bars(
        f"Quickest way to read: {quickest}",
        list(factors),
        list(factors.values()),
        [f"× {factor:.3g}" for factor in factors.values()],
        f"times as fast as {FIRST}, {label}",
        log=True,
    )
    return rows, bars


def measure(sizes=SIZES, rounds=ROUNDS, others=None):
    """Return the Section of the ladder at every size."""
    parts, panels = zip(
        *(compare(size, rounds, others) for size in sizes), strict=True
    )
    columns = (
        "batch × steps × features × units",
        "one LSTM, forward",
        "ms",
        "times as fast",
        "first s",
    )
    rows = [row for rows in parts for row in rows]
    return Section(Table("One LSTM made fast", columns, rows), list(panels))
