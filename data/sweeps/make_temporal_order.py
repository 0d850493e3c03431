"""Make temporal_order.csv again: `python data/sweeps/make_temporal_order.py`.

It takes about half an hour on two cores. Runs that the file holds
already are left as they are, so that it can be interrupted and called again; a
number after the name of the script is the most settings to make in this call.
"""

import itertools
import sys

import numpy as np
from runs import complete

from lstm_course import trials, unroll
from lstm_course.models import Chrono, ForgetBias, InputBias
from lstm_course.tasks.temporal_order import TemporalOrder

STARTS = {
    "RNN": (unroll.RNN, None),
    "b_f = 1": (unroll.LSTM, ForgetBias(1.0)),
    "b_f = 5": (unroll.LSTM, ForgetBias(5.0)),
    "1997": (unroll.NO_FORGET, InputBias(-1.0, gates=3)),
    "chrono": (unroll.LSTM, Chrono(longest=100)),
}
RATES, UNITS = ("0.01", "0.003", "0.03"), ("4", "16")
SEEDS, STEPS = 20, 4_000
COLUMNS = ("start", "rate", "units", "seed", "solved", "steps", "first_loss")


def settings():
    """Return every (start, rate, units), as texts, the usual rate first."""
    return [
        (start, rate, units)
        for units, rate, start in itertools.product(UNITS, RATES, STARTS)
    ]


def rows(start, rate, units, seeds=SEEDS):
    """Return the rows of one setting, a tuple of texts for each seed.

    first_loss is the mean of the first 50 losses: what two machines agree
    about, before the last digits of their numbers have grown.
    """
    cell, bias = STARTS[start]
    run = trials.run(
        cell,
        TemporalOrder("6a"),
        units=int(units),
        seeds=seeds,
        steps=STEPS,
        rate=float(rate),
        bias=bias,
        label=f"{start}, rate {rate}, {units} units",
    )
    return [
        (
            *(start, rate, units, str(seed)),
            f"{solved:d}",
            f"{steps}",
            f"{np.mean(losses[:50]):.4f}",
        )
        for seed, solved, steps, losses in zip(
            run.seeds, run.solved, run.steps, run.losses, strict=True
        )
    ]


if __name__ == "__main__":
    complete(
        "temporal_order", COLUMNS, settings(), rows, *map(int, sys.argv[1:])
    )
