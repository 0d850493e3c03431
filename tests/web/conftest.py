import contextlib
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from lstm_course import datasets
from tools import mutex, web
from tools.chapters import ROOT
from tools.failure import Failure


def why_not(command):
    """Return why a test cannot run, or "" if it can."""
    if shutil.which(command) is None:
        return f"{command} is not installed"
    version = _output(["node", "--version"]) if command == "node" else "v18"
    if int(version[1:].partition(".")[0]) < 18:
        return f"Node.js 18 or newer is needed, this is {version}"
    return web.missing_packages()


def _output(command):
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="session", autouse=True)
def packages():
    """Install TensorFlow.js once, where npm can; else tests say why not."""
    if web.missing_packages() and shutil.which("npm"):
        lock = mutex.held(ROOT / "build" / "npm.lock", lambda: None)
        with lock, contextlib.suppress(Failure):
            web.install_packages()


@pytest.fixture(scope="session")
def writer():
    return datasets.writer()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of a page that was built."""
    if reason := why_not("npm"):
        pytest.skip(reason)
    return web.build(tmp_path_factory.mktemp("web") / "some" / "folder")


@pytest.fixture(scope="session")
def node(site):
    """Return how to start Node, and where its programs and a model are."""
    if reason := why_not("node"):
        pytest.skip(reason)
    return SimpleNamespace(
        command=shutil.which("node"), programs=web.WEB, model=site / "model"
    )
