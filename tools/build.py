"""Make the notebooks from the lessons: python -m tools.build [CHAPTER ...]."""

import argparse
import sys
import warnings
from typing import NamedTuple

import nbformat
from nbformat.v4 import new_notebook

from lstm_course.checks import catalogue, source
from tools import chapters, execute, lesson, normal
from tools.stamp import Sources

FRESH = "fresh"
TEXT = "text"
STALE = "stale"


class Built(NamedTuple):
    """What the builder did: the state it found, and the Times of a run."""

    state: str
    times: execute.Times | None = None


class UnreadableError(ValueError):
    """A file is missing or not a notebook."""


class Builder:
    """Makes notebooks; whatever differs between editions is given here."""

    def __init__(self, sources=None, start=None, translate=str):
        """Take the `Sources` of stamps and two functions of the lesson.

        `start` and `translate` are those of `lesson.cells`; the default
        `start` is `starting_point`.
        """
        self._sources = sources or Sources()
        self._start = start or starting_point
        self._translate = translate

    def state(self, chapter):
        """Return how the notebook of a chapter stands to its lesson.

        FRESH; TEXT when the outputs can be kept; or STALE: to be executed.
        Nothing is run to find out. Raises LessonError.
        """
        try:
            saved = read(chapter.notebook)
        except UnreadableError:
            return STALE
        if not _executed(saved):
            return STALE
        # A stub changed by hand does not go with its id, and its home is in
        # the stamp: no exercise, and no TensorFlow, needs to be loaded.
        stubs = _stubs(saved)
        made = self._notebook(chapter, lambda name: stubs.get(name, ""))
        own = saved.metadata.get("lstm_course", {})
        wanted = made.metadata.lstm_course
        if own.get("sources") != wanted.sources or _code(made) != _code(saved):
            return STALE
        if own != wanted or inputs(made) != inputs(saved):
            return TEXT
        return FRESH if normal.normalise(saved) == saved else TEXT

    def make(self, chapter):
        """Return the notebook that the lesson makes, not executed."""
        return self._notebook(chapter, self._start)

    def build(self, chapter, *, force=False):
        """Bring the notebook of a chapter up to date; return what was Built.

        Raises LessonError, or CellError when a cell fails: the notebook is
        then left as it was.
        """
        state = STALE if force else self.state(chapter)
        if state == FRESH:
            return Built(FRESH)
        notebook = self.make(chapter)
        times = None
        if state == TEXT:
            _copy_outputs(read(chapter.notebook), notebook)
        else:
            folder = chapter.notebook.parent
            folder.mkdir(parents=True, exist_ok=True)
            times = execute.execute(notebook, folder, name=chapter.name)
        normal.write(normal.normalise(notebook), chapter.notebook)
        return Built(state, times)

    def _notebook(self, chapter, start):
        stamp = self._sources.stamp(chapter)
        own = {
            "key": chapter.key,
            "stamp": stamp.whole,
            "sources": stamp.sources,
            "exercises": lesson.exercises(chapter.lesson),
        }
        cells = lesson.cells(chapter.lesson, start, self._translate)
        return new_notebook(cells=cells, metadata={"lstm_course": own})


def starting_point(name):
    """Return the source that a learner of the exercise `name` starts from."""
    exercise = catalogue.load(name)
    return source.start(exercise.solution, exercise.given)


def read(path):
    """Return the notebook at `path`. Raises UnreadableError."""
    with warnings.catch_warnings():
        # Of cell ids that are missing or not unique, nbformat only warns.
        warnings.simplefilter("error", FutureWarning)
        try:
            text = path.read_text(encoding="utf-8")
            notebook = nbformat.reads(text, nbformat.NO_CONVERT)
            nbformat.validate(notebook)
        except (
            OSError,
            ValueError,
            FutureWarning,
            nbformat.ValidationError,
        ) as error:
            brief = str(error).partition("\n")[0]
            raise UnreadableError(f"{path.name}: {brief}") from error
    return notebook


def inputs(notebook):
    """Return the cells without their outputs, to be compared."""
    return [
        (cell.get("id"), cell.cell_type, cell.source, cell.metadata)
        for cell in notebook.cells
    ]


def main(arguments=None):
    """Build the chapters named on the command line; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.build",
        description="Make the notebooks from the lessons.",
    )
    parser.add_argument(
        "chapters", nargs="*", help="key or number of a chapter; all of them"
    )
    parser.add_argument(
        "--check", action="store_true", help="only say what is not up to date"
    )
    parser.add_argument(
        "--force", action="store_true", help="execute what is up to date too"
    )
    options = parser.parse_args(arguments)
    try:
        found = [
            chapter for chapter in chapters.find() if chapter.lesson.exists()
        ]
        chosen = chapters.select(found, options.chapters)
        builder = Builder()
        if options.check:
            return _check(builder, chosen)
        for chapter in chosen:
            print(f"{chapter.name:<18}", end="", flush=True)
            built = builder.build(chapter, force=options.force)
            print(_report(built))
    except (ValueError, execute.CellError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def _check(builder, chosen):
    stale = [c.name for c in chosen if builder.state(c) != FRESH]
    for name in stale:
        print(f"{name} is not what its lesson makes")
    return 1 if stale else 0


def _report(built):
    if built.times is None:
        return "fresh" if built.state == FRESH else "text written, not run"
    cell, seconds = built.times.longest
    return (
        f"built in {built.times.whole:.1f} s,"
        f" longest cell {seconds:.1f} s (cell {cell + 1})"
    )


def _code(notebook):
    return [cell for cell in inputs(notebook) if cell[1] == "code"]


def _executed(notebook):
    return all(
        cell.execution_count is not None
        for cell in notebook.cells
        if cell.cell_type == "code"
    )


def _stubs(notebook):
    named = (
        (cell.metadata.get("lstm_course", {}).get("exercise"), cell.source)
        for cell in notebook.cells
    )
    return {name: source for name, source in named if name}


def _copy_outputs(saved, notebook):
    outputs = [
        cell.outputs for cell in saved.cells if cell.cell_type == "code"
    ]
    fresh = (cell for cell in notebook.cells if cell.cell_type == "code")
    for cell, kept in zip(fresh, outputs, strict=True):
        cell.outputs = kept


if __name__ == "__main__":
    sys.exit(main())
