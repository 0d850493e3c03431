"""Make an interval that holds what it promises, and no wider."""

import functools
from typing import NamedTuple

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise

PROMISED = 0.9
DAYS, HORIZON, PLACES = (29, 19), 4, 1_000
LOW, HIGH = 0.885, 0.93
"""Between these the coverage counts as 90 %, over all places and steps."""

LAWS = ("all of about one size", "with heavy tails", "one in ten very large")
"""What the errors are like, from place to place; the days alternate too."""


class Watched(NamedTuple):
    """What an answer returned, and what came on the days held out.

    low, high and came are (places, horizon), fair is (places, 2, horizon),
    the solution's low and high, and days (places,), how many were known.
    """

    low: np.ndarray
    high: np.ndarray
    came: np.ndarray
    fair: np.ndarray
    days: np.ndarray


def interval(came, said, forecast):
    """Return an interval for each step that holds what comes 9 times in 10.

    came and said are (days, horizon): what came on some days, and what a
    model had said the day before; it was not trained on them. forecast is
    (horizon,), what it says of the next day. All days are exchangeable: none
    of them is special. The errors have no known distribution, and they grow
    with the step. Returns low and high, (horizon,) each. The interval should
    be no wider than it needs to be.
    """
    errors = np.sort(np.abs(came - said), axis=0)
    rank = int(np.ceil(0.9 * (len(errors) + 1)))
    width = errors[rank - 1]
    return forecast - width, forecast + width


def _errors(rng, law, shape):
    """Draw errors of one of the LAWS.

    A multiple of a mean or a deviation holds too many of the first kind, or
    too few of the second: no factor suits both.
    """
    if law == 0:
        return rng.choice([-1, 1], shape) * rng.uniform(0.8, 1.2, shape)
    if law == 1:
        return rng.standard_t(5, shape)
    return rng.normal(size=shape) * np.where(rng.random(shape) < 0.1, 8, 1)


@functools.cache
def _places():
    """Return came and said of each place, (days + 1, horizon).

    The last day is held out.
    """
    rng = np.random.default_rng(12)
    growth = np.sqrt(1 + np.arange(HORIZON))
    found = []
    for place in range(PLACES):
        shape = DAYS[place % len(DAYS)] + 1, HORIZON
        said = rng.normal(rng.normal(0, 8), 6, shape)
        errors = _errors(rng, place % len(LAWS), shape)
        found.append((said + growth * errors, said))
    return found


def _watch(answer):
    """Ask for the interval of every place; return what came of it."""
    bounds, fair = [], []
    for came, said in _places():
        known = came[:-1], said[:-1], said[-1]
        got = answer(*(array.copy() for array in known))
        if got is None or got is ...:
            return got
        message = _fault(got)
        if message:
            return message
        bounds.append(np.asarray(got, float))
        fair.append(interval(*known))
    low, high = np.moveaxis(np.array(bounds), 1, 0)
    held_out = np.array([came[-1] for came, _ in _places()])
    days = np.array([len(came) - 1 for came, _ in _places()])
    return Watched(low, high, held_out, np.array(fair), days)


def _fault(got):
    """Return what is wrong with the form of one answer, or None."""
    if not isinstance(got, (tuple, list, np.ndarray)) or len(got) != 2:
        return "Expected two arrays, low and high."
    for name, bound in zip(("low", "high"), got, strict=True):
        try:
            bound = np.asarray(bound, float)
        except (TypeError, ValueError):
            return f"{name} should hold numbers."
        if bound.shape != (HORIZON,):
            return (
                f"{name} should have an entry for each of the {HORIZON} "
                f"steps, ({HORIZON},), got the shape {bound.shape}."
            )
        if np.isnan(bound).any():
            return f"{name} holds NaN."
    return None


def _form(value):
    return value if isinstance(value, str) else None


def _finite(value):
    if np.isfinite(value.low).all() and np.isfinite(value.high).all():
        return None
    return (
        "An interval without an end holds everything and says nothing: its "
        "width is infinite. Give both sides an end."
    )


def _order(value):
    crossed = (value.low > value.high).mean()
    if crossed == 0:
        return None
    return f"low lies above high in {crossed:.0%} of your intervals: swap."


def _inside(value, places=slice(None)):
    """Return the coverage at each step, (horizon,), over some places."""
    inside = (value.low <= value.came) & (value.came <= value.high)
    return inside[places].mean(axis=0)


def _around_zero(value):
    fair = np.mean(value.fair, axis=1)
    off = np.abs((value.low + value.high) / 2 - fair)
    narrow = np.mean(value.high - value.low) < 1.5 * np.mean(
        value.fair[:, 1] - value.fair[:, 0]
    )
    if off.mean() > 4 and narrow:
        return (
            "Your interval does not lie around the forecast: its middle is "
            f"off by {off.mean():.0f} on average. The errors tell how wide; "
            "the forecast tells where."
        )
    return None


def _each_step(value):
    by_step = _inside(value)
    if np.ptp(by_step) < 0.06:
        return None
    listed = ", ".join(f"{share:.0%}" for share in by_step)
    return (
        f"At the steps 1 to {HORIZON} your coverage is {listed}. The errors "
        "grow with the step, so each needs a width of its own: take the "
        "quantile over the days alone, axis 0."
    )


def _any_number(value):
    one, other = (
        _inside(value, value.days == number).mean() for number in DAYS
    )
    if abs(one - other) < 0.06:
        return None
    return (
        f"With {DAYS[0]} days known your coverage is {one:.0%}, with "
        f"{DAYS[1]} it is {other:.0%}. Which error to take depends on how "
        "many there are: compute its rank from len(came)."
    )


def _any_law(value):
    laws = np.arange(PLACES) % len(LAWS)
    by_law = [_inside(value, laws == n).mean() for n in range(len(LAWS))]
    if np.ptp(by_law) < 0.05:
        return None
    listed = ", ".join(
        f"{share:.0%} for errors {law}"
        for law, share in zip(LAWS, by_law, strict=True)
    )
    return (
        f"Your coverage is {listed}. Your width is a fixed multiple of a mean "
        "or a deviation; that is 90 % for one distribution and not for "
        "another. Put the sizes of the errors in order, and count."
    )


def _plain_quantile(value):
    """Say if the widths are the 90 % quantile of the known errors."""
    errors = [np.abs(came - said)[:-1] for came, said in _places()]
    plain = [np.quantile(sizes, PROMISED, axis=0) for sizes in errors]
    return np.allclose(value.high - value.low, 2 * np.array(plain))


def _covers(value):
    share = _inside(value).mean()
    if LOW <= share <= HIGH:
        return None
    found = f"On days held out, {share:.1%} of what came lies inside. "
    if share < LOW and not _plain_quantile(value):
        return (
            f"{found}Promised are 90 %. Take a size that nine in ten do not "
            "exceed, counting the new day among the ten: at both ends the "
            "same, from np.abs of the errors."
        )
    if share < LOW:
        return (
            f"{found}That is nearly it. The 90 % quantile of 29 errors is "
            "exceeded more often than one time in ten by the next: with the "
            "new day there are 30, so take the error of rank 0.9 · 30."
        )
    return (
        f"{found}That is safe, and wider than was asked for. One value in "
        "ten may lie outside."
    )


def _score(low, high, came):
    """Return the mean interval score (Gneiting and Raftery 2007)."""
    outside = np.maximum(low - came, 0) + np.maximum(came - high, 0)
    return np.mean(high - low + 2 / (1 - PROMISED) * outside)


def _narrow(value):
    fair = _score(value.fair[:, 0], value.fair[:, 1], value.came)
    ratio = _score(value.low, value.high, value.came) / fair
    if ratio < 1.12:
        return None
    return (
        "The coverage is right, and the interval score is "
        f"{ratio:.1f} times what it could be: your intervals are too wide on "
        "some days and too narrow on others. Put the interval around the "
        "forecast, and let the *errors* say how wide."
    )


def _around(width):
    """Make an answer of the forecast plus and minus a width."""

    def answer(came, said, forecast):
        size = np.broadcast_to(width(came - said), forecast.shape)
        return forecast - size, forecast + size

    return answer


def _ranked(level):
    """Return the width that the solution takes, at another level."""

    def width(errors):
        rank = int(np.ceil(level * (len(errors) + 1)))
        return np.sort(np.abs(errors), axis=0)[min(rank, len(errors)) - 1]

    return width


def _deviations(factor):
    """Return a width of so many standard deviations."""
    return lambda errors: factor * errors.std(axis=0)


def _signed(came, said, forecast):
    """Take the quantiles of the errors with their signs."""
    return tuple(forecast + np.quantile(came - said, (0.05, 0.95), axis=0))


def _climate(came, said, forecast):
    """Take the quantiles of what came, whatever the forecast says."""
    return tuple(np.quantile(came, (0.02, 0.98), axis=0))


def _around_mean(came, said, forecast):
    width = _ranked(0.9)(came - said)
    return came.mean(axis=0) - width, came.mean(axis=0) + width


def _everything(came, said, forecast):
    return np.full(len(forecast), -np.inf), np.full(len(forecast), np.inf)


INTERVAL = ValueExercise(
    solution=interval,
    hints=(
        "The sizes of the errors are np.abs(came - said), (days, horizon). "
        "Which of them is exceeded one time in ten, at each step?",
        "np.sort(..., axis=0) puts the days of every step in order. Of 29 "
        "old errors and a new one, all equally likely to be the largest, "
        "the new one is among the smallest 27 with a chance of 27 / 30.",
        "So the width on both sides is the error of rank 0.9 · (days + 1), "
        "rounded up: np.ceil. Rank 1 is at index 0.",
    ),
    rules=(
        Rule("form", _form),
        Rule("infinite", _finite),
        Rule("crossed", _order),
        Rule("elsewhere", _around_zero),
        Rule("one-width", _each_step),
        Rule("one-number", _any_number),
        Rule("one-law", _any_law),
        Rule("coverage", _covers),
        Rule("too-wide", _narrow),
    ),
    mistakes=(
        Mistake("form", "", lambda came, said, forecast: forecast),
        Mistake(
            "form",
            "",
            lambda came, said, forecast: (came - 9, came + 9),
        ),
        Mistake("form", "", lambda came, said, forecast: ("low", "high")),
        Mistake("infinite", "", _everything),
        Mistake("crossed", "", _around(lambda errors: -_ranked(0.9)(errors))),
        Mistake(
            "elsewhere",
            "",
            lambda came, said, forecast: (
                -_ranked(0.9)(came - said),
                _ranked(0.9)(came - said),
            ),
        ),
        Mistake("elsewhere", "", _around_mean),
        Mistake(
            "one-width",
            "",
            _around(lambda errors: np.quantile(np.abs(errors), 0.9)),
        ),
        Mistake(
            "one-number",
            "",
            _around(lambda errors: np.sort(np.abs(errors), axis=0)[17]),
        ),
        Mistake(
            "one-law", "", _around(lambda errors: np.abs(errors).mean(axis=0))
        ),
        Mistake(
            "one-law",
            "",
            _around(lambda errors: 2.2 * np.abs(errors).mean(axis=0)),
        ),
        *(
            Mistake("one-law", "", _around(_deviations(factor)))
            for factor in (1, 1.5, 1.645, 2)
        ),
        Mistake("coverage", "", _signed),
        Mistake(
            "coverage",
            "",
            _around(lambda errors: np.quantile(np.abs(errors), 0.9, axis=0)),
        ),
        Mistake(
            "coverage",
            "",
            _around(lambda errors: np.abs(errors).max(axis=0)),
        ),
        Mistake("coverage", "", _around(lambda errors: 0 * errors[0])),
        Mistake("coverage", "", _around(lambda errors: 99 + 0 * errors[0])),
        Mistake("too-wide", "", _climate),
    ),
    watch=_watch,
    tried=(
        "1,000 places, a day held out at each: 90 % inside, at every step, "
        "and no wider than needed"
    ),
)
