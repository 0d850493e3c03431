"""Answers with named values, nested values and unusual containers."""

import dataclasses
from collections import namedtuple
from typing import NamedTuple

import numpy as np
import pytest

from lstm_course.checks.exercise import Case, FunctionExercise, Mistake, Output


class Weights(NamedTuple):
    W: object
    b: object


class Grads(NamedTuple):
    dx: object
    weights: object


def backward(x, dy):
    """Return Grads of y = x W + b, without W."""
    return Grads(2 * dy, Weights(x.T @ dy, dy.sum(axis=0)))


def _cases(rng):
    return [
        Case((rng.normal(size=(b, 2)), rng.normal(size=(b, 3))), f"batch {b}")
        for b in (1, 4)
    ]


NAMED = FunctionExercise(
    solution=backward,
    hints=(),
    cases=_cases,
    outputs=(
        Output("dx", ("batch", "units")),
        Output("weights.W", ("features", "units")),
        Output("weights.b", ("units",)),
    ),
    mistakes=(
        Mistake(
            "tuple",
            "Give the values their names.",
            lambda x, dy: tuple(backward(x, dy)),
        ),
        Mistake(
            "in-place",
            "The gradient of others is spoilt.",
            lambda x, dy: (backward(x, dy), dy.__imul__(2))[0],
        ),
        Mistake(
            "float32",
            "Too coarse.",
            lambda x, dy: backward(x.astype("f4"), dy.astype("f4")),
        ),
        Mistake(
            "transposed",
            "The other way round.",
            lambda x, dy: Grads(2 * dy, Weights(dy.T @ x, dy.sum(axis=0))),
        ),
    ),
    tried="2 cases",
)


def settings(x):
    """Return a dictionary with the mean and the largest value."""
    return {"mean": x.mean(), "largest": x.max()}


DICTIONARY = FunctionExercise(
    solution=settings,
    hints=(),
    cases=lambda rng: [Case((rng.normal(size=n),), f"{n}") for n in (2, 5)],
    outputs=(Output("mean", ()), Output("largest", ())),
    mistakes=(),
    tried="",
)


def double(x):
    """Return x twice as large."""
    return 2 * x


SINGLE = FunctionExercise(
    solution=double,
    hints=(),
    cases=lambda rng: [Case((rng.normal(size=3),), "three")],
    outputs=(Output("y", ("units",)),),
    mistakes=(),
    tried="",
)


def test_nested_fields_are_right():
    assert NAMED.judge(backward).status == "right"


def test_fields_count_and_not_their_class():
    Mine = namedtuple("Mine", "weights dx")

    @dataclasses.dataclass
    class Matrices:
        W: object
        b: object

    def answer(x, dy):
        dx, weights = backward(x, dy)
        return Mine(Matrices(*weights), dx)

    assert NAMED.judge(answer).status == "right"


def test_missing_fields_are_named():
    Half = namedtuple("Half", "dx")
    verdict = NAMED.judge(lambda x, dy: Half(2 * dy))
    assert verdict.message == (
        "Expected a Grads with dx, weights; in yours weights.W and "
        "weights.b are missing."
    )


def test_nested_field_is_localised():
    def answer(x, dy):
        dx, weights = backward(x, dy)
        return Grads(dx, weights._replace(b=weights.b / len(x)))

    message = NAMED.judge(answer).message
    assert message.startswith("dx and weights.W are right; only weights.b is")
    assert "is divided by batch: is it a mean where a sum belongs?" in message
    assert "right for a single batch row, wrong for more" in message


@pytest.mark.parametrize("mistake", NAMED.mistakes, ids=lambda m: m.name)
def test_mistake_of_form_or_side_effect_is_known(mistake):
    verdict = NAMED.judge(mistake.answer)
    assert (verdict.status, verdict.mistake) == ("wrong", mistake.name)
    assert verdict.message == mistake.says


@pytest.mark.parametrize("value", [3, None, "text", np.ones(3), [1, 2]])
def test_other_values_in_place_of_named_ones(value):
    verdict = dataclasses.replace(NAMED, mistakes=()).judge(
        lambda x, dy: value
    )
    assert verdict.status == "wrong"


def test_plain_tuple_is_told_to_take_the_names():
    verdict = dataclasses.replace(NAMED, mistakes=()).judge(
        lambda x, dy: tuple(backward(x, dy))
    )
    assert verdict.message == (
        "Expected a Grads with dx, weights, got a tuple of 2 values. Write "
        "`return Grads(dx, weights)`."
    )


def test_dictionary():
    assert DICTIONARY.judge(settings).status == "right"
    verdict = DICTIONARY.judge(lambda x: {"mean": x.mean()})
    assert verdict.message == (
        "Expected a dictionary with mean, largest; in yours largest is "
        "missing."
    )
    verdict = DICTIONARY.judge(lambda x: (x.mean(), x.max()))
    assert verdict.message == (
        "Expected a dictionary with mean, largest, got a tuple of 2 values."
    )


def test_scalar_in_an_array():
    verdict = DICTIONARY.judge(
        lambda x: {"mean": [x.mean()], "largest": x.max()}
    )
    assert "expected one number, got (1,)" in verdict.message


def test_comma_after_a_single_value():
    verdict = SINGLE.judge(lambda x: (2 * x,))
    assert "Expected one value, y, got a tuple of 1 value" in verdict.message
    assert "a comma at the end of the `return` line?" in verdict.message


def test_complex_numbers():
    verdict = SINGLE.judge(lambda x: 2 * x + 0j)
    assert verdict.message == "y holds complex numbers; expected real ones."


def test_infinity():
    verdict = SINGLE.judge(lambda x: x / 0)
    assert verdict.message.startswith("y contains infinity")
