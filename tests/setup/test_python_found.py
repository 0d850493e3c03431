"""run.py under a Python that cannot run the course."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.chapters import ROOT

RUN = ROOT / "tools" / "run.py"

PRETEND = """\
import runpy, sys
sys.version_info = (3, 10, 1, "final", 0)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def old_pythons():
    """Return the Pythons of this computer that are too old."""
    versions = Path.home() / ".pyenv" / "versions"
    found = [
        path / "bin" / "python"
        for minor in ("2.7", "3.4", "3.6", "3.8", "3.10")
        for path in sorted(versions.glob(f"{minor}.*"))
    ]
    return [str(path) for path in found if path.exists()]


def test_syntax_is_that_of_an_old_python():
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 4))


@pytest.mark.parametrize(
    "python",
    [(sys.executable, "-c", PRETEND), *[(old,) for old in old_pythons()]],
    ids=lambda python: "pretended" if len(python) > 1 else python[0],
)
def test_wrong_python_gets_one_line(checkout, one_line, python, tmp_path):
    done = checkout.run("lab", python=python, PATH=str(tmp_path))
    said = one_line(done)
    assert "needs a 64-bit Python 3.11, 3.12 or 3.13" in said
    assert not done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has the launcher py")
@pytest.mark.parametrize(
    "python",
    [(sys.executable, "-c", PRETEND), *[(old,) for old in old_pythons()]],
    ids=lambda python: "pretended" if len(python) > 1 else python[0],
)
def test_a_right_python_is_looked_for(checkout, python, tmp_path):
    right = tmp_path / f"python3.{sys.version_info[1]}"
    right.symlink_to(sys.executable)
    done = checkout.run("--help", python=python, PATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "open the course" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has the launcher py")
def test_a_python_that_does_not_start_is_passed_over(checkout, tmp_path):
    broken = tmp_path / "python3.13"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    python = (sys.executable, "-c", PRETEND)
    done = checkout.run("--help", python=python, PATH=str(tmp_path))
    assert done.returncode == 1
    assert "no other was found" in done.stderr


def test_fits_refuses_what_tensorflow_does_not_come_for():
    asked = f"""
import sys
sys.path.insert(0, {str(ROOT / "tools")!r})
import run
found = [run.fits()]
sys.maxsize = 2**31 - 1
found.append(run.fits())
print(found)
"""
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True
    )
    assert done.stdout.strip() == "[True, False]"
