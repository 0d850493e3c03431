"""What a check says about each kind of answer to a function exercise."""

import functools

import numpy as np
import pytest

from lstm_course.checks import display
from lstm_course.checks.exercise import Case, FunctionExercise, Output


def test_right_answer_is_one_line(blend_exercise):
    verdict = blend_exercise.judge(blend_exercise.solution)
    assert verdict.status == "right"
    text = display.verdict_text("blend", verdict)
    assert text == "✓ blend: right. 8 cases."


@pytest.mark.parametrize(
    "body",
    [
        "...",
        "pass",
        '"""Mine."""',
        '"""Mine."""\n    ...\n    return ...',
        "raise NotImplementedError",
        "raise NotImplementedError('later')",
        "return",
        "return None",
        "# nothing but a comment\n    ...",
    ],
)
def test_placeholders_are_not_attempted(blend_exercise, cell, body):
    blend = cell(f"def blend(x, h_prev, gate):\n    {body}\n")["blend"]
    verdict = blend_exercise.judge(blend)
    assert verdict.status == "not attempted"
    assert display.verdict_text("blend", verdict).startswith("○ blend: not")


def test_stub_as_it_is_handed_out_is_not_attempted(blend_exercise, cell):
    blend = cell(blend_exercise.start())["blend"]
    assert blend_exercise.judge(blend).status == "not attempted"
    assert blend_exercise.judge(...).status == "not attempted"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (5, "the number 5"),
        (None, "None"),
        ("blend", "the text 'blend'"),
        (np.zeros((2, 3)), "an array of shape (2, 3)"),
        (int, "the class int"),
        ([1, 2], "a list of 2 values"),
    ],
)
def test_what_is_no_function_is_named(blend_exercise, answer, says):
    verdict = blend_exercise.judge(answer)
    assert verdict.status == "wrong"
    assert f"got {says}" in verdict.message
    assert "`checks.blend(blend)`" in verdict.message


def test_arguments_are_counted(blend_exercise):
    verdict = blend_exercise.judge(lambda x, gate: x)
    assert verdict.message == (
        "blend takes 3 arguments (x, h_prev, gate), yours takes 2 (x, gate)."
    )


def test_missing_return_is_told(blend_exercise, cell):
    blend = cell("def blend(x, h_prev, gate):\n    h = x\n")["blend"]
    verdict = blend_exercise.judge(blend)
    assert verdict.status == "wrong"
    assert verdict.message == "It has no `return`, so its value is None."


def test_return_on_some_paths_only(blend_exercise, cell):
    blend = cell("""
        def blend(x, h_prev, gate):
            if len(x) == 1:
                g = np.tanh(x)
                return g, gate * h_prev + (1 - gate) * g
    """)["blend"]
    verdict = blend_exercise.judge(blend)
    assert "None" in verdict.message
    assert "every path" in verdict.message
    assert "right for a single batch row, wrong for more" in verdict.message


def test_number_of_values(blend_exercise):
    verdict = blend_exercise.judge(lambda x, h, f: (x, x, x))
    assert verdict.message == "Expected 2 values (g, h), got 3."


def test_array_in_place_of_values(blend_exercise):
    verdict = blend_exercise.judge(lambda x, h, f: np.stack([x, h]))
    assert "Expected 2 values (g, h), got an array" in verdict.message
    assert "`return g, h`" in verdict.message


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("abc", "h: Expected an array, got the text 'abc'"),
        (object(), "h: Expected an array, got an object"),
        ([[1, 2], [3]], "differ in shape: (2,), (1,)"),
        ((i for i in range(3)), "a generator"),
        (lambda: 3, "are its brackets missing?"),
        ({"a": 1}, "a dictionary of 1 value"),
        (..., "`...`"),
        (np.array([None, 1]), "Expected numbers"),
    ],
)
def test_unreadable_values_are_named(blend_exercise, value, says):
    verdict = blend_exercise.judge(lambda x, h, f: (np.tanh(x), value))
    assert verdict.status == "wrong"
    assert says in verdict.message


def test_transposed_result(blend_exercise):
    verdict = blend_exercise.judge(
        lambda x, h, f: [part.T for part in blend_exercise.solution(x, h, f)]
    )
    assert "g has the wrong shape" in verdict.message
    assert "expected (batch, units) = (1, 3), got (3, 1)" in verdict.message
    assert "it is transposed" in verdict.message


def test_lost_axis(blend_exercise):
    def answer(x, h, f):
        g, h = blend_exercise.solution(x, h, f)
        return g, h.sum(axis=0)

    verdict = blend_exercise.judge(answer)
    assert "h has the wrong shape" in verdict.message
    assert "the axis batch is gone" in verdict.message


def test_float32_is_told_as_kind(blend_exercise):
    verdict = blend_exercise.judge(
        lambda x, h, f: blend_exercise.solution(x.astype("float32"), h, f)
    )
    assert verdict.status == "wrong"
    assert "The values are right, but g is float32" in verdict.message


def test_digits_lost_on_the_way(blend_exercise):
    def answer(x, h, f):
        g, h = blend_exercise.solution(x, h, f)
        return g, (h.astype("float32") + 30 - 30).astype("float64")

    message = blend_exercise.judge(answer).message
    assert "right to about 7 digits only" in message


def test_numbers_and_lists_are_read(blend_exercise):
    verdict = blend_exercise.judge(
        lambda x, h, f: [p.tolist() for p in blend_exercise.solution(x, h, f)]
    )
    assert verdict.status == "right"


def test_nan_with_the_cases_that_have_it(blend_exercise):
    def answer(x, h, f):
        g, new = blend_exercise.solution(x, h, f)
        return g, new if h.any() else new / np.zeros(1) * 0

    verdict = blend_exercise.judge(answer)
    assert verdict.message.startswith("h contains NaN")
    assert "wrong when h_prev is zero, right otherwise" in verdict.message
    assert "nan" in verdict.detail


def test_input_changed_in_place(blend_exercise):
    def answer(x, h_prev, gate):
        result = blend_exercise.solution(x, h_prev, gate)
        h_prev *= gate
        return result

    verdict = blend_exercise.judge(answer)
    assert verdict.status == "wrong"
    assert verdict.message.startswith("h_prev is changed in place")
    assert blend_exercise.judge(blend_exercise.solution).status == "right"


def test_answer_that_varies(blend_exercise):
    rng = np.random.default_rng(0)

    def answer(x, h, f):
        g, h = blend_exercise.solution(x, h, f)
        return g, h + rng.normal()

    verdict = blend_exercise.judge(answer)
    assert "another value at the second call" in verdict.message


def test_answer_that_counts_its_calls_in_a_global(blend_exercise, cell):
    blend = cell("""
        calls = 0
        def blend(x, h_prev, gate):
            global calls
            calls += 1
            return np.tanh(x), h_prev * calls
    """)["blend"]
    verdict = blend_exercise.judge(blend)
    assert "keep something between the calls" in verdict.message


def test_known_mistake_is_named(blend_exercise):
    verdict = blend_exercise.judge(
        lambda x, h, f: (np.tanh(x), np.tanh(x) * f + h - f * h)
    )
    assert verdict.mistake == "gate-swapped"
    assert verdict.message == "The gate multiplies the candidate."


def test_known_mistake_must_fit_in_every_case(blend_exercise):
    def answer(x, h, f):
        g = np.tanh(x)
        if len(x) == 3:
            return g, f * h + (1 - f) * g + 1
        return g, f * g + (1 - f) * h

    assert blend_exercise.judge(answer).mistake is None


def test_partial_and_callable_object(blend_exercise):
    class Blend:
        def __call__(self, x, h, f):
            return blend_exercise.solution(x, h, f)

    partial = functools.partial(blend_exercise.solution)
    assert blend_exercise.judge(partial).status == "right"
    assert blend_exercise.judge(Blend()).status == "right"
    assert blend_exercise.judge(Blend().__call__).status == "right"


class Hostile:
    """Raises whatever is asked of it."""

    def __repr__(self):
        raise ValueError("no repr")

    def __eq__(self, other):
        raise ValueError("no eq")

    __hash__ = None

    def __array__(self, *args, **kwargs):
        raise SystemExit("no array")

    def __iter__(self):
        raise KeyboardInterrupt

    def __getattr__(self, name):
        raise RuntimeError(name)


class Liar:
    """Lies about its class."""

    @property
    def __class__(self):
        raise ValueError("no class")


@pytest.mark.parametrize("kind", [Hostile, Liar])
def test_hostile_values_do_not_raise(blend_exercise, pair_exercise, kind):
    value = kind()
    for answer in (
        value,
        lambda x, h, f: value,
        lambda x, h, f: (value, value),
    ):
        assert blend_exercise.judge(answer).status in ("wrong", "error")
    assert pair_exercise.judge(lambda: value).status in ("wrong", "error")
    assert pair_exercise.judge(value).status in ("wrong", "error")


def test_broken_check_says_that_it_is_broken():
    def solution(x):
        """Fail."""
        raise ValueError("broken")

    exercise = FunctionExercise(
        solution=solution,
        hints=(),
        cases=lambda rng: [Case((1,), "one")],
        outputs=(Output("y", ()),),
        mistakes=(),
        tried="",
    )
    verdict = exercise.judge(lambda x: x)
    assert verdict.status == "error"
    assert "no fault of yours" in verdict.message
    assert "broken" in verdict.message


def test_prints_of_the_first_case_only(blend_exercise, capsys):
    def answer(x, h, f):
        print("shape", x.shape)
        return blend_exercise.solution(x, h, f)

    blend_exercise.judge(answer)
    assert capsys.readouterr().out == "shape (1, 1)\n"


def test_flood_of_prints_is_cut(blend_exercise, capsys):
    def answer(x, h, f):
        while True:
            print("again and again")

    verdict = blend_exercise.judge(answer)
    printed = capsys.readouterr().out
    assert verdict.status == "error"
    assert len(printed) < 5000
    assert "the rest is not shown" in printed


def test_warnings_of_an_answer_are_hushed(blend_exercise):
    def answer(x, h, f):
        np.exp(np.float64(1e4))
        return blend_exercise.solution(x, h, f)

    assert blend_exercise.judge(answer).status == "right"
