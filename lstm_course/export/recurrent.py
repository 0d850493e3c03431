"""Recurrent layers for TensorFlow.js, the course's own cells included.

Weights need no reordering: i, f, g, o is the order there too, and z, r, g in
a GRU. Its default for the gates is not sigmoid but hard_sigmoid, so that the
activations are always written.
"""

from lstm_course import models
from lstm_course.export.activations import carried_activation
from lstm_course.export.carried import (
    READS,
    Carried,
    is_for_training,
    named_weights,
    unknown_class,
    unknown_option,
)
from lstm_course.export.refusal import refused
from lstm_course.runtime import keras

_LAYER = ("return_sequences", "return_state", "go_backwards", "stateful")
_CELL = ("units", "use_bias", "dropout", "recurrent_dropout")
_GATED = ("activation", "recurrent_activation")
_ELSEWHERE = ("unroll", "zero_output_for_mask", "cell", "unit_forget_bias")
"""Options without effect there, or judged elsewhere."""

_CLASSES = {
    keras.layers.LSTM: ("LSTM", _GATED),
    keras.layers.GRU: ("GRU", _GATED),
    keras.layers.SimpleRNN: ("SimpleRNN", ("activation",)),
    keras.layers.LSTMCell: ("LSTM", _GATED),
    keras.layers.GRUCell: ("GRU", _GATED),
    keras.layers.SimpleRNNCell: ("SimpleRNN", ("activation",)),
}
_OURS = {
    models.LSTMCell: "LSTM",
    models.GRUCell: "GRU",
    models.RNNCell: "SimpleRNN",
}
_RESET = (
    "it resets after the product (reset_after=True), and TensorFlow.js can"
    " only reset before it"
)


def is_recurrent(layer):
    """Return True for a recurrent layer, wrappers aside."""
    return isinstance(layer, keras.layers.RNN)


def carried_recurrent(layer):
    """Return the Carried of an LSTM, GRU, SimpleRNN, or RNN around a cell.

    Raises ValueError for a cell or an option that TensorFlow.js lacks.
    """
    whole = type(layer) is not keras.layers.RNN
    cell = layer if whole else layer.cell
    if type(cell) in _OURS:
        class_name, config = _OURS[type(cell)], _our_cell(layer, cell)
    elif type(cell) in _CLASSES:
        class_name, config = _keras_cell(layer, cell, whole)
    else:
        raise _unknown_cell(layer, cell)
    options = layer.get_config()
    for option in options:
        known = _LAYER + _ELSEWHERE + (tuple(config) if whole else ())
        if option not in known and not is_for_training(option):
            raise unknown_option(layer, option)
    config |= {option: options[option] for option in _LAYER}
    # A nested model is initialised there before its weights arrive, and the
    # initialiser that is the default, orthogonal, does not run in Node.
    config["recurrent_initializer"] = "glorot_uniform"
    return Carried(class_name, config, named_weights(layer), READS)


def _keras_cell(layer, cell, whole):
    class_name, activations = _CLASSES[type(cell)]
    options = cell.get_config()
    config = {option: options[option] for option in _CELL}
    for option in activations:
        config[option] = carried_activation(cell, option)
    if class_name == "GRU":
        _check_reset(layer, cell)
        config["reset_after"] = False
    for option in options:
        known = option in config or is_for_training(option)
        if not whole and not known and option not in _ELSEWHERE:
            raise unknown_option(layer, option)
    return class_name, config


def _our_cell(layer, cell):
    config = {"units": cell.units, "use_bias": True, "activation": "tanh"}
    if not isinstance(cell, models.RNNCell):
        config["recurrent_activation"] = "sigmoid"
    if isinstance(cell, models.GRUCell):
        _check_reset(layer, cell)
        config["reset_after"] = False
    return config


def _check_reset(layer, cell):
    if cell.reset_after:
        remedy = f"Train it as {type(cell).__name__}(..., reset_after=False)"
        raise refused(layer, _RESET, remedy)


def _unknown_cell(layer, cell):
    if type(layer) is not keras.layers.RNN:
        return unknown_class(layer)
    reasons = {
        models.NoForgetLSTMCell: "has no LSTM without a forget gate",
        models.CoupledLSTMCell: "cannot couple the gates (f = 1 - i)",
        models.PeepholeLSTMCell: "has no peepholes",
    }
    if type(cell) in reasons:
        return refused(
            layer,
            f"TensorFlow.js {reasons[type(cell)]}",
            "Train it with lstm_course.models.LSTMCell, or compute this cell"
            " in plain JavaScript",
        )
    if isinstance(cell, keras.layers.StackedRNNCells):
        return refused(
            layer,
            "TensorFlow.js keeps the states of stacked cells in another order",
            "Stack recurrent layers instead, all but the last with"
            " return_sequences=True",
        )
    return refused(
        layer,
        f"its cell, a {type(cell).__name__}, means nothing to TensorFlow.js",
        "Use an LSTM, a SimpleRNN, or a GRU with reset_after=False",
    )
