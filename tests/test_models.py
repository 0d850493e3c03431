"""The cells inside `keras.layers.RNN`, and the initialisers."""

import numpy as np
import pytest

from lstm_course import models
from lstm_course.runtime import keras, seed, tf
from tests.every_cell import distance

# Keras 3.15 saves through NumPy in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation:DeprecationWarning"
)

FEATURES, UNITS, TIME = 2, 3, 5
CELLS = {
    "rnn": lambda: models.RNNCell(UNITS),
    "lstm": lambda: models.LSTMCell(UNITS),
    "no_forget": lambda: models.NoForgetLSTMCell(UNITS),
    "coupled": lambda: models.CoupledLSTMCell(UNITS),
    "peephole": lambda: models.PeepholeLSTMCell(UNITS),
    "gru": lambda: models.GRUCell(UNITS),
    "gru_before": lambda: models.GRUCell(UNITS, reset_after=False),
}
KERAS = {
    "rnn": keras.layers.SimpleRNN,
    "lstm": keras.layers.LSTM,
    "gru": keras.layers.GRU,
    "gru_before": lambda units, **options: keras.layers.GRU(
        units, reset_after=False, **options
    ),
}
each = pytest.mark.parametrize("make", CELLS.values(), ids=CELLS)

RNG = np.random.default_rng(0)
XS = RNG.normal(size=(4, TIME, FEATURES)).astype("float32")
MASK = RNG.random((4, TIME)) < 0.6


def layer_of(make, **options):
    layer = keras.layers.RNN(make(), **options)
    layer.build((4, TIME, FEATURES))
    rng = np.random.default_rng(1)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    return layer


def masked(xs):
    return np.where(MASK[..., None], xs, 0).astype("float32")


@pytest.mark.parametrize("name", KERAS)
@pytest.mark.parametrize("backwards", [False, True])
def test_layer_equals_that_of_keras(name, backwards):
    options = {
        "return_sequences": True,
        "return_state": True,
        "go_backwards": backwards,
    }
    ours = layer_of(CELLS[name], **options)
    theirs = KERAS[name](UNITS, **options)
    theirs.build(XS.shape)
    theirs.set_weights(ours.get_weights())
    for mask in (None, MASK):
        for one, two in zip(
            ours(XS, mask=mask), theirs(XS, mask=mask), strict=True
        ):
            np.testing.assert_allclose(one, two, rtol=0, atol=1e-6)


@each
def test_masked_steps_are_skipped(make):
    layer = layer_of(make)
    model = keras.Sequential([keras.layers.Masking(0.0), layer])
    found = model(masked(XS))
    for row, keep in enumerate(MASK):
        if keep.any():
            alone = layer(XS[row : row + 1, keep])
            np.testing.assert_allclose(found[row], alone[0], atol=1e-6)


@each
def test_last_of_the_sequence_is_the_output(make):
    layer = layer_of(make, return_sequences=True, return_state=True)
    outputs, *state = layer(XS)
    assert outputs.shape == (4, TIME, UNITS)
    assert len(state) == len(layer.cell.equations.states)
    np.testing.assert_array_equal(outputs[:, -1], state[0])
    again = layer(XS[:, 3:], initial_state=layer(XS[:, :3])[1:])[0]
    np.testing.assert_allclose(again, outputs[:, 3:], atol=1e-6)


@each
def test_stateful_layer_goes_on(make):
    whole = layer_of(make)(XS)
    layer = layer_of(make, stateful=True)
    model = keras.Sequential(
        [keras.Input(batch_shape=(4, None, FEATURES)), layer]
    )
    model(XS[:, :2])
    np.testing.assert_allclose(model(XS[:, 2:]), whole, atol=1e-6)
    layer.reset_state()
    model(XS[:, :2])
    np.testing.assert_allclose(model(XS[:, 2:]), whole, atol=1e-6)


@each
def test_both_directions(make):
    both = keras.layers.Bidirectional(layer_of(make, return_sequences=True))
    both.build(XS.shape)
    found = both(XS)
    forward = both.forward_layer(XS)
    backward = both.backward_layer(XS)[:, ::-1]
    assert both.backward_layer.go_backwards
    np.testing.assert_allclose(found[..., :UNITS], forward, atol=1e-6)
    np.testing.assert_allclose(found[..., UNITS:], backward, atol=1e-6)


@each
def test_saved_model_is_the_same_when_loaded(make, tmp_path):
    model = keras.Sequential(
        [
            keras.Input((TIME, FEATURES)),
            keras.layers.Masking(),
            keras.layers.Bidirectional(
                keras.layers.RNN(make(), return_sequences=True)
            ),
            keras.layers.RNN(make(), go_backwards=True, name="second"),
            keras.layers.Dense(1),
        ]
    )
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(loaded(masked(XS)), model(masked(XS)))
    cell = loaded.get_layer("second").cell
    assert type(cell) is type(make())
    assert cell.get_config() == model.get_layer("second").cell.get_config()


@each
def test_every_weight_gets_a_gradient(make):
    layer = layer_of(make)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer(XS) ** 2)
    grads = tape.gradient(loss, layer.trainable_variables)
    assert len(grads) == len(make_weights(make))
    assert all(np.abs(grad).max() > 0 for grad in grads)


def test_layer_learns_in_fit():
    seed(0)
    cell = models.PeepholeLSTMCell(UNITS)
    model = keras.Sequential([keras.layers.RNN(cell), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.02), "mse")
    y = XS[:, :, 0].mean(axis=1, keepdims=True)
    losses = model.fit(XS, y, epochs=40, verbose=0).history["loss"]
    assert losses[-1] < 0.3 * losses[0]


def make_weights(make):
    cell = make()
    cell.build((None, FEATURES))
    return cell.get_weights()


@each
def test_mixed_precision_computes_in_half(make):
    keras.config.set_dtype_policy("mixed_float16")
    try:
        layer = keras.layers.RNN(make())
    finally:
        keras.config.set_dtype_policy("float32")
    layer.build(XS.shape)
    assert layer(XS).dtype == "float16"
    assert layer.cell.kernel.dtype == "float32"


def test_biases_start_where_they_are_told():
    for name, expected in {
        "lstm": [0, 1, 0, 0],
        "peephole": [0, 1, 0, 0],
        "coupled": [-1, 0, 0],
        "no_forget": [0, 0, 0],
        "rnn": [0],
    }.items():
        bias = make_weights(CELLS[name])[2]
        np.testing.assert_array_equal(bias, np.repeat(expected, UNITS))
    cell = models.LSTMCell(UNITS, bias_initializer=models.ForgetBias(5))
    cell.build((None, FEATURES))
    np.testing.assert_array_equal(cell.bias, np.repeat([0, 5, 0, 0], UNITS))


def test_wrong_units_are_named():
    with pytest.raises(ValueError, match=r"units must be .* got 0"):
        models.LSTMCell(0)


INITIALIZERS = {
    "forget": (models.ForgetBias(2.0), [0, 2, 0, 0]),
    "input": (models.InputBias(-3.0), [-3, 0, 0, 0]),
    "input of three": (models.InputBias(-3.0, gates=3), [-3, 0, 0]),
    "output": (models.OutputBias(-1.0), [0, 0, 0, -1]),
    "output of three": (models.OutputBias(-1.0, gates=3), [0, 0, -1]),
}


@pytest.mark.parametrize(
    ("initializer", "blocks"), INITIALIZERS.values(), ids=INITIALIZERS
)
def test_initializer_fills_its_gate(initializer, blocks):
    shape = (len(blocks) * 2,)
    expected = np.repeat(blocks, 2)
    bias = initializer(shape, "float64")
    assert bias.dtype == "float64"
    np.testing.assert_array_equal(bias, expected)
    copy = keras.saving.deserialize_keras_object(
        keras.saving.serialize_keras_object(initializer)
    )
    np.testing.assert_array_equal(copy(shape), expected)
    assert copy(shape).dtype == "float32"


def test_initializer_works_in_a_layer_of_keras(tmp_path):
    model = keras.Sequential(
        [
            keras.Input((TIME, FEATURES)),
            keras.layers.LSTM(
                UNITS,
                bias_initializer=models.Chrono(50, seed=1),
                unit_forget_bias=False,
            ),
        ]
    )
    model.save(tmp_path / "model.keras")
    layer = keras.models.load_model(tmp_path / "model.keras").layers[0]
    bias = layer.get_weights()[2]
    np.testing.assert_array_equal(bias[:UNITS], -bias[UNITS : 2 * UNITS])
    assert (bias[UNITS : 2 * UNITS] > 0).all()
    assert layer.bias_initializer.get_config() == {"longest": 50, "seed": 1}


def test_chrono_spreads_time_scales():
    b_i, b_f, b_g, b_o = np.split(
        models.Chrono(101, seed=0)((40_000,)).numpy(), 4
    )
    np.testing.assert_array_equal(b_i, -b_f)
    assert not b_g.any()
    assert not b_o.any()
    scales = np.exp(b_f)  # uniform between 1 and 100
    assert scales.min() >= 1
    assert scales.max() <= 100
    assert abs(scales.mean() - 50.5) < 1
    assert abs(scales.std() - 99 / np.sqrt(12)) < 0.5
    other = models.Chrono(101, seed=1)((40_000,))
    assert distance(other, models.Chrono(101, seed=0)((40_000,))) > 0.1


def test_what_an_initializer_cannot_fill_is_refused():
    with pytest.raises(ValueError, match=r"shape must be \(4 \* units,\)"):
        models.ForgetBias()((7,))
    with pytest.raises(ValueError, match=r"got \(2, 8\)"):
        models.Chrono(10)((2, 8))
    with pytest.raises(ValueError, match=r"longest must be 3 .* got 2"):
        models.Chrono(2)
