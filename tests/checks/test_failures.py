"""Exceptions in the learner's code: their line, and what it means."""

import numpy as np
import pytest

from lstm_course.checks import display
from lstm_course.checks.exercise import Case, FunctionExercise, Output


def product(x, W):
    """Return x @ W."""
    return x @ W


PRODUCT = FunctionExercise(
    solution=product,
    hints=(),
    cases=lambda rng: [
        Case((rng.normal(size=(n, 3)), rng.normal(size=(3, 5))), f"batch {n}")
        for n in (1, 2)
    ],
    outputs=(Output("y", ("batch", "units")),),
    mistakes=(),
    tried="",
    limit=1.0,
)


def judge(cell, body, before=""):
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    source = f"{before}def product(x, W):\n{lines}\n"
    return PRODUCT.judge(cell(source)["product"])


def test_line_and_failing_part_are_shown(cell):
    verdict = judge(cell, "# first\nreturn 2 * (W @ x)")
    assert verdict.status == "error"
    assert verdict.message.startswith("Line 3 of your code stops with Value")
    shown = verdict.detail.splitlines()
    assert shown[0] == "line 3:  return 2 * (W @ x)"
    assert shown[1] == "                     ^^^^^"
    assert shown[2] == "where W is (3, 5), x is (1, 3)"
    assert "Traceback" not in display.verdict_text("product", verdict)


def test_columns_after_characters_of_two_bytes(cell):
    verdict = judge(cell, "return 'größe' and (W @ x)")
    assert verdict.detail.splitlines()[1].count("^") == len("W @ x")
    line, marks = verdict.detail.splitlines()[:2]
    assert line[marks.index("^") :].startswith("W @ x")


def test_helper_of_the_learner_is_named(cell):
    before = "def helper(a):\n    return a.nothing\n"
    verdict = judge(cell, "return helper(x)", before)
    assert "Line 2 of your code (in `helper`) stops" in verdict.message


def test_line_in_the_answer_for_errors_inside_a_library(cell):
    verdict = judge(cell, "y = 1\nreturn np.linalg.inv(x @ W)")
    assert "Line 3 of your code stops with LinAlgError" in verdict.message
    assert "Python says: " in verdict.message


def test_case_in_which_it_happens(cell):
    verdict = judge(cell, "return (x @ W) / (2 - len(x) or 1 // 0)")
    assert "It ran well until it came to: batch 2." in verdict.message


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return x @ Wt", "`Wt` is not known here. Did you mean `W`?"),
        ("return tf.tanh(x)", "`tf` is not imported: run the first code"),
        ("y = y + 1\nreturn y", "`y` is used before it has a value"),
        ("return x + W", "(1, 3) and (3, 5) do not fit together"),
        ("return np.dot(W, x)", "(3, 5) @ (1, 3) does not fit"),
        ("return W @ x", "The last size of the first must equal"),
        ("return np.sigmoid(x)", "NumPy has no sigmoid"),
        ("return np.tahn(x)", "`np` has no `tahn`. Did you mean `tanh`?"),
        ("return x(W)", "Is a `*` missing before the bracket?"),
        ("return None * x", "None takes part in the calculation"),
        ("return ... * x", "A blank `...` takes part"),
        ("return product(x)", "it missing 1 required"),
        ("a, b, c = 1, 2\nreturn a", "3 names stand on the left, but only 2"),
        ("a, b = 1, 2, 3\nreturn a", "2 names stand on the left, but more"),
        ("return [1][4]", "The list has fewer values"),
        ("return x[0, 9]", "Index 9 lies outside of axis 1, whose size is 3"),
        ("return {}['gate']", "There is no entry 'gate'"),
        ("return 1 / 0", "divided by zero"),
        ("return product(x, W)", "calls itself again and again"),
        ("if x > 0:\n    return x", "`if` and `while` need one truth value"),
        ("return x.reshape(7, 7)", "An array of 3 numbers cannot take the"),
        ("return x.sum(axis=5)", "There is no axis 5: the array has 2 axes"),
        ("return np.split(x, 4, axis=1)", "cannot be split into equal parts"),
        ("assert 0\nreturn x", "An `assert` of your own failed"),
        ("raise SystemExit", "A function gives its value by `return`"),
        ("import keros", "The module `keros` is not installed"),
        ("if 1: raise NotImplementedError", "not written yet"),
        ("return 'a' + 1", "Python says: can only concatenate str"),
        ("return 3 + 'a'", "`+` does not work between a int and a text"),
        ("return next(iter([]))", "nothing was left"),
        ("return list(3)", "A int has no parts"),
    ],
)
def test_meaning(cell, body, says):
    verdict = judge(cell, body)
    assert verdict.status == "error"
    assert says in verdict.message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "{{function_node __wrapped__MatMul_device_/job:localhost}} "
            "Matrix size-incompatible: In[0]: [2,3], In[1]: [4,3] "
            "[Op:MatMul] name: ",
            "A matrix product (2, 3) @ (4, 3) does not fit: the last size of "
            "the first, 3, must equal the first size of the second, 4. What "
            "would fit: the second one transposed.",
        ),
        (
            "{{x}} In[0] and In[1] has different ndims: [2,3] vs. [4] "
            "[Op:MatMul] name: ",
            "needs two matrices, and these are (2, 3) and (4,)",
        ),
        (
            "{{x}} Incompatible shapes: [2,3] vs. [4] [Op:AddV2] name: ",
            "The shapes (2, 3) and (4,) do not fit together",
        ),
        (
            "cannot compute Mul as input #1(zero-based) was expected to be "
            "a double tensor but is a float tensor [Op:Mul] name: ",
            "Two kinds of number meet: float64 and float32.",
        ),
        (
            "{{x}} slice index 5 of dimension 1 out of bounds. [Op:Strided",
            "Index 5 lies outside of axis 1.",
        ),
        (
            "{{x}} Something nobody has heard of [Op:Foo] name: ",
            "Python says: Something nobody has heard of",
        ),
    ],
)
def test_meaning_of_tensorflow_messages(cell, text, says):
    class InvalidArgumentError(Exception):
        pass

    def answer(x, W):
        raise InvalidArgumentError(text)

    message = PRODUCT.judge(answer).message
    assert "InvalidArgumentError" in message
    assert says in message


def test_exception_without_a_text_of_its_own():
    class Mute(Exception):
        def __str__(self):
            raise ValueError

    def answer(x, W):
        raise Mute

    message = PRODUCT.judge(answer).message
    assert message.endswith("stops with Mute.")


def test_long_messages_are_cut():
    def answer(x, W):
        raise OSError("word " * 200)

    message = PRODUCT.judge(answer).message
    assert len(message) < 260
    assert message.endswith("…")


def test_interrupt_of_the_learner(cell):
    verdict = judge(cell, "raise KeyboardInterrupt")
    assert verdict.status == "error"
    assert verdict.message == "It was interrupted."
    assert "raise KeyboardInterrupt" in verdict.detail


def test_answer_without_source():
    exec("def product(x, W): return W @ x", names := {})
    verdict = PRODUCT.judge(names["product"])
    assert "Line 1 of your code stops with ValueError" in verdict.message
    assert verdict.detail == ""


def test_endless_answer_is_stopped_at_its_line(cell):
    verdict = judge(cell, "n = 0\nwhile n < 1:\n    n = n * 2\nreturn x")
    assert verdict.status == "error"
    assert "not answered after 1 seconds and was stopped" in verdict.message
    assert verdict.detail.startswith("line ")
    assert "n" in verdict.detail


def test_blank_that_is_left_is_no_answer():
    verdict = PRODUCT.judge(lambda x, W: ...)
    assert verdict.status == "wrong"
    assert "a blank is still to be filled" in verdict.message


def test_values_that_only_numpy_knows():
    assert PRODUCT.judge(lambda x, W: np.matrix(x @ W)).status == "right"
