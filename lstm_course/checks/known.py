"""Recognise a known mistake by what it gives."""

import warnings

from lstm_course.checks import agreement, inputs
from lstm_course.checks.reading import Unreadable
from lstm_course.checks.running import Outcome


def mistake_in(exercise, prepared, outcomes, tolerance):
    """Return the Mistake that gives the same in every case, or None."""
    by_the_way = agreement.values_right(prepared, outcomes, tolerance)
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
    if not agreement.arrays_equal(theirs.values, mine.values, tolerance):
        return False
    if not by_the_way:
        return True
    kinds = [
        [array.dtype for array in values.values] for values in (mine, theirs)
    ]
    return mine.changed == theirs.changed and kinds[0] == kinds[1]
