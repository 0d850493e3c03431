"""The figures of "How does a network learn from the past?"."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from lstm_course import style

_H = style.SIGNALS["h"]
_BACK = style.CONTRAST


def _arrow(axes, start, end, color):
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=11,
            color=color,
            lw=1.3,
            shrinkA=0,
            shrinkB=0,
        )
    )


def _number(value):
    return f"{value:.3f}".replace("-", "−")


@style.drawing
def there_and_back(states, arrived, shares):
    """Draw three steps of one unit, forward above and backward below.

    states is (4,): h0 to h3. arrived is (4,), the gradients that reach h0 to
    h3 on the way back. shares is (3,), the share of u at each step.
    """
    picture, axes = style.figure(height=2.9)
    axes.set(xlim=(-1.35, 3.75), ylim=(-1.2, 1.05))
    axes.axis("off")
    for step in range(3):
        axes.add_patch(
            FancyBboxPatch(
                (step + 0.28, -0.26),
                0.44,
                0.62,
                boxstyle="round,pad=0.03",
                fc="white",
                ec=style.INK,
            )
        )
        axes.text(
            step + 0.5,
            0.05,
            f"step {step + 1}\n$u,\\ \\tanh$",
            ha="center",
            va="center",
            fontsize=8.5,
        )
        _arrow(axes, (step + 0.5, -0.34), (step + 0.5, -0.66), _BACK)
        axes.text(
            step + 0.5,
            -0.72,
            f"share of $u$\n{_number(shares[step])}",
            ha="center",
            va="top",
            color=_BACK,
        )
    for index in range(4):
        axes.text(
            index,
            0.42,
            f"$h_{index}$\n{_number(states[index])}",
            ha="center",
            va="bottom",
            color=_H["color"],
        )
        axes.text(
            index,
            -0.32,
            _number(arrived[index]),
            ha="center",
            va="top",
            color=_BACK,
        )
        left = index - (0.24 if index else 0.12)
        right = index + (0.22 if index < 3 else 0.2)
        _arrow(axes, (left, 0.2), (right, 0.2), _H["color"])
        _arrow(axes, (right, -0.14), (left, -0.14), _BACK)
    axes.text(3.3, 0.03, "loss", va="center")
    axes.text(-0.35, 0.54, "forward: $h$", ha="right", color=_H["color"])
    axes.text(-0.35, -0.44, "back: $dh$", ha="right", color=_BACK)
    axes.set_title("The same u collects a share at every step it passes")
    return picture


@style.drawing
def nudge_errors(sizes, errors, subtle):
    """Draw the relative error of a numerical gradient against the nudge.

    sizes is (nudges,); errors maps a label to relative errors (nudges,);
    subtle is the relative error that a small bug makes.
    """
    picture, axes = style.figure(height=3.2)
    colors = style.CONTRAST, style.THIRD, style.ACCENT
    for (label, error), color in zip(errors.items(), colors, strict=True):
        error = np.maximum(np.asarray(error), 1e-16)
        axes.loglog(sizes, error, "o-", ms=3, color=color)
        _label(axes, label, sizes, error, color)
    axes.axhline(subtle, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.set(xlim=(max(sizes) * 1.6, min(sizes) / 1.6), ylim=(1e-13, 30))
    axes.set_xlabel("size of the nudge ε, smaller to the right")
    axes.set_ylabel("relative error")
    axes.text(
        1e-8, subtle * 1.7, "a subtle bug", color=style.MUTED, ha="center"
    )
    axes.set_title("Too small a nudge is as bad as too large a one")
    return picture


def _label(axes, label, sizes, error, color):
    """Write a label below the lowest point of a line, or above its top."""
    below = error.max() < 0.5
    place = int(np.argmin(error) if below else np.argmax(error >= 0.99))
    axes.annotate(
        label,
        (sizes[place], error[place]),
        xytext=(0, -6 if below else 5),
        textcoords="offset points",
        ha="center" if below else "left",
        va="top" if below else "bottom",
        color=color,
    )


@style.drawing
def bug_traces(one_step, five_steps, letters):
    """Draw which gradients are wrong, for each bug and two lengths.

    Each table maps the names of gradients to relative errors (bugs,).
    """
    tables = one_step, five_steps
    picture, panels = style.figure(
        1,
        2,
        height=2.6,
        width_ratios=[len(table) for table in tables],
    )
    names = "one step", "five steps, a loss at the end"
    for axes, table, name in zip(panels, tables, names, strict=True):
        errors = np.stack(list(table.values()), axis=1)
        wrong = errors > 1e-6
        axes.pcolormesh(
            np.where(wrong, 0.55, 0.0),
            cmap="Reds",
            vmin=0,
            vmax=1,
            edgecolors=style.FAINT,
            linewidth=1,
        )
        for (row, column), error in np.ndenumerate(errors):
            axes.text(
                column + 0.5,
                row + 0.5,
                f"{error:.2f}" if wrong[row, column] else "ok",
                ha="center",
                va="center",
                fontsize=8.5,
                color=style.INK if wrong[row, column] else style.MUTED,
            )
        axes.set_xticks(np.arange(len(table)) + 0.5, list(table))
        axes.set_yticks(np.arange(len(letters)) + 0.5, letters)
        axes.invert_yaxis()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_title(name, fontsize=9.5, fontweight="normal")
    picture.suptitle(
        "Every bug leaves a trace of its own",
        x=0.01,
        ha="left",
        fontsize=11,
        fontweight="bold",
    )
    return picture


@style.drawing
def loss_curves(losses):
    """Draw the median loss of each bug while it trains.

    losses maps a label to losses (seeds, steps).
    """
    picture, axes = style.figure(height=3.2)
    ends = []
    for label, runs in losses.items():
        middle = np.median(np.asarray(runs), axis=0)
        width = 25
        smooth = np.convolve(middle, np.ones(width) / width, "valid")
        steps = np.arange(len(smooth)) + width / 2
        right = label == "right"
        learns = smooth[-1] < 0.1
        color = style.INK if right else style.ACCENT
        color = color if learns else style.CONTRAST
        width = 2.4 if right else 1.4
        axes.plot(steps, smooth, color=color, lw=width)
        ends.append((smooth[-1], label, color))
    axes.axhline(np.log(2), color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.text(
        steps[-1], np.log(2) + 0.02, "guessing", color=style.MUTED, ha="right"
    )
    axes.set(xlim=(0, steps[-1] * 1.02), ylim=(0, 0.8))
    axes.set(xlabel="training step", ylabel="loss, median of the seeds")
    style.label_ends(axes, steps[-1], _merged(ends))
    axes.set_title("Some wrong gradients train as well as the right one")
    return picture


def _merged(ends, near=0.03):
    """Give one label to lines that end in the same place."""
    groups = []
    for y, label, color in sorted(ends):
        if groups and y - groups[-1][0] < near:
            _, labels, kept = groups[-1]
            groups[-1] = (y, f"{labels}, {label}", kept)
        else:
            groups.append((y, label, color))
    return groups


@style.drawing
def recall_by_lag(lags, lines, window):
    """Draw how well each lag is recalled, for several ways to remember.

    lines maps a label to shares (seeds, lags); window is the number of
    steps that the first of them sees.
    """
    lags = np.asarray(lags)
    picture, axes = style.figure(height=3.0)
    axes.axvspan(-0.5, window - 0.5, color=style.FAINT, alpha=0.5, lw=0)
    axes.axhline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    ends = []
    colors = style.CONTRAST, style.THIRD, style.ACCENT, style.INK
    for (label, shares), color in zip(lines.items(), colors, strict=False):
        shares = np.asarray(shares)
        axes.fill_between(
            lags, shares.min(0), shares.max(0), color=color, alpha=0.2, lw=0
        )
        axes.plot(lags, shares.mean(0), "o-", ms=3, color=color)
        ends.append((shares.mean(0)[-1], label, color))
    axes.text(-0.4, 0.44, f"a window of {window}", va="top")
    axes.set(xlim=(-0.5, lags[-1] + 0.3), ylim=(0.35, 1.05))
    axes.set_xlabel("lag: how many steps ago the bit arrived")
    axes.set_ylabel("share recalled")
    style.label_ends(axes, lags[-1] + 0.3, ends)
    axes.set_title("An untrained state remembers far beyond the window")
    return picture


@style.drawing
def held(accuracy, trained):
    """Draw how well learned parity holds on streams longer than trained.

    accuracy is (seeds, places), the share right in each part of the stream,
    early to late; trained is the share of the stream seen in training.
    """
    accuracy = np.asarray(accuracy)
    at = (np.arange(accuracy.shape[1]) + 0.5) / accuracy.shape[1]
    picture, axes = style.figure(height=2.8)
    axes.axhline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    for row in accuracy:
        holds = row[-1] == 1
        color = style.ACCENT if holds else style.CONTRAST
        axes.plot(at, row, "o-", ms=3, color=color, alpha=0.7)
    axes.axvline(trained, color=style.MUTED, lw=1)
    axes.text(trained + 0.01, 0.27, "trained up to here", va="center")
    axes.set(xlim=(0, 1), ylim=(0.22, 1.05), ylabel="share right")
    axes.set_xlabel("place in the stream, from its start to its end")
    lost = int((accuracy[:, -1] < 0.9).sum())
    axes.set_title(
        f"On longer streams {lost} of {len(accuracy)} networks lose count"
    )
    return picture
