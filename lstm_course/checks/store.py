"""The progress file: read, changed under a lock, recovered when damaged."""

import copy
import json
from datetime import datetime
from pathlib import Path

from lstm_course.checks import files

FORMAT = 1
NAME = "progress.json"
BACKUP = "progress.backup.json"
LOCK = "progress.lock"

_EMPTY = {"format": FORMAT, "exercises": {}, "predictions": {}, "recall": {}}
_EXERCISE = {
    "status": str,
    "attempts": int,
    "passed": str,
    "hints": int,
    "solution": bool,
}
_PREDICTION = {
    "guess": str,
    "right": bool,
    "misconception": str,
    "at": str,
}
_ANSWER = {"choice": str, "right": bool, "at": str}


class NewerFormat(Exception):
    """The file was written by a newer course and is left alone."""


class Store:
    """The progress file in `folder`, which may not exist yet.

    `tell` is called with one sentence when something had to be recovered.
    """

    def __init__(self, folder, tell):
        self._folder = Path(folder)
        self._tell = tell

    @property
    def path(self):
        """The progress file."""
        return self._folder / NAME

    def read(self):
        """Return the progress; empty when there is none.

        Raises OSError and NewerFormat.
        """
        try:
            return _parse(self.path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            if not self._backup.exists():
                return copy.deepcopy(_EMPTY)
        except ValueError:
            pass
        return self._recover()

    def update(self, change):
        """Let `change(progress)` alter the newest progress, and save it.

        What other processes have saved in the meantime is kept. Raises
        OSError and NewerFormat; the file is then as it was.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with files.locked(self._folder / LOCK):
            for name in (NAME, BACKUP):
                files.clear(self._folder, name)
            before = self._newest()
            after = copy.deepcopy(before)
            change(after)
            if after == before:
                return
            if self.path.exists():
                files.write(self._backup, self.path.read_bytes())
            files.write(self.path, _text(after))

    @property
    def _backup(self):
        return self._folder / BACKUP

    def _recover(self):
        """Set a damaged file aside; return what the backup holds."""
        with files.locked(self._folder / LOCK):
            return self._newest()

    def _newest(self):
        """Return the progress and repair the file; the lock is held."""
        aside = None
        try:
            return _parse(self.path.read_bytes())
        except FileNotFoundError:
            if not self._backup.exists():
                return copy.deepcopy(_EMPTY)
        except ValueError:
            aside = files.set_aside(self.path, "damaged")
        try:
            saved = self._backup.read_bytes()
            progress = _parse(saved)
        except (FileNotFoundError, ValueError):
            progress, used = copy.deepcopy(_EMPTY), "it starts afresh"
        else:
            used = "the version before the last change is used"
            files.write(self.path, saved)
        what = f"damaged and is kept as {aside}" if aside else "missing"
        self._tell(f"The file {NAME} was {what}; {used}.")
        return progress


def _text(progress):
    text = json.dumps(progress, indent=1, ensure_ascii=False, sort_keys=True)
    return f"{text}\n".encode()


def _parse(content):
    """Return the progress in bytes; raise ValueError for anything else."""
    progress = json.loads(content.decode("utf-8"))
    if not isinstance(progress, dict):
        raise ValueError("expected an object")
    version = progress.get("format")
    if type(version) is not int:
        raise ValueError("expected a format number")
    if version > FORMAT:
        raise NewerFormat(
            f"{NAME} was written by a newer course and is left as it is."
        )
    for entry in _section(progress, "exercises", dict).values():
        _require(entry, _EXERCISE, {"passed"})
    for entry in _section(progress, "predictions", dict).values():
        _require(entry, _PREDICTION, set())
    for answers in _section(progress, "recall", list).values():
        for answer in answers:
            _require(answer, _ANSWER, set())
    return progress


def _section(progress, name, kind):
    section = progress.get(name)
    if not isinstance(section, dict) or not all(
        isinstance(entry, kind) for entry in section.values()
    ):
        raise ValueError(f"expected entries in {name}")
    return section


def _require(entry, kinds, optional):
    """Raise ValueError unless `entry` has values of these kinds."""
    if not isinstance(entry, dict):
        raise ValueError("expected an object")
    for key, kind in kinds.items():
        if key not in entry and key in optional:
            continue
        if type(entry.get(key)) is not kind:
            raise ValueError(f"expected {key} as {kind.__name__}")
    if "at" in kinds:
        datetime.fromisoformat(entry["at"])
