"""The figures of "Do the claims of 1997 hold?"."""

import numpy as np

from lstm_course import style

COLORS = {
    "RNN": style.MUTED,
    "b_f = 0": style.SIGNALS["g"]["color"],
    "b_f = 1": style.CONTRAST,
    "b_f = 5": style.THIRD,
    "1997": style.INK,
    "chrono": style.ACCENT,
    "LSTM": style.ACCENT,
    "no gate": style.CONTRAST,
}
"""The colour of each start, and of two cells."""
_DASHES = {
    "RNN": (0, (1, 2)),
    "b_f = 0": (0, (4, 2)),
    "b_f = 5": (0, (6, 2)),
    "1997": (0, (6, 2, 1, 2)),
}
_ORDER = (style.ACCENT, style.CONTRAST, style.THIRD)


def _look(name, number):
    """Return colour and dashes of a curve by its name, or by its number."""
    color = COLORS.get(name, _ORDER[number % len(_ORDER)])
    dashes = _DASHES.get(name, "-")
    # A dashed line on a solid one leaves both to be seen.
    return {"color": color, "ls": dashes, "zorder": 2 + (dashes != "-")}


@style.drawing
def survival(curves, budget, title, runs=10):
    """Draw the share of runs that have not solved a task, against steps.

    curves maps a name to (steps, unsolved), both (points,), from step 0: a
    step function that holds until the next point, and to the budget. Each is
    of so many `runs`; a tick at its end says that some of them are censored.
    """
    picture, axes = style.figure(height=3.0)
    ends = []
    for number, (name, (steps, unsolved)) in enumerate(curves.items()):
        look = _look(name, number)
        axes.step(
            [*steps, budget],
            [*unsolved, unsolved[-1]],
            where="post",
            clip_on=False,
            **look,
        )
        left = float(unsolved[-1])
        if left > 0:
            axes.plot(
                budget,
                left,
                "|",
                ms=9,
                mew=1.6,
                clip_on=False,
                color=look["color"],
            )
        solved = f"{name}: {round(runs * (1 - left))} of {runs}"
        ends.append((left, solved, look["color"]))
    axes.axhline(0.5, color=style.FAINT, lw=0.8, zorder=0)
    axes.set(xlim=(0, budget), ylim=(0, 1.02), yticks=(0, 0.5, 1))
    axes.set_xlabel("training steps")
    axes.set_ylabel("runs not yet solved")
    style.label_ends(axes, budget, ends, gap=0.09)
    axes.set_title(title)
    return picture


def intervals(axes, places, shares, color, filled=True):
    """Draw shares, (count, of, low, high), as dots with intervals."""
    shares = np.asarray(shares, float)
    count, of, low, high = shares.T
    axes.vlines(places, low, high, color=color, lw=1.4, clip_on=False)
    axes.plot(
        places,
        count / of,
        "o",
        ms=5,
        color=color,
        mfc=color if filled else "white",
        mew=1.2,
        clip_on=False,
        zorder=3,
    )


@style.drawing
def shares(found, title):
    """Draw the share of solved runs of several settings, with intervals.

    found maps a name to (count, of, low, high).
    """
    picture, axes = style.figure(height=0.9 + 0.34 * len(found))
    for place, (name, share) in enumerate(found.items()):
        color = COLORS.get(name, style.ACCENT)
        count, of, low, high = share
        axes.hlines(place, low, high, color=color, lw=1.6)
        axes.plot(count / of, place, "o", color=color, clip_on=False)
        axes.text(1.04, place, f"{count} of {of}", va="center", color=color)
    axes.set_yticks(range(len(found)), found)
    axes.set(xlim=(0, 1), ylim=(len(found) - 0.5, -0.5))
    axes.set_xlabel("share of runs solved, and 95 % interval")
    axes.set_title(title)
    return picture


@style.drawing
def by_lag(lags, found, control, title):
    """Draw the share of solved runs against the shortest lag.

    found holds a (count, of, low, high) for each of lags; control is one
    more such share, of a start that should succeed at the longest lag.
    """
    picture, axes = style.figure(height=2.9)
    lags = np.asarray(lags, float)
    solved = [share[0] / share[1] for share in found]
    axes.plot(lags, solved, color=COLORS["b_f = 1"], lw=1.2)
    intervals(axes, lags, found, COLORS["b_f = 1"])
    beside = lags[-1] + 0.02 * np.ptp(lags)
    intervals(axes, [beside], [control], COLORS["chrono"])
    ends = [
        (solved[-1], "b_f = 1", COLORS["b_f = 1"]),
        (control[0] / control[1], "chrono", COLORS["chrono"]),
    ]
    style.label_ends(axes, beside, ends)
    axes.set(xlim=(0, beside), ylim=(0, 1), xticks=lags)
    axes.set_xlabel("shortest lag: steps from the second mark to the end")
    axes.set_ylabel("share of runs solved")
    axes.set_title(title)
    return picture


@style.drawing
def sweep(found, title):
    """Draw a precomputed sweep: starts × rates × units, at two budgets.

    A start is one of COLORS, and may have a word with a colon before it.

    found maps a start to a dictionary from (rate, units) to two shares,
    (count, of, low, high): within the small and within the large budget.
    """
    picture, panels = style.figure(1, len(found), height=3.2, sharey=True)
    for axes, (start, settings) in zip(panels, found.items(), strict=True):
        color = COLORS[start.rpartition(": ")[2]]
        rates = sorted({rate for rate, _ in settings})
        sizes = sorted({units for _, units in settings})
        for (rate, units), (small, large) in settings.items():
            off = sizes.index(units) - (len(sizes) - 1) / 2
            place = rates.index(rate) + 0.3 * off
            filled = units == sizes[-1]
            intervals(axes, [place], [large], color, filled)
            axes.plot(
                place,
                small[0] / small[1],
                "_",
                ms=8,
                mew=1.6,
                color=color,
                clip_on=False,
            )
        axes.set_xticks(range(len(rates)), [f"{rate:g}" for rate in rates])
        axes.set(xlim=(-0.5, len(rates) - 0.5), ylim=(0, 1))
        axes.set_title(start)
        axes.tick_params(axis="x", labelsize=8)
    panels[0].set_ylabel("share of runs solved")
    beside = f"; hollow: {sizes[0]} units, filled: {sizes[-1]}"
    dash = "; dash: within the smaller number of steps"
    below = "learning rate" + beside * (len(sizes) > 1) + dash
    picture.supxlabel(below, fontsize=10)
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture


@style.drawing
def forget_gates(gates, marks, title):
    """Draw the forget gates of several networks through one sequence.

    gates maps a name to (time, units); marks holds the steps, counted from
    1, at which a mark stands.
    """
    picture, panels = style.figure(1, len(gates), height=2.5, sharey=True)
    color = style.SIGNALS["f"]["color"]
    for axes, (name, values) in zip(panels, gates.items(), strict=True):
        steps = np.arange(1, len(values) + 1)
        for mark in marks:
            axes.axvline(mark, color=style.FAINT, lw=2)
        axes.plot(steps, values, color=color, lw=0.9)
        axes.set(ylim=(0, 1.02), yticks=(0, 0.5, 1), xlim=(1, len(values)))
        axes.set_xlabel("step")
        axes.set_title(name)
    panels[0].set_ylabel("forget gate f")
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture
