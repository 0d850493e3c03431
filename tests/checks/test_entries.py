"""The rules about dictionaries, and about the protocol of an experiment."""

import numpy as np
import pytest

from lstm_course.checks.entries import (
    anything,
    entries,
    number,
    one_of,
    several,
    whole,
)
from lstm_course.checks.protocol import (
    listed,
    one_thing,
    right_thing,
    some_of,
)

RULE = entries(
    {
        "who": one_of("A", "B", "C"),
        "how many": whole(1, 5),
        "mean": number(),
        "steps": several(whole(0), "whole numbers"),
        "rest": anything(),
    }
)
GOOD = {"who": "B", "how many": 3, "mean": 0.5, "steps": [0, 4], "rest": None}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"who": "A", "how many": 5.0},
        {"how many": np.int64(1), "mean": np.float32(2)},
        {"mean": -3, "steps": ()},
        {"further": 1, "mean": 10**400},
    ],
)
def test_good_entries(changed):
    assert RULE.test(GOOD | changed) is None


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"who": "D"}, '"who" should be "A", "B" or "C", got the text \'D\'.'),
        ({"who": {"A"}}, '"who" should be "A", "B" or "C", got a set'),
        ({"who": ["A"]}, '"who" should be "A", "B" or "C", got [\'A\'].'),
        ({"who": np.ones(3)}, "got an array of shape (3,)."),
        ({"how many": 0}, "a whole number from 1 to 5, got the number 0."),
        ({"how many": 2.5}, "a whole number from 1 to 5, got the number 2.5"),
        ({"how many": True}, "got the truth value True."),
        ({"mean": "0.5"}, "\"mean\" should be a number, got the text '0.5'."),
        ({"mean": float("nan")}, "got the number nan."),
        ({"steps": [1, -1]}, "a list of whole numbers, got [1, -1]."),
        ({"steps": 4}, "a list of whole numbers, got the number 4."),
        ({"steps": [0.5] * 99}, "whole numbers, got a list of 99 values."),
        ({"mean": ..., "who": ...}, 'filled in: "who" and "mean".'),
    ],
)
def test_wrong_entries(changed, says):
    assert says in RULE.test(GOOD | changed)


def test_missing_entries():
    assert RULE.test({"who": "A", "mean": 1, "rest": 0, "steps": []}) == (
        'This entry is missing: "how many".'
    )
    said = RULE.test({"who": "A", "mean": 1, "rest": 0})
    assert said == 'These entries are missing: "how many" and "steps".'
    assert RULE.test([1]) == (
        'Expected a dictionary with the entries "who", "how many", "mean", '
        '"steps" and "rest", got [1].'
    )


def test_name_of_the_rule():
    assert RULE.name == "entries"
    assert entries({"A": number()}, rule="numbers").name == "numbers"


@pytest.mark.parametrize("vary", ["lag", ["lag"], ("rate",), {"lag"}])
def test_one_thing_is_varied(vary):
    rule = one_thing(("lag", "rate"), "Which of them did it?")
    assert rule.test({"vary": vary}) is None


@pytest.mark.parametrize(
    ("vary", "says"),
    [
        (["lag", "rate"], "You vary 2 things at once. Which of them did it?"),
        ("mood", '"vary" should be one of "lag" and "rate", got \'mood\'.'),
        ([], '"vary" should be one of'),
        ({"lag": 1}, '"vary" should be one of'),
    ],
)
def test_more_or_nothing_is_varied(vary, says):
    rule = one_thing(("lag", "rate"), "Which of them did it?")
    assert says in rule.test({"vary": vary})


def test_thing_that_decides_nothing():
    rule = right_thing({"rate": "That would be good to know."})
    assert rule.test({"vary": ["rate"]}) == "That would be good to know."
    assert rule.test({"vary": "lag"}) is None


def test_some_of_the_knobs():
    kind = some_of(("lag", "rate"))
    assert kind.words == 'a list out of "lag" and "rate"'
    assert all(map(kind.holds, ([], "lag", ["rate", "lag"], {"lag"})))
    assert not any(map(kind.holds, (["seeds"], 3, "lag, rate", [["lag"]])))


def test_listed():
    assert listed(np.arange(1, 8, 3)) == listed(range(1, 8, 3)) == [1, 4, 7]
    assert listed("lag") == ["lag"]
    assert listed(3) == [3]
    assert listed({"lag": 1}) == [{"lag": 1}]
