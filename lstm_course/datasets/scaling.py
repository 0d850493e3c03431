"""Standardise a split series with what the training part alone tells."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from lstm_course.datasets.splits import Split


class Scaler(NamedTuple):
    """Mean and standard deviation of a training part.

    Both are floats for a Series, and Series by column for a DataFrame, in
    the units of the data.
    """

    mean: float | pd.Series
    deviation: float | pd.Series

    def apply(self, values):
        """Return `values` less the mean, in standard deviations."""
        return (values - self.mean) / self.deviation

    def invert(self, values, column=None):
        """Return standardised `values` in the units of the data again.

        column names the one that the values belong to, for a DataFrame.
        """
        if column is None and isinstance(self.mean, pd.Series):
            raise ValueError(
                "column: expected the name of one column of"
                f" {list(self.mean.index)}, got None"
            )
        if column is None:
            return values * self.deviation + self.mean
        return values * self.deviation[column] + self.mean[column]


def standardise(split):
    """Scale all parts of `split` by the mean and deviation of its first.

    Returns the scaled Split and its Scaler. There is no way to fit on more
    than the training part: what the test part holds is not known yet when
    the scaler is made.

    Raises TypeError for anything but a Split of series, and ValueError for
    a training part that does not vary.
    """
    if not isinstance(split, Split):
        raise TypeError(
            "split: expected what split_by_time returns, got"
            f" {type(split).__name__}. A scaler fitted on a whole series"
            " has seen the test part."
        )
    if not isinstance(split.train, pd.Series | pd.DataFrame):
        raise TypeError(
            "split: expected parts that are series, got"
            f" {type(split.train).__name__}. Standardise first, then cut"
            " the windows."
        )
    # Plain averages of the values that are there: NaN stays NaN.
    scaler = Scaler(split.train.mean(), split.train.std(ddof=0))
    if not np.all(np.asarray(scaler.deviation) > 0):
        raise ValueError(
            "split: expected a training part that varies, got a standard"
            f" deviation of {scaler.deviation}"
        )
    scaled = (None if part is None else scaler.apply(part) for part in split)
    return Split(*scaled), scaler
