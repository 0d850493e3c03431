"""Split a series by time, so that no part can see its own future."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from lstm_course.datasets.windowing import as_table, cut


class Split(NamedTuple):
    """Three parts of one series, in the order of time.

    Each is a Series or DataFrame like the whole; validation is None when
    none was asked for.
    """

    train: pd.Series | pd.DataFrame
    validation: pd.Series | pd.DataFrame | None
    test: pd.Series | pd.DataFrame

    def windows(self, length, horizon=1, *, target=None):
        """Cut each part into windows, as `datasets.windows` does.

        Returns a Split of Windows. The targets of a part all lie in that
        part, and its inputs may reach back into the parts before it: the
        past is known when a forecast is made. With `horizon=1` the targets
        of the test part are all of its values, in order.

        Raises what `datasets.windows` raises, and ValueError when the parts
        are not in the order of time.
        """
        present = [part for part in self if part is not None]
        whole = as_table(pd.concat(present))
        cuts, start = [], 0
        for name, part in zip(self._fields, self, strict=True):
            if part is None:
                cuts.append(None)
                continue
            stop = start + len(part)
            reach = whole.iloc[max(0, start - length) : stop]
            about = f"{name} part with the {length} steps before it"
            cuts.append(
                cut(
                    reach,
                    length,
                    horizon,
                    target,
                    about if start else f"{name} part",
                )
            )
            start = stop
        return Split(*cuts)


def split_by_time(series, *, test, validation=None):
    """Split `series` into what came first, next and last.

    test and validation say how large those parts are: a whole number of time
    steps, a fraction of the whole series between 0 and 1, or the first label
    of the part, such as "1980-01". The rest, at the beginning, is for
    training.

    Raises TypeError or ValueError, naming the argument, when a part would be
    empty, or the series is not in the order of time and in equal steps.
    """
    if not isinstance(series, pd.Series | pd.DataFrame):
        series = as_table(series).squeeze(axis=1)
    as_table(series)
    last = _first_row(series, test, "test", stop=len(series))
    middle = last
    if validation is not None:
        middle = _first_row(series, validation, "validation", stop=last)
    if middle < 1:
        raise ValueError(
            "train part: expected at least one time step, got none: test"
            f" and validation take all {len(series)}"
        )
    return Split(
        series.iloc[:middle],
        None if validation is None else series.iloc[middle:last],
        series.iloc[last:],
    )


def _first_row(series, size, name, stop):
    """Return the row where the part that ends before `stop` begins."""
    if isinstance(size, bool) or size is None:
        raise TypeError(
            f"{name}: expected a number of time steps, a fraction or a"
            f" first label, got {size!r}"
        )
    if isinstance(size, float | np.floating):
        if not 0 < size < 1:
            raise ValueError(
                f"{name}: expected a fraction between 0 and 1, got {size}"
            )
        first = stop - round(size * len(series))
    elif isinstance(size, int | np.integer):
        first = stop - int(size)
    else:
        first = _row_of(series.index, size, name)
    if first >= stop:
        raise ValueError(
            f"{name}: expected at least one time step, got {size!r}, which"
            " leaves the part empty"
        )
    if first < 0:
        raise ValueError(
            f"{name}: expected less than the {stop} time steps there are,"
            f" got {size!r}"
        )
    return first


def _row_of(index, label, name):
    try:
        return int(index.get_slice_bound(label, side="left"))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{name}: expected a label between {index[0]} and {index[-1]},"
            f" got {label!r}"
        ) from error
