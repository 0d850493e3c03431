"""Tell in which order two or three marks came, long after they came.

Hochreiter & Schmidhuber, 1997, Long Short-Term Memory, experiments 6a and 6b.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from lstm_course.tasks.arguments import (
    check_choice,
    check_range,
    check_share,
)
from lstm_course.tasks.task import CLASSES, Batch, Task

SYMBOLS = "abcdXYBE"
MARKS = {
    "6a": ((10, 20), (50, 60)),
    "6b": ((10, 20), (33, 43), (66, 76)),
}
"""The paper's steps of each mark, first and last, counted from 1."""


@dataclass(frozen=True)
class TemporalOrder(Task):
    """Draw symbols with X or Y at some steps; the answer is their order.

    A sequence begins with B and ends with E; between them stand random a, b,
    c, d, except for two marks (variant "6a") or three ("6b"), each X or Y.
    The class is the ordered marks, in the order of `classes`: XX, XY, YX, YY,
    or XXX to YYY. `lengths` gives the shortest and the longest sequence with
    B and E, `marks` the first and last step of each mark, counted from 1;
    None stands for the paper's. Symbols are one-hot in the order abcdXYBE;
    steps after the E are all 0, and counts is 1 at the E.

    A class is right where its output is the largest. Solved is 0.99: the
    paper's trained networks were wrong in 2 of 2,560 sequences at most, and
    whoever misses one mark is right in half of them.

    >>> task = TemporalOrder("6a", lengths=(9, 9), marks=((2, 4), (5, 7)))
    >>> one = task.draw(np.random.default_rng(2), 1)
    >>> "".join(SYMBOLS[k] for k in one.xs[0].argmax(-1))
    'BbXdbYdbE'
    >>> task.classes[one.targets[0].argmax()]
    'XY'
    >>> round(task.blind, 3)  # ln 4
    1.386
    """

    variant: str = "6a"
    lengths: tuple = (100, 110)
    marks: tuple | None = None
    solved_at: float = 0.99

    features, loss = len(SYMBOLS), CLASSES

    def __post_init__(self):
        check_choice("variant", self.variant, tuple(MARKS))
        check_range("lengths", self.lengths, 4, 10**6)
        check_share("solved_at", self.solved_at)
        wanted, ranges = len(MARKS[self.variant]), self._ranges()
        if not isinstance(ranges, tuple | list) or len(ranges) != wanted:
            raise ValueError(
                f"marks: expected {wanted} pairs (low, high), got {ranges!r}"
            )
        after = 2
        for one in ranges:
            check_range("marks", one, after, self.lengths[0] - 1)
            after = one[1] + 1

    def _ranges(self):
        return MARKS[self.variant] if self.marks is None else self.marks

    @property
    def classes(self):
        """Return the names of the classes, in order."""
        size = len(MARKS[self.variant])
        return tuple(map("".join, itertools.product("XY", repeat=size)))

    @property
    def outputs(self):
        """Return the number of classes."""
        return len(self.classes)

    @property
    def blind(self):
        """Return ln of the number of classes, which are equally likely."""
        return float(np.log(self.outputs))

    def draw(self, rng, count):
        """Return a Batch of `count` fresh sequences."""
        shortest, longest = self.lengths
        rows = np.arange(count)
        symbols = rng.integers(0, 4, (count, longest), np.uint8)
        ends = rng.integers(shortest, longest + 1, count) - 1
        symbols[:, 0], symbols[rows, ends] = 6, 7
        classes = np.zeros(count, int)
        for low, high in self._ranges():
            is_y = rng.integers(0, 2, count)
            symbols[rows, rng.integers(low - 1, high, count)] = 4 + is_y
            classes = 2 * classes + is_y
        symbols[np.arange(longest) > ends[:, None]] = len(SYMBOLS)
        one_hot = np.eye(len(SYMBOLS) + 1, len(SYMBOLS), dtype=np.float32)
        xs = one_hot.take(symbols, axis=0)
        counts = np.zeros((count, longest), np.float32)
        counts[rows, ends] = 1
        targets = np.eye(self.outputs, dtype=np.float32)[classes]
        return Batch(xs, targets, counts)

    def right(self, outputs, batch):
        """Return which classes have the largest output, (batch,)."""
        return np.argmax(outputs, -1) == batch.targets.argmax(-1)
