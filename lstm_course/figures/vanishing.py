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
def exponents(scales, noisy, silent):
    """Draw the growth rate of networks against the scale of U.

    scales is (settings,); noisy and silent are (networks, settings), the
    growth of a nudge per step in natural logarithms, with inputs and without.
    """
    picture, axes = style.figure(height=3.0)
    dots = {"color": style.MUTED, "ls": (0, (1, 2))}
    for rates, look in ((silent, dots), (noisy, {"color": style.ACCENT})):
        axes.plot(scales, np.transpose(rates), lw=1.2, **look)
    axes.axhline(0, color=style.MUTED, lw=0.8)
    axes.set(xlim=(scales[0], scales[-1]), ylim=(np.min(noisy), 1.1))
    axes.text(scales[0] + 0.03, 0.06, "explodes", color=style.MUTED)
    axes.text(scales[0] + 0.03, -0.13, "vanishes", color=style.MUTED)
    axes.set_xlabel("scale of U, about its spectral radius")
    axes.set_ylabel("growth per step (log)")
    ends = [
        (np.mean(silent, 0)[-1], "in silence", style.MUTED),
        (np.mean(noisy, 0)[-1], "with noise", style.ACCENT),
    ]
    style.label_ends(axes, scales[-1], ends)
    axes.set_title("With noise the edge lies near 1.9, in silence near 1")
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
def steadiness(curves, title):
    """Draw gradients against distance, with the band from 0.5 to 2.

    curves maps a label to lengths (time + 1,), all of one length.
    """
    picture, axes = style.figure(height=2.8)
    axes.axhspan(-_BAND, _BAND, color=style.FAINT, lw=0)
    ends = []
    for lengths in curves.values():
        powers = np.log10(lengths)
        inside = abs(powers[-1]) <= _BAND
        color = style.ACCENT if inside else style.CONTRAST
        axes.plot(np.arange(len(powers)), powers, color=color)
        end = np.clip(powers[-1], *_POWERS)
        axes.plot(
            len(powers) - 1, end, "o", color=color, clip_on=False, zorder=3
        )
        ends.append((end, color))
    # Plain text: powers of ten as formulas would take half of the time.
    ticks = np.arange(_POWERS[0], _POWERS[1] + 1, 2)
    axes.set_yticks(ticks, [power_of_ten(tick) for tick in ticks])
    axes.set(xlim=(0, len(powers) - 1), ylim=_POWERS)
    axes.set_xlabel("distance: how many steps back in time")
    axes.set_ylabel("length of the gradient")
    labels = [
        (end, label, color)
        for label, (end, color) in zip(curves, ends, strict=True)
    ]
    style.label_ends(axes, len(powers) - 1, labels)
    axes.set_title(title)
    return picture


_BAND = np.log10(2)
_POWERS = (-10, 4)
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(exponent):
    """Return a power of ten as text, such as 10⁻⁶."""
    return f"10{str(exponent).translate(_RAISED)}"


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
    free, clipped = map(np.asarray, paths)
    axes.plot(clipped[:, 1], clipped[:, 0], "o-", color="white", ms=3)
    axes.plot(free[:, 1], free[:, 0], "o-", color=style.CONTRAST, lw=2.2, ms=4)
    axes.text(0.8, 0.45, "free", color="white", transform=axes.transAxes)
    axes.text(0.35, 0.42, "clipped", color="white", transform=axes.transAxes)
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
