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
_DASHES = {"GRU": (0, (4, 2)), "RNN": (0, (1, 2))}
"""Dashes of a median, so that lines upon each other are all to be seen."""


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
def sweep(found, trained, most, title):
    """Draw a precomputed sweep: how far each run of each setting counts.

    found maps the name of a cell to a dictionary from (rate, units, steps)
    to the reach of its runs, (seeds,). Two budgets of steps stand side by
    side, the small one hollow; trained and most are those of `reach`.
    """
    picture, panels = style.figure(1, len(found), height=3.3, sharey=True)
    for axes, (name, settings) in zip(
        np.atleast_1d(panels), found.items(), strict=True
    ):
        color = _COLORS.get(name, style.MUTED)
        rates, sizes, budgets = (
            sorted(set(one)) for one in zip(*settings, strict=True)
        )
        axes.axhspan(0.8, trained, color=style.FAINT, alpha=0.6, lw=0)
        for (rate, units, steps), values in settings.items():
            place = rates.index(rate) * len(sizes) + sizes.index(units)
            place += 0.36 * budgets.index(steps) - 0.18
            _column(axes, place, values, color, steps == budgets[-1])
        many = len(rates) * len(sizes)
        axes.set_xticks(
            range(many), [str(size) for size in sizes] * len(rates)
        )
        axes.set(xlim=(-0.6, many - 0.4), yscale="log", ylim=(0.8, 1.2 * most))
        axes.set_yticks([1, 3, 10, 20, 50, 100, most])
        axes.yaxis.set_major_formatter(ScalarFormatter())
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.tick_params(axis="x", length=0, labelsize=8)
        for number, rate in enumerate(rates):
            middle = (number + 0.5) * len(sizes) - 0.5
            axes.annotate(
                f"{rate:g}",
                (middle, 0),
                xycoords=axes.get_xaxis_transform(),
                xytext=(0, -24),
                textcoords="offset points",
                ha="center",
            )
            if number:
                edge = number * len(sizes) - 0.5
                axes.axvline(edge, color=style.FAINT, lw=0.8, zorder=0)
        axes.set_title(name, fontsize=10)
    first = np.atleast_1d(panels)[0]
    first.text(-0.5, trained * 0.9, "trained", va="top", fontsize=8)
    first.set_ylabel("counts to")
    said = " or ".join(f"{steps:,}" for steps in budgets)
    picture.supxlabel(
        f"units, and below them the learning rate; {said} steps: hollow or "
        "filled, bar: median",
        fontsize=9.5,
    )
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture


def _column(axes, place, values, color, filled):
    """Draw the runs of one setting above each other, and their median."""
    values = np.maximum(np.asarray(values), 1)
    axes.plot(
        np.full(len(values), place),
        values,
        "o",
        ms=3.2,
        mew=0.8,
        color=color,
        mfc=color if filled else "white",
        alpha=0.6,
    )
    middle = np.median(values)
    bar = [place - 0.17, place + 0.17]
    axes.plot(bar, [middle, middle], color=color, lw=2, zorder=4)


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
    of its training and to what guessing gives. The medians of cells named
    GRU and RNN are dashed and dotted and lie on top.
    """
    picture, panels = style.figure(1, len(shares), height=3.0, sharey=True)
    for axes, (task, cells) in zip(
        np.atleast_1d(panels), shares.items(), strict=True
    ):
        axes.axvspan(1, trained[task], color=style.FAINT, alpha=0.6, lw=0)
        said = f" ← trained to {trained[task]}"
        axes.text(trained[task], 0.72, said, color=style.MUTED, va="center")
        axes.axhline(chance[task], color=style.MUTED, lw=1, ls=(0, (1, 2)))
        ends = [(chance[task], "guess", style.MUTED)]
        for name, values in cells.items():
            color = _COLORS.get(name, style.MUTED)
            values = np.asarray(values)
            steps = np.arange(1, values.shape[1] + 1)
            for row in values:
                axes.plot(steps, row, color=color, lw=0.7, alpha=0.35)
            middle = np.median(values, axis=0)
            axes.plot(
                steps,
                middle,
                color=color,
                lw=2.2,
                ls=_DASHES.get(name, "-"),
                zorder=3 + list(cells).index(name),
            )
            ends.append((middle[-1], name, color))
        axes.set(xlim=(1, steps[-1]), ylim=(0, 1.04), xlabel="step")
        style.label_ends(axes, steps[-1], ends, gap=0.09)
        axes.set_title(task, fontsize=10)
    np.atleast_1d(panels)[0].set_ylabel("share right")
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture
