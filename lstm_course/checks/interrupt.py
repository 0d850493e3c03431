"""Stop a call that does not end, from a thread that watches it.

The watchdog raises a private exception in the thread of the call through
`PyThreadState_SetAsyncExc`. Compared with a signal it works in every thread
and on every system, cannot be mistaken for the learner's own Interrupt, and
one that is still pending can be taken back once the call has returned.

The exception arrives between two bytecodes, so a single native call or a
graph loop cannot be stopped: then `notice` is shown, while it hangs.
"""

import contextlib
import contextvars
import ctypes
import functools
import sys
import threading
from typing import Any, NamedTuple

GRACE = 2.0
_INTERVAL = 0.25
_NOTHING = ctypes.py_object()
_NOBODY = 0

_FUNCTION = ("PyThreadState_SetAsyncExc", ctypes.pythonapi)
_ARGUMENTS = (ctypes.c_ulong, ctypes.py_object)
_raise_in = ctypes.PYFUNCTYPE(ctypes.c_int, *_ARGUMENTS)(_FUNCTION)
_raise_quietly_in = ctypes.PYFUNCTYPE(None, *_ARGUMENTS)(_FUNCTION)


class Ended(NamedTuple):
    """How a call ended: a value, an exception, or stopped at the limit.

    `error` is the exception, also of a stopped call, whose traceback tells
    where it was.
    """

    value: Any = None
    error: BaseException | None = None
    stopped: bool = False


def call(function, limit, notice):
    """Return how `function()` ended; stop it after `limit` seconds.

    `notice()` is called once, from another thread, when it could not be
    stopped for GRACE seconds more. No exception leaves this function but
    those of its own arguments.
    """
    here = threading.get_ident()
    target = ctypes.c_ulong(_NOBODY)
    stop = type("Stopped", (BaseException,), {})
    watchdog = _Watchdog(target, stop, limit, notice, sys._getframe())
    watchdog.start()
    value = []
    # A strike lands at a call, at a jump back or at the start of a function.
    # Between the end of the function and `target.value = _NOBODY` there is
    # none of them, so no strike is made after the function has ended; one
    # that is pending is taken back by the next line.
    try:
        try:
            target.value = here
            next(_apart(function, value), None)
            target.value = _NOBODY
            _raise_in(here, _NOTHING)
            return Ended(*value)
        except BaseException as error:
            target.value = _NOBODY
            _raise_in(here, _NOTHING)
            return Ended(error=_own(error), stopped=isinstance(error, stop))
    except stop as error:
        target.value = _NOBODY
        _raise_in(here, _NOTHING)
        return Ended(error=error, stopped=True)
    finally:
        watchdog.end()


def _apart(function, value):
    """Call a function in a generator, which handles exceptions of its own.

    A strike inside of an `except` may leave its exception as the one being
    handled; with the generator that ends.
    """
    value.append(function())
    return
    yield


def _own(error):
    """Return the exception of the function, not what `_apart` made of it."""
    cause = error.__cause__
    if isinstance(error, RuntimeError) and isinstance(cause, StopIteration):
        return cause
    return error


class _Watchdog(threading.Thread):
    """Strikes when the time is up, and again until the call has ended."""

    def __init__(self, target, stop, limit, notice, runner):
        context = contextvars.copy_context()
        super().__init__(target=context.run, args=(self._watch,), daemon=True)
        self._at = target
        self._strike = functools.partial(_raise_in, target, stop)
        self._limit = limit
        self._notice = notice
        self._over = threading.Event()
        if sys.version_info >= (3, 12):
            self._again = _EveryLine(target, stop, runner)
        else:
            self._again = _EveryHandler(target, stop)

    def end(self):
        """Wait for the thread; no strike can follow."""
        self._over.set()
        self.join()
        self._again.end()

    def _watch(self):
        if self._over.wait(self._limit):
            return
        waited, told = 0.0, False
        self._strike()
        while not self._over.wait(_INTERVAL):
            waited += _INTERVAL
            if self._at.value == _NOBODY:
                continue
            self._again.begin()
            self._strike()
            if waited >= GRACE and not told:
                told = True
                with contextlib.suppress(Exception):
                    self._notice()


class _EveryHandler:
    """Strikes again as soon as a handler has caught a strike.

    Python 3.11 makes the exception when a handler catches it, and counts
    the jump at the end of a loop to what it is: outside of the `try`. So
    the next strike comes in the handler or behind it. The first strike of a
    call is without this, so that `with` blocks can end.
    """

    def __init__(self, target, stop):
        self._stop = stop
        self._strike = functools.partial(_raise_quietly_in, target, stop)

    def begin(self):
        """Strike again from now on."""
        self._stop.__init__ = staticmethod(self._strike)

    def end(self):
        """Have nothing to take back: the target is nobody by now."""


class _EveryLine:
    """Raises at each further line of the code that is running.

    Python 3.12 may count the jump at the end of a loop to the `try` before
    it, so that `except: pass` swallows every strike. No line of a handler is
    inside its own `try`: an exception at each line gets out of any nesting.
    """

    _TOOLS = (4, 3)

    def __init__(self, target, stop, runner):
        self._target = target
        self._stop = stop
        self._runner = runner
        self._thread = threading.get_ident()
        self._tool = None
        self._codes = []

    def begin(self):
        """Watch the lines of all frames below the runner."""
        monitoring = sys.monitoring
        if self._tool is None:
            free = [
                tool
                for tool in self._TOOLS
                if monitoring.get_tool(tool) is None
            ]
            if not free:
                return
            self._tool = free[0]
            monitoring.use_tool_id(self._tool, __name__)
            monitoring.register_callback(
                self._tool, monitoring.events.LINE, self._line
            )
        frame = sys._current_frames().get(self._thread)
        while frame is not None and frame is not self._runner:
            if frame.f_code not in self._codes:
                self._codes.append(frame.f_code)
                monitoring.set_local_events(
                    self._tool, frame.f_code, monitoring.events.LINE
                )
            frame = frame.f_back

    def end(self):
        """Take everything back."""
        if self._tool is None:
            return
        monitoring = sys.monitoring
        for code in self._codes:
            monitoring.set_local_events(self._tool, code, 0)
        monitoring.register_callback(self._tool, monitoring.events.LINE, None)
        monitoring.free_tool_id(self._tool)
        self._tool = None

    def _line(self, code, line):
        mine = threading.get_ident() == self._thread
        if mine and self._target.value != _NOBODY:
            raise self._stop
