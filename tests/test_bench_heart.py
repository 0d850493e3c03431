"""The contenders of the bench do the same work, and are compared fairly."""

import json
import os

import numpy as np
import pytest

from lstm_course.runtime import tf
from tools import bench_heart, bench_peers
from tools.bench_heart import Size

SMALL = Size(units=3, time=4, batch=2, steps=2)


class NoPeers:
    """Stand for a Python without PyTorch and JAX."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def contenders(self, features):
        return {}


def test_contenders_learn_alike():
    xs, targets = map(tf.constant, bench_heart.data(SMALL))
    ours = bench_heart.hand_written(SMALL)
    keras = bench_heart.bare(SMALL, jit_compile=False)
    for _ in range(10):
        one, two = ours(xs, targets), keras(xs, targets)
        assert float(one) == pytest.approx(float(two), rel=1e-5)


def test_fit_sees_every_batch(monkeypatch):
    steps = []
    model = bench_heart.keras_model(SMALL)
    fit = model.fit
    monkeypatch.setattr(bench_heart, "keras_model", lambda size: model)
    monkeypatch.setattr(
        model,
        "fit",
        lambda xs, *rest, **options: (
            steps.append(len(xs) / options["batch_size"]),
            fit(xs, *rest, **options),
        ),
    )
    run = bench_heart.CONTENDERS["Keras fit"](SMALL)
    assert run(SMALL.steps) > 0
    assert steps == [1, 2 * SMALL.steps]


def test_operations_are_counted():
    # A product of (batch, n) and (n, 4 units) is 2 * batch * n * 4 * units.
    once = sum(2 * 2 * n * 12 for n in (3, 3, 3, 2, 2))
    assert SMALL.flops == SMALL.time * once


def test_ratios_are_taken_within_a_round(monkeypatch):
    slow_round = iter([1.0, 1.0, 10.0, 10.0, 1.0, 1.0])
    contender = {
        bench_heart.OURS: lambda size: lambda steps: next(slow_round) / 1e3,
        "twice": lambda size: lambda steps: 2 * next(slow_round) / 1e3,
    }
    monkeypatch.setattr(bench_heart, "CONTENDERS", contender)
    monkeypatch.setattr(bench_heart, "matrix_rate", lambda: 1e-3)
    (ours, twice), rate = bench_heart.compare(SMALL, NoPeers(), rounds=3)
    assert rate == 1e-3
    assert ours[:4] == ("3 × 4 × 2", "ours, compiled", "1.00", "1.00")
    assert twice[1:4] == ("twice", "2.00", "2.00")
    assert ours[4] == f"{SMALL.flops / 1e-3 / 1e9 / 1e-3:.0%}"


def test_table_has_every_size(monkeypatch):
    contender = {bench_heart.OURS: lambda size: lambda steps: 0.002}
    monkeypatch.setattr(bench_heart, "CONTENDERS", contender)
    monkeypatch.setattr(bench_heart, "matrix_rate", lambda: 123.4)
    monkeypatch.setattr(bench_heart, "Peers", NoPeers)
    table = bench_heart.training_step()
    assert table.title == "Training step (matrix products: 123 GFLOP/s)"
    assert [row[0] for row in table.rows] == [
        "32 × 50 × 32",
        "100 × 400 × 32",
        "128 × 100 × 64",
    ]
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_matrix_rate_is_that_of_a_computer():
    assert 0.1 < bench_heart.matrix_rate(width=256, products=3) < 1e5


@pytest.mark.skipif(os.name == "nt", reason="the fake is a shell script")
def test_peers_answer_from_their_own_process(monkeypatch, tmp_path):
    fake = tmp_path / "python"
    fake.write_text(
        "#!/bin/sh\n"
        "echo '[\"PyTorch\"]'\n"
        'while read line; do echo "$line" >> asked; echo 0.5; done\n'
    )
    fake.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LSTM_COURSE_PEERS", str(fake))
    with bench_peers.Peers() as peers:
        contenders = peers.contenders(features=2)
        assert list(contenders) == ["PyTorch"]
        run = contenders["PyTorch"](SMALL)
        assert run(7) == 0.5
    asked = map(json.loads, (tmp_path / "asked").read_text().splitlines())
    assert list(asked) == [["PyTorch", [3, 4, 2, 2]], ["PyTorch", 7]]


def test_peers_are_those_that_are_installed(monkeypatch):
    monkeypatch.delenv("LSTM_COURSE_PEERS", raising=False)
    with bench_peers.Peers() as peers:
        assert list(peers.contenders(2)) == bench_peers.installed()


def test_data_are_of_the_size():
    xs, targets = bench_heart.data(SMALL, batches=3)
    assert xs.shape == (6, 4, 2)
    assert targets.shape == (6, 1)
    assert xs.dtype == targets.dtype == np.float32
