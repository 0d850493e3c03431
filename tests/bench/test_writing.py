"""The ways to write are the same writing, timed for what they write."""

import numpy as np

from lstm_course.bench import writing
from lstm_course.runtime import tf
from tests.simulated_gpu import operations, simulated_gpu

TINY = writing.Size(units=3, few=1, some=2, many=4)


def test_every_way_is_timed():
    asked = []

    def others(batch, size):
        asked.append((batch, size))
        return {"other": lambda: lambda: 0.5}

    section = writing.measure([1, 2], TINY, rounds=1, others=others)
    assert asked == [(1, TINY), (2, TINY)]
    ways = [*writing.contenders(None, 1, TINY), "other"]
    assert [row[2] for row in section.table.rows if row[0] == "other"] == (
        ["2", "2"]
    )
    assert [row[0] for row in section.table.rows] == 2 * ways
    assert [row[1] for row in section.table.rows] == (
        ["1"] * len(ways) + ["2"] * len(ways)
    )
    assert [panel.names for panel in section.panels] == [ways, ways]
    for panel in section.panels:
        assert panel.log
        assert min(panel.numbers) > 0


def test_on_a_gpu_predict_has_its_fast_kernel():
    with simulated_gpu():
        model = writing.character_model(units=3)
        read = tf.function(model).get_concrete_function(
            tf.zeros((1, writing.WINDOW), tf.int32)
        )
    assert "CudnnRNNV3" in operations(read)


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
