"""PyTorch and JAX are asked in a process of their own."""

import json
import os

import pytest

from lstm_course.bench.model import Size
from lstm_course.bench.writing import Size as Writing
from tools import bench_peers

SMALL = Size(units=3, time=4, batch=2, steps=7)


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
        trains = peers.training(features=2)
        assert list(trains) == ["PyTorch"]
        assert trains["PyTorch"](SMALL)() == 0.5
        assert peers.reading(9)["PyTorch"]((2, 4, 5, 3))() == 0.5
        size = Writing(units=3, few=1, some=10, many=100)
        writes = peers.writing(75, 0.9)(2, size)
        assert writes["PyTorch, a call a character"]()() == 0.5 / (2 * 10)
        assert peers.missing() == "  not installed: JAX"
    asked = map(json.loads, (tmp_path / "asked").read_text().splitlines())
    assert list(asked) == [
        ["PyTorch", "train", [3, 4, 2, 2]],
        ["PyTorch", "train", 7],
        ["PyTorch", "read", [3, 4, 2, 5]],
        ["PyTorch", "read", 9],
        ["PyTorch", "write", [3, 75, 2, 10, 0.9]],
        ["PyTorch", "write", 1],
    ]


def test_peers_are_those_that_are_installed(monkeypatch):
    monkeypatch.delenv("LSTM_COURSE_PEERS", raising=False)
    with bench_peers.Peers() as peers:
        assert peers.training(2).keys() == {
            bench_peers.LABELS.get((name, "train"), name)
            for name in bench_peers.installed()
        }


@pytest.mark.parametrize("peer", bench_peers.PEERS)
def test_what_a_peer_computes(peer):
    pytest.importorskip(bench_peers.PEERS[peer])
    train = bench_peers.MAKERS[peer, "train"](8, 4, 16, 2)
    losses = [train() for _ in range(100)]
    assert losses[-1] < losses[0]
    read = bench_peers.MAKERS[peer, "read"](3, 4, 5, 2)
    assert read().reshape(-1, 3).shape == (5, 3)
    write = bench_peers.MAKERS[peer, "write"](3, 75, 2, 10, 0.9)
    written = write()
    assert 2 in written.shape
    assert written.min() >= 0
    assert written.max() < 75
