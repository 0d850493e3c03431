"""Say in plain words what an exception means."""

import re

from lstm_course.checks.meanings import MEANINGS

_LONGEST = 160


def explain(error, where=None):
    """Return one or two sentences on `error`; `where` is its Place."""
    text = _text(error)
    for kinds, pattern, say in MEANINGS:
        if not _is_a(error, kinds):
            continue
        found = re.search(pattern, text, re.DOTALL)
        if found:
            return say(found, error, where)
    return _first_line(text)


def is_about_shapes(error):
    """Return True for the kinds of exception that shapes may cause."""
    return _is_a(error, "ValueError InvalidArgumentError IndexError")


def _text(error):
    try:
        return str(error)
    except Exception:
        return ""


def _is_a(error, kinds):
    """Compare by name, so that TensorFlow need not be imported."""
    names = {kind.__name__ for kind in type(error).__mro__}
    return not names.isdisjoint(kinds.split())


def _first_line(text):
    text = re.sub(r"\{\{.*?\}\}\s*", "", text)
    text = re.sub(r"\s*\[Op:.*", "", text, flags=re.DOTALL)
    line = next((part for part in text.splitlines() if part.strip()), "")
    line = line.strip()
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1].rstrip() + "…"
    return f"Python says: {line}" if line else ""
