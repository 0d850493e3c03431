"""What the probes read, against Keras, the tape and known dynamics."""

import functools

import numpy as np
import pytest

from lstm_course import cells, models, probes, unroll
from lstm_course.runtime import keras, seed, tf

BATCH, TIME, FEATURES, UNITS = 3, 6, 2, 4
RNG = np.random.default_rng(0)
XS = RNG.normal(size=(BATCH, TIME, FEATURES)).astype("float32")
MASK = np.array(
    [[1, 1, 0, 1, 0, 0], [0, 1, 1, 1, 1, 1], [1, 0, 0, 0, 0, 0]], dtype=bool
)


def around_cell(cell, dtype=None, **options):
    """Put a cell into a layer; Keras does not hand it the layer's type."""
    inner = cell(UNITS, dtype=dtype)
    return keras.layers.RNN(inner, dtype=dtype, **options)


LAYERS = {
    "SimpleRNN": lambda **o: keras.layers.SimpleRNN(UNITS, **o),
    "LSTM": lambda **o: keras.layers.LSTM(UNITS, **o),
    "LSTM without bias": lambda **o: keras.layers.LSTM(
        UNITS, use_bias=False, **o
    ),
    "GRU": lambda **o: keras.layers.GRU(UNITS, **o),
    "GRU reset before": lambda **o: keras.layers.GRU(
        UNITS, reset_after=False, **o
    ),
    "GRU without bias": lambda **o: keras.layers.GRU(
        UNITS, use_bias=False, **o
    ),
    "RNN of an LSTMCell": functools.partial(
        around_cell, keras.layers.LSTMCell
    ),
    "our RNN": functools.partial(around_cell, models.RNNCell),
    "our LSTM": functools.partial(around_cell, models.LSTMCell),
    "no forget gate": functools.partial(around_cell, models.NoForgetLSTMCell),
    "coupled": functools.partial(around_cell, models.CoupledLSTMCell),
    "peephole": functools.partial(around_cell, models.PeepholeLSTMCell),
    "our GRU": functools.partial(around_cell, models.GRUCell),
}
each = pytest.mark.parametrize("make", LAYERS.values(), ids=LAYERS)


def trained(make, **options):
    """Return a layer with weights of its own, none of them as at the start."""
    layer = make(**options)
    layer.build(XS.shape)
    rng = np.random.default_rng(1)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    return layer


@each
@pytest.mark.parametrize("backwards", [False, True])
def test_trace_of_h_is_what_the_layer_returns(make, backwards):
    layer = trained(make, return_sequences=True, go_backwards=backwards)
    order = -1 if backwards else 1
    for mask in (None, MASK):
        expected = layer(XS, mask=mask).numpy()[:, ::order]
        traces = probes.gate_traces(layer, XS, mask)
        np.testing.assert_allclose(traces["h"], expected, atol=1e-6)
        for trace in traces.values():
            assert trace.shape == (BATCH, TIME, UNITS)


def test_traces_of_an_lstm_fit_together():
    traces = probes.gate_traces(trained(LAYERS["LSTM"]), XS)
    assert list(traces) == ["i", "f", "g", "o", "c", "h"]
    i, f, g, o, c, h = traces.values()
    earlier = np.concatenate([0 * c[:, :1], c[:, :-1]], axis=1)
    np.testing.assert_allclose(c, f * earlier + i * g, atol=1e-6)
    np.testing.assert_allclose(h, o * np.tanh(c), atol=1e-6)
    layer = trained(LAYERS["GRU"])
    assert list(probes.gate_traces(layer, XS)) == ["z", "r", "g", "h"]
    layer = trained(LAYERS["no forget gate"])
    assert list(probes.gate_traces(layer, XS)) == ["i", "g", "o", "c", "h"]


def chain():
    seed(0)
    return keras.Sequential(
        [
            keras.Input((TIME,), dtype="int32"),
            keras.layers.Embedding(5, FEATURES, mask_zero=True),
            keras.layers.LSTM(UNITS, return_sequences=True, name="first"),
            keras.layers.Dropout(0.5),
            keras.layers.GRU(UNITS, name="second"),
            keras.layers.Dense(1),
        ]
    )


TOKENS = np.array([[1, 2, 0, 0, 0, 0], [3, 1, 4, 1, 2, 3], [2, 2, 0, 3, 1, 0]])


def test_traces_in_a_model():
    model = chain()
    first, second = (model.get_layer(name) for name in ("first", "second"))
    embedded = model.layers[0](TOKENS)
    alone = probes.gate_traces(first, embedded, TOKENS != 0)
    inside = probes.gate_traces(model, TOKENS, layer="first")
    np.testing.assert_array_equal(alone["c"], inside["c"])
    np.testing.assert_array_equal(inside["c"][0, 1], inside["c"][0, 5])
    traces = probes.gate_traces(model, TOKENS, layer="second")
    outputs = model.layers[-1](traces["h"][:, -1])
    np.testing.assert_allclose(outputs, model(TOKENS), atol=1e-6)
    assert second.built


@pytest.mark.parametrize("t", [0, 3, TIME - 1])
@pytest.mark.parametrize("mask", [None, MASK])
def test_gradient_norms_by_pushing_the_state(t, mask):
    """Push h and c at one step, and follow what that does to the loss."""
    layer = trained(LAYERS["LSTM"], dtype="float64")
    cell, weights = probes.cell_and_weights(layer)
    xs = tf.cast(XS, "float64")
    zeros = tf.zeros((BATCH, UNITS), "float64")
    with tf.GradientTape() as tape:
        pushes = (tf.zeros_like(zeros), tf.zeros_like(zeros))
        tape.watch(pushes)
        h = c = zeros
        for now in range(TIME):
            keep = True if mask is None else mask[:, now, None]
            step = cell.step(xs[:, now], h, c, weights)
            c = tf.where(keep, step.c, c)
            if now == t:
                c += pushes[1]
            h = tf.where(keep, step.o * tf.tanh(c), h)
            if now == t:
                h += pushes[0]
        loss = tf.reduce_sum(tf.sin(h))
    expected = tape.gradient(loss, pushes)
    model = keras.Sequential([keras.layers.Masking(), layer])
    model.build(XS.shape)
    given = XS if mask is None else np.where(mask[..., None], XS, 0)
    norms = probes.gradient_norms(
        model, given, lambda h: tf.reduce_sum(tf.sin(h))
    )
    for name, gradient in zip("hc", expected, strict=True):
        assert norms[name][t] == pytest.approx(
            float(tf.norm(gradient)), rel=1e-6
        )


@each
def test_gradient_norms_equal_those_of_the_state_given(make):
    """The first step's gradient leads to that of the state before it."""
    layer = trained(make, return_sequences=True, dtype="float64")
    cell, weights = probes.cell_and_weights(layer)

    def loss(outputs):
        return tf.reduce_sum(outputs**2)

    norms = probes.gradient_norms(layer, XS, loss)
    assert list(norms) == list(cell.states)
    step = cell.step(
        tf.cast(XS[:, 0], "float64"),
        *(tf.zeros((BATCH, UNITS), "float64") for _ in cell.states),
        weights,
    )
    state = [getattr(step, name) for name in cell.states]
    with tf.GradientTape() as tape:
        tape.watch(state)
        later = layer(XS[:, 1:], initial_state=state)
        value = loss(later) + loss(state[0])
    dh, *dc = tape.gradient(value, state)
    assert norms["h"][0] == pytest.approx(float(tf.norm(dh)), rel=1e-6)
    if dc:
        # What is left is the way of c through the h of its own step.
        assert norms["c"][0] != pytest.approx(float(tf.norm(dc[0])), rel=1e-3)


def test_gradient_norms_of_a_layer_that_goes_backwards():
    forwards = trained(LAYERS["LSTM"])
    backwards = trained(LAYERS["LSTM"], go_backwards=True)

    def loss(h):
        return tf.reduce_sum(h**2)

    one = probes.gradient_norms(forwards, XS, loss)
    two = probes.gradient_norms(backwards, XS[:, ::-1], loss)
    for name in "hc":
        np.testing.assert_allclose(one[name], two[name][::-1], rtol=1e-6)
    assert one["h"].argmax() == TIME - 1


def test_gradient_norms_in_a_model_with_a_mask():
    model = chain()
    targets = np.array([[1.0], [2.0], [3.0]], dtype="float32")

    def loss(outputs):
        return tf.reduce_mean((outputs - targets) ** 2)

    for name in ("first", "second"):
        norms = probes.gradient_norms(model, TOKENS, loss, layer=name)
        assert set(map(len, norms.values())) == {TIME}
        assert all((values > 0).all() for values in norms.values())
    short = probes.gradient_norms(
        model,
        TOKENS[:1],
        lambda outputs: tf.reduce_sum(outputs),
        layer="second",
    )
    # Behind the second token nothing changes the state any more.
    np.testing.assert_allclose(short["h"][1:], short["h"][1], rtol=1e-6)
    assert short["h"][0] < short["h"][1]


def test_loss_that_sees_part_of_the_outputs():
    layer = trained(LAYERS["LSTM"], return_sequences=True)
    norms = probes.gradient_norms(
        layer, XS, lambda outputs: tf.reduce_sum(outputs[:, 2])
    )
    for values in norms.values():
        assert (values[:3] > 0).all()
        assert not values[3:].any()


def test_direct_path_is_the_product_of_later_forget_gates():
    f = RNG.random((2, 4, 3))
    path = probes.direct_path(f)
    np.testing.assert_allclose(path[:, 0], f[:, 1] * f[:, 2] * f[:, 3])
    np.testing.assert_array_equal(path[:, 3], np.ones((2, 3)))
    # Without a way through h, it is all that there is.
    layer = keras.layers.LSTM(UNITS, dtype="float64")
    layer.build(XS.shape)
    W, U, b = layer.get_weights()
    layer.set_weights([W, 0 * U, b])
    traces = probes.gate_traces(layer, XS)
    norms = probes.gradient_norms(layer, XS, lambda h: tf.reduce_sum(h))
    last = traces["o"][:, -1] * (1 - np.tanh(traces["c"][:, -1]) ** 2)
    expected = probes.direct_path(traces["f"]) * last[:, None]
    np.testing.assert_allclose(
        norms["c"], np.linalg.norm(expected, axis=(0, 2)), rtol=1e-12
    )


def rnn_weights(U, scale_of_b=0.0):
    units = len(U)
    W = tf.constant(RNG.normal(size=(FEATURES, units)))
    b = tf.fill((units,), tf.constant(scale_of_b, "float64"))
    return cells.Weights(W, tf.constant(U), b)


def test_jacobians_equal_those_of_the_tape():
    weights = rnn_weights(RNG.normal(size=(UNITS, UNITS)), 0.3)
    xs = tf.cast(XS, "float64")
    hs = unroll.forward(unroll.RNN, xs, None, weights).outputs
    h_prev = hs[:, 1]
    with tf.GradientTape() as tape:
        tape.watch(h_prev)
        h = cells.rnn_step(xs[:, 2], h_prev, weights)
    expected = tape.batch_jacobian(h, h_prev)
    jacobians = probes.rnn_jacobians(weights, hs)
    assert jacobians.shape == (BATCH, TIME, UNITS, UNITS)
    np.testing.assert_allclose(jacobians[:, 2], expected, atol=1e-12)


def test_exponents_of_a_linear_recurrence_are_known():
    rotation, _ = np.linalg.qr(RNG.normal(size=(UNITS, UNITS)))
    weights = rnn_weights(0.9 * rotation)
    still = np.zeros((BATCH, 50, FEATURES))
    found = probes.lyapunov_exponents(weights, still)
    np.testing.assert_allclose(found, np.log(0.9), atol=1e-12)
    weights = rnn_weights(np.diag([0.5, 0.9, 0.25, 0.125]))
    np.testing.assert_allclose(
        probes.lyapunov_exponents(weights, still),
        np.log([0.9, 0.5, 0.25, 0.125]),
        atol=1e-12,
    )
    assert probes.lyapunov_exponent(weights, still) == pytest.approx(
        np.log(0.9)
    )


def test_sum_of_the_exponents_is_that_of_the_volumes():
    weights = rnn_weights(RNG.normal(size=(UNITS, UNITS)), 0.3)
    xs = RNG.normal(size=(BATCH, 40, FEATURES))
    found = probes.lyapunov_exponents(weights, xs, skip=10)
    hs = unroll.forward(unroll.RNN, xs, None, weights).outputs
    jacobians = probes.rnn_jacobians(weights, hs)[:, 10:]
    volumes = np.log(np.abs(np.linalg.det(jacobians)))
    assert found.sum() == pytest.approx(volumes.mean(), rel=1e-9)
    assert (np.diff(found) <= 0).all()


def test_gradient_shrinks_by_the_exponent():
    layer = keras.layers.SimpleRNN(UNITS, dtype="float64")
    layer.build((1, 200, FEATURES))
    rng = np.random.default_rng(3)
    layer.set_weights(
        [
            rng.normal(size=(FEATURES, UNITS)),
            0.5 * rng.normal(size=(UNITS, UNITS)),
            np.zeros(UNITS),
        ]
    )
    xs = rng.normal(size=(1, 200, FEATURES))
    norms = probes.gradient_norms(layer, xs, lambda h: tf.reduce_sum(h))
    slope = np.log(norms["h"][150] / norms["h"][20]) / 130
    _, weights = probes.cell_and_weights(layer)
    exponent = probes.lyapunov_exponent(weights, xs, skip=20)
    assert exponent < 0
    assert slope == pytest.approx(-exponent, rel=0.1)


def test_wrong_layer_or_loss_is_named():
    with pytest.raises(TypeError, match=r"layer must be .* got Dense"):
        probes.cell_and_weights(keras.layers.Dense(1))
    with pytest.raises(TypeError, match="got Bidirectional"):
        probes.gate_traces(
            keras.layers.Bidirectional(keras.layers.LSTM(UNITS)), XS
        )
    with pytest.raises(ValueError, match=r"must be built: call it once"):
        probes.cell_and_weights(keras.layers.LSTM(UNITS))
    with pytest.raises(ValueError, match="activation tanh, got relu"):
        probes.gate_traces(
            trained(lambda: keras.layers.SimpleRNN(UNITS, activation="relu")),
            XS,
        )
    with pytest.raises(ValueError, match="recurrent_activation sigmoid"):
        probes.gate_traces(
            trained(
                lambda: keras.layers.LSTM(
                    UNITS, recurrent_activation="hard_sigmoid"
                )
            ),
            XS,
        )
    pair = [keras.layers.LSTMCell(UNITS) for _ in range(2)]
    stack = trained(lambda: keras.layers.RNN(pair))
    with pytest.raises(TypeError, match="got StackedRNNCells"):
        probes.cell_and_weights(stack)
    with pytest.raises(ValueError, match=r"a scalar, got shape \(3, 4\)"):
        probes.gradient_norms(trained(LAYERS["LSTM"]), XS, lambda h: h)
    with pytest.raises(ValueError, match=r"skip must be .* got 6"):
        probes.lyapunov_exponent(
            rnn_weights(np.eye(UNITS)), XS.astype("float64"), skip=6
        )


def test_model_that_is_no_chain_or_not_clear_is_named():
    with pytest.raises(ValueError, match="first, second; got None"):
        probes.gate_traces(chain(), TOKENS)
    with pytest.raises(ValueError, match="of first, second; got 'third'"):
        probes.gate_traces(chain(), TOKENS, layer="third")
    inputs = keras.Input((TIME, FEATURES))
    one = keras.layers.LSTM(UNITS)(inputs)
    two = keras.layers.LSTM(UNITS)(inputs)
    model = keras.Model(inputs, keras.layers.Add()([one, two]))
    with pytest.raises(ValueError, match="must be a chain of layers"):
        probes.gate_traces(model, XS)
