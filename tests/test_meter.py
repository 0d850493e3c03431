import ast
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


NOTEBOOK = """
import IPython.display as ours
from lstm_course import meter
meter._PAUSE = 0
seen = []
update = ours.DisplayHandle.update
def watch(self, data, **options):
    seen.append(data)
    update(self, data, **options)
ours.DisplayHandle.update = watch
for step in meter.progress(2, "<b>"):
    {body}
print(seen)
"""


@pytest.mark.parametrize(
    ("body", "left"), [("pass", "<b>: 2 steps"), ("break", "")]
)
def test_notebook_keeps_plain_text_only(body, left, monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "0")
    code = NOTEBOOK.format(body=body)
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code)]
    )
    nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3"
    ).execute()
    shown, printed = notebook.cells[0].outputs
    assert shown["data"] == {"text/plain": left}
    updates = ast.literal_eval(printed["text"])
    assert updates[0] == {
        "text/html": '<progress value="0.000" max="1"></progress>'
        " &lt;b&gt;: 0 of 2 steps",
        "text/plain": "<b>: 0 of 2 steps",
    }
