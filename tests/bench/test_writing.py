"""The ways to write are the same writing, timed for what they write."""

import numpy as np

from lstm_course.bench import writing

TINY = writing.Size(units=3, few=1, some=2, many=4)


def test_every_way_is_timed():
    section = writing.measure([1, 2], TINY, rounds=1)
    ways = list(writing.contenders(None, 1, TINY))
    assert [row[0] for row in section.table.rows] == 2 * ways
    assert [row[1] for row in section.table.rows] == (
        ["1"] * len(ways) + ["2"] * len(ways)
    )
    assert [panel.names for panel in section.panels] == [ways, ways]
    for panel in section.panels:
        assert panel.log
        assert min(panel.numbers) > 0


def test_seconds_are_those_of_one_character(monkeypatch):
    clock = iter([0.0, 12.0])
    monkeypatch.setattr(writing.time, "perf_counter", lambda: next(clock))
    counts = []
    turn = writing._turn(counts.append, batch=2, steps=3)
    assert turn() == 2.0
    assert counts == [1, 3]


def test_nucleus_of_the_way_by_hand():
    logits = np.log(np.array([[0.02, 0.5, 0.08, 0.4]] * 4_000))
    rng = np.random.default_rng(0)
    drawn = writing._nucleus_draw(logits, rng)
    counts = np.bincount(drawn, minlength=4)
    assert counts[0] == counts[2] == 0
    assert abs(counts[1] / 4_000 - 5 / 9) < 0.03
