"""Refuse a wrong argument of a task by name."""

import numbers


def check_whole(name, value, low=1):
    """Raise ValueError unless value is a whole number of `low` or more."""
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if not whole or value < low:
        raise ValueError(
            f"{name}: expected a whole number of {low} or more, got {value!r}"
        )


def check_choice(name, value, choices):
    """Raise ValueError unless value is one of the choices."""
    if value not in choices:
        names = " or ".join(map(repr, choices))
        raise ValueError(f"{name}: expected {names}, got {value!r}")


def check_share(name, value):
    """Raise ValueError unless value lies above 0 and is at most 1."""
    if not isinstance(value, numbers.Real) or not 0 < value <= 1:
        raise ValueError(
            f"{name}: expected a share above 0 and at most 1, got {value!r}"
        )


def check_range(name, value, low, high):
    """Raise ValueError unless value is a pair of whole numbers in order.

    Both must lie between low and high, both included.
    """
    try:
        first, last = value
        for end in (first, last):
            check_whole(name, end, low)
        good = low <= first <= last <= high
    except (TypeError, ValueError):
        good = False
    if not good:
        raise ValueError(
            f"{name}: expected two whole numbers in order between {low} and"
            f" {high}, got {value!r}"
        )
