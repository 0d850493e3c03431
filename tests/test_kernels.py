"""What explain_kernel says, against the graphs that Keras traces."""

import importlib
import itertools

import numpy as np
import pytest

from lstm_course import kernels, models
from lstm_course.kernels.criteria import gives_up_xla, wrong_arguments
from lstm_course.runtime import keras, tf
from tests.simulated_gpu import (
    by_xla,
    compiled,
    graph_of_evaluate,
    graph_of_fit,
    operations,
    simulated_gpu,
)

BATCH, TIME, FEATURES, UNITS = 3, 5, 2, 4
X = np.ones((BATCH, TIME, FEATURES), "float32")
L = keras.layers


def _a_tanh(x):
    return keras.ops.tanh(x)


def _of(layer, **options):
    return lambda: layer(UNITS, **options)


def _around(cell, **options):
    return lambda: L.RNN(cell(UNITS), **options)


LSTM, GRU = L.LSTM, L.GRU
LOOP, XLA = "while loop", "while loop, compiled by XLA"
CONFIGURATIONS = {
    # name: (makes the layer, what runs here, what runs on a GPU)
    "LSTM": (_of(LSTM), LOOP, "cuDNN"),
    "dropout": (_of(LSTM, dropout=0.5), LOOP, "cuDNN"),
    "backwards": (_of(LSTM, go_backwards=True), LOOP, "cuDNN"),
    "stateful": (_of(LSTM, stateful=True), LOOP, "cuDNN"),
    "sequences": (
        _of(LSTM, return_sequences=True, name="mine"),
        LOOP,
        "cuDNN",
    ),
    "tf.tanh": (_of(LSTM, activation=tf.tanh), LOOP, "cuDNN"),
    "float64": (_of(LSTM, dtype="float64"), LOOP, "cuDNN"),
    "relu": (_of(LSTM, activation="relu"), LOOP, XLA),
    "own tanh": (_of(LSTM, activation=_a_tanh), LOOP, XLA),
    "hard_sigmoid": (
        _of(LSTM, recurrent_activation="hard_sigmoid"),
        LOOP,
        XLA,
    ),
    "recurrent_dropout": (_of(LSTM, recurrent_dropout=0.1), LOOP, LOOP),
    "recurrent_dropout and relu": (
        _of(LSTM, recurrent_dropout=0.1, activation="relu"),
        LOOP,
        XLA,
    ),
    "no bias": (_of(LSTM, use_bias=False), LOOP, XLA),
    "use_cudnn=False": (_of(LSTM, use_cudnn=False), LOOP, XLA),
    "use_cudnn=True": (_of(LSTM, use_cudnn=True), "an error", "cuDNN"),
    "use_cudnn=True and relu": (
        _of(LSTM, use_cudnn=True, activation="relu"),
        "an error",
        "an error",
    ),
    "unroll": (
        _of(LSTM, unroll=True),
        "unrolled",
        "unrolled, compiled by XLA",
    ),
    "GRU": (_of(GRU), LOOP, "cuDNN"),
    "GRU reset before": (_of(GRU, reset_after=False), LOOP, XLA),
    "GRU recurrent_dropout": (_of(GRU, recurrent_dropout=0.1), LOOP, LOOP),
    "GRU no bias": (_of(GRU, use_bias=False), LOOP, XLA),
    "SimpleRNN": (_of(L.SimpleRNN), LOOP, XLA),
    "SimpleRNN unrolled": (
        _of(L.SimpleRNN, unroll=True),
        "unrolled",
        "unrolled, compiled by XLA",
    ),
    "RNN of an LSTMCell": (_around(L.LSTMCell), LOOP, XLA),
    "our LSTM": (_around(models.LSTMCell), LOOP, XLA),
    "our GRU": (_around(models.GRUCell), LOOP, XLA),
    "our peephole": (_around(models.PeepholeLSTMCell), LOOP, XLA),
    "stacked cells": (
        lambda: L.RNN([L.LSTMCell(UNITS), L.LSTMCell(UNITS)]),
        LOOP,
        XLA,
    ),
    "Bidirectional": (lambda: L.Bidirectional(LSTM(UNITS)), LOOP, "cuDNN"),
    "Bidirectional relu": (
        lambda: L.Bidirectional(LSTM(UNITS, activation="relu")),
        LOOP,
        XLA,
    ),
    "Bidirectional use_cudnn=False": (
        lambda: L.Bidirectional(LSTM(UNITS, use_cudnn=False)),
        LOOP,
        LOOP,
    ),
}
each = pytest.mark.parametrize(
    ("make", "here", "gpu"), CONFIGURATIONS.values(), ids=CONFIGURATIONS
)


def model_of(*layers, **options):
    """Return a model of the layers and its batch, compiled unless given."""
    first = keras.Input(batch_shape=X.shape)
    return compiled(keras.Sequential([first, *layers, L.Dense(1)]), **options)


def traced(make, graph=graph_of_fit, **options):
    """Return what is in the traced graph, in the words of Kernel."""
    try:
        model = model_of(make(), **options)
        function = graph(model, X, np.ones((BATCH, 1)))
    except ValueError as error:
        if "use_cudnn=True was specified" in str(error):
            return "an error"
        raise
    found = operations(function)
    loops = {"While", "StatelessWhile"} & {*found}
    if "CudnnRNNV3" in found:
        assert not loops
        assert not by_xla(function)
        return "cuDNN"
    # Each step has a product of its own with the recurrent kernel.
    assert loops or found.count("MatMul") > TIME
    end = ", compiled by XLA" if by_xla(function) else ""
    return ("while loop" if loops else "unrolled") + end


@each
def test_here(make, here, gpu):
    assert traced(make, graph_of_evaluate) == here
    for kernel in kernels.explain_kernel(make()):
        assert kernel.here == here


@each
def test_on_a_gpu(make, here, gpu):
    said = kernels.explain_kernel(make())
    assert {kernel.gpu for kernel in said} == {gpu}
    with simulated_gpu():
        assert traced(make) == gpu
        seen = kernels.explain_kernel(make())
    assert {kernel.here for kernel in seen} == {gpu}
    assert [kernel.gpu for kernel in said] == [kernel.gpu for kernel in seen]


@pytest.mark.parametrize(
    ("make", "here"),
    [
        (_of(LSTM), XLA),
        (_of(LSTM, recurrent_dropout=0.1), XLA),
        (_around(models.NoForgetLSTMCell), XLA),
        (_of(L.SimpleRNN, unroll=True), "unrolled, compiled by XLA"),
    ],
)
def test_compiled_with_xla(make, here):
    assert traced(make, jit_compile=True) == here
    (kernel,) = kernels.explain_kernel(model_of(make(), jit_compile=True))
    assert kernel.here == here


@pytest.mark.filterwarnings("ignore:Model doesn't support `jit_compile=True`")
def test_xla_on_a_gpu_gives_way_to_cudnn():
    with simulated_gpu():
        assert traced(_of(LSTM), jit_compile=True) == "cuDNN"
        assert traced(_of(LSTM, use_cudnn=False), jit_compile=False) == LOOP
        model = model_of(LSTM(UNITS, use_cudnn=False), jit_compile=False)
        assert kernels.explain_kernel(model)[0].here == LOOP


def test_one_cudnn_layer_keeps_the_whole_model_from_xla():
    def layers():
        return [LSTM(UNITS, return_sequences=True), L.SimpleRNN(UNITS)]

    first, second = kernels.explain_kernel(model_of(*layers()))
    assert (first.gpu, second.gpu) == ("cuDNN", LOOP)
    with simulated_gpu():
        model = model_of(*layers())
        function = graph_of_fit(model, X, np.ones((BATCH, 1)))
    found = {*operations(function)}
    assert {"CudnnRNNV3", "While"} <= found
    assert not by_xla(function)


# Keras warns of a Sequential that passes a mask on, and passes it on.
@pytest.mark.filterwarnings("ignore:Layer 'sequential.*mask attached")
def test_mixed_layers_of_a_model():
    inner = keras.Sequential([GRU(UNITS, return_sequences=True)])
    shared = L.SimpleRNN(UNITS, return_sequences=True)
    x = keras.Input((TIME, FEATURES))
    y = shared(inner(x))
    y = L.Bidirectional(LSTM(UNITS, return_sequences=True))(y)
    y = L.Dense(UNITS)(shared(L.Dense(UNITS)(y)))
    said = kernels.explain_kernel(keras.Model(x, y))
    assert sorted(kernel.layer for kernel in said) == [
        "GRU(4)",
        "SimpleRNN(4)",
        "backward of Bidirectional(LSTM(4))",
        "forward of Bidirectional(LSTM(4))",
    ]


def test_model_that_makes_masks():
    first = L.Embedding(9, FEATURES, mask_zero=True)
    model = keras.Sequential(
        [first, GRU(UNITS, return_sequences=True), L.SimpleRNN(UNITS)]
    )
    gru, simple = kernels.explain_kernel(model)
    assert "if every mask suits it" in gru.because
    assert "mask" not in simple.because
    gru, _ = kernels.explain_kernel(model, [[True, True, False]])
    assert "if every mask" not in gru.because


def test_layers_inside_others():
    distributed = L.TimeDistributed(LSTM(UNITS, unroll=True))
    (kernel,) = kernels.explain_kernel(distributed)
    assert kernel.layer == "TimeDistributed(LSTM(4, unroll=True))"

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.parts = [GRU(UNITS), L.Dense(1)]

    (kernel,) = kernels.explain_kernel(Own())
    assert kernel.layer == "GRU(4)"
    assert repr(kernels.explain_kernel(L.Dense(1))) == "no recurrent layer"


def test_time_distributed_traces_what_it_says():
    def make(**options):
        return L.TimeDistributed(LSTM(UNITS, **options))

    with simulated_gpu():
        for layer in (make(), make(use_bias=False)):
            function = tf.function(layer).get_concrete_function(
                tf.TensorSpec((BATCH, 2, TIME, FEATURES))
            )
            (kernel,) = kernels.explain_kernel(layer)
            found = operations(function)
            assert ("CudnnRNNV3" in found) == (kernel.gpu == "cuDNN")
            assert ("While" in found) == (kernel.gpu != "cuDNN")


# The criteria, against Keras's own --------------------------------------


@pytest.mark.parametrize("layer", [LSTM, GRU])
def test_criteria_are_those_of_keras(layer):
    rnn = importlib.import_module("keras.src.backend.tensorflow.rnn")
    choices = {
        "activation": ["tanh", "relu", tf.tanh, keras.ops.tanh, _a_tanh],
        "recurrent_activation": ["sigmoid", "hard_sigmoid", tf.sigmoid],
        "unroll": [False, True],
        "use_bias": [True, False],
    }
    if layer is GRU:
        choices["reset_after"] = [True, False]
    allowed = 0
    with simulated_gpu():
        for values in itertools.product(*choices.values()):
            options = dict(zip(choices, values, strict=True))
            made = layer(UNITS, **options)
            asked = options | {
                name: getattr(made, name)
                for name in ("activation", "recurrent_activation")
            }
            keras_says = bool(rnn.cudnn_ok(**asked))
            assert keras_says == (not wrong_arguments(made)), options
            # Keras has just decided about XLA, on the same ground.
            assert keras_says == (not made.supports_jit), options
            allowed += keras_says
    assert allowed == 3 * 2


def test_xla_is_given_up_as_keras_gives_it_up():
    for make, _, _ in CONFIGURATIONS.values():
        layer = make()
        if isinstance(layer, L.Bidirectional):
            layer, remade = layer.forward_layer, True
        else:
            remade = False
        said = gives_up_xla(layer, remade)
        with simulated_gpu():
            made = make()
        made = made.forward_layer if remade else made
        assert said == (not made.supports_jit)


# What it says -------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "because", "remedy"),
    [
        (
            LSTM(UNITS, recurrent_dropout=0.2),
            "cuDNN cannot do recurrent_dropout=0.2;"
            " Keras keeps XLA off all the same",
            "recurrent_dropout=0",
        ),
        (
            GRU(UNITS, reset_after=False, use_bias=False),
            "cuDNN cannot do use_bias=False, reset_after=False",
            "use_bias=True, reset_after=True",
        ),
        (
            LSTM(UNITS, activation=_a_tanh),
            "cuDNN cannot do activation=_a_tanh",
            'activation="tanh"',
        ),
        (LSTM(UNITS, use_cudnn=False), "use_cudnn=False", 'use_cudnn="auto"'),
        (
            LSTM(UNITS, use_cudnn=True, use_bias=False),
            "use_cudnn=True, but cuDNN cannot do use_bias=False",
            "use_bias=True",
        ),
        (
            L.RNN(L.GRUCell(UNITS)),
            "cuDNN knows Keras's LSTM and GRU layers alone",
            "keras.layers.GRU(4), the same equations",
        ),
        (
            L.SimpleRNN(UNITS),
            "cuDNN knows Keras's LSTM and GRU layers alone",
            "model.compile(..., jit_compile=True)",
        ),
    ],
)
def test_reason_and_remedy(layer, because, remedy):
    (kernel,) = kernels.explain_kernel(layer)
    assert (kernel.because, kernel.remedy) == (because, remedy)


@pytest.mark.parametrize(
    "make",
    [
        _of(LSTM, recurrent_dropout=0.2, activation="relu"),
        _of(GRU, reset_after=False, unroll=True),
        _of(LSTM, use_cudnn=True, use_bias=False),
        _of(LSTM, use_cudnn=False),
    ],
)
def test_remedy_brings_cudnn(make):
    layer = make()
    (kernel,) = kernels.explain_kernel(layer)
    better = eval(f"dict({kernel.remedy})")
    config = layer.get_config() | {"use_cudnn": layer.use_cudnn} | better
    with simulated_gpu():
        assert traced(lambda: type(layer).from_config(config)) == "cuDNN"


def test_twin_computes_the_same():
    for cell, twin in (
        (models.LSTMCell, LSTM),
        (L.LSTMCell, LSTM),
        (models.GRUCell, GRU),
        (L.GRUCell, GRU),
    ):
        layer = L.RNN(cell(UNITS))
        (kernel,) = kernels.explain_kernel(layer)
        assert kernel.remedy.startswith(f"keras.layers.{twin.__name__}(4)")
        other = twin(UNITS)
        ours = layer(X)
        other.build(X.shape)
        other.set_weights(layer.get_weights())
        np.testing.assert_allclose(ours, other(X), atol=1e-6)
    before = L.RNN(L.GRUCell(UNITS, reset_after=False))
    relu = L.RNN(L.LSTMCell(UNITS, activation="relu"))
    for layer in (before, relu):
        assert "jit_compile" in kernels.explain_kernel(layer)[0].remedy


TEXT = """\
LSTM(4, recurrent_dropout=0.1)
  here        while loop
  on a GPU    while loop
  because     cuDNN cannot do recurrent_dropout=0.1; Keras keeps XLA off all
              the same
  change      recurrent_dropout=0"""


def test_text():
    said = kernels.explain_kernel(LSTM(UNITS, recurrent_dropout=0.1))
    assert repr(said) == TEXT
    rows = said._repr_markdown_().splitlines()
    assert rows[2].startswith("| `LSTM(4, recurrent_dropout=0.1)` | while ")
    assert said[0].name.startswith("lstm")


def test_not_a_layer():
    with pytest.raises(TypeError, match="layer_or_model: expected a Keras la"):
        kernels.explain_kernel("LSTM")


# Masks --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "on_gpu", "because"),
    [
        ([[1, 1, 0], [1, 1, 1]], "cuDNN", "cuDNN can do all that is asked"),
        ([[1, 1, 0], [0, 1, 1]], "an error", "row 1: padded on the left"),
        ([[0, 0, 0], [0, 0, 0]], "an error", "rows 0, 1: no step is kept"),
        ([[1, 0, 1]], "an error", "row 0: a step is left out between two"),
    ],
)
def test_mask_decides(rows, on_gpu, because):
    mask = np.array(rows, bool)
    (kernel,) = kernels.explain_kernel(LSTM(UNITS), mask)
    assert (kernel.here, kernel.gpu) == (LOOP, on_gpu)
    assert because in kernel.because
    (kernel,) = kernels.explain_kernel(LSTM(UNITS, use_cudnn=False), mask)
    assert kernel.gpu == XLA


def test_masked_model_asserts_in_its_graph():
    for layer, expected in (
        (LSTM(UNITS), {"CudnnRNNV3", "Assert"}),
        (L.SimpleRNN(UNITS), {"While"}),
    ):
        with simulated_gpu():
            layer = type(layer).from_config(layer.get_config())
            model = model_of(L.Masking(), layer)
            function = graph_of_fit(model, X, np.ones((BATCH, 1)))
        found = {"CudnnRNNV3", "Assert", "While"} & {*operations(function)}
        assert found == expected
