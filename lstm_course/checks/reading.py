"""Read what an answer returned: tensors, arrays, lists, tuples, fields."""

import numbers

import numpy as np

from lstm_course.checks import words

_MISSING = object()
_LIBRARIES = ("tensorflow", "keras")


NONE = "It returned None."


class Unreadable(Exception):
    """The value is not of the expected form; the text is for the learner."""


def split(value, outputs, model):
    """Return one part of `value` for each of the `outputs`.

    `model` is what the solution returned: a value with named fields is
    asked for the same fields, a tuple for as many values, and a single
    output for the value itself. Raises Unreadable.
    """
    if value is None:
        raise Unreadable(NONE)
    if value is ...:
        raise Unreadable("It returned `...`: a blank is still to be filled.")
    if isinstance(model, dict) or fields(model):
        return _named(value, outputs, model)
    if isinstance(model, (tuple, list)) and len(outputs) > 1:
        return _positional(value, outputs)
    return [_single(value, outputs[0])]


def array(value):
    """Return `value` as a NumPy array of numbers.

    Takes NumPy arrays, TensorFlow tensors and variables, numbers, and lists
    of them. Raises Unreadable.
    """
    if isinstance(value, np.ndarray):
        found = value
    elif isinstance(value, (numbers.Number, np.generic)):
        found = np.asarray(value)
    elif isinstance(value, (list, tuple)):
        found = _stacked(value)
    else:
        found = _foreign(value)
    if found.dtype.kind == "V":  # bfloat16 and its relatives
        found = found.astype("float32")
    if found.dtype.kind not in "biufc":
        raise Unreadable(f"Expected numbers, got {describe(value)}.")
    return found


def plain(value):
    """Return `value` with tensors as arrays and scalars as numbers.

    Tuples, lists and dictionaries are kept, strings too; what cannot be
    read is returned as it is.
    """
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        parts = [plain(part) for part in value]
        if fields(value):
            return type(value)(*parts)
        return parts if isinstance(value, list) else tuple(parts)
    if not (isinstance(value, (np.ndarray, np.generic)) or _is_tensor(value)):
        return value
    try:
        found = array(value)
    except Unreadable:
        return value
    return found.item() if found.ndim == 0 else found


def describe(value):
    """Return what kind of thing `value` is, in words.

    Never calls code of the value's own, which may fail.
    """
    if value is None or value is ...:
        return "None" if value is None else "`...`"
    if isinstance(value, bool):
        return f"the truth value {bool.__repr__(value)}"
    if type(value) in (int, float, complex):
        return f"the number {value!r}"
    if type(value) is str:
        return f"the text {value[:30]!r}"
    if isinstance(value, type):
        return f"the class {type.__getattribute__(value, '__name__')}"
    if _is_symbolic(value):
        return "a symbolic tensor, which has no numbers yet"
    if isinstance(value, np.ndarray):
        return f"an array of shape {shape_text(value.shape)}"
    if isinstance(value, np.generic):
        return f"the number {value.item()!r}"
    if _is_tensor(value):
        return _tensor_in_words(value)
    if isinstance(value, (tuple, list, set, dict)):
        kind = {tuple: "tuple", list: "list", set: "set", dict: "dictionary"}
        name = kind.get(type(value), type(value).__name__)
        many = "value" if len(value) == 1 else "values"
        return f"a {name} of {len(value)} {many}"
    name = type(value).__name__
    if name == "generator":
        return "a generator (is there a `yield` where `return` should be?)"
    if name in ("function", "builtin_function_or_method", "method"):
        return "a function (are its brackets missing?)"
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"


def shape_text(shape, axes=()):
    """Return `(batch, units) = (3, 2)`, or the numbers alone."""
    text = f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"
    if not axes:
        return text
    return f"({', '.join(axes)}{',' * (len(axes) == 1)}) = {text}"


def fields(value):
    """Return the names of a named tuple's or a dataclass's fields."""
    if isinstance(value, tuple):
        return getattr(type(value), "_fields", ())
    return tuple(getattr(type(value), "__dataclass_fields__", ()))


def _part(value, path):
    for name in path.split("."):
        if isinstance(value, dict):
            value = value.get(name, _MISSING)
        elif isinstance(value, (tuple, list)) and name.isdigit():
            value = value[int(name)] if int(name) < len(value) else _MISSING
        else:
            value = getattr(value, name, _MISSING)
        if value is _MISSING:
            break
    return value


def _named(value, outputs, model):
    names = [output.name for output in outputs]
    kind = "dictionary" if isinstance(model, dict) else type(model).__name__
    listed = ", ".join(model if isinstance(model, dict) else fields(model))
    unnamed = not isinstance(value, dict) and not fields(value)
    is_dict = isinstance(value, dict) == isinstance(model, dict)
    if not is_dict or (unnamed and _is_ordinary(value)):
        advice = f" Write `return {kind}({listed})`." if fields(model) else ""
        raise Unreadable(
            f"Expected a {kind} with {listed}, got {describe(value)}.{advice}"
        )
    parts = [_part(value, name) for name in names]
    missing = [
        name
        for name, part in zip(names, parts, strict=True)
        if part is _MISSING
    ]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise Unreadable(
            f"Expected a {kind} with {listed}; in yours "
            f"{words.join(missing)} {verb} missing."
        )
    return parts


def _positional(value, outputs):
    names = ", ".join(output.name for output in outputs)
    many = len(outputs)
    if not isinstance(value, (tuple, list)):
        hint = ""
        if _is_tensor(value) or isinstance(value, np.ndarray):
            hint = f" Write `return {names}`, with commas."
        raise Unreadable(
            f"Expected {many} values ({names}), got {describe(value)}.{hint}"
        )
    if len(value) != many:
        raise Unreadable(
            f"Expected {many} values ({names}), got {len(value)}."
        )
    return list(value)


def _single(value, output):
    if isinstance(value, tuple) and not fields(value):
        comma = ": a comma at the end of the `return` line?"
        raise Unreadable(
            f"Expected one value, {output.name}, got {describe(value)}"
            f"{comma if len(value) == 1 else '.'}"
        )
    return value


def _stacked(value):
    parts = [array(part) for part in value]
    if len({part.shape for part in parts}) > 1:
        raise Unreadable(
            "Expected an array, got a list whose parts differ in shape: "
            + ", ".join(shape_text(part.shape) for part in parts[:4])
            + ("." if len(parts) < 5 else ", ...")
        )
    return np.stack(parts) if parts else np.zeros(0)


def _foreign(value):
    if _is_symbolic(value):
        raise Unreadable(
            "It returned a symbolic tensor, which has no numbers yet. "
            "Calculate with the tensors that are passed in."
        )
    reader = getattr(value, "numpy", None) if _is_tensor(value) else None
    if reader is None and not hasattr(type(value), "__array__"):
        raise Unreadable(f"Expected an array, got {describe(value)}.")
    try:
        return np.asarray(reader() if reader else value)
    except Exception:
        raise Unreadable(
            f"Expected an array, got {describe(value)}, which cannot be "
            "read as numbers."
        ) from None


def _is_tensor(value):
    library = (type(value).__module__ or "").partition(".")[0]
    return library in _LIBRARIES and not callable(value)


def _is_symbolic(value):
    return _is_tensor(value) and type(value).__name__ in (
        "KerasTensor",
        "SymbolicTensor",
    )


def _tensor_in_words(value):
    try:
        shape = shape_text(tuple(value.shape))
    except Exception:
        return f"a {type(value).__name__}"
    kind = "variable" if "Variable" in type(value).__name__ else "tensor"
    return f"a {kind} of shape {shape}"


def _is_ordinary(value):
    ordinary = (str, numbers.Number, tuple, list, np.ndarray, np.generic)
    return isinstance(value, ordinary) or _is_tensor(value)
