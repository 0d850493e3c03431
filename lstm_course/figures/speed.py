"""The figures of "Where does the time go?".

They show times, which are those of the machine at hand. Their titles say
what holds on every machine.
"""

import numpy as np
from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

from lstm_course import style


def ratios(times):
    """Return how many times as fast as the first each contender is.

    times maps a name to seconds, one for each round. Ratios are taken within
    a round, and their median is returned, an array.
    """
    rounds = np.array([*times.values()], float)
    return np.median(rounds[0] / rounds, axis=1)


def _times_as_fast(ratio):
    return f"× {ratio:.0f}" if ratio >= 9.5 else f"× {ratio:.1f}"


@style.drawing
def ladder(times, title):
    """Draw how many times as fast as the first each contender is.

    times maps a name to seconds, one for each round, all as many.
    """
    found = ratios(times)
    height = 1.1 + 0.32 * len(times)
    picture, axes = style.figure(height=height)
    places = np.arange(len(times))
    # Bars begin below 1, so that the first one can be seen.
    left = min(0.5, found.min() / 1.5)
    axes.barh(places, found - left, left=left, color=style.ACCENT, height=0.6)
    for place, ratio in zip(places, found, strict=True):
        axes.annotate(
            _times_as_fast(ratio),
            (ratio, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_xscale("log")
    coarse = found.max() / left > 30
    steps = (1, 3) if coarse else (1, 2, 3, 5)
    ticks = [step * 10.0**power for power in range(-2, 5) for step in steps]
    _plain_numbers(axes.xaxis, ticks)
    axes.set_xlim(left, 1.6 * found.max())
    axes.set_yticks(places, times)
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    first = next(iter(times))
    axes.set_xlabel(f"times as fast as “{first}”, on this machine")
    axes.set_title(title)
    return picture


@style.drawing
def calls(seconds):
    """Draw the time of each call of a compiled function, in order."""
    milliseconds = 1e3 * np.asarray(seconds)
    picture, axes = style.figure(height=2.6, width=style.NARROW)
    numbers = np.arange(1, len(milliseconds) + 1)
    axes.plot(numbers, milliseconds, "o", color=style.ACCENT)
    axes.plot(1, milliseconds[0], "o", color=style.CONTRAST)
    axes.set(yscale="log", xticks=numbers, xlabel="call")
    _plain_numbers(axes.yaxis, 10.0 ** np.arange(-2, 5))
    axes.set_ylabel("milliseconds, on this machine")
    axes.set_title("The first call pays for the compiling")
    return picture


@style.drawing
def sizes(units, work, times):
    """Draw work and time against the number of units, the smallest as 1.

    units and work are (sizes,); times maps a name to seconds (sizes,).
    """
    picture, axes = style.figure(height=3.0)
    curves = {"arithmetic": work, **times}
    looks = (
        {"color": style.MUTED, "ls": (0, (1, 2))},
        {"color": style.CONTRAST, "marker": "o", "ms": 4},
        {"color": style.ACCENT, "marker": "o", "ms": 4},
    )
    for (name, values), look in zip(curves.items(), looks, strict=False):
        grown = np.asarray(values) / values[0]
        axes.plot(units, grown, **look)
        axes.annotate(
            name,
            (units[-1], grown[-1]),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            color=look["color"],
            annotation_clip=False,
        )
    axes.set(xscale="log", yscale="log")
    axes.set_xlabel("units")
    axes.set_ylabel(f"as a multiple of {units[0]} units")
    _plain_numbers(axes.xaxis, units)
    _plain_numbers(axes.yaxis, (1, 3, 10, 30, 100, 300, 1000))
    axes.set_title("In Python the calls cost more than the arithmetic")
    return picture


@style.drawing
def roof(widths, rates, reached):
    """Draw the rate of matrix products by their width, and what is reached.

    widths and rates (GFLOP/s) are (sizes,); reached maps the name of a
    program to its rate.
    """
    picture, axes = style.figure(height=3.4)
    axes.plot(widths, rates, "o-", color=style.INK, ms=4)
    axes.set(xscale="log", yscale="log")
    low = min(np.min(rates), *reached.values()) / 2
    axes.set(xlim=(widths[0] / 1.3, widths[-1] * 1.3))
    axes.set_ylim(low, 2.5 * np.max(rates))
    for rate in reached.values():
        axes.axhline(rate, color=style.ACCENT, lw=0.9, ls=(0, (3, 2)))
    ends = [
        (np.log10(rate), name, style.ACCENT) for name, rate in reached.items()
    ]
    _label_rates(axes, ends)
    best = int(np.argmax(rates))
    axes.annotate(
        "one product of width × width",
        (widths[best], rates[best]),
        xytext=(-6, 6),
        textcoords="offset points",
        ha="right",
    )
    _plain_numbers(axes.xaxis, widths)
    _plain_numbers(axes.yaxis, 10.0 ** np.arange(-4, 6))
    axes.set_xlabel("width of the matrices")
    axes.set_ylabel("GFLOP/s, on this machine")
    axes.set_title("Small products reach little of what the machine can do")
    return picture


def _label_rates(axes, ends, gap=0.075):
    """Write labels right of the axes at the logarithms of rates."""
    low, high = np.log10(axes.get_ylim())
    ends = sorted(ends)
    places = [(y - low) / (high - low) for y, _, _ in ends]
    for _ in range(100):
        for n in range(len(places) - 1):
            short = gap - (places[n + 1] - places[n])
            if short > 0:
                places[n] -= short / 2
                places[n + 1] += short / 2
    for place, (_, text, color) in zip(places, ends, strict=True):
        axes.annotate(
            text,
            (1, place),
            xycoords="axes fraction",
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=color,
            annotation_clip=False,
        )


def _plain_numbers(axis, ticks):
    """Label an axis at `ticks`, without powers."""
    axis.set_major_locator(FixedLocator(ticks))
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())
    axis.set_major_formatter(lambda value, _: f"{value:,g}")
