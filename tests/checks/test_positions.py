"""Where along an axis the wrong values are."""

import numpy as np
import pytest

from lstm_course.checks import positions, words


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (["xx", "xxx"], ""),
        (["x"], ""),
        ([".x"], "The first time step is right, all later time steps are"),
        (["x."], "The last time step is right, all earlier time steps are"),
        ([".x", "..x"], "Only the last time step is wrong."),
        (["x.", "x.."], "Only the first time step is wrong."),
        ([".xx", ".xxxx"], "The first time step is right, all later"),
        (["..xx", "..x"], "wrong from the third time step on (index 2)"),
        (["xx..", "xx."], "wrong up to the second time step (index 1)"),
        ([".x..", ".x."], "Only the second time step (index 1) is wrong."),
        (["x..x", ".x"], ""),
    ],
)
def test_what_all_cases_have_in_common(wrong, says):
    flags = [np.array([mark == "x" for mark in marks]) for marks in wrong]
    sentence = positions.along("time", flags)
    assert (
        sentence.startswith(says) if says[:1].isupper() else says in sentence
    )
    assert bool(sentence) == bool(says)


def test_words():
    assert words.axis("units") == "unit"
    assert words.axis("streams", many=True) == "streams"
    assert words.axis("4 * units") == "unit"
    assert words.axis("horizon") == "place in horizon"
    assert [words.ordinal(i) for i in (0, 5, 6, 10, 20, 21)] == [
        "first",
        "sixth",
        "7th",
        "11th",
        "21st",
        "22nd",
    ]
    assert words.join([]) == ""
    assert words.join(["i", "f", "g"]) == "i, f and g"
