"""Every cell of the course with what a test of it needs."""

import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pytest

from lstm_course import backward, cells, unroll
from lstm_course.runtime import keras, tf


class Kind(NamedTuple):
    """A cell, its public functions, its weights and Keras's layer of it."""

    cell: unroll.Cell
    step: Callable
    step_backward: Callable
    weights: Callable
    keras_layer: Callable | None = None
    options: Mapping = MappingProxyType({})


# cuDNN refuses masks with gaps, and computes in another order.
_KERAS_GRU = functools.partial(keras.layers.GRU, use_cudnn=False)
_GRU = (cells.gru_step, backward.gru_step_backward, cells.gru_weights)
KINDS = {
    "rnn": Kind(
        unroll.RNN,
        cells.rnn_step,
        backward.rnn_step_backward,
        cells.rnn_weights,
        keras.layers.SimpleRNN,
    ),
    "lstm": Kind(
        unroll.LSTM,
        cells.lstm_step,
        backward.lstm_step_backward,
        cells.lstm_weights,
        functools.partial(keras.layers.LSTM, use_cudnn=False),
    ),
    "no_forget": Kind(
        unroll.NO_FORGET,
        cells.no_forget_step,
        backward.no_forget_step_backward,
        cells.no_forget_weights,
    ),
    "coupled": Kind(
        unroll.COUPLED,
        cells.coupled_step,
        backward.coupled_step_backward,
        cells.coupled_weights,
    ),
    "peephole": Kind(
        unroll.PEEPHOLE,
        cells.peephole_step,
        backward.peephole_step_backward,
        cells.peephole_weights,
    ),
    "gru": Kind(
        unroll.GRU,
        *_GRU,
        _KERAS_GRU,
        {"reset_after": True},
    ),
    "gru_before": Kind(
        unroll.GRU_RESET_BEFORE,
        *_GRU,
        _KERAS_GRU,
        {"reset_after": False},
    ),
}

each = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
each_of_keras = pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS.values() if kind.keras_layer],
    ids=[name for name, kind in KINDS.items() if kind.keras_layer],
)


def drawn(seed, *shape, dtype="float64"):
    """Return a normal tensor; other seeds, other values."""
    values = np.random.default_rng(seed).normal(size=shape)
    return tf.constant(values, dtype)


def drawn_weights(kind, features, units, dtype="float64"):
    """Return weights none of which is zero, one or equal to another."""
    start = kind.weights(features, units, seed=0, dtype=dtype, **kind.options)
    return start._make(
        drawn(10 + place, *value.shape, dtype=dtype)
        for place, value in enumerate(start)
    )


def drawn_state(kind, batch, units, seed=20, dtype="float64"):
    """Return a state, or a gradient of one, that is not zero."""
    return tuple(
        drawn(seed + place, batch, units, dtype=dtype)
        for place, _ in enumerate(kind.cell.states)
    )


def state_of(kind, step):
    """Return the state that a public step function left."""
    if kind.step is cells.rnn_step:
        return (step,)
    return tuple(getattr(step, name) for name in kind.cell.states)


def distance(one, two):
    """Return |a - b| / (|a| + |b|), 0 for two zeros."""
    one, two = np.asarray(one, np.float64), np.asarray(two, np.float64)
    assert one.shape == two.shape
    size = np.linalg.norm(one) + np.linalg.norm(two)
    return np.linalg.norm(one - two) / size if size else 0.0
