"""How good a forecast was, without a unit and beside what is simple."""

import numpy as np


def mase(came, said, known, period=1):
    """Return the mean absolute scaled error, a float.

    The mean absolute error of `said` against `came`, arrays of one shape,
    divided by that of repeating the season before, one step of it at a time,
    on the values `known` (time,) when the forecast was made. Below 1 it errs
    less than this in-sample forecast (Hyndman and Koehler, 2006).

    >>> mase([13, 15], [12, 13], known=[10, 12, 11, 13, 12])
    1.0

    Raises ValueError for arrays of different shapes, and where the known
    values are no more than a period, or do not change.
    """
    came, said = _pair(came, said)
    known = np.asarray(known, float)
    if known.ndim != 1 or len(known) <= period or period < 1:
        raise ValueError(
            f"known: expected (time,) with more than a period of {period}, at"
            f" least 1, got the shape {known.shape}"
        )
    scale = np.abs(known[period:] - known[:-period]).mean()
    if not scale > 0:
        raise ValueError("known: expected values that change, got a constant")
    return float(np.abs(came - said).mean() / scale)


def skill(came, said, rival):
    """Return what is gained over a rival forecast: 1 is all, 0 nothing.

    1 less the ratio of the mean absolute error of `said` to that of `rival`,
    both forecasts of `came`, arrays of one shape.

    >>> skill([13, 15], [12, 13], rival=[12, 12])
    0.25

    Raises ValueError for different shapes, and for a rival without error.
    """
    came, said = _pair(came, said)
    _, rival = _pair(came, rival, "rival")
    against = np.abs(came - rival).mean()
    if not against > 0:
        raise ValueError("rival: expected a forecast that errs, got none")
    return float(1 - np.abs(came - said).mean() / against)


def coverage(came, low, high, axis=0):
    """Return the share of `came` that lies from low to high, along an axis.

    came, low and high are of one shape, such as (windows, horizon).
    """
    came, low = _pair(came, low, "low")
    _, high = _pair(came, high, "high")
    return ((low <= came) & (came <= high)).mean(axis=axis)


def interval_score(came, low, high, level, axis=0):
    """Return the mean interval score along an axis; lower is better.

    The width of an interval that promises to hold `level` of what comes,
    plus 2 / (1 - level) times the distance by which a value lies outside:
    in the units of the data (Gneiting and Raftery, 2007, section 6.2).

    >>> interval_score([13, 15], [11, 11], [14, 14], level=0.8).round(6)
    np.float64(8.0)

    Raises ValueError for different shapes, a level outside 0 to 1, and
    where low is above high.
    """
    came, low = _pair(came, low, "low")
    _, high = _pair(came, high, "high")
    if not 0 < level < 1:
        raise ValueError(f"level: expected between 0 and 1, got {level!r}")
    if (low > high).any():
        raise ValueError("low: expected no value above high, got some")
    outside = np.maximum(low - came, 0) + np.maximum(came - high, 0)
    return (high - low + 2 / (1 - level) * outside).mean(axis=axis)


def _pair(came, other, name="said"):
    came, other = np.asarray(came, float), np.asarray(other, float)
    if came.shape != other.shape:
        raise ValueError(
            f"{name}: expected the shape of came, {came.shape}, got"
            f" {other.shape}"
        )
    return came, other
