"""The figures of "Can it write?"."""

import numpy as np

from lstm_course import style


@style.drawing
def orders(counted, rivals, title):
    """Draw bits per character of n-gram tables, and of networks beside them.

    counted maps a name to the bits of n = 1, 2, …; rivals maps a name to the
    bits of a network, drawn as a level.
    """
    picture, axes = style.figure(height=3.2)
    ends = []
    looks = (style.CONTRAST, style.MUTED)
    for (name, bits), color in zip(counted.items(), looks, strict=False):
        n = 1 + np.arange(len(bits))
        axes.plot(n, bits, "o-", ms=4, color=color)
        ends.append((np.asarray(bits)[-1], name, color))
    for name, bits in rivals.items():
        axes.axhline(bits, color=style.ACCENT, lw=1.4, ls=(0, (4, 2)))
        ends.append((bits, name, style.ACCENT))
    low, high = axes.get_ylim()
    # A level at the very bottom would look like part of the frame.
    axes.set_ylim(low - 0.05 * (high - low), high)
    axes.set(xlim=(0.8, n[-1] + 0.2), xticks=n)
    axes.set_xlabel("n: the character and the n − 1 before it")
    axes.set_ylabel("bits per character")
    style.label_ends(axes, n[-1] + 0.2, ends, gap=0.08)
    axes.set_title(title)
    return picture


@style.drawing
def since_reset(bits, carried, title):
    """Draw the surprise by how many characters have passed since a reset.

    bits is (time,), the mean over many windows; carried is (time,), the mean
    over the same characters with a state that is never reset.
    """
    picture, axes = style.figure(height=2.8)
    passed = 1 + np.arange(len(bits))
    axes.plot(passed, carried, color=style.MUTED, ls=(0, (1, 1)))
    axes.plot(passed, bits, color=style.ACCENT)
    axes.set(xlim=(1, passed[-1]), ylim=(0, 1.05 * np.max(bits)))
    axes.set_xlabel("characters read since the state was zero")
    axes.set_ylabel("bits per character")
    ends = [
        (np.asarray(bits)[-1], "reset", style.ACCENT),
        (np.asarray(carried)[-1], "never reset", style.MUTED),
    ]
    style.label_ends(axes, passed[-1], ends, gap=0.1)
    axes.set_title(title)
    return picture


@style.drawing
def reshaped(symbols, panels, title):
    """Draw the probabilities of the likeliest characters, a panel a setting.

    symbols is a string; panels maps a name to (symbols,) probabilities.
    """
    picture, places = style.figure(1, len(panels), height=2.5, sharey=True)
    at = np.arange(len(symbols))
    for axes, (name, p) in zip(
        np.atleast_1d(places), panels.items(), strict=True
    ):
        axes.bar(at, p, color=style.ACCENT, width=0.75)
        axes.set_xticks(at, [_visible(symbol) for symbol in symbols])
        axes.tick_params(axis="x", length=0)
        axes.set(ylim=(0, 1))
        axes.set_title(name, fontsize=10)
    np.atleast_1d(places)[0].set_ylabel("probability")
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture


@style.drawing
def surprise(traces, title, texts=None):
    """Draw the surprise at each character, a panel a text.

    traces maps a name to (time,), in bits; texts maps the same names to what
    was read, written under the bars, or is None: then steps are counted.
    """
    height = 1.25 * len(traces) + 0.8
    picture, panels = style.figure(len(traces), 1, height=height, sharey=True)
    most = max(map(len, traces.values()))
    for axes, (name, bits) in zip(
        np.atleast_1d(panels), traces.items(), strict=True
    ):
        steps = 1 + np.arange(len(bits))
        axes.bar(steps, bits, color=style.CONTRAST, width=0.8)
        axes.set(xlim=(0.2, most + 0.8))
        axes.set_ylabel("bits")
        axes.set_title(name, fontsize=10)
        if texts is None:
            axes.set_xticks(range(2, most + 1, 2))
            axes.tick_params(axis="x", labelsize=7.5)
        else:
            axes.set_xticks(steps, [_visible(s) for s in texts[name]])
            axes.tick_params(axis="x", length=0)
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture


@style.drawing
def by_heart(curves, title):
    """Draw how text that was trained on and text that was not are scored.

    curves maps a name to (passes, trained, held_out): passes is (tests,),
    the others are (seeds, tests), in bits per character.
    """
    picture, panels = style.figure(1, len(curves), height=3.0, sharey=True)
    for axes, (name, (passes, trained, held_out)) in zip(
        np.atleast_1d(panels), curves.items(), strict=True
    ):
        for rows, color in ((trained, style.MUTED), (held_out, style.ACCENT)):
            axes.plot(passes, np.transpose(rows), color=color, lw=0.7)
            axes.plot(passes, np.mean(rows, axis=0), color=color, lw=2)
        axes.set(xlim=(0, passes[-1]), xlabel="passes over the text")
        axes.set_title(name, fontsize=10)
    ends = [
        (np.mean(trained, axis=0)[-1], "trained on", style.MUTED),
        (np.mean(held_out, axis=0)[-1], "not seen", style.ACCENT),
    ]
    style.label_ends(axes, passes[-1], ends, gap=0.1)
    np.atleast_1d(panels)[0].set_ylabel("bits per character")
    picture.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return picture


def _visible(symbol):
    """Return a sign for a character that shows nothing."""
    return {" ": "␣", "\n": "↵"}.get(symbol, symbol)
