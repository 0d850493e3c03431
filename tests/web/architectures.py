"""Models to carry to TensorFlow.js, each with what it is called on.

Weights, biases among them, are random and not small.
"""

from typing import NamedTuple

import numpy as np

from lstm_course import models
from lstm_course.export import graph
from lstm_course.export.activations import SAME
from lstm_course.runtime import keras

layers = keras.layers
BATCH, TIME, FEATURES, SYMBOLS = 4, 6, 3, 7
RESET = "reset"


class Trial(NamedTuple):
    """A model, the calls to compare, and options of the export.

    A call is a list of arrays, one for each input, or RESET.
    """

    model: object
    calls: list
    options: dict


def trial(model, *calls, **options):
    rng = np.random.default_rng(0)
    model.set_weights(
        [
            # A variance is positive.
            np.abs(values) + 0.3 if v.name == "moving_variance" else values
            for v in model.weights
            for values in [rng.normal(0, 0.6, v.shape)]
        ]
    )
    return Trial(model, list(calls), options)


def numbers(*shape):
    return np.random.default_rng(len(shape)).normal(size=shape).astype("f")


def symbols(time=TIME, padded="right"):
    """Return rows of symbols of different lengths, 0 where there is none."""
    rng = np.random.default_rng(time)
    rows = rng.integers(1, SYMBOLS, (BATCH, time))
    for row, length in zip(rows, (time, 1, 3, 5), strict=True):
        row[length:] = 0
    return rows if padded == "right" else rows[:, ::-1].copy()


def sequence(*rest, shape=(None, FEATURES), **options):
    return keras.Sequential([keras.Input(shape, **options), *rest])


def embedded(*rest, time=None):
    embedding = layers.Embedding(SYMBOLS, FEATURES, mask_zero=True)
    return sequence(embedding, *rest, shape=(time,), dtype="int32")


def lstm():
    model = sequence(layers.LSTM(4), layers.Dense(2, activation="softmax"))
    return trial(model, [numbers(BATCH, TIME, FEATURES)])


def lstm_without_bias():
    model = sequence(layers.LSTM(4, use_bias=False, go_backwards=True))
    return trial(model, [numbers(BATCH, TIME, FEATURES)])


def gru_reset_before():
    gru = layers.GRU(4, reset_after=False, return_sequences=True)
    return trial(sequence(gru), [numbers(BATCH, TIME, FEATURES)])


def simple_rnn_stacked():
    model = sequence(
        layers.SimpleRNN(4, return_sequences=True, activation="relu"),
        layers.Dropout(0.5),
        layers.SimpleRNN(3),
    )
    return trial(model, [numbers(BATCH, TIME, FEATURES)])


def stacked_with_masks_right():
    model = embedded(
        layers.LSTM(4, return_sequences=True, dropout=0.2),
        layers.LayerNormalization(),
        layers.TimeDistributed(layers.Dense(3, activation="tanh")),
        layers.GRU(3, reset_after=False, return_sequences=True),
    )
    return trial(model, [symbols()])


def stacked_with_masks_left():
    model = stacked_with_masks_right().model
    return trial(model, [symbols(padded="left")])


def masking_of_numbers():
    x = numbers(BATCH, TIME, FEATURES)
    x[symbols() == 0] = -1.0
    model = sequence(layers.Masking(-1.0), layers.LSTM(4))
    return trial(model, [x])


def bidirectional_stacked_with_masks():
    model = embedded(
        layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
        layers.Bidirectional(layers.GRU(3, reset_after=False), "sum"),
        layers.Dense(1, activation="sigmoid"),
    )
    return trial(model, [symbols()])


def bidirectional_sequences():
    both = layers.Bidirectional(
        layers.LSTM(4, return_sequences=True), merge_mode="ave"
    )
    return trial(sequence(both), [numbers(BATCH, TIME, FEATURES)])


def states_out_and_in():
    x = keras.Input((None, FEATURES), name="x")
    before = [keras.Input((4,), name=name) for name in "hc"]
    outputs = layers.LSTM(4, return_sequences=True, return_state=True)(
        x, initial_state=before
    )
    model = keras.Model([x, *before], outputs)
    h, c = numbers(BATCH, 4), numbers(BATCH, 4) * 2
    return trial(model, [numbers(BATCH, TIME, FEATURES), h, c])


def _translator(masked, **given):
    source = keras.Input((None,), dtype="int32", name="source")
    target = keras.Input((None,), dtype="int32", name="target")
    read = layers.Embedding(SYMBOLS, 3, mask_zero=True)(source)
    _, *state = layers.LSTM(4, return_state=True)(read)
    embedding = layers.Embedding(SYMBOLS, 3, mask_zero=masked)
    mask = {"mask": embedding.compute_mask(target)} if given else {}
    y = layers.LSTM(4, return_sequences=True)(
        embedding(target), initial_state=state, **mask
    )
    return keras.Model([source, target], layers.Dense(SYMBOLS)(y))


def encoder_masked_decoder_not():
    return trial(_translator(False), [symbols(), symbols(9)])


def encoder_and_decoder_masked():
    model = _translator(True, given=True)
    return trial(model, [symbols(), symbols(9)], right_padded=True)


def masked_then_repeated():
    model = embedded(
        layers.LSTM(4),
        layers.RepeatVector(5),
        layers.LSTM(3, return_sequences=True),
    )
    return trial(model, [symbols()])


def two_branches_one_masked():
    words = keras.Input((None,), dtype="int32", name="words")
    rest = keras.Input((None, FEATURES), name="rest")
    masked = layers.Embedding(SYMBOLS, 3, mask_zero=True)(words)
    joined = layers.Concatenate()(
        [layers.LSTM(4)(masked), layers.LSTM(3)(rest)]
    )
    model = keras.Model([words, rest], [layers.Dense(2)(joined), joined])
    return trial(model, [symbols(), numbers(BATCH, 8, FEATURES)])


def stateful():
    model = sequence(
        layers.LSTM(4, stateful=True, return_sequences=True),
        layers.GRU(3, stateful=True, reset_after=False),
        shape=(None, FEATURES),
        batch_size=BATCH,
    )
    first, second = numbers(BATCH, 3, FEATURES), numbers(BATCH, 5, FEATURES)
    return trial(model, [first], [second], RESET, [second])


def one_layer_called_twice():
    a, b = (keras.Input((None, FEATURES), name=name) for name in "ab")
    shared = layers.LSTM(4)
    model = keras.Model([a, b], layers.Multiply()([shared(a), shared(b)]))
    x = numbers(BATCH, TIME, FEATURES)
    return trial(model, [x, x[:, ::-1] * 2])


def one_layer_late_and_early():
    a, b = (keras.Input((None, FEATURES), name=name) for name in "ab")
    shared = layers.SimpleRNN(FEATURES, return_sequences=True)
    late = shared(layers.Dense(FEATURES)(layers.Dense(FEATURES)(a)))
    early = layers.Dense(FEATURES)(layers.Dense(FEATURES)(shared(b)))
    model = keras.Model([a, b], layers.Concatenate(axis=1)([early, late]))
    x = numbers(BATCH, TIME, FEATURES)
    return trial(model, [x, x[:, :2] * 2])


def models_inside_a_model():
    inner = sequence(layers.LSTM(FEATURES, return_sequences=True, name="lstm"))
    x = keras.Input((None, FEATURES))
    y = layers.LSTM(3, name="lstm")(inner(inner(x)))
    return trial(keras.Model(x, y), [numbers(BATCH, TIME, FEATURES)])


def encoder_inside_a_model():
    words = keras.Input((None,), dtype="int32")
    masked = layers.Embedding(SYMBOLS, 3, mask_zero=True)(words)
    _, *state = layers.LSTM(4, return_state=True)(masked)
    encoder = keras.Model(words, state, name="encoder")
    source = keras.Input((None,), dtype="int32", name="source")
    x = keras.Input((None, FEATURES), name="x")
    y = layers.LSTM(4)(x, initial_state=encoder(source))
    model = keras.Model([source, x], y)
    return trial(model, [symbols(), numbers(BATCH, 8, FEATURES)])


def cells_of_the_course():
    model = sequence(
        layers.RNN(models.LSTMCell(4), return_sequences=True),
        layers.RNN(
            models.GRUCell(3, reset_after=False), return_sequences=True
        ),
        layers.Bidirectional(layers.RNN(models.RNNCell(4))),
    )
    return trial(model, [numbers(BATCH, TIME, FEATURES)])


def convolved_and_pooled():
    model = sequence(
        layers.Conv1D(5, 3, padding="same", activation="elu"),
        layers.BatchNormalization(),
        layers.MaxPooling1D(2),
        layers.LSTM(4, return_sequences=True),
        layers.GlobalAveragePooling1D(),
    )
    return trial(model, [numbers(BATCH, 9, FEATURES)])


def hierarchy():
    model = sequence(
        layers.TimeDistributed(layers.LSTM(4)),
        layers.LSTM(3, return_sequences=True),
        layers.Flatten(),
        shape=(5, TIME, FEATURES),
    )
    return trial(model, [numbers(BATCH, 5, TIME, FEATURES)])


def every_activation():
    x = keras.Input((None, FEATURES))
    outputs = [layers.Dense(4, activation=name)(x) for name in SAME]
    outputs.append(layers.LSTM(4, recurrent_activation="softsign")(x))
    model = keras.Model(x, outputs)
    return trial(model, [3 * numbers(BATCH, TIME, FEATURES)])


TRIALS = {
    make.__name__: make
    for make in (
        lstm,
        lstm_without_bias,
        gru_reset_before,
        simple_rnn_stacked,
        stacked_with_masks_right,
        stacked_with_masks_left,
        masking_of_numbers,
        bidirectional_stacked_with_masks,
        bidirectional_sequences,
        states_out_and_in,
        encoder_masked_decoder_not,
        encoder_and_decoder_masked,
        masked_then_repeated,
        two_branches_one_masked,
        stateful,
        one_layer_called_twice,
        one_layer_late_and_early,
        models_inside_a_model,
        encoder_inside_a_model,
        cells_of_the_course,
        convolved_and_pooled,
        hierarchy,
        every_activation,
    )
}


def in_keras(trial):
    """Return the outputs of each call, lists of arrays."""
    found = []
    for inputs in trial.calls:
        if inputs is RESET:
            for layer in trial.model.layers:
                if getattr(layer, "stateful", False):
                    layer.reset_state()
        else:
            one = inputs if len(inputs) > 1 else inputs[0]
            outputs = trial.model(one, training=False)
            found.append([np.asarray(y) for y in keras.tree.flatten(outputs)])
    return found


def for_node(trial):
    """Return the calls as parity.mjs takes them."""
    names = [place.layer for place in graph.read(trial.model).inputs]
    return [
        call
        if call is RESET
        else {
            name: array.tolist()
            for name, array in zip(names, call, strict=True)
        }
        for call in trial.calls
    ]
