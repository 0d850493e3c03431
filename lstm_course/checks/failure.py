"""Verdicts on answers that raise an exception or do not end."""

from lstm_course.checks import blame, explain
from lstm_course.checks.verdict import ERROR, Verdict


def verdict(exercise, answer, ended, prepared=None):
    """Return the Verdict on an answer that raised or was stopped."""
    error = ended.error
    where = blame.place(error, answer)
    detail = blame.marked(where) if where else ""
    if ended.stopped:
        return Verdict(
            ERROR,
            f"It had not answered after {exercise.limit:g} seconds and was "
            "stopped. Does its loop come to an end?",
            detail=detail,
        )
    if isinstance(error, KeyboardInterrupt):
        return Verdict(ERROR, "It was interrupted.", detail=detail)
    begin = "It stops"
    if where:
        inside = ""
        if where.function != getattr(answer, "__name__", where.function):
            inside = f" (in `{where.function}`)"
        begin = f"Line {where.line} of your code{inside} stops"
    meaning = explain.explain(error, where)
    message = f"{begin} with {type(error).__name__}. {meaning}".strip()
    known = blame.shapes(where)
    if known and explain.is_about_shapes(error):
        detail = f"{detail}\nwhere {known}".strip()
    if prepared and ended.outcomes:
        about = prepared.cases[len(ended.outcomes)].about
        message += f" It ran well until it came to: {about}."
    return Verdict(ERROR, message, detail=detail)
