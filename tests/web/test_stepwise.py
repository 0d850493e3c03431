"""A model as one step, against the model over the whole sequence."""

import numpy as np
import pytest

from lstm_course import runtime
from lstm_course.export.stepwise import one_step
from lstm_course.runtime import keras, tf

layers = keras.layers
TIME, SYMBOLS = 7, 5


def one_hot_model(*recurrent):
    return keras.Sequential(
        [keras.Input((None, SYMBOLS)), *recurrent, layers.Dense(SYMBOLS)]
    )


MODELS = {
    "LSTM": lambda: one_hot_model(layers.LSTM(3, return_sequences=True)),
    "two": lambda: one_hot_model(
        layers.LSTM(3, return_sequences=True),
        layers.Dropout(0.5),
        layers.GRU(4, reset_after=False, return_sequences=True),
    ),
    "RNN, embedded": lambda: keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            layers.Embedding(SYMBOLS, 2),
            layers.SimpleRNN(4, return_sequences=True),
            layers.LayerNormalization(),
            layers.Dense(SYMBOLS),
        ]
    ),
}


@pytest.mark.parametrize("name", MODELS)
def test_steps_give_what_the_sequence_gives(name):
    runtime.seed(0)
    rng = np.random.default_rng(0)
    model = MODELS[name]()
    model.set_weights(
        [rng.normal(0, 0.5, w.shape) for w in model.get_weights()]
    )
    xs = rng.integers(0, SYMBOLS, (1, TIME))
    if len(model.input_shape) == 3:
        xs = np.eye(SYMBOLS, dtype="f")[xs]
    xs = tf.constant(xs)
    step = one_step(model)
    states = [tf.zeros(each.shape) for each in step.inputs[1:]]
    found = []
    for t in range(TIME):
        y, *states = step([xs[:, t : t + 1], *states])
        found.append(y[:, 0])
    np.testing.assert_allclose(
        np.stack(found, axis=1), model(xs).numpy(), atol=1e-6
    )


def test_states_are_named_lowest_first():
    step = one_step(MODELS["two"]())
    names = [each.name for each in step.inputs]
    assert names[0] == "x"
    assert [name.rpartition("_")[2] for name in names[1:]] == ["h", "c", "h"]
    assert [each.shape[-1] for each in step.inputs[1:]] == [3, 3, 4]


def test_training_on_leaves_the_step_as_it_was():
    model = MODELS["LSTM"]()
    step = one_step(model)
    before = step.get_weights()
    model.set_weights([w + 1 for w in model.get_weights()])
    for one, two in zip(before, step.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)


def test_model_that_cannot_be_stepped_is_refused():
    both = one_hot_model(
        layers.Bidirectional(layers.LSTM(2, return_sequences=True))
    )
    with pytest.raises(TypeError, match="is a Bidirectional; expected Simple"):
        one_step(both)
    cell = layers.RNN(layers.LSTMCell(2), return_sequences=True, name="own")
    with pytest.raises(TypeError, match="'own' is a RNN; expected"):
        one_step(one_hot_model(cell))
    with pytest.raises(ValueError, match="expected a built model"):
        one_step(keras.Sequential([layers.LSTM(2)]))
    with pytest.raises(TypeError, match=r"a keras\.Sequential, got LSTM"):
        one_step(layers.LSTM(2))
