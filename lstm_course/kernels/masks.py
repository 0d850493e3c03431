"""What cuDNN cannot do with a mask, row by row."""

import numpy as np

EMPTY = "no step is kept"
LEFT = "padded on the left"
GAP = "a step is left out between two that are kept"

REMEDIES = {
    EMPTY: "drop these rows",
    LEFT: 'pad on the right: pad_sequences(..., padding="post")',
    GAP: "move the kept steps to the front of the row",
}
"""What to do about each of the three, other than use_cudnn=False."""


def refused(mask):
    """Return a dict from each problem to the rows, counted from 0, with it.

    mask is boolean, (batch, time), True where a step is kept. cuDNN takes a
    row as its first steps and a length, and needs a length of 1 or more.
    Every row with a problem has one only. Raises ValueError for a mask of
    another shape, TypeError for one of another type.
    """
    mask = as_mask(mask)
    length = mask.sum(axis=1)
    kept_first = np.arange(mask.shape[1]) < length[:, None]
    empty = length == 0
    wrong = (mask != kept_first).any(axis=1)
    # Shown backwards, a row that is only padded on the left is in order.
    left = wrong & (mask[:, ::-1] == kept_first).all(axis=1)
    rows = {EMPTY: empty, LEFT: left, GAP: wrong & ~left}
    return {
        problem: np.flatnonzero(which).tolist()
        for problem, which in rows.items()
        if which.any()
    }


def as_mask(mask):
    """Return the mask as an array of booleans, (batch, time)."""
    array = np.asarray(mask)
    if array.dtype != bool and not np.isin(array, (0, 1)).all():
        raise TypeError(
            "mask: expected booleans, True where a step is kept, got"
            f" {array.dtype}"
        )
    if array.ndim != 2:
        raise ValueError(
            f"mask: expected the shape (batch, time), got {array.shape}"
        )
    return array.astype(bool)


def rows_in_words(rows, shown=5):
    """Name the first rows, and how many more there are."""
    named = ", ".join(map(str, rows[:shown]))
    more = len(rows) - shown
    end = f" and {more} more" if more > 0 else ""
    return f"row{'s' if len(rows) > 1 else ''} {named}{end}"
