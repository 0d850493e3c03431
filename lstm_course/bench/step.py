"""Time one training step of an LSTM: ours, Keras's, and others'."""

import statistics
import time

from lstm_course import cells, unroll
from lstm_course.bench.model import (
    RATE,
    SIZES,
    compiled,
    data,
    keras_model,
    keras_step,
)
from lstm_course.bench.race import race, timed
from lstm_course.bench.table import Bars, Section, Table
from lstm_course.runtime import keras, tf

ROUNDS = 9

OURS = "ours, compiled"
_PRODUCTS = "matrix products"


def hand_written(size):
    """Return step(xs, targets): our forward, our backward, Adam."""
    variables = [
        tf.Variable(value) for value in keras_model(size).get_weights()
    ]
    adam = keras.optimizers.Adam(RATE)
    adam.build(variables)

    @tf.function(jit_compile=True)
    def step(xs, targets):
        W, U, b, V, d = (tf.convert_to_tensor(value) for value in variables)
        weights = cells.Weights(W, U, b)
        run = unroll.forward(unroll.LSTM, xs, None, weights)
        h, c = run.state
        error = h @ V + d - targets
        dy = 2 * error / tf.cast(tf.size(error), error.dtype)
        last = (dy @ tf.transpose(V), tf.zeros_like(c))
        grads = unroll.backward(unroll.LSTM, run, weights, dstate=last)
        dV, dd = tf.transpose(h) @ dy, tf.reduce_sum(dy, axis=0)
        adam.apply([*grads.dweights, dV, dd], variables)
        return tf.reduce_mean(error**2)

    return step


def _fit(jit_compile, size):
    """Return the turn of `fit`: seconds a step, of one epoch."""
    model = keras_model(size, jit_compile)
    model.compile(keras.optimizers.Adam(RATE), "mse", jit_compile=jit_compile)
    batches = 2 * size.steps
    xs, targets = data(size, batches)

    def turn():
        start = time.perf_counter()
        model.fit(xs, targets, batch_size=size.batch, verbose=0)
        return (time.perf_counter() - start) / batches

    model.fit(*data(size), batch_size=size.batch, verbose=0)
    return turn


CONTENDERS = {
    OURS: lambda size: compiled(hand_written, size),
    "Keras fit": lambda size: _fit("auto", size),
    "Keras fit, jit_compile=True": lambda size: _fit(True, size),
    "Keras step, tf.function": lambda size: compiled(
        lambda size: keras_step(size, jit_compile=False), size
    ),
    "Keras step, jit_compile=True": lambda size: compiled(
        lambda size: keras_step(size, jit_compile=True), size
    ),
}
"""Functions of a size that give a turn, which gives seconds a step."""


def matrix_rate(width=1024, products=5):
    """Return this machine's GFLOP/s at float32 matrix products."""
    square = tf.random.normal((width, width))
    product = tf.function(lambda: square @ square).get_concrete_function()
    return 2 * width**3 / timed(lambda: product().numpy(), products) / 1e9


def compare(size, others=None, rounds=ROUNDS):
    """Return rows of text for one size, one a contender, the rate and bars.

    others are more CONTENDERS. The rate is that of the matrix products, in
    GFLOP/s, in the same rounds.
    """
    names = {**CONTENDERS, **(others or {})}
    ran = race(
        {
            _PRODUCTS: lambda: matrix_rate,
            **{
                name: lambda prepare=prepare: prepare(size)
                for name, prepare in names.items()
            },
        },
        rounds,
    )
    rate = ran.median(_PRODUCTS)
    rows = [
        (
            str(size),
            name,
            f"{1e3 * ran.median(name):.2f}",
            f"{ran.ratio(name, OURS):.2f}",
            f"{size.flops / ran.median(name) / 1e9 / rate:.0%}",
            f"{ran.first[name]:.1f}",
        )
        for name in names
    ]
    return rows, rate, _bars(size, names, ran)


def _bars(size, names, ran):
    milliseconds = [1e3 * ran.median(name) for name in names]
    quickest = min(names, key=ran.median)
    return Bars(
        f"Quickest step: {quickest}",
        list(names),
        milliseconds,
        [f"{number:.2g} ms" for number in milliseconds],
        f"ms a step, {size} (units × time × batch)",
    )


def measure(sizes=SIZES, others=None, rounds=ROUNDS):
    """Return the Section of one training step at every size."""
    parts, rates, panels = zip(
        *(compare(size, others, rounds) for size in sizes), strict=True
    )
    columns = (
        "units × time × batch",
        "one training step",
        "ms",
        "times ours",
        "of matrix rate",
        "first s",
    )
    rate = statistics.median(rates)
    title = f"Training step (matrix products: {rate:.0f} GFLOP/s)"
    rows = [row for rows in parts for row in rows]
    return Section(Table(title, columns, rows), list(panels))
