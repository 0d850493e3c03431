"""Show how far a long computation is, and leave one line behind.

The live display is a line of HTML in a notebook and a line that rewrites
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
        print(f"{self._label}: {self.total:,} {self._unit}")


class Meter:
    """A live display, throttled, that goes away when it is closed.

    Where there is nobody to look it does nothing.
    """

    def __init__(self):
        """Open the display that fits where this runs."""
        self._display = _display()
        self._begun = self._mark = None
        self._next = -math.inf

    def show(self, done, total, *texts):
        """Show that `done` of `total` are done, with `texts` beside it."""
        now = time.monotonic()
        if self._display is None or now < self._next:
            return
        self._next = now + _PAUSE
        texts = [*filter(None, texts)]
        left = self._seconds_left(done, total, now)
        if left is not None:
            texts.append(f"{left:.0f} s left")
        self._display.update(done / total, ", ".join(texts))

    def close(self):
        """Take the display away."""
        if self._display is not None:
            self._display.close()
            self._display = None

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.close()

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


class _Notebook:
    """A line of HTML; closing the widget takes it out of the output."""

    def __init__(self):
        import ipywidgets
        from IPython.display import display

        self._widget = ipywidgets.HTML()
        display(self._widget)

    def update(self, share, text):
        self._widget.value = (
            f'<progress value="{share:.3f}" max="1" aria-label="progress">'
            f"</progress> {html.escape(text)}"
        )

    def close(self):
        self._widget.close()


class _Terminal:
    """A line that is written over."""

    def __init__(self):
        self._width = 0

    def update(self, share, text):
        self._write(f"{share:4.0%}  {text}")

    def close(self):
        self._write("")
        self._write("")

    def _write(self, text):
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)


def _display():
    """Return the display that fits where this runs, or None."""
    if workspace.unattended():
        return None
    if _in_notebook():
        try:
            return _Notebook()
        except ImportError:
            return None
    terminal = sys.stderr is not None and sys.stderr.isatty()
    return _Terminal() if terminal else None


def _in_notebook():
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel")
