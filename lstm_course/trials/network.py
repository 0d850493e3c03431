"""One trained network, to be asked again."""

import functools

import numpy as np

from lstm_course import unroll
from lstm_course.runtime import tf


class Network:
    """A cell with weights, and a dense layer on its h.

    `parameters` has the cell's weights in `cell`, and V, v.
    """

    def __init__(self, cell, parameters):
        """Take an `unroll.Cell` and the Parameters it was trained to."""
        self.cell = cell
        self.parameters = parameters

    def steps(self, xs, state=None):
        """Return what the cell computed on xs, (batch, time, features).

        It is the cell's own record, i, f, g, o, c and h of an LSTM, each an
        array (batch, time, units). The state before the first step is zero,
        or a tuple of (batch, units).
        """
        weights = self.parameters.cell
        compiled = _steps(self.cell, weights.W.shape, weights.U.shape)
        steps = compiled(self._as(xs), state, weights)
        return type(steps)(
            *(np.swapaxes(rows.numpy(), 0, 1) for rows in steps)
        )

    def outputs(self, xs, state=None):
        """Return the answer at every step, (batch, time, outputs).

        It is what stands before any softmax or sigmoid.
        """
        hs = self.steps(xs, state).h
        V, v = (np.asarray(part) for part in self.parameters[1:])
        return hs @ V + v

    def answers(self, batch):
        """Return the outputs in the shape of a Batch's targets."""
        outputs = self.outputs(batch.xs)
        if np.ndim(batch.targets) == 3:
            return outputs
        return np.einsum("bto,bt->bo", outputs, batch.counts)

    def _as(self, xs):
        xs = np.asarray(xs, np.float32)
        features = self.parameters.cell.W.shape[0]
        if xs.ndim != 3 or xs.shape[2] != features:
            raise ValueError(
                f"xs: expected (batch, time, {features}), got {xs.shape}"
            )
        return tf.constant(xs)


@functools.lru_cache(maxsize=64)
def _steps(cell, *_sizes):
    # One function for each size of the weights: the sizes of a batch may be
    # left open in a graph, those of the weights may not.
    return tf.function(
        lambda xs, state, weights: (
            unroll.forward(cell, xs, state, weights).steps
        ),
        jit_compile=True,
        autograph=False,
        reduce_retracing=True,
    )
