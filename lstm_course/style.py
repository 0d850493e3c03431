"""One look for every figure: the colour of each signal, sizes, labels."""

import functools
import io

import matplotlib
from matplotlib.figure import Figure

SIGNALS = {
    "i": {"color": "#0072B2", "linewidth": 1.3},
    "f": {"color": "#D55E00", "linewidth": 1.3},
    "g": {"color": "#009E73", "linewidth": 1.3},
    "o": {"color": "#CC79A7", "linewidth": 1.3},
    "c": {"color": "#000000", "linewidth": 2.4},
    "h": {"color": "#5A2D00", "linewidth": 1.8, "linestyle": (0, (4, 2))},
}
"""Line properties of each signal: Okabe-Ito colours and a brown."""

INK = "#222222"
MUTED = "#767676"
FAINT = "#D9D9D9"
ACCENT, CONTRAST, THIRD = "#332288", "#C2546B", "#858520"
"""For lines that are no signal of a cell: indigo, rose, olive."""

WIDE = 7.0
NARROW = 4.2
"""The only two widths of a figure, in inches."""

_DPI = 160

_SETTINGS = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlepad": 10,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
    "lines.linewidth": 1.6,
    "lines.solid_capstyle": "round",
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


class Picture(Figure):
    """A figure that shows itself as a PNG and reads as its finding.

    The text form, which a screen reader and the notebook comparison see, is
    made of its titles.
    """

    def finding(self):
        """Return the titles of the figure in one line: what it shows."""
        titles = [self.get_suptitle()]
        titles += [axes.get_title(loc="left") for axes in self.axes]
        return "; ".join(" ".join(title.split()) for title in titles if title)

    def __repr__(self):
        return f"<Figure: {self.finding()}>"

    def png(self, dpi=_DPI):
        """Return the picture as PNG bytes, with `dpi` dots per inch."""
        buffer = io.BytesIO()
        # Without a fixed "Software" entry the bytes change with the version.
        self.savefig(
            buffer, format="png", dpi=dpi, metadata={"Software": None}
        )
        return buffer.getvalue()

    def _repr_png_(self):
        width = round(self.get_figwidth() * 100)
        return self.png(), {"width": width, "alt": self.finding()}


def figure(rows=1, columns=1, *, width=WIDE, height=3.0, **options):
    """Make a `Picture` and its axes; call it in a `drawing` function.

    width is `WIDE` or `NARROW`, height is in inches; `options` go to
    `Figure.subplots`. Returns the picture and what `subplots` returns.
    """
    if width not in (WIDE, NARROW):
        raise ValueError(f"width must be WIDE or NARROW, got {width!r}")
    picture = Picture(figsize=(width, height), layout="constrained")
    return picture, picture.subplots(rows, columns, **options)


def drawing(function):
    """Run a drawing function with the settings of the course."""

    @functools.wraps(function)
    def styled(*args, **kwargs):
        with matplotlib.rc_context(_SETTINGS):
            return function(*args, **kwargs)

    return styled


def label_ends(axes, x, ends, *, gap=0.07):
    """Write labels right of where lines end, instead of a legend.

    ends holds (y, text, color) for each line; labels closer together than
    `gap`, a share of the height of the axes, are pushed apart.
    """
    low, high = axes.get_ylim()
    gap *= high - low
    ends = sorted(ends)
    places = [y for y, _, _ in ends]
    for _ in range(100):
        for n in range(len(places) - 1):
            short = gap - (places[n + 1] - places[n])
            if short > 0:
                places[n] -= short / 2
                places[n + 1] += short / 2
    # Below the axes stand the numbers of the ticks.
    up = max(0, low - places[0])
    places = [place + up for place in places]
    for place, (_, text, color) in zip(places, ends, strict=True):
        axes.annotate(
            text,
            (x, place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=color,
            annotation_clip=False,
        )
