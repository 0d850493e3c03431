"""What the exercises that ask for numbers have in common."""

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + exp(−z)), without overflow."""
    return 0.5 * (1 + np.tanh(np.asarray(z, float) / 2))


def numbers(value, count, what):
    """Say what is wrong unless `value` is `count` finite numbers."""
    try:
        array = np.asarray(value, float)
    except (TypeError, ValueError):
        return f"Expected {what}, got {value!r}."
    if array.shape != (count,):
        got = {0: "one number", 1: f"{array.size} numbers"}.get(
            array.ndim, f"an array of shape {array.shape}"
        )
        return f"Expected {what}, got {got}: {value!r}."
    if not np.isfinite(array).all():
        return f"Expected finite numbers, got {value!r}."
    return None
