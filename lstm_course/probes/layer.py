"""Read a recurrent layer as one of our cells and its weights."""

from lstm_course import unroll
from lstm_course.cells import Weights
from lstm_course.runtime import keras, tf

_OF_KERAS = (
    (keras.layers.SimpleRNNCell, unroll.RNN),
    (keras.layers.LSTMCell, unroll.LSTM),
    (keras.layers.GRUCell, unroll.GRU),
)


def is_recurrent(layer):
    """Return True for a layer that `cell_and_weights` may read."""
    return isinstance(layer, (keras.layers.RNN, keras.layers.Bidirectional))


def cell_and_weights(layer):
    """Return the (Cell, weights) that compute what a built layer computes.

    layer is a Keras SimpleRNN, LSTM or GRU, or a keras.layers.RNN around one
    of their cells or of ours. Dropout is left out, as at inference.

    Raises TypeError for other layers, ValueError for one that is not built
    or whose activations are not the usual ones.
    """
    if not isinstance(layer, keras.layers.RNN):
        raise TypeError(
            "layer must be a SimpleRNN, LSTM, GRU or RNN layer, got "
            f"{type(layer).__name__}"
        )
    if not layer.built:
        raise ValueError(f"layer {layer.name!r} must be built: call it once")
    keras_cell = layer.cell
    if hasattr(keras_cell, "equations"):
        cell, weights = keras_cell.equations, keras_cell.as_weights()
    else:
        cell, weights = _equations(keras_cell), _weights(keras_cell)
    return cell, weights._make(map(tf.convert_to_tensor, weights))


def _equations(keras_cell):
    cell = next(
        (ours for kind, ours in _OF_KERAS if isinstance(keras_cell, kind)),
        None,
    )
    if cell is None:
        raise TypeError(
            "layer must have a SimpleRNN, LSTM or GRU cell or one of ours, "
            f"got {type(keras_cell).__name__}"
        )
    usual = {"activation": "tanh", "recurrent_activation": "sigmoid"}
    for name, expected in usual.items():
        function = getattr(keras_cell, name, None)
        if function not in (None, keras.activations.get(expected)):
            raise ValueError(
                f"layer must have {name} {expected}, got {function.__name__}"
            )
    if cell is unroll.GRU and not keras_cell.reset_after:
        return unroll.GRU_RESET_BEFORE
    return cell


def _weights(keras_cell):
    W, U = keras_cell.kernel, keras_cell.recurrent_kernel
    if keras_cell.use_bias:
        return Weights(W, U, keras_cell.bias)
    columns = U.shape[1]
    reset_after = getattr(keras_cell, "reset_after", False)
    shape = (2, columns) if reset_after else (columns,)
    return Weights(W, U, tf.zeros(shape, U.dtype))
