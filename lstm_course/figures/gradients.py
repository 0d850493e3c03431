"""The figures of "How do gradients get through the gates?"."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from lstm_course import style

_C, _H = (style.SIGNALS[name]["color"] for name in "ch")


@style.drawing
def two_paths(steps=3):
    """Draw `steps` cells in a row, and the ways of the gradient back."""
    picture, axes = style.figure(height=2.7)
    axes.set(xlim=(-0.7, steps + 0.2), ylim=(-1.05, 1.5))
    axes.axis("off")

    def back(start, end, color, width, bend=0.0, dashed=False):
        axes.add_patch(
            FancyArrowPatch(
                start,
                end,
                arrowstyle="-|>",
                mutation_scale=12,
                color=color,
                lw=width,
                ls=(0, (4, 2)) if dashed else "-",
                connectionstyle=f"arc3,rad={bend}",
                shrinkA=0,
                shrinkB=0,
            )
        )

    for step in range(steps):
        axes.add_patch(
            FancyBboxPatch(
                (step - 0.2, -0.75),
                0.4,
                0.3,
                boxstyle="round,pad=0.03",
                fc="white",
                ec=style.MUTED,
            )
        )
        gates = f"gates {step + 1}"
        axes.text(step, -0.6, gates, ha="center", va="center", fontsize=9)
        state, said = f"$c_{step + 1}$", f"$h_{step + 1}$"
        axes.text(step + 0.3, 0.8, state, ha="center", va="center", color=_C)
        axes.text(step + 0.3, 0.0, said, ha="center", va="center", color=_H)
        back((step + 0.3, 0.14), (step + 0.3, 0.66), _H, 1.8, dashed=True)
        back((step + 0.2, 0.72), (step - 0.05, -0.38), style.MUTED, 1.1)
        back((step + 0.23, -0.1), (step + 0.13, -0.38), style.MUTED, 1.1)
        if step:
            back((step + 0.16, 0.8), (step - 0.58, 0.8), _C, 2.4)
            back((step - 0.25, -0.6), (step - 0.64, -0.1), _H, 1.8, -0.2, True)
            axes.text(
                step - 0.2,
                0.92,
                f"$\\times f_{step + 1}$",
                ha="center",
                color=style.SIGNALS["f"]["color"],
            )
    last = steps - 0.7
    back((last + 0.4, 0.0), (last + 0.1, 0.0), _H, 1.8, dashed=True)
    axes.text(last + 0.43, 0.0, "loss", va="center", ha="left")
    axes.text(-0.4, 1.2, "direct path, c to c", color=_C, va="center")
    axes.text(1.0, 1.2, "through h", color=_H, va="center")
    axes.text(1.7, 1.2, "into the gates", color=style.MUTED, va="center")
    axes.set_title("Two arrows end at every c but the last, so two are added")
    return picture


@style.drawing
def fingerprints(rows, columns, errors):
    """Draw relative errors of gradients as a grid, 0 pale and 1 dark.

    errors is (rows, columns): ‖a − n‖ / (‖a‖ + ‖n‖).
    """
    errors = np.asarray(errors)
    picture, axes = style.figure(height=0.6 + 0.36 * len(rows))
    axes.pcolormesh(
        np.arange(len(columns) + 1),
        np.arange(len(rows) + 1),
        np.where(errors < 1e-6, 0, 0.25 + errors),
        cmap="Greys",
        vmin=0,
        vmax=1.25,
        edgecolors="white",
        linewidth=2,
    )
    for (row, column), error in np.ndenumerate(errors):
        axes.text(
            column + 0.5,
            row + 0.5,
            "·" if error < 1e-6 else f"{error:.2f}",
            ha="center",
            va="center",
            color="white" if error > 0.4 else style.INK,
        )
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns)
    for label, name in zip(axes.get_xticklabels(), "ifgo", strict=False):
        label.set_color(style.SIGNALS[name]["color"])
    axes.xaxis.tick_top()
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_title("Every mistake leaves its own fingerprint")
    return picture


_LINES = {
    "RNN": (style.MUTED, "-"),
    "no forget gate": (style.INK, "-"),
    "LSTM, b_f = 0": (style.CONTRAST, "-"),
    "LSTM, b_f = 1": (style.THIRD, "-"),
    "LSTM, b_f = 5": (style.ACCENT, "-"),
}


@style.drawing
def reach(at_h, at_c, title):
    """Draw the length of the gradient against the distance to the loss.

    at_h and at_c map a cell's name to (seeds, time + 1); one thin line a
    seed, the geometric mean thick.
    """
    picture, panels = style.figure(1, 2, height=3.3, sharey=True)
    for axes, curves, name in zip(
        panels, (at_h, at_c), ("dL/dh", "dL/dc"), strict=True
    ):
        ends = []
        for cell, seeds in curves.items():
            color, dashes = _LINES.get(cell, (style.INK, "-"))
            middle = _geometric_mean(seeds)
            distance = np.arange(len(middle))
            axes.plot(distance, np.transpose(seeds), color=color, lw=0.4)
            axes.plot(distance, middle, color=color, ls=dashes, lw=2)
            ends.append((np.log10(middle[-1]), cell, color))
        axes.set(yscale="log", xlim=(0, distance[-1]))
        axes.set_xlabel("steps before the end")
        axes.set_title(f"At {name[-1]}: {name}", fontsize=10)
        _label_log_ends(axes, distance[-1], ends)
    panels[0].set_ylabel("length of the gradient")
    picture.suptitle(title, x=0.01, ha="left", weight="bold", fontsize=11)
    return picture


def _geometric_mean(seeds):
    return np.exp(np.log(np.maximum(seeds, 1e-300)).mean(axis=0))


def _label_log_ends(axes, x, ends):
    """Label the ends of lines on a logarithmic axis, pushed apart."""
    low, high = np.log10(axes.get_ylim())
    gap = 0.075 * (high - low)
    ends = sorted(ends)
    places = [y for y, _, _ in ends]
    for _ in range(100):
        for n in range(len(places) - 1):
            short = gap - (places[n + 1] - places[n])
            if short > 0:
                places[n] -= short / 2
                places[n + 1] += short / 2
    for place, (_, text, color) in zip(places, ends, strict=True):
        axes.annotate(
            text,
            (x, 10**place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=color,
            fontsize=8.5,
            annotation_clip=False,
        )


@style.drawing
def three_cells(curves):
    """Draw what is left of a gradient along the direct path, by letter.

    curves maps a letter to (time + 1,).
    """
    picture, axes = style.figure(height=3.0)
    colors = (style.CONTRAST, style.ACCENT, style.INK)
    for (letter, left), color in zip(curves.items(), colors, strict=True):
        distance = np.arange(len(left))
        axes.plot(distance, left, color=color)
        axes.annotate(
            letter,
            (distance[-1], left[-1]),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=color,
            weight="bold",
            annotation_clip=False,
        )
    axes.set(yscale="log", xlim=(0, distance[-1]), ylim=(5e-3, 1.5))
    axes.grid(True, which="both", color=style.FAINT, lw=0.5)
    axes.set_xticks(np.arange(0, len(left), 5))
    axes.set_xlabel("steps before the end")
    axes.set_ylabel("share of the gradient")
    axes.set_title("Three forget gates, three ways back")
    return picture


@style.drawing
def training(losses, title, solved):
    """Draw losses against steps on a logarithmic axis.

    losses is a list of arrays (steps,), one a seed; `solved` is the loss at
    which a run counts as solved.
    """
    picture, axes = style.figure(height=3.2)
    longest = max(map(len, losses))
    for loss in losses:
        total = np.concatenate([[0.0], np.cumsum(loss)])
        steps = np.arange(1, len(loss) + 1)
        begun = np.maximum(steps - 25, 0)
        smooth = (total[steps] - total[begun]) / (steps - begun)
        axes.plot(steps, smooth, color=style.ACCENT, lw=1, alpha=0.8)
    lines = ((7 / 6, "answers 0"), (1 / 6, "answers 1"), (solved, "solved"))
    for value, label in lines:
        axes.axhline(value, color=style.MUTED, lw=1, ls=(0, (1, 2)))
        axes.annotate(
            label,
            (longest, value),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=style.MUTED,
            annotation_clip=False,
        )
    axes.set(yscale="log", xlim=(0, longest))
    axes.set_xlabel("training step")
    axes.set_ylabel("loss, mean of 25 steps")
    axes.set_title(title)
    return picture


@style.drawing
def opened(before, after):
    """Draw the gradient at c against the distance, before and after.

    before and after are (seeds, time): lengths of dL/dc.
    """
    picture, axes = style.figure(height=3.0)
    ends = []
    pairs = (("before", before, style.MUTED), ("after", after, style.ACCENT))
    for name, seeds, color in pairs:
        middle = _geometric_mean(seeds)
        distance = np.arange(len(middle))
        axes.plot(distance, np.transpose(seeds), color=color, lw=0.5)
        axes.plot(distance, middle, color=color, lw=2)
        ends.append((np.log10(middle[-1]), f"{name} training", color))
    axes.set(yscale="log", xlim=(0, distance[-1]))
    axes.set_xlabel("steps before the end")
    axes.set_ylabel("length of dL/dc")
    _label_log_ends(axes, distance[-1], ends)
    axes.set_title("Training opens the gates, and the gradient gets through")
    return picture
