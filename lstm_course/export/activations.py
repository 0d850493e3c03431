"""The activations that TensorFlow.js computes as Keras does."""

from lstm_course.export.refusal import refused
from lstm_course.runtime import keras

SAME = (
    "elu",
    "gelu",
    "linear",
    "log_softmax",
    "mish",
    "relu",
    "relu6",
    "selu",
    "sigmoid",
    "softmax",
    "softplus",
    "softsign",
    "tanh",
)
"""Compared on both backends by tests/web; other names are refused."""

_REASONS = {
    "hard_sigmoid": "another slope than Keras gives it",
}
_REMEDIES = {
    "hard_sigmoid": "sigmoid",
    "silu": "gelu",
    "leaky_relu": "elu",
    "exponential": "softplus",
}


def carried_activation(layer, option="activation"):
    """Return the name that TensorFlow.js has for a layer's activation.

    The function itself is what counts: a learner's own "tanh" is not tanh.
    Raises ValueError for one that it does not compute alike.
    """
    function = getattr(layer, option)
    name = getattr(function, "__name__", type(function).__name__)
    if name in SAME and function is getattr(keras.activations, name):
        return name
    reason = _REASONS.get(name, "no such function")
    remedy = _REMEDIES.get(name, "tanh")
    raise refused(
        layer,
        f"its {option} is {name}, for which TensorFlow.js has {reason}",
        f"Train it with {option}={remedy!r}, or with one of {', '.join(SAME)}",
    )
