"""Say after each permutation what they all amount to so far.

Merrill, Petty & Sabharwal, 2024, The Illusion of State in State-Space Models,
who ask it of S5; S3 is the smallest group in which the order matters.
"""

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_course.tasks.arguments import (
    check_choice,
    check_share,
    check_whole,
)
from lstm_course.tasks.task import CLASSES, Batch, Task

SIZES = {"S3": 3, "S5": 5}


@lru_cache
def elements(group):
    """Return the group's permutations in order, (elements, size).

    Row p takes place k to place p[k]; row 0 leaves all as it is.

    >>> elements("S3")[1]  # swaps the last two
    array([0, 2, 1])
    """
    check_choice("group", group, tuple(SIZES))
    return np.array(list(itertools.permutations(range(SIZES[group]))))


@lru_cache
def products(group):
    """Return the table (elements, elements): row first, then column.

    >>> products("S3")[1, 1]  # twice the same swap
    np.int64(0)
    """
    rows = elements(group)
    size = rows.shape[1]
    codes = rows @ size ** np.arange(size)
    order = np.argsort(codes)
    both = np.stack([rows[:, row] for row in rows])  # [p, q, k] = q[p[k]]
    found = np.searchsorted(codes[order], both @ size ** np.arange(size))
    return order[found]


@dataclass(frozen=True)
class Composition(Task):
    """Draw permutations; the answer at each step is their product so far.

    The class at a step is what one permutation after the other, the first
    first, amounts to. Inputs and classes are one-hot in the order of
    `elements(group)`. inputs="elements": each input is any element with equal
    chance, the identity among them; inputs="generators": either the swap of
    the first two places or the shift of all by one, still one-hot among all.

    A sequence is right if at each step the right class has the largest
    output. Solved is 0.99: a product once lost stays lost, so a network that
    has not understood is right in hardly any sequence. For another length
    draw from another task: `Composition("S3", time=200)`.

    >>> task = Composition("S3", time=3)
    >>> one = task.draw(np.random.default_rng(3), 1)
    >>> elements("S3")[one.xs[0].argmax(-1)].tolist()
    [[2, 0, 1], [0, 1, 2], [0, 2, 1]]
    >>> elements("S3")[one.targets[0].argmax(-1)].tolist()
    [[2, 0, 1], [2, 0, 1], [1, 0, 2]]
    >>> round(task.blind, 3)  # ln 6 at each step
    1.792
    """

    group: str = "S3"
    time: int = 20
    inputs: str = "elements"
    solved_at: float = 0.99

    loss = CLASSES
    each_step = True

    def __post_init__(self):
        check_choice("group", self.group, tuple(SIZES))
        check_whole("time", self.time)
        check_choice("inputs", self.inputs, ("elements", "generators"))
        check_share("solved_at", self.solved_at)

    @property
    def features(self):
        """Return the number of the group's elements."""
        return len(elements(self.group))

    @property
    def outputs(self):
        """Return the number of the group's elements."""
        return len(elements(self.group))

    def _drawn(self):
        """Return the numbers of the elements that are drawn."""
        if self.inputs == "elements":
            return np.arange(self.features)
        places = np.arange(SIZES[self.group])
        swap = np.where(places < 2, 1 - places, places)
        shift = np.roll(places, -1)
        rows = elements(self.group)
        return np.array(
            [np.flatnonzero((rows == p).all(1))[0] for p in (swap, shift)]
        )

    @property
    def blind(self):
        """Return the mean entropy of the class, given only the step."""
        drawn, table = self._drawn(), products(self.group)
        p, total = np.eye(self.outputs)[0], 0.0
        for _ in range(self.time):
            new = np.zeros_like(p)
            for one in drawn:
                new[table[:, one]] += p / len(drawn)
            p = new
            total -= float(p @ np.log(np.maximum(p, 1e-300)))
        return total / self.time

    def draw(self, rng, count):
        """Return a Batch of `count` fresh sequences."""
        drawn, table = self._drawn(), products(self.group)
        read = drawn[rng.integers(0, len(drawn), (self.time, count))]
        so_far, now = np.empty_like(read), np.zeros(count, int)
        for k, one in enumerate(read):
            so_far[k] = now = table[now, one]
        one_hot = np.eye(self.features, dtype=np.float32)
        counts = np.ones((count, self.time), np.float32)
        return Batch(
            one_hot.take(read.T, axis=0),
            one_hot.take(so_far.T, axis=0),
            counts,
        )

    def right(self, outputs, batch):
        """Return which sequences are right at every step, (batch,)."""
        told = np.argmax(outputs, -1)
        return np.all(told == batch.targets.argmax(-1), axis=1)
