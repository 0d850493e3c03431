"""The comparison is strict: proved on notebooks broken in one place each."""

import re
import subprocess

import nbformat
import pytest

from tools import execute, normal
from tools.chapters import NOTEBOOKS
from tools.compare import nbval_command
from tools.unattended import environment

SOURCE = "print('one')\nprint('two')\n6 * 7"


def changed_text(cell):
    cell.outputs[0].text = "one\ntwO\n"


def changed_value(cell):
    cell.outputs[1].data["text/plain"] = "42.0"


def lost_output(cell):
    del cell.outputs[1]


def extra_line(cell):
    cell.source = f"print('more')\n{SOURCE}"


def extra_output(cell):
    cell.source = f"display(6 * 7)\n{SOURCE}"


def stderr(cell):
    cell.source = f"import sys\nprint('W0000', file=sys.stderr)\n{SOURCE}"


def silent_stderr(cell):
    cell.source = "import sys\nprint('W0000', file=sys.stderr)"
    cell.outputs = []


def error(cell):
    cell.source += "\n1 / 0"


BREAKAGES = (
    changed_text,
    changed_value,
    lost_output,
    extra_line,
    extra_output,
    stderr,
    silent_stderr,
    error,
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What the comparison says of a notebook and of a broken copy.

    Each cell of the copy is broken in another way.
    """
    folder = tmp_path_factory.mktemp("compared")
    cells = [nbformat.v4.new_code_cell(SOURCE) for _ in BREAKAGES]
    sound = nbformat.v4.new_notebook(cells=cells)
    execute.execute(sound, folder, name="sound")
    sound = normal.normalise(sound)
    normal.write(sound, folder / "sound.ipynb")
    broken = nbformat.from_dict(sound)
    for breakage, cell in zip(BREAKAGES, broken.cells, strict=True):
        breakage(cell)
    normal.write(broken, folder / "broken.ipynb")
    done = subprocess.run(
        nbval_command([folder]),
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda b: b.__name__)
def test_difference_fails_in_its_cell(report, breakage):
    cell = f"broken.ipynb::Cell {BREAKAGES.index(breakage)}"
    assert re.search(rf"(?m)^FAILED .*{cell}\b", report), report


def test_sound_notebook_passes(report):
    count = len(BREAKAGES)
    assert f"{count} failed, {count} passed" in report
    assert "sound.ipynb" not in report


def test_difference_is_shown(report):
    assert "twO" in report


def test_one_process_for_one_notebook(tmp_path):
    path = tmp_path / "one.ipynb"
    assert "--numprocesses=0" in nbval_command([path])


def test_all_notebooks_are_compared_by_default():
    assert nbval_command()[-1] == str(NOTEBOOKS)
