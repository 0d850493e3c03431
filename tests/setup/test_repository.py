"""What stands in several files of the repository agrees."""

import json
import os
import re
import tomllib

import pytest
import yaml

from lstm_course import __version__
from tools.chapters import ROOT
from tools.commands import COMMANDS
from tools.run import NEWEST, OLDEST

PYTHONS = [f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_pythons_are_the_same_everywhere():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    above = f"{NEWEST[0]}.{NEWEST[1] + 1}"
    assert project["requires-python"] == f">={PYTHONS[0]},<{above}"
    told = [c.rpartition(" ")[2] for c in project["classifiers"]]
    assert [one for one in told if re.fullmatch(r"3\.\d+", one)] == PYTHONS
    jobs = yaml.safe_load(text(".github/workflows/ci.yml"))["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["python"] == PYTHONS


def test_each_target_of_make_is_a_command():
    targets = re.findall(r"^(\S+): ; \$\(RUN\) (\S+) ", text("Makefile"), re.M)
    assert targets
    for target, command in targets:
        assert target == command
        assert command in COMMANDS
    phony = re.search(r"^\.PHONY: (.*)", text("Makefile"), re.M)[1].split()
    assert phony == re.findall(r"^([\w-]+): ;", text("Makefile"), re.M)


def test_conda_gets_the_lock_and_nothing_else():
    conda = yaml.safe_load(text("environment.yml"))
    python, pip, packages = conda["dependencies"]
    assert python.removeprefix("python=") in PYTHONS
    assert pip == "pip"
    assert packages == {"pip": ["-r requirements.txt"]}
    # Binder looks into these folders first, and then past the root.
    assert not (ROOT / "binder").exists()
    assert not (ROOT / ".binder").exists()
    step = "pip install --no-deps --no-build-isolation -e ."
    assert step in text("postBuild").splitlines()
    assert f"#   {step}" in text("environment.yml").splitlines()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permission")
@pytest.mark.parametrize("name", ["postBuild", ".ci/run"])
def test_script_may_be_run(name):
    assert os.access(ROOT / name, os.X_OK)


def test_versions_are_the_same_everywhere():
    assert yaml.safe_load(text("CITATION.cff"))["version"] == __version__
    newest = re.search(r"^## (\S+)", text("CHANGELOG.md"), re.M)[1]
    assert newest == __version__


def test_lock_has_hashes_and_no_addresses():
    lock = text("requirements.txt")
    pins = re.findall(r"^\S+==\S+", lock, re.M)
    assert len(pins) > 100
    for block in re.split(r"\n(?=\S)", lock.strip()):
        assert "--hash=sha256:" in block, block
    assert "://" not in lock


def test_node_packages_are_pinned_and_without_addresses():
    wanted = json.loads(text("web/package.json"))["dependencies"]
    lock = text("web/package-lock.json")
    assert "://" not in lock
    assert "resolved" not in lock
    packages = json.loads(lock)["packages"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert packages[f"node_modules/{name}"]["version"] == version
    for name, package in packages.items():
        assert name == "" or package["integrity"].startswith("sha512-")
