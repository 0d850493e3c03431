"""The figure of `lstm-course bench`."""

import numpy as np

from lstm_course import style


@style.drawing
def bars(panels):
    """Draw what each contender needed, a panel a comparison.

    panels have a title, names, numbers, texts to write at the bars' ends, the
    name of the axis, and log, which asks for an axis of factors. The best
    number stands out: the largest where log is set, else the least.
    """
    lines = sum(len(panel.names) for panel in panels)
    height = 0.28 * lines + 0.95 * len(panels)
    picture, axes = style.figure(
        len(panels),
        height=height,
        squeeze=False,
        height_ratios=[len(panel.names) + 2 for panel in panels],
    )
    for panel, ax in zip(panels, axes[:, 0], strict=True):
        _draw(panel, ax)
    return picture


def _draw(panel, axes):
    numbers = np.asarray(panel.numbers, float)
    best = numbers.argmax() if panel.log else numbers.argmin()
    colors = [style.MUTED] * len(numbers)
    colors[best] = style.ACCENT
    places = np.arange(len(numbers))
    axes.barh(places, numbers, height=0.6, color=colors)
    axes.set_yticks(places, panel.names)
    axes.invert_yaxis()
    axes.tick_params(left=False)
    if panel.log:
        low = 10.0 ** np.floor(np.log10(numbers.min()))
        axes.set(xscale="log", xlim=(low, numbers.max() * 6))
    else:
        axes.set_xlim(0, numbers.max() * 1.15)
    for place, number, text, color in zip(
        places, numbers, panel.texts, colors, strict=True
    ):
        axes.annotate(
            text,
            (number, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=color,
        )
    axes.set_xlabel(panel.axis)
    axes.set_title(panel.title)
