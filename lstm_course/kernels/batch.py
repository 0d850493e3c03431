"""Find what runs on a processor and stops with an error on a GPU."""

import contextlib
from typing import NamedTuple

import numpy as np

from lstm_course.kernels.criteria import has_cudnn, wrong_arguments
from lstm_course.kernels.masks import (
    REMEDIES,
    as_mask,
    refused,
    rows_in_words,
)
from lstm_course.kernels.walk import recurrent
from lstm_course.runtime import keras


class Fault(NamedTuple):
    """Rows of a batch that cuDNN refuses, and for which layers.

    `rows` is a list of row numbers, counted from 0, `layers` a tuple of the
    layers as code, `remedy` what to do about it.
    """

    problem: str
    rows: list
    layers: tuple
    remedy: str

    def __str__(self):
        return (
            f"{rows_in_words(self.rows)}: {self.problem}, which cuDNN refuses"
            f" on a GPU ({'; '.join(self.layers)}). To do: {self.remedy}."
        )


class Faults(tuple):
    """The Faults of a batch; empty, and so false, when there are none."""

    def __repr__(self):
        return "\n".join(map(str, self)) or "nothing that cuDNN would refuse"


def check_batch(layer_or_model, x=None, mask=None):
    """Return the Faults: what of this batch runs here and fails on a GPU.

    x is what `predict` takes; the masks are those that the layers of the
    model (Embedding with mask_zero=True, Masking) make from it. For a
    recurrent layer by itself mask is enough, (batch, time), True where a
    step is kept; for a model it is the mask of its input. A layer that does
    not run cuDNN on a GPU takes any mask. The model runs once, without
    cuDNN, and keeps its states and seeds.

    Raises TypeError for what is not a Keras layer or not a mask, ValueError
    for a mask of another shape or for neither x nor mask.
    """
    found = recurrent(layer_or_model)
    alone = isinstance(
        layer_or_model, (keras.layers.RNN, keras.layers.Bidirectional)
    )
    if x is None and not (alone and mask is not None):
        raise ValueError(
            "x: expected the input of the model or, for a recurrent layer"
            " by itself, a mask; got None"
        )
    mask = None if mask is None else as_mask(mask)
    if alone:
        masks = [] if mask is None else [(one.layer, mask) for one in found]
    else:
        masks = _masks(layer_or_model, [one.layer for one in found], x, mask)
    return _faults(found, masks)


def _faults(found, masks):
    """Join what the layers have in common: (problem, rows) to layers."""
    layers = {}
    for layer, text, _ in found:
        if not has_cudnn(layer) or wrong_arguments(layer):
            continue
        seen = [mask for other, mask in masks if other is layer]
        # TimeDistributed calls its layer once a step, each with a mask.
        for problem in REMEDIES:
            rows = {row for mask in seen for row in _rows(mask, problem)}
            if rows:
                key = problem, tuple(sorted(rows))
                layers.setdefault(key, []).append(text)
    return Faults(
        Fault(problem, list(rows), tuple(texts), _remedy(problem))
        for (problem, rows), texts in layers.items()
    )


def _rows(mask, problem):
    return refused(mask).get(problem, ())


def _remedy(problem):
    return f"{REMEDIES[problem]}; or make the layer with use_cudnn=False"


def _masks(model, layers, x, mask):
    """Return (layer, mask) for each call of a layer that gets a mask."""
    if not model.built:
        model(keras.tree.map_structure(_symbol, x))
    kept = [
        (variable, keras.ops.copy(variable.value))
        for variable in model.non_trainable_variables
    ]
    seen = []
    with contextlib.ExitStack() as stack:
        for layer in layers:
            stack.enter_context(_recorded(layer, seen))
        model(x) if mask is None else model(x, mask=mask)
    for variable, value in kept:
        variable.assign(value)
    return seen


def _symbol(array):
    array = np.asarray(array)
    return keras.KerasTensor(
        array.shape, keras.backend.standardize_dtype(array.dtype)
    )


@contextlib.contextmanager
def _recorded(layer, seen):
    """Add (layer, mask) to seen for each call, and leave cuDNN out of it."""

    def inner_loop(sequences, initial_state, mask, training=False):
        first = mask[0] if isinstance(mask, (list, tuple)) else mask
        if first is not None:
            seen.append((layer, keras.ops.convert_to_numpy(first)))
        return keras.layers.RNN.inner_loop(
            layer, sequences, initial_state, mask=first, training=training
        )

    layer.inner_loop = inner_loop
    try:
        yield
    finally:
        del layer.inner_loop
