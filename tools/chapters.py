"""The chapters on disk: each lesson and the notebook made of it."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ROOT / "lessons"
NOTEBOOKS = ROOT / "notebooks"

_NAME = re.compile(r"(?P<number>\d\d)_(?P<key>[a-z][a-z0-9_]*)")


class Chapter(NamedTuple):
    """A lesson and its notebook; either file may be missing."""

    lesson: Path
    notebook: Path

    @property
    def name(self):
        """The file name of both without its ending, `01_remember`."""
        return self.lesson.stem

    @property
    def number(self):
        """The number that the names of the files start with."""
        return int(_NAME.fullmatch(self.name)["number"])

    @property
    def key(self):
        """The name without its number: `remember`."""
        return _NAME.fullmatch(self.name)["key"]


def find(lessons=LESSONS, notebooks=NOTEBOOKS):
    """Return every Chapter that has a lesson or a notebook, in order.

    Raises ValueError for a file that is not named like `01_remember`.
    """
    files = [*Path(lessons).glob("*.py"), *Path(notebooks).glob("*.ipynb")]
    for file in files:
        if not _NAME.fullmatch(file.stem):
            raise ValueError(
                f"{file.name}: expected a name like 01_remember{file.suffix}"
            )
    return [
        Chapter(Path(lessons, f"{name}.py"), Path(notebooks, f"{name}.ipynb"))
        for name in sorted({file.stem for file in files})
    ]


def select(chapters, wanted):
    """Return the chapters named in `wanted` by key, number or full name.

    An empty `wanted` selects all of them. Raises ValueError for a name that
    no chapter has.
    """
    names = {}
    for chapter in chapters:
        for name in (chapter.key, chapter.name, f"{chapter.number:02}"):
            names[name] = chapter
        names[str(chapter.number)] = chapter
    unknown = [name for name in wanted if name not in names]
    if unknown:
        known = ", ".join(chapter.key for chapter in chapters) or "none"
        raise ValueError(
            f"no chapter is called {', '.join(unknown)}; there are: {known}"
        )
    chosen = {names[name] for name in wanted} if wanted else set(chapters)
    return [chapter for chapter in chapters if chapter in chosen]
