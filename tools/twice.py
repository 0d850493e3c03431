"""Run each cell of a notebook twice in place; both must print the same.

A learner runs cells again, so a cell must not build on its own last run.
Cells tagged `train` run once: to train on is what they are for.
"""

import copy
import sys
from pathlib import Path

from nbval.plugin import coalesce_streams

from tools import build, lesson
from tools.execute import CellError, execute, place

_NOT_COMPARED = {"image/png", "image/jpeg"}


def problems(path):
    """Return what is wrong, a line each, with the notebook at `path`."""
    saved = build.read(path)
    doubled, origin = _doubled(saved)
    try:
        execute(doubled, path.parent, name=path.stem, allow_errors=True)
    except CellError as error:
        return [str(error)]
    found = []
    runs = set()
    for cell, index in zip(doubled.cells, origin, strict=True):
        if cell.cell_type != "code":
            continue
        run = "second" if index in runs else "first"
        runs.add(index)
        says = _difference(saved.cells[index], cell)
        if says:
            where = place(saved, index)
            found.append(f"{path.stem}, {where}, {run} run: {says}")
    return found


def main(arguments=None):
    """Check the notebooks at the paths given; return the exit status."""
    paths = sys.argv[1:] if arguments is None else arguments
    found = [one for path in paths for one in problems(Path(path))]
    for problem in found:
        print(problem)
    return 1 if found else 0


def _doubled(notebook):
    """Return the notebook with repeated cells, and where each comes from."""
    doubled = copy.deepcopy(notebook)
    doubled.cells = []
    origin = []
    for index, cell in enumerate(notebook.cells):
        again = cell.cell_type == "code" and "train" not in _tags(cell)
        for _ in range(2 if again else 1):
            doubled.cells.append(copy.deepcopy(cell))
            origin.append(index)
    return doubled, origin


def _difference(saved, cell):
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}"
    if lesson.IGNORED in _tags(saved):
        return None
    wanted, got = _compared(saved.outputs), _compared(cell.outputs)
    if wanted == got:
        return None
    return f"saved is\n    {wanted}\n  this run gave\n    {got}"


def _compared(outputs):
    """Return what nbval would compare, in order."""
    return [
        {output.name: output.text}
        if output.output_type == "stream"
        else {
            kind: content
            for kind, content in output.data.items()
            if kind not in _NOT_COMPARED
        }
        for output in coalesce_streams(copy.deepcopy(outputs))
    ]


def _tags(cell):
    return cell.metadata.get("tags", ())


if __name__ == "__main__":
    sys.exit(main())
