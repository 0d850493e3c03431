"""Run the seeds of one experiment, each core taking one at a time."""

import math
import os
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from lstm_course.meter import Meter
from lstm_course.runtime import device
from lstm_course.trials import arguments, loops
from lstm_course.trials.group import Group
from lstm_course.trials.result import Trials

_PAUSE = 0.05
"""Seconds between two looks at the workers."""

_TOGETHER = 64
"""The most seeds in one program, where one processor takes them together."""


class Setting(NamedTuple):
    """Hold what all seeds of an experiment have in common."""

    cell: Any
    task: Any
    units: int
    steps: int
    batch: int
    rate: float
    clip: float
    bias: Callable | None
    every: int
    stop: bool


def run(
    cell,
    task,
    *,
    units,
    seeds,
    steps,
    batch=32,
    rate=1e-2,
    clip=1.0,
    bias=None,
    every=50,
    stop=True,
    label=None,
    workers=None,
):
    """Train a network from each seed and say which solved the task, and when.

    cell is one of `lstm_course.unroll`, a learner's own by
    `unroll.LSTM.using(step=…)`; one whose step_backward is None is
    differentiated by TensorFlow. task is one of `lstm_course.tasks`. seeds is
    a number of seeds or a list of them; steps is the most training steps of
    each, batch the sequences in one, rate Adam's learning rate. The gradient
    of each seed is clipped to a length of `clip`, or not at all with None.

    bias is how the cell's bias starts: None for its usual start, an
    initialiser of `lstm_course.models`, or a function of (rng, units) that
    gives (gates * units,). The test is taken after each `every` steps; a seed
    stops when it has passed, or, with stop=False, trains to the end.

    workers is how many seeds train at a time: the number of cores, on a GPU
    one, if None. `label` stands before the progress shown. Interrupting the
    kernel returns what there is: seeds that were under way count as not
    solved (censored), those not begun are left out.

    Returns Trials. Raises TypeError or ValueError, naming the argument.
    """
    clip = math.inf if clip is None else clip
    workers = _workers() if workers is None else workers
    arguments.check(
        cell,
        task,
        bias,
        units=units,
        steps=steps,
        batch=batch,
        every=every,
        workers=workers,
        rate=rate,
        clip=clip,
    )
    seeds = arguments.seeds(seeds)
    if cell not in loops.COURSE:
        arguments.check_step(cell, task, units)
    setting = Setting(
        cell, task, units, steps, batch, rate, clip, bias, every, stop
    )
    begun = time.perf_counter()
    ended, interrupted = _train(setting, seeds, workers, label or cell.name)
    return _gathered(setting, ended, interrupted, time.perf_counter() - begun)


class _Pool:
    """Threads that take one group of seeds after the other."""

    def __init__(self, setting, groups, workers):
        self._setting = setting
        self._waiting = queue.SimpleQueue()
        for seeds in groups:
            self._waiting.put(seeds)
        self._halt = threading.Event()
        self.members, self.error = [], None
        self._threads = [
            threading.Thread(target=self._work, daemon=True)
            for _ in range(min(workers, len(groups)))
        ]
        self._ahead = ThreadPoolExecutor(len(self._threads))

    def start(self):
        for thread in self._threads:
            thread.start()

    def busy(self):
        """Wait a moment; return True while a thread is at work."""
        for thread in self._threads:
            if thread.is_alive():
                thread.join(_PAUSE)
                return True
        return False

    def halt(self):
        """Let every thread end after the steps it is at."""
        self._halt.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        self._ahead.shutdown(cancel_futures=True)

    def done(self):
        """Return how many steps are done or need not be done any more."""
        most = self._setting.steps
        return sum(most if one.over else one.steps for one in [*self.members])

    def _work(self):
        while not self._halt.is_set():
            try:
                seeds = self._waiting.get_nowait()
            except queue.Empty:
                return
            try:
                group = Group(self._setting, seeds, self._ahead)
                self.members += group.members
                while not (group.over or self._halt.is_set()):
                    group.advance()
            except BaseException as error:
                # It is raised again where the learner waits.
                self.error = self.error or error
                self._halt.set()

    def ended(self):
        """Return what became of each seed that began, by its number."""
        return {one.seed: one.ended() for one in self.members}


def _train(setting, seeds, workers, label):
    """Return what ended for each seed that began, and if interrupted."""
    size = _group_size(setting.cell)
    groups = [seeds[k : k + size] for k in range(0, len(seeds), size)]
    pool = _Pool(setting, groups, workers)
    interrupted = False
    with Meter() as meter:
        try:
            pool.start()
            while pool.busy():
                over = sum(one.over for one in [*pool.members])
                meter.show(
                    pool.done(),
                    len(seeds) * setting.steps,
                    f"{label}: {over} of {len(seeds)} seeds",
                )
        except KeyboardInterrupt:
            interrupted = True
        finally:
            pool.halt()
        if pool.error is not None:
            raise pool.error
        ended = pool.ended()
        meter.leave(_last_line(label, ended, seeds, interrupted))
    return {s: ended[s] for s in seeds if s in ended}, interrupted


def _last_line(label, ended, seeds, interrupted):
    if interrupted:
        return (
            f"{label}: interrupted; {len(ended)} of {len(seeds)} seeds had"
            " begun, and what they have done is kept"
        )
    noun = "seed" if len(seeds) == 1 else "seeds"
    return f"{label}: {len(seeds)} {noun}"


def _gathered(setting, ended, interrupted, seconds):
    runs = list(ended.values())
    return Trials(
        cell=setting.cell,
        task=setting.task,
        seeds=tuple(ended),
        budget=setting.steps,
        solved=np.array([one.solved for one in runs], bool),
        failed=np.array([one.failed for one in runs], bool),
        steps=np.array([one.steps for one in runs], int),
        losses=[one.losses for one in runs],
        tests=[one.tests for one in runs],
        weights=[one.parameters for one in runs],
        interrupted=interrupted,
        seconds=seconds,
    )


def _workers():
    if device() != "CPU":
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _group_size(cell):
    """Return how many seeds train in one program.

    On a processor seeds side by side gain nothing, and one that has solved
    the task would wait for the others.
    """
    if device() == "CPU" or cell not in loops.COURSE:
        return 1
    return _TOGETHER
