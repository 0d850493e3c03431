"""Verdicts on answers that need not be run."""

import inspect

from lstm_course.checks import reading, source
from lstm_course.checks.verdict import NOT_ATTEMPTED, WRONG, Verdict


def before_running(exercise, answer, args):
    """Return the Verdict on what need not be run, or None."""
    name = exercise.name
    if answer is ...:
        return Verdict(NOT_ATTEMPTED, "")
    if isinstance(answer, type) or not callable(answer):
        return Verdict(
            WRONG,
            f"Expected your function, got {reading.describe(answer)}. Pass "
            f"the function itself, without brackets: `checks.{name}({name})`.",
        )
    return _unfinished(exercise, answer) or _arity(exercise, answer, args)


def _unfinished(exercise, answer):
    answer = source.unwrapped(answer)
    mine = source.text(answer)
    if mine is None:
        return None
    start = exercise.start()
    if source.is_stub(mine) or source.same(mine, start):
        return Verdict(NOT_ATTEMPTED, "")
    left = source.blanks(mine, source.first_line(answer))
    if not source.blanks(start) or source.is_stub(start) or not left:
        return None
    lines = [f"line {blank.line}:  {blank.text}" for blank in left]
    many = "One line is" if len(left) == 1 else f"{len(left)} lines are"
    return Verdict(
        NOT_ATTEMPTED,
        f"{many} still blank.",
        detail="\n".join(lines),
    )


def _arity(exercise, answer, args):
    try:
        signature = inspect.signature(answer)
    except (TypeError, ValueError):
        return None
    try:
        signature.bind(*args)
    except TypeError:
        wanted = inspect.signature(exercise.solution).parameters
        return Verdict(
            WRONG,
            f"{exercise.name} takes {_counted(wanted, True)}, yours takes "
            f"{_counted(signature.parameters)}.",
        )
    return None


def _counted(parameters, named=False):
    if not parameters:
        return "no arguments"
    noun = "argument" if len(parameters) == 1 else "arguments"
    many = f"{len(parameters)} {noun}" if named else len(parameters)
    return f"{many} ({', '.join(parameters)})"
