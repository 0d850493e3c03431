"""The figures of "What is this sequence?"."""

import numpy as np

from lstm_course import style

_COLORS = (style.ACCENT, style.CONTRAST, style.THIRD)


@style.drawing
def voices(utterances, channel):
    """Draw one channel of some utterances of some speakers.

    utterances maps the name of a speaker to a list of (time, channels);
    channel counts from 0.
    """
    picture, axes = style.figure(height=2.9)
    ends, longest = [], 0
    for (name, sequences), color in zip(
        utterances.items(), _COLORS, strict=False
    ):
        for sequence in sequences:
            values = np.asarray(sequence)[:, channel]
            axes.plot(np.arange(len(values)), values, color=color, lw=0.9)
            longest = max(longest, len(values) - 1)
        height = np.mean([one[-1, channel] for one in sequences])
        ends.append((height, name, color))
    axes.set(xlim=(0, longest), xlabel="step")
    axes.set_ylabel(f"coefficient {channel + 1}")
    style.label_ends(axes, longest, ends, gap=0.12)
    axes.set_title("Two voices, two levels")
    return picture


@style.drawing
def skill(found, title, references=None, low=0.0):
    """Draw the share of right answers of several models, a dot a run.

    found maps the name of a model to its shares (runs,), or to a dictionary
    from kinds of test to them, whose colours are the same in all rows.
    references maps the name of a baseline to its share; low is where the
    axis begins.
    """
    rows = {
        name: values if isinstance(values, dict) else {"": values}
        for name, values in found.items()
    }
    kinds = list(dict.fromkeys(kind for row in rows.values() for kind in row))
    picture, axes = style.figure(height=0.55 * len(rows) + 1.3)
    for place, row in enumerate(rows.values()):
        for kind, values in row.items():
            number = kinds.index(kind)
            shift = 0.3 * (number - (len(kinds) - 1) / 2)
            values = np.sort(np.asarray(values))
            spread = np.linspace(-0.09, 0.09, len(values))
            color = _COLORS[number]
            axes.plot(values, place + shift + spread, "o", ms=5, color=color)
            if kind and not place:
                axes.annotate(
                    kind,
                    (values[0], shift),
                    xytext=(-10, 0),
                    textcoords="offset points",
                    ha="right",
                    va="center",
                    color=color,
                )
    top, bottom = -0.6, len(rows) - 0.5
    for name, share in (references or {}).items():
        line = {"color": style.MUTED, "lw": 1, "ls": (0, (1, 2))}
        axes.plot([share, share], [bottom, top], **line)
        axes.text(share, top - 0.05, name, ha="center", color=style.MUTED)
    axes.set(xlim=(low, 1.005), ylim=(bottom, top - 0.35))
    axes.locator_params(axis="x", nbins=6)
    axes.set(yticks=range(len(rows)), yticklabels=rows)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("share right in the test")
    axes.set_title(title)
    return picture


@style.drawing
def confusion(shares, names, title):
    """Draw what each kind was taken for.

    shares is (kinds, kinds): of those that are kind i, the share that was
    taken for kind j; names are those of the kinds.
    """
    shares = np.asarray(shares)
    picture, axes = style.figure(width=style.NARROW, height=3.9)
    axes.imshow(shares, cmap="viridis", vmin=0, vmax=1)
    for (row, column), share in np.ndenumerate(shares):
        if round(100 * share) >= 1:
            axes.text(
                column,
                row,
                f"{100 * share:.0f}",
                ha="center",
                va="center",
                fontsize=7,
                color="black" if share > 0.6 else "white",
            )
    axes.set_xticks(range(len(names)), names, rotation=60, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(length=0, labelsize=8)
    axes.spines[:].set_visible(False)
    axes.set(xlabel="taken for", ylabel="is")
    axes.set_title(title)
    return picture
