"""Make, mend and update the environment of the course, `.venv`.

Only the standard library is used: nothing else is there yet. The last thing
that a set-up writes is a record of what it set up, so that one that did not
come to its end is noticed.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tools import installing, mutex
from tools.failure import Failure
from tools.progress import Progress

ROOT = Path(__file__).resolve().parent.parent

NEEDED = 5.0
"""Gigabytes that the first set-up takes while it runs."""

MAKE, PACKAGES, COURSE = "make", "packages", "course"
"""The steps of a set-up."""

_FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH")
"""Variables that change which modules a Python finds."""


class Environment:
    """The `.venv` of the checkout at `root`."""

    def __init__(self, root=ROOT):
        """Look at nothing yet."""
        self.root = root
        self.folder = root / ".venv"
        self._build = root / "build"
        self._log = self._build / "setup.log"
        self._record = self.folder / "set-up.json"
        self._lock = root / "requirements.txt"

    @property
    def python(self):
        """The path of the Python in the environment."""
        if os.name == "nt":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    def variables(self, **extra):
        """Return what a program in the environment is to run with.

        As in an activated one, its commands come first.
        """
        kept = {k: v for k, v in os.environ.items() if k not in _FOREIGN}
        commands = str(self.python.parent)
        path = os.pathsep.join([commands, kept.get("PATH", os.defpath)])
        own = {"PATH": path, "VIRTUAL_ENV": str(self.folder)}
        return {**kept, **own, **extra}

    def bring_up(self):
        """Bring the environment to what the checkout asks for.

        Costs a few hundredths of a second when it is there already. Raises
        Failure when that is impossible.
        """
        if self.needs():
            with mutex.held(self._build / "setup.lock", _say_waiting):
                # Whoever held the lock may have done the work.
                if steps := self.needs():
                    self._take(steps)

    def needs(self):
        """Return the steps that are to be taken, in order, as a tuple."""
        found, wanted = self._recorded(), self._wanted()
        differs = {key for key in wanted if found.get(key) != wanted[key]}
        if differs & {"folder", "python"}:
            return MAKE, PACKAGES, COURSE
        if "lock" in differs:
            return PACKAGES, COURSE
        return (COURSE,) if differs else ()

    def _wanted(self):
        return {
            "folder": str(self.folder),
            "python": self._version(),
            "lock": _digest(self._lock),
            "project": _digest(self.root / "pyproject.toml"),
        }

    def _recorded(self):
        try:
            return dict(json.loads(self._record.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return {}

    def _version(self):
        """Return the version of Python in `.venv`, as far as its folders go.

        An upgrade of the system may have put another one there, or none.
        """
        ask = "import sys; print('%d.%d' % sys.version_info[:2])"
        with suppress(OSError):
            return subprocess.run(
                [self.python, "-ISc", ask], capture_output=True, text=True
            ).stdout.strip()
        return ""

    def _take(self, steps):
        work = {
            MAKE: self._make,
            PACKAGES: self._install_packages,
            COURSE: self._install_course,
        }
        before = self._recorded()
        print(self._announcement(steps), flush=True)
        self._log.unlink(missing_ok=True)
        self._record.unlink(missing_ok=True)
        try:
            with Progress().running() as progress:
                for step in steps:
                    work[step](progress)
        except installing.Offline:
            if MAKE not in steps:
                self._write(before)
            raise
        self._write(self._wanted())
        print("The course is set up.", flush=True)

    def _write(self, record):
        self._record.write_text(json.dumps(record, indent=1), encoding="utf-8")

    def _announcement(self, steps):
        if MAKE not in steps:
            return "The course has changed: bringing its packages up to date."
        if not self.folder.exists():
            return (
                "Setting up the course, once: about 1 GB to download, 3 GB on"
                " disk, 3 to 10 minutes."
            )
        return (
            "The environment in .venv is not complete, or its Python is gone:"
            " making it again."
        )

    def _make(self, progress):
        for module in ("venv", "ensurepip"):
            if importlib.util.find_spec(module) is None:
                raise Failure(_missing(module))
        free = shutil.disk_usage(self.root).free + _size(self.folder)
        if free < NEEDED * 1e9:
            raise Failure(
                f"not enough disk space in {self.root}: {free / 1e9:.1f} GB"
                f" are free, the set-up needs {NEEDED:.0f} GB"
            )
        progress.say("making .venv")
        # An environment made from within another is tied to the other's
        # Python, which may be the very one that is made again here.
        python = getattr(sys, "_base_executable", None) or sys.executable
        self._run([python, "-Im", "venv", "--clear", self.folder])

    def _install_packages(self, progress):
        total = len(re.findall(r"^\S+==", self._lock.read_text(), re.M))
        count = 0

        def follow(line):
            nonlocal count
            if line.startswith("Collecting "):
                count += 1
            if match := re.match(r" *(?:Downloading|Using cached) (.*)", line):
                progress.say(f"package {count} of about {total}: {match[1]}")
            if line.startswith("Installing collected"):
                progress.say("unpacking, one or two minutes")

        progress.say("asking for the packages")
        self._pip(["--require-hashes", "-r", self._lock], follow)

    def _install_course(self, progress):
        progress.say("installing the course itself")
        self._pip(["--no-deps", "--no-build-isolation", "-e", self.root])

    def _pip(self, arguments, each_line=None):
        command = [self.python, "-Im", "pip", "install", "--no-input"]
        command += ["--disable-pip-version-check", "--progress-bar", "off"]
        # Downloads wait where there is room: /tmp may be small.
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        try:
            self._run(
                [*command, *arguments],
                each_line,
                TMPDIR=str(temporary),
                PIP_USER="0",
            )
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def _run(self, command, each_line=None, **variables):
        installing.run(
            command,
            variables=self.variables(**variables),
            folder=self.root,
            log=self._log,
            each_line=each_line,
        )


def _say_waiting():
    print("Another set-up is running here: waiting for it.", flush=True)


def _missing(module):
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"Python {version} comes without its module {module}; on Debian and"
        f" Ubuntu type: sudo apt install python{version}-venv"
    )


def _digest(file):
    # The same on a checkout with the line ends of Windows.
    content = file.read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(content).hexdigest()


def _size(folder):
    files = (f for f in folder.rglob("*") if not f.is_symlink())
    return sum(file.stat().st_size for file in files if file.is_file())
