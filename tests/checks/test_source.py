"""Starting points, blanks, and what was changed."""

import functools

import pytest

from lstm_course.checks import source
from lstm_course.checks.exercise import Case, FunctionExercise, Output


def step(x, h_prev, *, keep=0.5):
    """Advance by one step.

    x and h_prev are (batch, units).
    """
    # The secret is in this comment.
    return keep * h_prev + x


def faded(x, h_prev, *, keep=0.5):
    """Advance by one step."""
    past = ...
    first = x[..., 0]  # an index is not a blank
    return past + ... + 0 * first.sum()


def buggy(x, h_prev, *, keep=0.5):
    """Advance by one step."""
    return keep * x + h_prev


def exercise(given):
    return FunctionExercise(
        solution=step,
        hints=(),
        cases=lambda rng: [Case(tuple(rng.normal(size=(2, 2, 3))), "one")],
        outputs=(Output("h", ("batch", "units")),),
        mistakes=(),
        tried="",
        given=given,
    )


def test_stub_has_signature_and_docstring_and_no_solution():
    assert source.start(step) == (
        "def step(x, h_prev, *, keep=0.5):\n"
        '    """Advance by one step.\n'
        "\n"
        "    x and h_prev are (batch, units).\n"
        '    """\n'
        "    ..."
    )


def test_given_start_takes_the_name_of_the_exercise():
    start = exercise(faded).start()
    assert start.startswith("def step(x, h_prev, *, keep=0.5):\n")
    assert "past = ..." in start


def test_decorator_of_the_solution_stays_hidden():
    @functools.cache
    def decorated(x):
        """Do it."""
        return x

    assert source.start(decorated).startswith("def decorated(x):\n")


def test_unchanged_start_is_not_attempted(cell):
    for given in (faded, buggy):
        start = exercise(given).start()
        same = f"{start}  # a comment\n"
        assert exercise(given).judge(cell(start)["step"]).status == (
            "not attempted"
        )
        assert exercise(given).judge(cell(same)["step"]).status == (
            "not attempted"
        )


def test_lines_that_are_still_blank_are_named(cell):
    half = exercise(faded).start().replace("past = ...", "past = keep * x")
    verdict = exercise(faded).judge(cell(f"\n\n# mine\n{half}")["step"])
    assert verdict.status == "not attempted"
    assert verdict.message == "One line is still blank."
    assert verdict.detail == "line 6:  return past + ... + 0 * first.sum()"


def test_filled_blanks_are_judged(cell):
    full = (
        exercise(faded).start().replace("past = ...", "past = keep * h_prev")
    )
    verdict = exercise(faded).judge(cell(full.replace("+ ...", "+ x"))["step"])
    assert verdict.status == "right"


def test_bug_that_was_not_found(cell):
    still = exercise(buggy).start().replace("h_prev\n", "h_prev + 0\n")
    verdict = exercise(buggy).judge(cell(still + " + 0")["step"])
    assert verdict.status == "wrong"


def test_placeholder_before_real_code_is_harmless(cell):
    text = f"{source.start(step)}\n    return keep * h_prev + x\n"
    assert exercise(None).judge(cell(text)["step"]).status == "right"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f():\n    return 3\n", True),
        ("def f():\n    return\n", False),
        ("def f():\n    def g():\n        return 3\n", False),
        ("def f():\n    return lambda: 3\n", True),
    ],
)
def test_return_of_its_own(text, expected):
    assert source.has_return(text) is expected


def test_no_source():
    assert source.text(lambda: 3) is None
    assert source.text(print) is None
    assert source.text(functools.partial(step)) is None


def test_function_inside_another():
    class Compiled:
        python_function = staticmethod(step)

    assert source.unwrapped(Compiled()) is step
    assert source.unwrapped(step) is step
