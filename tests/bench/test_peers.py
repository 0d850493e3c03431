"""PyTorch and JAX are asked in a process of their own."""

import json
import os

import pytest

from lstm_course.bench.model import Size
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
        contenders = peers.contenders(features=2)
        assert list(contenders) == ["PyTorch"]
        turn = contenders["PyTorch"](SMALL)
        assert turn() == 0.5
    asked = map(json.loads, (tmp_path / "asked").read_text().splitlines())
    assert list(asked) == [["PyTorch", [3, 4, 2, 2]], ["PyTorch", 7]]


def test_peers_are_those_that_are_installed(monkeypatch):
    monkeypatch.delenv("LSTM_COURSE_PEERS", raising=False)
    with bench_peers.Peers() as peers:
        assert list(peers.contenders(2)) == bench_peers.installed()
