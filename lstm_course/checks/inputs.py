"""The arguments of a case: copies for each call, names, changes in place."""

import copy

import numpy as np


def fresh(args):
    """Return a copy of `args` that an answer may spoil."""
    return tuple(_copy(value) for value in args)


def leaves(names, args):
    """Yield each innermost value with its name, such as `weights.W`."""
    for name, value in zip(names, args, strict=False):
        yield from _leaves(name, value)


def changed(names, before, after):
    """Return the names of what differs between two sets of arguments."""
    found = []
    for name, one, two in zip(names, before, after, strict=False):
        found += _changes(name, one, two)
    return tuple(found)


def size(args):
    """Return how many numbers the arguments hold."""
    return sum(
        int(np.prod(np.shape(value))) if hasattr(value, "shape") else 1
        for _, value in leaves(map(str, range(len(args))), args)
    )


def _copy(value):
    try:
        return copy.deepcopy(value)
    except Exception:  # a generator, a lock: nothing that can be compared
        return value


def _parts(name, value):
    """Return the named parts of a container, or None for a leaf."""
    if isinstance(value, dict):
        return [(f"{name}[{key!r}]", part) for key, part in value.items()]
    if isinstance(value, tuple) and hasattr(type(value), "_fields"):
        fields = type(value)._fields
        return [
            (f"{name}.{field}", part)
            for field, part in zip(fields, value, strict=True)
        ]
    if isinstance(value, (list, tuple)):
        return [(f"{name}[{i}]", part) for i, part in enumerate(value)]
    return None


def _leaves(name, value):
    parts = _parts(name, value)
    if parts is None:
        yield name, value
        return
    for inner, part in parts:
        yield from _leaves(inner, part)


def _changes(name, before, after):
    if before is after:
        return []
    if type(before) is not type(after):
        return [name]
    parts = _parts(name, before)
    if parts is not None:
        now = _parts(name, after)
        if [inner for inner, _ in parts] != [inner for inner, _ in now]:
            return [name]
        found = []
        for (inner, one), (_, two) in zip(parts, now, strict=True):
            found += _changes(inner, one, two)
        return found
    if isinstance(before, np.ndarray):
        same = (
            before.shape == after.shape
            and before.dtype == after.dtype
            and before.tobytes() == after.tobytes()
        )
        return [] if same else [name]
    if hasattr(before, "assign") and hasattr(before, "numpy"):
        return _changes(name, before.numpy(), after.numpy())
    return []
