"""Which recall questions are asked, and when again."""

from datetime import UTC, datetime, timedelta

import pytest

from lstm_course.checks import schedule
from lstm_course.checks.question import Choice, Question

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def question(name):
    choices = (Choice("yes", "", ""), Choice("no", "idea", ""))
    return Question(name, name, choices)


CHAPTERS = [
    tuple(question(f"{chapter}{n}") for n in range(3)) for chapter in "abc"
]


def answers(*marks, days=0):
    """Return answers, `+` or `-`, the last one so many days ago."""
    at = (NOW - timedelta(days=days)).isoformat()
    return [{"choice": "", "right": mark == "+", "at": at} for mark in marks]


def chosen(chapters, history=None):
    found = schedule.choose(chapters, history or {}, NOW)
    return [(question.id, reason) for question, reason in found]


def test_without_progress():
    assert chosen(CHAPTERS) == [
        ("c0", "the last chapter"),
        ("c1", "the last chapter"),
        ("b0", "an earlier chapter"),
    ]


def test_first_chapters():
    assert chosen([]) == []
    assert chosen([()]) == []
    assert [name for name, _ in chosen(CHAPTERS[:1])] == ["a0", "a1", "a2"]
    assert {reason for _, reason in chosen(CHAPTERS[:1])} == {
        "the last chapter"
    }


def test_one_of_each_kind():
    history = {"b2": answers("-", days=3), "a0": answers("+", days=9)}
    assert chosen(CHAPTERS, history) == [
        ("c0", "the last chapter"),
        ("a0", "an earlier chapter"),
        ("b2", "missed before"),
    ]


def test_a_question_is_asked_once():
    history = {"c0": answers("-")}
    names = [name for name, _ in chosen(CHAPTERS, history)]
    assert len(set(names)) == 3
    assert "c0" in names


def test_right_answers_rest_before_they_come_back():
    history = {
        "c0": answers("+", "+", days=2),
        "c1": answers("+", days=2),
    }
    first, _ = chosen(CHAPTERS, history)[0]
    assert first == "c1"


def test_longest_overdue_comes_first():
    history = {
        "c0": answers("+", days=2),
        "c1": answers("+", days=40),
        "c2": answers("+", "+", "+", days=3),
    }
    assert chosen(CHAPTERS, history)[0][0] == "c1"


@pytest.mark.parametrize(
    ("marks", "days"),
    [
        ("-", 0),
        ("+", 1),
        ("++", 3),
        ("+++", 7),
        ("-++", 3),
        ("++-", 0),
        ("++++++", 80),
        ("+" * 20, 80),
    ],
)
def test_intervals_grow_and_a_miss_starts_again(marks, days):
    assert schedule.due(answers(*marks)) == NOW + timedelta(days=days)


def test_time_without_a_zone_is_utc():
    given = [{"choice": "", "right": True, "at": "2026-05-01T00:00:00"}]
    assert schedule.due(given) == NOW + timedelta(days=1)
