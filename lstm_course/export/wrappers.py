"""Layers around layers: Bidirectional and TimeDistributed."""

from lstm_course.export.carried import (
    MAKES,
    MERGES,
    PASSES,
    READS,
    REFUSES,
    Carried,
    carried_plain,
    is_for_training,
    unknown_class,
    unknown_option,
)
from lstm_course.export.recurrent import carried_recurrent, is_recurrent
from lstm_course.export.refusal import refused
from lstm_course.runtime import keras


def carried(layer, rank):
    """Return the Carried of any layer that is not a model or an input.

    rank is the number of dimensions of its input, the batch included. Raises
    ValueError for what is not carried, naming layer, reason and remedy.
    """
    _check_precision(layer)
    if type(layer) is keras.layers.Bidirectional:
        return _bidirectional(layer)
    if type(layer) is keras.layers.TimeDistributed:
        return _time_distributed(layer, rank)
    if is_recurrent(layer):
        return carried_recurrent(layer)
    return carried_plain(layer, rank)


def _check_precision(layer):
    if not isinstance(layer, keras.layers.Layer):
        return
    if (policy := layer.dtype_policy.name) != "float32":
        raise refused(
            layer,
            f"it computes in {policy}, and TensorFlow.js in float32",
            "Build the model again with dtype='float32' and set its weights",
        )


def _bidirectional(layer):
    _check_options(layer, ("merge_mode", "layer", "backward_layer"))
    there, back = layer.forward_layer, layer.backward_layer
    forward, backward = carried_recurrent(there), carried_recurrent(back)
    for part in (there, back):
        _check_precision(part)
    mirrored = backward.config | {"go_backwards": False}
    if forward.config["go_backwards"]:
        raise refused(
            layer,
            "its forward layer goes backwards",
            "Build it around a layer with go_backwards=False",
        )
    if type(back) is not type(there) or mirrored != forward.config:
        raise refused(
            layer,
            "its backward layer has other options than its forward layer, and"
            " TensorFlow.js makes the one from the other",
            "Build it without backward_layer",
        )
    name = there.name.removeprefix("forward_")
    return Carried(
        "Bidirectional",
        {
            "layer": _inner(there, forward, name),
            "merge_mode": layer.merge_mode,
        },
        [
            (f"{way}_{name}/{end}", weight)
            for way, part in (("forward", forward), ("backward", backward))
            for end, weight in part.weights
        ],
        READS,
        there,
    )


def _time_distributed(layer, rank):
    _check_options(layer, ("layer",))
    part = layer.layer
    _check_precision(part)
    if is_recurrent(part):
        inner, masks = carried_recurrent(part), READS
        if inner.config["stateful"] or inner.config["return_state"]:
            raise refused(
                layer,
                "the layer inside keeps or gives states, which"
                " TensorFlow.js loses",
                "Build the layer inside without stateful and return_state",
            )
    elif isinstance(part, (keras.Model, keras.layers.Wrapper)):
        raise refused(
            layer,
            f"a {type(part).__name__} inside it is not among what was found"
            " to agree",
            "Wrap each layer by itself",
        )
    else:
        inner = carried_plain(part, rank - 1)
        if inner.masks in (MAKES, MERGES):
            raise unknown_class(part)
        masks = REFUSES if inner.masks == REFUSES else PASSES
    return Carried(
        "TimeDistributed",
        {"layer": _inner(part, inner, part.name)},
        inner.weights,
        masks,
        part,
    )


def _inner(layer, inner, name):
    return {
        "class_name": inner.class_name,
        "config": {
            "name": name,
            "trainable": layer.trainable,
            "dtype": "float32",
            **inner.config,
        },
    }


def _check_options(layer, known):
    for option in layer.get_config():
        if option not in known and not is_for_training(option):
            raise unknown_option(layer, option)
