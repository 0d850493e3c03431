"""How strongly the loss depends on the state at every step."""

import numpy as np

from lstm_course.probes.chain import around
from lstm_course.probes.layer import cell_and_weights
from lstm_course.runtime import tf


def gradient_norms(layer_or_model, x, loss_fn, layer=None):
    """Return the norm of the loss's gradient by the state of every step.

    layer_or_model is a recurrent layer as in `cell_and_weights`, and x its
    input; or a model that is a chain of layers, and x the model's input.
    Of several recurrent layers in a model, `layer` names the one. loss_fn
    takes what the layer or model returns and gives a scalar.

    Returns a dict of "h", and "c" where there is one, to an array (time,):
    the norm over batch and units of dL/dh_t, dL/dc_t. They are total
    derivatives: dL/dc_t includes what c_t does through h_t.

    Raises TypeError or ValueError, naming the argument.
    """
    before, recurrent, after = around(layer_or_model, layer)
    cell, weights = cell_and_weights(recurrent)
    x = tf.cast(before(x), weights.W.dtype)
    if recurrent.go_backwards:
        x = tf.reverse(x, [1])
    zeros = tf.zeros((x.shape[0], weights.U.shape[0]), x.dtype)
    state = (zeros,) * len(cell.states)
    states = {name: [] for name in cell.states}
    with tf.GradientTape() as tape:
        tape.watch(zeros)
        for t in range(x.shape[1]):
            step = cell.step(x[:, t], *state, weights)
            state = tuple(getattr(step, name) for name in cell.states)
            for name, value in zip(cell.states, state, strict=True):
                states[name].append(value)
        outputs = states["h"][-1]
        if recurrent.return_sequences:
            outputs = tf.stack(states["h"], axis=1)
        loss = loss_fn(after(outputs))
    if np.ndim(loss) != 0:
        raise ValueError(
            f"loss_fn must return a scalar, got shape {tuple(loss.shape)}"
        )
    grads = tape.gradient(loss, states)
    norms = {
        name: np.array([_norm(g) for g in gs]) for name, gs in grads.items()
    }
    if recurrent.go_backwards:
        norms = {name: values[::-1] for name, values in norms.items()}
    return norms


def _norm(gradient):
    # A step after the last that the loss sees has no gradient at all.
    return 0.0 if gradient is None else float(tf.norm(gradient))


def direct_path(f):
    """Return what is left of each step's cell at the end: dc_T / dc_t.

    f is the forget gate (batch, time, units). Along the direct path, from
    cell to cell, the derivative is the product of the forget gates after t.
    Returns an array like f; at the last step it is 1.
    """
    f = np.asarray(f)
    later = np.concatenate([f[:, 1:], np.ones_like(f[:, :1])], axis=1)
    return np.cumprod(later[:, ::-1], axis=1)[:, ::-1]
