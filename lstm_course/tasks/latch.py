"""Keep the class that the first steps show, through noise, to the end.

After Bengio, Simard & Frasconi, 1994, Learning Long-Term Dependencies with
Gradient Descent Is Difficult, and the two-sequence problem of Hochreiter &
Schmidhuber, 1997, experiment 3. The numbers below are this course's.
"""

import numbers
from dataclasses import dataclass

import numpy as np

from lstm_course.tasks.arguments import check_share, check_whole
from lstm_course.tasks.task import BITS, Batch, Task


@dataclass(frozen=True)
class Latch(Task):
    """Draw +1 or −1 at the first steps, then noise; the answer is which.

    One feature: at the first `shown` steps the class, +1 or −1 with equal
    chance, and at all others normal noise of mean 0 and standard deviation
    `noise`. There are `time` steps, and the answer is read at the last: the
    target is 1 for +1 and 0 for −1.

    An answer is right if the output lies on the right side of 0. Solved is
    0.99: chance is 0.5, and the sum of all steps, which keeps the noise too,
    is right in 0.75 of the sequences of the default.

    >>> one = Latch(time=5).draw(np.random.default_rng(0), 1)
    >>> one.xs[0, :, 0].round(2)
    array([ 1.  ,  1.  ,  1.  ,  0.27, -0.03], dtype=float32)
    >>> one.targets[0]
    array([1.], dtype=float32)
    >>> round(Latch().blind, 3)  # ln 2
    0.693
    """

    time: int = 100
    shown: int = 3
    noise: float = 0.45
    solved_at: float = 0.99

    features, outputs, loss = 1, 1, BITS

    def __post_init__(self):
        check_whole("shown", self.shown)
        check_whole("time", self.time, self.shown)
        real = isinstance(self.noise, numbers.Real)
        if not real or not 0 <= self.noise < np.inf:
            raise ValueError(
                f"noise: expected a number of 0 or more, got {self.noise!r}"
            )
        check_share("solved_at", self.solved_at)

    @property
    def blind(self):
        """Return ln 2: both classes are equally likely."""
        return float(np.log(2))

    def draw(self, rng, count):
        """Return a Batch of `count` fresh sequences."""
        classes = rng.integers(0, 2, (count, 1)).astype(np.float32)
        xs = rng.standard_normal((count, self.time, 1), np.float32)
        xs *= np.float32(self.noise)
        xs[:, : self.shown, 0] = 2 * classes - 1
        counts = np.zeros((count, self.time), np.float32)
        counts[:, -1] = 1
        return Batch(xs, classes, counts)

    def right(self, outputs, batch):
        """Return which outputs lie on the right side of 0, (batch,)."""
        return (outputs[:, 0] > 0) == (batch.targets[:, 0] > 0.5)
