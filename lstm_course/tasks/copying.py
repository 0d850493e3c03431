"""Write down, after a long silence, the symbols that came before it.

Arjovsky, Shah & Bengio, 2016, Unitary Evolution Recurrent Neural Networks.
"""

from dataclasses import dataclass

import numpy as np

from lstm_course.tasks.arguments import check_share, check_whole
from lstm_course.tasks.task import CLASSES, Batch, Task


@dataclass(frozen=True)
class Copying(Task):
    """Draw symbols, then blanks, then a mark on which to write the symbols.

    The input is `recall` random symbols out of `symbols`, `blanks` − 1 blanks,
    one mark, and `recall` blanks; the target is `blanks` + `recall` blanks and
    then the symbols in their order. Inputs are one-hot: the symbols, the
    blank, the mark; targets the same without the mark. The defaults are the
    paper's 10 symbols out of 8.

    A sequence is right if at each step the right class has the largest
    output. Solved is 0.99: a blind guesser gets 1 in 8¹⁰ right.

    >>> task = Copying(blanks=3, recall=2, symbols=4)
    >>> one = task.draw(np.random.default_rng(0), 1)
    >>> one.xs[0].argmax(-1)  # 4 is the blank, 5 the mark
    array([1, 2, 4, 4, 5, 4, 4])
    >>> one.targets[0].argmax(-1)
    array([4, 4, 4, 4, 4, 1, 2])
    >>> round(Copying(blanks=100).blind, 4)  # 10 ln 8 / (100 + 20)
    0.1733
    """

    blanks: int = 100
    recall: int = 10
    symbols: int = 8
    solved_at: float = 0.99

    loss = CLASSES
    each_step = True

    def __post_init__(self):
        check_whole("blanks", self.blanks)
        check_whole("recall", self.recall)
        check_whole("symbols", self.symbols, 2)
        check_share("solved_at", self.solved_at)

    @property
    def features(self):
        """Return the number of symbols, with the blank and the mark."""
        return self.symbols + 2

    @property
    def outputs(self):
        """Return the number of symbols, with the blank."""
        return self.symbols + 1

    @property
    def blind(self):
        """Return recall · ln symbols / (blanks + 2 · recall)."""
        steps = self.blanks + 2 * self.recall
        return float(self.recall * np.log(self.symbols) / steps)

    def draw(self, rng, count):
        """Return a Batch of `count` fresh sequences."""
        steps = self.blanks + 2 * self.recall
        drawn = rng.integers(0, self.symbols, (count, self.recall), np.uint8)
        read = np.full((count, steps), self.symbols, np.uint8)
        written = read.copy()
        read[:, : self.recall] = written[:, -self.recall :] = drawn
        read[:, self.recall + self.blanks - 1] = self.symbols + 1
        one_hot = np.eye(self.features, dtype=np.float32)
        return Batch(
            one_hot.take(read, axis=0),
            one_hot[:-1, :-1].take(written, axis=0),
            np.ones((count, steps), np.float32),
        )

    def right(self, outputs, batch):
        """Return which sequences are right at every step, (batch,)."""
        told = np.argmax(outputs, -1)
        return np.all(told == batch.targets.argmax(-1), axis=1)
