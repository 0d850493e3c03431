"""Put sequences of different lengths into one array, with a mask."""

import numpy as np

from lstm_course.checks import cases as sizes
from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def pad_and_mask(sequences):
    """Return sequences of different lengths as one array, with its mask.

    sequences is a list of arrays, each (length, features), at least one
    step long. Returns xs (batch, time, features), as long as the longest,
    with zeros after the end of each shorter one; and mask (batch, time),
    of booleans, True where a step is a step of the sequence.
    """
    lengths = np.array([len(sequence) for sequence in sequences])
    time, features = lengths.max(), sequences[0].shape[1]
    xs = np.zeros((len(sequences), time, features), sequences[0].dtype)
    for row, sequence in zip(xs, sequences, strict=True):
        row[: len(sequence)] = sequence
    return xs, np.arange(time) < lengths[:, None]


def _cases(rng):
    found = []
    for shape in sizes.sizes("batch", "time", "features"):
        batch, time, features = shape.values()
        for note in ("", ", with steps that are all zero"):
            lengths = rng.permutation(1 + np.arange(batch) % time)
            lengths[-1] = time
            sequences = [rng.normal(size=(n, features)) for n in lengths]
            if note:
                sequences[-1][-1] = 0
                sequences[-1][0, 0] = 0
            about = f"batch {batch}, longest {time}, features {features}"
            found.append(Case((sequences,), about + note))
    return found


def _padded(sequences, *, before=False, time=None, fill=0.0):
    """Return the array with one thing done otherwise."""
    time = time or max(map(len, sequences))
    shape = len(sequences), time, sequences[0].shape[1]
    xs = np.full(shape, fill, sequences[0].dtype)
    for row, sequence in zip(xs, sequences, strict=True):
        kept = sequence[:time]
        if before:
            row[time - len(kept) :] = kept
        else:
            row[: len(kept)] = kept
    return xs


def _before(sequences):
    xs, mask = pad_and_mask(sequences)
    return _padded(sequences, before=True), mask[:, ::-1]


def _before_wrong_mask(sequences):
    return _padded(sequences, before=True), pad_and_mask(sequences)[1]


def _shortest(sequences):
    time = min(map(len, sequences))
    return _padded(sequences, time=time), np.ones((len(sequences), time), bool)


def _from_values(sequences):
    xs = _padded(sequences)
    return xs, (xs != 0).any(axis=-1)


def _all_values(sequences):
    xs = _padded(sequences)
    return xs, (xs != 0).all(axis=-1)


def _integers(sequences):
    xs, mask = pad_and_mask(sequences)
    return xs.astype("int32"), mask


def _mask_of(change):
    def answer(sequences):
        xs, _ = pad_and_mask(sequences)
        lengths = np.array([len(sequence) for sequence in sequences])[:, None]
        return xs, change(np.arange(xs.shape[1]), lengths)

    return answer


def _repeated(sequences):
    xs, mask = pad_and_mask(sequences)
    for row, sequence in zip(xs, sequences, strict=True):
        row[len(sequence) :] = sequence[-1]
    return xs, mask


def _minus_one(sequences):
    return _padded(sequences, fill=-1.0), pad_and_mask(sequences)[1]


def _every_feature(sequences):
    xs, mask = pad_and_mask(sequences)
    return xs, np.repeat(mask[..., None], xs.shape[2], axis=2)


PAD_AND_MASK = FunctionExercise(
    solution=pad_and_mask,
    hints=(
        "Start from an array of zeros, (batch, time, features), where time "
        "is the length of the longest sequence.",
        "Write each sequence into the first len(sequence) places of its row.",
        "The mask knows nothing of the values, only of the lengths: step t "
        "of a row is real when t < its length. np.arange(time) < "
        "lengths[:, None] compares all of them at once.",
    ),
    cases=_cases,
    outputs=(
        Output("xs", ("batch", "time", "features")),
        Output("mask", ("batch", "time")),
    ),
    mistakes=(
        Mistake(
            "left",
            "You pad on the left, as pad_sequences does by default. The mask "
            "fits, and on this machine all would be well; the fast kernel "
            "of a GPU refuses it. Put the sequence first, the zeros after.",
            _before,
        ),
        Mistake(
            "left-mask-right",
            "The array is padded on the left and the mask belongs to one "
            "padded on the right: it would hide the ends of the sequences "
            "and show the zeros. Put the sequence first in xs.",
            _before_wrong_mask,
        ),
        Mistake(
            "shortest",
            "You cut every sequence to the length of the shortest. Nothing "
            "needs padding then, and what was cut off is lost.",
            _shortest,
        ),
        Mistake(
            "mask-from-values",
            "xs is right. But you find the mask by looking for zeros, and "
            "some of these sequences have real steps that are all zero: a "
            "month without a sunspot is a month. Make it from the lengths.",
            _from_values,
        ),
        Mistake(
            "mask-any-zero",
            "xs is right. But a step counts as padding for you when any of "
            "its values is zero, and real steps may hold zeros. Make the "
            "mask from the lengths.",
            _all_values,
        ),
        Mistake(
            "integers",
            "The values have lost their decimals: xs holds whole numbers, "
            "as from pad_sequences, whose default is int32. Keep the "
            "dtype of the sequences.",
            _integers,
        ),
        Mistake(
            "inverted",
            "xs is right and the mask is upside down: True means a step "
            "that counts, False one to be skipped.",
            _mask_of(lambda t, lengths: t >= lengths),
        ),
        Mistake(
            "one-too-many",
            "xs is right, but each mask is True for one step too many: with "
            "a length of 3, the steps 0, 1 and 2 are real.",
            _mask_of(lambda t, lengths: t <= lengths),
        ),
        Mistake(
            "one-too-few",
            "xs is right, but each mask leaves out the last real step: with "
            "a length of 3, the steps 0, 1 and 2 are real.",
            _mask_of(lambda t, lengths: t < lengths - 1),
        ),
        Mistake(
            "all-true",
            "xs is right, but the mask is True everywhere: the layer would "
            "read the padding as if it were data.",
            _mask_of(lambda t, lengths: (t >= 0) & (lengths > 0)),
        ),
        Mistake(
            "repeated",
            "You fill the rest of a row with its last step. The mask hides "
            "it, but asked for are zeros.",
            _repeated,
        ),
        Mistake(
            "minus-one",
            "You pad with −1. The mask hides it, but asked for are zeros.",
            _minus_one,
        ),
        Mistake(
            "per-feature",
            "The mask has an entry for every feature. It says of whole "
            "steps whether they count: (batch, time).",
            _every_feature,
        ),
    ),
    tried="ten batches of five sizes, half of them with zeros in the data",
)
