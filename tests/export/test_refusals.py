"""What TensorFlow.js would compute otherwise is refused, with a remedy."""

import numpy as np
import pytest

from lstm_course import models
from lstm_course.export import tfjs
from lstm_course.runtime import keras

layers = keras.layers

# Keras says so of layers that a mask does not pass.
pytestmark = pytest.mark.filterwarnings("ignore:Layer .* with a mask attached")


def sequence(*rest, shape=(None, 3), **options):
    return keras.Sequential([keras.Input(shape, **options), *rest])


def words(*rest, time=None):
    embedding = layers.Embedding(5, 3, mask_zero=True, name="words")
    return sequence(embedding, *rest, shape=(time,), dtype="int32")


def functional(make, *shapes, **options):
    inputs = [keras.Input(shape, **options) for shape in shapes]
    return keras.Model(inputs, make(*inputs))


@keras.saving.register_keras_serializable(package="tests")
class Own(layers.Layer):
    def call(self, x):
        return x


class OwnModel(keras.Model):
    def call(self, x):
        return x


def masked_decoder():
    def make(source, target):
        read = layers.Embedding(5, 3)(source)
        embedding = layers.Embedding(5, 3, mask_zero=True)
        return layers.LSTM(4, return_sequences=True, name="decoder")(
            embedding(target),
            initial_state=layers.LSTM(4, return_state=True)(read)[1:],
            mask=embedding.compute_mask(target),
        )

    return functional(make, (None,), (None,), dtype="int32")


def states_reach_another():
    def make(x, h, c):
        first = layers.LSTM(4, name="first")(x, initial_state=[h, c])
        return [first, layers.LSTM(4, name="second")(x)]

    inner = functional(make, (None, 3), (4,), (4,))
    return functional(lambda *inputs: inner(inputs), (None, 3), (4,), (4,))


def mask_by_hand():
    def make(x, mask):
        return layers.LSTM(4, name="here")(x, mask=mask)

    x, mask = keras.Input((None, 3)), keras.Input((None,), dtype="bool")
    return keras.Model([x, mask], make(x, mask))


def mask_declined():
    def make(x):
        read = layers.Embedding(5, 3, mask_zero=True)(x)
        return layers.LSTM(4, name="here")(read, mask=None)

    return functional(make, (None,), dtype="int32")


def mask_into_model():
    inner = sequence(layers.LSTM(2), shape=(None, 3))
    inner.name = "inner"
    return words(inner)


def calls_out_of_order():
    def make(x):
        twice = layers.Dense(3)
        late = twice(layers.Dense(3)(twice(x)))
        shared = layers.Dense(3, name="shared")
        return [shared(late), shared(x)]

    return functional(make, (3,))


# name: model, what is named, why, and what to do.
REFUSED = {
    "GRU of Keras's default": (
        lambda: sequence(layers.GRU(4, name="here")),
        "'here' (GRU)",
        "resets after the product",
        "reset_after=False",
    ),
    "hard_sigmoid": (
        lambda: sequence(
            layers.LSTM(4, recurrent_activation="hard_sigmoid", name="here")
        ),
        "'here' (LSTM)",
        "another slope than Keras gives it",
        "recurrent_activation='sigmoid'",
    ),
    "silu": (
        lambda: sequence(layers.Dense(4, activation="silu", name="here")),
        "'here' (Dense)",
        "its activation is silu",
        "Train it with activation='gelu'",
    ),
    "exponential": (
        lambda: sequence(layers.Activation("exponential", name="here")),
        "'here' (Activation)",
        "no such function",
        "activation='softplus'",
    ),
    "leaky_relu": (
        lambda: sequence(layers.SimpleRNN(4, activation="leaky_relu")),
        "(SimpleRNN)",
        "its activation is leaky_relu",
        "activation='elu'",
    ),
    "an activation of one's own": (
        lambda: sequence(layers.Dense(4, activation=keras.ops.tanh)),
        "(Dense)",
        "its activation is tanh",
        "Train it with",
    ),
    "masked average": (
        lambda: words(layers.GlobalAveragePooling1D(name="here")),
        "'here' (GlobalAveragePooling1D)",
        "a mask reaches it",
        "Use GlobalMaxPooling1D",
    ),
    "masked Bidirectional": (
        lambda: words(
            layers.Bidirectional(
                layers.LSTM(4, return_sequences=True), name="here"
            ),
            layers.Dense(2),
        ),
        "'here' (Bidirectional)",
        "at masked steps Keras puts out zeros",
        "Let a recurrent layer read it with the mask",
    ),
    "masked Bidirectional, pooled": (
        lambda: words(
            layers.Bidirectional(
                layers.LSTM(4, return_sequences=True), name="here"
            ),
            layers.GlobalMaxPooling1D(name="pool"),
        ),
        "'here' (Bidirectional)",
        "'pool' reads them",
        "Let a recurrent layer read it with the mask",
    ),
    "zeros for masked steps": (
        lambda: words(
            layers.LSTM(4, return_sequences=True, zero_output_for_mask=True)
        ),
        "(LSTM)",
        "at masked steps Keras puts out zeros",
        "without mask_zero",
    ),
    "mask and initial state": (
        masked_decoder,
        "'decoder' (LSTM)",
        "where a row begins with masked steps",
        "right_padded=True",
    ),
    "merged masks": (
        lambda: functional(
            lambda x: layers.Add(name="here")(
                [layers.Embedding(5, 3, mask_zero=True)(x)] * 2
            ),
            (None,),
            dtype="int32",
        ),
        "'here' (Add)",
        "merges masks otherwise",
        "Merge after the last recurrent layer",
    ),
    "mask by hand": (
        mask_by_hand,
        "'here' (LSTM)",
        "a mask of your own",
        "mask_zero",
    ),
    "mask declined": (
        mask_declined,
        "'here' (LSTM)",
        "another mask than its input has",
        "Call it without mask",
    ),
    "mask into a model": (
        mask_into_model,
        "'inner' (Sequential)",
        "a mask reaches it",
        "into the outer model",
    ),
    "states that leak": (
        states_reach_another,
        "'first' (LSTM)",
        "hand its initial states on to 'second'",
        "as models of their own",
    ),
    "calls out of order": (
        calls_out_of_order,
        "'shared' (Dense)",
        "count its calls in another order",
        "in the order of the layers",
    ),
    "softmax with a mask": (
        lambda: words(layers.LSTM(4), layers.Softmax(name="here")),
        "'here' (Softmax)",
        "would treat otherwise",
        "Activation('softmax')",
    ),
    "causal convolution": (
        lambda: sequence(layers.Conv1D(4, 2, padding="causal", name="here")),
        "'here' (Conv1D)",
        "padding='causal'",
        "'valid' or 'same'",
    ),
    "groups": (
        lambda: sequence(layers.Conv1D(3, 2, groups=3, name="here")),
        "'here' (Conv1D)",
        "groups=3",
        "groups=1",
    ),
    "another axis": (
        lambda: sequence(layers.LayerNormalization(axis=1), shape=(4, 3)),
        "(LayerNormalization)",
        "axis=-2",
        "axis=-1",
    ),
    "Lambda": (
        lambda: sequence(layers.Lambda(lambda x: x, name="here")),
        "'here' (Lambda)",
        "not among those found to agree",
        "do it before and after the model",
    ),
    "a layer of one's own": (
        lambda: sequence(Own(name="here")),
        "'here' (Own)",
        "a class of your own",
        "Replace it",
    ),
    "a layer it lacks": (
        lambda: sequence(layers.LSTM(4), layers.UnitNormalization()),
        "(UnitNormalization)",
        "not among those found to agree",
        "Replace it",
    ),
    "a model of one's own": (
        OwnModel,
        "(OwnModel)",
        "a class of your own",
        "keras.Sequential",
    ),
    "an operator": (
        lambda: functional(lambda x, y: x + y, (3,), (3,)),
        "(Add)",
        "operations on tensors are not layers",
        "keras.layers.Add()",
    ),
    "training=True": (
        lambda: functional(
            lambda x: layers.Dropout(0.5, name="here")(x, training=True), (3,)
        ),
        "'here' (Dropout)",
        "called with training",
        "without training",
    ),
    "float16": (
        lambda: sequence(layers.LSTM(4, dtype="mixed_float16", name="here")),
        "'here' (LSTM)",
        "it computes in mixed_float16",
        "dtype='float32'",
    ),
    "stacked cells": (
        lambda: sequence(
            layers.RNN([layers.LSTMCell(3), layers.LSTMCell(2)], name="here")
        ),
        "'here' (RNN)",
        "states of stacked cells in another order",
        "Stack recurrent layers",
    ),
    "another layer backwards": (
        lambda: sequence(
            layers.Bidirectional(
                layers.LSTM(4),
                backward_layer=layers.LSTM(
                    4, activation="relu", go_backwards=True
                ),
            )
        ),
        "(Bidirectional)",
        "its backward layer has other options",
        "without backward_layer",
    ),
    "flattened without a size": (
        lambda: functional(
            lambda x: layers.Flatten(name="here")(x), (None, 3)
        ),
        "'here' (Flatten)",
        "must know the sizes",
        "number of time steps",
    ),
    "an input put out": (
        lambda: functional(lambda x: [x, layers.Dense(2)(x)], (3,)),
        "(Functional)",
        "is one of its outputs",
        "Leave that output out",
    ),
    "whole numbers": (
        lambda: sequence(layers.Dense(2, name="here"), dtype="int32"),
        "'here' (Dense)",
        "called on whole numbers",
        "dtype 'float32'",
    ),
    "not built": (
        lambda: keras.Sequential([layers.LSTM(2)]),
        "(Sequential)",
        "it was not built",
        "keras.Input",
    ),
}
OURS = {
    "a GRU that resets after": (models.GRUCell, "resets after the product"),
    "no forget gate": (models.NoForgetLSTMCell, "without a forget gate"),
    "coupled gates": (models.CoupledLSTMCell, "cannot couple the gates"),
    "peepholes": (models.PeepholeLSTMCell, "has no peepholes"),
}


def refusal(model, folder, **options):
    with pytest.raises(ValueError, match=r"cannot|model:") as caught:
        tfjs.export(model, folder / "out", **options)
    assert not (folder / "out").exists()
    return str(caught.value)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_name_reason_and_remedy(name, tmp_path):
    make, who, why, remedy = REFUSED[name]
    said = refusal(make(), tmp_path)
    assert who in said
    assert why in said
    assert remedy in said
    assert said.index(who) < said.index(why) < said.index(remedy)
    assert "\n" not in said


@pytest.mark.parametrize("name", OURS)
def test_cells_that_it_lacks(name, tmp_path):
    cell, why = OURS[name]
    said = refusal(sequence(layers.RNN(cell(4), name="here")), tmp_path)
    assert "'here' (RNN)" in said
    assert why in said
    assert "Train it" in said


def test_remedies_help(tmp_path):
    tfjs.export(masked_decoder(), tmp_path, right_padded=True)
    both = layers.Bidirectional(layers.LSTM(4, return_sequences=True))
    tfjs.export(words(both, layers.GRU(3, reset_after=False)), tmp_path)


def test_an_option_that_nobody_knows(tmp_path):
    class Newer(layers.Dense):
        def get_config(self):
            return {**super().get_config(), "rotate": False}

    # As if a later Keras had given its own Dense an option.
    model = sequence(layers.Dense(2, name="here"))
    model.layers[0].get_config = Newer(2).get_config
    said = refusal(model, tmp_path)
    assert "'here' (Dense)" in said
    assert "its option rotate is not among" in said


def test_what_is_no_model(tmp_path):
    with pytest.raises(ValueError, match="got list"):
        tfjs.export([1], tmp_path / "out")


def test_weights_that_are_not_numbers(tmp_path):
    model = sequence(layers.Dense(2, name="here"))
    model.set_weights([np.full((3, 2), np.nan), np.zeros(2)])
    assert "'here/kernel' holds numbers that are not finite" in refusal(
        model, tmp_path
    )
