"""A checkout that sets up in seconds: one small package, no network."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from tools.chapters import ROOT

PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "lstm-course"
version = "1"
"""

BACKEND = """\
import zipfile

NAME = "lstm_course-1-py3-none-any.whl"


def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(folder + "/" + NAME, "w") as wheel:
        for name, text in {
            "lstm_course_here.pth": "",
            "lstm_course-1.dist-info/METADATA": (
                "Metadata-Version: 2.1\\nName: lstm-course\\nVersion: 1\\n"
            ),
            "lstm_course-1.dist-info/WHEEL": (
                "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\n"
                "Tag: py3-none-any\\n"
            ),
            "lstm_course-1.dist-info/RECORD": "",
        }.items():
            wheel.writestr(name, text)
    return NAME
"""


def make_wheel(folder, name, version):
    """Write a wheel of one module to `folder`; return its line in a lock."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": (
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        ),
        f"{info}/WHEEL": (
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    lines = [f"{path},{_record(text)}" for path, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,\n"])
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name}=={version} --hash=sha256:{digest}\n"


def _record(text):
    digest = hashlib.sha256(text.encode()).digest()
    code = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return f"sha256={code},{len(text)}"


class Checkout:
    """A copy of what sets up the course, in a folder of its own."""

    def __init__(self, root):
        self.root = root
        self.wheels = root / "wheels"
        self.wheels.mkdir(parents=True)
        shutil.copytree(
            ROOT / "tools",
            root / "tools",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        (root / "pyproject.toml").write_text(PYPROJECT)
        (root / "backend.py").write_text(BACKEND)
        self.pin("1.0")

    def pin(self, version):
        """Make a lock that asks for this version of the package."""
        lock = make_wheel(self.wheels, "tiny", version)
        (self.root / "requirements.txt").write_text(lock)

    @property
    def python(self):
        folder = "Scripts" if os.name == "nt" else "bin"
        return self.root / ".venv" / folder / "python"

    @property
    def log(self):
        return self.root / "build" / "setup.log"

    def start(self, *arguments, python=(sys.executable,), **variables):
        """Start run.py; what it prints is kept apart from its errors."""
        environment = {
            **os.environ,
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_NO_INDEX": "1",
            **variables,
        }
        for name in ("PIP_EXTRA_INDEX_URL", "VIRTUAL_ENV"):
            environment.pop(name, None)
        return subprocess.Popen(
            [*python, str(self.root / "tools" / "run.py"), *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments, **options):
        """Run run.py to its end; return the finished process."""
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(
            arguments, process.returncode, out, err
        )

    def installed(self):
        """Return the version of the package in the environment."""
        asked = "import tiny; print(tiny.VERSION)"
        done = subprocess.run(
            [self.python, "-c", asked], capture_output=True, text=True
        )
        return done.stdout.strip()

    def pretend(self, code):
        """Return variables under which Python runs `code` as it starts."""
        folder = self.root / "pretend"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(code)
        return {"PYTHONPATH": str(folder)}


@pytest.fixture
def checkout(tmp_path):
    """A checkout that was never set up."""
    return Checkout(tmp_path / "course")


@pytest.fixture(scope="module")
def shared_checkout(tmp_path_factory):
    return Checkout(tmp_path_factory.mktemp("shared") / "course")


@pytest.fixture
def ready(shared_checkout):
    """A checkout that is set up; the next test gets it mended."""
    done = shared_checkout.run("setup")
    assert done.returncode == 0, done.stderr
    return shared_checkout


def one_line(done):
    """Return the only line of a failed run's errors."""
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.fixture(name="one_line")
def _one_line():
    return one_line
