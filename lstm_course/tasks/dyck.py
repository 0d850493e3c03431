"""Say at each step of a balanced string of parentheses what may follow.

The language Dyck-1, as in Suzgun, Gehrmann, Belinkov & Shieber, 2019, LSTM
Networks Can Perform Dynamic Counting; the choice of words is this course's.
"""

from dataclasses import dataclass
from math import comb

import numpy as np

from lstm_course.tasks.arguments import check_share, check_whole
from lstm_course.tasks.task import BITS, Batch, Task


@dataclass(frozen=True)
class Dyck(Task):
    """Draw balanced words of ( and ); the answer is what may follow.

    A word has n pairs, n from 1 to `pairs` with equal chance, and is any
    balanced word of n pairs with equal chance. The input is a start marker S
    and the word, the target at each step the set of symbols that may follow:
    ( always, ) where one is open, the end marker E where none is, also right
    after S. Inputs are one-hot in the order S, (, ); targets bits in the order
    (, ), E. Steps after the word are all 0 and do not count.

    A word is accepted if every bit of it is right (output above 0 where legal,
    else below). Solved is 0.99. For longer words draw from another task.

    >>> task = Dyck(pairs=4)
    >>> one = task.draw(np.random.default_rng(0), 1)
    >>> "".join("S()"[k] for k in one.xs[0][one.counts[0] > 0].argmax(-1))
    'S((())())'
    >>> one.targets[0, :, 1][one.counts[0] > 0].astype(int)  # may ) follow?
    array([0, 1, 1, 1, 1, 1, 1, 1, 0])
    """

    pairs: int = 20
    solved_at: float = 0.99

    features, outputs, loss = 3, 3, BITS
    each_step = True

    def __post_init__(self):
        check_whole("pairs", self.pairs)
        check_share("solved_at", self.solved_at)

    @property
    def blind(self):
        """Return the mean entropy of the bits, given only the step."""
        words = [comb(2 * n, n) // (n + 1) for n in range(self.pairs + 1)]
        total = counted = 0.0
        for k in range(self.pairs + 1):  # step 2k: nothing may be open
            longer = range(max(k, 1), self.pairs + 1)
            p = np.mean([words[k] * words[n - k] / words[n] for n in longer])
            if p < 1:
                entropy = -(p * np.log(p) + (1 - p) * np.log(1 - p))
                total += len(longer) * entropy * 2 / 3
            # At an odd step one is open for certain.
            counted += len(longer) + (k < self.pairs) * (self.pairs - k)
        return float(total / counted)

    def draw(self, rng, count):
        """Return a Batch of `count` fresh words."""
        n = rng.integers(1, self.pairs + 1, (count, 1))
        steps = np.arange(2 * self.pairs + 1)
        # n + 1 times +1 and n times −1 in random order, and 0 after them:
        # of their turnings just one stays above 0 (the cycle lemma), and
        # without its first +1 it is a balanced word, each as likely.
        keys = rng.random((count, len(steps)), np.float32)
        order = np.argsort(np.where(steps > 2 * n, 2, keys), axis=1)
        moves = np.where(order <= n, 1, np.where(order <= 2 * n, -1, 0))
        height = np.where(steps > 2 * n, len(steps), moves.cumsum(1))
        lowest = len(steps) - 1 - height[:, ::-1].argmin(1)[:, None]
        lowest = np.where(height.min(1, keepdims=True) > 0, -1, lowest)
        turned = (lowest + 1 + steps) % (2 * n + 1)
        inside = steps <= 2 * n
        moves = np.take_along_axis(moves, turned, axis=1) * inside
        opened = moves.cumsum(1) - 1  # the first +1 stands for S
        read = np.where(moves > 0, 1, 2)
        read[:, 0] = 0
        counts = inside.astype(np.float32)
        xs = np.eye(3, dtype=np.float32)[read] * counts[..., None]
        legal = (
            np.stack([inside, opened > 0, opened == 0], axis=-1)
            & (inside[..., None])
        )
        return Batch(xs, legal.astype(np.float32), counts)

    def right(self, outputs, batch):
        """Return which words are accepted, (batch,)."""
        wrong = (outputs > 0) != (batch.targets > 0.5)
        return ~np.any(wrong & (batch.counts[..., None] > 0), axis=(1, 2))
