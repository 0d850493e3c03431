"""Carry the weights of a Keras LSTM into the layout of ONNX."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)

_ORDER = (0, 3, 1, 2)


def to_onnx(W, U, b):
    """Return W, R, B of the same LSTM in the layout of ONNX.

    W is (features, 4 * units), U is (units, 4 * units), b is (4 * units,),
    with the blocks i, f, g, o. ONNX wants W (1, 4 * units, features), R
    (1, 4 * units, units) and B (1, 8 * units), with the blocks i, o, f, c.
    B is the bias of W and then the bias of R; z adds both, so let the
    second be zeros.
    """
    found = []
    for array in (W, U, b):
        i, f, g, o = np.split(array, 4, axis=-1)
        found.append(np.concatenate([i, o, f, g], axis=-1))
    W, U, b = found
    return W.T[None], U.T[None], np.concatenate([b, 0 * b])[None]


def _cases(rng):
    cases = []
    for features, units in ((1, 1), (1, 2), (2, 3), (5, 2), (3, 4)):
        arrays = (
            rng.normal(size=(features, 4 * units)),
            rng.normal(size=(units, 4 * units)),
            rng.normal(size=4 * units),
        )
        cases.append(Case(arrays, f"features {features}, units {units}"))
    return cases


def _ordered(array, order):
    blocks = np.split(array, 4, axis=-1)
    return np.concatenate([blocks[k] for k in order], axis=-1)


def _carry(order=_ORDER, of_b=None, bias=None, turn=np.transpose):
    """Return the function with one thing changed."""

    def carry(W, U, b):
        W, U = (turn(_ordered(array, order)) for array in (W, U))
        b = _ordered(b, order if of_b is None else of_b)
        both = [b, 0 * b] if bias is None else bias(b)
        return W[None], U[None], np.concatenate(both)[None]

    return carry


def _rows_into_columns(array):
    return array.reshape(array.shape[::-1])


def _blocks_turned(array):
    """Transpose each block, and leave them side by side as rows."""
    blocks = [block.T for block in np.split(array, 4, axis=-1)]
    return np.concatenate(blocks[::-1], axis=0)


_GATES = ("i", "o", "f", "c")

TO_ONNX = FunctionExercise(
    solution=to_onnx,
    hints=(
        "Cut the last axis in four with np.split(W, 4, axis=-1): they are "
        "i, f, g, o. Join them as i, o, f, g, which ONNX calls c.",
        "In ONNX x stands on the right, so the blocks lie on top of each "
        "other: transpose. In front comes an axis of size 1, the direction: "
        "array[None].",
        "B is np.concatenate([b, 0 * b]) with the blocks of b in the new "
        "order, and the axis in front.",
    ),
    cases=_cases,
    outputs=(
        Output("W", ("directions", "4 * units", "features")),
        Output("R", ("directions", "4 * units", "units")),
        Output("B", ("directions", "8 * units")),
    ),
    mistakes=(
        Mistake(
            "order-kept",
            "Your blocks are still i, f, g, o. A program of ONNX would take "
            "the forget gate for the output gate, without a word.",
            _carry(order=(0, 1, 2, 3)),
        ),
        Mistake(
            "order-inverse",
            "This is the permutation of the way back, from i, o, f, c to "
            "i, f, g, o. Take what Keras has at places 1, 4, 2 and 3.",
            _carry(order=(0, 2, 3, 1)),
        ),
        Mistake(
            "order-f-o",
            "You swapped f and o and got i, o, g, f. The forget gate comes "
            "third, the candidate last.",
            _carry(order=(0, 3, 2, 1)),
        ),
        Mistake(
            "order-g-o",
            "You swapped g and o and got i, f, o, g. The output gate comes "
            "second.",
            _carry(order=(0, 1, 3, 2)),
        ),
        Mistake(
            "bias-not-reordered",
            "W and R are right. The bias has blocks too, and yours are still "
            "in the order i, f, g, o.",
            _carry(of_b=(0, 1, 2, 3)),
        ),
        Mistake(
            "bias-twice",
            "Both halves of B hold the bias. z adds both, so it would count "
            "twice.",
            _carry(bias=lambda b: [b, b]),
        ),
        Mistake(
            "bias-second",
            "The bias stands in the second half. z would be the same, since "
            "it adds both; asked for is the first half.",
            _carry(bias=lambda b: [0 * b, b]),
        ),
        Mistake(
            "bias-halved",
            "You gave half of the bias to each. z would be the same; asked "
            "for is the whole in the first half, zeros in the second.",
            _carry(bias=lambda b: [b / 2, b / 2]),
        ),
        Mistake(
            "bias-once",
            "B is 4 · units long, a single bias. ONNX reads 8 · units: put "
            "zeros behind it.",
            _carry(bias=lambda b: [b]),
        ),
        Mistake(
            "interleaved-zeros",
            "A zero stands behind each number of the bias. The two biases "
            "are whole: first all of the one, then all of the other.",
            _carry(bias=lambda b: [np.stack([b, 0 * b], axis=1).ravel()]),
        ),
        Mistake(
            "not-transposed",
            "W and R still lie as in Keras, the blocks side by side. In "
            "ONNX they are on top of each other: transpose.",
            _carry(turn=lambda array: array),
        ),
        Mistake(
            "reshaped",
            "The shapes are right and the numbers are not: a reshape keeps "
            "the order in memory. Rows become columns by transposing.",
            _carry(turn=_rows_into_columns),
        ),
        Mistake(
            "upside-down",
            "Each block is transposed, but they are stacked from the last "
            "to the first. i is on top.",
            _carry(turn=_blocks_turned),
        ),
        Mistake(
            "no-direction",
            "The axis of the direction is missing in front: array[None].",
            lambda W, U, b: tuple(array[0] for array in to_onnx(W, U, b)),
        ),
        Mistake(
            "W-R-swapped",
            "W and R have changed places: R is the recurrent one.",
            lambda W, U, b: (lambda w, r, both: (r, w, both))(
                *to_onnx(W, U, b)
            ),
        ),
    ),
    tried="random weights of five sizes, against the ONNX specification",
)
