"""Weights of the cells, and how each starts.

The matrices start as in Keras: W Glorot uniform (Glorot & Bengio 2010), U
orthogonal (Saxe et al. 2014), b zero except for a forget gate.
"""

from typing import NamedTuple

from lstm_course.runtime import keras, tf


class Weights(NamedTuple):
    """Hold a cell's weights: Keras's kernel, recurrent_kernel and bias.

    W is (features, gates * units), U is (units, gates * units), b is
    (gates * units,), or (2, 3 * units) for a GRU with `reset_after`.
    """

    W: object
    U: object
    b: object


class PeepholeWeights(NamedTuple):
    """Hold the weights of a peephole LSTM; P is (3, units): i, f, o."""

    W: object
    U: object
    b: object
    P: object


def _matrices(features, units, gates, seed, dtype):
    for name, size in (("features", features), ("units", units)):
        if not isinstance(size, int) or size < 1:
            raise ValueError(
                f"{name} must be an integer of 1 or more, got {size!r}"
            )
    # The two matrices must not be drawn from the same stream.
    draw_W = keras.initializers.GlorotUniform(seed=2 * seed)
    draw_U = keras.initializers.Orthogonal(seed=2 * seed + 1)
    W = draw_W((features, gates * units), dtype="float64")
    U = draw_U((units, gates * units), dtype="float64")
    return tf.cast(W, dtype), tf.cast(U, dtype)


def rnn_weights(features, units, seed, dtype="float32"):
    """Draw the weights of a plain RNN."""
    W, U = _matrices(features, units, 1, seed, dtype)
    return Weights(W, U, tf.zeros(units, dtype))


def lstm_weights(features, units, seed, forget_bias=1.0, dtype="float32"):
    """Draw the weights of an LSTM; its forget gate starts at forget_bias.

    A bias of 1 keeps the gate open at the start (Gers et al. 2000; measured
    in Jozefowicz et al. 2015, section 3.3), and is Keras's default.
    """
    W, U = _matrices(features, units, 4, seed, dtype)
    zeros = tf.zeros(units, dtype)
    b = tf.concat([zeros, zeros + forget_bias, zeros, zeros], axis=0)
    return Weights(W, U, b)


def no_forget_weights(features, units, seed, dtype="float32"):
    """Draw the weights of an LSTM without a forget gate."""
    W, U = _matrices(features, units, 3, seed, dtype)
    return Weights(W, U, tf.zeros(3 * units, dtype))


def coupled_weights(features, units, seed, forget_bias=1.0, dtype="float32"):
    """Draw the weights of an LSTM with coupled gates, f = 1 - i.

    The one gate starts with bias -forget_bias, so that f starts as in
    `lstm_weights`.
    """
    W, U = _matrices(features, units, 3, seed, dtype)
    zeros = tf.zeros(units, dtype)
    return Weights(W, U, tf.concat([zeros - forget_bias, zeros, zeros], 0))


def peephole_weights(features, units, seed, forget_bias=1.0, dtype="float32"):
    """Draw the weights of a peephole LSTM; the peepholes start at zero."""
    weights = lstm_weights(features, units, seed, forget_bias, dtype)
    return PeepholeWeights(*weights, P=tf.zeros((3, units), dtype))


def gru_weights(features, units, seed, reset_after=True, dtype="float32"):
    """Draw the weights of a GRU; both rows of its bias start at zero."""
    W, U = _matrices(features, units, 3, seed, dtype)
    shape = (2, 3 * units) if reset_after else (3 * units,)
    return Weights(W, U, tf.zeros(shape, dtype))
