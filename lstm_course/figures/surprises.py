"""The figures of "What does Keras do behind your back?"."""

import numpy as np

from lstm_course import style


@style.drawing
def padding(counts, errors, masked, naive):
    """Draw the error of forecasts against the zeros after the end.

    counts is (settings,), the numbers of zeros; errors and masked are
    (networks, settings), mean absolute errors in sunspots without a mask
    and with one; naive is the error of repeating the last month.
    """
    errors, masked = np.asarray(errors), np.asarray(masked)
    picture, axes = style.figure(height=3.0)
    places = np.arange(len(counts))
    for rows, color in ((errors, style.CONTRAST), (masked, style.ACCENT)):
        axes.plot(places, rows.T, color=color, lw=1.2, marker="o", ms=3)
    axes.axhline(naive, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.set(xlim=(0, places[-1]), ylim=(0, None), xticks=places)
    axes.set_xticklabels([f"{count}" for count in counts])
    axes.set_xlabel("zeros after the end of the series")
    axes.set_ylabel("error (sunspots)")
    ends = [
        (errors[:, -1].mean(), "no mask", style.CONTRAST),
        (naive, "repeat the\nlast month", style.MUTED),
        (masked[:, -1].mean(), "masked", style.ACCENT),
    ]
    style.label_ends(axes, places[-1], ends, gap=0.12)
    axes.set_title("A few zeros after the end spoil a forecast")
    return picture


@style.drawing
def who_saw_what(at_the_end, as_returned):
    """Draw how much two readings of a bidirectional layer depend on a step.

    Each is (2, time): for the forward and the backward half, the size of
    the gradient of what they say with respect to each input, from outputs
    at the last step and from what the layer returns without sequences.
    """
    picture, panels = style.figure(2, 2, height=3.4, sharex=True, sharey=True)
    titles = "At the last step: half is blind", "As returned: both saw all"
    for column, (sizes, title) in enumerate(
        zip((at_the_end, as_returned), titles, strict=True)
    ):
        steps = 1 + np.arange(np.shape(sizes)[1])
        halves = zip(
            sizes,
            ("forward half", "backward half"),
            (style.ACCENT, style.CONTRAST),
            strict=True,
        )
        for row, (values, name, color) in enumerate(halves):
            axes = panels[row][column]
            axes.bar(steps, np.asarray(values) / np.max(values), color=color)
            axes.text(
                0.5,
                0.86,
                name,
                color=color,
                ha="center",
                transform=axes.transAxes,
            )
            axes.set(ylim=(0, 1.1), yticks=(0, 1))
        panels[0][column].set_title(title)
        panels[1][column].set_xlabel("input step")
    picture.supylabel("dependence on it", fontsize=9.5)
    return picture


@style.drawing
def shuffling(losses, floor):
    """Draw the error of three kinds of training, one line for each seed.

    losses maps a name to (seeds, epochs), the error on ordered windows
    after each epoch; floor is the error of a model that sees one window.
    """
    colors = (style.MUTED, style.ACCENT, style.CONTRAST)
    picture, axes = style.figure(height=3.0)
    ends = []
    for (name, rows), color in zip(losses.items(), colors, strict=True):
        rows = np.asarray(rows)
        epochs = 1 + np.arange(rows.shape[1])
        axes.plot(epochs, rows.T, color=color, lw=1.2)
        ends.append((rows[:, -1].mean(), name, color))
    axes.axhline(floor, color=style.INK, lw=0.8, ls=(0, (1, 2)))
    axes.set(xlim=(1, epochs[-1]), ylim=(0, 1.05), xticks=epochs)
    axes.set(xlabel="epoch", ylabel="training error")
    style.label_ends(axes, epochs[-1], ends, gap=0.12)
    axes.set_title("Shuffled, a state is worse than none")
    return picture


@style.drawing
def masks_over_time(right):
    """Draw how often the bit is right, by cell and kind of mask.

    right maps a cell's name to (2, networks): with one mask, with fresh.
    """
    picture, axes = style.figure(width=style.NARROW, height=2.9)
    labels = []
    for number, (cell, pair) in enumerate(right.items()):
        kinds = ("one mask", "fresh masks")
        for kind, values, color in zip(
            kinds, pair, (style.ACCENT, style.CONTRAST), strict=True
        ):
            place = len(labels) + 0.5 * number
            spread = np.linspace(-0.2, 0.2, len(values))
            axes.plot(place + spread, values, "o", ms=5, color=color)
            labels.append((place, f"{cell}\n{kind}"))
    axes.axhline(0.5, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    axes.text(labels[-1][0] + 0.4, 0.51, "chance", ha="right")
    axes.set(ylim=(0.4, 1.03), ylabel="bit right after 20 steps")
    axes.set_xticks([p for p, _ in labels], [name for _, name in labels])
    axes.tick_params(axis="x", labelsize=8)
    axes.set_title("Fresh masks undo an RNN, not an LSTM")
    return picture
