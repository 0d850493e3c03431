"""Find the chapters that changed since a revision."""

import json
import subprocess

from tools import build
from tools.chapters import ROOT


def changed(found, base, root=ROOT):
    """Return the chapters whose stamp is not that of the revision `base`.

    Those with a changed lesson come first, then those that only stand on
    something changed. Where git has no `base` all count as changed.
    """
    return sorted(
        (c for c in found if _stamp(c.notebook, base, root) != _own(c)),
        key=lambda c: (_lesson(c.lesson, base, root), c.number),
    )


def _own(chapter):
    return build.read(chapter.notebook).metadata.lstm_course.stamp


def _stamp(path, base, root):
    text = _show(path, base, root)
    return text and json.loads(text)["metadata"]["lstm_course"]["stamp"]


def _lesson(path, base, root):
    return _show(path, base, root) == path.read_text(encoding="utf-8")


def _show(path, base, root):
    name = path.relative_to(root).as_posix()
    shown = subprocess.run(
        ["git", "show", f"{base}:{name}"],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return None if shown.returncode else shown.stdout
