"""Cut a series into what a network sees and what it has to forecast."""

from typing import NamedTuple

import numpy as np
import pandas as pd


class Windows(NamedTuple):
    """Examples for a forecast, in the order of time.

    inputs is (windows, length, features), targets is (windows, horizon),
    both float32. The targets of window k are the `horizon` values right
    after its inputs; the next window begins one step later.
    """

    inputs: np.ndarray
    targets: np.ndarray


def windows(series, length, horizon=1, *, target=None):
    """Cut `series` into every window of `length` steps and its future.

    series is a Series, a DataFrame (one column a feature) or an array
    (time,) or (time, features), in the order of time and in equal steps.
    target names the column to forecast, if there are several.

    >>> x, y = windows([10.0, 11, 12, 13, 14], length=3)
    >>> x[:, :, 0].tolist()
    [[10.0, 11.0, 12.0], [11.0, 12.0, 13.0]]
    >>> y.tolist()
    [[13.0], [14.0]]

    Raises TypeError or ValueError, naming the argument, for a wrong type, a
    series shorter than one window, missing values, or steps out of order.
    """
    return cut(as_table(series), length, horizon, target)


def cut(table, length, horizon, target, about="series"):
    """Cut the windows of a table from `as_table`; `about` names it."""
    _check_size("length", length)
    _check_size("horizon", horizon)
    column = _target_column(table, target)
    _refuse_missing(table, about)
    if len(table) < length + horizon:
        raise ValueError(
            f"{about}: expected at least length + horizon ="
            f" {length + horizon} time steps, got {len(table)}"
        )
    values = table.to_numpy(dtype=np.float32)
    view = np.lib.stride_tricks.sliding_window_view
    inputs = view(values[:-horizon], length, axis=0).swapaxes(1, 2)
    targets = view(values[length:, column], horizon, axis=0)
    # Copies, because a view that overlaps itself cannot be written to.
    return Windows(inputs.copy(), targets.copy())


def as_table(series):
    """Return `series` as a DataFrame (time, features), its order checked."""
    if isinstance(series, pd.DataFrame):
        table = series
    elif isinstance(series, pd.Series):
        table = series.to_frame()
    else:
        array = np.asarray(series)
        if array.ndim not in (1, 2):
            raise TypeError(
                "series: expected a Series, a DataFrame, or an array with"
                f" one or two axes, got {type(series).__name__} with"
                f" {array.ndim} axes"
            )
        table = pd.DataFrame(array)
    for name, kind in table.dtypes.items():
        if kind.kind not in "iuf":
            raise TypeError(
                f"series: expected numbers, got {kind} in column {name!r}"
            )
    _check_order(table.index)
    return table


def _check_size(name, value):
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(
            f"{name}: expected a whole number of time steps, got {value!r}"
        )
    if value < 1:
        raise ValueError(f"{name}: expected at least 1, got {value}")


def _target_column(table, target):
    choices = list(table.columns)
    if target is None and len(choices) == 1:
        return 0
    if target not in choices:
        raise ValueError(
            f"target: expected the name of one column of {choices},"
            f" got {target!r}"
        )
    return choices.index(target)


def _refuse_missing(table, about):
    missing = ~np.isfinite(table).all(axis=1)
    if missing.any():
        raise ValueError(
            f"{about}: expected no missing or infinite values, got"
            f" {missing.sum()}, the first at {_label(missing.idxmax())}."
            " Fill them looking back only, for instance with series.ffill():"
            " interpolation would use the future."
        )


def _check_order(index):
    if isinstance(index, pd.PeriodIndex | pd.DatetimeIndex):
        times = index
    elif index.dtype.kind in "iuf":
        times = index.to_numpy()
    else:
        raise TypeError(
            f"series: expected an index of times or numbers, got {index.dtype}"
        )
    later = times[1:] > times[:-1]
    if not later.all():
        at = int(np.argmin(later))
        raise ValueError(
            "series: expected an index in the order of time, got"
            f" {_label(index[at + 1])} after {_label(index[at])}"
        )
    _refuse_gaps(index)


def _refuse_gaps(index):
    steps = np.diff(_ticks(index))
    unequal = ~np.isclose(steps, steps.min()) if len(steps) else steps
    if unequal.any():
        at = int(np.argmax(unequal))
        raise ValueError(
            "series: expected equal steps of time, got a gap between"
            f" {_label(index[at])} and {_label(index[at + 1])}"
        )


def _ticks(index):
    """Return numbers that grow by the same amount from step to step."""
    if isinstance(index, pd.DatetimeIndex):
        # Months, quarters and years are equal steps that differ in days.
        if index.is_month_start.all() or index.is_month_end.all():
            index = index.to_period("M")
        return index.astype("int64").to_numpy()
    if isinstance(index, pd.PeriodIndex):
        return index.astype("int64").to_numpy()
    return index.to_numpy()


def _label(time):
    if isinstance(time, pd.Timestamp) and time == time.normalize():
        return str(time.date())
    return str(time)
