"""Judge an answer: from "not attempted" to the smallest failing case."""

import functools
import inspect
import warnings

import numpy as np

from lstm_course.checks import (
    blame,
    groups,
    inputs,
    notices,
    reading,
    running,
    shapes,
    source,
    words,
)
from lstm_course.checks import explain as plain_words
from lstm_course.checks.compare import Comparison
from lstm_course.checks.reading import Unreadable
from lstm_course.checks.running import Outcome
from lstm_course.checks.tolerance import Tolerance
from lstm_course.checks.verdict import (
    ERROR,
    NOT_ATTEMPTED,
    RIGHT,
    WRONG,
    Verdict,
)


def never_raises(judge):
    """Make a judging method answer even when the check itself is broken."""

    @functools.wraps(judge)
    def safe(exercise, answer):
        try:
            return judge(exercise, answer)
        except KeyboardInterrupt:
            return Verdict(ERROR, "Interrupted before there was a verdict.")
        except Exception as error:
            return Verdict(
                ERROR,
                "The check itself failed, which is no fault of yours: "
                f"{type(error).__name__}. {plain_words.explain(error)}",
            )

    return safe


def value(exercise, answer):
    """Return the Verdict on the answer to a ValueExercise."""
    early = _before_running(exercise, answer, ())
    if early:
        return early
    answer = source.unwrapped(answer)
    ended = running.once(
        answer, exercise.limit, notices.still_running(exercise)
    )
    if ended.error is not None:
        return _ended(exercise, answer, ended)
    if ended.value is None or ended.value is ...:
        return Verdict(WRONG, _nothing(answer, ended.value))
    for rule in exercise.rules:
        try:
            message = rule.test(ended.value)
        except Exception:
            got = reading.describe(ended.value)
            message = f"The answer cannot be judged: it is {got}."
        if message:
            return Verdict(WRONG, message, rule.name)
    return Verdict(RIGHT, exercise.tried)


def function(exercise, answer):
    """Return the Verdict on the answer to a FunctionExercise."""
    prepared = exercise.prepared
    early = _before_running(exercise, answer, prepared.cases[0].args)
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
        return _ended(exercise, answer, ran, prepared)
    outcomes = ran.outcomes
    tolerance = Tolerance(exercise.rtol, exercise.atol)
    if _right(prepared, outcomes, tolerance):
        return Verdict(RIGHT, exercise.tried)
    known = _known_mistake(exercise, prepared, outcomes, tolerance)
    if known:
        return Verdict(WRONG, known.says, known.name)
    return (
        _unreadable(answer, prepared, outcomes)
        or _wrong_shape(prepared, outcomes)
        or _changed_input(prepared, outcomes)
        or _wrong_value(exercise, answer, outcomes, tolerance)
        or _wrong_kind(prepared, outcomes)
    )


def _before_running(exercise, answer, args):
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
            f"{exercise.name} takes {_arguments(wanted)}; yours takes "
            f"{_arguments(signature.parameters)}.",
        )
    return None


def _arguments(parameters):
    if not parameters:
        return "no arguments"
    many = "argument" if len(parameters) == 1 else "arguments"
    return f"{len(parameters)} {many} ({', '.join(parameters)})"


def _ended(exercise, answer, ended, prepared=None):
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
    meaning = plain_words.explain(error, where)
    message = f"{begin} with {type(error).__name__}. {meaning}".strip()
    known = plain_words.shapes(where)
    if known and plain_words.is_about_shapes(error):
        detail = f"{detail}\nwhere {known}".strip()
    if prepared and ended.outcomes:
        about = prepared.cases[len(ended.outcomes)].about
        message += f" It went well before it came to: {about}."
    return Verdict(ERROR, message, detail=detail)


def _nothing(answer, got):
    if got is ...:
        return "It returned `...`: a blank is still to be filled."
    mine = source.text(answer)
    if mine is not None and not source.has_return(mine):
        return "It has no `return`, so its value is None."
    return "It returned None. Does every path end in a `return` with a value?"


def _values_right(prepared, outcomes, tolerance):
    return all(
        outcome.values is not None
        and _arrays_equal(expected, outcome.values, tolerance)
        for expected, outcome in zip(prepared.expected, outcomes, strict=True)
    )


def _arrays_equal(expected, got, tolerance):
    return all(
        one.shape == two.shape and tolerance.close(one, two)
        for one, two in zip(expected, got, strict=True)
    )


def _right(prepared, outcomes, tolerance):
    return (
        _values_right(prepared, outcomes, tolerance)
        and not any(outcome.changed for outcome in outcomes)
        and not _wrong_kind(prepared, outcomes)
    )


def _known_mistake(exercise, prepared, outcomes, tolerance):
    """Return the Mistake that gives the same in every case, or None."""
    by_the_way = _values_right(prepared, outcomes, tolerance)
    for mistake in exercise.mistakes:
        pairs = zip(outcomes, _run(mistake, prepared), strict=True)
        if all(
            _alike(mine, theirs, tolerance, by_the_way)
            for mine, theirs in pairs
        ):
            return mistake
    return None


def _run(mistake, prepared):
    """Yield the outcome of a mistake in each case, as long as one asks."""
    for index, case in enumerate(prepared.cases):
        args = inputs.fresh(case.args)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                got = mistake.answer(*args)
                values, problem = prepared.read(index, got), ""
            except Unreadable as error:
                values, problem = None, str(error)
            except Exception as error:
                values, problem = None, f"raises {type(error).__name__}"
        changed = inputs.changed(prepared.names, case.args, args)
        yield Outcome(values, problem, changed)


def _alike(mine, theirs, tolerance, by_the_way):
    """Compare outcomes.

    With right values it is the side effect and the kind of the numbers that
    make the mistake, so they must agree too.
    """
    if mine.values is None or theirs.values is None:
        return mine.values is theirs.values and mine.problem == theirs.problem
    if not _arrays_equal(theirs.values, mine.values, tolerance):
        return False
    if not by_the_way:
        return True
    kinds = [
        [array.dtype for array in values.values] for values in (mine, theirs)
    ]
    return mine.changed == theirs.changed and kinds[0] == kinds[1]


def _unreadable(answer, prepared, outcomes):
    failing = [i for i, one in enumerate(outcomes) if one.values is None]
    if not failing:
        return None
    problem = outcomes[failing[0]].problem
    if problem == reading.NONE:
        problem = _nothing(answer, None)
    return Verdict(WRONG, _with_cases(problem, prepared, failing))


def _wrong_shape(prepared, outcomes):
    failing, found = [], []
    for index, outcome in enumerate(outcomes):
        for number, output in enumerate(prepared.outputs):
            expected = prepared.expected[index][number].shape
            got = outcome.values[number].shape
            if expected != got:
                failing.append(index)
                telling = bool(shapes.diagnosis(output, expected, got))
                said = shapes.problem(output, expected, got)
                found.append((not telling, number, len(found), said))
    if not found:
        return None
    # Sizes of one hide what was done, so a case that tells it is preferred.
    message = min(found)[-1]
    return Verdict(WRONG, _with_cases(message, prepared, failing))


def _changed_input(prepared, outcomes):
    failing = [i for i, one in enumerate(outcomes) if one.changed]
    if not failing:
        return None
    names = list(dict.fromkeys(outcomes[failing[0]].changed))
    verb = "is" if len(names) == 1 else "are"
    return Verdict(
        WRONG,
        f"{words.join(names)} {verb} changed in place: who calls this "
        "function finds other values there afterwards. Make a new array, "
        "or work on a copy.",
    )


def _wrong_value(exercise, answer, outcomes, tolerance):
    prepared = exercise.prepared
    got = [outcome.values for outcome in outcomes]
    comparison = Comparison(prepared, got, tolerance, exercise.axes)
    failing = comparison.failing()
    if not failing:
        return None
    detail = comparison.detail()
    message = _not_finite(prepared, outcomes, failing)
    if not message and _varies(exercise, answer, outcomes, failing, tolerance):
        message = (
            "The same inputs give another value at the second call. Does it "
            "draw random numbers, or keep something between the calls?"
        )
    return Verdict(WRONG, message or comparison.message(), detail=detail)


def _not_finite(prepared, outcomes, failing):
    """Return a sentence if every failing case has NaN or infinity."""
    kinds = set()
    for index in failing:
        pairs = zip(
            prepared.outputs,
            prepared.expected[index],
            outcomes[index].values,
            strict=True,
        )
        found = [
            (output.name, "NaN" if np.isnan(got).any() else "infinity")
            for output, expected, got in pairs
            if np.isfinite(expected).all() and not np.isfinite(got).all()
        ]
        if not found:
            return ""
        kinds.add(found[0])
    name, kind = sorted(kinds)[0]
    meaning = (
        "NaN, not a number (0/0, inf − inf or the root or logarithm of a "
        "negative number)"
        if kind == "NaN"
        else "infinity (a division by 0, or a number too large)"
    )
    sentence = f"{name} contains {meaning}."
    return _with_cases(sentence, prepared, failing)


def _varies(exercise, answer, outcomes, failing, tolerance):
    """Return True when a second call gives something else."""
    prepared = exercise.prepared
    index = prepared.smallest(failing)
    again = running.on_cases(
        answer,
        prepared,
        [index],
        exercise.limit,
        notices.still_running(exercise),
        shown=0,
    )
    if again.error is not None or again.outcomes[0].values is None:
        return True
    return not _arrays_equal(
        outcomes[index].values, again.outcomes[0].values, tolerance
    )


def _wrong_kind(prepared, outcomes):
    """Return the Verdict on right values of the wrong kind, or None."""
    for index, outcome in enumerate(outcomes):
        for output, expected, got in zip(
            prepared.outputs,
            prepared.expected[index],
            outcome.values,
            strict=True,
        ):
            if expected.dtype.kind != "f":
                continue
            kind = got.dtype
            coarse = kind.kind == "f" and kind.itemsize < (
                expected.dtype.itemsize
            )
            if coarse:
                return Verdict(
                    WRONG,
                    f"The values are right, but {output.name} is {kind} and "
                    f"was expected as {expected.dtype}, the kind of the "
                    "inputs: digits got lost on the way. Make new arrays "
                    "with `dtype=x.dtype`.",
                )
            if kind.kind == "c":
                return Verdict(
                    WRONG,
                    f"{output.name} holds complex numbers; expected real "
                    "ones.",
                )
    return None


def _with_cases(sentence, prepared, failing):
    cases = groups.which(prepared, failing)
    return f"{sentence} {cases}".strip()
