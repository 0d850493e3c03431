"""Call an answer: limited in time, its prints bounded, its warnings hushed."""

import contextlib
import sys
import warnings
from typing import NamedTuple

from lstm_course.checks import inputs, interrupt, reading
from lstm_course.checks.reading import Unreadable

_MOST_PRINTED = 4000


class Outcome(NamedTuple):
    """What one call gave: arrays, or the `problem` of reading them.

    `changed` names the arguments that were changed in place.
    """

    values: tuple | None
    problem: str = ""
    changed: tuple[str, ...] = ()


class Ran(NamedTuple):
    """The outcomes up to the first exception, and how it ended."""

    outcomes: list
    error: BaseException | None = None
    stopped: bool = False


def on_cases(function, prepared, chosen, limit, notice, shown=1):
    """Call `function` with copies of the arguments of the chosen cases.

    What it prints in the first `shown` of them is shown.
    """
    outcomes = []
    prints = _Prints(sys.stdout)

    def work():
        for count, index in enumerate(chosen):
            prints.muted = count >= shown
            args = prepared.cases[index].args
            used = inputs.fresh(args)
            value = function(*used)
            try:
                values, problem = prepared.read(index, value), ""
            except Unreadable as error:
                values, problem = None, str(error)
            changed = inputs.changed(prepared.names, args, used)
            outcomes.append(Outcome(values, problem, changed))

    ended = _quietly(work, prints, limit, notice)
    return Ran(outcomes, ended.error, ended.stopped)


def once(function, limit, notice):
    """Return how a call without arguments ended, its value made plain."""

    def work():
        return reading.plain(function())

    return _quietly(work, _Prints(sys.stdout), limit, notice)


def _quietly(work, prints, limit, notice):
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(prints),
    ):
        warnings.simplefilter("ignore")
        return interrupt.call(work, limit, notice)


class _Prints:
    """Passes on what is printed until it is enough."""

    def __init__(self, stream):
        self._stream = stream
        self._left = _MOST_PRINTED
        self.muted = False

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def write(self, text):
        """Pass `text` on, cut at the limit."""
        if not self.muted and self._left > 0:
            self._stream.write(text[: self._left])
            self._left -= len(text)
            if self._left <= 0:
                self._stream.write("\n… and so on: the rest is not shown.\n")
        return len(text)
