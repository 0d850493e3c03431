"""The builder: what it makes of a lesson, and when it makes it again."""

import base64
import io
import json

import nbformat
import pytest
from PIL import Image

from tools import build, lesson, normal
from tools.execute import CellError


def cells(course, text, **changes):
    course.chapter.lesson.write_text(text, encoding="utf-8")
    start = changes.get("start", {"double": "def double(x): ..."}.__getitem__)
    return lesson.cells(
        course.chapter.lesson, start, changes.get("translate", str)
    )


def test_lesson_becomes_cells_in_its_order(built):
    notebook = build.read(built.chapter.notebook)
    assert [cell.source.partition("\n")[0] for cell in notebook.cells] == [
        "# What does a picture show?",
        "from tinycourse import checks",
        'print("one")',
        "## Your turn",
        "def double(x):",
        "checks.double(double)",
        "one.Picture()",
        "*A single black dot in the middle of a white square, and nothing"
        " else.*",
        "2 + 2",
        "import random",
        '"a"',
        '"b"',
        '"c"',
        '"d"',
    ]


def test_markers_become_metadata(built):
    notebook = build.read(built.chapter.notebook)
    metadata = [cell.metadata for cell in notebook.cells if cell.metadata]
    assert metadata == [
        {"lstm_course": {"exercise": "double"}},
        {"lstm_course": {"check": "double"}},
        {"tags": ["train"]},
        {
            "lstm_course": {"ignored": "the number is drawn anew each time"},
            "tags": ["nbval-ignore-output"],
        },
    ]
    assert notebook.metadata.lstm_course.exercises == ["double"]
    assert notebook.metadata.lstm_course.key == "one"


def test_outputs_are_those_of_an_unattended_run(built):
    notebook = build.read(built.chapter.notebook)
    outputs = [cell.get("outputs") for cell in notebook.cells]
    assert outputs[2] == [
        {"name": "stdout", "output_type": "stream", "text": "one\ntwo\n"}
    ]
    assert outputs[5][0].text == "○ not attempted yet\n"
    assert outputs[8][0].data == {"text/plain": "4"}
    assert outputs[6][0].metadata == {"image/png": {"width": 10}}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# %%\n", "cell 1: the cell is empty"),
        ("# %% [markdown]\n", "cell 1: the cell is empty"),
        ("# %%\n1\n# %% [raw]\n# x\n", "cell 2: a raw cell is not"),
        ('# %% tag="train"\n1\n', "got tag"),
        ('# %% [markdown] tags=["train"]\n# x\n', "takes no marker"),
        ('# %% exercise="double"\n1\n', '"double" has a body'),
        ('# %% exercise="double" tags=["x"]\n', "no other marker"),
        ('# %% exercise="treble"\n', 'no exercise is called "treble"'),
    ],
)
def test_lesson_that_is_not_understood_is_named(course, text, says):
    with pytest.raises(lesson.LessonError, match=r"^01_one\.py, ") as raised:
        cells(course, text)
    assert says in str(raised.value)


def test_heading_that_looks_like_a_magic_stays_a_heading(course):
    (made,) = cells(course, "# %% [markdown]\n# # Why?\n")
    assert made.source == "# Why?"


def test_markdown_can_come_from_a_catalogue(course):
    catalogue = {"Hello.": "Hola."}
    made = cells(
        course,
        "# %% [markdown]\n# Hello.\n# %%\nHello = 1\n",
        translate=catalogue.__getitem__,
    )
    assert [cell.source for cell in made] == ["Hola.", "Hello = 1"]


def test_cell_ids_survive_an_insertion(course):
    text = "# %%\n{}\n# %%\n2\n# %%\n2\n# %% [markdown]\n# 2\n"
    before = [cell.id for cell in cells(course, text.format("1"))]
    after = [cell.id for cell in cells(course, text.format("1\n# %%\n3"))]
    assert len(set(before)) == 4
    assert [i for i in after if i in before] == before


def test_failing_cell_is_named_in_a_few_lines(course):
    course.chapter.lesson.write_text(
        "# %%\ndef f():\n    return 1 / 0\n# %%\nx = 1\ny = f()\n",
        encoding="utf-8",
    )
    with pytest.raises(CellError) as raised:
        course.builder().build(course.chapter)
    assert str(raised.value) == (
        "01_one, cell 2 (x = 1): ZeroDivisionError: division by zero\n"
        "    line 2: y = f()"
    )
    assert not course.chapter.notebook.exists()


def test_seconds_of_each_cell_are_measured(course):
    text = "# %%\nimport time\n# %%\ntime.sleep(0.4)\n# %%\n1\n"
    course.chapter.lesson.write_text(text, encoding="utf-8")
    times = course.builder().build(course.chapter).times
    assert list(times.cells) == [0, 1, 2]
    assert times.longest == (1, times.cells[1])
    assert 0.4 <= times.cells[1] < times.whole


def test_notebook_that_is_up_to_date_is_left_alone(built):
    def start(name):
        raise AssertionError("an exercise was loaded")

    before = built.chapter.notebook.stat().st_mtime_ns
    done = built.builder(start=start).build(built.chapter)
    assert done == build.Built(build.FRESH)
    assert built.chapter.notebook.stat().st_mtime_ns == before


def test_force_executes_again_to_the_same_bytes(built):
    before = built.chapter.notebook.read_bytes()
    built.builder().build(built.chapter, force=True)
    # One cell draws a number: the one that is not compared.
    after = built.chapter.notebook.read_bytes()
    differing = [
        pair
        for pair in zip(before.split(b"\n"), after.split(b"\n"), strict=True)
        if pair[0] != pair[1]
    ]
    assert len(differing) == 1
    assert b'"0.' in differing[0][0]


def test_changed_text_keeps_the_outputs(built):
    before = build.read(built.chapter.notebook)
    text = built.chapter.lesson.read_text(encoding="utf-8")
    built.chapter.lesson.write_text(
        text.replace("See [the", "Look at [the"), encoding="utf-8"
    )
    done = built.builder().build(built.chapter)
    after = build.read(built.chapter.notebook)
    assert done == build.Built(build.TEXT)
    assert after.cells[0].source.splitlines()[2].startswith("Look at")
    assert [c.get("outputs") for c in after.cells] == [
        c.get("outputs") for c in before.cells
    ]
    assert built.builder().state(built.chapter) == build.FRESH


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("tinycourse/style.py", build.STALE),
        ("tinycourse/figures/one.py", build.STALE),
        ("tinycourse/cells.py", build.STALE),
        ("tinycourse/checks/__init__.py", build.STALE),
        ("tinycourse/checks/exercises/one.py", build.STALE),
        ("requirements.txt", build.STALE),
        ("lessons/01_one.py", build.STALE),
        ("tinycourse/unused.py", build.FRESH),
        ("tinycourse/checks/catalogue.py", build.FRESH),
        ("tinycourse/checks/exercises/two.py", build.FRESH),
        ("tinycourse/checks/questions/one.py", build.FRESH),
        ("data/SHA256SUMS", build.FRESH),
    ],
)
def test_state_after_a_file_changed(built, name, state):
    with (built.root / name).open("a", encoding="utf-8") as file:
        file.write("\n# a word\n")
    assert built.builder().state(built.chapter) == state


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("from tinycourse import unused", "unused"),
        ("import tinycourse.unused as u", "unused"),
        ("from tinycourse.datasets import sunspots", "datasets"),
        ('checks.use("triple")', "checks.exercises.two"),
        ('checks.hint("triple")', "checks.exercises.two"),
        ('checks.predict("two/window")', "checks.questions.two"),
        ('checks.recall("one")', "checks.questions.one"),
    ],
)
def test_stamp_covers_what_a_lesson_names(built, line, module):
    sources = built.builder()._sources
    used = f"tinycourse.{module}"
    assert used not in sources.modules(built.chapter)
    built.chapter.lesson.write_text(f"# %%\n{line}\n", encoding="utf-8")
    assert used in sources.modules(built.chapter)


def test_stamp_covers_the_data_of_a_lesson_that_reads_some(built):
    built.chapter.lesson.write_text(
        "# %%\nimport tinycourse.datasets\n", encoding="utf-8"
    )
    sources = built.builder()._sources
    before = sources.stamp(built.chapter)
    sums = built.root / "data" / "SHA256SUMS"
    sums.write_text("0123  sunspots.csv\n", encoding="utf-8")
    assert sources.stamp(built.chapter) != before


def test_stamp_covers_what_lies_beside_a_package(built):
    page = built.root / "tinycourse" / "checks" / "page.html"
    before = built.builder()._sources.stamp(built.chapter)
    page.write_text("<p>one</p>", encoding="utf-8")
    assert built.builder()._sources.stamp(built.chapter) != before


def test_stamp_is_the_same_with_the_line_ends_of_windows(built):
    for file in built.root.rglob("*"):
        if file.suffix in (".py", ".txt"):
            text = file.read_bytes()
            file.write_bytes(text.replace(b"\n", b"\r\n"))
    assert built.builder().state(built.chapter) == build.FRESH


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("Return twice x", "Return thrice x", build.STALE),
        ('"print(\\"two\\")"', '"print(\\"too\\")"', build.STALE),
        ("## Your turn", "## My turn", build.TEXT),
        ('"name": "python3"', '"name": "python4"', build.TEXT),
        ('"execution_count": 2,', '"execution_count": null,', build.STALE),
        ('"cells": [', "<<<<<<< HEAD", build.STALE),
    ],
)
def test_state_after_the_notebook_was_changed_by_hand(built, old, new, state):
    text = built.chapter.notebook.read_text(encoding="utf-8")
    assert old in text
    built.chapter.notebook.write_text(text.replace(old, new), encoding="utf-8")
    assert built.builder().state(built.chapter) == state


def stream(name, text):
    return nbformat.v4.new_output("stream", name=name, text=text)


def test_normal_form_depends_on_nothing_but_the_outputs():
    cell = nbformat.v4.new_code_cell(
        "x",
        execution_count=7,
        metadata={"execution": {"iopub.status.busy": "2026"}, "tags": ["a"]},
        outputs=[
            stream("stdout", "a"),
            stream("stdout", "b"),
            stream("stderr", "c"),
            nbformat.v4.new_output(
                "execute_result",
                {normal.WIDGET: {"model_id": "1"}, "text/plain": "HTML()"},
                execution_count=7,
            ),
        ],
    )
    notebook = nbformat.v4.new_notebook(
        cells=[cell],
        metadata={
            "widgets": {},
            "language_info": {"name": "python", "version": "3.11.7"},
            "lstm_course": {"key": "one"},
        },
    )
    done = normal.normalise(notebook)
    (tidy,) = done.cells
    assert set(done.metadata) == {
        "kernelspec",
        "language_info",
        "lstm_course",
    }
    assert "version" not in done.metadata.language_info
    assert tidy.execution_count == 1
    assert tidy.metadata == {"tags": ["a"]}
    assert tidy.outputs == [
        stream("stdout", "ab"),
        stream("stderr", "c"),
        nbformat.v4.new_output(
            "execute_result", {"text/plain": "HTML()"}, execution_count=1
        ),
    ]
    assert normal.normalise(done) == done
    assert cell.execution_count == 7, "the original must not change"


def test_pictures_shrink_and_keep_every_pixel(built):
    before = base64.b64decode(built.dot)
    notebook = build.read(built.chapter.notebook)
    after = base64.b64decode(notebook.cells[6].outputs[0].data["image/png"])
    assert len(after) < len(before)
    old, new = (Image.open(io.BytesIO(b)) for b in (before, after))
    assert new.mode == "RGB"
    assert old.convert("RGB").tobytes() == new.tobytes()


def test_file_ends_with_one_line_end_and_has_no_carriage_return(built):
    content = built.chapter.notebook.read_bytes()
    assert content.endswith(b"}\n")
    assert b"\r" not in content
    json.loads(content)


@pytest.fixture
def command(built, monkeypatch, capsys):
    """The command for the small course: status, output and errors."""
    monkeypatch.setattr(build.chapters, "find", lambda: [built.chapter])
    monkeypatch.setattr(build, "Builder", built.builder)

    def run(*arguments):
        status = build.main(arguments)
        return status, *capsys.readouterr()

    return run


def test_command_says_what_is_fresh_and_what_it_built(built, command):
    assert command() == (0, "01_one            fresh\n", "")
    assert command("--check") == (0, "", "")
    status, out, _ = command("one", "--force")
    assert status == 0
    assert "01_one            built in " in out
    assert " s, longest cell " in out


def test_command_tells_a_check_from_a_build(built, command):
    built.chapter.notebook.unlink()
    says = "01_one is not what its lesson makes\n"
    assert command("--check") == (1, says, "")
    assert not built.chapter.notebook.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# %%\n1 / 0\n", "01_one, cell 1 (1 / 0): ZeroDivisionError"),
        ("# %%\n1 +\n", "01_one.py, line 2: invalid syntax"),
        ("# %%\n", "01_one.py, cell 1: the cell is empty"),
    ],
)
def test_command_ends_with_a_line_for_what_is_wrong(
    built, command, text, says
):
    built.chapter.lesson.write_text(text, encoding="utf-8")
    status, _, err = command()
    assert status == 1
    assert err.startswith(f"\n{says}")


def test_command_refuses_an_unknown_chapter(command):
    status, _, err = command("two")
    assert status == 1
    assert "no chapter is called two; there are: one" in err
