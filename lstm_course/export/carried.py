"""What TensorFlow.js is told of a layer: its class, options and weights.

Nothing is carried that is not listed here. An option that only matters while
a model is trained (initialisers, regularisers, constraints, seeds) is left
out; one that is not known is refused, whatever its value.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from lstm_course.export.activations import carried_activation
from lstm_course.export.refusal import refused
from lstm_course.runtime import keras

PASSES = "passes"
"""A mask goes through, and each time step is treated by itself."""
STOPS = "stops"
"""A mask ends here and changes nothing, in Keras and in TensorFlow.js."""
MAKES = "makes"
READS = "reads"
MERGES = "merges"
REFUSES = "refuses"
"""What becomes of a mask: only READS (recurrent layers) let it matter."""


class Carried(NamedTuple):
    """A layer for TensorFlow.js.

    config lacks the name. weights are pairs of the end of a weight's name and
    Keras's variable. masks is one of the words above. inner is the layer
    inside a wrapper, or None.
    """

    class_name: str
    config: dict
    weights: list
    masks: str
    inner: object = None


class Rule(NamedTuple):
    """How a class of layers is carried.

    written maps Keras's options to those of TensorFlow.js. fixed holds
    options that it lacks, with the only value that it computes. ranks are the
    numbers of dimensions, the batch included, that it takes.
    """

    class_name: str
    written: Mapping = MappingProxyType({})
    fixed: Mapping = MappingProxyType({})
    masks: str = PASSES
    ranks: tuple = (2, 3, 4)


_TRAINING = ("_initializer", "_regularizer", "_constraint")
_LAST = {"data_format": "channels_last"}
_PLAIN = {"quantization_config": None}
_WINDOW = {name: name for name in ("pool_size", "strides", "padding")}
_MERGE = Rule("", masks=MERGES)

RULES = {
    "Activation": Rule("Activation", {"activation": "activation"}),
    "Add": _MERGE._replace(class_name="Add"),
    "AlphaDropout": Rule(
        "AlphaDropout", {"rate": "rate"}, {"noise_shape": None}
    ),
    "Average": _MERGE._replace(class_name="Average"),
    "AveragePooling1D": Rule("AveragePooling1D", _WINDOW, _LAST, STOPS, (3,)),
    "BatchNormalization": Rule(
        "BatchNormalization",
        {name: name for name in ("momentum", "epsilon", "center", "scale")},
        {"axis": -1, "synchronized": False, "renorm": False},
        ranks=(2, 3),
    ),
    "Concatenate": _MERGE._replace(
        class_name="Concatenate", written={"axis": "axis"}
    ),
    "Conv1D": Rule(
        "Conv1D",
        {
            name: name
            for name in (
                "filters",
                "kernel_size",
                "strides",
                "padding",
                "dilation_rate",
                "activation",
                "use_bias",
            )
        },
        {**_LAST, "groups": 1},
        STOPS,
        (3,),
    ),
    "Dense": Rule(
        "Dense",
        {name: name for name in ("units", "activation", "use_bias")},
        _PLAIN,
    ),
    "Dropout": Rule("Dropout", {"rate": "rate"}, {"noise_shape": None}),
    "ELU": Rule("ELU", {"alpha": "alpha"}, masks=REFUSES),
    "Embedding": Rule(
        "Embedding",
        {name: name for name in ("input_dim", "output_dim", "mask_zero")},
        _PLAIN,
        MAKES,
        (1, 2, 3),
    ),
    "Flatten": Rule("Flatten", {}, _LAST, STOPS, (3, 4)),
    "GaussianDropout": Rule("GaussianDropout", {"rate": "rate"}),
    "GaussianNoise": Rule("GaussianNoise", {"stddev": "stddev"}),
    "GlobalAveragePooling1D": Rule(
        "GlobalAveragePooling1D",
        {},
        {**_LAST, "keepdims": False},
        REFUSES,
        (3,),
    ),
    "GlobalMaxPooling1D": Rule(
        "GlobalMaxPooling1D", {}, {**_LAST, "keepdims": False}, STOPS, (3,)
    ),
    "LayerNormalization": Rule(
        "LayerNormalization",
        {name: name for name in ("epsilon", "center", "scale")},
        {"axis": -1, "rms_scaling": False},
        ranks=(2, 3),
    ),
    "LeakyReLU": Rule("LeakyReLU", {"negative_slope": "alpha"}, {}, REFUSES),
    "Masking": Rule("Masking", {"mask_value": "mask_value"}, {}, MAKES, (3,)),
    "MaxPooling1D": Rule("MaxPooling1D", _WINDOW, _LAST, STOPS, (3,)),
    "Maximum": _MERGE._replace(class_name="Maximum"),
    "Minimum": _MERGE._replace(class_name="Minimum"),
    "Multiply": _MERGE._replace(class_name="Multiply"),
    "Permute": Rule("Permute", {"dims": "dims"}, {}, STOPS, (3, 4)),
    "ReLU": Rule(
        "ReLU",
        {"max_value": "max_value"},
        {"negative_slope": 0.0, "threshold": 0.0},
    ),
    "RepeatVector": Rule("RepeatVector", {"n": "n"}, {}, STOPS, (2,)),
    "Reshape": Rule("Reshape", {"target_shape": "target_shape"}, {}, STOPS),
    "Softmax": Rule("Softmax", {"axis": "axis"}, {"axis": -1}, REFUSES),
    "SpatialDropout1D": Rule("SpatialDropout1D", {"rate": "rate"}, ranks=(3,)),
}
"""A Rule for each class of keras.layers without layers inside."""

_UNREAD = {
    "BatchNormalization": ("renorm_clipping", "renorm_momentum"),
    "Reshape": (),
}
"""Options that have no effect where the fixed ones have their values."""

_REMEDIES = {
    "Lambda": "Write what it does with layers, or do it before and after the"
    " model",
    "Attention": "Take the states of the recurrent layer instead",
    "Subtract": "Negate the weights that lead to it, and use Add",
}


def carried_plain(layer, rank):
    """Return the Carried of a layer that has a Rule.

    rank is the number of dimensions of its input, the batch included. Raises
    ValueError for a class, an option or a rank that is not carried.
    """
    rule = rule_of(layer)
    if rank not in rule.ranks:
        raise refused(
            layer,
            f"its input has {rank} dimensions, the batch included, and it is"
            f" known to agree for {' or '.join(map(str, rule.ranks))}",
            "Bring the input to that shape with keras.layers.Reshape",
        )
    config, options = {}, layer.get_config()
    for option, value in options.items():
        if option in rule.fixed:
            if option == "axis":
                value = _from_the_end(value, rank)
            _check_fixed(layer, option, value, rule.fixed[option])
        if option in rule.written:
            config[rule.written[option]] = _written(layer, option, value)
        elif not (option in rule.fixed or _left_out(layer, option)):
            raise unknown_option(layer, option)
    return Carried(
        rule.class_name, config, named_weights(layer), mask_rule(layer, rule)
    )


def rule_of(layer):
    """Return the Rule of a layer; raise ValueError where there is none."""
    kind = type(layer)
    known = getattr(keras.layers, kind.__name__, None) is kind
    if not (known and kind.__name__ in RULES):
        raise unknown_class(layer)
    return RULES[kind.__name__]


def unknown_class(layer):
    """Return the refusal of a class that is not carried."""
    kind = type(layer)
    if getattr(keras.layers, kind.__name__, None) is kind:
        reason = "this kind of layer is not among those found to agree"
    else:
        reason = "a class of your own means nothing to it"
    remedy = _REMEDIES.get(kind.__name__, "Replace it with layers that are")
    return refused(layer, reason, remedy)


def unknown_option(layer, option):
    """Return the refusal of an option that this version does not know."""
    return refused(
        layer,
        f"its option {option} is not among those found to agree",
        f"Build it without {option}",
    )


def mask_rule(layer, rule):
    """Return what becomes of a mask at this layer."""
    if type(layer) is keras.layers.Embedding and not layer.mask_zero:
        return STOPS
    return rule.masks


def named_weights(layer):
    """Return pairs of a weight's name and the variable."""
    return [(weight.name, weight) for weight in layer.weights]


def is_for_training(option):
    """Return True for an option that changes no output."""
    return option.endswith(_TRAINING) or option in (
        "name",
        "trainable",
        "dtype",
        "seed",
    )


def _left_out(layer, option):
    unread = _UNREAD.get(type(layer).__name__, ())
    return is_for_training(option) or option in unread


def _check_fixed(layer, option, value, only):
    if value != only:
        raise refused(
            layer,
            f"it has {option}={value!r}, and TensorFlow.js knows only"
            f" {only!r}",
            f"Build it with {option}={only!r}",
        )


def _from_the_end(axis, rank):
    """Return an axis counted from the end; a list of one counts as it."""
    if isinstance(axis, (list, tuple)) and len(axis) == 1:
        axis = axis[0]
    return axis - rank if isinstance(axis, int) and axis > 0 else axis


def _written(layer, option, value):
    if option == "padding" and value not in ("valid", "same"):
        raise refused(
            layer,
            f"it has padding={value!r}, which TensorFlow.js lacks",
            "Build it with padding='valid' or 'same'",
        )
    if option == "activation":
        return carried_activation(layer)
    return list(value) if isinstance(value, tuple) else value
