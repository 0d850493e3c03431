"""Look at Python, the processor, memory, disk and Node."""

import os
import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path

from lstm_course import workspace
from lstm_course.doctor.finding import FIX, NOTE, OK, Finding

OLDEST, NEWEST = (3, 11), (3, 13)

CGROUPS = Path("/sys/fs/cgroup")
OWN_CGROUPS = Path("/proc/self/cgroup")
GB = 1e9


def python():
    """Tell whether TensorFlow has wheels for this Python."""
    version = platform.python_version()
    maker = platform.python_implementation()
    bits = struct.calcsize("P") * 8
    fits = OLDEST <= sys.version_info[:2] <= NEWEST
    if fits and maker == "CPython" and bits == 64:
        return Finding("Python", OK, version)
    return Finding(
        "Python",
        FIX,
        f"{version} ({maker}, {bits} bits); the course needs a 64-bit"
        f" CPython {_dotted(OLDEST)} to {_dotted(NEWEST)}",
        f"Install Python {_dotted(NEWEST)} from python.org, then set the"
        " course up again with it.",
    )


def processor():
    """Tell how many cores there are, and how many of them are usable."""
    cores = os.cpu_count() or 1
    usable = usable_cores()
    kind = f"{platform.system()} {platform.machine()}"
    if usable >= cores:
        return Finding("Processor", OK, f"{_count(cores)}, {kind}")
    return Finding(
        "Processor",
        OK,
        f"{_count(cores)}, of which this process may use {usable:g}, {kind}",
    )


def usable_cores():
    """Return how many cores this process may use; a quota can be a part."""
    cores = float(os.cpu_count() or 1)
    if hasattr(os, "sched_getaffinity"):
        cores = min(cores, len(os.sched_getaffinity(0)))
    for text in _cgroup("cpu.max"):
        quota, period = text.split()
        if quota != "max":
            cores = min(cores, int(quota) / int(period))
    quotas = _cgroup("cpu/cpu.cfs_quota_us")
    periods = _cgroup("cpu/cpu.cfs_period_us")
    for quota, period in zip(quotas, periods, strict=False):
        if int(quota) > 0:
            cores = min(cores, int(quota) / int(period))
    return cores


def memory():
    """Tell whether there is memory for TensorFlow and a browser."""
    try:
        size = usable_memory()
    except ImportError:
        return Finding(
            "Memory", NOTE, "not measured, because psutil is not installed"
        )
    says = f"{size / GB:.1f} GB"
    # A kernel that trains the course's largest model takes about 0.9 GB.
    if size < 1.5 * GB:
        return Finding(
            "Memory",
            FIX,
            f"{says}; a notebook with TensorFlow needs about 1 GB for itself",
            "Use a machine, or a container limit, with at least 3 GB.",
        )
    if size < 3 * GB:
        return Finding(
            "Memory",
            NOTE,
            f"{says}: enough for one notebook at a time",
            "Shut a notebook's kernel down before you open the next one.",
        )
    return Finding("Memory", OK, says)


def usable_memory():
    """Return the bytes of memory, or of the container's limit if less.

    Raises ImportError without psutil.
    """
    import psutil

    size = psutil.virtual_memory().total
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        for text in _cgroup(name):
            if text != "max":
                size = min(size, int(text))
    return size


def disk():
    """Tell whether there is room for the learner's own files."""
    place = workspace.folder()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    says = f"{free / GB:.1f} GB free"
    if free < 0.1 * GB:
        return Finding(
            "Disk",
            FIX,
            f"{says} where your notebooks are kept",
            "Free some space: below 0.1 GB JupyterLab may fail to save.",
        )
    return Finding("Disk", OK, says)


def node():
    """Tell which Node there is; one chapter needs it."""
    needs = "only the chapter on TensorFlow.js needs it"
    program = shutil.which("node")
    if program is None:
        return Finding("Node", OK, f"not installed; {needs}")
    try:
        done = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return Finding("Node", NOTE, f"does not start ({error}); {needs}")
    return Finding("Node", OK, done.stdout.strip().removeprefix("v"))


def _cgroup(name):
    """Return what `name` holds in each control group around this process.

    A limit may stand at any level, and in version 1 below the controller.
    """
    controller, _, file = name.rpartition("/")
    texts = []
    for level in _levels(controller):
        try:
            texts.append((CGROUPS / controller / level / file).read_text())
        except OSError:
            continue
    return [text.strip() for text in texts]


def _levels(controller):
    try:
        lines = OWN_CGROUPS.read_text().splitlines()
    except OSError:
        lines = []
    own = Path()
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controller in controllers.split(","):
            own = Path(path.lstrip("/"))
    # In a container the path may be the host's: then only the root exists.
    return [own, *own.parents] if own != Path() else [own]


def _count(cores):
    return "1 core" if cores == 1 else f"{cores} cores"


def _dotted(version):
    return ".".join(map(str, version))
