"""The figures of "What does a network remember?"."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from lstm_course import style

_H = style.SIGNALS["h"]


@style.drawing
def window_accuracy(accuracy, window):
    """Draw how well each lag is recalled through a window.

    accuracy is (seeds, lags), shares of right answers from 0 to 1; window is
    the number of steps that the network sees.
    """
    accuracy = np.asarray(accuracy)
    lags = np.arange(1, accuracy.shape[1] + 1)
    picture, axes = style.figure(height=2.7)
    axes.axvspan(0.5, window + 0.5, color=style.FAINT, alpha=0.5, lw=0)
    axes.axhline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.plot(lags, accuracy.mean(0), color=style.ACCENT)
    for row in accuracy:
        axes.plot(lags, row, "o", ms=4, color=style.ACCENT, alpha=0.5)
    axes.text(0.6, 0.44, f"the {window} steps it sees", va="top")
    axes.set(xlim=(0.4, lags[-1] + 0.5), ylim=(0.35, 1.05), xticks=lags)
    axes.set_xlabel("lag: how many steps ago the bit arrived")
    axes.set_ylabel("share recalled")
    style.label_ends(axes, lags[-1] + 0.5, [(0.5, "chance", style.MUTED)])
    axes.set_title(f"Past step {window} the window is guessing")
    return picture


@style.drawing
def unrolled(steps=3):
    """Draw an RNN unrolled over `steps` time steps."""
    picture, axes = style.figure(height=2.4)
    axes.set(xlim=(-0.9, steps + 0.75), ylim=(-1.05, 1.0), aspect="equal")
    axes.axis("off")

    def arrow(start, end, text, offset):
        axes.add_patch(
            FancyArrowPatch(
                start,
                end,
                arrowstyle="-|>",
                mutation_scale=11,
                color=style.INK,
                lw=1.2,
                shrinkA=0,
                shrinkB=0,
            )
        )
        middle = np.add(start, end) / 2 + offset
        axes.text(*middle, text, ha="center", va="center")

    axes.text(-0.62, 0, "$h_0$", ha="center", va="center", color=_H["color"])
    for step in range(steps):
        axes.add_patch(
            FancyBboxPatch(
                (step - 0.18, -0.17),
                0.36,
                0.34,
                boxstyle="round,pad=0.03",
                fc="white",
                ec=style.INK,
            )
        )
        axes.text(step, 0, "tanh", ha="center", va="center", fontsize=9)
        left = -0.48 if step == 0 else step - 0.79
        arrow((left, 0), (step - 0.23, 0), "$U$", (0, 0.14))
        arrow((step, -0.76), (step, -0.22), "$W$", (0.12, 0))
        arrow((step, 0.22), (step, 0.66), "", (0, 0))
        axes.text(step, -0.9, f"$x_{step + 1}$", ha="center", va="center")
        state = f"$h_{step + 1}$"
        axes.text(step, 0.8, state, ha="center", color=_H["color"])
        axes.plot([step + 0.21, step + 0.3], [0, 0], color=style.INK, lw=1.2)
    arrow((steps - 0.7, 0), (steps - 0.1, 0), "", (0, 0))
    axes.set_title("One step, used again and again: the same W, U, b")
    return picture


@style.drawing
def latch_traces(inputs, states, labels):
    """Draw states that should keep the sign of the first input.

    inputs is (time,); states is (traces, time), one row for each label.
    """
    inputs, states = np.asarray(inputs), np.asarray(states)
    steps = np.arange(1, len(inputs) + 1)
    picture, (top, bottom) = style.figure(
        2, 1, height=3.6, sharex=True, height_ratios=(1, 2.4)
    )
    top.bar(steps, inputs, width=0.8, color=style.MUTED)
    top.axhline(0, color=style.MUTED, lw=0.8)
    top.set(ylabel="input $x_t$", ylim=(-1.15, 1.15), yticks=(-1, 0, 1))
    colors = (style.CONTRAST, style.THIRD, style.ACCENT)
    ends = []
    for state, label, color in zip(states, labels, colors, strict=True):
        bottom.plot(steps, state, color=color)
        ends.append((state[-1], label, color))
    bottom.axhline(0, color=style.MUTED, lw=0.8)
    bottom.set(ylabel="state $h_t$", ylim=(-1.1, 1.1), yticks=(-1, 0, 1))
    bottom.set_xlabel("step")
    bottom.set_xlim(0.3, steps[-1] + 0.5)
    style.label_ends(bottom, steps[-1], ends)
    top.set_title("Below u = 1 the bit fades; above it the bit stays")
    return picture


@style.drawing
def fixed_points(recurrent_weights):
    """Draw h -> tanh(u h) and where it crosses the diagonal, for each u."""
    h = np.linspace(-1.25, 1.25, 401)
    picture, panels = style.figure(
        1, len(recurrent_weights), height=2.9, sharey=True
    )
    for axes, u in zip(panels, recurrent_weights, strict=True):
        axes.plot(h, h, color=style.MUTED, lw=1, ls=(0, (1, 2)))
        axes.plot(h, np.tanh(u * h), color=style.ACCENT)
        for start in (-0.05, 0.05, 1.2, -1.2):
            at, path = start, [(start, start)]
            for _ in range(40):
                after = np.tanh(u * at)
                path += [(at, after), (after, after)]
                at = after
            axes.plot(*zip(*path, strict=True), color=style.CONTRAST, lw=0.8)
            axes.plot(at, at, "o", color=style.CONTRAST, ms=6)
        count = 1 if u <= 1 else 2
        resting = "one resting point" if count == 1 else "two resting points"
        axes.set_title(f"u = {u:g}: {resting}")
        axes.set(xlabel="$h_{t-1}$", xlim=(-1.25, 1.25), aspect="equal")
    panels[0].set_ylabel("$h_t$")
    return picture


@style.drawing
def parity_trace(bits, states, parity):
    """Draw the bits, the two hidden units and the running parity.

    bits and parity are (time,) of 0 and 1; states is (time, 2), the units
    that compute OR and AND.
    """
    bits, states = np.asarray(bits), np.asarray(states)
    steps = np.arange(1, len(bits) + 1)
    rows = (
        ("input $x_t$", bits),
        ("unit 1: OR", (states[:, 0] + 1) / 2),
        ("unit 2: AND", (states[:, 1] + 1) / 2),
        ("OR − AND", (states[:, 0] - states[:, 1]) / 2),
        ("true parity", np.asarray(parity)),
    )
    picture, axes = style.figure(height=2.3)
    image = np.stack([values for _, values in rows])
    axes.pcolormesh(
        np.arange(len(bits) + 1) + 0.5,
        np.arange(len(rows) + 1),
        image,
        cmap="viridis",
        vmin=0,
        vmax=1,
        edgecolors="white",
        linewidth=2,
    )
    for (row, column), value in np.ndenumerate(image):
        axes.text(
            column + 1,
            row + 0.5,
            f"{value:.0f}",
            ha="center",
            va="center",
            color="black" if value > 0.5 else "white",
        )
    axes.set_yticks(np.arange(len(rows)) + 0.5, [name for name, _ in rows])
    axes.set_xticks(steps)
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel("step")
    axes.set_title("OR minus AND is the running parity")
    return picture


@style.drawing
def weakening(strengths, accuracy):
    """Draw the accuracy of the parity weights against their strength k.

    strengths is (settings,), accuracy is (settings, places): the share of
    right answers in each tenth of the sequence, early to late.
    """
    accuracy = np.asarray(accuracy)
    places = accuracy.shape[1]
    picture, axes = style.figure(height=2.8)
    at = (np.arange(places) + 0.5) / places
    colors = (style.CONTRAST, style.THIRD, style.ACCENT)
    ends = []
    for k, row, color in zip(strengths, accuracy, colors, strict=True):
        axes.plot(at, row, "o-", ms=3.5, color=color)
        ends.append((row[-1], f"k = {k:g}", color))
    axes.axhline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.set(xlim=(0, 1), ylim=(0.35, 1.05), ylabel="share right")
    axes.set_xlabel("place in the sequence, from its start to its end")
    style.label_ends(axes, at[-1], ends)
    axes.set_title("The same idea with weak weights loses count")
    return picture
