"""Write a model's topology as TensorFlow.js reads it."""

import re

from lstm_course.export import flow
from lstm_course.export.part import WHOLE
from lstm_course.runtime import keras

_NEVER = -3.0e38
"""A value that no input has: masking it masks nothing."""


def names(part, taken=None):
    """Return the names that layers get, by the layer's id.

    TensorFlow.js tells weights apart by the layer's name alone: a layer of a
    nested model whose name is taken gets that of the model in front.
    """
    taken = {} if taken is None else taken
    inside = bool(taken)
    found = {}
    for layer in part.graph.layers:
        if layer.name not in part.parts:
            found[id(layer)] = _free(layer, part, taken, inside)
    for name in part.parts:
        layer = part.layer(name)
        found[id(layer)] = _free(layer, part, taken, inside)
    for nested in part.parts.values():
        found |= names(nested, taken)
    return found


def _spelt(name):
    """Return a name with the characters that TensorFlow.js allows in one."""
    name = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return name if name[0].isalnum() else f"layer{name}"


def _free(layer, part, taken, inside):
    name = _spelt(layer.name)
    if name in taken and inside:
        name = _spelt(f"{part.graph.model.name}_{name}")
    while name in taken:
        name += "_"
    taken[name] = layer
    return name


def topology(part, called, right_padded):
    """Return the topology, as a dictionary for JSON.

    called maps ids of layers to names. Raises ValueError where masks make
    the outputs differ.
    """
    unmasked = flow.check(part, right_padded)
    if isinstance(part.graph.model, keras.Sequential):
        body = _sequential(part, called, unmasked, right_padded)
    else:
        body = _functional(part, called, unmasked, right_padded)
    return {
        **body,
        "keras_version": keras.__version__,
        "backend": "tensorflow",
    }


def weights(part, called):
    """Return pairs of a weight's name there and Keras's variable."""
    found = []
    for layer in part.graph.layers:
        if layer.name in part.parts:
            found += weights(part.parts[layer.name], called)
        elif layer.name in part.carried:
            found += [
                (f"{called[id(layer)]}/{end}", weight)
                for end, weight in part.carried[layer.name].weights
            ]
    return found


def _sequential(part, called, unmasked, right_padded):
    layers = []
    for layer in part.graph.layers:
        for number in (0, 1):
            if (layer.name, number) in unmasked:
                layers.append(_unmasking(_unmasking_name(layer, 0, called)))
        layers.append(_entry(layer, part, called, right_padded))
    return {
        "class_name": "Sequential",
        "config": {"name": part.graph.model.name, "layers": layers},
    }


def _functional(part, called, unmasked, right_padded):
    layers = []
    for layer in part.graph.layers:
        nodes = []
        for call in part.graph.calls_of(layer):
            inputs = [_place(p, part, called) for p in call.inputs]
            if (layer.name, call.number) in unmasked:
                name = _unmasking_name(layer, call.number, called)
                layers.append(
                    {
                        "name": name,
                        **_unmasking(name),
                        "inbound_nodes": [[[*inputs[0], {}]]],
                    }
                )
                inputs = [[name, 0, 0]]
            states = [_place(p, part, called) for p in call.states]
            nodes.append([[*place, {}] for place in inputs + states])
        entry = _entry(layer, part, called, right_padded)
        name = called[id(layer)]
        layers.append({"name": name, **entry, "inbound_nodes": nodes})
    return {
        "class_name": "Functional",
        "config": {
            "name": called.get(id(part.graph.model), part.graph.model.name),
            "layers": layers,
            "input_layers": [
                _place(p, part, called) for p in part.graph.inputs
            ],
            "output_layers": [
                _place(p, part, called) for p in part.graph.outputs
            ],
        },
    }


def _entry(layer, part, called, right_padded):
    """Return class and configuration of one layer."""
    if layer.name in part.parts:
        inner = part.parts[layer.name]
        unmasked = flow.check(inner, right_padded, nested=True)
        return _functional(inner, called, unmasked, right_padded)
    name = called[id(layer)]
    if isinstance(layer, keras.layers.InputLayer):
        batch, *rest = layer.batch_shape
        return {
            "class_name": "InputLayer",
            "config": {
                "name": name,
                # Only a kept state needs to know how many rows there are.
                "batch_input_shape": [batch if part.stateful else None, *rest],
                "dtype": "int32" if layer.dtype in WHOLE else "float32",
                "sparse": False,
            },
        }
    one = part.carried[layer.name]
    base = {"name": name, "trainable": layer.trainable, "dtype": "float32"}
    return {"class_name": one.class_name, "config": {**base, **one.config}}


def _unmasking(name):
    config = {"name": name, "mask_value": _NEVER}
    return {"class_name": "Masking", "config": config}


def _unmasking_name(layer, number, called):
    return f"unmask_{number}_{called[id(layer)]}"


def _place(place, part, called):
    return [called[id(part.layer(place.layer))], place.call, place.tensor]
