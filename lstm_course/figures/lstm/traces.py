"""What a cell's state and gates did over time."""

import numpy as np

from lstm_course import style

_STATE, _HEARD = style.SIGNALS["c"], style.SIGNALS["h"]


@style.drawing
def held_values(start, ends, labels):
    """Draw what became of stored values, one panel for each rule.

    start is (values,), ends is (panels, values), labels names the panels.
    """
    picture, panels = style.figure(
        1, len(labels), height=2.7, sharex=True, sharey=True
    )
    for axes, end, label in zip(panels, ends, labels, strict=True):
        axes.plot((-1, 1), (-1, 1), color=style.MUTED, lw=1, ls=(0, (1, 2)))
        axes.plot(start, end, "o", ms=4, color=_STATE["color"])
        axes.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
        axes.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1))
        axes.set_title(label)
        axes.set_xlabel("value stored")
    panels[0].set_ylabel("100 steps later")
    return picture


@style.drawing
def written(values, flags, states, title):
    """Draw what a cell heard and what it holds, (time,) each.

    states maps a label to the states; the last one is drawn as the cell's.
    """
    steps = np.arange(1, len(values) + 1)
    picture, (top, bottom) = style.figure(
        2, 1, height=3.4, sharex=True, height_ratios=(1, 2)
    )
    colors = np.where(np.asarray(flags) > 0, style.CONTRAST, style.FAINT)
    top.bar(steps, values, color=colors, width=0.8)
    top.axhline(0, color=style.MUTED, lw=0.8)
    top.set_ylabel("input")
    at = steps[np.asarray(flags) > 0]
    for step in at[:1]:
        top.annotate(
            "flag",
            (step, 1),
            xytext=(6, 2),
            textcoords="offset points",
            color=style.CONTRAST,
        )
    ends = []
    for number, (label, state) in enumerate(states.items()):
        last = number == len(states) - 1
        color = _STATE["color"] if last else style.MUTED
        width = _STATE["linewidth"] if last else 1.2
        bottom.plot(steps, state, color=color, lw=width, label=label)
        ends.append((state[-1], label, color))
    bottom.axhline(0, color=style.MUTED, lw=0.8, zorder=0)
    bottom.set(xlim=(0.3, len(steps) + 0.5), xlabel="step")
    bottom.set_ylabel("state $c_t$")
    limit = 1.15 * max(np.abs(state).max() for state in states.values())
    bottom.set_ylim(-limit, limit)
    style.label_ends(bottom, len(steps), ends)
    top.set_title(title)
    return picture


@style.drawing
def two_jobs(weights, waiting, asked):
    """Draw how well a listener does its own job and the secret's.

    weights is (settings,): how loudly it hears the state; waiting and asked
    are (seeds, settings), shares of right answers.
    """
    picture, axes = style.figure(height=2.9)
    jobs = (
        ("its own, while waiting", waiting, style.ACCENT),
        ("the secret, when asked", asked, style.CONTRAST),
    )
    ends = []
    for label, shares, color in jobs:
        shares = np.asarray(shares)
        axes.plot(weights, shares.mean(0), "o-", ms=3.5, color=color)
        ends.append((shares.mean(0)[-1], label, color))
    axes.axhline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.set(xlim=(0, weights[-1]), ylim=(0.4, 1.05), ylabel="share right")
    axes.set_xlabel("v: how loudly the listener hears the state")
    style.label_ends(axes, weights[-1], ends)
    axes.set_title("No v serves both jobs")
    return picture


@style.drawing
def overflow(right, largest):
    """Draw the accuracy and the size of the state, story after story.

    right and largest map a label to (stories,); the last is drawn as the
    cell that forgets.
    """
    picture, (left, other) = style.figure(1, 2, height=2.8)
    for axes, values, name in (
        (left, right, "share right"),
        (other, largest, "largest |c| so far"),
    ):
        ends = []
        for label, color in zip(values, (style.MUTED, "#D55E00"), strict=True):
            series = np.asarray(values[label])
            stories = np.arange(1, len(series) + 1)
            axes.plot(stories, series, color=color)
            ends.append((series[-1], label, color))
        axes.set(xlabel="story", ylabel=name, xlim=(1, len(series)))
        style.label_ends(axes, len(series), ends)
    left.set_ylim(0.4, 1.05)
    left.axhline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    other.set_ylim(0, None)
    left.set_title("Without forgetting, the old drowns the new")
    return picture


@style.drawing
def signals(step, values=None, title="Who opened when, and what it did"):
    """Draw the gates, the candidate and the states of one unit.

    step is a Step of arrays (time,); `values` is (time,), what was heard, or
    None.
    """
    step = type(step)(*(np.asarray(signal, float) for signal in step))
    steps = np.arange(1, len(step.c) + 1)
    rows = 3 if values is None else 4
    ratios = (1.5, 1, 1.5) if values is None else (0.9, 1.5, 1, 1.5)
    picture, panels = style.figure(
        rows,
        1,
        height=1.35 * rows,
        sharex=True,
        height_ratios=ratios,
    )
    if values is not None:
        panels[0].bar(steps, values, color=style.MUTED)
        panels[0].axhline(0, color=style.MUTED, lw=0.8)
        panels[0].set_ylabel("input")
    _strips(panels[-3], steps, step)
    panels[-2].bar(steps, step.g, width=0.7, color=style.SIGNALS["g"]["color"])
    panels[-2].set_ylabel("$g_t$", color=style.SIGNALS["g"]["color"])
    _states(panels[-1], steps, step)
    largest = max(1, np.abs(step.c).max())
    for axes, limit in ((panels[-2], 1.15), (panels[-1], 1.15 * largest)):
        axes.axhline(0, color=style.MUTED, lw=0.8, zorder=0)
        axes.set(ylim=(-limit, limit), yticks=(-1, 0, 1))
    panels[-1].set(xlim=(0.5, len(steps) + 0.5), xlabel="step")
    if len(steps) <= 30:
        panels[-1].set_xticks(steps)
    panels[0].set_title(title)
    return picture


def _strips(axes, steps, step):
    """Draw a row for each gate, dark where it is shut."""
    axes.pcolormesh(
        np.arange(len(steps) + 1) + 0.5,
        np.arange(4),
        np.stack([step.i, step.f, step.o]),
        cmap="viridis",
        vmin=0,
        vmax=1,
        edgecolors="white",
        linewidth=1,
    )
    axes.invert_yaxis()
    axes.set_yticks(
        (0.5, 1.5, 2.5), ("$i_t$ write", "$f_t$ keep", "$o_t$ speak")
    )
    for label, name in zip(axes.get_yticklabels(), "ifo", strict=True):
        label.set_color(style.SIGNALS[name]["color"])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _states(axes, steps, step):
    axes.step(steps, step.c, where="mid", **_STATE)
    axes.step(steps, step.h, where="mid", **_HEARD)
    ends = [
        (step.c[-1], "$c_t$", _STATE["color"]),
        (step.h[-1], "$h_t$", _HEARD["color"]),
    ]
    style.label_ends(axes, len(steps) + 0.5, ends, gap=0.26)
    axes.set_ylabel("states")
