"""Small tasks whose course is known, for the tests of the trials."""

import _thread
import time

import numpy as np

from lstm_course.tasks.task import SQUARED, Batch, Task

SMALL = {"units": 4, "batch": 8, "steps": 100}
"""Sizes that most tests share, so that one program serves them."""


class Mean(Task):
    """Give the mean of the second inputs at the last step: soon learned."""

    features, outputs, loss = 2, 1, SQUARED
    time = 5
    # Always 0.5 is within the tolerance in 56 of 100 sequences.
    tolerance = 0.1
    solved_at = 0.9

    def draw(self, rng, batch, time):
        xs = rng.random((batch, time, 2)).astype(np.float32)
        counts = np.zeros((batch, time), np.float32)
        counts[:, -1] = 1
        return Batch(xs, xs[:, :, 1].mean(axis=1, keepdims=True), counts)

    def batches(self, rng, batch):
        while True:
            yield self.draw(rng, batch, self.time)

    def test(self, rng):
        return self.draw(rng, 64, self.time)

    def right(self, outputs, batch):
        return np.abs(outputs - batch.targets)[:, 0] < self.tolerance


class Impossible(Mean):
    """Accept no answer, and test on longer sequences than it trains on."""

    tolerance = 0.0

    def test(self, rng):
        return self.draw(rng, 64, self.time + 2)


class Fragile(Mean):
    """Give targets beyond all bounds from the 21st batch on, to some seeds."""

    tolerance = 0.0

    def batches(self, rng, batch):
        fragile = breaks(rng)
        for number in range(10**9):
            xs, targets, counts = self.draw(rng, batch, self.time)
            if fragile and number >= 20:
                targets = np.full_like(targets, 1e30)
            yield Batch(xs, targets, counts)


def breaks(rng):
    """Return whether the batches of a `Fragile` with this generator break."""
    return rng.random() < 0.5


class Interrupting(Impossible):
    """Press Ctrl-C after so many batches, and go on slowly."""

    def __init__(self, after):
        self.left = after

    def batches(self, rng, batch):
        for one in super().batches(rng, batch):
            self.left -= 1
            if self.left == 0:
                _thread.interrupt_main()
            if self.left <= 0:
                time.sleep(0.02)
            yield one


class Running(Mean):
    """Give the sum so far at every step; the next batch goes on from it."""

    outputs = 2
    each_step = carried = True

    def draw(self, rng, batch, time):
        xs = rng.random((batch, time, 2)).astype(np.float32)
        counts = rng.integers(0, 2, (batch, time)).astype(np.float32)
        return Batch(xs, xs.cumsum(axis=1), counts)

    def right(self, outputs, batch):
        return (np.abs(outputs - batch.targets) < 1).all((1, 2))
