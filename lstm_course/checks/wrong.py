"""Verdicts on a wrong form, a changed input and a wrong value."""

import numpy as np

from lstm_course.checks import (
    agreement,
    groups,
    notices,
    reading,
    running,
    shapes,
    source,
    words,
)
from lstm_course.checks.compare import Comparison
from lstm_course.checks.verdict import WRONG, Verdict


def unreadable(answer, prepared, outcomes):
    """Return the Verdict on a value that is not of the expected form."""
    failing = [i for i, one in enumerate(outcomes) if one.values is None]
    if not failing:
        return None
    problem = outcomes[failing[0]].problem
    if problem == reading.NONE:
        problem = nothing(answer, None)
    return Verdict(WRONG, _with_cases(problem, prepared, failing))


def nothing(answer, got):
    """Return a sentence on an answer that gave None or `...`."""
    if got is ...:
        return "It returned `...`: a blank is still to be filled."
    mine = source.text(answer)
    if mine is not None and not source.has_return(mine):
        return "It has no `return`, so its value is None."
    return "It returned None. Does every path end in a `return` with a value?"


def shape(prepared, outcomes):
    """Return the Verdict on a wrong shape, or None."""
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
    # Sizes of one hide what was done, so a case that tells it is preferred;
    # which cases they are is no news then.
    unclear, _, _, message = min(found)
    if unclear:
        message = _with_cases(message, prepared, failing)
    return Verdict(WRONG, message)


def changed_input(prepared, outcomes):
    """Return the Verdict on arguments changed in place, or None."""
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


def value(exercise, answer, outcomes, tolerance):
    """Return the Verdict on a wrong value, or None."""
    prepared = exercise.prepared
    got = [outcome.values for outcome in outcomes]
    comparison = Comparison(prepared, got, tolerance, exercise.axes)
    failing = comparison.failing()
    if not failing:
        return None
    detail = comparison.detail()
    message = _not_finite(prepared, outcomes, failing) or _rounded(
        prepared, outcomes, tolerance
    )
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


def _rounded(prepared, outcomes, tolerance):
    """Return a sentence if the values are right but for lost digits."""
    coarse = tolerance._replace(size=4)
    if not agreement.values_right(prepared, outcomes, coarse):
        return ""
    return (
        "The values are right to about 7 digits only. Somewhere on the way "
        "numbers are float32: keep the kind of the inputs, `dtype=x.dtype`."
    )


def _varies(exercise, answer, outcomes, failing, tolerance):
    """Return True when a second call gives something else."""
    chosen = sorted({failing[0], failing[-1]})
    again = running.on_cases(
        answer,
        exercise.prepared,
        chosen,
        exercise.limit,
        notices.still_running(exercise),
        shown=0,
    )
    if again.error is not None:
        return True
    return not all(
        second.values is not None
        and agreement.arrays_equal(
            outcomes[index].values, second.values, tolerance
        )
        for index, second in zip(chosen, again.outcomes, strict=True)
    )


def _with_cases(sentence, prepared, failing):
    cases = groups.which(prepared, failing)
    return f"{sentence} {cases}".strip()
