"""The cell of an LSTM, drawn with as many of its gates as one likes."""

from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from lstm_course import style

_TITLES = {
    "": "A state that is only added to keeps everything",
    "i": "The input gate decides what is written",
    "io": "The output gate decides when it is heard",
    "ifo": "The forget gate decides what is kept",
}
_STATE, _MIDDLE, _GATES, _BUS = 3.55, 2.4, 1.25, 0.35
"""The heights of the state's line, the products, the gates, the inputs."""

_F, _I, _G, _TANH, _O = 2.0, 3.4, 4.9, 6.9, 8.0
"""How far right each part stands."""

_NEW = "#FFF2B3"


@style.drawing
def cell(gates="", new="", values=None):
    """Draw the cell with the given `gates`, letters among "ifo".

    The gates in `new` are marked. `values` maps signals ("i", "f", "g",
    "o", "c", "h" and "c_prev") to numbers that are written beside them.
    """
    kind = "".join(gate for gate in "ifo" if gate in gates)
    if kind not in _TITLES:
        raise ValueError(f"gates must be '', 'i', 'io' or 'ifo': {gates!r}")
    picture, axes = style.figure(height=3.1)
    axes.set(xlim=(-0.2, 10.4), ylim=(-0.1, 4.2), aspect="equal")
    axes.axis("off")
    sketch = _Sketch(axes, new, values or {})
    _draw_state(sketch, "f" in kind)
    _draw_candidate(sketch, "i" in kind)
    _draw_output(sketch, "o" in kind)
    if "f" in kind:
        sketch.gate("f", _F, "σ")
        sketch.arrow("f", (_F, _GATES + 0.3), (_F, _STATE - 0.2))
        sketch.knot(_F, _STATE, "×")
    ends = {"": _G, "i": _G, "io": _O, "ifo": _O}
    sketch.axes.plot([0.75, ends[kind]], [_BUS, _BUS], color=style.INK, lw=1.2)
    heard = "$x_t,\\ h_{t-1}$" if "o" in kind else "$x_t$"
    axes.text(0.62, _BUS, heard, ha="right", va="center")
    if values:
        axes.set_title("One moment in a cell: what flows where")
    else:
        axes.set_title(_TITLES[kind])
    return picture


class _Sketch:
    """Draws the parts of a cell in the colours of their signals."""

    def __init__(self, axes, new, values):
        self.axes, self.new, self.values = axes, new, values

    def line(self, signal):
        """Return the line properties of a signal."""
        look = style.SIGNALS[signal]
        return {
            "color": look["color"],
            "lw": look["linewidth"] + 0.3,
            "ls": look.get("linestyle", "-"),
        }

    def arrow(self, signal, start, end):
        """Draw an arrow that carries a signal."""
        self.axes.add_patch(
            FancyArrowPatch(
                start,
                end,
                arrowstyle="-|>",
                mutation_scale=12,
                shrinkA=0,
                shrinkB=0,
                gid=signal,
                **self.line(signal),
            )
        )

    def gate(self, signal, x, squash):
        """Draw the box that computes a gate or the candidate."""
        fill = _NEW if signal in self.new else "white"
        self.axes.add_patch(
            FancyBboxPatch(
                (x - 0.3, _GATES - 0.22),
                0.6,
                0.44,
                boxstyle="round,pad=0.06",
                fc=fill,
                ec=style.SIGNALS[signal]["color"],
                lw=1.6,
                gid=f"box {signal}",
            )
        )
        self.axes.text(x, _GATES, squash, ha="center", va="center")
        self.axes.add_patch(
            FancyArrowPatch(
                (x, _BUS),
                (x, _GATES - 0.28),
                arrowstyle="-|>",
                mutation_scale=9,
                shrinkA=0,
                shrinkB=0,
                color=style.INK,
                lw=1,
            )
        )
        self.name(signal, x + 0.12, _GATES + 0.58)

    def knot(self, x, y, sign):
        """Draw the place where two signals are multiplied or added."""
        self.axes.add_patch(
            Circle((x, y), 0.19, fc="white", ec=style.INK, lw=1.2, zorder=4)
        )
        self.axes.text(
            x, y - 0.01, sign, ha="center", va="center", zorder=5, fontsize=11
        )

    def name(self, signal, x, y, text=None, ha="left"):
        """Write the name of a signal, and its value where it has one."""
        key = {"c_{t-1}": "c_prev"}.get(text, signal)
        label = f"${text or signal + '_t'}$"
        if key in self.values:
            label += f" = {self.values[key]:.2f}".replace("-", "−")
        self.axes.text(
            x,
            y,
            label,
            color=style.SIGNALS[signal]["color"],
            ha=ha,
            va="center",
            fontsize=10.5,
        )


def _draw_state(sketch, forgets):
    sketch.name("c", 0.62, _STATE, "c_{t-1}", "right")
    if forgets:
        sketch.arrow("c", (0.75, _STATE), (_F - 0.2, _STATE))
        sketch.arrow("c", (_F + 0.2, _STATE), (_G - 0.2, _STATE))
    else:
        sketch.arrow("c", (0.75, _STATE), (_G - 0.2, _STATE))
    sketch.knot(_G, _STATE, "+")
    sketch.arrow("c", (_G + 0.2, _STATE), (9.2, _STATE))
    sketch.name("c", 9.3, _STATE, "c_t")


def _draw_candidate(sketch, gated):
    sketch.gate("g", _G, "tanh")
    if not gated:
        sketch.arrow("g", (_G, _GATES + 0.3), (_G, _STATE - 0.2))
        return
    sketch.gate("i", _I, "σ")
    sketch.arrow("g", (_G, _GATES + 0.3), (_G, _MIDDLE - 0.2))
    sketch.axes.plot([_I, _I], [_GATES + 0.28, _MIDDLE], **sketch.line("i"))
    sketch.arrow("i", (_I, _MIDDLE), (_G - 0.2, _MIDDLE))
    sketch.knot(_G, _MIDDLE, "×")
    sketch.arrow("g", (_G, _MIDDLE + 0.2), (_G, _STATE - 0.2))


def _draw_output(sketch, gated):
    if not gated:
        return
    sketch.axes.plot([_TANH, _TANH], [_STATE, _MIDDLE], **sketch.line("c"))
    sketch.arrow("c", (_TANH, _MIDDLE), (_O - 0.2, _MIDDLE))
    sketch.axes.text(
        _TANH,
        (_STATE + _MIDDLE) / 2,
        "tanh",
        ha="center",
        va="center",
        bbox={"fc": "white", "ec": style.INK, "boxstyle": "round,pad=0.25"},
        zorder=5,
    )
    sketch.gate("o", _O, "σ")
    sketch.arrow("o", (_O, _GATES + 0.3), (_O, _MIDDLE - 0.2))
    sketch.knot(_O, _MIDDLE, "×")
    sketch.arrow("h", (_O + 0.2, _MIDDLE), (9.2, _MIDDLE))
    sketch.name("h", 9.3, _MIDDLE, "h_t")
