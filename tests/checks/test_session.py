"""The learner's own function, in this session and from another notebook."""

import pytest

from lstm_course.checks import session, source

GOOD = """
def blend(x, h_prev, gate):
    g = np.tanh(x)
    return g, gate * h_prev + (1 - gate) * g
"""


@pytest.fixture
def path(work):
    return work / "answers" / "blend.py"


def keep(exercise, answer):
    told = []
    session.keep(exercise, answer, told.append)
    return told


def test_function_of_this_session(blend_exercise, cell, path):
    mine = cell(GOOD)["blend"]
    assert session.own(blend_exercise) is None
    assert keep(blend_exercise, mine) == []
    assert session.own(blend_exercise) is mine
    assert path.read_text() == GOOD.lstrip()


def test_function_from_another_notebook(blend_exercise, cell, path):
    keep(blend_exercise, cell(GOOD)["blend"])
    session.forget()
    mine = session.own(blend_exercise)
    assert blend_exercise.judge(mine).status == "right"
    assert mine is not blend_exercise.solution
    assert mine.__code__.co_filename == str(path)
    assert "np.tanh(x)" in source.text(mine)


def test_helpers_of_inner_functions_come_along(blend_exercise, cell, path):
    nested = """
def squash(x):
    return np.tanh(x)

def blend(x, h_prev, gate):
    g = np.stack([squash(row) for row in x])
    return g, (lambda past: gate * past + (1 - gate) * g)(h_prev)
"""
    assert keep(blend_exercise, cell(nested)["blend"]) == []
    session.forget()
    assert session.own(blend_exercise) is not None


def test_helpers_come_along(blend_exercise, cell, path):
    both = """
def squash(x):
    return np.tanh(x)

def mix(a, b, gate):
    return gate * a + (1 - gate) * b

def unrelated():
    return 3

def blend(x, h_prev, gate):
    g = squash(x)
    return g, mix(h_prev, g, gate)
"""
    keep(blend_exercise, cell(both)["blend"])
    session.forget()
    assert session.own(blend_exercise) is not None
    assert "unrelated" not in path.read_text()


def test_names_of_the_notebook_stay_out_of_the_module(
    blend_exercise, cell, path
):
    before = dict(blend_exercise.solution.__globals__)
    keep(blend_exercise, cell(GOOD)["blend"])
    session.forget()
    mine = session.own(blend_exercise)
    assert blend_exercise.solution.__globals__ == before
    assert mine.__globals__ is not blend_exercise.solution.__globals__


@pytest.mark.parametrize(
    "text",
    [
        "def blend(x, h_prev, gate):\n    return x, h_prev\n",
        "def blend(x, h_prev, gate):\n    return mine(x)\n",
        "def blend(x, h_prev",
        "raise SystemError",
        "3",
        "",
    ],
)
def test_saved_answer_that_is_not_right_is_not_used(
    blend_exercise, path, text
):
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert session.own(blend_exercise) is None


def test_lambda_is_used_but_not_saved(blend_exercise, path):
    answer = lambda x, h, f: blend_exercise.solution(x, h, f)  # noqa: E731
    assert keep(blend_exercise, answer) == []
    assert session.own(blend_exercise) is answer
    assert not path.exists()


def test_nothing_is_saved_without_a_learner(
    blend_exercise, cell, path, monkeypatch
):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "1")
    keep(blend_exercise, cell(GOOD)["blend"])
    assert not path.parent.exists()


def test_answer_that_cannot_be_saved_costs_a_line(blend_exercise, cell, work):
    work.parent.mkdir(exist_ok=True)
    work.write_text("a file in the place of the folder")
    told = keep(blend_exercise, cell(GOOD)["blend"])
    assert len(told) == 1
    assert told[0].startswith("Your answer could not be saved: ")
