"""Add the two numbers that are marked, among many that are not.

The form of 1997: Hochreiter & Schmidhuber, Long Short-Term Memory, experiment
4. The modern form: Le, Jaitly & Hinton, 2015, A Simple Way to Initialize
Recurrent Networks of Rectified Linear Units; Arjovsky, Shah & Bengio, 2016.
"""

from dataclasses import dataclass

import numpy as np

from lstm_course.tasks.arguments import (
    check_choice,
    check_range,
    check_share,
    check_whole,
)
from lstm_course.tasks.task import SQUARED, Batch, Task


@dataclass(frozen=True)
class Adding(Task):
    """Draw values and marks; the answer at the end is the marked ones' sum.

    Each step is a pair: a value and a marker. form="modern": values uniform
    in [0, 1), markers 1 at one step of each half of the `time` steps and 0
    elsewhere, the target the sum of the two marked values. form="1997": values
    uniform in [−1, 1), `time` to `time + time // 10` steps, one mark among
    the first ten steps and one among the first `time // 2 − 1` that is still
    free, markers −1 at the first and the last step, the target 0.5 + (X1 +
    X2)/4. Where a mark falls on the first step its value counts as 0 and its
    marker stays −1, which is this course's reading. Steps after the end are
    all 0, and counts is 1 at the true last step.

    marks = ((low, high), (low, high)) confines the marks: first and last step,
    counted from 1, of each. An answer is right within 0.04 in the form of
    1997, the paper's tolerance, and within 0.08 in the modern form, which is
    the same share of the target's standard deviation. Whoever knows only one
    of the two numbers is right in one case of six, so 0.9 right is solved.

    >>> task = Adding(time=6)
    >>> one = task.draw(np.random.default_rng(1), 1)
    >>> one.xs[0].T.round(2)  # the values, and their marks
    array([[0.47, 0.51, 0.76, 0.95, 0.03, 0.14],
           [0.  , 0.  , 1.  , 0.  , 0.  , 1.  ]], dtype=float32)
    >>> one.targets[0].round(2)
    array([0.9], dtype=float32)
    >>> round(task.blind, 4)  # 2/12, the variance of the sum
    0.1667
    """

    time: int = 100
    form: str = "modern"
    marks: tuple | None = None
    solved_at: float = 0.9

    features, outputs, loss = 2, 1, SQUARED

    def __post_init__(self):
        check_choice("form", self.form, ("modern", "1997"))
        check_whole("time", self.time, 2 if self.form == "modern" else 10)
        check_share("solved_at", self.solved_at)
        ranges = self._ranges()
        if not isinstance(ranges, tuple | list) or len(ranges) != 2:
            raise ValueError(
                "marks: expected ((low, high), (low, high)), got"
                f" {self.marks!r}"
            )
        for one in ranges:
            check_range("marks", one, 1, self.time - (self.form == "1997"))
        (a, b), (low, high) = ranges
        if a <= low == high <= b:  # the first mark may leave no free step
            raise ValueError(
                "marks: expected a free step for the second, got"
                f" {self.marks!r}"
            )

    def _ranges(self):
        """Return the first and the last step of each mark, from 1."""
        if self.marks is not None:
            return self.marks
        half = self.time // 2
        if self.form == "modern":
            return (1, half), (half + 1, self.time)
        return (1, 10), (1, half - 1)

    @property
    def blind(self):
        """Return the variance of the target."""
        if self.form == "modern":
            return 2 / 12
        (a, b), (low, high) = self._ranges()
        chances = []  # that the second mark is on step 1, for each first mark
        for first in range(a, b + 1):
            free = high - low + 1 - (low <= first <= high)
            chances.append((low == 1 and first != 1) / free)
        on_first = (a == 1) / (b - a + 1) + np.mean(chances)
        return float((2 - on_first) / 3 / 16)

    def draw(self, rng, count):
        """Return a Batch of `count` fresh sequences."""
        rows, old = np.arange(count), self.form == "1997"
        slack = self.time // 10 if old else 0
        xs = np.zeros((count, self.time + slack, 2), np.float32)
        values = rng.random(xs.shape[:2], np.float32)
        at = self._draw_marks(rng, count)
        ends = self.time - 1 + rng.integers(0, slack + 1, count)
        if old:
            values = 2 * values - 1
            values *= np.arange(self.time + slack) <= ends[:, None]
        xs[..., 0] = values
        xs[rows, at, 1] = 1
        marked = values[rows, at]
        if old:
            xs[:, 0, 1] = xs[rows, ends, 1] = -1
            marked = 0.25 + np.where(at == 0, 0, marked / 4)
        counts = np.zeros(xs.shape[:2], np.float32)
        counts[rows, ends] = 1
        targets = marked.sum(0, dtype=np.float32)[:, None]
        return Batch(xs, targets, counts)

    def _draw_marks(self, rng, count):
        """Return the two marked steps of each sequence, from 0: (2, count)."""
        (a, b), (low, high) = self._ranges()
        first = rng.integers(a, b + 1, count)
        taken = (low <= first) & (first <= high)
        second = low + rng.integers(0, high - low + 1 - taken, count)
        second += taken & (second >= first)
        return np.stack([first, second]) - 1

    def right(self, outputs, batch):
        """Return which sums are right within the tolerance, (batch,)."""
        within = 0.04 if self.form == "1997" else 0.08
        return np.abs(outputs - batch.targets)[:, 0] < within
