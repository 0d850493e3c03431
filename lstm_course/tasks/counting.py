"""Read aⁿbⁿ or aⁿbⁿcⁿ and say at each step which symbols may follow.

Gers & Schmidhuber, 2001, LSTM Recurrent Networks Learn Simple Context-Free and
Context-Sensitive Languages; Weiss, Goldberg & Yahav, 2018, On the Practical
Computational Power of Finite Precision RNNs for Language Recognition.
"""

from dataclasses import dataclass

import numpy as np

from lstm_course.tasks.arguments import (
    check_choice,
    check_share,
    check_whole,
)
from lstm_course.tasks.task import BITS, Batch, Task


@dataclass(frozen=True)
class Counting(Task):
    """Draw words of equally many a, b and perhaps c, in this order.

    symbols is "ab" or "abc". The input is a start marker S and the word, the
    target at each step the set of symbols that may follow: after S an a,
    after each a another a or a b, after each later symbol the one thing that
    keeps the numbers equal, the end marker E after the last. Inputs are
    one-hot in the order S, a, b(, c), targets bits in the order a, b(, c), E.
    Steps after the word are all 0 and do not count.

    n is drawn from 1 to `longest` as from a shuffled pack of cards: `longest`
    words in a row have each n once, so a batch of `longest` words is always
    the whole of them. The test is each word once. A word is accepted if every
    bit of it is right (output above 0 where legal, else below): one wrong bit
    rejects it. Solved is all of them, for a counter that is right for some n
    only has not counted.

    >>> task = Counting("ab", longest=3)
    >>> one = task.words([2])
    >>> task.spell(one)
    ['Saabb']
    >>> for legal in one.targets[0]:  # after S, a, a, b, b
    ...     print("".join(s for s, bit in zip("abE", legal) if bit))
    a
    ab
    ab
    b
    E
    """

    symbols: str = "ab"
    longest: int = 20
    solved_at: float = 1.0

    loss = BITS
    each_step = True

    def __post_init__(self):
        check_choice("symbols", self.symbols, ("ab", "abc"))
        check_whole("longest", self.longest)
        check_share("solved_at", self.solved_at)

    @property
    def features(self):
        """Return the number of symbols with the start marker."""
        return len(self.symbols) + 1

    @property
    def outputs(self):
        """Return the number of symbols with the end marker."""
        return len(self.symbols) + 1

    @property
    def blind(self):
        """Return the mean entropy of the bits, given only the step."""
        every = self.words(np.arange(1, self.longest + 1))
        counted = every.counts.sum(0)
        p = np.einsum("nto,nt->to", every.targets, every.counts)
        p = np.clip(p / counted[:, None].astype(float), 1e-12, 1 - 1e-12)
        entropy = -(p * np.log(p) + (1 - p) * np.log(1 - p)).mean(-1)
        return float(entropy @ counted / counted.sum())

    def words(self, ns, time=None):
        """Return a Batch of the words of each n of `ns`, in this order.

        time is the number of steps, at least the longest word's with its S,
        which it is if time is None.
        """
        ns = np.asarray(ns)
        if ns.ndim != 1 or not ns.size or ns.dtype.kind != "i" or ns.min() < 1:
            raise ValueError(
                f"ns: expected whole numbers of 1 or more, got {ns.tolist()}"
            )
        kinds = len(self.symbols)
        least = kinds * int(ns.max()) + 1
        time = least if time is None else time
        check_whole("time", time, least)
        k, n = np.arange(time), ns[:, None]
        # The symbol at step k: 0 for S, 1 for a, …; one more after the word.
        now = np.where(k == 0, 0, (k - 1) // n + 1)
        after = k // n  # of the next symbol, from 0 for a
        inside = (now <= kinds).astype(np.float32)
        xs = np.eye(kinds + 2, kinds + 1, dtype=np.float32)
        targets = np.eye(kinds + 2, kinds + 1, dtype=np.float32)
        legal = targets[np.minimum(after, kinds + 1)]
        legal[now == 1, :2] = 1
        legal *= inside[..., None]
        return Batch(xs[np.minimum(now, kinds + 1)], legal, inside)

    def spell(self, batch):
        """Return the words of a Batch as text, with their S."""
        names = np.array(list("S" + self.symbols))
        return [
            "".join(names[row[row.any(-1)].argmax(-1)]) for row in batch.xs
        ]

    def draw(self, rng, count):
        """Return a Batch of `count` words."""
        packs = np.tile(
            np.arange(self.longest), (-(-count // self.longest), 1)
        )
        ns = rng.permuted(packs, axis=1).ravel()[:count] + 1
        return self.words(ns, len(self.symbols) * self.longest + 1)

    def test(self, rng):
        """Return each word once, from n = 1; rng is not used."""
        return self.words(np.arange(1, self.longest + 1))

    def right(self, outputs, batch):
        """Return which words are accepted, (batch,)."""
        wrong = (outputs > 0) != (batch.targets > 0.5)
        return ~np.any(wrong & (batch.counts[..., None] > 0), axis=(1, 2))


def largest(accepted):
    """Return the largest n such that it and every smaller n is accepted.

    accepted says of each n = 1, 2, … whether its word was accepted.

    >>> largest([True, True, False, True])
    2
    """
    return int(np.argmin(np.append(np.asarray(accepted, bool), False)))
