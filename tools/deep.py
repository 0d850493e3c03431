"""Put notebooks under stress: python -m tools.deep [CHAPTER ...].

Each chapter runs three times, all of it without a network: with other
numerics in another folder, with every cell twice, and solved.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tools import chapters, offline
from tools.changed import changed
from tools.chapters import ROOT
from tools.compare import nbval_command
from tools.unattended import environment

MOST_CHANGED = 3
"""Chapters that `--changed` takes; the others wait for a full run."""

_AT_ONCE = 2


class Trial(NamedTuple):
    """One run of one chapter, and the circumstances."""

    chapter: str
    about: str
    command: list
    variables: dict


class Result(NamedTuple):
    """How a Trial went."""

    trial: Trial
    passed: bool
    output: str
    seconds: float


def numerics(*, onednn, threads):
    """Return the variables that choose how TensorFlow computes."""
    count = str(threads)
    return {
        "TF_ENABLE_ONEDNN_OPTS": "1" if onednn else "0",
        "OMP_NUM_THREADS": count,
        "TF_NUM_INTRAOP_THREADS": count,
        "TF_NUM_INTEROP_THREADS": count,
    }


def trials(chapter, elsewhere):
    """Return the trials of a chapter; `elsewhere` holds its notebook too."""
    module = [sys.executable, "-m"]
    return [
        Trial(
            chapter.name,
            "one thread, no oneDNN, another folder",
            nbval_command([Path(elsewhere, chapter.notebook.name)]),
            numerics(onednn=False, threads=1),
        ),
        Trial(
            chapter.name,
            "two threads, oneDNN, each cell twice",
            [*module, "tools.twice", str(chapter.notebook)],
            numerics(onednn=True, threads=2),
        ),
        Trial(
            chapter.name,
            "every exercise solved",
            [*module, "tools.solved", chapter.key],
            {},
        ),
    ]


def attempt(trial):
    """Run a Trial without a network and return its Result."""
    way = offline.way()
    started = time.perf_counter()
    done = subprocess.run(
        [*way.before, *trial.command],
        cwd=ROOT,
        env=environment(**way.variables, **trial.variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    seconds = time.perf_counter() - started
    return Result(trial, done.returncode == 0, done.stdout, seconds)


def main(arguments=None):
    """Test the chapters named on the command line; return the status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.deep", description="Put notebooks under stress."
    )
    parser.add_argument(
        "chapters", nargs="*", help="key or number of a chapter; all of them"
    )
    parser.add_argument(
        "--changed",
        metavar="BASE",
        help="of them, only those changed since this revision,"
        f" at most {MOST_CHANGED}",
    )
    options = parser.parse_args(arguments)
    try:
        chosen = chapters.select(chapters.find(), options.chapters)
        if options.changed:
            chosen = _some(changed(chosen, options.changed))
    except ValueError as error:
        parser.error(str(error))
    if not chosen:
        print("No chapter has changed.")
        return 0
    print(f"Without a network: {offline.way().about}.")
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = Path(folder, "elsewhere")
        shutil.copytree(chapters.NOTEBOOKS, elsewhere)
        todo = [t for c in chosen for t in trials(c, elsewhere)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            results = [_told(result) for result in pool.map(attempt, todo)]
    failed = sum(not result.passed for result in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _some(changed_chapters):
    left = [c.key for c in changed_chapters[MOST_CHANGED:]]
    if left:
        print(f"Changed too, but not tested now: {', '.join(left)}.")
    return changed_chapters[:MOST_CHANGED]


def _told(result):
    mark = "✓" if result.passed else "✗"
    trial = result.trial
    print(
        f"{mark} {trial.chapter}: {trial.about} ({result.seconds:.0f} s)",
        flush=True,
    )
    if not result.passed:
        print(result.output.rstrip())
    return result


if __name__ == "__main__":
    sys.exit(main())
