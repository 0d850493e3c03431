"""Refuse wrong arguments of a step by name, before the equations run.

A name means the same shape everywhere in this package, so the parameters'
names say what to check.
"""

import functools
import inspect

import numpy as np

from lstm_course.runtime import tf

_AXES = {
    "x": ("batch", "features"),
    **dict.fromkeys(("h_prev", "c_prev", "h", "dh", "dc"), ("batch", "units")),
}


def checked(gates):
    """Give a decorator that checks the arguments of a step.

    gates is the number of blocks in the weights. Shapes and types are
    checked always, NaN only eagerly: a graph has no values to look at yet.
    The function inside stays reachable through `unchecked`.
    """

    def decorate(function):
        signature = inspect.signature(function)

        # AutoGraph has nothing to convert here, and converting costs time.
        @tf.autograph.experimental.do_not_convert
        def step(*args, **kwargs):
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            return function(**_checked_arguments(bound.arguments, gates))

        return functools.update_wrapper(step, function)

    return decorate


def unchecked(function):
    """Return the function inside a checked one, for use inside a loop."""
    return getattr(function, "__wrapped__", function)


def _checked_arguments(arguments, gates):
    weights, sizes = check_weights(
        arguments["weights"], gates, arguments.get("reset_after", False)
    )
    passed = {**arguments, "weights": weights}
    for name, value in arguments.items():
        if name in _AXES:
            passed[name] = tensor(
                name, value, _AXES[name], sizes, weights.W.dtype
            )
        elif name == "step":
            passed[name] = _check_step(value, sizes, weights.W.dtype)
    return passed


def _check_step(step, sizes, dtype):
    if not hasattr(step, "_fields"):
        raise TypeError(
            "step must be what the step forward returned, "
            f"got {type(step).__name__}"
        )
    axes = ("batch", "units")
    return step._make(
        tensor(f"step.{name}", value, axes, sizes, dtype)
        for name, value in zip(step._fields, step, strict=True)
    )


def check_weights(weights, gates, reset_after=False):
    """Return a cell's weights as tensors, and {"features": …, "units": …}.

    gates is the number of blocks side by side; reset_after says that b has
    two rows. Raises TypeError or ValueError, naming the weight.
    """
    columns = f"{gates} * units" if gates > 1 else "units"
    axes = {"U": ("units", columns), "W": ("features", columns)}
    axes["b"] = ("2", columns) if reset_after else (columns,)
    if "P" in getattr(weights, "_fields", ()):
        axes["P"] = ("3", "units")
    if not set(axes) <= set(getattr(weights, "_fields", ())):
        raise TypeError(
            "weights must be a NamedTuple of W, U and b (see cells.Weights), "
            f"got {type(weights).__name__}"
        )
    sizes = {"2": 2, "3": 3}
    if hasattr(weights.U, "shape") and weights.U.shape:
        sizes["units"] = weights.U.shape[0]
        if sizes["units"] is not None:
            sizes[columns] = gates * sizes["units"]
    dtype = getattr(weights.W, "dtype", None)
    tensors = {
        name: tensor(
            f"weights.{name}", getattr(weights, name), axes[name], sizes, dtype
        )
        for name in axes
    }
    return weights._replace(**tensors), sizes


def tensor(name, value, axes, sizes, dtype):
    """Return value as a tensor of the given axes and type, or raise.

    sizes maps the names of axes to the sizes known so far; an axis that it
    does not know is entered with the size that came. dtype is that of
    weights.W, or None. Raises TypeError or ValueError, naming the argument.
    """
    if not hasattr(value, "shape") or not hasattr(value, "dtype"):
        raise TypeError(
            f"{name} must be a tensor or an array of floats, "
            f"got {type(value).__name__}"
        )
    value = tf.convert_to_tensor(value)
    if not value.dtype.is_floating:
        raise TypeError(f"{name} must hold floats, got {value.dtype.name}")
    if dtype is not None and value.dtype != tf.as_dtype(dtype):
        raise TypeError(
            f"{name} must be {tf.as_dtype(dtype).name} like weights.W, "
            f"got {value.dtype.name}"
        )
    check_shape(name, value.shape, axes, sizes)
    if tf.executing_eagerly():
        _refuse_nan(name, value.numpy())
    return value


def check_shape(name, shape, axes, sizes):
    """Raise ValueError, naming the argument, if its shape is not as expected.

    What a graph does not know yet about a shape passes.
    """
    expected = tuple(sizes.get(axis) for axis in axes)
    if not shape.is_compatible_with(expected):
        known = ("any" if size is None else str(size) for size in expected)
        raise ValueError(
            f"{name} must have shape {_written(axes)} = {_written(known)}, "
            f"got {_written(map(str, shape.as_list()))}"
        )
    if shape.rank is not None:
        for axis, size in zip(axes, shape, strict=True):
            if size is not None:
                sizes[axis] = size


def _written(sizes):
    sizes = tuple(sizes)
    return f"({', '.join(sizes)}{',' * (len(sizes) == 1)})"


def _refuse_nan(name, array):
    wrong = np.isnan(array)
    if wrong.any():
        first = tuple(np.argwhere(wrong)[0].tolist())
        raise ValueError(f"{name} must not hold NaN, but does at {first}")
