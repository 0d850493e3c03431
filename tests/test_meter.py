import io
from types import SimpleNamespace

import nbclient
import nbformat
import pytest

from lstm_course import meter
from lstm_course.meter import progress


@pytest.fixture
def attended(monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "0")
    monkeypatch.setattr(meter, "_PAUSE", 0)


@pytest.fixture
def terminal(attended, monkeypatch):
    class Screen(io.StringIO):
        def isatty(self):
            return True

    screen = Screen()
    # pytest puts its own standard error back between set-up and test.
    monkeypatch.setattr(
        meter, "sys", SimpleNamespace(stderr=screen, modules={})
    )
    return screen


@pytest.mark.parametrize("unattended", ["0", "1"])
def test_leaves_one_line(unattended, monkeypatch, capsys):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", unattended)
    assert list(progress(1500, "trained")) == list(range(1500))
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("trained: 1,500 steps\n", "")


def test_loops_over_things(capsys):
    assert list(progress("abc", "tried", unit="seeds")) == ["a", "b", "c"]
    assert capsys.readouterr().out == "tried: 3 seeds\n"


def test_a_loop_left_early_leaves_no_line(terminal, capsys):
    for step in progress(5, "trained"):
        if step == 2:
            break
    assert capsys.readouterr().out == ""
    assert terminal.getvalue().endswith("\r")


def test_needs_a_length():
    with pytest.raises(TypeError, match=r"^items: .*got generator"):
        progress((i for i in range(3)), "trained")


def test_terminal(terminal, capsys, monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(meter.time, "monotonic", lambda: next(clock))
    steps = progress(4, "trained")
    for step in steps:
        steps.note(f"loss {step}")
    lines = [line.strip() for line in terminal.getvalue().split("\r")]
    assert lines == [
        "",
        "0%  trained: 0 of 4 steps",
        "25%  trained: 1 of 4 steps, loss 0",
        "50%  trained: 2 of 4 steps, loss 1, 2 s left",
        "75%  trained: 3 of 4 steps, loss 2, 1 s left",
        "",
        "",
    ]
    assert capsys.readouterr().out == "trained: 4 steps\n"


def test_unattended_shows_nothing_live(terminal, monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "1")
    list(progress(4, "trained"))
    assert terminal.getvalue() == ""


def test_throttled(terminal, monkeypatch):
    monkeypatch.setattr(meter, "_PAUSE", 60)
    list(progress(1000, "trained"))
    assert terminal.getvalue().count("trained") == 1


def test_markup_in_a_label_is_text(attended, monkeypatch):
    monkeypatch.setattr(meter, "_in_notebook", lambda: True)
    with meter.Meter() as bar:
        bar.show(1, 4, "<b>bold</b>")
        value = bar._display._widget.value
    assert "&lt;b&gt;bold" in value
    assert 'value="0.250"' in value


def test_notebook_keeps_the_line_only(monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "0")
    code = """
import ipywidgets
from lstm_course.meter import progress
class Shown(ipywidgets.HTML):
    events = []
    def close(self):
        self.events.append(self.value)
        super().close()
ipywidgets.HTML = Shown
for step in progress(3, "trained"):
    pass
print(*filter(None, Shown.events))
"""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code)]
    )
    nbclient.NotebookClient(
        notebook, timeout=60, kernel_name="python3"
    ).execute()
    view, printed = notebook.cells[0].outputs
    assert "application/vnd.jupyter.widget-view+json" in view["data"]
    line, value = printed["text"].splitlines()
    assert line == "trained: 3 steps"
    assert "trained: 0 of 3 steps" in value
