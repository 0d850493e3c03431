"""The model whose training step is timed: that of the adding problem.

Sequences of two features, an LSTM, a dense unit on its last output, mean
squared error, Adam.
"""

from typing import NamedTuple

import numpy as np

from lstm_course.bench.race import timed
from lstm_course.runtime import keras, seed, tf

FEATURES = 2
RATE = 1e-3


class Size(NamedTuple):
    """How large the layer and its sequences are, and the steps a turn."""

    units: int
    time: int
    batch: int
    steps: int

    def __str__(self):
        return f"{self.units} × {self.time} × {self.batch}"

    @property
    def flops(self):
        """Multiplications and additions of the matrix products of one step.

        U: forward, back to h, and for dU; W: forward, and for dW.
        """
        once = 2 * self.batch * self.time * 4 * self.units
        return once * (3 * self.units + 2 * FEATURES)


SMALL = Size(32, 50, 32, 100)
LONG = Size(100, 400, 32, 5)
LARGE = Size(128, 100, 64, 8)
SIZES = (SMALL, LONG, LARGE)


def data(size, batches=1):
    """Return xs (batches * batch, time, features) and targets, float32."""
    rng = np.random.default_rng(0)
    count = batches * size.batch
    xs = rng.random((count, size.time, FEATURES), dtype=np.float32)
    return xs, rng.random((count, 1), dtype=np.float32)


def keras_model(size, jit_compile=False, **options):
    """Return the model in Keras, always from the same start.

    jit_compile says how it will be compiled, options go to the LSTM.
    """
    # On a GPU cuDNN is what comes; it does not work inside XLA.
    cudnn = False if jit_compile is True else "auto"
    seed(0)
    return keras.Sequential(
        [
            keras.Input((size.time, FEATURES)),
            keras.layers.LSTM(size.units, use_cudnn=cudnn, **options),
            keras.layers.Dense(1),
        ]
    )


def keras_step(size, jit_compile, **options):
    """Return step(xs, targets) with Keras's model and GradientTape."""
    model = keras_model(size, jit_compile, **options)
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


def compiled(make, size):
    """Return the turn of make(size), a step function, already compiled."""
    xs, targets = map(tf.constant, data(size))
    # One trace, called as it is: looking it up costs as much as a small step.
    step = make(size).get_concrete_function(xs, targets)
    step(xs, targets)
    return lambda: timed(lambda: step(xs, targets).numpy(), size.steps)
