"""The figures of "Can an LSTM forecast – and how would you know?"."""

import numpy as np

from lstm_course import style


@style.drawing
def two_verdicts(random, rolling):
    """Draw the error on random walks, as two tests see it.

    random is (walks,) and rolling (walks, origins), errors as multiples of
    those of the last value, above 0.
    """
    random, rolling = np.asarray(random), np.asarray(rolling)
    picture, axes = style.figure(height=2.6)
    rows = (
        ("random split", random[:, None], style.CONTRAST),
        ("rolling origin", rolling, style.ACCENT),
    )
    for place, (_, values, color) in enumerate(rows):
        shift = np.linspace(-0.18, 0.18, len(values))[:, None]
        heights = np.broadcast_to(place + shift, values.shape)
        axes.plot(values.ravel(), heights.ravel(), "o", ms=5, color=color)
    axes.axvline(1, color=style.INK, lw=1, ls=(0, (1, 2)))
    axes.text(1.02, -0.62, "the last value", va="center")
    axes.set(xscale="log", ylim=(1.5, -0.8), yticks=(0, 1))
    axes.set_yticklabels([name for name, *_ in rows])
    ticks = [0.5, 0.7, 1, 1.5, 2, 3, 5, 8, 15, 30]
    low = min(random.min(), rolling.min(), 0.7) / 1.15
    high = max(random.max(), rolling.max(), 1.5) * 1.15
    axes.set_xlim(low, high)
    axes.set_xticks([tick for tick in ticks if low < tick < high])
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.minorticks_off()
    axes.set_xlabel("error, as a multiple of the last value's")
    axes.set_title("One test finds a pattern where there is none")
    return picture


@style.drawing
def origins(months, values, starts, said):
    """Draw a series and what two networks forecast from each origin.

    months and values are (time,), in years and ppm; starts is (origins,), a
    place in the series; said maps a name to forecasts (origins, horizon).
    """
    picture, axes = style.figure(height=3.4)
    axes.plot(months, values, color=style.MUTED, lw=1)
    colors = (style.CONTRAST, style.ACCENT)
    for (name, rows), color in zip(said.items(), colors, strict=True):
        for start, row in zip(starts, rows, strict=True):
            steps = slice(start, start + len(row))
            axes.plot(months[steps], row, color=color, lw=1.6)
        axes.annotate(
            name,
            (months[starts[-1]], np.mean(rows[-1])),
            xytext=(0, -62) if color == style.CONTRAST else (-60, 22),
            textcoords="offset points",
            color=color,
            ha="center" if color == style.CONTRAST else "right",
        )
    axes.set(xlim=(months[0], months[-1] + 0.5), ylabel="CO₂ (ppm)")
    axes.set_title("On levels the LSTM jumps at every origin")
    return picture


@style.drawing
def rivals(errors, title, unit, marked=()):
    """Draw the errors of forecasts by name, a dot for each origin or seed.

    errors maps a name to (cases,); a tick marks the mean. Names in `marked`
    get the colour of the networks.
    """
    picture, axes = style.figure(height=1.1 + 0.3 * len(errors))
    for place, (name, values) in enumerate(errors.items()):
        color = style.CONTRAST if name in marked else style.ACCENT
        values = np.atleast_1d(values)
        axes.plot(values, np.full(len(values), place), "o", ms=4, color=color)
        axes.plot(values.mean(), place, "|", ms=16, mew=2, color=color)
    axes.set(yticks=range(len(errors)), xlabel=unit)
    axes.set_yticklabels(errors)
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(0, None), ylim=(len(errors) - 0.5, -0.5))
    axes.set_title(title)
    return picture


@style.drawing
def by_step(relative, title):
    """Draw errors relative to the last value's, by steps ahead.

    relative maps a name to (horizon,) or (seeds, horizon).
    """
    looks = (
        {"color": style.CONTRAST, "lw": 1.2},
        {"color": style.THIRD, "lw": 1.2},
        {"color": style.ACCENT, "lw": 1.6, "ls": (0, (4, 2))},
        {"color": style.INK, "lw": 1.6, "ls": (0, (1, 1.5))},
    )
    picture, axes = style.figure(height=3.2)
    ends = []
    for (name, rows), look in zip(relative.items(), looks, strict=False):
        rows = np.atleast_2d(rows)
        ahead = 1 + np.arange(rows.shape[1])
        axes.plot(ahead, rows.T, **look)
        ends.append((rows[:, -1].mean(), name, look["color"]))
    axes.axhline(1, color=style.MUTED, lw=1)
    axes.annotate(
        "the last value",
        (ahead[0], 1),
        (2, 4),
        color=style.MUTED,
        textcoords="offset points",
    )
    axes.set(xlim=(1, ahead[-1]), xlabel="months ahead")
    axes.set_ylabel("error / error of the last value")
    axes.set_ylim(min(0.6, axes.get_ylim()[0]), max(1.08, axes.get_ylim()[1]))
    style.label_ends(axes, ahead[-1], ends, gap=0.08)
    axes.set_title(title)
    return picture


@style.drawing
def fan(past, came, low, middle, high, rivals, title):
    """Draw a forecast with its interval, what came, and the rivals.

    past is (time,), what was known, in degrees; came, low, middle and high
    are (horizon,); rivals maps a name to a forecast (horizon,).
    """
    past, came = np.asarray(past), np.asarray(came)
    before = np.arange(1 - len(past), 1)
    ahead = 1 + np.arange(len(came))
    picture, axes = style.figure(height=3.4)
    axes.fill_between(ahead, low, high, color=style.ACCENT, alpha=0.18, lw=0)
    axes.plot(ahead, middle, color=style.ACCENT, lw=1.8)
    axes.plot(before, past, color=style.MUTED, lw=1.4)
    axes.plot(ahead, came, color=style.INK, lw=1.4)
    outside = (came < low) | (came > high)
    axes.plot(ahead[outside], came[outside], "o", ms=5, color=style.CONTRAST)
    ends = [
        (came[-1], "what came", style.INK),
        (np.asarray(middle)[-1], "forecast", style.ACCENT),
    ]
    looks = ((0, (1, 1.5)), (0, (4, 2)))
    for (name, values), dashes in zip(rivals.items(), looks, strict=False):
        axes.plot(ahead, values, color=style.THIRD, lw=1.2, ls=dashes)
        ends.append((np.asarray(values)[-1], name, style.THIRD))
    axes.axvline(0.5, color=style.MUTED, lw=0.8)
    axes.set(xlim=(before[0], ahead[-1]), xlabel="hours from the origin")
    axes.set_xticks(range(-24 * (len(past) // 24), ahead[-1] + 1, 12))
    axes.set_ylabel("temperature (°C)")
    style.label_ends(axes, ahead[-1], ends, gap=0.09)
    axes.set_title(title)
    return picture


@style.drawing
def promises(coverage, scores, promised):
    """Draw coverage and interval score by hours ahead, for each method.

    coverage and scores map the same names to (horizon,), the score in
    degrees; promised is the coverage that each interval promises.
    """
    picture, (left, right) = style.figure(1, 2, height=3.2)
    looks = (
        {"color": style.MUTED},
        {"color": style.ACCENT, "ls": (0, (4, 2))},
        {"color": style.CONTRAST},
        {"color": style.THIRD, "ls": (0, (1, 1.2))},
    )
    for axes, table in ((left, coverage), (right, scores)):
        ends = []
        for (name, values), look in zip(table.items(), looks, strict=False):
            ahead = 1 + np.arange(len(values))
            axes.plot(ahead, values, **look)
            ends.append((np.asarray(values)[-1], name, look["color"]))
        axes.set(xlim=(1, ahead[-1]), xlabel="hours ahead")
        axes.set_xticks([1, *range(6, ahead[-1] + 1, 6)])
        if axes is left:
            axes.set(ylim=(min(0.5, *map(np.min, coverage.values())), 1))
        else:
            axes.set(ylim=(0, None))
        style.label_ends(axes, ahead[-1], ends, gap=0.09)
    left.axhline(promised, color=style.INK, lw=1, ls=(0, (1, 2)))
    left.set_ylabel("share inside")
    left.set_title(f"{100 * promised:.0f} % promised, fewer inside")
    right.set_ylabel("interval score (°C)")
    right.set_title("Interval score: lower is better")
    return picture


@style.drawing
def drift(days, shares, promised):
    """Draw how the coverage of intervals moves through the test.

    days is (days,), numbers from the first test day; shares maps a name to
    the share inside, (days,), averaged over the weeks before.
    """
    picture, axes = style.figure(height=3.0)
    colors = (style.CONTRAST, style.ACCENT)
    ends = []
    for (name, values), color in zip(shares.items(), colors, strict=False):
        axes.plot(days, values, color=color)
        ends.append((np.asarray(values)[-1], name, color))
    axes.axhline(promised, color=style.INK, lw=1, ls=(0, (1, 2)))
    lowest = min(np.min(values) for values in shares.values())
    axes.set(xlim=(days[0], days[-1]), ylim=(min(0.7, lowest - 0.03), 1))
    axes.set(xlabel="days after September", ylabel="share inside")
    style.label_ends(axes, days[-1], ends, gap=0.1)
    axes.set_title("The promise is kept while the weather stays the same")
    return picture
