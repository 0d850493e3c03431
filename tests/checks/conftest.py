"""Small exercises without TensorFlow, and answers as a notebook has them."""

import itertools
import linecache
import textwrap

import numpy as np
import pytest

from lstm_course.checks import notebook, session
from lstm_course.checks.exercise import (
    Case,
    FunctionExercise,
    Mistake,
    Output,
    Rule,
    ValueExercise,
)

_cells = itertools.count(1)


def blend(x, h_prev, gate):
    """Blend x and h_prev, both (batch, units), by a gate of (units,).

    Returns (g, h): the candidate and the new state.
    """
    g = np.tanh(x)
    h = gate * h_prev + (1 - gate) * g
    return g, h


def _cases(rng):
    cases = []
    for batch, units in ((1, 1), (1, 3), (4, 2), (3, 5)):
        for zero in (True, False):
            h_prev = rng.normal(size=(batch, units)) * (not zero)
            args = (rng.normal(size=(batch, units)), h_prev)
            gate = rng.uniform(0.1, 0.9, units)
            about = "zero state" if zero else "random"
            cases.append(Case((*args, gate), about))
    return cases


BLEND = FunctionExercise(
    solution=blend,
    hints=("Take the tanh first.", "The gate multiplies the past."),
    cases=_cases,
    outputs=(Output("g", ("batch", "units")), Output("h", ("batch", "units"))),
    mistakes=(
        Mistake(
            "gate-swapped",
            "The gate multiplies the candidate.",
            lambda x, h, f: (np.tanh(x), f * np.tanh(x) + (1 - f) * h),
        ),
        Mistake("no-tanh", "No tanh.", lambda x, h, f: (x, f * h + x - f * x)),
    ),
    tried="8 cases",
    limit=1.0,
)


def answer_of_two():
    """Return two numbers, the second twice the first."""
    return 1, 2


def _two(value):
    good = isinstance(value, tuple) and len(value) == 2
    return None if good else f"Expected two numbers, got {value!r}."


PAIR = ValueExercise(
    solution=answer_of_two,
    hints=("Begin with 1.", "Then 2."),
    rules=(
        Rule("two", _two),
        Rule(
            "double",
            lambda v: None if v[1] == 2 * v[0] else f"{v[1]} is not double.",
        ),
    ),
    mistakes=(Mistake("double", "", lambda: (1, 3)),),
    tried="by hand",
)


@pytest.fixture
def blend_exercise():
    return BLEND


@pytest.fixture
def pair_exercise():
    return PAIR


@pytest.fixture
def cell():
    """Run source as a notebook cell does; return its names."""

    def run(source, **names):
        source = textwrap.dedent(source).lstrip("\n")
        filename = f"/tmp/kernel/{next(_cells)}.py"
        lines = source.splitlines(keepends=True)
        linecache.cache[filename] = (len(source), None, lines, filename)
        namespace = {"np": np, "__name__": "__main__", **names}
        exec(compile(source, filename, "exec"), namespace)
        return namespace

    return run


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A learner's empty folder, with the learner there."""
    folder = tmp_path / "my_work"
    monkeypatch.setenv("LSTM_COURSE_WORK", str(folder))
    monkeypatch.delenv("LSTM_COURSE_UNATTENDED", raising=False)
    monkeypatch.setattr(notebook, "_hints", {})
    monkeypatch.setattr(
        notebook,
        "_progress",
        type(notebook._progress)(notebook.display.notice),
    )
    session.forget()
    yield folder
    session.forget()


@pytest.fixture
def course(monkeypatch):
    """A course of three chapters that needs no TensorFlow."""
    from lstm_course.checks import catalogue
    from lstm_course.checks.catalogue import Chapter
    from lstm_course.checks.question import Choice, Prediction, Question

    def choices(*texts):
        right, *wrong = texts
        return (
            Choice(right, "", f"Right: {right}."),
            *(Choice(text, f"idea {text}", f"No {text}.") for text in wrong),
        )

    chapters = tuple(
        Chapter(number, key, f"Chapter {key}", names)
        for number, key, names in (
            (0, "one", ("blend",)),
            (1, "two", ("answer_of_two",)),
            (2, "three", ()),
        )
    )
    known = {"blend": BLEND, "answer_of_two": PAIR}
    predictions = {
        "two": (
            Prediction("two/guess", "What `comes`?", choices("a", "b", "c")),
        )
    }
    recall = {
        key: tuple(
            Question(f"{key}/{n}", f"Q{n} of {key}?", choices("yes", "no"))
            for n in range(3)
        )
        for key in ("one", "two")
    }
    monkeypatch.setattr(catalogue, "CHAPTERS", chapters)
    monkeypatch.setattr(catalogue, "load", lambda name: known[name])
    monkeypatch.setattr(
        catalogue, "predictions", lambda key: predictions.get(key, ())
    )
    monkeypatch.setattr(catalogue, "recall", lambda key: recall.get(key, ()))
    return catalogue
