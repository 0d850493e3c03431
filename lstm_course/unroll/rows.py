"""Sequences with time first, and the arrays a loop collects."""

from lstm_course.runtime import tf


class _Identity:
    """Stand for the identity matrix: `x @ IDENTITY` is x."""

    def __rmatmul__(self, x):
        return x


_IDENTITY = _Identity()


def projected(rows, weights):
    """Return x W of all time steps, and the weights of the cell that is left.

    A step whose input is projected already is the same step with the identity
    for a kernel.
    """
    return product(rows, weights.W), weights._replace(W=_IDENTITY)


def product(rows, matrix):
    """Multiply rows, (time, batch, n), by one matrix (n, m)."""
    flat_product = flat(rows) @ matrix
    shape = tf.concat([tf.shape(rows)[:2], tf.shape(matrix)[1:]], axis=0)
    result = tf.reshape(flat_product, shape)
    result.set_shape((*rows.shape[:2], matrix.shape[1]))
    return result


def flat(rows):
    """Return (time, batch, n) as (time * batch, n)."""
    return tf.reshape(rows, (-1, rows.shape[-1]))


def time_first(values):
    """Return (batch, time, n) as (time, batch, n)."""
    return tf.transpose(values, (1, 0, 2))


def batch_first(rows):
    """Return (time, batch, n) as (batch, time, n)."""
    return tf.transpose(rows, (1, 0, 2))


def empty(count, time, dtype):
    """Return count arrays of one tensor a time step."""
    return tuple(tf.TensorArray(dtype, time) for _ in range(count))


def collect(arrays, t, values):
    """Return the arrays with values entered at time step t."""
    return tuple(
        array.write(t, value)
        for array, value in zip(arrays, values, strict=True)
    )


def cut(t, window, values):
    """Return zeros in place of values if a window begins at step t > 0."""
    begins = tf.logical_and(t > 0, t % window == 0)
    return tuple(
        tf.where(begins, tf.zeros_like(value), value) for value in values
    )


def before(rows, first, window=None, carry=True):
    """Return what each step found, given what each left: (time, batch, n).

    rows is what each step left, first (batch, n) what the first step found.
    """
    found = tf.concat([first[None], rows[:-1]], axis=0)
    if window is None or carry:
        return found
    t = tf.range(tf.shape(found)[0])[:, None, None]
    return cut(t, window, (found,))[0]
