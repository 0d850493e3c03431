"""The versions of one LSTM are one LSTM, and are compared fairly."""

import numpy as np
import pytest

from tools import bench, bench_peers, bench_speed

SMALL = (2, 5, 3, 4)


@pytest.fixture(scope="module")
def args():
    return bench_speed.arguments(SMALL)


def test_every_version_gives_the_same(args):
    versions = bench_speed.contenders(args)
    expected = versions[bench_speed.FIRST](*args).numpy()
    assert expected.shape == (2, 4)
    assert np.abs(expected).min() > 1e-3
    for name, function in versions.items():
        got = function(*args).numpy()
        np.testing.assert_allclose(got, expected, atol=1e-6, err_msg=name)


def test_factors_are_taken_within_a_round(monkeypatch, args):
    # The second round was disturbed, and both of its times alike.
    seconds = iter([4.0, 1.0, 40.0, 10.0, 4.0, 2.0])
    versions = dict([*bench_speed.contenders(args).items()][:2])
    monkeypatch.setattr(bench_speed, "contenders", lambda args: versions)
    monkeypatch.setattr(
        bench_speed, "timed", lambda step, steps: next(seconds)
    )
    others = {"other": lambda size: lambda: size[0]}
    rows, bars = bench_speed.compare(SMALL, rounds=3, others=others)
    assert rows.pop()[1:3] == ("other", "2000.00")
    assert bars.numbers.pop() == 2.0
    assert [row[:4] for row in rows] == [
        ("2 × 5 × 3 × 4", "gate by gate", "4000.00", "1.0"),
        ("2 × 5 × 3 × 4", "gates fused", "2000.00", "4.0"),
    ]
    assert bars.numbers == [1.0, 4.0]
    assert bars.title == "Quickest way to read: gates fused"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["PyTorch"], "measured with PyTorch\n  not installed: JAX"),
        ([], "measured with \n  not installed: PyTorch, JAX"),
        (["PyTorch", "JAX"], "measured with PyTorch JAX, jit"),
    ],
)
def test_bench_has_the_section_and_says_who_is_missing(
    names, says, monkeypatch
):
    monkeypatch.setattr(
        bench_peers.Peers,
        "__enter__",
        lambda self: setattr(self, "_names", names) or self,
    )
    monkeypatch.setattr(bench_peers.Peers, "__exit__", lambda *_: None)
    monkeypatch.setattr(
        bench_speed,
        "measure",
        lambda others: f"measured with {' '.join(others)}",
    )
    assert bench.SECTIONS["ladder"]() == says
