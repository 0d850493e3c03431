"""Weights in other libraries' layouts, against their published formulas."""

import numpy as np
import pytest

from lstm_course import cells, layouts, unroll
from lstm_course.runtime import keras
from tests.every_cell import KINDS, drawn, drawn_weights

FEATURES, UNITS = 2, 3
CELLS = {"rnn": "rnn", "lstm": "lstm", "gru": "gru"}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def given(name):
    kind = KINDS[name]
    weights = drawn_weights(kind, FEATURES, UNITS)
    xs = np.asarray(drawn(1, 2, 5, FEATURES))
    run = unroll.forward(kind.cell, xs, None, weights)
    return weights, xs, run.outputs


def run_of(xs, step):
    """Run a step of other equations over time, from a zero state."""
    h = c = np.zeros((xs.shape[0], UNITS))
    outputs = []
    for t in range(xs.shape[1]):
        h, c = step(xs[:, t], h, c)
        outputs.append(h)
    return np.stack(outputs, axis=1)


def pytorch_step(state, name):
    W, U, b_x, b_h = (
        state[key]
        for key in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    )

    def step(x, h, c):
        from_x, from_h = W @ x.T + b_x[:, None], U @ h.T + b_h[:, None]
        xs, hs = (
            np.split(z.T, len(W) // UNITS, axis=1) for z in (from_x, from_h)
        )
        if name == "rnn":
            return np.tanh(xs[0] + hs[0]), c
        if name == "gru":
            r, z = sigmoid(xs[0] + hs[0]), sigmoid(xs[1] + hs[1])
            n = np.tanh(xs[2] + r * hs[2])
            return (1 - z) * n + z * h, c
        i, f, g, o = (x + h for x, h in zip(xs, hs, strict=True))
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c

    return step


def onnx_step(inputs, name):
    (W,), (R,), (B,) = (inputs[key] for key in "WRB")
    b_w, b_r = np.split(B, 2)

    def step(x, h, c):
        from_x, from_h = x @ W.T + b_w, h @ R.T + b_r
        xs, hs = (
            np.split(z, len(W) // UNITS, axis=1) for z in (from_x, from_h)
        )
        if name == "rnn":
            return np.tanh(xs[0] + hs[0]), c
        if name == "gru":  # linear_before_reset = 1
            z, r = sigmoid(xs[0] + hs[0]), sigmoid(xs[1] + hs[1])
            candidate = np.tanh(xs[2] + r * hs[2])
            return (1 - z) * candidate + z * h, c
        i, o, f, candidate = (x + h for x, h in zip(xs, hs, strict=True))
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
        return sigmoid(o) * np.tanh(c), c

    return step


@pytest.mark.parametrize("name", CELLS)
def test_pytorch_computes_the_same(name):
    weights, xs, expected = given(name)
    state = layouts.to_pytorch(weights, name)
    assert state["weight_ih_l0"].shape == (weights.W.shape[1], FEATURES)
    assert all(value.flags.c_contiguous for value in state.values())
    outputs = run_of(xs, pytorch_step(state, name))
    np.testing.assert_allclose(outputs, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", CELLS)
def test_onnx_computes_the_same(name):
    weights, xs, expected = given(name)
    inputs = layouts.to_onnx(weights, name)
    columns = weights.W.shape[1]
    assert inputs["W"].shape == (1, columns, FEATURES)
    assert inputs["R"].shape == (1, columns, UNITS)
    assert inputs["B"].shape == (1, 2 * columns)
    outputs = run_of(xs, onnx_step(inputs, name))
    np.testing.assert_allclose(outputs, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("where", ["pytorch", "onnx"])
def test_there_and_back(name, where):
    weights, *_ = given(name)
    there = getattr(layouts, f"to_{where}")(weights, name)
    back = getattr(layouts, f"from_{where}")(there, name)
    for one, two in zip(weights, back, strict=True):
        np.testing.assert_array_equal(one, two)


def test_two_biases_are_added():
    weights, *_ = given("lstm")
    state = layouts.to_pytorch(weights)
    state["bias_hh_l0"] = state["bias_hh_l0"] + 1
    np.testing.assert_allclose(
        layouts.from_pytorch(state).b, weights.b + 1, rtol=1e-15
    )


def test_keras_computes_the_same():
    weights, xs, expected = given("lstm")
    layer = keras.layers.LSTM(UNITS, return_sequences=True, dtype="float64")
    layer.build(xs.shape)
    layer.set_weights(layouts.to_keras(weights))
    np.testing.assert_allclose(layer(xs), expected, rtol=0, atol=1e-12)
    back = layouts.from_keras(layer.get_weights())
    assert isinstance(back, cells.Weights)
    np.testing.assert_array_equal(back.U, weights.U)


def test_what_cannot_be_carried_is_refused():
    weights, *_ = given("lstm")
    with pytest.raises(ValueError, match="cell must be rnn, lstm or gru"):
        layouts.to_onnx(weights, "peephole")
    with pytest.raises(ValueError, match=r"two rows .* got shape \(12,\)"):
        layouts.to_pytorch(weights, "gru")
    inputs = layouts.to_onnx(weights)
    both = {name: np.repeat(inputs[name], 2, axis=0) for name in inputs}
    with pytest.raises(ValueError, match="one direction, got 2"):
        layouts.from_onnx(both)
    with pytest.raises(ValueError, match=r"kernel, .* got 2 arrays"):
        layouts.from_keras(list(weights)[:2])
