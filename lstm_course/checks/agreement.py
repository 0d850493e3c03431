"""When the outcomes of two functions agree."""

from lstm_course.checks.verdict import WRONG, Verdict


def right(prepared, outcomes, tolerance):
    """Return True when values, inputs and kinds of number are as expected."""
    return (
        values_right(prepared, outcomes, tolerance)
        and not any(outcome.changed for outcome in outcomes)
        and not wrong_kind(prepared, outcomes)
    )


def values_right(prepared, outcomes, tolerance):
    """Return True when the values are right, whatever else is not."""
    return all(
        outcome.values is not None
        and arrays_equal(expected, outcome.values, tolerance)
        for expected, outcome in zip(prepared.expected, outcomes, strict=True)
    )


def arrays_equal(expected, got, tolerance):
    """Compare two tuples of arrays, shapes included."""
    return all(
        one.shape == two.shape and tolerance.close(one, two)
        for one, two in zip(expected, got, strict=True)
    )


def wrong_kind(prepared, outcomes):
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
            size = expected.dtype.itemsize
            if kind.kind == "f" and kind.itemsize < size:
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
