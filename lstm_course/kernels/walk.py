"""Find the recurrent layers of a model, and write them down."""

from typing import NamedTuple

from lstm_course.kernels.criteria import as_code, has_cudnn, wrong_arguments
from lstm_course.runtime import keras


class Found(NamedTuple):
    """A recurrent layer, as code, and whether Bidirectional made it."""

    layer: object
    text: str
    remade: bool


def recurrent(layer_or_model):
    """Return a Found for each recurrent layer in it, in Keras's order.

    Raises TypeError for what is not a Keras layer.
    """
    if not isinstance(layer_or_model, keras.layers.Layer):
        raise TypeError(
            "layer_or_model: expected a Keras layer or model, got"
            f" {type(layer_or_model).__name__}"
        )
    found = {}
    _walk(layer_or_model, "{}", False, found)
    return list(found.values())


def _walk(layer, frame, remade, found):
    if isinstance(layer, keras.layers.RNN):
        # A layer used twice in a model is one layer.
        text = frame.format(_text(layer))
        found.setdefault(id(layer), Found(layer, text, remade))
    elif isinstance(layer, keras.layers.Bidirectional):
        for name in ("forward", "backward"):
            inner = frame.format(f"{name} of Bidirectional({{}})")
            _walk(getattr(layer, f"{name}_layer"), inner, True, found)
    elif isinstance(layer, keras.layers.Wrapper):
        inner = frame.format(f"{type(layer).__name__}({{}})")
        _walk(layer.layer, inner, remade, found)
    else:
        # The only way to the layers inside a learner's own layer; the
        # `layers` of a model are the same list.
        for part in layer._flatten_layers(include_self=False, recursive=False):
            _walk(part, frame, remade, found)


def _text(layer):
    """Write a layer as code, with the arguments that decide."""
    units = getattr(layer.cell, "units", "")
    parts = [str(units)]
    if type(layer) is keras.layers.RNN:
        parts = [f"{type(layer.cell).__name__}({units})"]
    if has_cudnn(layer):
        wrong = wrong_arguments(layer).items()
        parts += [f"{name}={value}" for name, (value, _) in wrong]
        if layer.use_cudnn is True:
            parts.append("use_cudnn=True")
    elif layer.unroll:
        parts.append(f"unroll={as_code(layer.unroll)}")
    return f"{type(layer).__name__}({', '.join(filter(None, parts))})"
