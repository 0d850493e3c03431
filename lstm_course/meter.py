"""Show how far a long computation is, and leave one line behind.

The live display is a line with a bar in a notebook and a line that rewrites
itself in a terminal. Unattended there is none, so that outputs do not vary.
"""

import html
import math
import sys
import time

from lstm_course import workspace

_PAUSE = 0.2
"""Seconds between two updates: more often costs time and shows nothing."""


def progress(items, label, unit="steps"):
    """Loop over `items` with a live display; leave one line at the end.

    items is a number of rounds, or anything with a length. The line left
    behind is `label`, the number of items and `unit`. A loop that is left
    early leaves no line. Use `note` to show more while it runs:

        steps = progress(200, "trained")
        for step in steps:
            ...
            steps.note(f"loss {loss:.3f}")

    Raises TypeError for items without a length.
    """
    return Progress(items, label, unit)


class Progress:
    """A loop that shows how far it is."""

    def __init__(self, items, label, unit):
        """See `progress`."""
        self._items = range(items) if isinstance(items, int) else items
        try:
            self.total = len(self._items)
        except TypeError as error:
            raise TypeError(
                "items: expected a whole number or something with a length,"
                f" got {type(items).__name__}"
            ) from error
        self._label, self._unit, self._note = label, unit, ""

    def note(self, text):
        """Show `text` beside the count from the next update on."""
        self._note = text

    def __iter__(self):
        with Meter() as meter:
            for done, item in enumerate(self._items):
                count = f"{self._label}: {done} of {self.total} {self._unit}"
                meter.show(done, self.total, count, self._note)
                yield item
            meter.leave(f"{self._label}: {self.total:,} {self._unit}")


class Meter:
    """A live display, throttled, that gives way to one line, or to nothing.

    Where there is nobody to look there is no display, only the line.
    """

    def __init__(self):
        """Open the display that fits where this runs."""
        self._display = _display()
        self._begun = self._mark = None
        self._next = -math.inf

    def show(self, done, total, *texts):
        """Show that `done` of `total` are done, with `texts` beside it."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _PAUSE
        texts = [*filter(None, texts)]
        left = self._seconds_left(done, total, now)
        if left is not None:
            texts.append(f"{left:.0f} s left")
        self._display.update(done / total, ", ".join(texts))

    def leave(self, line):
        """Put one last line in the place of the display."""
        self._display.end(line)
        self._display = _Nowhere()

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self._display.end("")

    def _seconds_left(self, done, total, now):
        # The first steps compile, so the clock starts after them.
        if self._begun is None:
            if done:
                self._begun, self._mark = now, done
            return None
        if done <= self._mark:
            return None
        pace = (now - self._begun) / (done - self._mark)
        return pace * (total - done)


class _Nowhere:
    """No display; the last line is printed."""

    def update(self, share, text):
        pass

    def end(self, line):
        if line:
            print(line)


class _Terminal(_Nowhere):
    """A line that is written over."""

    def __init__(self):
        self._width = 0

    def update(self, share, text):
        self._write(f"{share:4.0%}  {text}")

    def end(self, line):
        self._write("")
        self._write("")
        super().end(line)

    def _write(self, text):
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)


class _Notebook:
    """An output that is changed in place, and is plain text in the end.

    A widget would be gone when the saved notebook is opened again, and leave
    an error message in its place.
    """

    def __init__(self):
        from IPython.display import display

        self._output = display(_plain(""), raw=True, display_id=True)

    def update(self, share, text):
        bar = f'<progress value="{share:.3f}" max="1"></progress>'
        shown = {"text/html": f"{bar} {html.escape(text)}"}
        self._output.update(shown | _plain(text), raw=True)

    def end(self, line):
        self._output.update(_plain(line), raw=True)


def _plain(text):
    return {"text/plain": text}


def _display():
    """Return the display that fits where this runs."""
    if workspace.unattended():
        return _Nowhere()
    if _in_notebook():
        return _Notebook()
    terminal = sys.stderr is not None and sys.stderr.isatty()
    return _Terminal() if terminal else _Nowhere()


def _in_notebook():
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel")
