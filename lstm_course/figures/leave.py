"""The figures of "How does it leave the notebook?"."""

import numpy as np
from matplotlib.colors import ListedColormap

from lstm_course import style

NEAR = 1e-5


@style.drawing
def noticed(tests, mistakes, differences):
    """Draw which test notices which mistake.

    tests and mistakes are names; differences is (tests, mistakes), the
    largest difference that each test finds. Above 1e-5 it has noticed.
    """
    differences = np.asarray(differences)
    found = differences > NEAR
    picture, axes = style.figure(height=0.9 + 0.36 * len(tests))
    colors = ListedColormap([style.FAINT, style.ACCENT])
    axes.pcolormesh(found, cmap=colors, vmin=0, vmax=1, ec="white", lw=2)
    for row, column in np.ndindex(found.shape):
        seen = found[row, column]
        axes.text(
            column + 0.5,
            row + 0.5,
            f"{differences[row, column]:.1g}" if seen else "–",
            ha="center",
            va="center",
            color="white" if seen else style.INK,
        )
    axes.invert_yaxis()
    axes.set_yticks(np.arange(len(tests)) + 0.5, tests)
    axes.set_xticks(np.arange(len(mistakes)) + 0.5, mistakes)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_title("A mistake hides behind what is zero, equal or full")
    return picture


@style.drawing
def gap(same, silent):
    """Draw differences from Keras: of what is the same, and of what is not.

    Each maps a name to the largest difference, a number above 0.
    """
    picture, axes = style.figure(height=0.9 + 0.34 * len({**same, **silent}))
    rows = [(name, value, style.ACCENT) for name, value in same.items()]
    rows += [(name, value, style.CONTRAST) for name, value in silent.items()]
    for place, (_, value, color) in enumerate(rows):
        axes.plot(value, place, "o", color=color)
    axes.axvline(NEAR, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.annotate(
        "1e-5",
        (NEAR, 0),
        xycoords=("data", "axes fraction"),
        xytext=(4, 4),
        textcoords="offset points",
        color=style.MUTED,
    )
    axes.set(xscale="log", xlim=(1e-9, 1))
    axes.set_yticks(range(len(rows)), [name for name, _, _ in rows])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel("largest difference from Keras")
    axes.set_title("Nothing lies between rounding and a mistake")
    return picture


@style.drawing
def sines(rows, forecasts, truth):
    """Draw some rows, what was forecast to follow, and what did.

    rows is (rows, time); forecasts and truth are (rows,).
    """
    rows = np.asarray(rows)
    picture, panels = style.figure(1, len(rows), height=2.2, sharey=True)
    time = rows.shape[1]
    shown = zip(np.ravel(panels), rows, forecasts, truth, strict=True)
    for axes, row, forecast, after in shown:
        axes.plot(range(time), row, color=style.MUTED, lw=1.2)
        axes.plot(time, after, "o", color=style.INK, ms=8, mfc="none")
        axes.plot(time, forecast, "o", color=style.CONTRAST, ms=4)
        axes.set(ylim=(-1.4, 1.4), xticks=(0, time), yticks=(-1, 0, 1))
        axes.set_xlabel("step")
    np.ravel(panels)[0].set_title("Trained in Node, forecasting in Keras")
    return picture
