"""Answers made of tensors."""

from typing import NamedTuple

import numpy as np
import pytest

from lstm_course.checks import display, interrupt
from lstm_course.checks.exercise import Case, FunctionExercise, Output
from lstm_course.runtime import keras, tf


class Weights(NamedTuple):
    W: object
    b: object


def dense(x, weights):
    """Return tanh(x W + b)."""
    return tf.tanh(x @ weights.W + weights.b)


def _cases(rng):
    return [
        Case(
            (
                tf.constant(rng.normal(size=(b, 2))),
                Weights(
                    tf.constant(rng.normal(size=(2, 3))),
                    tf.Variable(rng.normal(size=3)),
                ),
            ),
            f"batch {b}",
        )
        for b in (1, 4)
    ]


DENSE = FunctionExercise(
    solution=dense,
    hints=(),
    cases=_cases,
    outputs=(Output("y", ("batch", "units")),),
    mistakes=(),
    tried="",
    limit=1.0,
)


@pytest.mark.parametrize(
    "answer",
    [
        dense,
        tf.function(dense),
        lambda x, weights: dense(x, weights).numpy(),
        lambda x, weights: tf.Variable(dense(x, weights)),
        lambda x, weights: np.tanh(x @ weights.W + weights.b),
        lambda x, weights: dense(x, weights).numpy().tolist(),
    ],
    ids=["tensor", "function", "array", "variable", "numpy", "list"],
)
def test_right_in_every_form(answer):
    verdict = DENSE.judge(answer)
    assert verdict.status == "right", verdict.message


def test_variable_changed_in_place():
    def answer(x, weights):
        y = dense(x, weights)
        weights.b.assign_add(tf.ones_like(weights.b))
        return y

    verdict = DENSE.judge(answer)
    assert verdict.message.startswith("weights.b is changed in place")
    assert DENSE.judge(dense).status == "right"


def test_float32_tensor():
    verdict = DENSE.judge(lambda x, w: tf.cast(dense(x, w), tf.float32))
    assert "The values are right, but y is float32" in verdict.message


def test_symbolic_tensor():
    verdict = DENSE.judge(lambda x, w: keras.Input((3,)))
    assert "symbolic tensor, which has no numbers yet" in verdict.message


def test_ragged_tensor():
    verdict = DENSE.judge(lambda x, w: tf.ragged.constant([[1.0], [1.0, 2]]))
    assert verdict.status == "wrong"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            lambda x, w: tf.transpose(w.W) @ x,
            "A matrix product (3, 2) @ (1, 2) does not fit",
        ),
        (
            lambda x, w: x @ w.W + tf.zeros(3),
            "Two kinds of number meet: float64 and float32.",
        ),
        (lambda x, w: x.T, "no `.T`. Use `tf.transpose(x)`."),
        (lambda x, w: tf.sigmod(x), "Did you mean `sigmoid`?"),
        (lambda x, w: x(w), "A tensor is called like a function."),
        (lambda x, w: x + ..., "A blank `...` takes part"),
        (lambda x, w: x @ w.B, "A Weights has no `B`."),
        (lambda x, w: tf.split(w.b, 4), "size 3 cannot be split in 4 equal"),
        (lambda x, w: x[:, 7], "Index 7 lies outside of axis 1."),
    ],
)
def test_what_tensorflow_means(answer, says):
    verdict = DENSE.judge(answer)
    assert verdict.status == "error"
    assert says in verdict.message


def test_names_with_fields_are_shown_with_their_shapes():
    def answer(x, weights):
        return weights.W @ x

    verdict = DENSE.judge(answer)
    assert "where " in verdict.detail
    assert "weights.W is (2, 3)" in verdict.detail
    assert "x is (1, 2)" in verdict.detail


def test_eager_loop_is_stopped(monkeypatch):
    told = []
    monkeypatch.setattr(interrupt, "GRACE", 30)
    monkeypatch.setattr(display, "notice", told.append)

    def answer(x, weights):
        while True:
            try:
                x = tf.tanh(x) + 1
            except:  # noqa: E722
                continue

    verdict = DENSE.judge(answer)
    assert "was stopped" in verdict.message
    assert told == []
    assert DENSE.judge(dense).status == "right"
