"""Run the experiments of the course and write what they found on one page.

The page, docs/results.md, has a row for every Finding of every chapter: the
claim, the paper, its figure, ours, and the seconds that it took.
"""

import argparse
import copy
import json
import re
import sys
import tempfile
from pathlib import Path

import nbformat.v4

from lstm_course.findings import COLUMNS, table
from tools import build, chapters
from tools.execute import CellError, execute

PAGE = chapters.ROOT / "docs" / "results.md"
NAME = "findings"
"""The variable in which a chapter keeps its Findings."""

_INTRODUCTION = """\
# What the papers say, and what we measured

Each row is a claim that a chapter puts to the test, with the figure that the
paper gives and ours. Percentages in brackets are 95 % intervals (Wilson). A
run that has not solved its task is counted as "not solved within its budget",
never as "cannot". What differs from the paper, and how sure the figures are,
stands in the chapters.

This page is written by `make results`, which runs the chapters; the seconds
are those of two cores without a GPU.
"""

_DUMP = """\
import json
from pathlib import Path

rows = [[*row.cells, row.seconds] for row in {name}]
Path({path!r}).write_text(json.dumps(rows), encoding="utf-8")
"""


def main(arguments=None):
    """Write the page; return the exit status."""
    argparse.ArgumentParser(
        prog="run.py results",
        description="Run the experiments and write docs/results.md.",
    ).parse_args(arguments)
    parts = [_INTRODUCTION]
    for chapter in chapters.find():
        if not keeps(build.read(chapter.notebook)):
            continue
        print(f"running {chapter.name}", flush=True)
        parts.append(section(chapter, rows(chapter)))
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    print(f"written: {PAGE.relative_to(chapters.ROOT).as_posix()}")
    return 0


def keeps(notebook):
    """Return True for a notebook that keeps Findings."""
    return any(
        cell.cell_type == "code" and re.search(rf"(?m)^{NAME} = ", cell.source)
        for cell in notebook.cells
    )


def rows(chapter):
    """Run a chapter; return its rows: the texts, and the seconds or None."""
    notebook = copy.deepcopy(build.read(chapter.notebook))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.json")
        code = _DUMP.format(name=NAME, path=str(path))
        notebook.cells.append(nbformat.v4.new_code_cell(code))
        execute(notebook, folder, name=chapter.name)
        return json.loads(path.read_text(encoding="utf-8"))


def section(chapter, found):
    """Return the part of the page for one chapter."""
    title = next(
        cell.source.splitlines()[0].removeprefix("# ")
        for cell in build.read(chapter.notebook).cells
        if cell.source.startswith("# ")
    )
    lines = [
        [*texts, "" if seconds is None else f"{seconds:.0f}"]
        for *texts, seconds in found
    ]
    link = f"[{title}](../notebooks/{chapter.notebook.name})"
    return f"## {link}\n\n{table([*COLUMNS, 'seconds'], lines)}\n"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CellError as error:
        sys.exit(str(error))
