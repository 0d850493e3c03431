"""Where a learner's own files live, and whether a learner is there at all."""

import os
from pathlib import Path


def unattended():
    """Return True when the builder or a test runs the notebook, not a person.

    Set by the environment variable LSTM_COURSE_UNATTENDED. Nothing of the
    learner's is then read or written, and output does not vary.
    """
    return os.environ.get("LSTM_COURSE_UNATTENDED", "0") not in ("", "0")


def checkout():
    """Return the root of the source checkout around this package, or None."""
    root = Path(__file__).resolve().parent.parent
    return root if (root / "lessons").is_dir() else None


def folder():
    """Return the folder of the learner's own files; it may not exist yet.

    The environment variable LSTM_COURSE_WORK wins; then `my_work` around or
    below the current folder, of the checkout, and last a new one right here.
    """
    named = os.environ.get("LSTM_COURSE_WORK")
    if named:
        return Path(named).expanduser().resolve()
    here = Path.cwd().resolve()
    for parent in (here, *here.parents):
        if parent.name == "my_work":
            return parent
    root = checkout()
    return (root or here) / "my_work"
