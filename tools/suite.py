"""Test the course: the unit tests, then every notebook, and one summary."""

import argparse
import subprocess
import sys
import time
from typing import NamedTuple
from xml.etree import ElementTree

from tools.chapters import ROOT
from tools.compare import nbval_command
from tools.unattended import environment

REPORTS = ROOT / "build" / "reports"

_QUIET = ("-q", "--no-header", "-rN", "--tb=short")


class Part(NamedTuple):
    """One run of pytest: what it counts, and how it is started."""

    name: str
    counts: str
    command: list


class Report(NamedTuple):
    """What one Part found: a list of names for each way to end, and time."""

    passed: list
    failed: list
    skipped: list
    seconds: float


def parts():
    """Return the parts of the test, the quicker one first."""
    unit = [sys.executable, "-m", "pytest", *_QUIET]
    # A file keeps its process: what its tests share is made once.
    unit += ["--numprocesses=2", "--dist=loadfile"]
    return [
        Part("unit tests", "tests", [*unit, str(ROOT / "tests")]),
        Part("notebooks", "cells", [*nbval_command(), *_QUIET]),
    ]


def run(part):
    """Run a Part, which prints as it goes; return its Report."""
    print(f"== {part.name}", flush=True)
    file = REPORTS / f"{part.name.replace(' ', '-')}.xml"
    file.unlink(missing_ok=True)
    start = time.perf_counter()
    status = subprocess.run(
        [*part.command, f"--junitxml={file}"],
        cwd=ROOT,
        env=environment(),
        check=False,
    ).returncode
    return read(file, part.name, status, time.perf_counter() - start)


def read(file, name, status, seconds):
    """Return the Report in the file that pytest wrote before its `status`.

    A run that broke off, or found nothing to test, has failed itself.
    """
    ends = {"passed": [], "failed": [], "skipped": []}
    if file.exists():
        for case in ElementTree.parse(file).iter("testcase"):
            title = f"{case.get('classname')}::{case.get('name')}"
            tags = {child.tag: child for child in case}
            if tags.keys() & {"failure", "error"}:
                ends["failed"].append(title)
            elif "skipped" in tags:
                reason = tags["skipped"].get("message")
                ends["skipped"].append(f"{title}: {reason}")
            else:
                ends["passed"].append(title)
    if status and not ends["failed"]:
        ends["failed"].append(f"{name}: pytest ended with status {status}")
    return Report(**ends, seconds=seconds)


def summary(results):
    """Return the lines that end the test, for pairs of Part and Report."""
    lines = ["== summary"]
    for way in ("failed", "skipped"):
        names = [
            name for _, report in results for name in getattr(report, way)
        ]
        lines += [f"{way}: {name}" for name in names]
    for part, report in results:
        lines.append(
            f"{part.name}: {len(report.passed)} {part.counts} passed,"
            f" {len(report.failed)} failed in {report.seconds:.0f} s"
        )
    reports = [report for _, report in results]
    passed, failed, skipped = (
        sum(len(getattr(report, way)) for report in reports)
        for way in ("passed", "failed", "skipped")
    )
    also = f", {skipped} skipped" if skipped else ""
    return [*lines, f"{passed} passed, {failed} failed{also}"]


def main(arguments=None):
    """Run all parts; return the exit status."""
    argparse.ArgumentParser(
        prog="run.py test", description="Run the unit tests and all notebooks."
    ).parse_args(arguments)
    REPORTS.mkdir(parents=True, exist_ok=True)
    results = [(part, run(part)) for part in parts()]
    print("\n".join(summary(results)))
    return 1 if any(report.failed for _, report in results) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
