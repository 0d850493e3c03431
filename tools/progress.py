"""One line that says what a long step is doing."""

import contextlib
import shutil
import sys
import threading
import time

_QUIET = 20
"""Seconds between two lines in a log."""


class Progress:
    """Show the current doing: at once on a terminal, seldom in a log.

    `clock()` gives the seconds; it is the system's if it is not given.
    """

    def __init__(self, stream=None, clock=time.monotonic):
        self._stream = stream or sys.stdout
        self._clock = clock
        self._rewrites = self._stream.isatty()
        self._text = ""
        self._since = self._shown = clock()

    @contextlib.contextmanager
    def running(self):
        """Keep the time on the line moving until the block ends."""
        done = threading.Event()
        ticking = threading.Thread(
            target=self._keep_ticking, args=(done,), daemon=True
        )
        ticking.start()
        try:
            yield self
        finally:
            done.set()
            ticking.join()
            if self._rewrites:
                self._write("\r" + " " * (self._columns() - 1) + "\r")

    def say(self, text):
        """Say what is being done from now on."""
        first = not self._text
        self._text = text
        self._since = self._clock()
        if first or self._rewrites:
            self._show()

    def tick(self):
        """Show how long it has taken by now, in a log only after a silence."""
        quiet = self._clock() - self._shown
        if self._text and (self._rewrites or quiet >= _QUIET):
            self._show()

    def _keep_ticking(self, done):
        while not done.wait(1):
            self.tick()

    def _show(self):
        self._shown = self._clock()
        seconds = round(self._shown - self._since)
        line = f"  {self._text}" + (f", {seconds} s" if seconds else "")
        if not self._rewrites:
            self._write(line + "\n")
            return
        width = self._columns() - 1
        self._write("\r" + line[:width].ljust(width))

    def _columns(self):
        return shutil.get_terminal_size().columns

    def _write(self, text):
        self._stream.write(text)
        self._stream.flush()
