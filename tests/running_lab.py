"""`make lab` in a home directory of its own, without a browser."""

import contextlib
import os
import re
import subprocess
import sys
import threading

from tools.chapters import ROOT
from tools.environment import Environment

_ADDRESS = re.compile(r"The course is open: (http://\S+)")
_OF_THE_USER = ("JUPYTER", "LSTM_COURSE", "SSH_", "XDG_")


def command():
    """Return the command behind `make lab`.

    Where this Python is not that of `.venv`, nothing is set up for a test.
    """
    if Environment().needs():
        return [sys.executable, "-m", "tools.lab"]
    return [sys.executable, "tools/run.py", "lab"]


@contextlib.contextmanager
def running(home, *arguments, **variables):
    """Yield the process of a lab in `home` and the lines that it has said.

    The chapters are copied to `home/work`. It has said its address, and is
    killed at the end, or after ten minutes.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OF_THE_USER)
    }
    own = {"HOME": str(home), "LSTM_COURSE_WORK": str(home / "work")}
    process = subprocess.Popen(
        [*command(), "--no-browser", *arguments],
        cwd=ROOT,
        env={**kept, **own, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    watchdog = threading.Timer(600, process.kill)
    watchdog.start()
    lines = []
    try:
        for line in process.stdout:
            lines.append(line.rstrip())
            if "Ctrl-C" in line:
                break
        yield process, lines
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
        watchdog.cancel()


def address(lines):
    """Return the one address among the lines of a lab."""
    found = [match[1] for line in lines if (match := _ADDRESS.match(line))]
    assert len(found) == 1, lines
    return found[0]
