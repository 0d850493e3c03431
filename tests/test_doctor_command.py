"""`lstm-course doctor`, run as a command on installations that are broken.

TensorFlow, NumPy and Keras are stand-ins, found first on PYTHONPATH, and so
are NVIDIA's libraries, real files that the dynamic linker opens. The driver's
program is the only one on PATH. What Linux shows of cards and drivers is read
below a folder that plays the root of the file system.
"""

import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from lstm_course.doctor.probe import LIBRARIES

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="drivers and libraries are Linux's"
)

ENGINE = """
from types import SimpleNamespace as S
__version__ = "2.21.0"
sysconfig = S(get_build_info=lambda: {{"is_cuda_build": {cuda}}})
config = S(
    list_physical_devices=lambda kind: {gpus},
    experimental=S(
        get_device_details=lambda gpu: {{
            "device_name": "NVIDIA L4", "compute_capability": (8, 9)
        }}
    ),
)
"""

# Python runs a module of this name before anything else.
SITE = """
import importlib.metadata
import pathlib

from lstm_course.doctor import graphics

graphics.Path = lambda path: pathlib.Path({root!r} + path)
names, version = {names!r}, importlib.metadata.version


def renamed(name):
    if name in names.values():
        return version(next(n for n in names if names[n] == name))
    if name in names:
        raise importlib.metadata.PackageNotFoundError(name)
    return version(name)


importlib.metadata.version = renamed
"""

SMI = "NVIDIA L4, 550.54.15, 8.9"


class Installation:
    """A machine without a GPU, with a TensorFlow that works; then broken."""

    def __init__(self, folder):
        self.modules, self.root, self.bin = (
            folder / name for name in ("modules", "root", "bin")
        )
        for made in (self.modules, self.root, self.bin):
            made.mkdir()
        self.environment = {"PATH": str(self.bin), "HOME": str(folder)}
        self.module("numpy", "__version__ = '2.0'")
        self.module("keras", "__version__ = '3.0'")
        self.tensorflow()
        self.renamed()

    def module(self, name, source):
        (self.modules / f"{name}.py").write_text(source)

    def tensorflow(self, cuda=True, gpus=()):
        self.module("tensorflow", ENGINE.format(cuda=cuda, gpus=gpus))

    def renamed(self, **names):
        """Let distributions appear under other names."""
        site = SITE.format(root=str(self.root), names=names)
        self.module("sitecustomize", site)

    def card(self):
        """Put a graphics card of NVIDIA's on the bus."""
        device = self.root / "sys/bus/pci/devices/0000:01:00.0"
        device.mkdir(parents=True)
        (device / "vendor").write_text("0x10de\n")
        (device / "class").write_text("0x030200\n")

    def kernel_driver(self):
        version = self.root / "proc/driver/nvidia/version"
        version.parent.mkdir(parents=True)
        version.write_text("NVRM version: 550.54.15\n")

    def driver_library(self):
        folder = self.root / "lib"
        _library(folder / "libcuda.so.1")
        self.environment["LD_LIBRARY_PATH"] = str(folder)

    def smi(self, says=SMI, status=0):
        program = self.bin / "nvidia-smi"
        program.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
        program.chmod(0o755)

    def gpu(self):
        """Add a card with a driver that works."""
        self.card()
        self.kernel_driver()
        self.driver_library()
        self.smi()

    def libraries(self, without=()):
        """Install CUDA's libraries where pip puts them."""
        for name in {*LIBRARIES} - {*without}:
            part = name.partition(".")[0].removeprefix("lib")
            _library(self.modules / "nvidia" / part / "lib" / name)

    def doctor(self):
        """Run the command; return its status and what it says, on a line."""
        done = subprocess.run(
            [sys.executable, "-m", "lstm_course.cli", "doctor"],
            env=self.environment | {"PYTHONPATH": str(self.modules)},
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.returncode, " ".join(done.stdout.split())


def _library(file):
    """Make a file that the dynamic linker opens: a library of NumPy's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    compiled = Path(numpy.__file__).parent.glob("random/*.so")
    file.symlink_to(next(compiled))


@pytest.fixture
def installation(tmp_path):
    return Installation(tmp_path)


READY = "TensorFlow ok 2.21.0, Keras 3.0, both import"


def test_without_a_gpu(installation):
    status, text = installation.doctor()
    assert status == 0
    assert READY in text
    assert "GPU ok no NVIDIA GPU; the course is made for" in text


def test_gpu_in_use(installation):
    installation.gpu()
    installation.libraries()
    installation.tensorflow(gpus=["GPU:0"])
    status, text = installation.doctor()
    assert status == 0
    assert "GPU ok NVIDIA L4, used by TensorFlow" in text


def test_no_driver(installation):
    installation.card()
    status, text = installation.doctor()
    assert status == 0
    assert "GPU note there is one from NVIDIA, but no driver for it" in text
    assert text.endswith(
        "What to do first: Install NVIDIA's driver, restart the machine and"
        " ask again."
    )


def test_card_of_another_maker_is_not_asked_for_a_driver(installation):
    installation.card()
    (vendor,) = installation.root.glob("sys/bus/pci/devices/*/vendor")
    vendor.write_text("0x1002\n")
    status, text = installation.doctor()
    assert status == 0
    assert "GPU ok no NVIDIA GPU" in text


def test_container_without_the_driver_library(installation):
    installation.card()
    installation.kernel_driver()
    status, text = installation.doctor()
    assert status == 0
    assert "GPU note the driver runs, but its library libcuda.so.1" in text
    assert "What to do first: In a container: start it with" in text


def test_driver_that_does_not_work(installation):
    installation.gpu()
    installation.smi("Failed to initialize NVML: version mismatch", status=18)
    status, text = installation.doctor()
    assert status == 0
    assert "GPU note the driver does not work (nvidia-smi: Failed to" in text
    assert "What to do first: Restart the machine; if" in text


def test_driver_that_is_too_old(installation):
    installation.gpu()
    installation.smi("NVIDIA L4, 470.82.01, 8.9")
    status, text = installation.doctor()
    assert status == 0
    assert "with driver 470.82; CUDA 12 needs 525.60 or newer" in text
    assert text.endswith("What to do first: Install a newer NVIDIA driver.")


@pytest.mark.parametrize("missing", [LIBRARIES[-1:], LIBRARIES[2:4]])
def test_missing_library(missing, installation):
    installation.gpu()
    installation.libraries(without=missing)
    status, text = installation.doctor()
    assert status == 0
    assert (
        "GPU note NVIDIA L4, but CUDA's libraries are missing or do not open:"
        f" {', '.join(missing)} "
    ) in text
    assert text.endswith(
        'What to do first: Install them: pip install "tensorflow[and-cuda]'
        '==2.21.0"'
    )


def test_library_that_does_not_open(installation):
    installation.gpu()
    installation.libraries(without=["libcudnn.so.9"])
    broken = installation.modules / "nvidia/cudnn/lib/libcudnn.so.9"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"half of a download")
    _, text = installation.doctor()
    assert "missing or do not open: libcudnn.so.9 " in text


def test_wheel_for_the_processor_alone(installation):
    installation.gpu()
    installation.tensorflow(cuda=False)
    installation.renamed(tensorflow="tensorflow-cpu")
    status, text = installation.doctor()
    assert status == 0
    assert READY in text
    assert "tensorflow is missing" not in text
    assert (
        "GPU note NVIDIA L4, but this TensorFlow was built without CUDA"
    ) in text
    assert (
        "What to do first: Install the plain package, which has it: pip"
        " uninstall tensorflow-cpu;"
    ) in text


def test_wheel_for_the_processor_alone_is_right_without_a_gpu(installation):
    installation.tensorflow(cuda=False)
    installation.renamed(tensorflow="tensorflow-cpu")
    status, text = installation.doctor()
    assert status == 0
    assert "tensorflow is missing" not in text
    assert "GPU ok no NVIDIA GPU" in text


def test_gpu_that_is_hidden(installation):
    installation.gpu()
    installation.libraries()
    installation.environment["CUDA_VISIBLE_DEVICES"] = "-1"
    status, text = installation.doctor()
    assert status == 0
    assert "CUDA_VISIBLE_DEVICES is '-1'" in text
    assert "What to do first: Unset CUDA_VISIBLE_DEVICES" in text


def test_other_libraries_in_the_way(installation):
    installation.gpu()
    installation.libraries()
    status, text = installation.doctor()
    assert status == 0
    assert "NVIDIA L4; driver and libraries are there, but it is not" in text
    assert "What to do first: Unset LD_LIBRARY_PATH" in text


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "raise ImportError('libtensorflow_cc.so.2: cannot open shared"
            " object file')",
            "cannot be imported (ImportError: libtensorflow_cc.so.2: cannot"
            " open shared object file)",
        ),
        ("import os; os.abort()", "crashes this Python (SIGABRT)"),
    ],
    ids=["library of its own is missing", "crash"],
)
def test_tensorflow_that_is_broken(source, says, installation):
    installation.gpu()
    installation.module("tensorflow", source)
    status, text = installation.doctor()
    assert status == 1
    assert f"TensorFlow fix TensorFlow {says}" in text
    assert "GPU note not looked for, because TensorFlow does not" in text
    assert "What to do first: " in text


def test_real_tensorflow_with_a_driver_that_is_none(installation):
    installation.gpu()
    for name in ("numpy", "keras", "tensorflow"):
        (installation.modules / f"{name}.py").unlink()
    status, text = installation.doctor()
    assert status == 0
    assert "TensorFlow ok " in text
    assert "GPU note NVIDIA L4" in text
