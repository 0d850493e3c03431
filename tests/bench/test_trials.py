"""The trials are compared with Keras on the same work."""

import pytest

from lstm_course import trials
from lstm_course.bench.model import Size
from tools import bench_trials

SMALL = Size(units=2, time=4, batch=2, steps=50)


def test_ratios_are_taken_within_a_round():
    slow_round = iter([2.0, 1.0, 0.5, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5])
    names = (bench_trials.DEFAULT, bench_trials.BEST, "trials, 1 seed")
    prepare = {name: lambda: lambda: next(slow_round) / 1e3 for name in names}
    table = bench_trials.measure(prepare, rounds=3)
    assert [row[0] for row in table.rows] == list(names)
    assert table.rows[2][1:4] == ("0.50", "4.0", "2.0")
    assert table.rows[0][2] == "1.0"
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_every_contender_is_there():
    assert list(bench_trials.contenders()) == [
        "Keras fit",
        "Keras fit, jit_compile=True",
        "Keras fit, jit_compile=True, steps_per_execution=20",
        "trials, 1 seed",
        "trials, 10 seeds",
        "trials, 20 seeds",
    ]


def test_ours_takes_every_step_of_every_seed(monkeypatch):
    ran = []
    run = trials.run
    monkeypatch.setattr(
        trials, "run", lambda *a, **k: ran.append(run(*a, **k)) or ran[-1]
    )
    turn = bench_trials.contenders(SMALL)["trials, 10 seeds"]()
    seconds = turn()
    assert len(ran) == 2
    assert [len(losses) for losses in ran[1].losses] == [50] * 10
    assert seconds == pytest.approx(ran[1].seconds / 500)


def test_fit_takes_as_many_steps():
    turn = bench_trials.fit(SMALL)
    assert turn() > 0
