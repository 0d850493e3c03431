"""The compiled programs: some training steps of a group of seeds, and a test.

One call takes many steps, so that Python is met rarely. The learning rate and
the limit of the gradient go in as numbers, so that another rate is the same
program. Everything has a leading axis of seeds, often of one.
"""

import functools
import threading

from lstm_course.runtime import tf
from lstm_course.tasks.task import BITS, CLASSES, SQUARED
from lstm_course.trials import loops
from lstm_course.trials.start import Parameters

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7
"""Adam's constants, as in Keras."""

_lock = threading.Lock()


def training(cell, task):
    """Return train(count, done, options, parameters, moments, state, batches).

    It takes `count` steps. batches is a Batch with two leading axes, steps,
    as many or more, and seeds. `done` is the steps taken so far; the
    dictionary `options` holds the numbers `rate` and `clip`. It returns
    parameters, moments, state and the losses (steps, seeds), of which the
    first `count` are filled in.
    """
    return _training(cell, task.loss, task.each_step, task.carried)


def testing(cell, task):
    """Return test(parameters, xs, counts), which gives the outputs."""
    return _testing(cell, task.each_step)


def compiled(cell, function, *arguments):
    """Return the one trace of a function for arguments like these.

    Raises RuntimeError, naming the cell, where its step cannot be traced.
    """
    # Threads that trace at the same time would trace twice.
    with _lock:
        try:
            return function.get_concrete_function(*arguments)
        except Exception as error:
            raise RuntimeError(
                f"cell: {cell.name} cannot be compiled:"
                f" {type(error).__name__}: {error}"
            ) from error


@functools.lru_cache(maxsize=64)
def _training(cell, loss, each_step, carried):
    @tf.function(jit_compile=True, autograph=False)
    def train(count, done, options, parameters, moments, state, batches):
        most, seeds = batches.xs.shape[:2]
        by_hand = seeds == 1 and loops.goes_back(cell)
        gradients = _by_hand if by_hand else _by_tape

        def body(k, flat, moments, state, losses):
            network = tf.nest.pack_sequence_as(parameters, flat)
            batch = type(batches)(*(part[k] for part in batches))
            found, grads, last = gradients(
                cell, loss, each_step, network, state, batch
            )
            step = tf.cast(done + k + 1, tf.float32)
            flat, moments = _adam(flat, grads, moments, step, options)
            losses = tf.tensor_scatter_nd_update(losses, [[k]], [found])
            return k + 1, flat, moments, last if carried else state, losses

        flat = tf.nest.flatten(parameters)
        start = 0, flat, moments, state, tf.zeros((most, seeds))
        _, flat, moments, state, losses = tf.while_loop(
            lambda k, *_: k < count, body, start, maximum_iterations=most
        )
        parameters = tf.nest.pack_sequence_as(parameters, flat)
        return parameters, moments, state, losses

    return train


@functools.lru_cache(maxsize=64)
def _testing(cell, each_step):
    @tf.function(jit_compile=True, autograph=False)
    def test(parameters, xs, counts):
        run = loops.forward(cell, xs, None, parameters.cell)
        return _read(run.hs, counts, each_step, parameters)

    return test


def _by_hand(cell, loss, each_step, network, state, batch):
    """Return the losses, their gradients in flat order, and the last state."""
    run = loops.forward(cell, batch.xs, state, network.cell)
    asked = run.hs, network.V, network.v
    with tf.GradientTape() as tape:
        tape.watch(asked)
        losses = _losses(loss, run.hs, each_step, network, batch)
    dhs, dV, dv = tape.gradient(losses, asked)
    dweights = loops.backward(cell, run, network.cell, dhs)
    grads = tf.nest.flatten(Parameters(dweights, dV, dv))
    return losses, grads, run.state


def _by_tape(cell, loss, each_step, network, state, batch):
    """Do the same for a cell, or for seeds, without a way back by hand."""
    flat = tf.nest.flatten(network)
    with tf.GradientTape() as tape:
        tape.watch(flat)
        run = loops.forward(cell, batch.xs, state, network.cell)
        losses = _losses(loss, run.hs, each_step, network, batch)
    # The seeds share no weights, so the gradient of the sum is that of each.
    grads = tape.gradient(losses, flat, unconnected_gradients="zero")
    return losses, grads, run.state


def _losses(loss, hs, each_step, network, batch):
    """Return the mean of the losses of the answers that count, (seeds,)."""
    outputs = _read(hs, batch.counts, each_step, network)
    losses = LOSSES[loss](outputs, batch.targets)
    if not each_step:
        return tf.reduce_mean(losses, axis=1)
    counts = batch.counts
    total = tf.reduce_sum(losses * counts, axis=(1, 2))
    return total / tf.reduce_sum(counts, axis=(1, 2))


def _read(hs, counts, each_step, network):
    """Return the outputs: of every step, or of the one that counts.

    hs is (seeds, batch, time, units).
    """
    if each_step:
        outputs = tf.einsum("sbtu,suo->sbto", hs, network.V)
        return outputs + network.v[:, None, None]
    h = tf.reduce_sum(hs * counts[..., None], axis=2)
    return h @ network.V + network.v[:, None]


def _adam(flat, grads, moments, step, options):
    """Clip each seed's gradients by their common length; step as Adam does."""
    squares = (tf.reduce_sum(g**2, axis=range(1, g.shape.rank)) for g in grads)
    length = tf.sqrt(sum(squares))
    clip = options["clip"]
    shorter = tf.where(length > clip, clip / length, tf.ones_like(length))
    rate = options["rate"] * tf.sqrt(1 - BETA_2**step) / (1 - BETA_1**step)
    new, first, second = [], [], []
    for value, grad, m, s in zip(flat, grads, *moments, strict=True):
        grad *= tf.reshape(shorter, (-1, *[1] * (value.shape.rank - 1)))
        first.append(BETA_1 * m + (1 - BETA_1) * grad)
        second.append(BETA_2 * s + (1 - BETA_2) * grad**2)
        new.append(value - rate * first[-1] / (tf.sqrt(second[-1]) + EPSILON))
    return new, (first, second)


def _squared(outputs, targets):
    return tf.reduce_mean((outputs - targets) ** 2, axis=-1)


def _classes(outputs, targets):
    return tf.nn.softmax_cross_entropy_with_logits(targets, outputs)


def _bits(outputs, targets):
    losses = tf.nn.sigmoid_cross_entropy_with_logits(targets, outputs)
    return tf.reduce_mean(losses, axis=-1)


LOSSES = {SQUARED: _squared, CLASSES: _classes, BITS: _bits}
"""Functions of outputs and targets that give the loss of each answer."""
