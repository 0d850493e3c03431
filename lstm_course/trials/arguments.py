"""Refuse a wrong experiment by name, before anything is compiled."""

import numbers

import numpy as np

from lstm_course import unroll
from lstm_course.runtime import keras, tf
from lstm_course.tasks.task import Batch, Task
from lstm_course.trials.start import parameters


def check(cell, task, bias, **numbers_given):
    """Raise TypeError or ValueError, naming the argument that is wrong."""
    if not isinstance(cell, unroll.Cell):
        raise TypeError(
            "cell: expected a cell of lstm_course.unroll, such as"
            f" unroll.LSTM, got {_kind(cell)}"
        )
    if not isinstance(task, Task):
        raise TypeError(
            "task: expected a task of lstm_course.tasks, such as"
            f" Adding(time=100), got {_kind(task)}"
        )
    known = bias is None or isinstance(bias, keras.initializers.Initializer)
    if not known and (isinstance(bias, type) or not callable(bias)):
        raise TypeError(
            "bias: expected None, an initialiser such as ForgetBias(5.0), or"
            f" a function of (rng, units), got {_kind(bias)}"
        )
    for name in ("units", "steps", "batch", "every", "workers"):
        _check_whole(name, numbers_given[name])
    for name in ("rate", "clip"):
        _check_positive(name, numbers_given[name])


def seeds(given):
    """Return the seeds as a tuple of whole numbers, or raise.

    A number stands for the seeds 0, 1, … below it.
    """
    if isinstance(given, numbers.Integral) and not isinstance(given, bool):
        _check_whole("seeds", given)
        return tuple(range(given))
    try:
        found = tuple(given)
    except TypeError as error:
        raise TypeError(
            "seeds: expected a number of seeds or a list of them, got"
            f" {_kind(given)}"
        ) from error
    for one in found:
        whole = isinstance(one, numbers.Integral) and not isinstance(one, bool)
        if not whole or one < 0:
            raise ValueError(
                f"seeds: expected whole numbers of 0 or more, got {one!r}"
            )
    if not found:
        raise ValueError("seeds: expected at least one, got none")
    twice = {one for one in found if found.count(one) > 1}
    if twice:
        raise ValueError(f"seeds: {min(twice)} stands there twice")
    return tuple(map(int, found))


def check_batch(task, batch):
    """Raise TypeError or ValueError unless a Batch is as its task says."""
    name = type(task).__name__
    if not isinstance(batch, Batch):
        raise TypeError(
            f"task: {name} should yield a Batch, and gave {_kind(batch)}"
        )
    xs, targets, counts = map(np.shape, batch)
    if len(xs) != 3 or xs[2] != task.features:
        raise ValueError(
            f"task: xs of {name} should be (batch, time, {task.features}),"
            f" got {xs}"
        )
    rows = xs[:2] if task.each_step else xs[:1]
    for part, got, wanted in (
        ("targets", targets, (*rows, task.outputs)),
        ("counts", counts, xs[:2]),
    ):
        if got != wanted:
            raise ValueError(
                f"task: {part} of {name} should be {wanted}, as xs is {xs},"
                f" got {got}"
            )


def check_step(cell, task, units):
    """Raise unless the step of a learner's cell gives what its record holds.

    It is called once, so that what it raises comes with the line at fault.
    """
    rng = np.random.default_rng(0)
    weights = parameters(cell, task, units, None, rng).cell
    x, h = tf.zeros((2, task.features)), tf.zeros((2, units))
    try:
        found = cell.step(x, *[h for _ in cell.states], weights)
    except Exception as error:
        raise RuntimeError(
            f"cell: the step of {cell.name} raised {type(error).__name__}:"
            f" {error}"
        ) from error
    fields = cell.record._fields
    if not isinstance(found, tuple) or len(found) != len(fields):
        raise ValueError(
            f"cell: the step of {cell.name} should return"
            f" {cell.record.__name__}({', '.join(fields)}), got"
            f" {_kind(found)}"
        )
    for name, value in zip(fields, found, strict=True):
        if tuple(value.shape) != (2, units):
            raise ValueError(
                f"cell: {name} of the step of {cell.name} should be (batch,"
                f" units), got {tuple(value.shape)} for a batch of 2 and"
                f" {units} units"
            )


def _check_whole(name, value):
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if not whole or value < 1:
        raise ValueError(
            f"{name}: expected a whole number of 1 or more, got {value!r}"
        )


def _check_positive(name, value):
    number = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not number or not value > 0:
        raise ValueError(f"{name}: expected a number above 0, got {value!r}")


def _kind(value):
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return type(value).__name__
