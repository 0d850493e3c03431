"""Execute a chapter with every exercise solved; each check must be content.

The solved edition is made in a folder that goes away: nobody finds the
solutions in the repository's notebooks.
"""

import sys
import tempfile

from lstm_course.checks import catalogue, source
from lstm_course.checks.verdict import MARKS, RIGHT
from tools import chapters
from tools.build import Builder
from tools.execute import CellError, execute, place


def solution(name):
    """Return the source of the solution of the exercise `name`."""
    return source.text(catalogue.load(name).solution).rstrip()


def problems(chapter, builder):
    """Return what is wrong, a line each, with the solved edition.

    The `start` of the `builder` gives what stands in place of the stubs.
    """
    notebook = builder.make(chapter)
    with tempfile.TemporaryDirectory() as folder:
        try:
            execute(notebook, folder, name=chapter.name)
        except CellError as error:
            return [str(error)]
    found = []
    for index, cell in enumerate(notebook.cells):
        if "check" not in cell.metadata.get("lstm_course", {}):
            continue
        says = _verdict(cell)
        if not says.startswith(MARKS[RIGHT]):
            where = place(notebook, index)
            found.append(f"{chapter.name}, {where} says: {says}")
    return found


def main(arguments=None):
    """Check the chapters named, or all; return the exit status."""
    wanted = sys.argv[1:] if arguments is None else arguments
    builder = Builder(start=solution)
    chosen = chapters.select(chapters.find(), wanted)
    found = [one for c in chosen for one in problems(c, builder)]
    for problem in found:
        print(problem)
    return 1 if found else 0


def _verdict(cell):
    texts = (
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for output in cell.outputs
    )
    return "".join(texts).strip()


if __name__ == "__main__":
    sys.exit(main())
