"""One step forward: against Keras, NumPy and each other; what is refused."""

import numpy as np
import pytest

from lstm_course import cells
from lstm_course.runtime import keras, tf
from tests.every_cell import (
    KINDS,
    distance,
    drawn,
    drawn_state,
    drawn_weights,
    each,
    each_of_keras,
    state_of,
)

BATCH, FEATURES, UNITS = 3, 2, 4


def given(kind, dtype="float64", batch=BATCH, features=FEATURES, units=UNITS):
    x = drawn(1, batch, features, dtype=dtype)
    state = drawn_state(kind, batch, units, dtype=dtype)
    return x, state, drawn_weights(kind, features, units, dtype)


def stepped(kind, x, state, weights):
    step = kind.step(x, *state, weights, **kind.options)
    return state_of(kind, step)


@each_of_keras
@pytest.mark.parametrize(
    ("dtype", "limit"), [("float64", 1e-12), ("float32", 1e-6)]
)
@pytest.mark.parametrize(
    ("batch", "features", "units"), [(3, 2, 4), (1, 1, 1)]
)
def test_step_equals_keras(kind, dtype, limit, batch, features, units):
    x, state, weights = given(kind, dtype, batch, features, units)
    layer = kind.keras_layer(units, dtype=dtype, **kind.options)
    layer.build((batch, 1, features))
    layer.set_weights([np.asarray(value) for value in weights])
    _, expected = layer.cell(x, list(state))
    for ours, theirs in zip(
        stepped(kind, x, state, weights), expected, strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=limit)


def test_peephole_step_gate_by_gate():
    kind = KINDS["peephole"]
    x, (h_prev, c_prev), weights = given(kind)
    step = kind.step(x, h_prev, c_prev, weights)

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    W, U, b, P = map(np.asarray, weights)
    z = np.asarray(x) @ W + np.asarray(h_prev) @ U + b
    i = sigmoid(z[:, :4] + P[0] * c_prev)
    f = sigmoid(z[:, 4:8] + P[1] * c_prev)
    g = np.tanh(z[:, 8:12])
    c = f * c_prev + i * g
    o = sigmoid(z[:, 12:] + P[2] * c)
    for ours, expected in zip(
        step, (i, f, g, o, c, o * np.tanh(c)), strict=True
    ):
        np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-14)


def lstm_like(weights, b_f, W_f, U_f):
    """Give three blocks i, g, o a forget gate between i and g."""
    places = ((weights.W, W_f), (weights.U, U_f), (weights.b, b_f))
    return cells.Weights(
        *(
            tf.concat([value[..., :UNITS], f, value[..., UNITS:]], axis=-1)
            for value, f in places
        )
    )


def test_no_forget_step_is_an_lstm_that_never_forgets():
    x, state, weights = given(KINDS["no_forget"])
    always = lstm_like(
        weights,
        tf.fill((UNITS,), tf.constant(100.0, "float64")),
        tf.zeros((FEATURES, UNITS), "float64"),
        tf.zeros((UNITS, UNITS), "float64"),
    )
    ours = cells.no_forget_step(x, *state, weights)
    lstm = cells.lstm_step(x, *state, always)
    assert ours._fields == ("i", "g", "o", "c", "h")
    for name, value in ours._asdict().items():
        np.testing.assert_allclose(value, getattr(lstm, name), rtol=1e-14)


def test_coupled_step_is_an_lstm_with_opposite_gates():
    x, state, weights = given(KINDS["coupled"])
    W_i, U_i, b_i = (value[..., :UNITS] for value in weights)
    lstm = cells.lstm_step(x, *state, lstm_like(weights, -b_i, -W_i, -U_i))
    ours = cells.coupled_step(x, *state, weights)
    for one, two in zip(ours, lstm, strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-13)


def test_step_returns_the_gates_keras_uses():
    x, (h_prev, c_prev), weights = given(KINDS["lstm"])
    step = cells.lstm_step(x, h_prev, c_prev, weights)
    W, U, b = map(np.asarray, weights)
    z = np.asarray(x) @ W + np.asarray(h_prev) @ U + b
    blocks = np.split(z, 4, axis=1)
    for gate, block in zip(
        "ifo", (blocks[0], blocks[1], blocks[3]), strict=True
    ):
        expected = 1 / (1 + np.exp(-block))
        np.testing.assert_allclose(getattr(step, gate), expected, rtol=1e-12)
    np.testing.assert_allclose(step.g, np.tanh(blocks[2]), rtol=1e-12)


def test_gru_step_returns_its_gates():
    x, (h_prev,), weights = given(KINDS["gru"])
    z, r, g, h = cells.gru_step(x, h_prev, weights)
    np.testing.assert_allclose(h, z * h_prev + (1 - z) * g, rtol=1e-14)
    closed = cells.gru_step(
        x, tf.zeros_like(h_prev), weights._replace(b=weights.b * 0)
    )
    W_r = np.asarray(weights.W)[:, UNITS : 2 * UNITS]
    expected = 1 / (1 + np.exp(-np.asarray(x) @ W_r))
    np.testing.assert_allclose(closed.r, expected, rtol=1e-12)
    assert np.abs(r).max() < 1
    assert np.abs(g).max() < 1


@each
def test_step_compiled_equals_eager(kind):
    x, state, weights = given(kind)
    compiled = tf.function(
        lambda x, state, weights: stepped(kind, x, state, weights),
        jit_compile=True,
    )
    for one, two in zip(
        compiled(x, state, weights),
        stepped(kind, x, state, weights),
        strict=True,
    ):
        np.testing.assert_allclose(one, two, rtol=0, atol=1e-14)


@each
@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_step_stays_in_its_type(kind, dtype):
    x, state, weights = given(kind, dtype)
    exact = given(kind)
    for value, expected in zip(
        stepped(kind, x, state, weights), stepped(kind, *exact), strict=True
    ):
        assert value.dtype == dtype
        assert distance(tf.cast(value, "float64"), expected) < 0.02


def test_arrays_are_taken_and_not_changed():
    x, state, weights = given(KINDS["lstm"])
    arrays = [np.array(value) for value in (x, *state, *weights)]
    kept = [array.copy() for array in arrays]
    step = cells.lstm_step(*arrays[:3], cells.Weights(*arrays[3:]))
    assert isinstance(step.h, tf.Tensor)
    for array, before in zip(arrays, kept, strict=True):
        np.testing.assert_array_equal(array, before)


WRONG = {
    "features": (
        {"x": np.zeros((3, 5))},
        ValueError,
        r"x must have shape \(batch, features\) = \(any, 2\), got \(3, 5\)",
    ),
    "batch": (
        {"h_prev": np.zeros((2, 4))},
        ValueError,
        r"h_prev must have shape \(batch, units\) = \(3, 4\), got \(2, 4\)",
    ),
    "units": ({"c_prev": np.zeros((3, 5))}, ValueError, "c_prev .* got"),
    "rank": ({"x": np.zeros(2)}, ValueError, r"x .* got \(2,\)"),
    "list": ({"x": [[0.0, 0.0]]}, TypeError, "x must be a tensor .* got list"),
    "whole": (
        {"x": np.zeros((3, 2), int)},
        TypeError,
        "x must hold floats, got int64",
    ),
    "precision": (
        {"h_prev": np.zeros((3, 4), np.float32)},
        TypeError,
        "h_prev must be float64 like weights.W, got float32",
    ),
    "nan": (
        {"c_prev": np.where(np.eye(3, 4), np.nan, 0)},
        ValueError,
        r"c_prev must not hold NaN, but does at \(0, 0\)",
    ),
    "tuple": (
        {"weights": (1, 2, 3)},
        TypeError,
        "weights must be a NamedTuple of W, U and b .* got tuple",
    ),
    "W": (
        {"W": np.zeros((2, 12))},
        ValueError,
        r"weights\.W .* got \(2, 12\)",
    ),
    "U": (
        {"U": np.zeros((4, 12))},
        ValueError,
        r"weights\.U .* got \(4, 12\)",
    ),
    "U flat": ({"U": np.float64(1)}, ValueError, r"weights\.U .* got \(\)"),
    "b": (
        {"b": np.zeros(12)},
        ValueError,
        r"weights\.b must have shape \(4 \* units,\) = \(16,\), got \(12,\)",
    ),
    "nan in W": (
        {"W": np.full((2, 16), np.nan)},
        ValueError,
        r"weights\.W .*",
    ),
}


@pytest.mark.parametrize(
    ("change", "error", "says"), WRONG.values(), ids=WRONG
)
def test_wrong_argument_is_named(change, error, says):
    x, (h_prev, c_prev), weights = given(KINDS["lstm"])
    arguments = {"x": x, "h_prev": h_prev, "c_prev": c_prev}
    arguments["weights"] = weights
    for name, value in change.items():
        if name in weights._fields:
            arguments["weights"] = weights._replace(**{name: value})
        else:
            arguments[name] = value
    with pytest.raises(error, match=says):
        cells.lstm_step(**arguments)


def test_wrong_bias_of_a_gru_and_wrong_peepholes_are_named():
    x, state, weights = given(KINDS["gru"])
    with pytest.raises(ValueError, match=r"weights\.b .* got \(2, 12\)"):
        cells.gru_step(x, *state, weights, reset_after=False)
    with pytest.raises(ValueError, match=r"weights\.b .* got \(12,\)"):
        cells.gru_step(x, *state, weights._replace(b=weights.b[0]))
    x, state, weights = given(KINDS["peephole"])
    wrong = weights._replace(P=weights.P[:2])
    with pytest.raises(ValueError, match=r"weights\.P .* got \(2, 4\)"):
        cells.peephole_step(x, *state, wrong)


def test_wrong_shape_is_named_while_tracing():
    _, state, weights = given(KINDS["lstm"])

    @tf.function
    def traced(x):
        return cells.lstm_step(x, *state, weights)

    with pytest.raises(ValueError, match="x must have shape"):
        traced(tf.zeros((BATCH, 5), "float64"))
    # Values are not there yet, so NaN passes, and stays NaN.
    assert np.isnan(traced(tf.fill((BATCH, 2), np.float64("nan"))).h).all()


def test_batch_may_be_unknown_while_tracing():
    x, state, weights = given(KINDS["lstm"])
    unknown = tf.TensorSpec((None, UNITS), "float64")
    traced = tf.function(
        lambda x, h, c: cells.lstm_step(x, h, c, weights).h,
        input_signature=[
            tf.TensorSpec((None, FEATURES), "float64"),
            unknown,
            unknown,
        ],
    )
    expected = cells.lstm_step(x, *state, weights).h
    np.testing.assert_allclose(traced(x, *state), expected, rtol=1e-12)


@each
def test_weights_start_as_in_keras(kind):
    weights = kind.weights(20, 30, seed=3, dtype="float64", **kind.options)
    columns = kind.cell.gates * 30
    assert weights.W.shape == (20, columns)
    limit = np.sqrt(6 / (20 + columns))
    assert 0.95 * limit < np.abs(weights.W).max() <= limit
    U = np.asarray(weights.U)
    np.testing.assert_allclose(U @ U.T, np.eye(30), atol=1e-12)
    again = kind.weights(20, 30, seed=3, dtype="float64", **kind.options)
    other = kind.weights(20, 30, seed=4, dtype="float64", **kind.options)
    np.testing.assert_array_equal(weights.W, again.W)
    assert distance(weights.W, other.W) > 0.5
    assert distance(weights.U, other.U) > 0.5
    if kind.keras_layer:
        layer = kind.keras_layer(30, **kind.options)
        layer.build((1, 1, 20))
        np.testing.assert_array_equal(layer.get_weights()[2], weights.b)


def test_forget_gate_starts_where_it_is_told():
    b = cells.lstm_weights(2, 3, seed=0, forget_bias=5.0).b.numpy()
    np.testing.assert_array_equal(b, np.repeat([0, 5, 0, 0], 3))
    assert b.dtype == np.float32
    b = cells.coupled_weights(2, 3, seed=0, forget_bias=5.0).b.numpy()
    np.testing.assert_array_equal(b, np.repeat([-5, 0, 0], 3))
    weights = cells.peephole_weights(2, 3, seed=0, forget_bias=5.0)
    np.testing.assert_array_equal(weights.b, np.repeat([0, 5, 0, 0], 3))
    np.testing.assert_array_equal(weights.P, np.zeros((3, 3)))


@pytest.mark.parametrize(
    ("features", "units", "name"), [(0, 2, "features"), (2, 1.5, "units")]
)
def test_wrong_size_is_named(features, units, name):
    with pytest.raises(ValueError, match=f"{name} must be an integer"):
        cells.lstm_weights(features, units, seed=0)


def test_weights_of_a_keras_layer_can_be_used_as_they_are():
    layer = keras.layers.LSTM(UNITS, dtype="float64")
    layer.build((BATCH, 1, FEATURES))
    x, state, _ = given(KINDS["lstm"])
    ours = cells.lstm_step(x, *state, cells.Weights(*layer.cell.weights))
    h, _ = layer.cell(x, list(state))
    np.testing.assert_allclose(ours.h, h, atol=1e-14)
