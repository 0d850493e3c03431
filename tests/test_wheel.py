"""The wheel, installed far from the checkout."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

from lstm_course import __version__, datasets
from tools.chapters import ROOT

READ = f"""\
import json, sys

sys.path = [folder for folder in sys.path if folder != {str(ROOT)!r}]

import lstm_course
from lstm_course import datasets, workspace

print(json.dumps({{
    "package": lstm_course.__file__,
    "checkout": workspace.checkout(),
    "folder": str(datasets.files.folder()),
    "sums": {{
        name: [len(data), float(data.sum())]
        for name in datasets.names()
        for data in [datasets.read(name)]
    }},
}}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run([*build, "-d", str(folder)], cwd=ROOT, check=True)
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """Return a function that runs Python with the wheel installed."""
    site = tmp_path_factory.mktemp("site")
    install = [sys.executable, "-m", "pip", "install", "--quiet"]
    install += ["--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True)

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=site.parent,
            env={**os.environ, "PYTHONPATH": str(site)},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_every_data_set_is_read_from_the_wheel(elsewhere):
    found = json.loads(elsewhere("-c", READ))
    assert not found["package"].startswith(str(ROOT))
    assert found["checkout"] is None
    assert not found["folder"].startswith(str(ROOT))
    here = {name: datasets.read(name) for name in datasets.names()}
    assert found["sums"] == {
        name: [len(data), float(data.sum())] for name, data in here.items()
    }


def test_command_runs_from_the_wheel(elsewhere):
    assert (
        elsewhere("-m", "lstm_course.cli", "--version") == f"{__version__}\n"
    )


def test_wheel_carries_the_data_and_nothing_of_the_workshop(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    data = {p.name for p in (ROOT / "data").iterdir() if p.is_file()}
    assert {f"lstm_course/data/{name}" for name in data} <= set(names)
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"lstm_course", f"lstm_course-{__version__}.dist-info"}
    assert not [name for name in names if "my_work" in name]
