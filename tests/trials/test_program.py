"""A step of training: against Keras, and each way back against the other."""

import numpy as np
import pytest

from lstm_course import trials, unroll
from lstm_course.runtime import keras, tf
from lstm_course.tasks.task import BITS, CLASSES, SQUARED, Batch
from lstm_course.trials import loops, program
from lstm_course.trials.start import parameters
from tests.every_cell import each
from tests.trials.easy import SMALL, Impossible, Running

CLIP = 0.3
"""Shorter than the gradients at the start, longer than those later on."""


def the_start(task, seed, cell=unroll.LSTM):
    """Return the Parameters and the batches that a seed begins with."""
    weights, batches, _ = np.random.default_rng(seed).spawn(3)
    start = parameters(cell, task, SMALL["units"], None, weights)
    return start, task.batches(batches, SMALL["batch"])


def test_learns_as_keras_does():
    task = Impossible()
    result = trials.run(unroll.LSTM, task, seeds=1, clip=CLIP, **SMALL)
    model = keras.Sequential(
        [
            keras.Input((task.time, task.features)),
            keras.layers.LSTM(SMALL["units"], use_cudnn=False),
            keras.layers.Dense(1),
        ]
    )
    adam = keras.optimizers.Adam(1e-2, global_clipnorm=CLIP)
    model.compile(adam, "mse")
    start, batches = the_start(task, 0)
    model.set_weights([*start.cell, start.V, start.v])
    for loss in result.losses[0][:50]:
        xs, targets, _ = next(batches)
        # The metric of a batch is a mean since the last reset.
        model.reset_metrics()
        told = model.train_on_batch(xs, targets)
        assert loss == pytest.approx(float(told), rel=1e-4)


@each
def test_both_ways_back_agree(kind):
    task = Running()
    start, batches = the_start(task, 0, kind.cell)
    network = tf.nest.map_structure(lambda value: value[None], start)
    batch = Batch(*(part[None] for part in next(batches)))
    assert loops.goes_back(kind.cell)
    given = kind.cell, SQUARED, True, network, None, batch
    by_hand, by_tape = program._by_hand(*given), program._by_tape(*given)
    for one, two in zip(
        tf.nest.flatten(by_hand), tf.nest.flatten(by_tape), strict=True
    ):
        np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-6)


def test_a_step_of_ones_own_has_no_way_back_but_the_tape():
    def step(x, h_prev, c_prev, weights):
        return unroll.LSTM.step(x, h_prev, c_prev, weights)

    def step_backward(*arguments):
        return unroll.LSTM.step_backward(*arguments)

    cell = unroll.LSTM.using(step=step)
    assert not loops.goes_back(cell)
    assert not loops.goes_back(cell._replace(step_backward=None))
    assert loops.goes_back(cell.using(step_backward=step_backward))


@each
def test_seeds_together_run_as_each_alone(kind):
    task = Running()
    starts, xs, states = [], [], []
    for seed in range(3):
        start, batches = the_start(task, seed, kind.cell)
        # Starting biases are zero or alike: none would be missed.
        rng = np.random.default_rng(seed)
        starts.append(
            tf.nest.map_structure(
                lambda value, rng=rng: tf.constant(
                    rng.normal(size=value.shape), tf.float32
                ),
                start.cell,
            )
        )
        xs.append(next(batches).xs)
        drawn = rng.normal(size=(len(kind.cell.states), 1, 8, 4))
        states.append(tuple(tf.constant(drawn, tf.float32)))
    weights = tf.nest.map_structure(lambda *parts: tf.stack(parts), *starts)
    state = tuple(tf.concat(parts, 0) for parts in zip(*states, strict=True))
    together = loops.forward(
        kind.cell, tf.constant(np.stack(xs)), state, weights
    )
    for seed, own in enumerate(starts):
        own = tf.nest.map_structure(lambda value: value[None], own)
        alone = loops.forward(
            kind.cell, tf.constant(xs[seed][None]), states[seed], own
        )
        np.testing.assert_allclose(together.hs[seed], alone.hs[0], atol=1e-5)
        for one, two in zip(together.state, alone.state, strict=True):
            np.testing.assert_allclose(one[seed], two[0], atol=1e-5)


def test_losses_are_those_of_the_field():
    rng = np.random.default_rng(0)
    outputs = rng.normal(size=(5, 3)).astype(np.float32)
    bits = rng.integers(0, 2, (5, 3)).astype(np.float32)
    classes = np.eye(3, dtype=np.float32)[rng.integers(0, 3, 5)]
    for loss, targets, of_keras in (
        (SQUARED, bits, keras.losses.mean_squared_error(bits, outputs)),
        (
            CLASSES,
            classes,
            keras.losses.categorical_crossentropy(
                classes, outputs, from_logits=True
            ),
        ),
        (
            BITS,
            bits,
            keras.losses.binary_crossentropy(bits, outputs, from_logits=True),
        ),
    ):
        found = program.LOSSES[loss](outputs, targets)
        np.testing.assert_allclose(found, of_keras, rtol=1e-5)


def test_only_answers_that_count_do():
    task = Running()
    start, batches = the_start(task, 0)
    network = tf.nest.map_structure(lambda value: value[None], start)
    batch = next(batches)
    wrong = batch.targets + 100 * (1 - batch.counts[..., None])
    losses = []
    for targets in (batch.targets, wrong):
        given = Batch(batch.xs[None], targets[None], batch.counts[None])
        losses.append(
            program._by_tape(unroll.LSTM, SQUARED, True, network, None, given)[
                0
            ]
        )
    np.testing.assert_allclose(*losses, rtol=1e-5)


def test_no_clipping_leaves_long_gradients_alone():
    flat = [tf.zeros((2, 3)), tf.zeros((2, 1))]
    grads = [
        tf.constant([[3.0, 0, 0], [0.3, 0, 0]]),
        tf.constant([[4.0], [0.4]]),
    ]
    zeros = [tf.zeros_like(value) for value in flat]
    for clip, lengths in ((1.0, (1.0, 0.5)), (np.inf, (5.0, 0.5))):
        options = {"rate": tf.constant(0.1), "clip": tf.constant(clip)}
        _, (first, _) = program._adam(
            flat, grads, (zeros, zeros), tf.constant(1.0), options
        )
        found = np.hypot(first[0][:, 0], first[1][:, 0]) / (1 - program.BETA_1)
        np.testing.assert_allclose(found, lengths, rtol=1e-5)
