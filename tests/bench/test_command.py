"""The command `lstm-course bench`: a table, a figure, and clear errors."""

import re

import pytest

from lstm_course.bench import command
from lstm_course.bench.table import Bars, Section, Table

BARS = Bars("b is quick", ["a", "b"], [3.0, 1.0], ["3 ms", "1 ms"], "ms")


@pytest.fixture
def sections(monkeypatch):
    """Put sections in place that measure nothing; return what was asked."""
    asked = []

    def pretending(name):
        def measure():
            asked.append(name)
            table = Table(name.title(), ("way", "ms"), [("a", "3")])
            return Section(table, [BARS])

        return measure

    pretended = {name: pretending(name) for name in command.SECTIONS}
    monkeypatch.setattr(command, "SECTIONS", pretended)
    return asked


def test_all_sections_and_a_figure_by_default(
    sections, monkeypatch, tmp_path, capsys
):
    monkeypatch.chdir(tmp_path)
    assert command.main([]) == 0
    assert sections == ["step", "kernels", "generation"]
    out = capsys.readouterr().out
    assert re.search(r"^\d+(\.\d+)? cores?, .*TensorFlow 2.*Keras 3", out)
    assert "measuring kernels (2 of 3)" in out
    assert "Generation\n  way  ms\n  a     3\n" in out
    figure = tmp_path / "lstm-course-bench.png"
    assert out.endswith(f"drawn: {figure}\n")
    assert figure.read_bytes().startswith(b"\x89PNG")


def test_sections_and_figure_as_asked_for(sections, tmp_path, capsys):
    figure = tmp_path / "mine.png"
    assert command.main(["kernels", "--figure", str(figure)]) == 0
    assert sections == ["kernels"]
    assert figure.exists()
    assert f"drawn: {figure}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["speed"],
            "no section is called speed; there are: step, kernels, generation",
        ),
        (["--figure", "a.svg"], "a file name ending in .png, got a.svg"),
        (["--figure", "nowhere/a.png"], "there is no folder"),
    ],
)
def test_mistakes_are_named_before_anything_is_measured(
    sections, arguments, says, capsys
):
    with pytest.raises(SystemExit) as end:
        command.main(arguments)
    assert end.value.code == 2
    assert says in capsys.readouterr().err
    assert sections == []
