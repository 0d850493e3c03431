"""The loop over time: against Keras, GradientTape and central differences."""

import numpy as np
import pytest

from lstm_course import unroll
from lstm_course.cells import Step, unchecked
from lstm_course.gradcheck import gradcheck
from lstm_course.runtime import tf
from tests.every_cell import (
    KINDS,
    distance,
    drawn,
    drawn_state,
    drawn_weights,
    each,
    each_of_keras,
)

BATCH, TIME, FEATURES, UNITS = 3, 7, 2, 4
MASK = np.array(
    [
        [1, 1, 0, 1, 1, 0, 0],  # a gap, and padding at the end
        [0, 0, 1, 1, 1, 1, 1],  # padding at the start
        [0, 0, 0, 0, 0, 0, 0],  # nothing at all
    ],
    dtype=bool,
)


class Case:
    """Sequences, a state to start from, and gradients of the outputs."""

    def __init__(self, kind, batch=BATCH, time=TIME, units=UNITS, **types):
        self.kind, self.cell = kind, kind.cell
        self.xs = drawn(1, batch, time, FEATURES, **types)
        self.state = drawn_state(kind, batch, units, **types)
        self.weights = drawn_weights(kind, FEATURES, units, **types)
        self.dhs = drawn(2, batch, time, units, **types)
        self.dstate = drawn_state(kind, batch, units, 30, **types)
        self.time = time

    @property
    def names(self):
        return ("xs", *self.cell.states, *self.weights._fields)

    @property
    def inputs(self):
        return (self.xs, *self.state, *self.weights)

    def parts(self, inputs):
        end = 1 + len(self.state)
        return inputs[0], inputs[1:end], self.weights._make(inputs[end:])

    def loss(self, outputs, state):
        parts = zip((outputs, *state), (self.dhs, *self.dstate), strict=True)
        return sum(tf.reduce_sum(value * grad) for value, grad in parts)

    def by_hand(self, *inputs, cell=None, **options):
        """Return outputs, the last state, and all gradients, in one list."""
        xs, state, weights = self.parts(inputs or self.inputs)
        cell = cell or self.cell
        run = unroll.forward(cell, xs, state, weights, **options)
        grads = unroll.backward(cell, run, weights, self.dhs, self.dstate)
        return [
            run.outputs,
            *run.state,
            grads.dxs,
            *grads.dstate,
            *grads.dweights,
        ]

    def by_tape(self, **options):
        """Return the same from a plain loop and TensorFlow's gradients."""
        with tf.GradientTape() as tape:
            tape.watch(self.inputs)
            outputs, state = self.plain_loop(*self.inputs, **options)
            loss = self.loss(outputs, state)
        return [outputs, *state, *tape.gradient(loss, self.inputs)]

    def plain_loop(self, *inputs, mask=None, window=None, carry=True):
        xs, state, weights = self.parts(inputs)
        outputs = []
        for t in range(self.time):
            if window and t and t % window == 0:
                drop = tf.stop_gradient if carry else tf.zeros_like
                state = tuple(map(drop, state))
            step = self.cell.step(xs[:, t], *state, weights)
            new = tuple(getattr(step, name) for name in self.cell.states)
            if mask is not None:
                keep = mask[:, t, None]
                new = tuple(
                    tf.where(keep, *pair)
                    for pair in zip(new, state, strict=True)
                )
            state = new
            outputs.append(state[0])
        return tf.stack(outputs, axis=1), state


OPTIONS = {
    "full": {},
    "mask": {"mask": MASK},
    "window": {"window": 3},
    "window of one": {"window": 1},
    "window from zero": {"window": 3, "carry": False},
    "mask and window": {"mask": MASK, "window": 3, "carry": False},
}


def agree(found, expected, limit=1e-13):
    for number, pair in enumerate(zip(found, expected, strict=True)):
        assert distance(*pair) < limit, f"entry {number}"


@each
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_loop_equals_plain_loop_and_tape(kind, options):
    case = Case(kind)
    agree(case.by_hand(**options), case.by_tape(**options))


@each
def test_compiled_loop_equals_tape(kind):
    case = Case(kind, time=4)
    options = {"mask": MASK[:, :4], "window": 3}
    compiled = tf.function(case.by_hand, jit_compile=True)
    agree(compiled(**options), case.by_tape(**options))


@each
def test_gradients_equal_central_differences(kind):
    case = Case(kind, time=3)

    def loss(**values):
        given = case.parts([values[name] for name in case.names])
        run = unroll.forward(case.cell, *given)
        return case.loss(run.outputs, run.state)

    grads = case.by_hand()[1 + len(case.state) :]
    found = gradcheck(
        loss,
        dict(zip(case.names, case.inputs, strict=True)),
        dict(zip(case.names, grads, strict=True)),
        entries=15,
        compiled=True,
    )
    assert found.passed, found


@pytest.mark.parametrize(
    ("batch", "time", "units"), [(1, 1, 1), (1, 3, 1), (2, 1, 3)]
)
@each
def test_smallest_sizes(kind, batch, time, units):
    case = Case(kind, batch, time, units)
    agree(case.by_hand(), case.by_tape())


@each_of_keras
@pytest.mark.parametrize(
    ("dtype", "limit"), [("float64", 1e-12), ("float32", 1e-6)]
)
@pytest.mark.parametrize("mask", [None, MASK], ids=["whole", "masked"])
def test_loop_equals_keras(kind, dtype, limit, mask):
    case = Case(kind, dtype=dtype)
    state = case.state
    if mask is not None:
        # Keras has zeros, not the state, before a sequence has begun.
        state = tuple(tf.zeros_like(part) for part in state)
    layer = kind.keras_layer(
        UNITS,
        return_sequences=True,
        return_state=True,
        dtype=dtype,
        **kind.options,
    )
    layer.build(case.xs.shape)
    layer.set_weights([np.asarray(value) for value in case.weights])
    with tf.GradientTape() as tape:
        tape.watch(case.xs)
        outputs, *last = layer(case.xs, initial_state=list(state), mask=mask)
        loss = case.loss(outputs, last)
    grads = tape.gradient(loss, [case.xs, *layer.trainable_weights])
    run = unroll.forward(case.cell, case.xs, state, case.weights, mask)
    back = unroll.backward(case.cell, run, case.weights, case.dhs, case.dstate)
    for ours, theirs in zip(
        (run.outputs, *run.state), (outputs, *last), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=limit)
    agree((back.dxs, *back.dweights), grads, limit)


def test_state_of_none_is_zero():
    case = Case(KINDS["lstm"])
    zeros = tuple(tf.zeros_like(part) for part in case.state)
    one = unroll.forward(case.cell, case.xs, None, case.weights)
    two = unroll.forward(case.cell, case.xs, zeros, case.weights)
    np.testing.assert_array_equal(one.outputs, two.outputs)


@each
def test_run_keeps_every_gate(kind):
    case = Case(kind)
    run = unroll.forward(case.cell, case.xs, case.state, case.weights)
    state = case.state
    for t in range(TIME):
        step = case.cell.step(case.xs[:, t], *state, case.weights)
        state = tuple(getattr(step, name) for name in case.cell.states)
        for rows, value in zip(run.steps, step, strict=True):
            np.testing.assert_allclose(rows[t], value, atol=1e-14)


def test_loss_on_the_last_state_alone():
    case = Case(KINDS["lstm"])
    run = unroll.forward(case.cell, case.xs, case.state, case.weights)
    dh, dc = case.dstate
    zeros = np.zeros((BATCH, TIME - 1, UNITS))
    dhs = np.concatenate([zeros, np.asarray(dh)[:, None]], axis=1)
    one = unroll.backward(case.cell, run, case.weights, dstate=(dh, dc))
    two = unroll.backward(
        case.cell, run, case.weights, dhs, (tf.zeros_like(dh), dc)
    )
    for pair in zip(one.dweights, two.dweights, strict=True):
        assert distance(*pair) < 1e-14
    only = unroll.backward(case.cell, run, case.weights, dhs)
    zero = unroll.backward(case.cell, run, case.weights, dhs, (dh * 0, dc * 0))
    np.testing.assert_array_equal(only.dxs, zero.dxs)


@each
def test_no_gradient_passes_a_cut(kind):
    case = Case(kind)
    run = unroll.forward(
        case.cell, case.xs, case.state, case.weights, window=3
    )
    grads = unroll.backward(case.cell, run, case.weights, dstate=case.dstate)
    reached = np.abs(grads.dxs).max(axis=(0, 2)) > 0
    np.testing.assert_array_equal(reached, [0, 0, 0, 0, 0, 0, 1])
    assert all(np.abs(part).max() == 0 for part in grads.dstate)


def test_state_is_carried_over_a_cut_or_is_not():
    case = Case(KINDS["lstm"])
    other = tf.concat([case.xs[:, :3] + 1, case.xs[:, 3:]], axis=1)

    def outputs(xs, carry):
        return unroll.forward(
            case.cell, xs, case.state, case.weights, None, 3, carry
        ).outputs[:, 3:]

    assert distance(outputs(case.xs, True), outputs(other, True)) > 1e-3
    assert distance(outputs(case.xs, False), outputs(other, False)) == 0
    fresh = unroll.forward(case.cell, case.xs[:, 3:6], None, case.weights)
    agree([outputs(case.xs, False)[:, :3]], [fresh.outputs])


def test_window_longer_than_the_sequence_cuts_nothing():
    case = Case(KINDS["lstm"])
    agree(case.by_hand(window=TIME), case.by_hand(), 1e-300)


@each
def test_functions_of_a_learner_take_the_place_of_ours(kind):
    case = Case(kind)
    calls = []

    def step(x, *rest):
        assert x.shape == (BATCH, FEATURES)
        assert rest[-1].W.shape == case.weights.W.shape
        calls.append("step")
        return tuple(case.cell.step(x, *rest))

    def step_backward(*given):
        calls.append("back")
        return case.cell.step_backward(*given)

    expected = case.by_tape(mask=MASK)
    both = case.cell.using(step, step_backward)
    agree(case.by_hand(cell=both, mask=MASK), expected)
    assert calls.count("step") == TIME
    assert calls.count("back") == TIME + 1
    agree(case.by_hand(cell=case.cell.using(step=step), mask=MASK), expected)
    assert case.cell.using() is case.cell


def test_wrong_step_of_a_learner_shows_in_the_loop():
    case = Case(KINDS["lstm"])

    def forgetful(x, h_prev, c_prev, weights):
        step = unchecked(KINDS["lstm"].step)(x, h_prev, c_prev, weights)
        return step._replace(c=step.c * 0)

    mine = case.cell.using(step=forgetful)
    run = unroll.forward(mine, case.xs, case.state, case.weights)
    assert isinstance(run.steps, Step)
    np.testing.assert_array_equal(run.steps.c, np.zeros((TIME, BATCH, UNITS)))


def test_sizes_may_be_unknown_while_tracing():
    case = Case(KINDS["lstm"])

    @tf.function(
        input_signature=[tf.TensorSpec((None, None, FEATURES), "float64")]
    )
    def traced(xs):
        run = unroll.forward(case.cell, xs, None, case.weights)
        return run.outputs, unroll.backward(
            case.cell, run, case.weights, tf.ones_like(run.outputs)
        )

    for xs in (case.xs, case.xs[:2, :3]):
        outputs, grads = traced(xs)
        run = unroll.forward(case.cell, xs, None, case.weights)
        expected = unroll.backward(
            case.cell, run, case.weights, tf.ones_like(run.outputs)
        )
        agree(
            (outputs, grads.dxs, *grads.dweights),
            (run.outputs, expected.dxs, *expected.dweights),
        )


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_loop_stays_in_its_type(dtype):
    for name in ("lstm", "peephole"):
        case = Case(KINDS[name], dtype=dtype)
        exact = Case(KINDS[name]).by_hand(mask=MASK, window=3)
        for value, expected in zip(
            case.by_hand(mask=MASK, window=3), exact, strict=True
        ):
            assert value.dtype == dtype
            assert distance(tf.cast(value, "float64"), expected) < 0.1


FORWARD = {
    "xs": ({"xs": np.zeros((3, 7, 5))}, ValueError, r"xs .* got \(3, 7, 5\)"),
    "flat": ({"xs": np.zeros((3, 2))}, ValueError, r"xs .* got \(3, 2\)"),
    "nan": (
        {"xs": np.full((3, 7, 2), np.nan)},
        ValueError,
        "xs must not hold",
    ),
    "tensor": (
        {"state": np.zeros((3, 4))},
        TypeError,
        r"state must be a tuple \(h, c\), got ndarray",
    ),
    "one": (
        {"state": (np.zeros((3, 4)),)},
        ValueError,
        r"state must be a tuple \(h, c\), got 1 parts",
    ),
    "batch": (
        {"state": (np.zeros((3, 4)), np.zeros((2, 4)))},
        ValueError,
        r"state's c must have shape \(batch, units\) = \(3, 4\)",
    ),
    "mask": (
        {"mask": MASK[:, :3]},
        ValueError,
        r"mask must have shape \(batch, time\) = \(3, 7\), got \(3, 3\)",
    ),
    "numbers": (
        {"mask": MASK.astype(float)},
        TypeError,
        "mask must hold booleans, got float64",
    ),
    "window": ({"window": 0}, ValueError, "window must be .* got 0"),
    "half": ({"window": 2.5}, ValueError, "window must be .* got 2.5"),
}


@pytest.mark.parametrize(
    ("change", "error", "says"), FORWARD.values(), ids=FORWARD
)
def test_wrong_argument_of_forward_is_named(change, error, says):
    case = Case(KINDS["lstm"])
    given = {"xs": case.xs, "state": case.state, "weights": case.weights}
    with pytest.raises(error, match=says):
        unroll.forward(case.cell, **{**given, **change})


def test_wrong_argument_of_backward_is_named():
    case = Case(KINDS["rnn"])
    run = unroll.forward(case.cell, case.xs, case.state, case.weights)
    given = (case.cell, run, case.weights)
    with pytest.raises(ValueError, match=r"dhs .* got \(3, 6, 4\)"):
        unroll.backward(*given, case.dhs[:, 1:])
    with pytest.raises(TypeError, match=r"dstate must be a tuple \(h,\)"):
        unroll.backward(*given, case.dhs, case.dstate[0])
    with pytest.raises(ValueError, match="dhs or dstate must be given"):
        unroll.backward(*given)
    with pytest.raises(TypeError, match="dhs must be float64"):
        unroll.backward(*given, tf.cast(case.dhs, "float32"))
