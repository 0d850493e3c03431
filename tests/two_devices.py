"""Train some of the course's cells on one processor taken for two devices.

    python -m tests.two_devices FILE

trains a small model of each alone and under `MirroredStrategy`, and
writes what came of it to FILE as JSON. It needs a process of its own: how
many devices a processor is must be said before TensorFlow begins to work.
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np

from lstm_course import models
from lstm_course.runtime import keras, seed, tf

UNITS, BATCH = 4, 8
CELLS = models.LSTMCell, models.PeepholeLSTMCell, models.GRUCell


def data():
    """Return xs (24, 6, 2) and the mean of each first feature, (24, 1)."""
    rng = np.random.default_rng(0)
    xs = rng.normal(size=(3 * BATCH, 6, 2)).astype("float32")
    return xs, xs[:, :, 0].mean(axis=1, keepdims=True)


def trained(cell):
    """Return a model with a cell after two epochs, and its losses."""
    seed(0)
    model = keras.Sequential(
        [
            keras.Input((6, 2)),
            keras.layers.RNN(cell(UNITS)),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.Adam(0.02), "mse", jit_compile=False)
    done = model.fit(*data(), BATCH, 2, verbose=0, shuffle=False)
    return model, done.history["loss"]


def loaded(model):
    """Return the model from the file that it is saved to."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "model.keras")
        model.save(file)
        return keras.models.load_model(file)


def measured(cell, strategy):
    """Return what training gives alone and shared, and what a file holds."""
    alone, losses = trained(cell)
    with strategy.scope():
        shared, shared_losses = trained(cell)
    again = loaded(shared)
    three = alone, shared, again
    xs, _ = data()
    return {
        "losses": [losses, shared_losses],
        "weights": [
            [weight.tolist() for weight in model.get_weights()]
            for model in three
        ],
        "outputs": [model(xs).numpy().tolist() for model in three],
        "steps": [
            int(keras.ops.convert_to_numpy(model.optimizer.iterations))
            for model in three
        ],
    }


def main(file):
    """Measure every cell."""
    cpu = tf.config.list_physical_devices("CPU")[0]
    two = [tf.config.LogicalDeviceConfiguration()] * 2
    tf.config.set_logical_device_configuration(cpu, two)
    tf.get_logger().setLevel("ERROR")
    strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
    found = {cell.__name__: measured(cell, strategy) for cell in CELLS}
    found["devices"] = strategy.num_replicas_in_sync
    Path(file).write_text(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
