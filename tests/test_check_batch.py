"""What check_batch refuses, against the assertion in Keras's cuDNN path."""

import itertools

import numpy as np
import pytest

from lstm_course import kernels
from lstm_course.kernels.masks import EMPTY, GAP, LEFT, refused
from lstm_course.runtime import keras, tf
from tests.simulated_gpu import simulated_gpu

L = keras.layers
LEFT_PADDED = np.array([[0, 0, 5, 6], [1, 2, 0, 0], [0, 3, 4, 5]])
EVERY = np.array([[0, 0, 0], [1, 1, 0], [0, 1, 1], [1, 0, 1]])


def embedded(*layers, **options):
    first = L.Embedding(9, 4, mask_zero=True)
    return keras.Sequential([keras.Input((None,)), first, *layers], **options)


@pytest.mark.parametrize("layer", [L.LSTM, L.GRU])
def test_refuses_what_the_assertion_of_keras_refuses(layer):
    with simulated_gpu():
        made = layer(2)
        made.build((2, 3, 1))
        path = tf.compat.v1.wrap_function(
            lambda x, mask: made(x, mask=mask),
            [tf.TensorSpec((2, 3, 1)), tf.TensorSpec((2, 3), tf.bool)],
        )
    # The kernel of cuDNN cannot run here, the assertion before it can.
    (asserts,) = (
        op for op in path.graph.get_operations() if op.type == "Assert"
    )
    feed = next(one for one in path.inputs if one.dtype == tf.bool)
    asserts_alone = path.prune(feed, asserts)
    refusals = 0
    for values in itertools.product([False, True], repeat=6):
        mask = np.reshape(values, (2, 3))
        passes = True
        try:
            asserts_alone(tf.constant(mask))
        except tf.errors.InvalidArgumentError as error:
            passes = "right-padded" not in str(error)
        refusals += not passes
        assert passes == (not refused(mask)), mask
        assert passes == (not kernels.check_batch(made, mask=mask)), mask
    # Of the 8 rows of three steps 3 are kept from the first step on.
    assert refusals == 64 - 9


def test_each_problem_of_a_row():
    assert refused(EVERY) == {EMPTY: [0], LEFT: [2], GAP: [3]}
    assert refused(EVERY[1:2]) == {}
    assert refused([[0, 1, 0], [0, 1, 0]]) == {GAP: [0, 1]}


def test_left_padding_of_pad_sequences_and_its_remedy():
    sequences = [[5, 6], [1, 2, 3, 4], [7]]
    pad = keras.utils.pad_sequences
    model = embedded(L.LSTM(3, return_sequences=True), L.GRU(2))
    (fault,) = kernels.check_batch(model, pad(sequences))
    assert (fault.problem, fault.rows) == (LEFT, [0, 2])
    assert fault.layers == ("LSTM(3)", "GRU(2)")
    assert 'padding="post"' in fault.remedy
    assert "use_cudnn=False" in fault.remedy
    assert str(fault) == (
        "rows 0, 2: padded on the left, which cuDNN refuses on a GPU"
        " (LSTM(3); GRU(2)). To do: pad on the right:"
        ' pad_sequences(..., padding="post"); or make the layer with'
        " use_cudnn=False."
    )
    after = kernels.check_batch(model, pad(sequences, padding="post"))
    assert not after
    assert repr(after) == "nothing that cuDNN would refuse"


def test_empty_rows_and_their_remedy():
    x = np.ones((9, 4), int)
    x[1:8] = 0
    model = embedded(L.GRU(2))
    (fault,) = kernels.check_batch(model, x)
    assert str(fault).startswith("rows 1, 2, 3, 4, 5 and 2 more: no step is k")
    assert not kernels.check_batch(model, np.delete(x, fault.rows, axis=0))


def test_masking_of_numbers():
    x = np.ones((3, 4, 2), "float32")
    x[1, :2] = -1.0
    x[2, 1] = -1.0
    model = keras.Sequential([L.Masking(-1.0), L.LSTM(2)])
    assert not model.built
    found = kernels.check_batch(model, x)
    assert {(fault.problem, *fault.rows) for fault in found} == {
        (LEFT, 1),
        (GAP, 2),
    }


@pytest.mark.parametrize(
    "layer",
    [
        L.LSTM(2, use_cudnn=False),
        L.LSTM(2, recurrent_dropout=0.1),
        L.GRU(2, reset_after=False),
        L.SimpleRNN(2),
        L.RNN(L.LSTMCell(2)),
        L.Bidirectional(L.LSTM(2, activation="relu")),
    ],
)
def test_layers_without_cudnn_take_any_mask(layer):
    assert kernels.check_batch(embedded(layer), LEFT_PADDED) == ()
    assert kernels.check_batch(layer, mask=LEFT_PADDED > 0) == ()


def test_a_layer_by_itself():
    x = np.ones((4, 3, 1), "float32")
    for layer in (L.LSTM(2), L.Bidirectional(L.LSTM(2))):
        found = kernels.check_batch(layer, x, mask=EVERY.astype(bool))
        assert [fault.rows for fault in found] == [[0], [2], [3]]
        assert not kernels.check_batch(layer, x)
    assert len(found[0].layers) == 2


# Keras says so whenever a layer drops a mask.
@pytest.mark.filterwarnings("ignore:(?s).*destroy the mask")
def test_masks_that_do_not_reach_the_layer():
    through = embedded(L.Lambda(lambda x: 2 * x), L.LSTM(2))
    assert not kernels.check_batch(through, LEFT_PADDED)
    last = embedded(L.SimpleRNN(3), L.RepeatVector(4), L.LSTM(2))
    assert not kernels.check_batch(last, LEFT_PADDED)


def test_two_inputs():
    words, numbers = keras.Input((4,)), keras.Input((4, 2))
    left = L.LSTM(2)(L.Embedding(9, 3, mask_zero=True)(words))
    right = L.GRU(3)(L.Masking()(numbers))
    model = keras.Model([words, numbers], L.Concatenate()([left, right]))
    x = np.ones((3, 4, 2), "float32")
    x[1] = 0.0
    found = kernels.check_batch(model, [LEFT_PADDED, x])
    assert [(f.problem, f.rows, f.layers) for f in found] == [
        (LEFT, [0, 2], ("LSTM(2)",)),
        (EMPTY, [1], ("GRU(3)",)),
    ]


def test_time_distributed_names_a_row_once():
    model = keras.Sequential(
        [keras.Input((2, 4)), L.TimeDistributed(embedded(L.LSTM(2)))]
    )
    x = np.stack([LEFT_PADDED, LEFT_PADDED], axis=1)
    (fault,) = kernels.check_batch(model, x)
    assert fault.rows == [0, 2]


# Keras says so whenever a layer drops a mask.
@pytest.mark.filterwarnings("ignore:(?s).*destroy the mask")
def test_mask_of_the_input_of_a_model():
    inputs = keras.Input((3, 1))
    model = keras.Model(inputs, L.LSTM(2)(inputs))
    x = np.ones((4, 3, 1), "float32")
    found = kernels.check_batch(model, x, mask=EVERY.astype(bool))
    assert [fault.rows for fault in found] == [[0], [2], [3]]


def test_leaves_the_model_as_it_was():
    inputs = keras.Input(batch_shape=(3, 4))
    y = L.Embedding(9, 3, mask_zero=True)(inputs)
    layer = L.LSTM(2, stateful=True, dropout=0.5, recurrent_dropout=0.5)
    model = keras.Model(inputs, layer(y))
    model(LEFT_PADDED)
    before = [one.numpy() for one in model.variables]
    assert any(one.numpy().any() for one in layer.states)
    kernels.check_batch(model, LEFT_PADDED)
    for variable, value in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(variable.numpy(), value)
    assert "inner_loop" not in vars(layer)


def test_model_on_a_gpu_is_looked_at_without_cudnn():
    with simulated_gpu():
        model = embedded(L.LSTM(3))
        (fault,) = kernels.check_batch(model, LEFT_PADDED)
    assert fault.rows == [0, 2]
    # An error of the model itself is not hidden, nor does it leave a trace.
    with pytest.raises(tf.errors.InvalidArgumentError):
        kernels.check_batch(model, LEFT_PADDED + 99)
    assert "inner_loop" not in vars(model.layers[-1])


@pytest.mark.parametrize(
    ("layer", "x", "mask", "error", "says"),
    [
        (7, None, None, TypeError, "layer_or_model: expected a Keras layer"),
        (L.LSTM(2), None, None, ValueError, "x: expected the input of"),
        (embedded(L.LSTM(2)), None, EVERY, ValueError, "x: expected the inp"),
        (L.LSTM(2), None, [1, 0], ValueError, r"mask: .* got \(2,\)"),
        (L.LSTM(2), None, [[0.5]], TypeError, "mask: .* got float64"),
    ],
)
def test_wrong_arguments(layer, x, mask, error, says):
    with pytest.raises(error, match=says):
        kernels.check_batch(layer, x, mask)
