"""Forecasts that take no training: what every other one has to beat."""

import numpy as np


def last_value(known, horizon):
    """Forecast that the last of the `known` values, (time,), stays.

    Returns (horizon,). Raises ValueError for nothing known, and for a
    horizon below 1.
    """
    known = _series(known, 1, "one value")
    return np.full(_at_least("horizon", horizon, 1), known[-1])


def seasonal_naive(known, horizon, period, *, drift=False):
    """Forecast that the last `period` values, a season, come again.

    known is (time,); returns (horizon,). With `drift` each further season is
    higher by what one season rose on average over all that is known.

    >>> seasonal_naive([1, 5, 2, 6], 3, period=2, drift=True).tolist()
    [3.0, 7.0, 4.0]

    Raises ValueError for a horizon or period below 1, and for fewer values
    than a season, or than two with drift.
    """
    _at_least("horizon", horizon, 1)
    _at_least("period", period, 1)
    seasons = 2 if drift else 1
    known = _series(known, seasons * period, f"{seasons} x period values")
    ahead = np.arange(horizon)
    repeated = known[-period:][ahead % period]
    if not drift:
        return repeated
    whole = len(known) // period
    means = known[len(known) - whole * period :].reshape(whole, period).mean(1)
    rise = (means[-1] - means[0]) / (whole - 1)
    return repeated + rise * (1 + ahead // period)


def _series(known, least, what):
    known = np.asarray(known, float)
    if known.ndim != 1 or len(known) < least:
        raise ValueError(
            f"known: expected (time,) with at least {what}, {least}, got the"
            f" shape {known.shape}"
        )
    return known


def _at_least(name, value, least):
    if value < least:
        raise ValueError(f"{name}: expected at least {least}, got {value!r}")
    return value
