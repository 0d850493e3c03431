"""The form of the notebooks, and of small ones broken in every way."""

import copy

import nbformat
import pytest

from tools import build, chapters, form, normal
from tools.chapters import Chapter

CHAPTERS = chapters.find()


@pytest.fixture(scope="module")
def builder():
    return build.Builder()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: c.name)
def test_notebook_is_in_form(chapter, builder):
    assert [str(f) for f in form.examine(chapter, builder)] == []


def output(cell, kind="stream", **content):
    cell.outputs.append(nbformat.v4.new_output(kind, **content))


def text(cell, words):
    cell.outputs = [
        nbformat.v4.new_output("stream", name="stdout", text=words)
    ]


def code(notebook, source, count=1):
    notebook.cells += [nbformat.v4.new_code_cell(source) for _ in range(count)]


BREAKAGES = {}


def breaks(*says):
    """Register a way to break the notebook, and the findings it must give."""

    def register(function):
        BREAKAGES[function.__name__] = (function, says)
        return function

    return register


@breaks(("", "its stamp is old"))
def stamp(notebook):
    notebook.metadata.lstm_course.stamp = "0" * 64


@breaks(("cell 9 (2 + 3)", "is not what the lesson makes"))
def code_cell(notebook):
    notebook.cells[8].source = "2 + 3"


@breaks(("cell 5 (def double(x):)", "is not what the lesson makes"))
def solved_stub(notebook):
    notebook.cells[4].source = "def double(x):\n    return 2 * x"


@breaks(("", "has 15 cells, its lesson makes 14"))
def one_cell_more(notebook):
    code(notebook, "1")


@breaks(("", "has 13 cells, its lesson makes 14"))
def one_cell_less(notebook):
    notebook.cells.pop()


@breaks(("", "is not as the builder writes it"))
def timing(notebook):
    notebook.cells[1].metadata.execution = {"shell.execute_reply": "2026"}


@breaks(('cell 3 (print("one"))', "was not executed"))
def unexecuted(notebook):
    notebook.cells[2].execution_count = None


@breaks(
    ('cell 3 (print("one"))', "has the execution count 9, expected 2"),
)
def counts(notebook):
    notebook.cells[2].execution_count = 9


@breaks(('cell 3 (print("one"))', "wrote to standard error: W0000 oneDNN"))
def stderr(notebook):
    output(notebook.cells[2], name="stderr", text="W0000 oneDNN\nmore")


@breaks(('cell 3 (print("one"))', "failed: ValueError: x"))
def error(notebook):
    output(notebook.cells[2], "error", ename="ValueError", evalue="x")


@breaks(("", "holds widget state"))
def widget_state(notebook):
    notebook.metadata.widgets = {}


@breaks(("cell 9 (2 + 2)", "shows a widget whose state is not saved"))
def widget_view(notebook):
    notebook.cells[8].outputs[0].data[normal.WIDGET] = {"model_id": "1"}


@breaks(("cell 9 (1)", "has 21 lines, at most 20"))
def lines(notebook):
    notebook.cells[8].source = "1\n" * 20 + "2"


@breaks(("cell 5 (def double(x):)", "has 23 lines, at most 20"))
def lines_of_a_stub(notebook):
    notebook.cells[4].source += "\n" * 20 + "    ..."


@breaks(("cell 9 (aaaaaaa", "has 80 columns, at most 79"))
def columns(notebook):
    notebook.cells[8].source = "a" * 80


@breaks(("", "its median code cell has 7 lines, at most 6"))
def median(notebook):
    code(notebook, "1\n" * 6 + "2", count=20)


@breaks(("", "bytes, at most 1,500,000"))
def size(notebook):
    notebook.cells[6].outputs[0].data["image/png"] += "A" * 1_500_000


@breaks(("cell 7 (one.Picture())", "shows a figure that no italic paragraph"))
def undescribed(notebook):
    notebook.cells[7].source = "A single black dot in a white square it is."


@breaks(("cell 7 (one.Picture())", "shows a figure that no italic paragraph"))
def described_in_a_word(notebook):
    notebook.cells[7].source = "*A dot.*\n\nNothing else is to be seen there."


@breaks(("cell 7 (one.Picture())", "shows a figure that no italic paragraph"))
def described_in_bold(notebook):
    notebook.cells[7].source = f"**{'word ' * 9}end**"


@breaks(("cell 7 (one.Picture())", "shows a figure that no italic paragraph"))
def described_in_part(notebook):
    notebook.cells[7].source = f"*One two* three {'four ' * 9}*five*"


@breaks(("cell 7 (one.Picture())", "shows a figure that no italic paragraph"))
def described_too_late(notebook):
    notebook.cells.insert(7, nbformat.v4.new_code_cell("1"))


@breaks(("", "has 0 headings of level 1, expected one"))
def no_title(notebook):
    notebook.cells[0].source = "## What?\n\n```\n# no heading\n```"


@breaks(("", "has 2 headings of level 1, expected one"))
def two_titles(notebook):
    notebook.cells[3].source = "Once more\n========="


def link(target):
    """Break a notebook with a link to `target`."""

    def register(notebook):
        notebook.cells[3].source = f"[here]({target})"

    return register


for name, target, says in [
    ("link", "../lost.md", "leads to no file"),
    ("rooted_link", "/etc/passwd", "leads to no file"),
    ("anchor", "#what-we-found", "leads to no heading of 01_one.ipynb"),
    ("anchor_elsewhere", "../notes.md#The-notes", "leads to no heading of"),
    ("anchor_in_code", "../lessons/01_one.py#x", "has an anchor, but"),
]:
    BREAKAGES[name] = (
        link(target),
        [("cell 4 ([here](", f"the link {target} {says}")],
    )


@breaks(("cell 4 (![a dot]", "the link dot.png leads to no file"))
def picture(notebook):
    notebook.cells[3].source = "![a dot](dot.png)"


@breaks(("cell 4 (<img", "the link dot.png leads to no file"))
def picture_in_html(notebook):
    notebook.cells[3].source = '<img src="dot.png">'


@breaks(("cell 4 (## Why – how?)", "the link #Why-–-how? leads to no head"))
def anchor_that_no_browser_reaches(notebook):
    notebook.cells[3].source = "## Why – how?\n\n[here](#Why-–-how?)"


@breaks(("cell 10 (import random)", "is one of 2 not compared among 11"))
def exempt(notebook):
    notebook.cells[8].metadata = copy.deepcopy(notebook.cells[9].metadata)


@breaks(("cell 10 (import random)", "is not compared and gives no reason"))
def exempt_without_reason(notebook):
    notebook.cells[9].metadata.lstm_course.ignored = " "


@breaks(("cell 9 (2 + 2)", "has the tag nbval-skip, which weakens"))
def skipped(notebook):
    notebook.cells[8].metadata.tags = ["nbval-skip"]


@breaks(("cell 9 (2 + 2)", "has the tag raises-exception, which weakens"))
def may_fail(notebook):
    notebook.cells[8].metadata.tags = ["raises-exception"]


@breaks(("cell 9 (# NBVAL_SKIP)", "has the comment NBVAL_SKIP"))
def commented(notebook):
    notebook.cells[8].source = "# NBVAL_SKIP\n2 + 2"


@breaks(("cell 9 (x = 1)", "line 2 is not plain Python"))
def magic(notebook):
    notebook.cells[8].source = "x = 1\n%nonsense\nx"


@breaks(("cell 9 (!ls)", "line 1 is not plain Python"))
def shell(notebook):
    notebook.cells[8].source = "!ls"


@breaks(("cell 9 (get_ipython()", "calls get_ipython"))
def hidden_magic(notebook):
    notebook.cells[8].source = "get_ipython().run_line_magic('time', '1')"


for name, words, what in [
    ("address", "<Line2D at 0x7f0e8c3b5d90>", "an address"),
    ("path", "read /home/ada/course/data/co2.csv", "a path"),
    ("path_of_windows", r"read C:\Users\ada\co2.csv", "a path"),
    ("log", "I0000 00:00:17 12 port.cc:153] on", "a log line"),
    ("warning", "WARNING:tensorflow:5 out of", "a log line"),
    ("duration", "trained in 12.3 s", "a duration"),
    ("short_duration", "63/63 - 4ms/step", "a duration"),
    ("clock", "started 12:45:01", "a time of day"),
]:
    BREAKAGES[name] = (
        lambda notebook, words=words: text(notebook.cells[2], words),
        [('cell 3 (print("one"))', f"its output holds {what}: ")],
    )


@breaks(("cell 9 (2 + 2)", "its output holds a path: /tmp/"))
def path_in_html(notebook):
    notebook.cells[8].outputs[0].data["text/html"] = "<b>in</b> /tmp/x"


def examine(built, notebook):
    built.chapter.notebook.write_text(
        normal.text(notebook), encoding="utf-8", newline="\n"
    )
    return form.examine(built.chapter, built.builder())


def test_notebook_as_built_has_no_finding(built):
    assert form.examine(built.chapter, built.builder()) == []


@pytest.mark.parametrize("name", BREAKAGES)
def test_breakage_is_found(built, name):
    breakage, expected = BREAKAGES[name]
    notebook = build.read(built.chapter.notebook)
    breakage(notebook)
    found = examine(built, notebook)
    for place, says in expected:
        assert [
            f
            for f in found
            if f.notebook == "01_one.ipynb"
            and f.place.startswith(place)
            and bool(f.place) == bool(place)
            and says in f.says
        ], [str(f) for f in found]


@pytest.mark.parametrize(
    "words",
    [
        "loss 0.123 after 20 steps",
        "1749-01 to 2009-06",
        "and/or home/away",
        "lag 5: 100 % right, lag 6: 51 %",
        "temperature 3.5 seen",
        "information: none",
    ],
)
def test_harmless_output_gives_no_finding(built, words):
    notebook = build.read(built.chapter.notebook)
    text(notebook.cells[2], words)
    assert examine(built, notebook) == []


def test_times_that_do_not_vary_can_be_allowed(built):
    notebook = build.read(built.chapter.notebook)
    text(notebook.cells[2], "at most 20 s")
    notebook.cells[2].metadata.tags = ["times-ok"]
    found = examine(built, notebook)
    assert not [f for f in found if "output" in f.says]


def test_file_that_is_no_notebook_is_found(built):
    built.chapter.notebook.write_text("<<<<<<< HEAD", encoding="utf-8")
    (finding,) = form.examine(built.chapter, built.builder())
    assert "cannot be examined: 01_one.ipynb" in str(finding)


def test_cells_with_one_id_are_found(built):
    notebook = build.read(built.chapter.notebook)
    text = built.chapter.notebook.read_text(encoding="utf-8")
    text = text.replace(notebook.cells[2].id, notebook.cells[1].id)
    built.chapter.notebook.write_text(text, encoding="utf-8")
    (finding,) = form.examine(built.chapter, built.builder())
    assert "Non-unique cell id" in finding.says


def test_lesson_and_notebook_come_together(built):
    other = built.chapter.notebook.with_name("02_two.ipynb")
    lone = Chapter(built.chapter.lesson.with_name("02_two.py"), other)
    other.touch()
    (finding,) = form.examine(lone, built.builder())
    assert str(finding) == "02_two.ipynb: has no lesson 02_two.py"
    other.unlink()
    lone.lesson.touch()
    (finding,) = form.examine(lone, built.builder())
    assert str(finding) == "02_two.py: has no notebook"


def test_command_prints_what_it_found(built, monkeypatch, capsys):
    monkeypatch.setattr(form.chapters, "find", lambda: [built.chapter])
    monkeypatch.setattr(form.build, "Builder", built.builder)
    assert form.main([]) == 0
    assert capsys.readouterr().out == ""
    built.chapter.notebook.unlink()
    assert form.main(["one"]) == 1
    assert capsys.readouterr().out == "01_one.py: has no notebook\n"
