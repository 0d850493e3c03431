"""Carry weights between our cells, Keras, PyTorch and ONNX, as NumPy arrays.

The same numbers lie in different orders. Ours is Keras's.

=======  ====================  ===========================  ==============
who      matrices              biases                       gates
=======  ====================  ===========================  ==============
Keras    (features, n units)   one; two rows for a GRU      i f g o; z r g
                               with `reset_after`
PyTorch  (n units, features)   two, added                   i f g o; r z g
ONNX     (1, n units,          two, added, end to end       i o f g; z r g
         features)
=======  ====================  ===========================  ==============

n is the number of gates. In a GRU the second bias of the candidate is
multiplied by the reset gate, so the two must be kept apart; everywhere else
only their sum matters, and the second is written as zeros.

Each function names the cell: "rnn", "lstm" or "gru", the last with
`reset_after=True`, which in ONNX is `linear_before_reset=1` and in PyTorch
the only kind. Sources: torch.nn.LSTM and torch.nn.GRU, section Variables;
ONNX operators LSTM and GRU, section Inputs.
"""

import numpy as np

from lstm_course.cells import Weights

# Which of our blocks stands at each place of the other's.
_PYTORCH = {"rnn": (0,), "lstm": (0, 1, 2, 3), "gru": (1, 0, 2)}
_ONNX = {"rnn": (0,), "lstm": (0, 3, 1, 2), "gru": (0, 1, 2)}


def from_keras(arrays):
    """Return Weights of a Keras layer's `get_weights()`.

    arrays is kernel, recurrent_kernel, bias of a SimpleRNN, LSTM or GRU.
    """
    if len(arrays) != 3:
        raise ValueError(
            "arrays must be kernel, recurrent_kernel and bias, "
            f"got {len(arrays)} arrays"
        )
    return Weights(*map(np.asarray, arrays))


def to_keras(weights):
    """Return what a Keras layer of the same cell takes in `set_weights`."""
    return [np.asarray(value) for value in weights]


def to_pytorch(weights, cell="lstm"):
    """Return the state of a one-layer torch.nn.LSTM, GRU or RNN.

    The keys are those of its `state_dict`; wrap the arrays with
    torch.from_numpy and hand them to `load_state_dict`.
    """
    W, U, biases = _reordered(weights, cell, _PYTORCH)
    return {
        "weight_ih_l0": np.ascontiguousarray(W.T),
        "weight_hh_l0": np.ascontiguousarray(U.T),
        "bias_ih_l0": biases[0],
        "bias_hh_l0": biases[1],
    }


def from_pytorch(state, cell="lstm"):
    """Return Weights of the state of a one-layer torch.nn.LSTM, GRU or RNN."""
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    W, U, *biases = (np.asarray(state[name]) for name in names)
    return _ours(W.T, U.T, np.stack(biases), cell, _PYTORCH)


def to_onnx(weights, cell="lstm"):
    """Return the inputs W, R and B of the ONNX operator of the same cell.

    W is (1, gates * units, features), R (1, gates * units, units), B (1,
    2 * gates * units).
    """
    W, U, biases = _reordered(weights, cell, _ONNX)
    return {"W": W.T[None], "R": U.T[None], "B": biases.reshape(1, -1)}


def from_onnx(inputs, cell="lstm"):
    """Return Weights of the inputs W, R and B of an ONNX operator.

    Raises ValueError if it runs in two directions.
    """
    W, R, B = (np.asarray(inputs[name]) for name in "WRB")
    if len(W) != 1:
        raise ValueError(f"W must have one direction, got {len(W)}")
    return _ours(W[0].T, R[0].T, B[0].reshape(2, -1), cell, _ONNX)


def _reordered(weights, cell, orders):
    """Return W, U and two rows of biases, the gates in another's order."""
    order = _order(cell, orders)
    b = np.asarray(weights.b)
    if (b.ndim == 2) != (cell == "gru"):
        raise ValueError(
            "weights.b must have two rows for a gru with reset_after and "
            f"one for an rnn or lstm, got shape {b.shape} for {cell!r}"
        )
    biases = b if b.ndim == 2 else np.stack([b, np.zeros_like(b)])
    arrays = (np.asarray(weights.W), np.asarray(weights.U), biases)
    return tuple(_gates(array, order) for array in arrays)


def _ours(W, U, biases, cell, orders):
    back = np.argsort(_order(cell, orders))
    W, U, biases = (_gates(array, back) for array in (W, U, biases))
    return Weights(W, U, biases if cell == "gru" else biases.sum(axis=0))


def _order(cell, orders):
    if cell not in orders:
        raise ValueError(f"cell must be rnn, lstm or gru, got {cell!r}")
    return orders[cell]


def _gates(array, order):
    """Put the gates, side by side along the last axis, in another order."""
    blocks = np.split(array, len(order), axis=-1)
    return np.concatenate([blocks[place] for place in order], axis=-1)
