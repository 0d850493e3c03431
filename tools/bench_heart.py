"""Time one training step of an LSTM: ours, Keras's, and peers'.

The model is that of the adding problem: sequences of two features, an LSTM,
a dense unit on its last output, mean squared error, Adam. All run side by
side: in each round every contender takes some steps in turn, so that what
else the machine does hits all of them. Ratios are taken within a round, and
the median over the rounds is reported; compiling is timed apart.

PyTorch and JAX run in a process of their own (see `tools.bench_peers`), with
this Python or the one that LSTM_COURSE_PEERS names.
"""

import statistics
import time
from typing import NamedTuple

import numpy as np

from lstm_course import cells, unroll
from lstm_course.runtime import keras, seed, tf
from tools.bench import Table
from tools.bench_peers import Peers

FEATURES = 2
RATE = 1e-3
ROUNDS = 9
WARM = 3
"""Steps taken, and not counted, before a contender's turn is timed."""

OURS = "ours, compiled"


class Size(NamedTuple):
    """How large the layer and its sequences are, and the steps a round."""

    units: int
    time: int
    batch: int
    steps: int

    def __str__(self):
        return f"{self.units} units × {self.time} steps, batch {self.batch}"

    @property
    def flops(self):
        """Multiplications and additions of the matrix products of one step.

        U: forward, back to h, and for dU; W: forward, and for dW.
        """
        once = 2 * self.batch * self.time * 4 * self.units
        return once * (3 * self.units + 2 * FEATURES)


SIZES = (Size(32, 50, 32, 100), Size(100, 400, 32, 5), Size(128, 100, 64, 8))


def data(size, batches=1):
    """Return xs (batches * batch, time, features) and targets, float32."""
    rng = np.random.default_rng(0)
    count = batches * size.batch
    xs = rng.random((count, size.time, FEATURES), dtype=np.float32)
    return xs, rng.random((count, 1), dtype=np.float32)


def keras_model(size):
    """Return the model in Keras, always from the same start."""
    seed(0)
    return keras.Sequential(
        [
            keras.Input((size.time, FEATURES)),
            keras.layers.LSTM(size.units, use_cudnn=False),
            keras.layers.Dense(1),
        ]
    )


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


def bare(size, jit_compile):
    """Return step(xs, targets) with Keras's model and GradientTape."""
    model = keras_model(size)
    adam = keras.optimizers.Adam(RATE)
    adam.build(model.trainable_variables)

    @tf.function(jit_compile=jit_compile)
    def step(xs, targets):
        with tf.GradientTape() as tape:
            error = model(xs, training=True) - targets
            loss = tf.reduce_mean(error**2)
        grads = tape.gradient(loss, model.trainable_variables)
        adam.apply(grads, model.trainable_variables)
        return loss

    return step


def _compiled(make, size):
    """Return run(steps) of a step function, its compilation behind it."""
    xs, targets = map(tf.constant, data(size))
    # One trace, called as it is: looking it up costs as much as a small step.
    step = make(size).get_concrete_function(xs, targets)
    step(xs, targets)
    return lambda steps: timed(lambda: step(xs, targets).numpy(), steps)


def timed(step, steps):
    """Return the median seconds of a step that waits for its result."""
    times = []
    for _ in range(WARM + steps):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times[WARM:])


def _fit(jit_compile, size):
    """Return run(steps) of `fit`: seconds a step, of one epoch."""
    model = keras_model(size)
    model.compile(keras.optimizers.Adam(RATE), "mse", jit_compile=jit_compile)
    batches = 2 * size.steps
    xs, targets = data(size, batches)

    def run(_):
        start = time.perf_counter()
        model.fit(xs, targets, batch_size=size.batch, verbose=0)
        return (time.perf_counter() - start) / batches

    model.fit(*data(size), batch_size=size.batch, verbose=0)
    return run


CONTENDERS = {
    OURS: lambda size: _compiled(hand_written, size),
    "Keras fit": lambda size: _fit("auto", size),
    "Keras fit, jit_compile=True": lambda size: _fit(True, size),
    "Keras step, tf.function": lambda size: _compiled(
        lambda size: bare(size, jit_compile=False), size
    ),
    "Keras step, jit_compile=True": lambda size: _compiled(
        lambda size: bare(size, jit_compile=True), size
    ),
}
"""Functions of a size that give run(steps), which gives seconds a step."""


def matrix_rate(width=1024, products=5):
    """Return this machine's GFLOP/s at float32 matrix products."""
    square = tf.random.normal((width, width))
    product = tf.function(lambda: square @ square).get_concrete_function()
    return 2 * width**3 / timed(lambda: product().numpy(), products) / 1e9


def compare(size, peers, rounds=ROUNDS):
    """Return rows of text for one size, one a contender, and the rate.

    The rate is that of the matrix products, in GFLOP/s, in the same rounds.
    """
    runs, compiling = {}, {}
    for name, prepare in {**CONTENDERS, **peers.contenders(FEATURES)}.items():
        start = time.perf_counter()
        runs[name] = prepare(size)
        compiling[name] = time.perf_counter() - start
    seconds = {name: [] for name in runs}
    rates = []
    for _ in range(rounds):
        rates.append(matrix_rate())
        for name, run in runs.items():
            seconds[name].append(run(size.steps))
    rate = statistics.median(rates)
    rows = [
        _row(name, times, seconds[OURS], compiling[name], size, rate)
        for name, times in seconds.items()
    ]
    return rows, rate


def _row(name, times, ours, compiling, size, rate):
    middle = statistics.median(times)
    pairs = zip(times, ours, strict=True)
    ratio = statistics.median(one / two for one, two in pairs)
    return (
        f"{size.units} × {size.time} × {size.batch}",
        name,
        f"{1e3 * middle:.2f}",
        f"{ratio:.2f}",
        f"{size.flops / middle / 1e9 / rate:.0%}",
        f"{compiling:.1f}",
    )


def training_step():
    """Time one training step of every contender at every size."""
    with Peers() as peers:
        parts, rates = zip(
            *(compare(size, peers) for size in SIZES), strict=True
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
    return Table(title, columns, [row for rows in parts for row in rows])


if __name__ == "__main__":
    print(training_step())
