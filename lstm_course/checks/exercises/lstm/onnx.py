"""Carry the weights of an ONNX LSTM into the layout of Keras."""

import numpy as np

from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
)


def from_onnx(W, R, B):
    """Return W, U, b of the same cell in the layout of Keras.

    W is (1, 4 * units, features), R is (1, 4 * units, units) and B is
    (1, 8 * units): NumPy arrays with the blocks i, o, f, c. B holds four
    biases for W, then four for R. Returned are (features, 4 * units),
    (units, 4 * units) and (4 * units,), with the blocks i, f, g, o.
    """
    bias_w, bias_r = np.split(B[0], 2)
    found = []
    for rows in (W[0], R[0], bias_w + bias_r):
        i, o, f, c = np.split(rows, 4)
        found.append(np.concatenate([i, f, c, o]).T)
    return tuple(found)


def _cases(rng):
    cases = []
    for features, units in ((1, 1), (2, 3), (5, 2), (3, 4)):
        arrays = (
            rng.normal(size=(1, 4 * units, features)),
            rng.normal(size=(1, 4 * units, units)),
            rng.normal(size=(1, 8 * units)),
        )
        cases.append(Case(arrays, f"features {features}, units {units}"))
    return cases


def _carry(order=(0, 2, 3, 1), bias=np.add):
    """Make the function with another order, or one bias for two."""

    def carry(W, R, B):
        found = []
        for rows in (W[0], R[0], bias(*np.split(B[0], 2))):
            blocks = np.split(rows, 4)
            found.append(np.concatenate([blocks[k] for k in order]).T)
        return tuple(found)

    return carry


def _reordered_bias_only_once(W, R, B):
    """Order the matrices, and leave the bias as it comes."""
    found = _carry()(W, R, B)
    return found[0], found[1], np.add(*np.split(B[0], 2))


def _U_square_transposed(W, R, B):
    W, U, b = _carry()(W, R, B)
    blocks = [block.T for block in np.split(U, 4, axis=1)]
    return W, np.concatenate(blocks, axis=1), b


_GATES = ("i", "f", "g", "o")

FROM_ONNX = FunctionExercise(
    solution=from_onnx,
    hints=(
        "Take the direction off first: W[0], R[0] and B[0].",
        "Cut the rows in four with np.split(W[0], 4): they are i, o, f, c. "
        "Join them again as i, f, c, o with np.concatenate.",
        "Then transpose, so that the rows become columns.",
        "B[0] holds two biases of 4 · units each. The sum z needs both.",
    ),
    cases=_cases,
    outputs=(
        Output("W", ("features", "4 * units"), blocks=_GATES),
        Output("U", ("units", "4 * units"), blocks=_GATES),
        Output("b", ("4 * units",), blocks=_GATES),
    ),
    mistakes=(
        Mistake(
            "order-kept",
            "The blocks are still in ONNX's order, i, o, f, c. Keras wants "
            "i, f, g, o: your forget gate has the weights of the output "
            "gate.",
            _carry(order=(0, 1, 2, 3)),
        ),
        Mistake(
            "order-inverse",
            "You permuted the wrong way round: block k of yours should be "
            "found where ONNX keeps it. ONNX's blocks are i, o, f, c; pick "
            "the first, the third, the fourth, the second.",
            _carry(order=(0, 3, 1, 2)),
        ),
        Mistake(
            "order-o-f",
            "You swapped o and f and got i, f, o, c. The candidate comes "
            "before the output gate: i, f, g, o.",
            _carry(order=(0, 2, 1, 3)),
        ),
        Mistake(
            "order-o-c",
            "You swapped o and c and got i, c, f, o. The forget gate comes "
            "second: i, f, g, o.",
            _carry(order=(0, 3, 2, 1)),
        ),
        Mistake(
            "first-bias-only",
            "b is the bias of W alone. The bias of R is the second half of "
            "B, and it is added to the same sum.",
            _carry(bias=lambda w, r: w),
        ),
        Mistake(
            "second-bias-only",
            "b is the bias of R alone. The bias of W is the first half of "
            "B, and it is added to the same sum.",
            _carry(bias=lambda w, r: r),
        ),
        Mistake(
            "bias-averaged",
            "You take the mean of the two biases. Both are added to the "
            "same sum, so together they act as their sum.",
            _carry(bias=lambda w, r: (w + r) / 2),
        ),
        Mistake(
            "bias-subtracted",
            "You subtract one bias from the other. Both are added.",
            _carry(bias=np.subtract),
        ),
        Mistake(
            "bias-not-reordered",
            "W and U are right. The bias has blocks too, and yours are "
            "still in the order i, o, f, c.",
            _reordered_bias_only_once,
        ),
        Mistake(
            "bias-not-added",
            "W and U are right; b is still both biases side by side, "
            "8 · units long. Add its two halves.",
            lambda W, R, B: (*_carry()(W, R, B)[:2], B[0]),
        ),
        Mistake(
            "not-transposed",
            "W and U still stand the other way up: (4 · units, …). In Keras "
            "x is on the left, so the blocks lie side by side: transpose.",
            lambda W, R, B: tuple(
                np.transpose(array) for array in _carry()(W, R, B)
            ),
        ),
        Mistake(
            "reshaped",
            "b is right. W and U have the right shape and the wrong numbers: "
            "a reshape keeps the order in memory, rows do not become "
            "columns. Transpose.",
            lambda W, R, B: tuple(
                array.T.reshape(array.shape) for array in _carry()(W, R, B)
            ),
        ),
        Mistake(
            "direction-left",
            "There is still an axis of size 1 in front, the direction. Take "
            "W[0], R[0] and B[0].",
            lambda W, R, B: tuple(array[None] for array in _carry()(W, R, B)),
        ),
        Mistake(
            "U-blocks-untransposed",
            "W is right. Within each block of U rows and columns are "
            "swapped: transpose the whole of R[0], not only the order of "
            "its blocks.",
            _U_square_transposed,
        ),
        Mistake(
            "W-R-swapped",
            "W and U have changed places: ONNX calls the recurrent matrix R.",
            lambda W, R, B: (lambda w, u, b: (u, w, b))(*_carry()(W, R, B)),
        ),
    ),
    tried="random weights of four sizes, against the ONNX specification",
)
