"""What is solved and what comes next, as text and as HTML."""

import html
from typing import NamedTuple

from lstm_course.checks import catalogue
from lstm_course.checks.verdict import MARKS, NOT_ATTEMPTED, RIGHT


class Row(NamedTuple):
    """One chapter: pairs (exercise, status) and counts of predictions."""

    title: str
    exercises: tuple[tuple[str, str], ...]
    predicted: int
    predictions: int

    @property
    def solved(self):
        """How many exercises are right."""
        return sum(status == RIGHT for _, status in self.exercises)


def rows(progress):
    """Return a Row for each chapter of the course."""
    found = []
    for chapter in catalogue.CHAPTERS:
        known = progress["exercises"]
        exercises = tuple(
            (name, known.get(name, {}).get("status") or NOT_ATTEMPTED)
            for name in chapter.exercises
        )
        ids = [one.id for one in catalogue.predictions(chapter.key)]
        predicted = sum(one in progress["predictions"] for one in ids)
        found.append(Row(chapter.title, exercises, predicted, len(ids)))
    return found


def text(progress):
    """Return the overview as text, some lines."""
    found = rows(progress)
    width = max(len(row.title) for row in found)
    lines = [_total(found), ""]
    for row in found:
        lines.append(f"{_mark(row)} {row.title:<{width}}  {_counts(row)}")
        lines += [
            f"    {MARKS[status]} {name}" for name, status in row.exercises
        ]
    return "\n".join([*lines, "", _next(found)])


def as_html(progress):
    """Return the overview as an HTML table."""
    found = rows(progress)
    body = "".join(
        "<tr>"
        f'<td style="text-align:left">{html.escape(row.title)}</td>'
        f'<td style="text-align:left">{_names(row)}</td>'
        f"<td>{row.solved} of {len(row.exercises)}</td>"
        f"<td>{row.predicted} of {row.predictions}</td>"
        "</tr>"
        for row in found
    )
    head = "".join(
        f'<th scope="col" style="text-align:left">{title}</th>'
        for title in ("Chapter", "Exercises", "Solved", "Predicted")
    )
    return (
        f"<div><strong>{_total(found)}</strong></div>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<div>{html.escape(_next(found))}</div>"
    )


def _names(row):
    return "<br>".join(
        f"{MARKS[status]} <code>{name}</code>"
        for name, status in row.exercises
    )


def _total(found):
    solved = sum(row.solved for row in found)
    exercises = sum(len(row.exercises) for row in found)
    predicted = sum(row.predicted for row in found)
    predictions = sum(row.predictions for row in found)
    return (
        f"{solved} of {exercises} exercises solved, {predicted} of "
        f"{predictions} predictions made."
    )


def _mark(row):
    return MARKS[RIGHT if row.solved == len(row.exercises) else NOT_ATTEMPTED]


def _counts(row):
    return (
        f"exercises {row.solved}/{len(row.exercises)}, "
        f"predictions {row.predicted}/{row.predictions}"
    )


def _next(found):
    for row in found:
        for name, status in row.exercises:
            if status != RIGHT:
                return f"Next: {name}, in “{row.title}”."
    return "Everything is solved."
