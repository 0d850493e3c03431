"""Find four bugs that raise nothing in a script that reads in parts."""

import itertools

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)
from lstm_course.checks.exercises.surprises.reader import Reader
from lstm_course.runtime import keras


def mended_reader(layer, sequences, size):
    """Return h at the end of each sequence, reading `size` steps at a time.

    layer is called as layer(xs, mask=…, initial_state=[h, c]) and gives
    back outputs, h, c. sequences is a list of arrays (length, features).
    """
    lengths = np.array([len(sequence) for sequence in sequences])
    parts = -(-lengths.max() // size)
    xs = keras.utils.pad_sequences(
        sequences, parts * size, dtype="float64", padding="post"
    )
    mask = np.arange(parts * size) < lengths[:, None]
    state = None
    for first in range(0, parts * size, size):
        part = slice(first, first + size)
        _, h, c = layer(xs[:, part], mask=mask[:, part], initial_state=state)
        state = [h, c]
    return h


def broken_reader(layer, sequences, size):
    """Return h at the end of each sequence, reading `size` steps at a time.

    layer is called as layer(xs, mask=…, initial_state=[h, c]) and gives
    back outputs, h, c. sequences is a list of arrays (length, features).
    """
    lengths = np.array([len(sequence) for sequence in sequences])
    parts = -(-lengths.max() // size)
    xs = keras.utils.pad_sequences(sequences, parts * size)
    mask = np.arange(parts * size) < lengths[:, None]
    for first in range(0, parts * size, size):
        state = None
        part = slice(first, first + size)
        _, c, h = layer(xs[:, part], mask=mask[:, part], initial_state=state)
        state = [h, c]
    return h


_BUGS = {
    "dtype": (
        "the numbers",
        "Print xs beside the sequences: 0.7 has become 0. Whatever is not "
        "told to pad_sequences it decides itself, the dtype too.",
    ),
    "side": (
        "the padding",
        "The mask says that the sequence comes first in its row. Print a "
        "row of xs: where does pad_sequences put the zeros unless told?",
    ),
    "state": (
        "the state",
        "Each part begins from nothing, so all but the last one are read in "
        "vain. Follow `state` through two rounds of the loop.",
    ),
    "swap": (
        "h and c",
        "An LSTM gives back outputs, h, c in this order. Nothing complains "
        "when two arrays of one shape change places.",
    ),
}
_COUNT = {1: "One bug is", 2: "Two bugs are", 3: "Three bugs are"}


def _with(*bugs, mask_of=None):
    """Return the reader with these bugs in it."""

    def answer(layer, sequences, size):
        lengths = np.array([len(sequence) for sequence in sequences])
        steps = -(-lengths.max() // size) * size
        xs = keras.utils.pad_sequences(
            sequences,
            steps,
            dtype="int32" if "dtype" in bugs else "float64",
            padding="pre" if "side" in bugs else "post",
        )
        if "dtype" in bugs:
            # What the layer makes of whole numbers itself.
            xs = xs.astype("float64")
        mask = np.arange(steps) < lengths[:, None]
        mask = mask if mask_of is None else mask_of(xs, mask)
        state = None
        for first in range(0, steps, size):
            part = slice(first, first + size)
            shown = None if mask is None else mask[:, part]
            _, h, c = layer(xs[:, part], mask=shown, initial_state=state)
            if "swap" in bugs:
                h, c = c, h
            state = None if "state" in bugs else [h, c]
        return h

    return answer


def _still_there():
    """Return a Mistake for every choice of bugs that are not mended."""
    found = []
    for count in (1, 2, 3):
        for bugs in itertools.combinations(_BUGS, count):
            places = " and ".join(_BUGS[bug][0] for bug in bugs)
            says = f"{_COUNT[count]} left: {places}. {_BUGS[bugs[0]][1]}"
            found.append(Mistake("-".join(bugs), says, _with(*bugs)))
    return found


def _h_only(layer, sequences, size):
    def forgetful(xs, mask, initial_state):
        if initial_state is not None:
            h, c = initial_state
            initial_state = [h, 0 * c]
        return layer(xs, mask=mask, initial_state=initial_state)

    return _with()(forgetful, sequences, size)


def _cases(rng):
    found = []
    sizes = ((1, (5,), 2, 3), (2, (7, 3), 1, 2), (3, (4, 8, 5), 3, 3))
    for features, lengths, units, size in sizes:
        layer = Reader("LSTM", units, features, rng, return_state=True)
        sequences = [1.5 * rng.normal(size=(n, features)) for n in lengths]
        # A step of zeros inside is a step: the mask must not skip it.
        sequences[-1][1] = 0
        about = f"{len(lengths)} sequences, parts of {size} steps"
        found.append(Case((layer, sequences, size), about))
    return found


MENDED_READER = FunctionExercise(
    solution=mended_reader,
    given=broken_reader,
    hints=(
        "There are four bugs. Two are in the call of pad_sequences, which "
        "decides two things by itself that are wrong here.",
        "keras.utils.pad_sequences([[0.7, 1.2], [0.3]]) gives [[0, 1], [0, "
        "0]]. Look at it twice.",
        "The other two are in the loop: what does the second part begin "
        "with, and in what order do the states come back?",
    ),
    cases=_cases,
    outputs=(Output("h", ("batch", "units")),),
    mistakes=(
        *_still_there(),
        Mistake(
            "mask-from-values",
            "All four bugs are mended, and a new one has come in: the mask "
            "is made from the values, and a real step of zeros is skipped. "
            "The lengths were right.",
            _with(mask_of=lambda xs, mask: (xs != 0).any(axis=-1)),
        ),
        Mistake(
            "no-mask",
            "The mask is gone. It was right: without it the layer reads the "
            "padding.",
            _with(mask_of=lambda xs, mask: None),
        ),
        Mistake(
            "mask-turned",
            "You have moved the mask to the right of the rows, but xs is "
            "padded after the end now. Only one of the two may move.",
            _with(mask_of=lambda xs, mask: mask[:, ::-1]),
        ),
        Mistake(
            "c-lost",
            "h goes on from part to part and c begins at zero in each of "
            "them. Hand on both.",
            _h_only,
        ),
    ),
    tried="three batches in parts, with zeros among the data",
)
