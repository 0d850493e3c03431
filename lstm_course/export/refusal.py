"""How a model is refused that TensorFlow.js would not compute alike."""


def refused(layer, reason, remedy):
    """Return the ValueError that names the layer, the reason, the remedy."""
    return ValueError(
        f"{described(layer)} cannot be carried to TensorFlow.js: {reason}."
        f" {remedy}."
    )


def described(layer):
    """Return how a message calls a layer or operation."""
    name = getattr(layer, "name", None)
    return f"{name!r} ({type(layer).__name__})"
