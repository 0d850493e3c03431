"""Judge an answer: from "not attempted" to the smallest failing case."""

import functools
import inspect

from lstm_course.checks import (
    agreement,
    compiling,
    explain,
    failure,
    known,
    notices,
    reading,
    refusal,
    running,
    source,
    wrong,
)
from lstm_course.checks.tolerance import Tolerance
from lstm_course.checks.verdict import ERROR, RIGHT, WRONG, Verdict


def never_raises(judge):
    """Make a judging method answer even when the check itself is broken."""

    @functools.wraps(judge)
    def safe(exercise, answer):
        try:
            return judge(exercise, answer)
        except KeyboardInterrupt:
            return Verdict(ERROR, "Interrupted before there was a verdict.")
        except (Exception, SystemExit) as error:
            return Verdict(
                ERROR,
                "The check itself failed, which is no fault of yours: "
                f"{type(error).__name__}. {explain.explain(error)}",
            )

    return safe


def value(exercise, answer):
    """Return the Verdict on the answer to a ValueExercise."""
    calls = exercise.calls() if exercise.calls else None
    args = calls[0] if calls else _placeholders(exercise)
    early = refusal.before_running(exercise, answer, args)
    if early:
        return early
    answer = source.unwrapped(answer)
    ended = running.once(
        _use(exercise, answer, calls),
        exercise.limit,
        notices.still_running(exercise),
    )
    if ended.error is not None:
        return failure.verdict(exercise, answer, ended)
    for got in ended.value if calls else [ended.value]:
        if got is None or got is ...:
            return Verdict(WRONG, wrong.nothing(answer, got))
    for rule in exercise.rules:
        try:
            message = rule.test(ended.value)
        except Exception:
            got = reading.describe(ended.value)
            message = f"The answer cannot be judged: it is {got}."
        if message:
            return Verdict(WRONG, message, rule.name)
    return Verdict(RIGHT, exercise.tried)


def _placeholders(exercise):
    """Return something for each argument that `watch` will pass."""
    wanted = inspect.signature(exercise.solution).parameters
    return tuple(wanted) if exercise.watch else ()


def _use(exercise, answer, calls):
    if exercise.watch:
        return lambda: exercise.watch(answer)
    if calls:
        return lambda: [answer(*args) for args in calls]
    return answer


def function(exercise, answer):
    """Return the Verdict on the answer to a FunctionExercise."""
    prepared = exercise.prepared
    early = refusal.before_running(exercise, answer, prepared.cases[0].args)
    if early:
        return early
    answer = source.unwrapped(answer)
    ran = running.on_cases(
        answer,
        prepared,
        range(len(prepared.cases)),
        exercise.limit,
        notices.still_running(exercise),
    )
    if ran.error is not None:
        return failure.verdict(exercise, answer, ran, prepared)
    outcomes = ran.outcomes
    tolerance = Tolerance(exercise.rtol, exercise.atol).for_values(
        [*prepared.expected, *(one.values or () for one in outcomes)]
    )
    if agreement.right(prepared, outcomes, tolerance):
        refused = exercise.compiled and compiling.refused(exercise, answer)
        return refused or Verdict(RIGHT, exercise.tried)
    mistake = known.mistake_in(exercise, prepared, outcomes, tolerance)
    if mistake:
        return Verdict(WRONG, mistake.says, mistake.name)
    return (
        wrong.unreadable(answer, prepared, outcomes)
        or wrong.shape(prepared, outcomes)
        or wrong.changed_input(prepared, outcomes)
        or wrong.value(exercise, answer, outcomes, tolerance)
        or agreement.wrong_kind(prepared, outcomes)
    )
