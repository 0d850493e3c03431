"""Say after each bit whether the ones so far are odd in number.

Delétang et al., 2022, Neural Networks and the Chomsky Hierarchy, who ask at
the end only; a label at every step is this course's form.
"""

from dataclasses import dataclass

import numpy as np

from lstm_course.tasks.arguments import check_share, check_whole
from lstm_course.tasks.task import BITS, Batch, Task


@dataclass(frozen=True)
class Parity(Task):
    """Draw random bits; the answer at each step is the parity so far.

    A sequence is `time` independent bits, 0 or 1 with equal chance, as one
    feature. The target at a step is 1 where the number of ones up to and with
    that step is odd. A sequence is right if each step's output lies on the
    right side of 0. Solved is 0.99: one bit misread spoils all that follow,
    so a network that has not understood is right in hardly any sequence.

    For another length draw from another task: `Parity(500)`.

    >>> one = Parity(time=7).draw(np.random.default_rng(0), 1)
    >>> "".join(f"{bit:.0f}" for bit in one.xs[0, :, 0])
    '0111110'
    >>> "".join(f"{odd:.0f}" for odd in one.targets[0, :, 0])
    '0101011'
    >>> round(Parity().blind, 3)  # ln 2 at each step
    0.693
    """

    time: int = 40
    solved_at: float = 0.99

    features, outputs, loss = 1, 1, BITS
    each_step = True

    def __post_init__(self):
        check_whole("time", self.time)
        check_share("solved_at", self.solved_at)

    @property
    def blind(self):
        """Return ln 2: either parity is as likely at each step."""
        return float(np.log(2))

    def draw(self, rng, count):
        """Return a Batch of `count` fresh sequences."""
        bits = rng.integers(0, 2, (count, self.time, 1), np.uint8)
        odd = np.bitwise_xor.accumulate(bits, axis=1)
        return Batch(
            bits.astype(np.float32),
            odd.astype(np.float32),
            np.ones((count, self.time), np.float32),
        )

    def right(self, outputs, batch):
        """Return which sequences are right at every step, (batch,)."""
        return np.all((outputs > 0) == (batch.targets > 0.5), axis=(1, 2))
