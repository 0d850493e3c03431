"""Check the arguments of a whole sequence once, before the loop."""

from lstm_course.cells.arguments import check_shape, check_weights, tensor
from lstm_course.runtime import tf


def check_forward(cell, xs, state, weights, mask, window):
    """Return xs, state, weights and mask as tensors, or raise by name.

    A state of None becomes zeros.
    """
    weights, sizes = check_weights(weights, cell.gates, cell.reset_after)
    dtype = weights.W.dtype
    xs = tensor("xs", xs, ("batch", "time", "features"), sizes, dtype)
    if state is None:
        zeros = tf.zeros((tf.shape(xs)[0], sizes["units"]), dtype)
        zeros.set_shape((xs.shape[0], sizes["units"]))
        state = (zeros,) * len(cell.states)
    else:
        state = check_state("state", state, cell, sizes, dtype)
    if mask is not None:
        mask = _check_mask(mask, sizes)
    if window is not None and (not isinstance(window, int) or window < 1):
        raise ValueError(
            f"window must be a number of time steps, 1 or more, got {window!r}"
        )
    return xs, state, weights, mask


def check_state(name, state, cell, sizes, dtype):
    """Return a state, or its gradient, as a tuple of tensors, or raise."""
    parts = ", ".join(cell.states) + "," * (len(cell.states) == 1)
    if not isinstance(state, (tuple, list)):
        raise TypeError(
            f"{name} must be a tuple ({parts}), got {type(state).__name__}"
        )
    if len(state) != len(cell.states):
        raise ValueError(
            f"{name} must be a tuple ({parts}), got {len(state)} parts"
        )
    return tuple(
        tensor(f"{name}'s {part}", value, ("batch", "units"), sizes, dtype)
        for part, value in zip(cell.states, state, strict=True)
    )


def _check_mask(mask, sizes):
    mask = tf.convert_to_tensor(mask)
    if mask.dtype != tf.bool:
        raise TypeError(f"mask must hold booleans, got {mask.dtype.name}")
    check_shape("mask", mask.shape, ("batch", "time"), sizes)
    return mask


def check_backward(cell, run, weights, dhs, dstate):
    """Return weights, dhs and dstate as tensors, or raise by name.

    A dstate of None becomes zeros; a dhs of None stays None.
    """
    weights, sizes = check_weights(weights, cell.gates, cell.reset_after)
    dtype = weights.W.dtype
    sizes["batch"], sizes["time"], _ = run.outputs.shape
    if dhs is None and dstate is None:
        raise ValueError("dhs or dstate must be given, got neither")
    if dhs is not None:
        dhs = tensor("dhs", dhs, ("batch", "time", "units"), sizes, dtype)
    if dstate is None:
        dstate = tuple(map(tf.zeros_like, run.state))
    else:
        dstate = check_state("dstate", dstate, cell, sizes, dtype)
    return weights, dhs, dstate
