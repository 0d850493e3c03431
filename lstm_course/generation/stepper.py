"""A character model, one step at a time."""

from collections.abc import Callable
from typing import NamedTuple

from lstm_course import probes
from lstm_course.runtime import keras, tf
from lstm_course.unroll.rows import projected

_EACH_STEP = (
    keras.layers.Activation,
    keras.layers.Dense,
    keras.layers.Dropout,
    keras.layers.InputLayer,
    keras.layers.LayerNormalization,
)
"""Layers that treat every time step alike; others might look at more."""


class Stepper(NamedTuple):
    """What a sampler needs of a model.

    start(batch) gives the state before the first character, any structure of
    tensors with a row for each sequence. ready() is called once before the
    loop and gives step(symbols, state), where symbols is int32 (batch,): the
    logits of what comes next, (batch, size), and the new state. size is how
    many symbols there are. All three run inside a `tf.function`.
    """

    size: int
    start: Callable
    ready: Callable


def of_cells(layers, V, v, embedding=None):
    """Return the Stepper of a stack of recurrent layers and a dense one.

    layers is a list of pairs (Cell, weights), as in `lstm_course.unroll`, the
    lowest first; V is (units, size) and v (size,). A row of embedding, (size,
    features), stands for a symbol; without one its code is one-hot. The
    arrays are looked at once, when the sampler is compiled.

    Raises ValueError, naming the argument, where sizes do not fit.
    """
    layers = list(layers)
    if not layers:
        raise ValueError("layers: expected at least one (Cell, weights)")
    V, v = tf.convert_to_tensor(V), tf.convert_to_tensor(v)
    size = V.shape[1]
    if embedding is None:
        embedding = tf.eye(size, dtype=V.dtype)
    table = tf.convert_to_tensor(embedding)
    _check_rows(table.shape, size, layers[0][1].W.shape[0])

    def parts():
        stack = [(cell, weights, []) for cell, weights in layers]
        stack[-1][2].append(lambda h: h @ V + v)
        return table, stack

    return _stepper(size, layers, parts)


def of_model(model):
    """Return the Stepper of a Keras model.

    model is a built keras.Sequential: an Embedding, or nothing if its input
    is one-hot; then recurrent layers (SimpleRNN, LSTM, GRU, or RNN around one
    of the course's cells), and dense layers, dropout and normalisation
    between and above them, which give logits. Weights are read anew in every
    call, so that a model may be trained on.

    Raises TypeError or ValueError for a model that cannot write, naming the
    layer.
    """
    layers = _checked_layers(model)
    size = model.output_shape[-1]
    below, recurrent = [], []
    for layer in layers:
        if isinstance(layer, keras.layers.RNN):
            recurrent.append((layer, []))
        elif recurrent:
            recurrent[-1][1].append(layer)
        else:
            below.append(layer)
    if not recurrent:
        raise ValueError(f"model: {model.name!r} has no recurrent layer")

    def parts():
        codes = tf.eye(size)
        if below and isinstance(below[0], keras.layers.Embedding):
            codes = tf.range(size)
        for layer in below:
            codes = layer(codes)
        return codes, [
            (*probes.cell_and_weights(layer), above)
            for layer, above in recurrent
        ]

    if below and isinstance(below[0], keras.layers.Embedding):
        _check_rows((below[0].input_dim, None), size, None)
    elif model.input_shape[-1] != size:
        raise ValueError(
            f"model: one-hot input of {size} symbols expected, as there are"
            f" {size} logits, got {model.input_shape[-1]} features"
        )
    pairs = [probes.cell_and_weights(layer) for layer, _ in recurrent]
    return _stepper(size, pairs, parts)


def _stepper(size, pairs, parts):
    """Return a Stepper; pairs give the sizes of states, parts the numbers.

    parts() gives the codes of all symbols, (size, features), and a list of
    (Cell, weights, functions that follow on h).
    """
    shapes = [(cell.states, weights.U.shape[0]) for cell, weights in pairs]
    dtype = pairs[0][1].U.dtype

    def start(batch):
        return [
            [tf.zeros((batch, units), dtype) for _ in states]
            for states, units in shapes
        ]

    def ready():
        codes, stack = parts()
        cell, weights, above = stack[0]
        # What the lowest layer makes of a symbol is the same at every step.
        if cell.projects:
            codes, weights = projected(codes[None], weights)
            codes, stack[0] = codes[0], (cell, weights, above)

        def step(symbols, state):
            x, new = tf.gather(codes, symbols), []
            for (cell, weights, above), before in zip(
                stack, state, strict=True
            ):
                record = cell.record(*cell.step(x, *before, weights))
                new.append([getattr(record, name) for name in cell.states])
                x = record.h
                for function in above:
                    x = function(x)
            return x, new

        return step

    return Stepper(size, start, ready)


def _checked_layers(model):
    if not isinstance(model, keras.Sequential):
        raise TypeError(
            "model: expected a keras.Sequential or a Stepper, got"
            f" {type(model).__name__}"
        )
    if not model.built:
        raise ValueError(
            "model: expected a built model; give it a keras.Input first"
        )
    for place, layer in enumerate(model.layers):
        _check_layer(layer, first=place == 0)
    last = model.layers[-1]
    if getattr(last, "activation", None) not in (
        None,
        keras.activations.linear,
    ) and not isinstance(last, keras.layers.RNN):
        raise ValueError(
            f"model: its last layer, {last.name!r}, must give logits, without"
            f" an activation, got {last.activation.__name__}"
        )
    return model.layers


def _check_layer(layer, first):
    if isinstance(layer, keras.layers.Embedding) and first:
        if layer.mask_zero:
            raise ValueError(
                f"model: {layer.name!r} must not mask: symbol 0 is one like"
                " the others"
            )
    elif isinstance(layer, keras.layers.RNN):
        if layer.go_backwards:
            raise ValueError(
                f"model: {layer.name!r} reads backwards, and what comes next"
                " is not there yet"
            )
    elif not isinstance(layer, _EACH_STEP):
        raise TypeError(
            f"model: {layer.name!r} is a {type(layer).__name__}, which may"
            " look at other time steps; expected an Embedding first, then"
            " recurrent layers, Dense, Dropout, LayerNormalization and"
            " Activation"
        )


def _check_rows(shape, size, features):
    rows, columns = shape
    if rows < size:
        raise ValueError(
            f"embedding: expected a row for each of {size} symbols, got {rows}"
        )
    if features is not None and columns != features:
        raise ValueError(
            f"embedding: expected {features} columns, as weights.W of the"
            f" lowest layer has {features} rows, got {columns}"
        )
