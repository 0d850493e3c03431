"""What every gate did at every step."""

from lstm_course.probes.chain import around, through
from lstm_course.probes.layer import cell_and_weights
from lstm_course.runtime import tf
from lstm_course.unroll import forward


def gate_traces(layer_or_model, x, mask=None, layer=None):
    """Return what a recurrent layer computed inside, as arrays.

    layer_or_model is a recurrent layer as in `cell_and_weights` and x its
    input, (batch, time, features); or a model that is a chain of layers, and
    x the model's input. Of several recurrent layers in a model, `layer`
    names the one. mask is (batch, time) or None; the state starts at zero.

    Returns a dict of name to array (batch, time, units): i, f, g, o, c, h
    for an LSTM; z, r, g, h for a GRU; h for a plain RNN. Time is that of x,
    also for a layer that goes backwards. Where the mask is False, the gates
    are what the step would have done; h and c pass through.

    Raises TypeError or ValueError, naming the argument.
    """
    before, recurrent, _ = around(layer_or_model, layer)
    cell, weights = cell_and_weights(recurrent)
    x, mask = through(before, x, mask)
    x = tf.cast(x, weights.W.dtype)
    if recurrent.go_backwards:
        x = tf.reverse(x, [1])
        mask = None if mask is None else tf.reverse(mask, [1])
    steps = forward(cell, x, None, weights, mask).steps
    order = -1 if recurrent.go_backwards else 1
    return {
        name: values.numpy().swapaxes(0, 1)[:, ::order]
        for name, values in steps._asdict().items()
    }
