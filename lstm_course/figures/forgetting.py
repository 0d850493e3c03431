"""The figures of "Why must an LSTM learn to forget?"."""

import numpy as np
from matplotlib.patches import FancyArrowPatch

from lstm_course import style

_PLACES = {
    "1": (0.0, 0.0),
    "2": (1.3, 0.7),
    "3": (1.3, -0.7),
    "4": (2.8, 0.7),
    "5": (2.8, -0.7),
    "6": (4.1, 0.0),
}
_ARROWS = (  # from, to, symbol, curve, where the symbol stands
    ("1", "2", "T", 0.0, (0.55, 0.52)),
    ("1", "3", "P", 0.0, (0.55, -0.52)),
    ("2", "4", "X", 0.0, (2.05, 0.85)),
    ("3", "5", "V", 0.0, (2.05, -0.85)),
    ("4", "3", "X", 0.0, (1.86, 0.14)),
    ("5", "4", "P", 0.0, (2.98, 0.0)),
    ("4", "6", "S", 0.0, (3.6, 0.55)),
    ("5", "6", "V", 0.0, (3.6, -0.55)),
)


@style.drawing
def automaton():
    """Draw the Reber grammar and, around it, the embedded one."""
    picture, axes = style.figure(height=3.2)
    for start, end, symbol, curve, (x, y) in _ARROWS:
        _arrow(axes, _PLACES[start], _PLACES[end], curve)
        _letter(axes, x, y, symbol)
    for name, symbol, side in (("2", "S", 1), ("3", "T", -1)):
        x, y = _PLACES[name]
        _loop(axes, x, y + 0.33 * side, side)
        _letter(axes, x - 0.42, y + 0.36 * side, symbol)
    for start, end, symbol in (
        ((-3.3, 0), (-2.5, 0), "B"),
        ((-2.3, 0), (-1.3, 0), "T or P"),
        ((-1.1, 0), (0, 0), "B"),
        ((4.1, 0), (5.2, 0), "E"),
        ((5.3, 0), (6.5, 0), "the same"),
        ((6.6, 0), (7.4, 0), "E"),
    ):
        _arrow(axes, start, end, 0.0)
        outer = symbol in ("T or P", "the same")
        color = style.CONTRAST if outer else style.INK
        _letter(axes, (start[0] + end[0]) / 2, 0.22, symbol, color)
    dots = [*_PLACES.values(), (-2.4, 0), (-1.2, 0), (5.25, 0), (6.55, 0)]
    axes.plot(*np.transpose(dots), "o", ms=11, mfc="white", mec=style.INK)
    for name, (x, y) in _PLACES.items():
        axes.text(x, y, name, ha="center", va="center", fontsize=8)
    kept = FancyArrowPatch(
        (-1.8, -0.1),
        (5.9, -0.1),
        connectionstyle="arc3,rad=0.42",
        arrowstyle="-|>",
        mutation_scale=12,
        color=style.CONTRAST,
        linestyle=(0, (3, 2)),
    )
    axes.add_patch(kept)
    _letter(axes, 2.05, -1.72, "must be kept all the way", style.CONTRAST)
    axes.set(xlim=(-3.4, 7.5), ylim=(-1.95, 1.5))
    axes.axis("off")
    axes.set_title("Only one symbol of a string needs a memory")
    return picture


def _arrow(axes, start, end, curve, shrink=6):
    axes.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "-|>",
            "color": style.MUTED,
            "shrinkA": shrink,
            "shrinkB": shrink,
            "connectionstyle": f"arc3,rad={curve}",
        },
    )


def _loop(axes, x, y, side):
    """Draw an arrow from a place back to itself, above or below it."""
    turn = np.linspace(-1.1, 4.1, 40)
    ring = x + 0.24 * np.cos(turn), y + 0.26 * side * np.sin(turn)
    axes.plot(*ring, color=style.MUTED, lw=1)
    axes.annotate(
        "",
        (ring[0][0], ring[1][0]),
        (ring[0][2], ring[1][2]),
        arrowprops={
            "arrowstyle": "-|>",
            "color": style.MUTED,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )


def _letter(axes, x, y, text, color=style.INK):
    axes.text(
        x, y, text, ha="center", va="center", color=color, fontweight="bold"
    )


@style.drawing
def saturation(strings, said):
    """Draw what a unit says for a T and for a P, string after string.

    strings is (count,), said is (2, count): tanh(c) for T and for P.
    """
    picture, axes = style.figure(height=2.6)
    for values, letter, color in zip(
        said, "TP", (style.ACCENT, style.CONTRAST), strict=True
    ):
        axes.plot(strings, values, color=color)
        axes.annotate(
            f"after a {letter}",
            (strings[0], values[0]),
            xytext=(8, 20 if letter == "T" else -2),
            textcoords="offset points",
            color=color,
            va="center",
        )
    axes.axhline(0, color=style.MUTED, lw=0.8)
    axes.set(xlim=(0, strings[-1]), ylim=(-1.05, 1.2))
    axes.set(xlabel="strings read before", ylabel=r"tanh($c$)")
    axes.set_title("What is left behind makes T and P sound the same")
    return picture


@style.drawing
def by_string(shares, title):
    """Draw how often the outer symbol is told, against the string's number.

    shares maps a label to (seeds, strings).
    """
    picture, panels = style.figure(
        1, len(shares), height=2.8, sharex=True, sharey=True
    )
    for axes, (label, rows), color in zip(
        panels, shares.items(), (style.CONTRAST, style.ACCENT), strict=True
    ):
        rows = np.asarray(rows)
        numbers = np.arange(1, rows.shape[1] + 1)
        axes.axhline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
        axes.plot(numbers, rows.T, color=color, lw=0.7, alpha=0.5)
        axes.plot(numbers, np.median(rows, 0), color=color, lw=2.4)
        axes.set(ylim=(0, 1.05), xlim=(1, numbers[-1]))
        axes.set_xticks(numbers[:: max(1, len(numbers) // 5)])
        axes.set_xlabel("number of the string in the stream")
        axes.set_title(label, fontweight="normal")
    panels[0].set_ylabel("outer symbol right")
    _headline(picture, title)
    return picture


@style.drawing
def growth(states):
    """Draw the largest |c| so far, both axes logarithmic, for all seeds.

    states maps a label to (seeds, symbols).
    """
    picture, axes = style.figure(height=3.2)
    ends = []
    for (label, rows), color in zip(
        states.items(), (style.CONTRAST, style.ACCENT), strict=True
    ):
        rows = np.asarray(rows)
        symbols = np.arange(1, rows.shape[1] + 1)
        shown = np.unique(np.geomspace(1, len(symbols), 300).astype(int)) - 1
        for row in rows:
            axes.plot(symbols[shown], row[shown], color=color, lw=1)
        ends.append((np.log10(np.median(rows[:, -1])), label, color))
    axes.set(xscale="log", yscale="log", xlim=(1, len(symbols)))
    axes.set(xlabel="symbols read", ylabel="largest $|c|$ so far")
    for power, label, color in ends:
        axes.annotate(
            label,
            (len(symbols), 10**power),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=color,
        )
    axes.set_title("Without the gate every run grows along a straight line")
    return picture


@style.drawing
def runs(shares, title):
    """Draw a dot for each run: how often the outer symbol is right.

    shares maps a label to (seeds,).
    """
    picture, axes = style.figure(height=0.75 + 0.55 * len(shares))
    for row, values in enumerate(shares.values()):
        values = np.sort(values)
        offsets = 0.13 * (np.arange(len(values)) % 5 - 2)
        color = style.ACCENT if row % 2 else style.CONTRAST
        axes.plot(values, row + offsets, "o", ms=6, color=color, alpha=0.75)
    axes.axvline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.set(xlim=(0.4, 1.01), ylim=(len(shares) - 0.5, -0.5))
    axes.set_yticks(range(len(shares)), list(shares))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("share of outer symbols right (0.5: guessed)")
    axes.set_title(title)
    return picture


@style.drawing
def emptied(text, f, c, ends, title):
    """Draw some units' forget gates, each above its state, along strings.

    text has a symbol for each step; f and c are (steps, units), of the units
    shown; ends holds the steps, from 0, of the last E of a string.
    """
    f, c = np.asarray(f), np.asarray(c)
    steps, units = np.arange(len(text)), f.shape[1]
    picture, panels = style.figure(
        2 * units,
        1,
        height=0.5 + 1.05 * units,
        sharex=True,
        height_ratios=(1, 4) * units,
    )
    for unit in range(units):
        gate, state = panels[2 * unit : 2 * unit + 2]
        gate.pcolormesh(
            np.arange(len(text) + 1) - 0.5,
            (0, 1),
            f[None, :, unit],
            cmap="viridis",
            vmin=0,
            vmax=1,
            edgecolors="white",
            linewidth=0.4,
        )
        gate.set_yticks([])
        gate.set_ylabel("$f$", color=style.SIGNALS["f"]["color"], rotation=0)
        state.step(steps, c[:, unit], where="mid", color="black", lw=1)
        state.axhline(0, color=style.MUTED, lw=0.8)
        state.set_ylabel("$c$", rotation=0)
        for axes in (gate, state):
            axes.yaxis.set_label_coords(-0.06, 0.35)
            axes.tick_params(axis="x", length=0)
            for end in ends:
                axes.axvline(end + 0.5, color=style.CONTRAST, lw=1.2)
    panels[-1].set_xticks(steps, list(text), fontsize=7.5)
    panels[-1].set(xlim=(-0.5, len(text) - 0.5), xlabel="symbols")
    panels[0].set_title(title)
    return picture


def _headline(picture, title):
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
