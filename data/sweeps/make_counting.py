"""Make counting.csv again: `python data/sweeps/make_counting.py`.

How far networks count that have learned aⁿbⁿ up to n = 20, as in "Can it
count? Can it track a state?", with other learning rates, other sizes and four
times the budget. Runs that the file holds already are left as they are, so
that it can be interrupted and called again; a number after the name of the
script is the most settings to make in this call.
"""

import itertools
import sys

import numpy as np
from runs import complete

from lstm_course import trials, unroll
from lstm_course.tasks import Counting

CELLS = {
    "LSTM": unroll.LSTM,
    "GRU": unroll.GRU,
    "no forget gate": unroll.NO_FORGET,
}
RATES, UNITS, STEPS = ("0.003", "0.01", "0.03"), ("4", "16"), ("2000", "8000")
SEEDS, LONGEST, ASKED = 10, 20, 300
COLUMNS = (
    *("cell", "rate", "units", "steps", "seed"),
    *("right", "reach", "first_loss"),
)
TASK = Counting("ab", longest=LONGEST)


def settings():
    """Return every (cell, rate, units, steps), as texts."""
    return list(itertools.product(CELLS, RATES, UNITS, STEPS))


def rows(name, rate, units, steps, seeds=SEEDS):
    """Return the rows of one setting, a tuple of texts for each seed."""
    run = trials.run(
        CELLS[name],
        TASK,
        units=int(units),
        seeds=seeds,
        steps=int(steps),
        batch=LONGEST,
        rate=float(rate),
        stop=False,
        label=f"{name}, rate {rate}, {units} units, {steps} steps",
    )
    return [
        (
            *(name, rate, units, steps, str(seed)),
            f"{accepted(run.network(index), LONGEST).mean():.2f}",
            f"{reach(run.network(index))}",
            f"{np.mean(run.losses[index][:50]):.4f}",
        )
        for index, seed in enumerate(run.seeds)
    ]


def accepted(network, most):
    """Say of the words of n = 1 to most whether each is accepted."""
    words = TASK.words(np.arange(1, most + 1))
    return TASK.right(network.outputs(words.xs), words)


def reach(network):
    """Return the n up to which all words are accepted, at most ASKED."""
    return int(np.argmin([*accepted(network, ASKED), False]))


if __name__ == "__main__":
    complete("counting", COLUMNS, settings(), rows, *map(int, sys.argv[1:]))
