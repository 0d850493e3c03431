"""Exercises whose answer is a value."""

import numpy as np
import pytest

from lstm_course.checks import reading


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
