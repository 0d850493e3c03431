"""What every gate did at every step."""

from lstm_course.probes.layer import cell_and_weights
from lstm_course.runtime import tf
from lstm_course.unroll import forward


def gate_traces(layer, x, mask=None):
    """Return what a recurrent layer computed inside, as arrays.

    layer is as in `cell_and_weights`, x its input (batch, time, features),
    mask (batch, time) as Keras would hand it over; the state starts at zero.

    Returns a dict of name to array (batch, time, units): i, f, g, o, c, h
    for an LSTM; z, r, g, h for a GRU; h for a plain RNN. Time is that of x,
    also for a layer that goes backwards. Where the mask is False, gates are
    what the step would have done; h and c pass through.
    """
    cell, weights = cell_and_weights(layer)
    x = tf.cast(x, weights.W.dtype)
    mask = None if mask is None else tf.convert_to_tensor(mask)
    if layer.go_backwards:
        x = tf.reverse(x, [1])
        mask = None if mask is None else tf.reverse(mask, [1])
    steps = forward(cell, x, None, weights, mask).steps
    traces = {
        name: tf.transpose(values, (1, 0, 2)).numpy()
        for name, values in steps._asdict().items()
    }
    if layer.go_backwards:
        traces = {name: trace[:, ::-1] for name, trace in traces.items()}
    return traces
