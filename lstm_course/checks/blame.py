"""Find the line of the learner's own code that an exception came from."""

import ast
import linecache
import traceback
from typing import NamedTuple

import numpy as np

from lstm_course.checks import reading


class Place(NamedTuple):
    """A line of the learner's code.

    `function` is its name, `line` counts from the top of the cell, `text`
    is the source line and `part` the expression in it that failed. `names`
    maps the names in `part` to what they held.
    """

    function: str
    line: int
    text: str
    part: str
    names: dict


def place(error, answer):
    """Return the innermost Place of the learner in a traceback, or None."""
    code = getattr(answer, "__code__", None)
    namespace = getattr(answer, "__globals__", None)
    filename = getattr(code, "co_filename", None)
    found = None
    for frame, (line, *columns) in _frames(error.__traceback__):
        own = frame.f_code.co_filename == filename
        if own or frame.f_globals is namespace:
            found = frame, line, columns
    return _read(*found) if found else None


def marked(where):
    """Return the line of a Place with its failing part underlined."""
    if not where.text:
        return ""
    head = f"line {where.line}:  "
    lines = [head + where.text]
    begin = where.text.find(where.part) if where.part else -1
    if begin >= 0 and where.part != where.text:
        lines.append(" " * (len(head) + begin) + "^" * len(where.part))
    return "\n".join(lines)


def shapes(where):
    """Return `x is (2, 3), W is (4, 5)` for the arrays of a Place, or ""."""
    if where is None:
        return ""
    found = [
        f"{name} is {reading.shape_text(tuple(value.shape))}"
        for name, value in where.names.items()
        if _has_shape(value)
    ]
    return ", ".join(found)


def _has_shape(value):
    if isinstance(value, np.ndarray):
        return True
    module = (type(value).__module__ or "").partition(".")[0]
    try:
        return module in ("tensorflow", "keras") and tuple(value.shape) != ()
    except Exception:
        return False


def _frames(tb):
    positions = traceback.walk_tb(tb)
    for (frame, line), step in zip(positions, _chain(tb), strict=True):
        yield frame, (line, *_columns(step, line))


def _chain(tb):
    while tb is not None:
        yield tb
        tb = tb.tb_next


def _columns(step, line):
    """Return where the failing expression begins and ends in the line."""
    positions = list(step.tb_frame.f_code.co_positions())
    index = step.tb_lasti // 2
    if not 0 <= index < len(positions):
        return None, None
    first, last, begin, end = positions[index]
    return (begin, end) if first == last == line else (None, None)


def _read(frame, line, columns):
    whole = linecache.getline(frame.f_code.co_filename, line).rstrip()
    begin, end = columns
    part = ""
    if begin is not None and end is not None:
        # Columns count the bytes of UTF-8.
        part = whole.encode()[begin:end].decode(errors="ignore")
    return Place(
        frame.f_code.co_name,
        line,
        whole.strip(),
        part,
        _values(part or whole.strip(), frame),
    )


def _values(source, frame):
    """Return what each name in `source` holds, `weights.W` included."""
    try:
        tree = ast.parse(source.strip().removesuffix(":"))
    except SyntaxError:
        return {}
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            value = _look_up(node.value, frame)
            if node.attr in reading.fields(value):
                found[ast.unparse(node)] = getattr(value, node.attr, None)
        elif isinstance(node, ast.Name):
            value = _look_up(node, frame)
            if value is not None:
                found[node.id] = value
    return found


def _look_up(node, frame):
    if not isinstance(node, ast.Name):
        return None
    if node.id in frame.f_locals:
        return frame.f_locals[node.id]
    return frame.f_globals.get(node.id)
