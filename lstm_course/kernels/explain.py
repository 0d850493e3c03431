"""Say which kernel each recurrent layer runs, and why."""

import textwrap
from typing import NamedTuple

from lstm_course import unroll
from lstm_course.findings import table
from lstm_course.kernels.criteria import (
    gives_up_xla,
    has_cudnn,
    suits_cudnn,
    wrong_arguments,
)
from lstm_course.kernels.masks import REMEDIES, refused, rows_in_words
from lstm_course.kernels.walk import recurrent
from lstm_course.runtime import keras, tf

CUDNN = "cuDNN"
LOOP = "while loop"
UNROLLED = "unrolled"
XLA = ", compiled by XLA"
ERROR = "an error"

COLUMNS = ("layer", "here", "on a GPU", "because", "change")
COMPILE = "model.compile(..., jit_compile=True)"

_TWINS = (
    (keras.layers.LSTMCell, unroll.LSTM, "LSTM"),
    (keras.layers.GRUCell, unroll.GRU, "GRU"),
)


class Kernel(NamedTuple):
    """One recurrent layer: what runs it here and on a GPU.

    `here` and `gpu` are "cuDNN", "while loop" or "unrolled", the latter two
    with ", compiled by XLA" where they are, or "an error". `because` names
    what decides it on a GPU, `remedy` the one change that makes it fast, or
    "" where it is. `name` is Keras's name of the layer.
    """

    layer: str
    here: str
    gpu: str
    because: str
    remedy: str
    name: str


class Kernels(tuple):
    """The Kernel of each recurrent layer; a notebook shows a table."""

    def __repr__(self):
        return "\n\n".join(map(_paragraph, self)) or "no recurrent layer"

    def _repr_markdown_(self):
        if not self:
            return repr(self)
        return table(COLUMNS, [(f"`{k.layer}`", *k[1:5]) for k in self])


def explain_kernel(layer_or_model, mask=None):
    """Return the Kernels of a layer, or of all recurrent layers of a model.

    The answers hold for `fit`, `evaluate` and `predict`; without a
    `tf.function` around it a layer runs its loop in Python. XLA is said of a
    compiled model as it was compiled. For a model that is not, and for the
    GPU where there is none, it is what jit_compile="auto" chooses: Keras
    does not keep whether "auto" or False was asked for.

    mask is a mask (batch, time) that all of the layers get, True where a
    step is kept. Without it the answer assumes masks that cuDNN takes:
    `check_batch` looks at those of your data. Raises TypeError for what is
    not a Keras layer or not a mask, ValueError for a mask of another shape.
    """
    found = recurrent(layer_or_model)
    problems = {} if mask is None else refused(mask)
    masked = mask is None and _makes_masks(layer_or_model)
    there = bool(tf.config.list_logical_devices("GPU"))
    compiled = getattr(layer_or_model, "compiled", False)
    auto = _auto_xla(layer_or_model, found)
    xla = layer_or_model.jit_compile if compiled else there and auto
    xla_on_gpu = xla if there else auto
    kernels = []
    for layer, text, remade in found:
        on_gpu = _on_gpu(layer, xla_on_gpu, problems)
        here = on_gpu if there else _on_processor(layer, xla)
        because = _because(layer, on_gpu, problems, masked)
        if LOOP in on_gpu and has_cudnn(layer) and gives_up_xla(layer, remade):
            because += "; Keras keeps XLA off all the same"
        remedy = _remedy(layer, here, on_gpu, problems)
        kernels.append(Kernel(text, here, on_gpu, because, remedy, layer.name))
    return Kernels(kernels)


def _on_gpu(layer, xla, problems):
    if has_cudnn(layer):
        if not wrong_arguments(layer):
            return ERROR if problems else CUDNN
        if layer.use_cudnn is True:
            return ERROR
    return _loop(layer, xla)


def _on_processor(layer, xla):
    if has_cudnn(layer) and layer.use_cudnn is True:
        return ERROR
    return _loop(layer, xla)


def _loop(layer, xla):
    return (UNROLLED if layer.unroll else LOOP) + (XLA if xla else "")


def _auto_xla(layer_or_model, found):
    """Return whether jit_compile="auto" chooses XLA on a GPU."""
    if getattr(layer_or_model, "run_eagerly", False):
        return False
    remade = {id(one.layer) for one in found if one.remade}
    return not any(
        gives_up_xla(layer, id(layer) in remade)
        for layer in layer_or_model._flatten_layers()
    )


def _makes_masks(layer_or_model):
    return any(
        isinstance(layer, keras.layers.Masking)
        or getattr(layer, "mask_zero", False)
        for layer in layer_or_model._flatten_layers()
    )


def _because(layer, on_gpu, problems, masked):
    if not has_cudnn(layer):
        return "cuDNN knows Keras's LSTM and GRU layers alone"
    wrong = wrong_arguments(layer)
    if wrong:
        given = ", ".join(f"{name}={had}" for name, (had, _) in wrong.items())
        if layer.use_cudnn is True:
            return f"use_cudnn=True, but cuDNN cannot do {given}"
        return given if "use_cudnn" in wrong else f"cuDNN cannot do {given}"
    if on_gpu == ERROR:
        return "cuDNN refuses the mask: " + "; ".join(
            f"{rows_in_words(rows)}: {problem}"
            for problem, rows in problems.items()
        )
    fits = "cuDNN can do all that is asked for"
    if masked:
        fits += ", if every mask suits it: see check_batch"
    return fits


def _remedy(layer, here, on_gpu, problems):
    wrong = wrong_arguments(layer) if has_cudnn(layer) else {}
    if wrong:
        return ", ".join(f"{name}={need}" for name, (_, need) in wrong.items())
    if on_gpu == ERROR:
        return "; ".join(REMEDIES[problem] for problem in problems)
    if here == ERROR:
        return 'use_cudnn="auto", which runs without a GPU, too'
    twin = _twin(layer)
    if twin:
        return f"keras.layers.{twin}({layer.cell.units}), the same equations"
    if here not in (LOOP, UNROLLED):
        return ""
    return f"{COMPILE} here" if on_gpu == CUDNN else COMPILE


def _twin(layer):
    """Return the name of the layer that would do the same with cuDNN."""
    if type(layer) is not keras.layers.RNN:
        return None
    cell = layer.cell
    equations = getattr(cell, "equations", None)
    for kind, ours, name in _TWINS:
        if equations is ours or (isinstance(cell, kind) and suits_cudnn(cell)):
            return name
    return None


def _paragraph(kernel):
    lines = [kernel.layer]
    for title, text in zip(COLUMNS[1:], kernel[1:5], strict=True):
        if text:
            lines += textwrap.wrap(
                text,
                79,
                initial_indent=f"  {title:12}",
                subsequent_indent=" " * 14,
            )
    return "\n".join(lines)
