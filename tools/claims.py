"""Put the claims of the chapters to fresh seeds: make claims.

Every claim is an assertion in a notebook. Here each notebook runs again with
all of its seeds shifted, and the table says how often each cell with an
assertion held.
"""

import argparse
import ast
import copy
import sys

import nbformat.v4

from tools import build, chapters
from tools.execute import CellError, execute, place

BASES = (1_000, 2_000, 3_000)


def main(arguments=None):
    """Run the chapters over fresh seeds; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="run.py claims",
        description="Put the claims of the chapters to fresh seeds.",
    )
    parser.add_argument(
        "chapters", nargs="*", help="keys or numbers; all without any"
    )
    parser.add_argument(
        "--bases",
        nargs="+",
        type=int,
        default=BASES,
        help="what is added to every seed, one run for each",
    )
    options = parser.parse_args(arguments)
    try:
        chosen = chapters.select(chapters.find(), options.chapters)
    except ValueError as error:
        parser.error(str(error))
    failed = 0
    for chapter in chosen:
        failed += report(chapter, options.bases)
    return 1 if failed else 0


def report(chapter, bases):
    """Print how often each claim of a chapter held; return how many failed."""
    notebook = build.read(chapter.notebook)
    runs = []
    for base in bases:
        try:
            runs.append(errors(notebook, chapter, base))
        except CellError as error:
            print(f"{chapter.name}, seeds + {base}: {error}")
            return 1
    broken = 0
    for index, cell in enumerate(notebook.cells):
        held = [index not in run for run in runs]
        if not asserts(cell) and all(held):
            continue
        broken += not all(held)
        where = place(notebook, index)
        print(f"{chapter.name}, {where}: held {sum(held)} of {len(held)}")
        for base, run in zip(bases, runs, strict=True):
            if index in run:
                print(f"    seeds + {base}: {run[index]}")
    return broken


def errors(notebook, chapter, base):
    """Return the errors of one run, by the position of the cell.

    notebook stays as it is; every seed in the run is shifted by `base`.
    """
    fresh = copy.deepcopy(notebook)
    shift = f"from tools import reseed\n\nreseed.shift({base})"
    fresh.cells.insert(0, nbformat.v4.new_code_cell(shift))
    folder = chapter.notebook.parent
    execute(fresh, folder, name=chapter.name, allow_errors=True)
    found = {}
    for index, cell in enumerate(fresh.cells[1:]):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                found[index] = f"{output.ename} {output.evalue}".strip()
    return found


def asserts(cell):
    """Return True for a code cell that holds an assertion."""
    if cell.cell_type != "code":
        return False
    return any(
        isinstance(node, ast.Assert)
        for node in ast.walk(ast.parse(cell.source))
    )


if __name__ == "__main__":
    sys.exit(main())
