"""Loops that are timed under their labels."""

import time

from lstm_course.stopwatch import Stopwatch


def test_each_loop_is_kept_with_its_seconds(capsys):
    timed = Stopwatch()
    items = [time.sleep(0.05) or n for n in timed.loop("ab", "two", "letters")]
    assert items == ["a", "b"]
    assert timed.seconds["two"] >= 0.1
    assert capsys.readouterr().out == "two: 2 letters\n"


def test_a_loop_that_is_left_is_not_kept():
    timed = Stopwatch()
    for _ in timed.loop(3, "left"):
        break
    assert timed.seconds == {}
