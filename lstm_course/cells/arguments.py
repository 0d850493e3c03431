"""Refuse wrong arguments of a step by name, before the equations run.

A name means the same shape everywhere in this package, so the parameters'
names say what to check.
"""

import functools
import inspect

from lstm_course.runtime import tf

_SHAPES = {"x": ("batch", "features")}
_SHAPES |= dict.fromkeys(
    ("h_prev", "c_prev", "h", "dh", "dc"), ("batch", "units")
)


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
            return function(**_check(bound.arguments, gates))

        return functools.update_wrapper(step, function)

    return decorate


def unchecked(function):
    """Return the function inside a checked one, for use inside a loop."""
    return getattr(function, "__wrapped__", function)


def _check(arguments, gates):
    checked_arguments = dict(arguments)
    weights = arguments["weights"]
    sizes = weights_sizes(weights, gates, arguments.get("reset_after"))
    kind = tf.as_dtype(weights.W.dtype)
    for name, value in arguments.items():
        if name in _SHAPES:
            checked_arguments[name] = tensor(
                name, value, _SHAPES[name], sizes, kind
            )
        elif name == "step":
            checked_arguments[name] = _check_step(value, sizes, kind)
    return checked_arguments


def _check_step(step, sizes, kind):
    if not hasattr(step, "_replace"):
        raise TypeError(
            "step must be what the step forward returned, "
            f"got {type(step).__name__}"
        )
    return type(step)(
        *(
            tensor(f"step.{name}", value, ("batch", "units"), sizes, kind)
            for name, value in zip(step._fields, step, strict=True)
        )
    )


def weights_sizes(weights, gates, reset_after=None):
    """Check a cell's weights and return {"features": …, "units": …}.

    Raises TypeError or ValueError, naming the weight, what was expected and
    what came.
    """
    missing = [name for name in "WUb" if not hasattr(weights, name)]
    if missing:
        raise TypeError(
            "weights must have W, U and b (see cells.Weights), "
            f"got {type(weights).__name__} without {', '.join(missing)}"
        )
    kind = getattr(weights.W, "dtype", None)
    W = tensor("weights.W", weights.W, ("features", "columns"), {}, kind)
    U = tensor("weights.U", weights.U, ("units", "columns"), {}, kind)
    sizes = {"features": W.shape[0], "units": U.shape[0]}
    columns = None if sizes["units"] is None else gates * sizes["units"]
    shapes = {
        "W": ("features", f"{gates} * units"),
        "U": ("units", f"{gates} * units"),
        "b": (f"{gates} * units",),
    }
    if reset_after:
        shapes["b"] = ("2", f"{gates} * units")
    if hasattr(weights, "P"):
        shapes["P"] = ("3", "units")
    known = sizes | {f"{gates} * units": columns, "2": 2, "3": 3}
    for name, shape in shapes.items():
        value = getattr(weights, name)
        tensor(f"weights.{name}", value, shape, dict(known), kind)
    return sizes


def tensor(name, value, axes, sizes, kind):
    """Return value as a tensor of the given axes and type, or raise.

    sizes maps the names of axes to sizes already known; an axis that it does
    not know is entered with the size that came.
    """
    if not hasattr(value, "shape") or not hasattr(value, "dtype"):
        raise TypeError(
            f"{name} must be a tensor or an array of floats, "
            f"got {type(value).__name__}"
        )
    value = tf.convert_to_tensor(value)
    if not value.dtype.is_floating:
        raise TypeError(f"{name} must hold floats, got {value.dtype.name}")
    if kind is not None and value.dtype != tf.as_dtype(kind):
        raise TypeError(
            f"{name} must be {tf.as_dtype(kind).name} like weights.W, "
            f"got {value.dtype.name}"
        )
    _check_shape(name, value.shape, axes, sizes)
    _check_values(name, value)
    return value


def _check_shape(name, shape, axes, sizes):
    if shape.rank is None:
        return
    expected = tuple(sizes.get(axis) for axis in axes)
    if not shape.is_compatible_with(expected):
        names = f"({', '.join(axes)}{',' * (len(axes) == 1)})"
        numbers = ", ".join(
            "any" if size is None else str(size) for size in expected
        )
        raise ValueError(
            f"{name} must have shape {names} = "
            f"({numbers}{',' * (len(axes) == 1)}), got {tuple(shape)}"
        )
    for axis, size in zip(axes, shape, strict=True):
        if size is not None:
            sizes[axis] = size


def _check_values(name, value):
    if not tf.executing_eagerly():
        return
    wrong = tf.math.is_nan(value)
    if tf.reduce_any(wrong):
        first = tuple(tf.where(wrong)[0].numpy().tolist())
        raise ValueError(f"{name} must not hold NaN, but does at {first}")
