"""Find what is wrong with the form of notebooks, outputs included.

Authors call it with python -m tools.form [CHAPTER ...].
"""

import sys
from typing import NamedTuple

from tools import build, chapters, execute, markdown
from tools.lesson import LessonError
from tools.rules import RULES


class Finding(NamedTuple):
    """One thing wrong: in which notebook, where, and what."""

    notebook: str
    place: str
    says: str

    def __str__(self):
        where = f", {self.place}" if self.place else ""
        return f"{self.notebook}{where}: {self.says}"


class Page:
    """A notebook under examination, and what its lesson makes."""

    def __init__(self, path, notebook, made):
        self.path = path
        self.notebook = notebook
        self.made = made
        self.documents = {
            index: markdown.read(cell.source)
            for index, cell in enumerate(notebook.cells)
            if cell.cell_type == "markdown"
        }

    @property
    def code(self):
        """Pairs of a position and the code cell there."""
        return [
            (index, cell)
            for index, cell in enumerate(self.notebook.cells)
            if cell.cell_type == "code"
        ]


def examine(chapter, builder):
    """Return the Findings in one chapter."""
    name = chapter.notebook.name
    if not chapter.lesson.exists():
        return [Finding(name, "", f"has no lesson {chapter.lesson.name}")]
    if not chapter.notebook.exists():
        return [Finding(chapter.lesson.name, "", "has no notebook")]
    try:
        notebook = build.read(chapter.notebook)
        made = builder.make(chapter)
    except (build.UnreadableError, LessonError) as error:
        return [Finding(name, "", f"cannot be examined: {error}")]
    page = Page(chapter.notebook, notebook, made)
    return [
        Finding(name, _place(page, index), says)
        for rule in RULES
        for index, says in rule(page)
    ]


def _place(page, index):
    return "" if index is None else execute.place(page.notebook, index)


def main(arguments=None):
    """Print the Findings in the chapters named; return the exit status."""
    wanted = sys.argv[1:] if arguments is None else arguments
    builder = build.Builder()
    status = 0
    for chapter in chapters.select(chapters.find(), wanted):
        for finding in examine(chapter, builder):
            print(finding)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
