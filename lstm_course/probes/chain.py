"""Take a model apart around one recurrent layer."""

from lstm_course.probes.layer import is_recurrent
from lstm_course.runtime import keras


def around(layer_or_model, name=None):
    """Return (before, layer, after): functions around a recurrent layer.

    before takes the model's input to the layer's, after the layer's output to
    the model's; around a layer alone, both change nothing. The model must be
    a chain of layers, each with one input and one output.

    Raises ValueError if it is not, or if it is not clear which layer is
    meant.
    """
    if not isinstance(layer_or_model, keras.Model):
        return _unchanged, layer_or_model, _unchanged
    layers = _chain(layer_or_model)
    names = [layer.name for layer in layers if is_recurrent(layer)]
    chosen = [found for found in names if name in (None, found)]
    if len(chosen) != 1:
        raise ValueError(
            "layer must name one recurrent layer of the model, one of "
            f"{', '.join(names) or '(none)'}; got {name!r}"
        )
    place = [layer.name for layer in layers].index(chosen[0])
    before, after = layers[:place], layers[place + 1 :]
    return _composed(before), layers[place], _composed(after)


def _chain(model):
    layers = [
        layer
        for layer in model.layers
        if not isinstance(layer, keras.layers.InputLayer)
    ]
    for earlier, later in zip(layers, layers[1:], strict=False):
        if later.input is not earlier.output:
            raise ValueError(
                "layer_or_model must be a chain of layers, but "
                f"{later.name!r} does not follow {earlier.name!r} alone"
            )
    return layers


def _composed(layers):
    def apply(values):
        for layer in layers:
            values = layer(values)
        return values

    return apply


def _unchanged(values):
    return values
