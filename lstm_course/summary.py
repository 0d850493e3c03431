"""A score over several seeds or origins, with its uncertainty."""

from typing import NamedTuple

import numpy as np
from scipy import stats

LEVEL = 0.95
"""The confidence of the interval of the mean."""


class Summary(NamedTuple):
    """Hold a score of each case, and the seconds that all of them took.

    Its text has the mean and Student's interval for it, which takes the
    cases for independent: seeds are, origins of one series only nearly.
    """

    values: np.ndarray
    of: str
    seconds: float | None = None

    @property
    def interval(self):
        """The limits of the 95 % interval of the mean, (2,)."""
        values = np.asarray(self.values, float)
        half = stats.sem(values) * stats.t.ppf(
            (1 + LEVEL) / 2, len(values) - 1
        )
        return values.mean() + np.array([-half, half])

    def __str__(self):
        low, high = self.interval
        return (
            f"{np.mean(self.values):.2f} (95 %: {low:.2f} to {high:.2f},"
            f" {len(self.values)} {self.of})"
        )


def summary(values, of, seconds=None):
    """Return the scores of several cases, `of` says what, as a Summary.

    Raises ValueError for fewer than two values, and for any that is not
    finite.
    """
    values = np.asarray(values, float)
    if values.ndim != 1 or len(values) < 2 or not np.isfinite(values).all():
        raise ValueError(
            "values: expected two finite numbers or more, (cases,), got"
            f" {values.tolist()}"
        )
    return Summary(values, of, seconds)
