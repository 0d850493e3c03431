"""New editions come; nothing of the learner's goes."""

import json
import sys
from pathlib import Path

import pytest

from lstm_course import update, workspace
from lstm_course.update import BACKUPS, Copies

NAME = "01_one.ipynb"
BESIDE = "01_one.new.ipynb"


@pytest.fixture(autouse=True)
def _own_signatures(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def notebook(text, printed=None):
    outputs = []
    if printed:
        stream = {"output_type": "stream", "name": "stdout", "text": printed}
        outputs = [stream]
    cell = {
        "cell_type": "code",
        "execution_count": 1 if printed else None,
        "id": "a",
        "metadata": {},
        "outputs": outputs,
        "source": text,
    }
    whole = {
        "cells": [cell],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole)


class Course:
    def __init__(self, root):
        self.notebooks = root / "notebooks"
        self.work = root / "my_work"
        self.notebooks.mkdir()
        self.copies = Copies(self.notebooks, self.work)

    def publish(self, text, printed=None, name=NAME):
        (self.notebooks / name).write_text(notebook(text, printed))

    def write(self, text, printed=None, name=NAME):
        (self.work / name).write_text(notebook(text, printed))

    def text(self, name=NAME):
        cells = json.loads((self.work / name).read_text())["cells"]
        return cells[0]["source"]

    def files(self):
        return {
            path.relative_to(self.work).as_posix(): path.read_bytes()
            for path in self.work.rglob("*")
            if path.is_file() and path.name != ".editions.json"
        }

    def update(self):
        return self.copies.carry_out(NAME)


@pytest.fixture
def course(tmp_path):
    """A course of one chapter, copied once."""
    made = Course(tmp_path)
    made.publish("first")
    made.update()
    return made


def test_missing_is_copied(course):
    assert course.text() == "first"
    (course.work / NAME).unlink()
    assert course.copies.missing() == [NAME]
    assert course.update() == "copied"
    assert course.copies.missing() == []
    assert course.update() == "up to date"


def test_untouched_is_replaced(course):
    course.publish("second")
    assert course.copies.outdated() == [NAME]
    assert course.update() == "replaced by the new edition"
    assert course.text() == "second"
    assert set(course.files()) == {NAME}
    assert course.copies.outdated() == []


def test_untouched_gets_new_outputs(course):
    course.publish("first", "1")
    course.update()
    assert "stdout" in (course.work / NAME).read_text()


def test_only_run_is_kept_aside(course):
    course.write("first", "mine")
    before = course.files()[NAME]
    assert course.update() == "yours is kept; no newer edition"
    course.publish("second")
    said = course.update()
    assert said.endswith(f"yours with its outputs is {BACKUPS}/{NAME}")
    assert course.text() == "second"
    assert course.files()[f"{BACKUPS}/{NAME}"] == before
    course.write("second", "mine again")
    course.publish("third")
    course.update()
    assert course.files()[f"{BACKUPS}/{NAME}"] == before
    assert (
        "mine again" in (course.work / BACKUPS / "01_one-2.ipynb").read_text()
    )


def test_changed_stays_and_the_new_edition_lies_beside_it(course):
    course.write("mine")
    assert course.update() == "yours is kept; no newer edition"
    course.publish("second")
    assert course.copies.outdated() == [NAME]
    assert course.update().endswith(f"beside it: {BESIDE}")
    assert (course.text(), course.text(BESIDE)) == ("mine", "second")
    assert course.copies.outdated() == []
    assert course.update() == "yours is kept; no newer edition"


def test_beside_is_offered_once(course):
    course.write("mine")
    course.publish("second")
    course.update()
    (course.work / BESIDE).unlink()
    assert course.update() == "yours is kept; no newer edition"
    assert set(course.files()) == {NAME}


def test_untouched_beside_is_replaced(course):
    course.write("mine")
    for text in ("second", "third"):
        course.publish(text)
        course.update()
    assert course.text(BESIDE) == "third"
    assert set(course.files()) == {NAME, BESIDE}


def test_changed_beside_stays_too(course):
    course.write("mine")
    course.publish("second")
    course.update()
    course.write("second, and mine", name=BESIDE)
    course.publish("third")
    assert course.update().endswith("beside it: 01_one.new-2.ipynb")
    assert course.text() == "mine"
    assert course.text(BESIDE) == "second, and mine"
    assert course.text("01_one.new-2.ipynb") == "third"


def test_new_outputs_are_no_new_edition_for_a_changed_copy(course):
    course.write("mine")
    course.publish("first", "1")
    assert course.update() == "yours is kept; no newer edition"


@pytest.mark.parametrize("record", ["", "[1]", '{"01_one.ipynb": 3}'])
def test_damaged_record_takes_every_copy_for_the_learners(course, record):
    (course.work / ".editions.json").write_text(record)
    assert course.update() == "up to date"
    course.publish("second")
    assert course.update().endswith(f"beside it: {BESIDE}")
    assert course.text() == "first"


def test_copy_that_is_no_notebook_stays(course):
    (course.work / NAME).write_text("{")
    course.publish("second")
    assert course.update().endswith(f"beside it: {BESIDE}")
    assert (course.work / NAME).read_text() == "{"


@pytest.mark.parametrize(
    ("owner", "step"), [(update.os, "fsync"), (Path, "replace")]
)
def test_broken_off_write_leaves_the_copy_as_it_was(
    course, monkeypatch, owner, step
):
    course.publish("second")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(owner, step, full)
    with pytest.raises(OSError, match="No space"):
        course.update()
    assert course.text() == "first"
    assert set(course.files()) == {NAME}


def test_copies_are_trusted(course):
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    try:
        copy = nbformat.read(course.work / NAME, as_version=4)
        assert notary.check_signature(copy)
        other = nbformat.reads(notebook("other"), as_version=4)
        assert not notary.check_signature(other)
    finally:
        notary.store.close()


def test_without_jupyter_the_copy_is_made_all_the_same(course, monkeypatch):
    monkeypatch.setitem(sys.modules, "nbformat", None)
    course.publish("second")
    course.update()
    assert course.text() == "second"


def test_command_prints_a_line_for_each_chapter(course, monkeypatch, capsys):
    monkeypatch.setattr(workspace, "checkout", lambda: course.work.parent)
    monkeypatch.setattr(workspace, "folder", lambda: course.work)
    course.publish("two", name="02_two.ipynb")
    assert update.main([]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{NAME}: up to date",
        "02_two.ipynb: copied",
    ]
    assert course.text("02_two.ipynb") == "two"


def test_command_goes_on_after_a_chapter_that_fails(
    course, monkeypatch, capsys
):
    monkeypatch.setattr(workspace, "checkout", lambda: course.work.parent)
    monkeypatch.setattr(workspace, "folder", lambda: course.work)
    course.publish("two", name="02_two.ipynb")
    (course.work / NAME).unlink()
    (course.work / NAME).mkdir()
    assert update.main([]) == 1
    out = capsys.readouterr().out
    assert f"{NAME}: not updated" in out
    assert "02_two.ipynb: copied" in out


def test_command_needs_a_checkout(monkeypatch, capsys):
    monkeypatch.setattr(workspace, "checkout", lambda: None)
    assert update.main([]) == 1
    assert "no notebooks" in capsys.readouterr().out
