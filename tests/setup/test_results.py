"""The page of results, made of chapters of a few lines."""

from pathlib import Path

import nbformat
import nbformat.v4
import pytest

from tools import chapters, results

CODE = """\
from lstm_course.findings import Finding, Findings

findings = Findings(
    Finding("it adds", "a paper", "10 of 10", "9 of 10"),
)
"""


@pytest.fixture
def chapter(tmp_path):
    path = tmp_path / "07_adding.ipynb"
    cells = [
        nbformat.v4.new_markdown_cell("# Does it add?\n\nYou will see."),
        nbformat.v4.new_code_cell(CODE),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return chapters.Chapter(Path(tmp_path, "07_adding.py"), path)


def test_rows_come_from_a_run(chapter):
    assert results.rows(chapter) == [
        ["it adds", "a paper", "10 of 10", "9 of 10", None]
    ]
    saved = nbformat.read(chapter.notebook, as_version=4)
    assert len(saved.cells) == 2


def test_section(chapter):
    found = [["it adds", "a paper", "10 of 10", "9 of 10", 12.4]]
    text = results.section(chapter, found)
    assert text.startswith("## [Does it add?](../notebooks/07_adding.ipynb)\n")
    assert "| it adds | a paper | 10 of 10 | 9 of 10 | 12 |" in text


def test_page_has_the_chapters_that_keep_findings(
    chapter, tmp_path, monkeypatch, capsys
):
    other = tmp_path / "08_other.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), other)
    found = [chapter, chapters.Chapter(Path("08_other.py"), other)]
    monkeypatch.setattr(results.chapters, "find", lambda: found)
    monkeypatch.setattr(results.chapters, "ROOT", tmp_path)
    monkeypatch.setattr(results, "PAGE", tmp_path / "results.md")
    assert results.main([]) == 0
    page = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert page.count("\n## ") == 1
    assert "| it adds | a paper | 10 of 10 | 9 of 10 |  |" in page
    assert "written: results.md" in capsys.readouterr().out
