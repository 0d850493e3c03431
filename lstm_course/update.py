"""Bring new editions of the chapters to the learner's copies.

Nothing that a learner has made is ever lost: a copy that they changed stays,
and the new edition is laid beside it. To tell the cases apart, a record among
the copies says what was laid there.
"""

import argparse
import hashlib
import json
import os
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from lstm_course import workspace

BACKUPS = "before_update"
"""The folder, among the copies, for what an update replaces."""


class Plan(NamedTuple):
    """What an update does with one chapter, and what it says about it.

    `target` is the file name for the new edition, "" for none; `backup` is
    where, below the folder of the copies, the replaced copy is kept.
    """

    says: str
    target: str = ""
    backup: str = ""


class Copies:
    """The learner's copies, in `work`, of the editions in `notebooks`."""

    def __init__(self, notebooks, work):
        """Look at nothing yet; the folder `work` need not exist."""
        self._notebooks = Path(notebooks)
        self.work = Path(work)
        self._record = self.work / ".editions.json"

    def names(self):
        """Return the file names of all chapters, in order."""
        return sorted(path.name for path in self._notebooks.glob("*.ipynb"))

    def missing(self):
        """Return the names of the chapters that have no copy."""
        return [n for n in self.names() if not (self.work / n).exists()]

    def outdated(self):
        """Return the names of the copies with a newer edition."""
        missing = self.missing()
        return [
            name
            for name in self.names()
            if name not in missing and self.plan(name).target
        ]

    def plan(self, name):
        """Return the Plan for the chapter called `name`."""
        copy = self.work / name
        if not copy.exists():
            return Plan("copied", target=name)
        mine, edition = copy.read_bytes(), self._edition(name)
        record = self._recorded().get(name, {})
        if mine == edition:
            return Plan("up to date")
        if _digest(mine) == record.get("bytes"):
            return Plan("replaced by the new edition", target=name)
        if _text(edition) in (_text(mine), record.get("offered")):
            return Plan("yours is kept; no newer edition")
        if _text(mine) == record.get("text"):
            backup = self._free(f"{BACKUPS}/{name}")
            return Plan(
                f"replaced by the new edition; yours with its outputs is"
                f" {backup}",
                target=name,
                backup=backup,
            )
        beside = self._beside(name, edition)
        return Plan(
            f"yours is kept; the new edition is beside it: {beside}",
            target=beside,
        )

    def carry_out(self, name):
        """Update the chapter called `name`; return what was done."""
        plan = self.plan(name)
        if plan.backup:
            backup = self.work / plan.backup
            _write(backup, (self.work / name).read_bytes())
        if plan.target:
            self._lay(name, plan.target)
        return plan.says

    def _edition(self, name):
        return (self._notebooks / name).read_bytes()

    def _lay(self, name, target):
        edition = self._edition(name)
        _write(self.work / target, edition)
        _trust(edition)
        record = self._recorded()
        text = _text(edition)
        record.setdefault(target, {}).update(bytes=_digest(edition), text=text)
        record.setdefault(name, {})["offered"] = text
        _write(self._record, json.dumps(record, indent=1).encode())

    def _recorded(self):
        """Return the record: of each file laid here, what it was.

        A damaged record counts as empty: every copy is then the learner's.
        """
        try:
            record = json.loads(self._record.read_bytes())
            return {name: dict(entry) for name, entry in record.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _beside(self, name, edition):
        """Return the name under which `edition` may lie beside a copy.

        An earlier edition there that the learner has changed stays, too.
        """
        stem = Path(name).stem
        taken = f"{stem}.new.ipynb"
        path = self.work / taken
        if path.exists():
            digest = _digest(path.read_bytes())
            laid = self._recorded().get(taken, {}).get("bytes")
            if digest not in (laid, _digest(edition)):
                return self._free(taken)
        return taken

    def _free(self, name):
        """Return `name`, or with a number in it where that is taken."""
        plain = path = Path(name)
        numbers = count(2)
        while (self.work / path).exists():
            path = plain.with_stem(f"{plain.stem}-{next(numbers)}")
        return path.as_posix()


def main(argv=None):
    """Update all chapters, print a line for each; return the exit status."""
    argparse.ArgumentParser(
        prog="lstm-course update",
        description="Bring new editions of the chapters to your copies. What"
        " you have changed is kept; the new edition is laid beside it.",
    ).parse_args(argv)
    checkout = workspace.checkout()
    if checkout is None:
        print("no notebooks to update from: run this in the course's folder")
        return 1
    copies = Copies(checkout / "notebooks", workspace.folder())
    failed = False
    for name in copies.names():
        try:
            said = copies.carry_out(name)
        except OSError as error:
            said, failed = f"not updated: {error}", True
        print(f"{name}: {said}")
    return int(failed)


def _digest(content):
    return hashlib.sha256(content).hexdigest()


def _text(notebook):
    """Return a digest of what the cells say, whatever they have printed.

    Bytes that are no notebook are their own text.
    """
    try:
        cells = [
            (cell["cell_type"], "".join(cell["source"]))
            for cell in json.loads(notebook)["cells"]
        ]
    except (ValueError, TypeError, KeyError):
        return _digest(notebook)
    return _digest(json.dumps(cells).encode())


def _write(path, content):
    """Write bytes to `path` in one move: all of them, or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _trust(edition):
    """Let JupyterLab show what the notebook has saved before it is run.

    Where that fails, the notebook opens all the same.
    """
    with suppress(ImportError, OSError):
        import nbformat
        from nbformat.sign import NotebookNotary

        notary = NotebookNotary()
        try:
            notary.sign(nbformat.reads(edition.decode(), as_version=4))
        finally:
            notary.store.close()


if __name__ == "__main__":
    sys.exit(main())
