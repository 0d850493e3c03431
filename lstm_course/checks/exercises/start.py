"""The exercise of "Start here"."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def naive_forecast(past, horizon):
    """Forecast that everything stays as it is.

    past is (streams, time), what has been seen; horizon is the number of
    steps to forecast. Returns (streams, horizon): the last value of each
    stream, again and again.
    """
    return np.repeat(past[:, -1:], horizon, axis=1)


def _cases(rng):
    cases = []
    for streams, time, horizon in ((1, 2, 1), (1, 6, 3), (4, 9, 3), (3, 5, 7)):
        past = rng.normal(10, 4, (streams, time))
        about = f"{streams} streams of {time} steps, horizon {horizon}"
        cases.append(Case((past, horizon), about))
    return cases


def _repeat(values, horizon):
    return np.repeat(values[:, None], horizon, axis=1)


NAIVE_FORECAST = FunctionExercise(
    solution=naive_forecast,
    hints=(
        "The last value of every stream is past[:, -1]. With past[:, -1:] "
        "it keeps its second axis: (streams, 1).",
        "np.repeat(values, horizon, axis=1) writes a column again and again.",
    ),
    cases=_cases,
    outputs=(Output("forecast", ("streams", "horizon")),),
    mistakes=(
        Mistake(
            "mean",
            "That is the mean of what has been seen. In a random walk the "
            "old values only drag it away from where the walk is *now*. "
            "Repeat the last value instead.",
            lambda past, n: _repeat(past.mean(axis=1), n),
        ),
        Mistake(
            "first",
            "You repeat the first value of each stream. The last one is at "
            "index −1.",
            lambda past, n: _repeat(past[:, 0], n),
        ),
        Mistake(
            "trend",
            "You carry the last change onward. In a random walk the next "
            "step does not know the last one.",
            lambda past, n: (
                past[:, -1:]
                + (past[:, -1:] - past[:, -2:-1]) * np.arange(1, n + 1)
            ),
        ),
        Mistake(
            "zero",
            "You forecast zero everywhere.",
            lambda past, n: np.zeros((len(past), n)),
        ),
        Mistake(
            "largest",
            "You repeat the largest value. The last one is at index −1.",
            lambda past, n: _repeat(past.max(axis=1), n),
        ),
        Mistake(
            "one-stream",
            "All your streams get the forecast of the first stream. Take "
            "the last value of *every* row: past[:, -1].",
            lambda past, n: np.full((len(past), n), past[0, -1]),
        ),
        Mistake(
            "one-step",
            "That is one step. The forecast has `horizon` steps, all alike.",
            lambda past, n: past[:, -1:],
        ),
        Mistake(
            "turned",
            "The axes are swapped: one row for each stream, one column for "
            "each step of the forecast.",
            lambda past, n: np.repeat(past[:, -1:], n, axis=1).T,
        ),
    ),
    tried="four sizes of random streams",
)

EXERCISES = (NAIVE_FORECAST,)
