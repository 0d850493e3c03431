"""Exercises whose answer is a value."""

import numpy as np
import pytest

from lstm_course.checks import reading
from lstm_course.checks.exercise import Rule, ValueExercise


def test_right_value(pair_exercise):
    verdict = pair_exercise.judge(pair_exercise.solution)
    assert (verdict.status, verdict.message) == ("right", "by hand")


@pytest.mark.parametrize(
    "value", [(np.int64(1), np.float32(2)), (np.array(1), np.array(2.0))]
)
def test_numbers_of_libraries_come_as_plain_numbers(pair_exercise, value):
    assert pair_exercise.judge(lambda: value).status == "right"


@pytest.mark.parametrize(
    ("value", "rule", "says"),
    [
        (3, "two", "Expected two numbers, got 3."),
        ((np.float64(1.0), 5), "double", "5 is not double."),
        ((1, None), "double", "None is not double."),
        (("a", "b"), "double", "b is not double."),
    ],
)
def test_first_message_wins(pair_exercise, value, rule, says):
    verdict = pair_exercise.judge(lambda: value)
    assert (verdict.status, verdict.mistake) == ("wrong", rule)
    assert verdict.message == says


def test_rule_that_cannot_read_the_value(pair_exercise):
    verdict = pair_exercise.judge(lambda: ({}, {}))
    assert verdict.status == "wrong"
    assert "a tuple of 2 values" in verdict.message


def test_nothing_returned(pair_exercise, cell):
    source = "def answer_of_two():\n    a = 1, 2\n"
    verdict = pair_exercise.judge(cell(source)["answer_of_two"])
    assert verdict.message == "It has no `return`, so its value is None."
    verdict = pair_exercise.judge(lambda: ...)
    assert "a blank is still to be filled" in verdict.message


def test_arguments_where_none_are_expected(pair_exercise):
    verdict = pair_exercise.judge(lambda a: a)
    assert verdict.message == (
        "answer_of_two takes no arguments, yours takes 1 (a)."
    )


def test_exception_in_the_answer(pair_exercise, cell):
    source = "def answer_of_two():\n    return 1, 2 / 0\n"
    verdict = pair_exercise.judge(cell(source)["answer_of_two"])
    assert verdict.status == "error"
    assert "Line 2 of your code stops with ZeroDivisionError" in (
        verdict.message
    )


def test_named_tuples_and_dictionaries_are_kept():
    from collections import namedtuple

    Step = namedtuple("Step", "h c")
    value = {"a": [Step(np.float64(1), np.ones(2)), "text"]}
    found = reading.plain(value)
    assert found["a"][0].h == 1.0
    assert type(found["a"][0].h) is float
    assert isinstance(found["a"][0], Step)
    assert found["a"][1] == "text"


def sums(first, second):
    """Return the sum of two numbers."""
    return first + second


def not_three_and_seven(value):
    return None if value == [3, 7] else f"Expected 3 and 7, got {value}."


@pytest.fixture
def called_exercise():
    return ValueExercise(
        solution=sums,
        calls=lambda: [(1, 2), (3, 4)],
        hints=("Add.", "Use +."),
        rules=(Rule("sums", not_three_and_seven),),
        mistakes=(),
        tried="two calls",
    )


def test_function_is_called_with_each_arguments(called_exercise):
    assert called_exercise.judge(sums).status == "right"
    verdict = called_exercise.judge(lambda first, second: first)
    assert (verdict.mistake, verdict.message) == (
        "sums",
        "Expected 3 and 7, got [1, 3].",
    )


def test_function_with_other_arguments(called_exercise):
    verdict = called_exercise.judge(lambda first: first)
    assert verdict.message == (
        "sums takes 2 arguments (first, second), yours takes 1 (first)."
    )


def test_second_call_returns_nothing(called_exercise):
    verdict = called_exercise.judge(
        lambda first, second: 3 if first == 1 else None
    )
    assert "It returned None." in verdict.message


def test_exception_in_a_call(called_exercise, cell):
    source = "def sums(first, second):\n    return first / (second - 4)\n"
    verdict = called_exercise.judge(cell(source)["sums"])
    assert verdict.status == "error"
    assert "Line 2 of your code stops with" in verdict.message
