"""The figures of "Why do plain RNNs forget?"."""

import numpy as np
from matplotlib.colors import LogNorm
from matplotlib.ticker import LogLocator, NullFormatter, NullLocator

from lstm_course import style

_COLORS = (style.CONTRAST, style.THIRD, style.ACCENT)


def _log_scale(axis):
    """Use powers of ten, a few of them labelled."""
    axis.set_major_locator(LogLocator(numticks=7))
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())


@style.drawing
def latch(weights, noise, gradients):
    """Draw what a latch can bear and what gradient passes through it.

    weights is (settings,), the u of each latch; noise is the largest input
    against it that it bears, gradients the factor of one step back while it
    holds, both (settings,).
    """
    picture, panels = style.figure(1, 2, height=2.9, sharex=True)
    for axes, values, color in zip(
        panels, (noise, gradients), (style.ACCENT, style.CONTRAST), strict=True
    ):
        axes.plot(weights, values, color=color)
        axes.plot(weights, values, "o", ms=4, color=color)
        axes.set(xlabel="weight u of the unit to itself")
    panels[0].set(ylabel="noise it bears", ylim=(0, None))
    panels[1].set(ylabel="gradient after one step", yscale="log")
    _log_scale(panels[1].yaxis)
    panels[0].set_title("The better it holds …")
    panels[1].set_title("… the less comes back")
    return picture


@style.drawing
def distances(norms, radius, largest):
    """Draw the gradient of several networks against the distance in time.

    norms is (networks, time + 1), typical lengths of the gradient; radius
    and largest are the median spectral radius and norm of their U.
    """
    norms = np.asarray(norms)
    steps = np.arange(norms.shape[1])
    picture, axes = style.figure(height=3.1)
    for row in norms:
        axes.plot(steps, row, color=style.ACCENT, lw=1.2)
    dots = {"color": style.MUTED, "lw": 1.2, "ls": (0, (1, 2))}
    shown = steps[largest**steps < 1e4]
    axes.plot(shown, largest**shown, **dots)
    axes.plot(steps, radius**steps, **dots)
    axes.set(xlim=(0, steps[-1]), yscale="log", ylim=(norms.min() / 3, 1e4))
    axes.text(shown[-1] + 0.6, 1e3, "bound: (spectral norm)$^k$")
    _log_scale(axes.yaxis)
    axes.set_xlabel("distance k: how many steps back in time")
    axes.set_ylabel("length of the gradient")
    ends = [
        (0.1 * radius ** steps[-1], "(spectral\nradius)$^k$", style.MUTED),
        (np.median(norms[:, -1]), f"{len(norms)} networks", style.ACCENT),
    ]
    for place, text, color in ends:
        axes.annotate(
            text,
            (steps[-1], place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=color,
        )
    axes.set_title("Each step back takes the same share of the gradient")
    return picture


@style.drawing
def exponents(scales, rates):
    """Draw the growth rate of networks against the scale of U.

    scales is (settings,); rates is (networks, settings), the growth of a
    nudge per step, in natural logarithms.
    """
    scales, rates = np.asarray(scales), np.asarray(rates)
    picture, axes = style.figure(height=3.0)
    for row in rates:
        axes.plot(scales, row, color=style.ACCENT, lw=1.2)
    axes.plot(
        scales, np.log(scales), color=style.MUTED, lw=1.2, ls=(0, (1, 2))
    )
    axes.axhline(0, color=style.MUTED, lw=0.8)
    axes.set(xlim=(scales[0], scales[-1]), ylim=(rates.min(), 1.0))
    axes.text(scales[0] + 0.03, 0.06, "explodes", color=style.MUTED)
    axes.text(scales[0] + 0.03, -0.13, "vanishes", color=style.MUTED)
    axes.set_xlabel("scale of U, about its spectral radius")
    axes.set_ylabel("growth per step (log)")
    ends = [
        (np.log(scales[-1]), "without\ninputs", style.MUTED),
        (rates[:, -1].mean(), "with inputs", style.ACCENT),
    ]
    style.label_ends(axes, scales[-1], ends, gap=0.12)
    axes.set_title("With inputs the edge lies near 1.9, not at 1")
    return picture


@style.drawing
def four_curves(curves):
    """Draw four gradients against distance, named by their letters.

    curves maps a letter to lengths (time + 1,).
    """
    picture, axes = style.figure(height=3.1)
    colors = (*_COLORS, style.INK)
    styles = ("-", (0, (4, 2)), (0, (1, 1)), (0, (6, 2, 1, 2)))
    ends = []
    for (letter, lengths), color, line in zip(
        curves.items(), colors, styles, strict=True
    ):
        steps = np.arange(len(lengths))
        axes.plot(steps, np.log10(lengths), color=color, ls=line)
        ends.append((np.log10(lengths[-1]), letter, color))
    low, high = axes.get_ylim()
    ticks = np.arange(np.ceil(low / 4) * 4, high, 4)
    axes.set_yticks(ticks, [f"$10^{{{tick:.0f}}}$" for tick in ticks])
    axes.set(xlim=(0, len(lengths) - 1), xticks=np.arange(0, 61, 5))
    axes.grid(axis="x", color=style.FAINT, lw=0.6)
    axes.set_xlabel("distance: how many steps back in time")
    axes.set_ylabel("length of the gradient")
    style.label_ends(axes, len(lengths) - 1, ends)
    axes.set_title("Four gradients: which network made which?")
    return picture


@style.drawing
def steadiness(lengths, scale, seed):
    """Draw one gradient against distance, with the band around 1.

    lengths is (time + 1,); the title says what the last of them is.
    """
    lengths = np.asarray(lengths)
    end = len(lengths) - 1
    picture, axes = style.figure(height=2.7)
    axes.axhspan(0.5, 2, color=style.FAINT, alpha=0.7, lw=0)
    axes.plot(np.arange(end + 1), lengths, color=style.ACCENT)
    inside = 0.5 <= lengths[-1] <= 2
    color = style.ACCENT if inside else style.CONTRAST
    shown = np.clip(lengths[-1], 1e-12, 1e6)
    axes.plot(end, shown, "o", ms=7, color=color, clip_on=False, zorder=3)
    axes.set(xlim=(0, end), yscale="log", ylim=(1e-12, 1e6))
    axes.yaxis.set_major_locator(LogLocator(numticks=7))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("distance: how many steps back in time")
    axes.set_ylabel("length of the gradient")
    axes.set_title(
        f"Scale {scale:.2f}, network {seed}: after {end} steps "
        f"{_plain(lengths[-1])} is left"
    )
    return picture


def _plain(number):
    """Write a positive number with two digits, without an e."""
    if 0.001 <= number < 1000:
        return f"{number:.2g}"
    power = int(np.floor(np.log10(number)))
    return f"{number / 10.0**power:.1f} · $10^{{{power}}}$"


@style.drawing
def wall(biases, weights, errors, paths):
    """Draw the error over two weights, and two descents on it.

    biases and weights are the axes of errors (weights, biases); paths holds
    the free and the clipped descent, each (places, 2): weight and bias.
    """
    picture, axes = style.figure(height=3.5)
    image = axes.pcolormesh(
        biases,
        weights,
        np.maximum(errors, 1e-3),
        cmap="viridis",
        norm=LogNorm(1e-3, np.max(errors)),
        rasterized=True,
    )
    picture.colorbar(image, label="squared error", pad=0.02)
    colors = (style.CONTRAST, "white")
    for path, color in zip(paths, colors, strict=True):
        path = np.asarray(path)
        axes.plot(path[:, 1], path[:, 0], "o-", color=color, lw=1.5, ms=3)
    axes.set(xlim=(biases[0], biases[-1]), ylim=(weights[0], weights[-1]))
    axes.set(xlabel="bias b", ylabel="weight u")
    axes.set_title("At the wall one step leaves the map, a clipped one stays")
    return picture


@style.drawing
def adding(errors, times, rates, every):
    """Draw the error on the adding problem while networks train.

    errors is (lengths, points, rates, seeds), one panel for each of times;
    a point is the mean over `every` updates.
    """
    errors = np.asarray(errors)
    picture, panels = style.figure(
        1, len(times), height=2.8, sharex=True, sharey=True
    )
    updates = every * (np.arange(errors.shape[1]) + 1)
    for axes, time, error in zip(panels, times, errors, strict=True):
        axes.axhline(1 / 6, color=style.MUTED, lw=1, ls=(0, (1, 2)))
        for rate, color in enumerate((style.ACCENT, style.CONTRAST)):
            axes.plot(updates, error[:, rate], color=color, lw=0.9)
        axes.set(ylim=(0, 0.2), xlabel="updates")
        axes.set_title(f"T = {time}")
    panels[0].set_ylabel("mean squared error")
    panels[0].text(updates[-1], 1 / 6 + 0.004, "1/6", ha="right")
    for rate, color, place in zip(
        rates, (style.ACCENT, style.CONTRAST), (0.05, 0.03), strict=True
    ):
        panels[-1].text(
            updates[-1], place, f"rate {rate:g}", color=color, ha="right"
        )
    picture.suptitle(
        "The same 16 units, the same sum: only the distance grows",
        x=0.01,
        ha="left",
        fontweight="bold",
        fontsize=11,
    )
    return picture
