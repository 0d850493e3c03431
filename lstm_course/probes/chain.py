"""Take a model apart around one recurrent layer."""

import inspect
import itertools
from typing import NamedTuple

from lstm_course.probes.layer import is_recurrent
from lstm_course.runtime import keras, tf


class Around(NamedTuple):
    """Hold a recurrent layer and the layers of its model on either side."""

    before: list
    layer: object
    after: list


def around(layer_or_model, name=None):
    """Find the recurrent layer that is meant, alone or in a model.

    The model must be a chain of layers, each with one input and one output;
    name is needed where several of them are recurrent.

    Raises ValueError if it is not a chain, or not clear which layer is meant.
    """
    if not isinstance(layer_or_model, keras.Model):
        return Around([], layer_or_model, [])
    layers = _chain(layer_or_model)
    names = [layer.name for layer in layers if is_recurrent(layer)]
    chosen = [found for found in names if name in (None, found)]
    if len(chosen) != 1:
        raise ValueError(
            "layer must name one recurrent layer of the model, of "
            f"{', '.join(names) or 'none'}; got {name!r}"
        )
    place = [layer.name for layer in layers].index(chosen[0])
    return Around(layers[:place], layers[place], layers[place + 1 :])


def _chain(model):
    layers = [
        layer
        for layer in model.layers
        if not isinstance(layer, keras.layers.InputLayer)
    ]
    for earlier, later in itertools.pairwise(layers):
        # Keras counts a mask among the inputs.
        inputs = [
            tensor
            for tensor in keras.tree.flatten(later.input)
            if tensor.dtype != "bool"
        ]
        if len(inputs) != 1 or inputs[0] is not earlier.output:
            raise ValueError(
                "layer_or_model must be a chain of layers, but "
                f"{later.name!r} does not follow {earlier.name!r} alone"
            )
    return layers


def through(layers, values, mask=None):
    """Return what the layers make of values, and the mask behind them."""
    values = tf.convert_to_tensor(values)
    for layer in layers:
        takes_mask = "mask" in inspect.signature(layer.call).parameters
        result = layer(values, **({"mask": mask} if takes_mask else {}))
        mask = layer.compute_mask(values, mask)
        values = result
    return values, mask
