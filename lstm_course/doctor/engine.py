"""Find out whether TensorFlow works, without risking this process."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from lstm_course.doctor import probe
from lstm_course.doctor.finding import FIX, OK, Finding
from lstm_course.doctor.packages import repair

LIMIT = 180
"""Seconds until an import counts as hanging; usual are 4 to 9."""

_ILLEGAL = ("SIGILL", "0xC000001D")
_NAMES = {"numpy": "NumPy", "tensorflow": "TensorFlow", "keras": "Keras"}


def look():
    """Return the facts of `probe.examine`, and how it ended, as a dict.

    `end` is "" for a good end, "hung", or what killed the process; `log` is
    what TensorFlow wrote to standard error.
    """
    if _loaded():
        # This process has TensorFlow and lives: no need for another one.
        facts = {}
        probe.examine(lambda **new: facts.update(new))
        return {"end": "", "log": ""} | facts
    code = Path(probe.__file__).read_text(encoding="utf-8")
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "0"}
    try:
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return _facts(error.stdout, error.stderr) | {"end": "hung"}
    except OSError as error:
        return {"end": "", "log": "", "error": str(error)}
    facts = _facts(done.stdout, done.stderr)
    return facts | {"end": _end(done.returncode)}


def tensorflow(facts):
    """Tell from the facts of `look` whether TensorFlow can be used."""
    stage = facts.get("stage", "numpy")
    name = _NAMES.get(stage, "TensorFlow")
    hiding = _hiding_file(facts)
    if not facts["end"] and "error" not in facts:
        versions = f"{facts['tensorflow']}, Keras {facts['keras']}"
        return Finding("TensorFlow", OK, f"{versions}, both import")
    if hiding:
        return Finding(
            "TensorFlow",
            FIX,
            f"your own {hiding} is imported in place of {name}",
            f"Rename {hiding} in {Path.cwd()}.",
        )
    if "error" in facts:
        says = f"{name} cannot be imported ({facts['error']})"
        return Finding("TensorFlow", FIX, says, repair())
    if facts["end"] == "hung":
        return Finding(
            "TensorFlow",
            FIX,
            f"{name} did not answer within {LIMIT} s",
            "Close other programs and ask again; if it hangs again: "
            + repair(),
        )
    return _crash(name, facts["end"])


def _loaded():
    return hasattr(sys.modules.get("tensorflow"), "config")


def _crash(name, end):
    says = f"{name} crashes this Python ({end})"
    if end in _ILLEGAL:
        return Finding(
            "TensorFlow",
            FIX,
            f"{says}: this processor lacks instructions that it needs (AVX)",
            "Use another computer, or a hosted notebook.",
        )
    if end == "SIGKILL":
        return Finding(
            "TensorFlow",
            FIX,
            f"{name} was killed while it started, most likely for want of"
            " memory",
            "Close other programs, or use a machine with at least 3 GB.",
        )
    return Finding("TensorFlow", FIX, says, repair())


def _hiding_file(facts):
    """Return the learner's file or folder that hides what failed."""
    origin = facts.get("origin")
    if not origin or facts.get("stage") not in _NAMES:
        return None
    file = Path(origin)
    if file.name == "__init__.py":
        file = file.parent
    return file.name if file.parent == Path.cwd() else None


def _facts(stdout, stderr):
    facts = {"log": (stderr or b"").decode("utf-8", "replace")}
    for line in (stdout or b"").decode("utf-8", "replace").splitlines():
        # A crash may cut the last line short.
        with contextlib.suppress(ValueError):
            if line.startswith(probe.MARK):
                facts |= json.loads(line.removeprefix(probe.MARK))
    return facts


def _end(code):
    if code == 0:
        return ""
    if code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"0x{code:08X}" if code > 255 else f"exit status {code}"


def complaint(log):
    """Return why CUDA did not start, from TensorFlow's log, or ""."""
    found = re.search(r"failed call to cuInit: (?:INTERNAL: )?(.+)", log)
    return found.group(1).strip() if found else ""
