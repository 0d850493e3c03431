"""The figures of "Start here"."""

import numpy as np

from lstm_course import style


def _years(series):
    """Return the time of each month of a monthly Series, in years."""
    return series.index.year + (series.index.month - 0.5) / 12


@style.drawing
def sunspots(series, first_test):
    """Draw the whole record, and where the test part begins.

    series is a monthly Series of sunspot numbers, first_test a Period.
    """
    picture, axes = style.figure(height=2.2)
    start = first_test.year + (first_test.month - 1) / 12
    years = _years(series)
    axes.axvspan(start, years[-1] + 0.1, color=style.FAINT, alpha=0.5, lw=0)
    axes.plot(years, series, color=style.INK, lw=0.6)
    axes.text(start + 0.5, 262, "kept for the test", va="top", fontsize=8.5)
    axes.set(xlim=(years[0], years[-1] + 0.5), ylim=(0, 270))
    axes.set_ylabel("sunspot number")
    axes.set_title("The sun's spots come and go in about eleven years")
    return picture


@style.drawing
def forecasts(series, origins, futures):
    """Draw forecasts against what came.

    series is a monthly Series; origins are positions in it, and futures
    (origins, horizon) the forecasts for the months from there on.
    """
    picture, axes = style.figure(height=2.8)
    years = np.asarray(_years(series))
    axes.plot(years, series, color=style.MUTED, lw=0.9)
    for origin, future in zip(origins, futures, strict=True):
        months = slice(origin, origin + len(future))
        axes.plot(years[months], future, color=style.CONTRAST, lw=2)
    axes.set(xlim=(years[0], years[-1] + 0.1), ylim=(0, None))
    axes.set_ylabel("sunspot number")
    axes.set_title("Twelve months ahead, asked anew every January")
    return picture


@style.drawing
def error_by_month(naive, linear, networks):
    """Draw the mean absolute error for each month ahead.

    naive and linear are (horizon,), networks is (seeds, horizon), all in
    sunspot numbers.
    """
    months = np.arange(1, len(naive) + 1)
    picture, axes = style.figure(height=2.7)
    for row in networks:
        axes.plot(months, row, color=style.ACCENT, lw=0.7, alpha=0.6)
    mean = np.mean(networks, axis=0)
    axes.plot(months, mean, color=style.ACCENT, lw=2.2)
    axes.plot(months, naive, color=style.MUTED)
    axes.plot(months, linear, color=style.CONTRAST, ls=(0, (4, 2)))
    axes.set(ylim=(0, None), xticks=months)
    axes.set_xlabel("months ahead")
    axes.set_ylabel("mean absolute error")
    ends = [
        (naive[-1], "last value", style.MUTED),
        (linear[-1], "straight line", style.CONTRAST),
        (mean[-1], "LSTM", style.ACCENT),
    ]
    style.label_ends(axes, months[-1], ends)
    axes.set_title("Well below the last value, level with a linear fit")
    return picture
