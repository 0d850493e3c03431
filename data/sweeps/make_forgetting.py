"""Make forgetting.csv again: `python data/sweeps/make_forgetting.py`.

The continual Reber stream of "Why must an LSTM learn to forget?", with other
learning rates, other sizes and four times the budget. Runs that the file
holds already are left as they are, so that it can be interrupted and called
again; a number after the name of the script is the most settings to make in
this call.
"""

import itertools
import sys

import numpy as np
from runs import complete

from lstm_course import trials, unroll
from lstm_course.models import ForgetBias
from lstm_course.runtime import tf
from lstm_course.tasks.reber import ContinualReber

CELLS = {"no forget gate": unroll.NO_FORGET, "LSTM": unroll.LSTM}
GRADIENTS = "cut", "whole"
RATES, UNITS = ("0.003", "0.01", "0.03"), ("4", "16")
SEEDS, STEPS = 10, 8_000
READ = 20_000
COLUMNS = (
    *("cell", "gradient", "rate", "units", "seed"),
    *("solved", "steps", "largest_c", "first_loss"),
)


class Told(ContinualReber):
    """The stream; a test counts the outer symbols that are told."""

    def right(self, outputs, batch):
        """Say of each outer symbol whether it is told."""
        return self.outer_right(outputs, batch)


TASK = Told(streams=1, length=3_000, burn_in=500, solved_at=0.95)


def settings():
    """Return every (cell, gradient, rate, units), as texts."""
    return list(itertools.product(CELLS, GRADIENTS, RATES, UNITS))


def cut(cell):
    """Return a cell whose gates send no gradient back in time."""

    def step(x, h_prev, c_prev, weights):
        return cell.step(x, tf.stop_gradient(h_prev), c_prev, weights)

    return cell.using(step=step)


def rows(name, gradient, rate, units, seeds=SEEDS):
    """Return the rows of one setting, a tuple of texts for each seed."""
    cell = CELLS[name]
    bias = ForgetBias(0.0) if name == "LSTM" else None
    run = trials.run(
        cut(cell) if gradient == "cut" else cell,
        TASK,
        units=int(units),
        seeds=seeds,
        steps=STEPS,
        batch=8,
        rate=float(rate),
        bias=bias,
        every=100,
        label=f"{name}, {gradient}, rate {rate}, {units} units",
    )
    return [
        (
            *(name, gradient, rate, units, str(seed)),
            f"{run.solved[index]:d}",
            f"{run.steps[index]}",
            f"{largest(run.network(index), seed):.3g}",
            f"{np.mean(run.losses[index][:50]):.4f}",
        )
        for index, seed in enumerate(run.seeds)
    ]


def largest(network, seed):
    """Return the largest |c| on a new stream, read in one go from 0."""
    rng = np.random.default_rng(1_000 + seed)
    return np.abs(network.steps(TASK.stream(rng, 1, READ).xs).c).max()


if __name__ == "__main__":
    complete("forgetting", COLUMNS, settings(), rows, *map(int, sys.argv[1:]))
