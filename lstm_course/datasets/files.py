"""Find a committed data file and make sure that it is whole."""

import hashlib
from pathlib import Path

from lstm_course import workspace

SUMS = "SHA256SUMS"


class DataFileError(OSError):
    """A committed data file is missing or not what it was."""


def folder():
    """Return the folder of the data files.

    It is inside the package in a wheel, and `data` in a source checkout.
    """
    packaged = Path(__file__).resolve().parent.parent / "data"
    root = workspace.checkout()
    if packaged.is_dir() or root is None:
        return packaged
    return root / "data"


def path(name):
    """Return the path of the data file `name`, checked against its checksum.

    Raises DataFileError, with what restores the file, when it is missing or
    damaged.
    """
    digests = {}
    for line in _content(SUMS).decode("utf-8").splitlines():
        digest, listed = line.split()
        digests[listed] = digest
    if hashlib.sha256(_content(name)).hexdigest() != digests.get(name):
        raise DataFileError(
            f"{folder() / name} is damaged: its SHA-256 is not the one in"
            f" {SUMS}. {_remedy(name)}"
        )
    return folder() / name


def _content(name):
    try:
        return (folder() / name).read_bytes()
    except OSError as error:
        raise DataFileError(
            f"{folder() / name} cannot be read"
            f" ({error.strerror or error}). {_remedy(name)}"
        ) from error


def _remedy(name):
    root = workspace.checkout()
    if root is not None and folder() == root / "data":
        return f"In {root}, this restores it: git checkout -- data/{name}"
    return (
        "This restores it: pip install --force-reinstall --no-deps"
        " with the lstm-course wheel that you installed."
    )
