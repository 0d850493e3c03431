"""Say what is wrong with a shape."""

import itertools

from lstm_course.checks import words
from lstm_course.checks.reading import shape_text


def problem(output, expected, got):
    """Return a sentence on the shape `got` in place of `expected`."""
    wanted = shape_text(expected, output.axes) if expected else "one number"
    sentence = (
        f"{output.name} has the wrong shape: expected {wanted}, "
        f"got {shape_text(got)}"
    )
    reason = diagnosis(output, expected, got)
    return f"{sentence}: {reason}." if reason else f"{sentence}."


def diagnosis(output, expected, got):
    """Return what was done to the shape, or an empty text."""
    if len(got) == len(expected):
        return _reordered(output.axes, expected, got) or _blocks(
            output, expected, got
        )
    if len(got) == len(expected) - 1:
        return _lost(output.axes, expected, got)
    if len(got) == len(expected) + 1:
        return _extra(expected, got)
    return ""


def _reordered(axes, expected, got):
    if sorted(expected) != sorted(got):
        return ""
    if len(got) == 2:
        return "it is transposed"
    fits = [
        order
        for order in itertools.permutations(range(len(got)))
        if tuple(expected[axis] for axis in order) == tuple(got)
    ]
    if len(fits) != 1:
        return ""
    return f"yours is ({', '.join(axes[axis] for axis in fits[0])})"


def _blocks(output, expected, got):
    many = len(output.blocks)
    if many and got[:-1] == expected[:-1] and got[-1] * many == expected[-1]:
        return (
            f"that is one block of {many}; join "
            f"{words.join(output.blocks)} along the last axis"
        )
    return ""


def _lost(axes, expected, got):
    fits = [
        axis
        for axis in range(len(expected))
        if expected[:axis] + expected[axis + 1 :] == got
    ]
    if len(fits) != 1:
        return ""
    name = axes[fits[0]]
    return f"the axis {name} is gone. Was it summed, averaged or indexed away"


def _extra(expected, got):
    for axis in range(len(got)):
        if got[:axis] + got[axis + 1 :] == expected:
            if got[axis] == 1:
                return f"axis {axis}, of size 1, is one too many"
            return f"axis {axis} is one too many. Is a sum over it missing"
    return ""
