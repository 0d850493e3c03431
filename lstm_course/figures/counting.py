"""The figures of "Can it count? Can it track a state?"."""

import numpy as np
from matplotlib.ticker import NullFormatter, ScalarFormatter

from lstm_course import style

_COLORS = {
    "LSTM": style.ACCENT,
    "GRU": style.CONTRAST,
    "RNN": style.THIRD,
}
"""One colour for a cell in all figures; others are drawn in grey."""


@style.drawing
def reach(found, trained, most, title):
    """Draw how far each run of each cell counts.

    found maps the name of a cell to the reach of its runs, (seeds,); trained
    is the longest n of the training, most the longest that was tried.
    """
    picture, axes = style.figure(height=0.55 * len(found) + 1.2)
    axes.axvspan(1, trained, color=style.FAINT, alpha=0.6, lw=0)
    axes.text(trained * 0.94, -0.62, "trained", ha="right", va="center")
    for row, (name, values) in enumerate(found.items()):
        color = _COLORS.get(name, style.MUTED)
        values = np.maximum(np.sort(np.asarray(values)), 1)
        places = row + np.linspace(-0.22, 0.22, len(values))
        axes.plot(values, places, "o", ms=5, color=color, alpha=0.75)
        middle = np.median(values)
        axes.plot([middle, middle], [row - 0.33, row + 0.33], color=color)
    axes.set(xscale="log", xlim=(0.9, 1.1 * most))
    axes.set(ylim=(len(found) - 0.5, -0.95), yticks=range(len(found)))
    axes.set_yticklabels(found)
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([1, 3, 10, 20, 50, 100, most])
    axes.xaxis.set_major_formatter(ScalarFormatter())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("accepts every word up to this n (bar: median)")
    axes.set_title(title)
    return picture


@style.drawing
def counters(traces, n, title):
    """Draw the state of the unit that counts, over a word of n.

    traces maps a name to (signal, values): "c" or "h", and (2 n + 1,) values
    of one unit, S first.
    """
    picture, panels = style.figure(1, len(traces), height=2.7)
    for axes, (name, (signal, values)) in zip(
        np.atleast_1d(panels), traces.items(), strict=True
    ):
        values = np.asarray(values)
        line = style.SIGNALS[signal]
        axes.axhline(0, color=style.FAINT, lw=1)
        axes.axvline(n, color=style.MUTED, lw=1, ls=(0, (1, 2)))
        axes.plot(np.arange(len(values)), values, **line)
        top = 1.15 * np.abs(values).max()
        axes.set(xlim=(0, 2 * n), ylim=(-top, top), xlabel="step")
        axes.text(0.25, 0.04, "a a a …", ha="center", transform=axes.transAxes)
        axes.text(0.75, 0.04, "b b b …", ha="center", transform=axes.transAxes)
        axes.set_ylabel(f"{signal} of one unit")
        axes.set_title(name, fontsize=10)
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture


@style.drawing
def tracking(shares, trained, chance, title):
    """Draw how often the answer is right at each step, far beyond training.

    shares maps the name of a task to a dictionary from cells to (seeds,
    time), the share of right answers; trained and chance map it to the length
    of its training and to what guessing gives.
    """
    picture, panels = style.figure(1, len(shares), height=3.0, sharey=True)
    for axes, (task, cells) in zip(
        np.atleast_1d(panels), shares.items(), strict=True
    ):
        axes.axvspan(1, trained[task], color=style.FAINT, alpha=0.6, lw=0)
        axes.axhline(chance[task], color=style.MUTED, lw=1, ls=(0, (1, 2)))
        ends = [(chance[task], "guess", style.MUTED)]
        for name, values in cells.items():
            color = _COLORS.get(name, style.MUTED)
            values = np.asarray(values)
            steps = np.arange(1, values.shape[1] + 1)
            for row in values:
                axes.plot(steps, row, color=color, lw=0.7, alpha=0.35)
            middle = np.median(values, axis=0)
            axes.plot(steps, middle, color=color, lw=2)
            ends.append((middle[-1], name, color))
        axes.set(xlim=(1, steps[-1]), ylim=(0, 1.04), xlabel="step")
        style.label_ends(axes, steps[-1], ends, gap=0.09)
        axes.set_title(task, fontsize=10)
    np.atleast_1d(panels)[0].set_ylabel("share right")
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture
