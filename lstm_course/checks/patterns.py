"""Recognise what was done to the right values to get the wrong ones.

Every function takes lists over cases: `expected` and `got` are arrays of
one output, equal in shape case by case, and `close(a, b)` compares two.
"""

import math

import numpy as np

from lstm_course.checks import words

_TINY = 1e-12
_SMALL = 1e-6
_FRACTIONS = {2: "half", 3: "a third", 4: "a quarter"}


def pattern(subject, axes, expected, got, close):
    """Return a sentence on what happened in the failing cases, or ""."""
    if any(value.size == 0 for value in expected):
        return ""
    if all(np.all(value == 0) for value in got):
        return f"Every value of {subject} is 0."
    return (
        _factor(subject, expected, got, close)
        or _offset(subject, expected, got, close)
        or _along(subject, axes, expected, got, close)
    )


def scaled(subject, expected, got, sizes, close):
    """Return a sentence if a size is the factor in each of all cases.

    `sizes` maps the name of each size to its value in each case.
    """
    factors = [
        _ratio(one, two, close) for one, two in zip(expected, got, strict=True)
    ]
    if None in factors:
        return ""
    for name, values in sizes.items():
        pairs = [
            (factor, value)
            for factor, value in zip(factors, values, strict=True)
            if not math.isnan(factor)
        ]
        if len({value for _, value in pairs}) < 2:
            continue
        if all(_near(factor, value) for factor, value in pairs):
            return (
                f"Every value of {subject} is too large by the factor "
                f"{name}: is it a sum where a mean belongs?"
            )
        if all(_near(factor * value, 1) for factor, value in pairs):
            return (
                f"Every value of {subject} is divided by {name}: is it a "
                "mean where a sum belongs?"
            )
    return ""


def same(expected, got, close):
    """Return True when the arrays are equal in shape and value, all."""
    return all(
        one.shape == two.shape and close(one, two)
        for one, two in zip(expected, got, strict=True)
    )


def _factor(subject, expected, got, close):
    factors = [
        _ratio(one, two, close) for one, two in zip(expected, got, strict=True)
    ]
    if None in factors:
        return ""
    known = [factor for factor in factors if not math.isnan(factor)]
    if not known or abs(known[0] - 1) < 1e-3:
        return ""
    if not all(_near(factor, known[0]) for factor in known):
        return ""
    return f"Every value of {subject} {_times(known[0])}."


def _ratio(expected, got, close):
    """Return k with got = k · expected, None without one, nan for 0 = 0."""
    power = float(np.sum(np.square(expected)))
    if power < _TINY**2:
        return math.nan if close(expected, got) else None
    factor = float(np.sum(expected * got)) / power
    fits = np.isfinite(factor) and close(factor * expected, got)
    return factor if fits else None


def _near(one, two):
    return math.isclose(one, two, rel_tol=1e-4)


def _times(factor):
    if abs(factor) < _SMALL:
        return "is almost 0"
    if _near(factor, -1):
        return "has the wrong sign"
    above = round(factor)
    if above > 1 and _near(factor, above):
        return f"is {above} times too large"
    below = round(1 / factor)
    if below > 1 and _near(factor * below, 1):
        part = _FRACTIONS.get(below, f"1/{below}")
        return f"is {part} of what it should be"
    return f"is {factor:.4g} times what it should be"


def _offset(subject, expected, got, close):
    offset = float((got[0] - expected[0]).flat[0])
    if not np.isfinite(offset) or abs(offset) < 1e-6:
        return ""
    count = sum(value.size for value in got)
    moved = [value + offset for value in expected]
    if count < 2 or not same(moved, got, close):
        return ""
    return (
        f"Every value of {subject} is {abs(offset):.4g} too "
        f"{'large' if offset > 0 else 'small'}."
    )


def _along(subject, axes, expected, got, close):
    """Recognise reversed, shifted and repeated values along an axis."""
    for axis, name in enumerate(axes):
        if any(one.shape[axis] < 2 for one in expected):
            continue
        pairs = [
            (np.moveaxis(one, axis, 0), np.moveaxis(two, axis, 0))
            for one, two in zip(expected, got, strict=True)
        ]
        step = words.axis(name)
        for test, says in _MOVES:
            if all(test(one, two, close) for one, two in pairs):
                return says.format(subject=subject, axis=name, step=step)
    return ""


def _long(expected):
    """Return True where a shift can be told from chance."""
    return len(expected) > 2


_MOVES = (
    (
        lambda e, g, close: close(e[::-1], g),
        "{subject} runs backwards along {axis}.",
    ),
    (
        lambda e, g, close: _long(e) and close(e[:-1], g[1:]),
        "{subject} comes one {step} late.",
    ),
    (
        lambda e, g, close: _long(e) and close(e[1:], g[:-1]),
        "{subject} comes one {step} early.",
    ),
    (
        lambda e, g, close: close(np.broadcast_to(g[:1], g.shape), g),
        "{subject} is the same at every {step}.",
    ),
)
