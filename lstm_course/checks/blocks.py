"""Outputs whose axis is made of named blocks, such as the four gates."""

from typing import NamedTuple

import numpy as np

from lstm_course.checks import words


class Blocks(NamedTuple):
    """The axis of an output that is made of blocks, and their names."""

    axis: int | None
    labels: tuple[str, ...]

    def wrong(self, masks):
        """Return the positions of the wrong blocks; None: not only some."""
        if not self.labels:
            return None
        found = set()
        for mask in masks:
            if mask.shape[self.axis] % len(self.labels):
                return None
            parts = self.split(mask)
            found |= {i for i, part in enumerate(parts) if part.any()}
        return None if len(found) == len(self.labels) else sorted(found)

    def split(self, array):
        """Return the blocks of an array."""
        return np.split(array, len(self.labels), self.axis)

    def cut(self, array, chosen):
        """Return the chosen block, or all if there is not exactly one."""
        if chosen is None or len(chosen) != 1:
            return array
        return self.split(array)[chosen[0]]

    def sentence(self, name, chosen):
        """Return a sentence on the wrong blocks of the output `name`."""
        if chosen is None:
            return ""
        listed = words.join(self.labels[i] for i in chosen)
        if len(chosen) == 1:
            return f"In {name} only the block of {listed} is wrong."
        return f"In {name} only the blocks of {listed} are wrong."


def of(output, axes):
    """Return the Blocks of an output.

    They are its own `blocks`, on the last axis, or those that the exercise
    gives for one of its axes by name.
    """
    if output.blocks:
        return Blocks(len(output.axes) - 1, tuple(output.blocks))
    for axis, name in enumerate(output.axes):
        if name in axes:
            return Blocks(axis, tuple(axes[name]))
    return Blocks(None, ())
