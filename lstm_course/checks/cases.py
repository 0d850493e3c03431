"""Sizes and values for cases that a wrong answer cannot satisfy."""

_EXTREMES = (0.0, 1e-9, -1e-9, 1.0, -1.0, 40.0, -40.0, 800.0, -800.0)


def sizes(*names):
    """Return sizes for the named axes, smallest first, as dictionaries.

    All are one in the first; in the second only the first axis is, and all
    others differ; then all differ, each axis being the largest once:

    >>> sizes("batch", "units")[:3]
    [{'batch': 1, 'units': 1}, {'batch': 1, 'units': 2}, \
{'batch': 2, 'units': 3}]
    """
    count = len(names)
    plans = [[1] * count, [1, *range(2, count + 1)]]
    for shift in range(count):
        plans.append([2 + (axis + shift) % count for axis in range(count)])
    return [dict(zip(names, plan, strict=True)) for plan in plans]


def extreme(rng, shape):
    """Return float64 values of `shape`, from tiny to saturating a sigmoid."""
    return rng.choice(_EXTREMES, size=shape)
