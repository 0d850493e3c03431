"""The progress file survives crashes, damage and two writers."""

import errno
import importlib.util
import json
import os
import subprocess
import sys
import types

import pytest

from lstm_course.checks import files, store


@pytest.fixture
def told():
    return []


@pytest.fixture
def kept(tmp_path, told):
    return store.Store(tmp_path / "my_work", told.append)


def entry(name):
    def change(progress):
        progress["exercises"][name] = {
            "status": "right",
            "attempts": 1,
            "hints": 0,
            "solution": False,
        }

    return change


def names(kept):
    return sorted(kept.read()["exercises"])


def test_empty_without_a_file(kept, told):
    assert kept.read()["exercises"] == {}
    assert not kept.path.parent.exists()
    assert told == []


def test_what_is_saved_is_read(kept):
    kept.update(entry("one"))
    kept.update(entry("two"))
    assert names(kept) == ["one", "two"]
    assert kept.path.read_text("utf-8").startswith("{")


def test_nothing_is_written_when_nothing_changes(kept):
    kept.update(entry("one"))
    before = kept.path.stat().st_mtime_ns
    kept.update(lambda progress: None)
    assert kept.path.stat().st_mtime_ns == before


def test_entries_of_later_editions_are_kept(kept):
    kept.update(lambda progress: progress.update(medals={"gold": 1}))
    kept.update(entry("one"))
    assert kept.read()["medals"] == {"gold": 1}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"format": 1, "exercises": {"one"',
        b"\xff\xfe\x00",
        b"[]",
        b'{"format": "1"}',
        b'{"format": 1, "exercises": [], "predictions": {}, "recall": {}}',
        b'{"format": 1, "exercises": {"one": 3}, "predictions": {},'
        b' "recall": {}}',
        b'{"format": 1, "exercises": {"one": {"status": 1}},'
        b' "predictions": {}, "recall": {}}',
        b'{"format": 1, "exercises": {}, "predictions": {},'
        b' "recall": {"q": [{"choice": "a", "right": true, "at": "x"}]}}',
    ],
)
@pytest.mark.parametrize("first", ["read", "update"])
def test_damaged_file_is_set_aside(kept, told, damage, first):
    kept.update(entry("one"))
    kept.update(entry("two"))
    kept.path.write_bytes(damage)
    if first == "read":
        assert names(kept) == ["one"]
    else:
        kept.update(entry("three"))
        assert names(kept) == ["one", "three"]
    aside = kept.path.with_name("progress.damaged-1.json")
    assert aside.read_bytes() == damage
    assert told == [
        "The file progress.json was damaged and is kept as "
        "progress.damaged-1.json; the version before the last change is "
        "used."
    ]


def test_second_damaged_file_gets_another_name(kept):
    for _ in range(2):
        kept.update(entry("one"))
        kept.path.write_bytes(b"broken")
        kept.read()
    found = sorted(kept.path.parent.glob("*damaged*"))
    assert [f.name for f in found] == [
        "progress.damaged-1.json",
        "progress.damaged-2.json",
    ]


def test_damaged_file_without_a_backup(kept, told):
    kept.path.parent.mkdir()
    kept.path.write_bytes(b"broken")
    assert names(kept) == []
    assert "it starts afresh" in told[0]


def test_missing_file_with_a_backup(kept, told):
    kept.update(entry("one"))
    kept.update(entry("two"))
    kept.path.unlink()
    assert names(kept) == ["one"]
    assert "was missing" in told[0]


def test_newer_format_is_left_alone(kept):
    kept.path.parent.mkdir()
    newer = json.dumps({"format": 2, "other": 1})
    kept.path.write_text(newer)
    with pytest.raises(store.NewerFormat, match="newer course"):
        kept.read()
    with pytest.raises(store.NewerFormat):
        kept.update(entry("one"))
    assert kept.path.read_text() == newer


def test_full_disk_leaves_the_old_file(kept, monkeypatch):
    kept.update(entry("one"))

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        kept.update(entry("two"))
    monkeypatch.undo()
    assert names(kept) == ["one"]
    assert not list(kept.path.parent.glob(".*"))


CRASH = """
import os, sys
from lstm_course.checks import files, store

left = int(sys.argv[2])

def crashing(function):
    def wrapped(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        result = function(*args, **kwargs)
        left -= 1
        if left == 0:
            os._exit(9)
        return result
    return wrapped

files.tempfile.mkstemp = crashing(files.tempfile.mkstemp)
files.os.fsync = crashing(files.os.fsync)
files.Path.replace = crashing(files.Path.replace)
files._acquire = crashing(files._acquire)

def change(progress):
    progress["exercises"]["new"] = {
        "status": "right", "attempts": 1, "hints": 0, "solution": False,
    }

store.Store(sys.argv[1], print).update(change)
"""


def test_killed_at_any_step_of_writing(kept, told):
    kept.update(entry("old"))
    kept.update(entry("older"))
    before = kept.path.read_bytes()
    folder = str(kept.path.parent)
    for step in range(1, 40):
        kept.path.write_bytes(before)
        done = subprocess.run(
            [sys.executable, "-c", CRASH, folder, str(step)], check=False
        )
        if done.returncode == 0:
            break
        assert done.returncode == 9
        assert names(kept) in (["old", "older"], ["new", "old", "older"])
        kept.update(entry(f"step {step}"))
        assert f"step {step}" in names(kept)
        assert not list(kept.path.parent.glob(".*.new"))
    assert step > 10
    assert told == []


WRITER = """
import pathlib, sys, time
from lstm_course.checks import store

folder = pathlib.Path(sys.argv[1])
(folder / sys.argv[2]).touch()
while len(list(folder.glob("writer-*"))) < 2:
    time.sleep(0.001)

def change(progress):
    exercise = progress["exercises"].setdefault("shared", {
        "status": "wrong", "attempts": 0, "hints": 0, "solution": False,
    })
    exercise["attempts"] += 1
    answers = progress["recall"].setdefault(sys.argv[2], [])
    answers.append({"choice": "a", "right": True, "at": "2026-01-01"})

for _ in range(40):
    store.Store(sys.argv[1], print).update(change)
"""


def test_two_processes_lose_nothing(kept):
    kept.path.parent.mkdir()
    folder = str(kept.path.parent)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, folder, name])
        for name in ("writer-a", "writer-b")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = kept.read()
    assert found["exercises"]["shared"]["attempts"] == 80
    assert {key: len(v) for key, v in found["recall"].items()} == {
        "writer-a": 40,
        "writer-b": 40,
    }


def test_lock_that_is_held_is_waited_for_and_told(tmp_path):
    path = tmp_path / "lock"
    with (
        files.locked(path),
        pytest.raises(OSError, match="another notebook"),
        files.locked(path, patience=0.1),
    ):
        pass
    with files.locked(path, patience=0.1):
        pass


def test_file_system_without_locks(tmp_path, monkeypatch):
    def none(handle):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(files, "_acquire", none)
    with files.locked(tmp_path / "lock", patience=0.1):
        pass


def test_locks_of_windows(tmp_path, monkeypatch):
    """The branch for Windows, with its module replaced by a model."""
    held = set()

    def locking(handle, mode, count):
        inode = os.fstat(handle).st_ino
        if mode == "unlock":
            held.remove(inode)
        elif inode in held:
            raise OSError(errno.EACCES, "Permission denied")
        else:
            held.add(inode)

    model = types.ModuleType("msvcrt")
    model.locking, model.LK_NBLCK, model.LK_UNLCK = locking, "lock", "unlock"
    monkeypatch.setitem(sys.modules, "msvcrt", model)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    spec = importlib.util.spec_from_file_location("elsewhere", files.__file__)
    windows = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(windows)
    path = tmp_path / "lock"
    with windows.locked(path):
        assert held
        with (
            pytest.raises(OSError, match="another notebook"),
            windows.locked(path, patience=0.1),
        ):
            pass
    assert not held


def test_replacing_is_tried_again_while_a_reader_holds_the_file(
    tmp_path, monkeypatch
):
    refused = iter([True, True])
    replace = files.Path.replace

    def busy(source, target):
        if next(refused, False):
            raise PermissionError(errno.EACCES, "in use")
        return replace(source, target)

    monkeypatch.setattr(files.Path, "replace", busy)
    files.write(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
