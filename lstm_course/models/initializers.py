"""How the biases of the gates start, as Keras initialisers.

They fill the whole bias of a cell, so a `keras.layers.LSTM` that takes one
needs `unit_forget_bias=False`: else Keras cuts the bias up and writes its own
ones into the forget gate.
"""

import math

from lstm_course.runtime import keras, tf

_register = keras.saving.register_keras_serializable(package="lstm_course")


class _Bias(keras.initializers.Initializer):
    """Fill one gate's block of the bias with a value, the others with 0."""

    place = None

    def __init__(self, value, gates=4):
        self.value = float(value)
        self.gates = gates

    def __call__(self, shape, dtype=None):
        """Return the bias, (gates * units,)."""
        values = [0.0] * self.gates
        values[self.place] = self.value
        return _filled(values, shape, dtype)

    def get_config(self):
        """Return what makes the initialiser again."""
        return {"value": self.value, "gates": self.gates}


@_register
class InputBias(_Bias):
    """Start the input gate, the first block, at a bias.

    gates is the number of blocks: 3 for cells without a forget gate of their
    own, where a negative value also keeps what is stored.
    """

    place = 0


@_register
class OutputBias(_Bias):
    """Start the output gate, the last block, at a bias; gates as above."""

    place = -1


@_register
class ForgetBias(_Bias):
    """Start an LSTM's forget gate at a bias.

    A gate with bias b keeps the fraction σ(b) a step: 0.73 for 1, 0.993 for
    5 (Gers, Schmidhuber & Cummins 2000, section 4).
    """

    place = 1

    def __init__(self, value=1.0):
        super().__init__(value)

    def get_config(self):
        """Return what makes the initialiser again."""
        return {"value": self.value}


@_register
class Chrono(keras.initializers.Initializer):
    """Spread an LSTM's memories over the time scales of a task.

    The forget gate starts at log u, u uniform between 1 and longest - 1, the
    input gate at minus that (Tallec & Ollivier 2018, section 2). longest is
    the longest range to remember, in time steps, 3 or more.
    """

    def __init__(self, longest, seed=None):
        if longest < 3:
            raise ValueError(
                f"longest must be 3 time steps or more, got {longest!r}"
            )
        self.longest = longest
        self._draw = keras.initializers.RandomUniform(1, longest - 1, seed)

    def __call__(self, shape, dtype=None):
        """Return the bias, (4 * units,)."""
        units = _units(shape, 4)
        b_f = tf.math.log(self._draw((units,), dtype))
        zeros = tf.zeros_like(b_f)
        return tf.concat([-b_f, b_f, zeros, zeros], axis=0)

    def get_config(self):
        """Return what makes the initialiser again, its seed included."""
        return {"longest": self.longest, "seed": self._draw.seed}


def _filled(values, shape, dtype):
    units = _units(shape, len(values))
    return tf.repeat(
        tf.constant(values, dtype or keras.config.floatx()), units
    )


def _units(shape, gates):
    units, rest = divmod(math.prod(shape), gates)
    if len(shape) != 1 or rest:
        raise ValueError(
            f"shape must be ({gates} * units,), got {tuple(shape)}"
        )
    return units
