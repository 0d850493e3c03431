"""Execute a notebook in a fresh kernel, as the learner's would run."""

import re
import tempfile
import time
from typing import NamedTuple

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from tools.unattended import environment

LONGEST = 300
"""Seconds after which a cell is taken to hang."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")


class CellError(RuntimeError):
    """A cell of a notebook failed; the message names it in a few lines."""


class Times(NamedTuple):
    """Seconds of a run: all of it, and of each code cell by position."""

    whole: float
    cells: dict

    @property
    def longest(self):
        """The position and the seconds of the slowest code cell."""
        return max(self.cells.items(), key=lambda pair: pair[1])


def execute(notebook, folder, *, name, env=None, allow_errors=False):
    """Execute `notebook` in place with `folder` as working directory.

    `name` stands in messages; `env` is the kernel's environment. Returns the
    Times. Raises CellError at the first failing cell, unless `allow_errors`
    leaves errors in the outputs.
    """
    started = {}
    seconds = {}

    def begin(cell, cell_index):
        started[cell_index] = time.perf_counter()

    def end(cell, cell_index, execute_reply):
        seconds[cell_index] = time.perf_counter() - started[cell_index]

    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=LONGEST,
        startup_timeout=120,
        allow_errors=allow_errors,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
        on_cell_execute=begin,
        on_cell_executed=end,
    )
    start = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        try:
            client.execute(env=env or environment(), stderr=log)
        except CellTimeoutError:
            says = f"took longer than {LONGEST} seconds"
        except CellExecutionError as error:
            says = _brief(notebook.cells[max(started)], error)
        except RuntimeError:
            says = f"the kernel died\n    {_last_line(log)}"
        else:
            return Times(time.perf_counter() - start, seconds)
    raise CellError(
        f"{name}, {place(notebook, max(started, default=0))}: {says}"
    )


def place(notebook, index):
    """Return how a cell is named to an author: position and first line."""
    lines = notebook.cells[index].source.strip().splitlines() or [""]
    first = lines[0] if len(lines[0]) <= 40 else lines[0][:39] + "…"
    return f"cell {index + 1} ({first})"


def _brief(cell, error):
    says = f"{error.ename}: {error.evalue}"
    at = _LINE.search(_COLOUR.sub("", error.traceback))
    if at is None:
        return says
    line = cell.source.splitlines()[int(at[1]) - 1]
    return f"{says}\n    line {at[1]}: {line.strip()}"


def _last_line(log):
    log.seek(0)
    lines = log.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "and left no message"
