"""Make temporal_order.csv again: `python data/sweeps/make_temporal_order.py`.

It takes about half an hour on two cores. Runs that the file holds
already are left as they are, so that it can be interrupted and called again; a
number after the name of the script is the most settings to make in this call.
"""

import csv
import io
import itertools
import sys
from pathlib import Path

import numpy as np

from lstm_course import trials, unroll
from lstm_course.models import Chrono, ForgetBias, InputBias
from lstm_course.tasks.temporal_order import TemporalOrder

NAME = "sweeps/temporal_order.csv"
FOLDER = Path(__file__).resolve().parent.parent

STARTS = {
    "RNN": (unroll.RNN, None),
    "b_f = 1": (unroll.LSTM, ForgetBias(1.0)),
    "b_f = 5": (unroll.LSTM, ForgetBias(5.0)),
    "1997": (unroll.NO_FORGET, InputBias(-1.0, gates=3)),
    "chrono": (unroll.LSTM, Chrono(longest=100)),
}
RATES, UNITS, SEEDS, STEPS = (1e-2, 3e-3, 3e-2), (4, 16), 20, 4_000
COLUMNS = ("start", "rate", "units", "seed", "solved", "steps", "first_loss")
_AT_ONCE = 10
"""How many seeds are made before the file is written."""


def settings():
    """Return every (start, rate, units), the usual rate first."""
    return [
        (start, rate, units)
        for units, rate, start in itertools.product(UNITS, RATES, STARTS)
    ]


def rows(start, rate, units, seeds):
    """Return the rows of one setting, a tuple of texts for each seed.

    first_loss is the mean of the first 50 losses: what two machines agree
    about, before the last digits of their numbers have grown.
    """
    cell, bias = STARTS[start]
    run = trials.run(
        cell,
        TemporalOrder("6a"),
        units=units,
        seeds=seeds,
        steps=STEPS,
        rate=rate,
        bias=bias,
        label=f"{start}, rate {rate:g}, {units} units",
    )
    return [
        (
            *_texts(start, rate, units, seed),
            f"{solved:d}",
            f"{steps}",
            f"{np.mean(losses[:50]):.4f}",
        )
        for seed, solved, steps, losses in zip(
            run.seeds, run.solved, run.steps, run.losses, strict=True
        )
    ]


def _texts(start, rate, units, seed):
    return start, f"{rate:g}", str(units), str(seed)


def _read(path):
    """Return the rows that the file holds."""
    if not path.exists():
        return []
    return list(map(tuple, csv.reader(path.read_text().splitlines())))[1:]


def _text(found):
    """Return the file's text, its rows in the order of the settings."""
    order = [
        _texts(*setting, seed)
        for setting in settings()
        for seed in range(SEEDS)
    ]
    lines = sorted(found, key=lambda row: order.index(row[:4]))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *lines])
    return text.getvalue()


def _missing(found):
    """Return (setting, seeds), some seeds at a time, of what is not there."""
    there = {row[:4] for row in found}
    groups = []
    for first in range(0, SEEDS, _AT_ONCE):
        for setting in settings():
            seeds = [
                seed
                for seed in range(first, min(first + _AT_ONCE, SEEDS))
                if _texts(*setting, seed) not in there
            ]
            groups += [(setting, seeds)] * bool(seeds)
    return groups


def main(most=None):
    """Make the runs that are missing, of at most so many settings."""
    path = FOLDER / NAME
    found = _read(path)
    missing = _missing(found)
    for setting, seeds in missing[:most]:
        found += rows(*setting, seeds)
        path.write_text(_text(found))
    if len(missing) <= len(missing[:most]):
        sys.path.insert(0, str(FOLDER))
        from recipe import write

        write(NAME, path.read_text())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
