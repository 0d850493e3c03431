"""The cells as Keras cells, for `keras.layers.RNN`."""

from lstm_course import unroll
from lstm_course.cells import PeepholeWeights, Weights
from lstm_course.models.initializers import ForgetBias, InputBias
from lstm_course.runtime import keras

_register = keras.saving.register_keras_serializable(package="lstm_course")


class _EquationCell(keras.layers.Layer):
    """Give a cell of `lstm_course.unroll` the interface of a Keras cell.

    Weights, their names and their initialisers are those of Keras's cells.
    """

    equations = None

    def __init__(
        self,
        units,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        **kwargs,
    ):
        super().__init__(**kwargs)
        if not isinstance(units, int) or units < 1:
            raise ValueError(
                f"units must be an integer of 1 or more, got {units!r}"
            )
        self.units = units
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.recurrent_initializer = keras.initializers.get(
            recurrent_initializer
        )
        self.bias_initializer = keras.initializers.get(bias_initializer)
        states = len(self.equations.states)
        self.state_size = [units] * states if states > 1 else units
        self.output_size = units

    def build(self, input_shape):
        """Make the weights; input_shape is (batch, features)."""
        columns = self.equations.gates * self.units
        self.kernel = self.add_weight(
            shape=(input_shape[-1], columns),
            name="kernel",
            initializer=self.kernel_initializer,
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, columns),
            name="recurrent_kernel",
            initializer=self.recurrent_initializer,
        )
        self.bias = self.add_weight(
            shape=(2, columns) if self.equations.reset_after else (columns,),
            name="bias",
            initializer=self.bias_initializer,
        )

    def as_weights(self):
        """Return the weights as the step of this cell takes them."""
        return Weights(self.kernel, self.recurrent_kernel, self.bias)

    def call(self, inputs, states, training=None):
        """Advance one time step.

        inputs is (batch, features), states a list of (batch, units): h, and
        c where the cell has one. Returns h and the list of new states.
        """
        step = self.equations.step(inputs, *states, self.as_weights())
        new = [getattr(step, name) for name in self.equations.states]
        return step.h, new

    def get_initial_state(self, batch_size=None):
        """Return zeros, a list of (batch, units)."""
        zeros = keras.ops.zeros((batch_size, self.units), self.compute_dtype)
        return [zeros for _ in self.equations.states]

    def get_config(self):
        """Return what makes the cell again, weights aside."""
        names = ("kernel", "recurrent", "bias")
        initializers = {
            f"{name}_initializer": keras.initializers.serialize(
                getattr(self, f"{name}_initializer")
            )
            for name in names
        }
        return {**super().get_config(), "units": self.units, **initializers}


@_register
class RNNCell(_EquationCell):
    """The plain RNN."""

    equations = unroll.RNN


@_register
class LSTMCell(_EquationCell):
    """The LSTM, its forget gate starting at a bias of 1."""

    equations = unroll.LSTM

    def __init__(self, units, bias_initializer=None, **kwargs):
        super().__init__(
            units,
            bias_initializer=bias_initializer or ForgetBias(1.0),
            **kwargs,
        )


@_register
class NoForgetLSTMCell(_EquationCell):
    """The LSTM without a forget gate."""

    equations = unroll.NO_FORGET


@_register
class CoupledLSTMCell(_EquationCell):
    """The LSTM with f = 1 - i, where f starts as at a bias of 1."""

    equations = unroll.COUPLED

    def __init__(self, units, bias_initializer=None, **kwargs):
        super().__init__(
            units,
            bias_initializer=bias_initializer or InputBias(-1.0, gates=3),
            **kwargs,
        )


@_register
class PeepholeLSTMCell(LSTMCell):
    """The LSTM whose gates see the cell; the peepholes start at zero."""

    equations = unroll.PEEPHOLE

    def build(self, input_shape):
        """Make the weights; input_shape is (batch, features)."""
        super().build(input_shape)
        self.peepholes = self.add_weight(
            shape=(3, self.units), name="peepholes", initializer="zeros"
        )

    def as_weights(self):
        """Return the weights as the step of this cell takes them."""
        return PeepholeWeights(*super().as_weights(), P=self.peepholes)


@_register
class GRUCell(_EquationCell):
    """The GRU, in either of its conventions."""

    def __init__(self, units, reset_after=True, **kwargs):
        self.reset_after = reset_after
        super().__init__(units, **kwargs)

    @property
    def equations(self):
        """Return the GRU of this cell's convention."""
        return unroll.GRU if self.reset_after else unroll.GRU_RESET_BEFORE

    def get_config(self):
        """Return what makes the cell again, weights aside."""
        return {**super().get_config(), "reset_after": self.reset_after}
