"""Stand at one moment after the other, and forecast from each."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def rolling_origins(size, first, horizon, every):
    """Return the origins of a backtest, and the steps forecast from each.

    The series has `size` steps, 0 to size − 1. An origin n is a number of
    steps: 0 to n − 1 are known there, and the `horizon` steps from n on are
    to be forecast. The first origin is `first`, the others follow at a
    distance of `every` steps, as long as all steps of a forecast are in the
    series. Returns the origins, (origins,), and the steps, (origins,
    horizon), both arrays of whole numbers.
    """
    origins = np.arange(first, size - horizon + 1, every)
    return origins, origins[:, None] + np.arange(horizon)


# size, first, horizon, every: the last origin just fits, or does not
_SIZES = (
    (6, 3, 2, 1),
    (10, 4, 3, 2),
    (12, 5, 3, 2),
    (20, 8, 1, 3),
    (31, 10, 4, 5),
    (40, 20, 6, 7),
)


def _cases(rng):
    del rng
    names = ("size", "first", "horizon", "every")
    return [
        Case(
            sizes,
            ", ".join(f"{n} {s}" for n, s in zip(names, sizes, strict=True)),
        )
        for sizes in _SIZES
    ]


def _made(
    stop=lambda size, horizon: size - horizon + 1,
    step=lambda every, horizon: every,
    begin=lambda first: first,
    ahead=np.arange,
    end=lambda origins, steps: (origins, steps),
):
    """Make the solution with one thing changed."""

    def answer(size, first, horizon, every):
        origins = np.arange(
            begin(first), stop(size, horizon), step(every, horizon)
        )
        return end(origins, origins[:, None] + ahead(horizon))

    return answer


def _known_steps(size, first, horizon, every):
    origins, steps = rolling_origins(size, first, horizon, every)
    return origins - 1, steps


def _from_the_end(size, first, horizon, every):
    origins = np.arange(size - horizon, first - 1, -every)[::-1]
    return origins, origins[:, None] + np.arange(horizon)


def _one_origin(size, first, horizon, every):
    origins = np.array([first])
    return origins, origins[:, None] + np.arange(horizon)


ROLLING_ORIGINS = FunctionExercise(
    solution=rolling_origins,
    hints=(
        "np.arange(start, stop, step) ends before `stop`. From the last "
        "origin n, the steps n to n + horizon − 1 are forecast; the last "
        "step there is is size − 1.",
        "So n is at most size − horizon, and arange stops at size − "
        "horizon + 1.",
        "origins[:, None] + np.arange(horizon) adds every origin to every "
        "number of steps: (origins, horizon).",
    ),
    cases=_cases,
    outputs=(
        Output("origins", ("origins",)),
        Output("steps", ("origins", "horizon")),
    ),
    mistakes=(
        Mistake(
            "last-missing",
            "The last origin is missing where its forecast ends exactly with "
            "the series. arange stops *before* its second number.",
            _made(stop=lambda size, horizon: size - horizon),
        ),
        Mistake(
            "beyond-the-end",
            "The last forecasts reach beyond the end of the series: nothing "
            "has come there to judge them by.",
            _made(stop=lambda size, horizon: size),
        ),
        Mistake(
            "one-beyond",
            "The last forecast may reach one step beyond the series: its "
            "last step is size − 1.",
            _made(stop=lambda size, horizon: size - horizon + 2),
        ),
        Mistake(
            "known-step-forecast",
            "The forecast begins with the last step that is known. From "
            "origin n, the steps 0 to n − 1 are known and n is the first "
            "that is not.",
            _made(ahead=lambda horizon: np.arange(horizon) - 1),
        ),
        Mistake(
            "a-step-skipped",
            "The forecast begins at n + 1. Step n is the first that is not "
            "known, so it is the first to forecast.",
            _made(ahead=lambda horizon: np.arange(horizon) + 1),
        ),
        Mistake(
            "last-known-step",
            "The steps are right. Your origins are the last known *step*, "
            "n − 1; asked for is the number of known steps, n.",
            _known_steps,
        ),
        Mistake(
            "every-step",
            "Your origins are one step apart: `every` is not used.",
            _made(step=lambda every, horizon: 1),
        ),
        Mistake(
            "horizons-apart",
            "Your origins are a horizon apart. How far they are apart is "
            "`every`; forecasts from two origins may overlap.",
            _made(step=lambda every, horizon: horizon),
        ),
        Mistake(
            "from-zero",
            "Your first origin is 0, where nothing is known. Begin at "
            "`first`.",
            _made(begin=lambda first: 0),
        ),
        Mistake(
            "from-the-end",
            "Your origins are counted back from the end of the series. Begin "
            "at `first` and go on as long as a forecast fits.",
            _from_the_end,
        ),
        Mistake(
            "one-origin",
            "That is one origin: a single test, as before. The origin has to "
            "move on.",
            _one_origin,
        ),
        Mistake(
            "turned",
            "The numbers are right, but the steps are turned: a row for "
            "each origin, a column for each step ahead.",
            _made(end=lambda origins, steps: (origins, steps.T)),
        ),
    ),
    tried="six backtests: the last forecast ends with the series, or before",
)
