"""Every exercise and every question of the course, and all their answers."""

import itertools
import linecache
import os
import pkgutil
import subprocess
import sys

import pytest

from lstm_course import checks
from lstm_course.checks import catalogue, exercises, questions, source
from lstm_course.checks.exercise import FunctionExercise
from lstm_course.checks.question import right_index

GRADIENTS = ("bptt", "vanishing", "lstm", "gradients", "gru")
KEYS = [chapter.key for chapter in catalogue.CHAPTERS]

_numbers = itertools.count(1)


@pytest.fixture(params=catalogue.names())
def exercise(request):
    return catalogue.load(request.param)


def written(exercise, text):
    """Return the function that `text` defines beside the solution."""
    filename = f"/tmp/kernel/matrix_{next(_numbers)}.py"
    lines = text.splitlines(keepends=True)
    linecache.cache[filename] = (len(text), None, lines, filename)
    namespace = dict(exercise.solution.__globals__)
    exec(compile(text, filename, "exec"), namespace)
    return namespace[exercise.name]


def test_modules_are_the_catalogue():
    found = {
        module.name for module in pkgutil.iter_modules(exercises.__path__)
    }
    listed = {c.key for c in catalogue.CHAPTERS if c.exercises}
    assert found == listed
    asked = {
        module.name for module in pkgutil.iter_modules(questions.__path__)
    }
    assert asked <= set(KEYS)


@pytest.mark.parametrize("chapter", catalogue.CHAPTERS, ids=lambda c: c.key)
def test_exercises_of_a_module_are_the_catalogue(chapter):
    loaded = [catalogue.load(name) for name in chapter.exercises]
    assert len({id(one) for one in loaded}) == len(loaded)
    if loaded:
        name = f"{exercises.__name__}.{chapter.key}"
        module = __import__(name, fromlist=["EXERCISES"])
        assert [e.name for e in module.EXERCISES] == list(chapter.exercises)


def test_chapters_are_in_order():
    numbers = [chapter.number for chapter in catalogue.CHAPTERS]
    assert numbers == sorted(set(numbers))
    assert len(set(KEYS)) == len(KEYS)


def test_names_are_free():
    names = catalogue.names()
    assert len(set(names)) == len(names)
    modules = {module.name for module in pkgutil.iter_modules(checks.__path__)}
    assert not set(names) & (modules | set(checks.__all__))


def test_solution_is_right(exercise):
    verdict = exercise.judge(exercise.solution)
    assert (verdict.status, verdict.message) == ("right", exercise.tried)


def test_solution_is_right_as_source(exercise):
    text = source.text(exercise.solution)
    verdict = exercise.judge(written(exercise, text))
    assert verdict.status == "right", verdict.message


def test_start_is_not_attempted(exercise):
    verdict = exercise.judge(written(exercise, exercise.start()))
    assert verdict.status == "not attempted", verdict.message


def test_start_does_not_tell_the_solution(exercise):
    if exercise.given is None:
        assert source.is_stub(exercise.start())
        return
    assert not source.same(source.text(exercise.solution), exercise.start())
    if source.blanks(exercise.start()):
        return
    # A start without blanks has a bug, which must be found.
    names = dict(exercise.solution.__globals__)
    exec(exercise.start(), names)
    assert exercise.judge(names[exercise.name]).status == "wrong"


def test_mistakes_are_refused_with_their_own_names(exercise):
    found = {}
    for number, mistake in enumerate(exercise.mistakes):
        verdict = exercise.judge(mistake.answer)
        if verdict.status != "wrong" or verdict.mistake != mistake.name:
            found[number, mistake.name] = verdict
    assert not found


def test_there_are_enough_mistakes(exercise):
    key = catalogue.chapter_of(exercise.name).key
    least = 8 if key in GRADIENTS else 4
    assert len(exercise.mistakes) >= least


def test_mistakes_say_something_of_their_own(exercise):
    if isinstance(exercise, FunctionExercise):
        said = [mistake.says for mistake in exercise.mistakes]
        assert all(said)
        assert len(set(said)) == len(said)
        names = [mistake.name for mistake in exercise.mistakes]
        assert len(set(names)) == len(names)
    else:
        *rules, last = (rule.name for rule in exercise.rules)
        names = {mistake.name for mistake in exercise.mistakes}
        # The last rule may be a net below all others.
        assert names - {last} == set(rules)


def test_hints_come_in_steps(exercise):
    assert len(exercise.hints) >= 2
    assert all(exercise.hints)
    assert exercise.tried


@pytest.mark.parametrize("key", KEYS)
def test_questions(key):
    asked = [*catalogue.predictions(key), *catalogue.recall(key)]
    for question in asked:
        assert question.id.startswith(f"{key}/")
        assert question.question
        right = right_index(question)
        texts = [choice.text for choice in question.choices]
        assert len(texts) >= 2
        assert len(set(texts)) == len(texts)
        # A radio button shows plain text.
        assert not any("$" in text for text in texts)
        assert all(choice.reply for choice in question.choices)
        assert not question.choices[right].misconception
    ids = [question.id for question in asked]
    assert len(set(ids)) == len(ids)


def test_right_choice_is_not_always_at_the_same_place():
    places = [
        right_index(question)
        for key in KEYS
        for question in catalogue.predictions(key)
    ]
    assert len(places) < 6 or len(set(places)) > 2


def test_recall_has_something_to_ask():
    for key in KEYS:
        assert len(catalogue.recall(key)) >= 2, key


def test_catalogue_loads_without_tensorflow():
    code = (
        "import sys; from lstm_course import checks;"
        "text = checks.progress_text(); assert 'exercises solved' in text;"
        "assert 'tensorflow' not in sys.modules"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env={**os.environ, "LSTM_COURSE_UNATTENDED": "1"},
    )
