"""Measure what takes how long: python -m tools.bench [SECTION ...]."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from lstm_course.bench.table import Table
from tools import build, chapters, execute
from tools.bench_peers import Peers
from tools.environment import Environment
from tools.failure import Failure

STARTS = 15
"""Times that an interpreter is started; the quickest counts."""

_IMPORT = """\
import sys, time
start = time.perf_counter()
import lstm_course
print(time.perf_counter() - start)
if "tensorflow" in sys.modules:
    sys.exit("lstm_course imports TensorFlow")
"""


def imports():
    """Time `import lstm_course`, which must not import TensorFlow."""
    took = min(float(_said(_IMPORT)) for _ in range(STARTS))
    rows = [("import lstm_course", f"{took:.4f}", "no")]
    return Table("Import", ("", "seconds", "TensorFlow"), rows)


def checks():
    """Time each check as it judges a right answer."""
    from lstm_course.checks import catalogue

    rows = []
    for name in catalogue.names():
        exercise = catalogue.load(name)
        start = time.perf_counter()
        exercise.judge(exercise.solution)
        rows.append((name, f"{time.perf_counter() - start:.2f}"))
    return Table("Checks", ("exercise", "seconds"), rows)


def notebooks():
    """Time each chapter from top to bottom, kernel and imports included."""
    rows = []
    for chapter in chapters.find():
        notebook = build.read(chapter.notebook)
        with tempfile.TemporaryDirectory() as folder:
            times = execute.execute(notebook, folder, name=chapter.name)
        cell, seconds = times.longest
        place = execute.place(notebook, cell)
        rows.append(
            (chapter.name, f"{times.whole:.1f}", f"{seconds:.1f}", place)
        )
    columns = ("chapter", "seconds", "longest cell", "which")
    return Table("Chapters", columns, rows)


def widgets():
    """Time how long each widget takes to answer a move."""
    from lstm_course.widgets import vanishing
    from tools import latency

    measured = {
        "edge (kernel)": np.multiply(vanishing.seconds_of_moves(), 1e3)
    }
    if latency.chromium():
        with latency.browser() as opened:
            moves = latency.playground(opened)
        measured["gate playground (browser)"] = moves
    rows = [
        (name, f"{np.median(moves):.0f}", f"{np.max(moves):.0f}")
        for name, moves in measured.items()
    ]
    return Table("Widgets", ("a move", "median ms", "worst ms"), rows)


def training_step():
    """Time a training step: by hand, by Keras, and by peers if installed.

    PyTorch and JAX run in a process of their own (see `tools.bench_peers`),
    with this Python or the one that LSTM_COURSE_PEERS names.
    """
    from lstm_course.bench import model, step

    with Peers() as peers:
        section = step.measure(others=peers.training(model.FEATURES))
        return _and(section, peers.missing())


def kernels():
    """Time a training step of Keras's LSTM with each of its options."""
    from lstm_course.bench import kernels, model

    with Peers() as peers:
        section = kernels.measure(others=peers.training(model.FEATURES))
        return _and(section, peers.missing())


def generation():
    """Time how fast a character model writes, in several ways."""
    from lstm_course.bench import writing

    with Peers() as peers:
        others = peers.writing(len(writing.LETTERS), writing.TOP_P)
        section = writing.measure(others=others)
        return _and(section, peers.missing())


def ladder():
    """Time one LSTM made fast, step by step."""
    from tools import bench_speed

    with Peers() as peers:
        others = peers.reading(bench_speed.REPEATS)
        section = bench_speed.measure(others=others)
        return _and(section, peers.missing())


def _and(section, line):
    """Return the text of a section, with a line below it if there is one."""
    return f"{section}\n{line}".rstrip()


def trials():
    """Time a training step of one of many seeds: in `trials`, and in Keras."""
    from tools import bench_trials

    return bench_trials.measure()


def install():
    """Time the first `make lab` up to JupyterLab: pip and its downloads."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "course")
        shutil.copytree(
            chapters.ROOT,
            root,
            ignore=shutil.ignore_patterns(".venv", ".git", "my_work", "build"),
        )
        start = time.perf_counter()
        Environment(root).bring_up()
        took = time.perf_counter() - start
        size = sum(
            file.stat().st_size
            for file in (root / ".venv").rglob("*")
            if file.is_file() and not file.is_symlink()
        )
    rows = [("first set-up", f"{took:.0f}", f"{size / 1e9:.1f}")]
    return Table("Install", ("", "seconds", "GB"), rows)


SECTIONS = {
    "import": imports,
    "checks": checks,
    "widgets": widgets,
    "step": training_step,
    "kernels": kernels,
    "generation": generation,
    "ladder": ladder,
    "trials": trials,
    "chapters": notebooks,
    "install": install,
}
"""Functions that give a table, or its text; all but `install` by default."""


def main(arguments=None):
    """Print the sections named on the command line; return the status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench",
        description="Measure what takes how long.",
    )
    parser.add_argument(
        "sections",
        nargs="*",
        metavar="SECTION",
        help=f"{', '.join(SECTIONS)}; all but install",
    )
    wanted = parser.parse_args(arguments).sections
    if unknown := set(wanted) - SECTIONS.keys():
        parser.error(
            f"no section is called {', '.join(sorted(unknown))};"
            f" there are: {', '.join(SECTIONS)}"
        )
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for name in wanted or [name for name in SECTIONS if name != "install"]:
        print(f"\n{SECTIONS[name]()}", flush=True)
    return 0


def _said(code):
    """Return what a fresh Python prints when it runs `code`."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )
    if done.returncode:
        raise Failure(f"a measurement failed: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Failure, execute.CellError) as error:
        sys.exit(str(error))
