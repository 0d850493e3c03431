"""Making, mending and updating .venv."""

import json
import shutil
import sys

import pytest

from tools.environment import COURSE, MAKE, PACKAGES, Environment

NO_NETWORK = {
    "PIP_NO_INDEX": "0",
    "PIP_INDEX_URL": "http://127.0.0.1:9",
    "PIP_RETRIES": "1",
}


def test_two_at_once_set_up_once_and_the_next_run_does_nothing(checkout):
    processes = [checkout.start("setup") for _ in range(2)]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    together = "".join(out for out, _ in said)
    assert together.count("Setting up the course, once") == 1
    assert together.count("waiting for it") == 1
    assert checkout.installed() == "1.0"
    checkout.log.unlink()
    again = checkout.run("setup")
    assert (again.returncode, again.stdout) == (0, "")
    assert not checkout.log.exists()


def test_no_network_is_one_line_and_the_next_run_recovers(checkout, one_line):
    shutil.move(checkout.wheels, checkout.root / "away")
    said = one_line(checkout.run("setup", **NO_NETWORK))
    assert "no network connection" in said
    assert "NewConnectionError" in checkout.log.read_text()
    shutil.move(checkout.root / "away", checkout.wheels)
    done = checkout.run("setup")
    assert done.returncode == 0
    assert "not complete" in done.stdout
    assert checkout.installed() == "1.0"


@pytest.mark.skipif(sys.platform == "win32", reason="no links to break")
def test_python_gone_and_a_damaged_package_are_made_again(ready):
    ready.python.unlink()
    ready.python.symlink_to(ready.root / "gone")
    next((ready.root / ".venv").rglob("tiny.py")).unlink()
    done = ready.run("setup")
    assert done.returncode == 0, done.stderr
    assert "its Python is gone" in done.stdout
    assert ready.installed() == "1.0"


def test_changed_lock_updates_in_place(ready):
    own = ready.root / ".venv" / "own"
    own.touch()
    ready.pin("2.0")
    done = ready.run("setup")
    assert done.returncode == 0, done.stderr
    assert "up to date" in done.stdout
    assert ready.installed() == "2.0"
    assert own.exists()


def test_no_network_for_an_update_loses_nothing(ready, one_line):
    own = ready.root / ".venv" / "own"
    own.touch()
    before = ready.installed()
    ready.pin("3.0")
    shutil.move(ready.wheels, ready.root / "away")
    try:
        said = one_line(ready.run("setup", **NO_NETWORK))
    finally:
        shutil.move(ready.root / "away", ready.wheels)
    assert "no network connection" in said
    assert ready.installed() == before
    assert "up to date" in ready.run("setup").stdout
    assert ready.installed() == "3.0"
    assert own.exists()


def test_changed_project_installs_the_course_alone(ready):
    project = ready.root / "pyproject.toml"
    project.write_text(project.read_text() + "# changed\n")
    assert ready.run("setup").returncode == 0
    log = ready.log.read_text()
    assert "lstm-course" in log
    assert "tiny" not in log


def test_only_what_differs_is_done(ready):
    environment = Environment(ready.root)
    record = ready.root / ".venv" / "set-up.json"
    kept = json.loads(record.read_text())

    def needs(text):
        record.write_text(text)
        return environment.needs()

    everything = (MAKE, PACKAGES, COURSE)
    assert needs(json.dumps(kept)) == ()
    assert needs('["dama') == everything
    assert needs("[1]") == everything
    assert needs(json.dumps(kept | {"python": "3.9"})) == everything
    assert needs(json.dumps(kept | {"folder": "/moved"})) == everything
    assert needs(json.dumps(kept | {"lock": ""})) == (PACKAGES, COURSE)
    assert needs(json.dumps(kept | {"project": ""})) == (COURSE,)
    lock = ready.root / "requirements.txt"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert needs(json.dumps(kept)) == ()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_missing_module_is_named(checkout, one_line, module):
    pretended = checkout.pretend(f"import sys; sys.modules[{module!r}] = None")
    said = one_line(checkout.run("setup", **pretended))
    assert f"without its module {module}" in said
    version = "{}.{}".format(*sys.version_info)
    assert f"apt install python{version}-venv" in said


def test_full_disk_is_seen_before_anything_is_done(checkout, one_line):
    pretended = checkout.pretend(
        "import shutil\n"
        "shutil.disk_usage = lambda path: shutil._ntuple_diskusage(9, 8, 1e9)"
    )
    said = one_line(checkout.run("setup", **pretended))
    assert "1.0 GB are free, the set-up needs 5 GB" in said
    assert not (checkout.root / ".venv").exists()


def test_foreign_packages_stay_out(ready):
    probe = ready.root / "tools" / "probe.py"
    probe.write_text("import sys; print(sys.path, sys.prefix)")
    commands = ready.root / "tools" / "commands.py"
    kept = commands.read_text()
    commands.write_text(kept.replace('"tools.suite"', '"tools.probe"'))
    try:
        done = ready.run("test", PYTHONPATH="/foreign")
    finally:
        commands.write_text(kept)
    assert done.returncode == 0, done.stderr
    assert "/foreign" not in done.stdout
    assert str(ready.root / ".venv") in done.stdout


def test_unwritable_folder_is_one_line(checkout, one_line):
    (checkout.root / "build").write_text("in the way")
    assert "build" in one_line(checkout.run("setup"))


def test_lab_refuses_arguments_before_it_sets_up(checkout, one_line):
    said = one_line(checkout.run("lab", "--colour", "blue"))
    assert "unrecognized arguments: --colour blue" in said
    assert not (checkout.root / ".venv").exists()


def test_unknown_command_shows_the_known_ones(checkout):
    done = checkout.run("dance")
    assert done.returncode == 2
    assert "test-deep" in done.stdout
