"""A group of seeds that trains in one program, until each is over."""

import math
from typing import NamedTuple

import numpy as np

from lstm_course.runtime import tf
from lstm_course.tasks.task import Batch
from lstm_course.trials import arguments, program
from lstm_course.trials.start import parameters

CHUNK = 50
"""The most training steps in one call of a program."""

_NUMBERS = 2**25
"""The most numbers in the batches of a chunk: 128 MiB of them."""


class Ended(NamedTuple):
    """Hold how the run of one seed ended."""

    solved: bool
    failed: bool
    steps: int
    losses: np.ndarray
    tests: np.ndarray
    parameters: object


class Member:
    """One seed: what it draws, and what has become of it so far."""

    def __init__(self, setting, seed):
        """Draw what the seed decides; `setting` is a Setting of `run`."""
        self._setting, self.seed = setting, seed
        task = setting.task
        weights, batches, test = np.random.default_rng(seed).spawn(3)
        self.start = parameters(
            setting.cell, task, setting.units, setting.bias, weights
        )
        self._first = self._shapes = None
        self._batches = iter(task.batches(batches, setting.batch))
        self._first = self._draw_one()
        self._shapes = [part.shape for part in self._first]
        self.test = task.test(test)
        arguments.check_batch(task, self.test)
        self.parameters = None
        self.losses, self.tests = [], []
        self.steps, self.solved, self.failed = 0, None, False

    def draw(self, count):
        """Return the next `count` batches."""
        return [self._draw_one() for _ in range(count)]

    @property
    def size(self):
        """Return how many numbers a batch has."""
        return sum(map(math.prod, self._shapes))

    def _draw_one(self):
        if self._first is not None:
            first, self._first = self._first, None
            return first
        name = type(self._setting.task).__name__
        batch = next(self._batches, None)
        if batch is None:
            raise ValueError(f"task: the batches of {name} should not end")
        arguments.check_batch(self._setting.task, batch)
        shapes = [part.shape for part in batch]
        if self._shapes not in (None, shapes):
            raise ValueError(
                f"task: the batches of {name} should have one shape, got xs"
                f" of {self._shapes[0]} and of {shapes[0]}"
            )
        return batch

    def take(self, losses, values):
        """Note the losses of some steps, and the Parameters after them."""
        self.parameters = values
        bad = np.flatnonzero(~np.isfinite(losses))
        if bad.size:
            losses = losses[: bad[0] + 1]
        self.losses.append(losses)
        self.steps += len(losses)
        flat = tf.nest.flatten(values)
        if bad.size or not all(np.isfinite(value).all() for value in flat):
            self.failed, self.solved = True, None

    def judge(self, outputs):
        """Note what a test says, given the outputs for it."""
        task = self._setting.task
        share = float(np.mean(task.right(outputs, self.test)))
        self.tests.append(share)
        if self.solved is None and share >= task.solved_at:
            self.solved = self.steps

    @property
    def over(self):
        """Return True when there is nothing left to do."""
        if self.failed or self.steps >= self._setting.steps:
            return True
        return self.solved is not None and self._setting.stop

    def ended(self):
        """Return the run as Ended, finished or not."""
        solved = self.solved is not None
        return Ended(
            solved,
            self.failed,
            self.solved if solved else self.steps,
            np.concatenate([*self.losses, np.zeros(0, np.float32)]),
            np.array(self.tests),
            self.parameters or tf.nest.map_structure(np.asarray, self.start),
        )


class Group:
    """Some seeds side by side, a chunk of steps at a call of `advance`.

    `ahead` is an executor: while a chunk trains, it draws the next one.
    """

    def __init__(self, setting, seeds, ahead):
        """Draw what the seeds decide; `setting` is a Setting of `run`."""
        self._setting, self._ahead = setting, ahead
        self.members = [Member(setting, seed) for seed in seeds]
        self._parameters = _stacked(one.start for one in self.members)
        zeros = [tf.zeros_like(p) for p in tf.nest.flatten(self._parameters)]
        self._moments = (zeros, zeros)
        shape = (len(seeds), setting.batch, setting.units)
        self._state = tuple(tf.zeros(shape) for _ in setting.cell.states)
        self._options = {
            "rate": tf.constant(setting.rate, tf.float32),
            "clip": tf.constant(setting.clip, tf.float32),
        }
        self._tests = self._whole([[one.test] for one in self.members], 1)
        size = len(seeds) * self.members[0].size
        self._most = max(1, min(CHUNK, setting.steps, _NUMBERS // size))
        self._steps = 0
        self._train = self._test = None
        self._next = None

    @property
    def over(self):
        """Return True when every seed is over."""
        return all(one.over for one in self.members)

    def advance(self):
        """Take some steps, and the test where it is due."""
        count = self._count(self._steps)
        batches = self._next.result() if self._next else self._draw(count)
        follows = self._count(self._steps + count)
        if follows:
            self._next = self._ahead.submit(self._draw, follows)
        given = (
            tf.constant(count),
            tf.constant(self._steps),
            self._options,
            self._parameters,
            self._moments,
            self._state,
            batches,
        )
        cell, task = self._setting.cell, self._setting.task
        if self._train is None:
            function = program.training(cell, task)
            self._train = program.compiled(cell, function, *given)
        found = self._train(*given)
        self._parameters, self._moments, self._state, losses = found
        self._steps += count
        self._tell(losses.numpy()[:count])

    def _count(self, steps):
        """Return how many steps the chunk after so many steps has."""
        setting = self._setting
        to_test = setting.every - steps % setting.every
        return min(self._most, to_test, setting.steps - steps)

    def _draw(self, count):
        """Return `count` batches of every seed, filled up to a whole chunk."""
        drawn = [one.draw(count) for one in self.members]
        # Another shape would have to be compiled anew.
        return self._whole(drawn, self._most)

    def _whole(self, drawn, most):
        """Return a Batch with axes of steps and seeds before its own."""
        parts = []
        for values in zip(
            *(zip(*one, strict=True) for one in drawn), strict=True
        ):
            shape = values[0][0].shape
            whole = np.zeros((most, len(values), *shape), np.float32)
            for seed, steps in enumerate(values):
                for step, value in enumerate(steps):
                    whole[step, seed] = value
            parts.append(tf.constant(whole))
        return Batch(*parts)

    def _tell(self, losses):
        """Let each seed that is not over yet note what came out."""
        active = [one for one in self.members if not one.over]
        flat = [p.numpy() for p in tf.nest.flatten(self._parameters)]
        due = self._steps % self._setting.every == 0
        outputs = None
        for place, one in enumerate(self.members):
            if one not in active:
                continue
            values = [value[place] for value in flat]
            one.take(
                losses[:, place],
                tf.nest.pack_sequence_as(self._parameters, values),
            )
            if not one.failed and (due or one.over):
                if outputs is None:
                    outputs = self._outputs()
                one.judge(outputs[place])

    def _outputs(self):
        given = self._parameters, self._tests.xs[0], self._tests.counts[0]
        cell, task = self._setting.cell, self._setting.task
        if self._test is None:
            function = program.testing(cell, task)
            self._test = program.compiled(cell, function, *given)
        return self._test(*given).numpy()


def _stacked(networks):
    return tf.nest.map_structure(lambda *parts: tf.stack(parts), *networks)
