"""The figures of "Can a cell do with less?"."""

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from lstm_course import style

_LOOKS = {
    "z": style.SIGNALS["f"],
    "r": style.SIGNALS["o"],
    "g": style.SIGNALS["g"],
    "h": style.SIGNALS["h"],
}
"""z does the work of f, and r, towards the candidate, that of o."""

_STATE, _MIX, _RESET, _BOX, _BUS = 3.5, 2.75, 2.05, 1.25, 0.3
_Z, _R, _G = 2.2, 4.4, 7.0


@style.drawing
def mixes(states, labels):
    """Draw the states of two cells that heard the same: (time,) each."""
    picture, panels = style.figure(1, 2, height=2.6)
    for axes, state, label in zip(panels, states, labels, strict=True):
        steps = np.arange(1, len(state) + 1)
        axes.plot(steps, state, **style.SIGNALS["c"])
        axes.axhline(1, color=style.MUTED, lw=1, ls=(0, (1, 2)))
        axes.set(xlim=(1, len(state)), ylim=(0, None), xlabel="step")
        axes.set_title(label)
    panels[0].set_ylabel("state $c_t$")
    panels[0].set_ylim(0, 1.6)
    return picture


@style.drawing
def cell():
    """Draw the cell of a GRU that resets before the product."""
    picture, axes = style.figure(height=3.1)
    axes.set(xlim=(-0.4, 9.2), ylim=(-0.1, 4.1), aspect="equal")
    axes.axis("off")
    _state(axes)
    for signal, x, squash in (
        ("z", _Z, "σ"),
        ("r", _R, "σ"),
        ("g", _G, "tanh"),
    ):
        _box(axes, signal, x, squash)
    _arrow(axes, "z", (_Z, _BOX + 0.3), (_Z, _STATE - 0.2))
    _arrow(axes, "z", (_Z, _MIX), (_G - 0.2, _MIX))
    _text(axes, "z", 5.6, _MIX + 0.22, "$1 - z_t$")
    _arrow(axes, "r", (_R, _BOX + 0.3), (_R, _RESET - 0.2))
    _arrow(axes, "g", (_G, _BOX + 0.3), (_G, _MIX - 0.2))
    _arrow(axes, "g", (_G, _MIX + 0.2), (_G, _STATE - 0.2))
    for x, y, sign in (
        (_Z, _STATE, "×"),
        (_G, _STATE, "+"),
        (_G, _MIX, "×"),
        (_R, _RESET, "×"),
    ):
        circle = Circle((x, y), 0.19, fc="white", ec=style.INK, lw=1.2)
        axes.add_patch(circle).set_zorder(4)
        axes.text(
            x, y - 0.01, sign, ha="center", va="center", zorder=5, fontsize=11
        )
    axes.plot([0.9, _R], [_BUS, _BUS], color=style.INK, lw=1.2)
    axes.text(0.78, _BUS, "$x_t,\\ h_{t-1}$", ha="right", va="center")
    axes.text(_G, _BUS - 0.16, "$x_t$", ha="center", va="center")
    axes.set_title("One line, two gates: what is kept and what is written")
    return picture


def _state(axes):
    look = {"color": _LOOKS["h"]["color"], "lw": 2.1, "ls": (0, (4, 2))}
    _text(axes, "h", 0.78, _STATE, "$h_{t-1}$", ha="right")
    _arrow(axes, "h", (0.9, _STATE), (_Z - 0.2, _STATE))
    _arrow(axes, "h", (_Z + 0.2, _STATE), (_G - 0.2, _STATE))
    _arrow(axes, "h", (_G + 0.2, _STATE), (8.4, _STATE))
    _text(axes, "h", 8.5, _STATE, "$h_t$")
    axes.plot([1.3, 1.3], [_STATE, _RESET], **look)
    axes.plot([1.3, _Z - 0.14], [_RESET] * 2, **look)
    _arrow(axes, "h", (_Z + 0.14, _RESET), (_R - 0.2, _RESET))
    axes.plot([_R + 0.2, 5.6, 5.6], [_RESET, _RESET, _BOX], **look)
    _arrow(axes, "h", (5.6, _BOX), (_G - 0.4, _BOX))


def _arrow(axes, signal, start, end):
    look = _LOOKS[signal]
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=12,
            shrinkA=0,
            shrinkB=0,
            gid=signal,
            color=look["color"],
            lw=look["linewidth"] + 0.3,
            ls=look.get("linestyle", "-"),
        )
    )


def _box(axes, signal, x, squash):
    color = _LOOKS[signal]["color"]
    axes.add_patch(
        FancyBboxPatch(
            (x - 0.3, _BOX - 0.22),
            0.6,
            0.44,
            boxstyle="round,pad=0.06",
            fc="white",
            ec=color,
            lw=1.6,
            gid=f"box {signal}",
        )
    )
    axes.text(x, _BOX, squash, ha="center", va="center")
    axes.add_patch(
        FancyArrowPatch(
            (x, _BUS),
            (x, _BOX - 0.28),
            arrowstyle="-|>",
            mutation_scale=9,
            shrinkA=0,
            shrinkB=0,
            color=style.INK,
            lw=1,
        )
    )
    _text(axes, signal, x + 0.13, _BOX + 0.5, f"${signal}_t$")


def _text(axes, signal, x, y, text, ha="left"):
    color = _LOOKS[signal]["color"]
    axes.text(x, y, text, color=color, ha=ha, va="center", fontsize=10.5)


@style.drawing
def timer(blind, seeing):
    """Draw a cell's states without and with a peephole, (time,) each."""
    steps = np.arange(1, len(seeing) + 1)
    picture, axes = style.figure(height=2.6)
    axes.plot(steps, blind, color=style.MUTED, lw=1.4)
    axes.plot(steps, seeing, **style.SIGNALS["c"])
    axes.set(xlim=(1, len(steps)), ylim=(0, None), xlabel="step")
    axes.set_ylabel("state $c_t$")
    ends = [
        (blind[-1], "no peephole", style.MUTED),
        (seeing[-1], "peephole", style.SIGNALS["c"]["color"]),
    ]
    style.label_ends(axes, len(steps), ends)
    axes.set_title("A gate that sees the cell can empty it in time")
    return picture


@style.drawing
def spacing(counts, steps, finest):
    """Draw how far the state moves from one count to the next.

    counts is (counts,); steps maps a label to (counts,); `finest` is the
    smallest step that float32 can tell near 1.
    """
    picture, axes = style.figure(height=3.0)
    colors = (style.SIGNALS["c"]["color"], *_shades(len(steps) - 1))
    ends = []
    for (label, moved), color in zip(steps.items(), colors, strict=True):
        shown = np.asarray(moved) > finest / 30
        axes.plot(
            np.asarray(counts)[shown], np.asarray(moved)[shown], color=color
        )
        last = np.flatnonzero(shown)[-1]
        ends.append((counts[last], moved[last], label, color))
    axes.axhline(finest, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.set(xscale="log", yscale="log", xlim=(1, counts[-1]))
    axes.set(xlabel="count n", ylabel="from n to n + 1")
    axes.set_ylim(finest / 30, 8)
    axes.text(1.15, finest * 1.6, "finest step of float32", color=style.MUTED)
    for x, y, label, color in ends:
        right = x == counts[-1]
        axes.annotate(
            label,
            (x, y),
            xytext=(5, 0) if right else (-12, 3),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center" if right else "bottom",
            color=color,
            annotation_clip=False,
        )
    axes.set_title("A GRU's counts crowd together, an LSTM's do not")
    return picture


@style.drawing
def crossings(counts, needed):
    """Draw how many b's bring a counter back to 0 after n a's.

    counts is (counts,); needed maps a label to (counts,), the LSTM's first.
    """
    picture, axes = style.figure(height=3.2)
    colors = (style.SIGNALS["c"]["color"], *_shades(len(needed) - 1))
    ends = []
    for (label, back), color in zip(needed.items(), colors, strict=True):
        axes.plot(counts, back, "o-", ms=3, color=color)
        ends.append((np.log10(back[-1]), label, color))
    axes.set(xscale="log", yscale="log", xlim=(1, counts[-1]))
    axes.set(xlabel="a's that came", ylabel="b's until it is back at 0")
    for y, label, color in ends:
        axes.annotate(
            label,
            (counts[-1], 10**y),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=color,
            annotation_clip=False,
        )
    axes.set_title("The LSTM takes back what it counted, the GRU forgets it")
    return picture


def _shades(count):
    return (style.ACCENT, style.CONTRAST, style.THIRD, style.MUTED)[:count]
