"""What decides whether Keras hands a layer to cuDNN.

Keras asks this in two places: `LSTM.inner_loop` (and GRU's) looks at
use_cudnn and recurrent_dropout, `keras/src/backend/tensorflow/rnn.py` at the
rest. The tests hold this page to both, and to the graphs they trace.
"""

from lstm_course.runtime import keras, tf


def wrong_arguments(layer):
    """Return the arguments that keep an LSTM or GRU from cuDNN.

    It is a dict from name to (value, the value cuDNN needs), both as code.
    """
    return {
        name: (as_code(value), needed)
        for name, value, allowed, needed in _arguments(layer)
        if not allowed
    }


def suits_cudnn(cell):
    """Return True for an LSTMCell or GRUCell of Keras that cuDNN could do."""
    return all(allowed for _, _, allowed, _ in _cell_arguments(cell))


def has_cudnn(layer):
    """Return True for the two layers of Keras that know of cuDNN."""
    return isinstance(layer, (keras.layers.LSTM, keras.layers.GRU))


def gives_up_xla(layer, remade=False):
    """Return True if the layer, made on a GPU, keeps its model from XLA.

    Keras decides when the layer is made, before it looks at
    recurrent_dropout. remade says that Bidirectional made the layer: it does
    so with use_cudnn="auto", and sets the learner's value too late.
    """
    if not has_cudnn(layer):
        return not layer.supports_jit
    ignored = {"recurrent_dropout"} | ({"use_cudnn"} if remade else set())
    return not layer.supports_jit or not wrong_arguments(layer).keys() - (
        ignored
    )


def as_code(value):
    """Write the value of an argument as a learner would."""
    name = getattr(value, "__name__", None)
    if name is None:
        return f'"{value}"' if isinstance(value, str) else repr(value)
    known = getattr(keras.activations, name, None) is value
    return f'"{name}"' if known else name


def _arguments(layer):
    on = layer.use_cudnn is not False
    yield "use_cudnn", layer.use_cudnn, on, '"auto"'
    yield "unroll", layer.unroll, not layer.unroll, "False"
    yield from _cell_arguments(layer.cell)


def _cell_arguments(cell):
    ops, named = keras.ops, keras.activations
    value = cell.recurrent_dropout
    yield "recurrent_dropout", value, not value, "0"
    value = cell.activation
    allowed = value in (named.tanh, tf.tanh, ops.tanh)
    yield "activation", value, allowed, '"tanh"'
    value = cell.recurrent_activation
    allowed = value in (named.sigmoid, tf.sigmoid, ops.sigmoid)
    yield "recurrent_activation", value, allowed, '"sigmoid"'
    yield "use_bias", cell.use_bias, cell.use_bias, "True"
    if isinstance(cell, keras.layers.GRUCell):
        yield "reset_after", cell.reset_after, cell.reset_after, "True"
