"""What every task of the laboratory is: batches, a test, a judgement."""

from typing import NamedTuple

import numpy as np

from lstm_course.tasks.arguments import check_whole

SQUARED, CLASSES, BITS = "squared", "classes", "bits"
"""The losses: mean squared error, softmax cross-entropy over classes, and
sigmoid cross-entropy of independent bits, the last two in nats."""

CHUNK = 1 << 19
"""The bytes drawn at a time, ahead of the training: few enough for a cache."""

TESTED = 512
"""The sequences of a test."""


class Batch(NamedTuple):
    """Hold sequences, what is to be answered, and where it counts.

    xs is (batch, time, features). counts is (batch, time): how much the
    answer at each step counts. targets is (batch, time, outputs) for a task
    that answers at each step, else (batch, outputs), and then each row of
    counts is 1 at the one step where the answer is read and 0 elsewhere. All
    are float32.
    """

    xs: np.ndarray
    targets: np.ndarray
    counts: np.ndarray


class Task:
    """Give seeded batches of one exactly defined task, in NumPy.

    features and outputs are the sizes of an input and an answer, loss is one
    of SQUARED, CLASSES and BITS. each_step says that an answer is due at each
    step, carried that a batch goes on where the one before ended, so that
    the state must be carried over. solved_at is the share of sequences of the
    test that have to be right.
    """

    features: int
    outputs: int
    loss: str
    each_step = False
    carried = False
    solved_at = 1.0

    @property
    def blind(self):
        """Return the loss of the best guesser who sees no input."""
        raise NotImplementedError

    def draw(self, rng, count):
        """Return a Batch of `count` fresh sequences."""
        raise NotImplementedError

    def batches(self, rng, batch):
        """Yield a Batch for each training step, without end.

        rng is a `numpy.random.Generator`, which the generator owns from then
        on; batch is the number of sequences. They are drawn in chunks of some
        batches, which costs less than one batch at a time.
        """
        check_whole("batch", batch)
        first = self.draw(rng, batch)
        yield first
        ahead = max(1, CHUNK // sum(part.nbytes for part in first))
        while True:
            chunk = self.draw(rng, ahead * batch)
            for k in range(0, ahead * batch, batch):
                yield Batch(*(part[k : k + batch] for part in chunk))

    def test(self, rng):
        """Return the Batch that decides whether a run has solved the task."""
        return self.draw(rng, TESTED)

    def right(self, outputs, batch):
        """Return which sequences of a Batch are answered right, (batch,).

        outputs is what the network gave, before any softmax or sigmoid, in
        the shape of `batch.targets`.
        """
        raise NotImplementedError
