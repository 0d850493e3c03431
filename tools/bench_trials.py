"""Time a training step of one seed: many seeds in `trials`, and in Keras.

The experiment is the adding problem, 100 steps long, with 16 units and 32
sequences a batch. Ours draws its batches as it goes, and draws its weights
and takes a test within its time; Keras gets an array of batches made before.
Contenders take turns; ratios are taken within a round.
"""

import time

import numpy as np

from lstm_course import trials, unroll
from lstm_course.bench.model import Size, keras_model
from lstm_course.bench.race import race
from lstm_course.bench.table import Table
from lstm_course.runtime import keras
from lstm_course.tasks.adding import Adding

SIZE = Size(units=16, time=100, batch=32, steps=100)
SEEDS = (1, 10, 20)
ROUNDS = 5
DEFAULT, JIT = "Keras fit", "Keras fit, jit_compile=True"
EXECUTION = 20
BEST = f"{JIT}, steps_per_execution={EXECUTION}"


def ours(seeds, size=SIZE):
    """Return the turn of `trials.run`: seconds a step of one seed."""

    def turn():
        result = trials.run(
            unroll.LSTM,
            Adding(time=size.time),
            units=size.units,
            seeds=seeds,
            steps=size.steps,
            batch=size.batch,
            every=size.steps,
            stop=False,
        )
        return result.seconds / (seeds * size.steps)

    turn()
    return turn


def fit(size=SIZE, **options):
    """Return the turn of `fit` of one seed: seconds a step, of one epoch."""
    batches = Adding(time=size.time).batches(
        np.random.default_rng(0), size.batch
    )
    drawn = [next(batches) for _ in range(size.steps)]
    xs = np.concatenate([batch.xs for batch in drawn])
    targets = np.concatenate([batch.targets for batch in drawn])
    model = keras_model(size, options.get("jit_compile", "auto"))
    adam = keras.optimizers.Adam(1e-2, global_clipnorm=1.0)
    model.compile(adam, "mse", **options)

    def turn():
        start = time.perf_counter()
        model.fit(xs, targets, batch_size=size.batch, shuffle=False, verbose=0)
        return (time.perf_counter() - start) / size.steps

    turn()
    return turn


def contenders(size=SIZE, seeds=SEEDS):
    """Return functions that give a turn, by name."""
    fits = {
        DEFAULT: {},
        JIT: {"jit_compile": True},
        BEST: {"jit_compile": True, "steps_per_execution": EXECUTION},
    }
    found = {
        name: lambda options=options: fit(size, **options)
        for name, options in fits.items()
    }
    for number in seeds:
        found[_name(number)] = lambda number=number: ours(number, size)
    return found


def measure(prepare=None, rounds=ROUNDS):
    """Return the Table of all contenders."""
    ran = race(contenders() if prepare is None else prepare, rounds)
    rows = [
        (
            name,
            f"{1e3 * ran.median(name):.2f}",
            f"{ran.ratio(DEFAULT, name):.1f}",
            f"{ran.ratio(BEST, name):.1f}",
            f"{ran.first[name]:.1f}",
        )
        for name in ran.turns
    ]
    columns = (
        "adding problem, 16 units × 100 × 32",
        "ms a seed-step",
        "times the default",
        "times the best of Keras",
        "first s",
    )
    return Table("Trials", columns, rows)


def _name(seeds):
    return f"trials, {seeds} seed{'s' * (seeds > 1)}"
