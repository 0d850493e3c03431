"""Sequences with a label each: who speaks, which exercise, which country."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from lstm_course.datasets import files

VOWELS = "vowels/vowels.npz"
WATCH = "watch/watch.npz"
PLACES = "places/places.csv"


class Utterances(NamedTuple):
    """Sequences, a list of (time, 12) float32, and speakers (utterances,)."""

    sequences: list
    speakers: np.ndarray


class Recordings(NamedTuple):
    """What a watch measured, one entry a recording.

    sequences is a list of (time, 6) float32; exercises, subjects and sides
    are (recordings,), whole numbers; exercises count through `names`.
    """

    sequences: list
    exercises: np.ndarray
    subjects: np.ndarray
    sides: np.ndarray
    names: tuple = ("PEN", "ABD", "FEL", "IR", "ER", "TRAP", "ROW")


def vowels():
    """Read how nine men said /ae/ in Japanese (Kudo and others 1999).

    Returns the 270 Utterances for training and the 370 for the test, as the
    authors divided them. A step holds twelve coefficients of a linear
    prediction of the sound, without a unit; an utterance has 7 to 29 steps;
    speakers are 0 to 8.

    Raises DataFileError for a missing or damaged file.
    """
    with np.load(files.path(VOWELS)) as held:
        return tuple(
            Utterances(
                _cut(held[f"{part}_values"], held[f"{part}_lengths"], 1e-4),
                held[f"{part}_speakers"].astype(int) - 1,
            )
            for part in ("train", "test")
        )


def watch():
    """Read what a watch measured in seven shoulder exercises (Burns 2018).

    Returns the Recordings of 10 subjects, 1 to 10: with either arm each of
    the exercises once, 140 in all, of 19 to 52 seconds in steps of 0.1 s.
    The channels are the acceleration along three axes, in g, and the rate of
    turning about them, in radians a second; sides are 0 left, 1 right.

    Raises DataFileError for a missing or damaged file.
    """
    with np.load(files.path(WATCH)) as held:
        numbers = ("exercises", "subjects", "sides")
        return Recordings(
            _cut(held["values"], held["lengths"], 1e-3),
            *(held[name].astype(int) for name in numbers),
        )


def places():
    """Read names of places in ten countries, at most 1,000 of each.

    Returns a DataFrame of 9,604 rows with the columns country and name, each
    name once a country, in Latin letters with their accents. Source:
    GeoNames.

    Raises DataFileError for a missing or damaged file.
    """
    return pd.read_csv(files.path(PLACES), keep_default_na=False)


def _cut(values, lengths, unit):
    """Return the sequences that lie one after another in `values`."""
    values = (values * unit).astype(np.float32)
    return np.split(values, np.cumsum(lengths)[:-1])


def pad(sequences, length=None):
    """Put sequences into one array, zeros after their ends, with the mask.

    sequences holds arrays (time, features); length is that of the array,
    the longest by default. Returns (sequences, length, features), float32,
    and the mask (sequences, length), True where a step is one of the
    sequence.

    Raises ValueError, naming the sequence, if there is none, one is empty,
    has missing values or other features than the first, or is too long.
    """
    rows = [np.asarray(one, np.float32) for one in sequences]
    if not rows:
        raise ValueError("sequences: expected at least one, got none")
    for number, row in enumerate(rows):
        _check(f"sequences[{number}]", row, rows[0].shape[-1:], length)
    lengths = np.array([len(row) for row in rows])
    length = lengths.max() if length is None else length
    padded = np.zeros((len(rows), length, *rows[0].shape[1:]), np.float32)
    for place, row in zip(padded, rows, strict=True):
        place[: len(row)] = row
    return padded, np.arange(length) < lengths[:, None]


def _check(name, row, features, length):
    if row.ndim != 2 or not len(row) or row.shape[1:] != features:
        wanted = ", ".join(map(str, ("at least 1", *features)))
        raise ValueError(f"{name}: expected ({wanted}), got {row.shape}")
    if length is not None and len(row) > length:
        raise ValueError(
            f"{name}: expected at most {length} steps, got {len(row)}"
        )
    missing = ~np.isfinite(row).all(axis=1)
    if missing.any():
        raise ValueError(
            f"{name}: expected no missing or infinite values, got"
            f" {missing.sum()} such steps, the first {missing.argmax()}"
        )
