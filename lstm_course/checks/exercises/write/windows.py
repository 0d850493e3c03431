"""Mend windows through which a state cannot be carried."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def continued_windows(numbers, rows, length):
    """Cut a text into windows through which a state can be carried.

    numbers is (time,), the text. The windows of the whole text are cut
    first. Each is `length` inputs and the one character after them, so that
    its last character is the first of the window that continues it. Then
    row r gets the r-th run of them, as long as the others: row r of window
    k + 1 continues row r of window k. What is left over at the end is
    dropped. Returns (windows, rows, length + 1).
    """
    view = np.lib.stride_tricks.sliding_window_view
    pieces = view(numbers, length + 1)[::length]
    windows = len(pieces) // rows
    kept = pieces[: windows * rows]
    return kept.reshape(rows, windows, length + 1).swapaxes(0, 1)


def given(numbers, rows, length):
    """Cut a text into windows through which a state can be carried.

    numbers is (time,), the text. The windows of the whole text are cut
    first. Each is `length` inputs and the one character after them, so that
    its last character is the first of the window that continues it. Then
    row r gets the r-th run of them, as long as the others: row r of window
    k + 1 continues row r of window k. What is left over at the end is
    dropped. Returns (windows, rows, length + 1).
    """
    view = np.lib.stride_tricks.sliding_window_view
    pieces = view(numbers, length + 1)[::length]
    windows = len(pieces) // rows
    kept = pieces[: windows * rows]
    return kept.reshape(windows, rows, length + 1)


# time, rows, length
_SIZES = ((9, 2, 2), (17, 2, 3), (25, 3, 4), (61, 4, 5), (100, 5, 6))


def _cases(rng):
    return [
        Case(
            (rng.permutation(time), rows, length),
            f"{time} characters, {rows} rows, length {length}",
        )
        for time, rows, length in _SIZES
    ]


def _not_shared(numbers, rows, length):
    """Cut without the shared character."""
    windows = len(numbers) // ((length + 1) * rows)
    kept = numbers[: windows * rows * (length + 1)]
    return kept.reshape(rows, windows, length + 1).swapaxes(0, 1)


def _one_window_apart(numbers, rows, length):
    view = np.lib.stride_tricks.sliding_window_view
    pieces = view(numbers, length + 1)[::length]
    windows = len(pieces) // rows
    at = np.arange(windows)[:, None] + np.arange(rows)
    return pieces[at]


def _one_character_apart(numbers, rows, length):
    view = np.lib.stride_tricks.sliding_window_view
    pieces = view(numbers, length + 1)
    windows = len(pieces[::length]) // rows
    at = length * np.arange(windows)[:, None] + np.arange(rows)
    return pieces[at]


def _parts_first(numbers, rows, length, shared=1):
    """Cut the text into parts first, and the windows within each part."""
    part = (len(numbers) - shared) // rows
    windows = (part - 1 + shared) // length
    at = part * np.arange(rows) + length * np.arange(windows)[:, None]
    return numbers[at[..., None] + np.arange(length + 1)]


def _backwards(numbers, rows, length):
    return continued_windows(numbers, rows, length)[::-1]


def _side_by_side(numbers, rows, length):
    whole = continued_windows(numbers, rows, length)
    return whole.swapaxes(0, 1).reshape(whole.shape)


def _without_next(numbers, rows, length):
    return continued_windows(numbers, rows, length)[..., :-1]


def _rows_first(numbers, rows, length):
    return continued_windows(numbers, rows, length).swapaxes(0, 1)


CONTINUED_WINDOWS = FunctionExercise(
    solution=continued_windows,
    given=given,
    hints=(
        "Print continued_windows(np.arange(17), 2, 3). Where does the text "
        "go on after 0 1 2 3: in the next window, or in the next row?",
        "`kept` holds the pieces in the order of the text. reshape fills "
        "the last axes first, so pieces that follow on should run along the "
        "second axis: reshape(rows, windows, length + 1).",
        "That has the rows first. swapaxes(0, 1) puts the windows first, "
        "and moves no character to another row.",
    ),
    cases=_cases,
    outputs=(Output("windows", ("windows", "rows", "length + 1")),),
    mistakes=(
        Mistake(
            "side-by-side",
            "The text still goes on in the next *row* of the same window. A "
            "state that is carried stays in its row, and would go on with a "
            "text that it has not begun.",
            _side_by_side,
        ),
        Mistake(
            "rows-first",
            "The pieces are in the right order, but the rows come first. "
            "The loop takes a window after the other: swapaxes(0, 1).",
            _rows_first,
        ),
        Mistake(
            "nothing-shared",
            "Your windows share no character. The last one of a window is "
            "only a target there; as an input it is missing, and nobody "
            "learns what follows it.",
            _not_shared,
        ),
        Mistake(
            "one-window-apart",
            "Every row continues, but row r + 1 begins one window after row "
            "r: the rows read nearly the same, and most of the text never. "
            "Let each row have its own part.",
            _one_window_apart,
        ),
        Mistake(
            "one-character-apart",
            "Every row continues, but row r + 1 begins one character after "
            "row r: the rows read nearly the same, and most of the text "
            "never.",
            _one_character_apart,
        ),
        Mistake(
            "parts-first",
            "You cut the text into parts first, and each part into windows. "
            "Rows continue, but each drops a rest of its own. Cut the "
            "windows of the whole text first, then deal them out in runs.",
            _parts_first,
        ),
        Mistake(
            "parts-apart",
            "You cut the text into parts that share no character, and each "
            "part into windows: each drops a rest, and may lose a window. "
            "Cut the windows of the whole text first, then deal them out.",
            lambda *args: _parts_first(*args, shared=0),
        ),
        Mistake(
            "backwards",
            "The windows come in the wrong order, the last one first.",
            _backwards,
        ),
        Mistake(
            "no-target",
            "The last character of each window is missing. It is the target "
            "of the last input.",
            _without_next,
        ),
    ),
    tried="five texts, of two to five rows, with and without a rest",
)
