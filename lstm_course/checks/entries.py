"""The rule that an answer is a dictionary with certain entries."""

import math
import numbers
from collections.abc import Callable
from typing import Any, NamedTuple

from lstm_course.checks import reading, words
from lstm_course.checks.exercise import Rule

_SHORT = 60
"""Characters of a list that is shown in a message as it is."""


class Kind(NamedTuple):
    """What an entry should be: in words, and how to see that it is."""

    words: str
    holds: Callable[[Any], bool]


def entries(kinds, rule="entries"):
    """Return the Rule that a value has an entry of each Kind, by its key."""

    def test(value):
        if not isinstance(value, dict):
            return (
                f"Expected a dictionary with the entries {_quoted(kinds)}, "
                f"got {_shown(value)}."
            )
        missing = [key for key in kinds if key not in value]
        if missing:
            verb = "entries are" if len(missing) > 1 else "entry is"
            this = "These" if len(missing) > 1 else "This"
            return f"{this} {verb} missing: {_quoted(missing)}."
        left = [key for key in kinds if value[key] is ...]
        if left:
            return f"Still to be filled in: {_quoted(left)}."
        for key, kind in kinds.items():
            if not kind.holds(value[key]):
                return (
                    f'"{key}" should be {kind.words}, got '
                    f"{_shown(value[key])}."
                )
        return None

    return Rule(rule, test)


def one_of(*choices):
    """Return the Kind of a text, or a number, out of a few."""
    *most, last = map(_show_choice, choices)
    return Kind(
        f"{', '.join(most)} or {last}", lambda got: _among(got, choices)
    )


def number():
    """Return the Kind of a finite number."""
    return Kind("a number", is_number)


def whole(low=None, high=None):
    """Return the Kind of a whole number, from `low` to `high` if given."""
    if high is not None:
        limits = f" from {low} to {high}"
    else:
        limits = "" if low is None else f", {low} or more"

    def holds(got):
        if not is_number(got) or got != int(got):
            return False
        return (low is None or got >= low) and (high is None or got <= high)

    return Kind(f"a whole number{limits}", holds)


def several(kind, plural):
    """Return the Kind of a list of such, which are called `plural`."""

    def holds(got):
        return isinstance(got, (list, tuple)) and all(map(kind.holds, got))

    return Kind(f"a list of {plural}", holds)


def anything():
    """Return the Kind of an entry that another rule looks at."""
    return Kind("something", lambda got: True)


def is_number(got):
    """Say whether a value is a finite real number, and no truth value."""
    if isinstance(got, bool) or not isinstance(got, numbers.Real):
        return False
    return isinstance(got, numbers.Integral) or math.isfinite(got)


def _among(got, choices):
    """Compare without calling a value of unknown kind equal to anything."""
    if isinstance(got, str):
        return got in choices
    return is_number(got) and got in choices


def _show_choice(choice):
    return f'"{choice}"' if isinstance(choice, str) else str(choice)


def _quoted(keys):
    return words.join(f'"{key}"' for key in keys)


def _shown(got):
    if isinstance(got, (list, tuple)) and len(repr(got)) <= _SHORT:
        return repr(got)
    return reading.describe(got)
