"""Compare what is installed with what the course was tested with."""

import importlib.metadata
import sys

from lstm_course import workspace
from lstm_course.doctor.finding import FIX, NOTE, OK, Finding

SAME = {"tensorflow": "tensorflow-cpu"}
"""Packages that do for another: the same modules under another name."""


def packages():
    """Compare installed versions with the needed ranges and the lock."""
    try:
        wanted = importlib.metadata.requires("lstm-course") or []
    except importlib.metadata.PackageNotFoundError:
        return Finding(
            "Packages", FIX, "the course itself is not installed", repair()
        )
    try:
        wrong = [*filter(None, map(_problem, wanted))]
        others = _unlike_lock()
    except ImportError:
        return Finding(
            "Packages",
            FIX,
            "not compared, because the package packaging is missing",
            repair(),
        )
    if wrong:
        return Finding("Packages", FIX, "; ".join(wrong), repair())
    if others:
        return Finding(
            "Packages",
            NOTE,
            "in the ranges that the course needs, but not all as tested: "
            + ", ".join(others),
        )
    if workspace.checkout() is None:
        return Finding("Packages", OK, "in the ranges that the course needs")
    return Finding("Packages", OK, "as the course was tested")


def metal():
    """Warn of tensorflow-metal; return None without it."""
    version = _installed("tensorflow-metal")
    if version is None:
        return None
    return Finding(
        "tensorflow-metal",
        FIX,
        f"{version} is installed; it does not fit this TensorFlow, which"
        " then crashes or computes wrong numbers",
        "Remove it: pip uninstall tensorflow-metal",
    )


def repair():
    """Say what makes the installation whole again."""
    root = workspace.checkout()
    if root is None:
        return (
            "Install the course again: pip install --force-reinstall, with"
            " the wheel that you used."
        )
    if sys.prefix == str(root / ".venv"):
        return (
            f"Delete the folder {root / '.venv'} and run `make lab` (on"
            " Windows `py tools/run.py lab`): it sets up anew."
        )
    return (
        f"In {root}: pip install --require-hashes -r requirements.txt, then"
        " pip install --no-deps --no-build-isolation -e ."
    )


def _problem(text):
    """Return what is wrong with one requirement, or None."""
    from packaging.requirements import Requirement

    need = Requirement(text)
    if need.marker and not need.marker.evaluate({"extra": ""}):
        return None
    version = _installed(need.name)
    if version is None and need.name in SAME:
        version = _installed(SAME[need.name])
    if version is None:
        return f"{need.name} is missing"
    if not need.specifier.contains(version, prereleases=True):
        return (
            f"{need.name} {version} is installed, {need.specifier} is needed"
        )
    return None


def _unlike_lock():
    """Return the installed packages whose versions are not the lock's.

    The lock lists tools of authors, too: what is not installed is no
    difference. Without a checkout there is no lock, and nothing to compare.
    """
    from packaging.requirements import Requirement

    root = workspace.checkout()
    if root is None:
        return []
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    others = []
    for line in text.splitlines():
        if not line[:1].isalnum():
            continue
        pin = Requirement(line.rstrip(" \\"))
        if pin.marker and not pin.marker.evaluate():
            continue
        version = _installed(pin.name)
        if version is not None and not pin.specifier.contains(
            version, prereleases=True
        ):
            others.append(f"{pin.name} {version} (tested: {pin.specifier})")
    return others


def _installed(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
