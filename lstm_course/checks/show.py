"""Print numbers, arrays and cases compactly, the same on every machine."""

import numpy as np

from lstm_course.checks import inputs, reading

_MOST = 12
_ENTRIES = 3
_DIGITS = (4, 7, 10, 17)


def case(names, args):
    """Return one line, or a few, for each argument of a case."""
    found = [
        (name, _value(value)) for name, value in inputs.leaves(names, args)
    ]
    return _aligned(found)


def difference(name, expected, got, wrong):
    """Return lines with what was expected of an output and what came.

    Small arrays are shown whole, larger ones by their first wrong entries.
    """
    if expected.size <= _MOST:
        digits = _enough(expected[wrong], got[wrong])
        return _aligned(
            [
                (f"expected {name}", _array(expected, digits)),
                (f"got {name}", _array(got, digits)),
            ]
        )
    lines = []
    places = np.argwhere(wrong)
    for place in places[:_ENTRIES]:
        one, two = expected[tuple(place)], got[tuple(place)]
        digits = _enough(one, two)
        index = ", ".join(map(str, place))
        lines.append(
            f"{name}[{index}]: expected {number(one, digits)}, "
            f"got {number(two, digits)}"
        )
    if len(places) > _ENTRIES:
        lines.append(f"and {len(places) - _ENTRIES} more of {expected.size}")
    return lines


def number(value, digits=4):
    """Return a number with `digits` significant digits, `-0` as `0`."""
    text = f"{np.asarray(value).item():.{digits}g}"
    return "0" if text == "-0" else text


def _enough(expected, got):
    """Return the digits at which some expected and got look different."""
    pairs = list(
        zip(np.ravel(expected)[:_MOST], np.ravel(got)[:_MOST], strict=True)
    )
    for digits in _DIGITS:
        if any(number(a, digits) != number(b, digits) for a, b in pairs):
            break
    return digits


def _value(value):
    if callable(value):
        return getattr(value, "__name__", type(value).__name__)
    try:
        found = reading.array(value)
    except reading.Unreadable:
        return repr(value) if isinstance(value, str) else type(value).__name__
    if found.size > _MOST:
        shape = reading.shape_text(found.shape)
        return f"array of shape {shape}"
    return _array(found, _DIGITS[0])


def _array(array, digits):
    if array.ndim == 0:
        return number(array, digits)
    return np.array2string(
        array,
        separator=", ",
        max_line_width=64,
        formatter={"all": lambda value: number(value, digits)},
    )


def _aligned(pairs):
    width = max((len(name) for name, _ in pairs), default=0)
    lines = []
    for name, text in pairs:
        first, *rest = text.splitlines() or [""]
        lines.append(f"{name:<{width}} = {first}")
        lines += [f"{'':{width}}   {line}" for line in rest]
    return lines
