"""The weights a seed starts from."""

from typing import NamedTuple

import numpy as np

from lstm_course import unroll
from lstm_course.cells import PeepholeWeights, Weights
from lstm_course.models import ForgetBias, InputBias
from lstm_course.runtime import keras, tf

_USUAL_BIAS = {
    unroll.LSTM.name: ForgetBias(1.0),
    unroll.PEEPHOLE.name: ForgetBias(1.0),
    unroll.COUPLED.name: InputBias(-1.0, gates=3),
}


class Parameters(NamedTuple):
    """Hold a network: the cell's weights, and V, v of its dense layer.

    V is (units, outputs), v is (outputs,).
    """

    cell: tuple
    V: object
    v: object


def parameters(cell, task, units, bias, rng):
    """Draw the Parameters of a network, float32.

    W and V start Glorot uniform, U orthogonal, v at zero; the bias as a
    Keras initialiser says, or a function of rng and units. A bias of None is
    the usual start of the cell, a forget bias of 1 where it has the gate.

    Raises ValueError for a bias of the wrong shape.
    """
    columns = cell.gates * units
    W = keras.initializers.GlorotUniform(seed=_seed(rng))(
        (task.features, columns)
    )
    U = keras.initializers.Orthogonal(seed=_seed(rng))((units, columns))
    V = keras.initializers.GlorotUniform(seed=_seed(rng))(
        (units, task.outputs)
    )
    b = _bias(cell, units, bias, rng)
    weights = Weights(W, U, b)
    if cell.name == unroll.PEEPHOLE.name:
        weights = PeepholeWeights(*weights, P=tf.zeros((3, units)))
    return Parameters(weights, V, tf.zeros(task.outputs))


def _bias(cell, units, bias, rng):
    shape = (cell.gates * units,)
    full = (2, *shape) if cell.reset_after else shape
    if bias is None:
        bias = _USUAL_BIAS.get(cell.name, keras.initializers.Zeros())
    if isinstance(bias, keras.initializers.Initializer):
        values = _with_seed(bias, rng)(full)
    else:
        values = bias(rng, units)
    values = np.asarray(values, np.float32)
    if values.shape == shape != full:
        # What a gate starts from stands in the first row alone.
        values = np.stack([values, np.zeros_like(values)])
    if values.shape != full:
        raise ValueError(
            f"bias: expected {cell.gates} * units = {shape[0]} numbers for"
            f" {cell.name}, got the shape {values.shape}"
        )
    if not np.isfinite(values).all():
        raise ValueError("bias: expected finite numbers, got NaN or infinity")
    return tf.constant(values)


def _with_seed(initializer, rng):
    """Return the initialiser with a seed of this run, if it takes one."""
    config = initializer.get_config()
    if "seed" not in config:
        return initializer
    return type(initializer).from_config({**config, "seed": _seed(rng)})


def _seed(rng):
    return int(rng.integers(2**31))
