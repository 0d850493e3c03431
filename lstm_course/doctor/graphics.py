"""Find out whether TensorFlow uses a GPU, and if not, why not."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from lstm_course.doctor.engine import complaint
from lstm_course.doctor.finding import NOTE, OK, Finding

OLDEST_DRIVER = (525, 60)
"""The first Linux driver for CUDA 12 (NVIDIA's release notes)."""

OLDEST_CAPABILITY = (6, 0)
"""The first GPUs TensorFlow 2.21 was built for (Pascal)."""

NVIDIA = "0x10de"
"""NVIDIA's number as a maker of PCI devices."""

FINE = "the course is made for the processor alone"


class Card(NamedTuple):
    """What the driver says about one GPU."""

    name: str
    driver: tuple
    capability: tuple


class Machine(NamedTuple):
    """What there is to see of a GPU without TensorFlow."""

    system: str
    wsl: bool = False
    environment: Mapping = {}
    present: bool = False
    kernel_driver: bool = False
    smi: str | None = None
    smi_works: bool = False
    cards: tuple = ()


def gpu(facts, machine=None):
    """Tell which GPU is used, or the first reason why none is.

    facts are those of `engine.look`.
    """
    machine = machine or look()
    for reason in _REASONS:
        finding = reason(facts, machine)
        if finding:
            return finding
    return _unexplained(facts, machine)


def look():
    """Return the Machine this runs on."""
    works, text = _ask_driver()
    return Machine(
        system=platform.system(),
        wsl=Path("/dev/dxg").exists(),
        environment=os.environ,
        present=_card_present(),
        kernel_driver=Path("/proc/driver/nvidia/version").exists(),
        smi=text,
        smi_works=works,
        cards=_cards(text) if works else (),
    )


def _used(facts, machine):
    if not facts.get("gpus"):
        return None
    card = facts["gpus"][0]
    capability = card["capability"]
    if capability and tuple(capability) < OLDEST_CAPABILITY:
        return _too_old(card["name"], tuple(capability))
    return Finding("GPU", OK, f"{card['name']}, used by TensorFlow")


def _not_asked(facts, machine):
    if facts["end"] or "error" in facts:
        return Finding(
            "GPU", NOTE, "not looked for, because TensorFlow does not work"
        )
    return None


def _mac(facts, machine):
    if machine.system != "Darwin":
        return None
    return Finding("GPU", OK, f"none that TensorFlow uses on a Mac; {FINE}")


def _windows(facts, machine):
    if machine.system != "Windows":
        return None
    if not machine.smi_works:
        return Finding("GPU", OK, f"none; {FINE}")
    return _advise(
        "there is one, but TensorFlow for Windows computes on the processor"
        " alone",
        "Run the course inside WSL2, where TensorFlow can use the GPU.",
    )


def _hidden(facts, machine):
    value = machine.environment.get("CUDA_VISIBLE_DEVICES")
    if value is None or value.strip() not in ("", "-1"):
        return None
    if not (machine.smi_works or machine.kernel_driver):
        return None
    return _advise(
        f"hidden: the environment variable CUDA_VISIBLE_DEVICES is {value!r}",
        "Unset CUDA_VISIBLE_DEVICES and start JupyterLab again.",
    )


def _no_driver(facts, machine):
    if facts.get("driver"):
        return None
    if machine.wsl and not machine.smi_works:
        return Finding(
            "GPU",
            OK,
            "none that WSL passes on; if Windows has one from NVIDIA,"
            f" update its driver there ({FINE})",
        )
    if machine.kernel_driver:
        return _advise(
            "the driver runs, but its library libcuda.so.1 cannot be opened",
            "In a container: start it with the NVIDIA container toolkit"
            " (docker run --gpus all). Otherwise install the driver again.",
        )
    if machine.present:
        return _advise(
            "there is one from NVIDIA, but no driver for it",
            "Install NVIDIA's driver, restart the machine and ask again.",
        )
    return Finding("GPU", OK, f"no NVIDIA GPU; {FINE}")


def _driver_fails(facts, machine):
    if machine.smi is None or machine.smi_works:
        return None
    first = (machine.smi.strip() or "it says nothing").splitlines()[0]
    return _advise(
        f"the driver does not work (nvidia-smi: {first})",
        "Restart the machine; if that does not help, install NVIDIA's"
        " driver again.",
    )


def _old_driver(facts, machine):
    for card in machine.cards:
        if card.driver < OLDEST_DRIVER:
            return _advise(
                f"{card.name}, with driver {_dotted(card.driver)};"
                f" CUDA 12 needs {_dotted(OLDEST_DRIVER)} or newer",
                "Install a newer NVIDIA driver.",
            )
    return None


def _old_card(facts, machine):
    if machine.cards and all(
        card.capability < OLDEST_CAPABILITY for card in machine.cards
    ):
        return _too_old(machine.cards[0].name, machine.cards[0].capability)
    return None


def _wheel_without_cuda(facts, machine):
    if facts["cuda_build"]:
        return None
    return _advise(
        f"{_name(machine)}, but this TensorFlow was built without CUDA",
        "Install the plain package, which has it: pip uninstall"
        " tensorflow-cpu; pip install --force-reinstall"
        f' "tensorflow[and-cuda]=={facts["tensorflow"]}"',
    )


def _library_missing(facts, machine):
    missing = facts["missing"]
    if not missing:
        return None
    return _advise(
        f"{_name(machine)}, but CUDA's libraries are missing or do not open:"
        f" {', '.join(missing)}",
        "Install them:"
        f' pip install "tensorflow[and-cuda]=={facts["tensorflow"]}"',
    )


_REASONS = (
    _used,
    _not_asked,
    _mac,
    _windows,
    _hidden,
    _no_driver,
    _driver_fails,
    _old_driver,
    _old_card,
    _wheel_without_cuda,
    _library_missing,
)


def _unexplained(facts, machine):
    says = complaint(facts["log"]) or "TensorFlow does not say why"
    action = (
        "Import TensorFlow in a terminal with LSTM_COURSE_VERBOSE=1 and read"
        " its log."
    )
    if machine.environment.get("LD_LIBRARY_PATH"):
        action = (
            "Unset LD_LIBRARY_PATH, which may lead to other CUDA libraries,"
            " and ask again."
        )
    return _advise(
        f"{_name(machine)}; driver and libraries are there, but it is not"
        f" used ({says})",
        action,
    )


def _too_old(name, capability):
    return Finding(
        "GPU",
        OK,
        f"{name} is too old for TensorFlow (compute capability"
        f" {_dotted(capability)}, {_dotted(OLDEST_CAPABILITY)} is needed);"
        f" {FINE}",
    )


def _advise(says, action):
    # Without a GPU the course still runs, so this is never more than a note.
    return Finding("GPU", NOTE, says, action)


def _name(machine):
    return machine.cards[0].name if machine.cards else "there is one"


def _ask_driver():
    """Return whether nvidia-smi works, and what it says (None without)."""
    program = shutil.which("nvidia-smi") or _wsl_program()
    if program is None:
        return False, None
    query = "--query-gpu=name,driver_version,compute_cap"
    try:
        done = subprocess.run(
            [program, query, "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return False, str(error)
    return done.returncode == 0, done.stdout or done.stderr


def _wsl_program():
    program = Path("/usr/lib/wsl/lib/nvidia-smi")
    return str(program) if program.exists() else None


def _cards(text):
    cards = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.split(",")]
        try:
            name, driver, capability = parts
            cards.append(Card(name, _numbers(driver), _numbers(capability)))
        except ValueError:
            continue
    return tuple(cards)


def _card_present():
    """Return True if an NVIDIA graphics card sits on the PCI bus."""
    if sys.platform != "linux":
        return False
    for device in Path("/sys/bus/pci/devices").glob("*"):
        try:
            maker = (device / "vendor").read_text().strip()
            kind = (device / "class").read_text().strip()
        except OSError:
            continue
        if maker == NVIDIA and kind.startswith("0x03"):
            return True
    return False


def _numbers(text):
    return tuple(int(part) for part in text.split(".")[:2])


def _dotted(version):
    return ".".join(map(str, version))
