"""Read a lesson in Jupytext's percent format and make its cells.

Three markers of the lesson become cells or metadata of the notebook:

    # %% exercise="rnn_step"       starting point and check, in two cells
    # %% tags=["train"]            tags, passed on
    # %% ignore="its reason"       output not compared, and why
"""

import hashlib
from collections import Counter

import jupytext
from nbformat.v4 import new_code_cell, new_markdown_cell

IGNORED = "nbval-ignore-output"

_MARKERS = {"exercise", "ignore", "tags"}
_FORMAT = {
    "extension": ".py",
    "format_name": "percent",
    # Lessons have no magics, and a heading such as "Why?" looks like one.
    "comment_magics": False,
}
_LAYOUT = {"lines_to_next_cell", "lines_to_end_of_cell_marker"}


class LessonError(ValueError):
    """A lesson is not written as the builder understands it."""


def read(path):
    """Return the cells of the lesson at `path` as Jupytext reads them."""
    text = path.read_text(encoding="utf-8")
    return jupytext.reads(text, fmt=_FORMAT).cells


def exercises(path):
    """Return the names of the lesson's exercises, in order."""
    named = (cell.metadata.get("exercise") for cell in read(path))
    return [name for name in named if name]


def cells(path, start, translate=str):
    """Return the notebook cells, not executed, that the lesson makes.

    `start` maps the name of an exercise to the source that the learner
    starts from; `translate` maps the source of each Markdown cell to the
    source in the language of the edition. Raises LessonError for an empty
    cell, an unknown marker and an exercise cell with a body.
    """
    made = []
    for number, cell in enumerate(read(path), 1):
        try:
            made += _make(cell, start, translate)
        except LessonError as error:
            raise LessonError(
                f"{path.name}, cell {number}: {error}"
            ) from error
    return identified(made)


def identified(made):
    """Give each cell an id that depends on its own content alone.

    Cells with the same content are told apart by counting them.
    """
    seen = Counter()
    for cell in made:
        content = f"{cell.cell_type}\n{cell.source}".encode()
        digest = hashlib.sha256(content).hexdigest()[:12]
        seen[digest] += 1
        count = seen[digest]
        cell.id = digest if count == 1 else f"{digest}-{count}"
    return made


def _make(cell, start, translate):
    markers = {
        name: value
        for name, value in cell.metadata.items()
        if name not in _LAYOUT
    }
    unknown = markers.keys() - _MARKERS
    if unknown:
        raise LessonError(
            f"expected the markers {', '.join(sorted(_MARKERS))},"
            f" got {', '.join(sorted(unknown))}"
        )
    if "exercise" in markers:
        return _exercise(cell, markers, start)
    if not cell.source.strip():
        raise LessonError("the cell is empty")
    if cell.cell_type == "code":
        return [new_code_cell(cell.source, metadata=_metadata(markers))]
    if cell.cell_type != "markdown":
        raise LessonError(f"a {cell.cell_type} cell is not supported")
    if markers:
        raise LessonError("a Markdown cell takes no marker")
    return [new_markdown_cell(translate(cell.source))]


def _exercise(cell, markers, start):
    name = markers.pop("exercise")
    if cell.source.strip():
        raise LessonError(
            f'the exercise "{name}" has a body; its starting point is made'
            " from the solution"
        )
    if markers:
        raise LessonError(f'the exercise "{name}" takes no other marker')
    try:
        source = start(name)
    except LookupError as error:
        raise LessonError(f'no exercise is called "{name}"') from error
    return [
        new_code_cell(source, metadata={"lstm_course": {"exercise": name}}),
        new_code_cell(
            f"checks.{name}({name})",
            metadata={"lstm_course": {"check": name}},
        ),
    ]


def _metadata(markers):
    metadata = {}
    tags = list(markers.get("tags", ()))
    if "ignore" in markers:
        tags.append(IGNORED)
        metadata["lstm_course"] = {"ignored": markers["ignore"]}
    if tags:
        metadata["tags"] = tags
    return metadata
