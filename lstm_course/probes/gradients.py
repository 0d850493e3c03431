"""How strongly the loss depends on the state at every step."""

import numpy as np

from lstm_course.probes.chain import around, through
from lstm_course.probes.layer import cell_and_weights
from lstm_course.runtime import tf


def gradient_norms(layer_or_model, x, loss_fn, layer=None):
    """Return the norm of the loss's gradient by the state of every step.

    layer_or_model is a recurrent layer as in `cell_and_weights`, and x its
    input; or a model that is a chain of layers, and x the model's input. Of
    several recurrent layers in a model, `layer` names the one. loss_fn takes
    what the layer or the model returns and gives a scalar.

    Returns a dict of "h", and "c" where there is one, to an array (time,):
    the norms of dL/dh_t and dL/dc_t over batch and units. They are total
    derivatives: dL/dc_t includes what c_t does through h_t. Time is that of
    x, also for a layer that goes backwards.

    Raises TypeError or ValueError, naming the argument.
    """
    before, recurrent, after = around(layer_or_model, layer)
    cell, weights = cell_and_weights(recurrent)
    x, mask = through(before, x)
    x = tf.cast(x, weights.W.dtype)
    times = range(x.shape[1])
    if recurrent.go_backwards:
        times = times[::-1]
    with tf.GradientTape() as tape:
        run = _Steps(cell, weights, x, mask, times, tape)
        outputs = run.outputs(recurrent.return_sequences)
        behind = mask if recurrent.return_sequences else None
        loss = loss_fn(through(after, outputs, behind)[0])
    if np.ndim(loss) != 0:
        raise ValueError(
            f"loss_fn must return a scalar, got shape {np.shape(loss)}"
        )
    norms = {name: np.zeros(len(times)) for name in cell.states}
    for t, grads in zip(times, run.gradients(tape, loss), strict=True):
        for name, gradient in grads.items():
            norms[name][t] = np.linalg.norm(gradient)
    return norms


class _Steps:
    """Run a cell step by step, and remember each state."""

    def __init__(self, cell, weights, x, mask, times, tape):
        zeros = tf.zeros((x.shape[0], weights.U.shape[0]), x.dtype)
        tape.watch(zeros)
        state = dict.fromkeys(cell.states, zeros)
        self.keep, self.computed, self.left = [], [], []
        for t in times:
            step = cell.step(x[:, t], *state.values(), weights)
            keep = True if mask is None else mask[:, t, None]
            computed = {name: getattr(step, name) for name in state}
            if mask is None:
                state = computed
            else:
                state = {
                    name: tf.where(keep, computed[name], state[name])
                    for name in state
                }
            self.keep.append(keep)
            self.computed.append(computed)
            self.left.append(state)

    def outputs(self, sequences):
        """Return h of every step, or of the last."""
        hs = [state["h"] for state in self.left]
        return tf.stack(hs, axis=1) if sequences else hs[-1]

    def gradients(self, tape, loss):
        """Return a dict of gradients for each step.

        What a step computed reaches the loss by h and by c; what a masked
        step passed on is another tensor, with a gradient of its own.
        """
        computed, left = tape.gradient(
            loss,
            (self.computed, self.left),
            unconnected_gradients=tf.UnconnectedGradients.ZERO,
        )
        return [
            {name: tf.where(keep, one[name], two[name]) for name in one}
            for keep, one, two in zip(self.keep, computed, left, strict=True)
        ]


def direct_path(f):
    """Return what is left of each step's cell at the end: dc_T / dc_t.

    f is the forget gate (batch, time, units). Along the direct path, from
    cell to cell, the derivative is the product of the forget gates after t.
    Returns an array like f; at the last step it is 1.
    """
    f = np.asarray(f)
    later = np.concatenate([f[:, 1:], np.ones_like(f[:, :1])], axis=1)
    return np.cumprod(later[:, ::-1], axis=1)[:, ::-1]
