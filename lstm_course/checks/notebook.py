"""What a notebook calls: checks, hints, solutions, cards, progress."""

import functools

from lstm_course import workspace
from lstm_course.checks import (
    catalogue,
    display,
    overview,
    schedule,
    session,
    source,
    static,
)
from lstm_course.checks.record import Progress
from lstm_course.checks.unknown import UnknownName, require
from lstm_course.checks.verdict import RIGHT

_progress = Progress(display.notice)
_hints = {}


class Check:
    """The check of one exercise: call it with your function."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"checks.{self._name}({self._name}) judges your function"

    def __call__(self, *answers):
        """Judge the answer, and show the verdict."""
        name = self._name
        if len(answers) != 1:
            display.notice(f"Pass your function: `checks.{name}({name})`.")
            return
        exercise = catalogue.load(name)
        found = exercise.judge(answers[0])
        display.verdict(name, found)
        _progress.verdict(name, found)
        if found.status == RIGHT:
            session.keep(exercise, answers[0], display.notice)


def check(name):
    """Return the Check of an exercise; raise UnknownName without one."""
    require(name, catalogue.names(), "exercise")
    return Check(name)


def _told(function):
    """Make a wrong name a sentence in place of an exception."""

    @functools.wraps(function)
    def wrapped(name=None):
        try:
            function(getattr(name, "__name__", name))
        except UnknownName as error:
            display.notice(str(error))

    return wrapped


@_told
def hint(name):
    """Show the next hint of an exercise.

    Without a learner it is always the first, so that the output of a cell
    does not depend on how often it ran.
    """
    require(name, catalogue.names(), "exercise")
    hints = catalogue.load(name).hints
    shown = 0 if workspace.unattended() else _hints.get(name, 0)
    number = min(shown + 1, len(hints))
    _hints[name] = number
    lines = [f"**Hint {number} of {len(hints)}:** {hints[number - 1]}"]
    if number == len(hints):
        lines.append(
            f"This was the last hint; `checks.solution({name!r})` shows a "
            "solution."
        )
    display.markdown("\n\n".join(lines))
    _progress.hint(name, number)


@_told
def solution(name):
    """Show the source of an exercise's solution."""
    require(name, catalogue.names(), "exercise")
    text = source.text(catalogue.load(name).solution).rstrip()
    display.markdown(f"```python\n{text}\n```", text)
    _progress.solution(name)


def use(name):
    """Return the learner's own function if it passed, else the course's.

    It passed in this session, or another notebook saved it. Without a
    learner it is always the course's, and nothing is printed. Raises
    UnknownName for a name that no exercise has.
    """
    name = getattr(name, "__name__", name)
    require(name, catalogue.names(), "exercise")
    exercise = catalogue.load(name)
    if workspace.unattended():
        return exercise.solution
    own = session.own(exercise)
    if own is not None:
        display.notice(f"Using your `{name}`.")
        return own
    display.notice(
        f"Using the course's `{name}`: yours has not passed its check yet."
    )
    return exercise.solution


@_told
def predict(name):
    """Ask for a guess before the next cell runs: `remember/window`."""
    known = {
        one.id: one
        for chapter in catalogue.CHAPTERS
        for one in catalogue.predictions(chapter.key)
    }
    require(name, known, "prediction")
    asked = known[name]
    cards = _cards()
    if cards is None:
        text, markdown = static.prediction(asked)
        display.markdown(markdown, text)
        return
    kept = _progress.read()["predictions"].get(name, {})
    earlier = [c for c in asked.choices if c.text == kept.get("guess")]
    display.show(
        cards.prediction(
            asked,
            earlier[0] if earlier else None,
            lambda choice: _progress.guess(asked, choice),
        )
    )


@_told
def recall(key):
    """Ask three questions on the chapters before the chapter `key`."""
    keys = [chapter.key for chapter in catalogue.CHAPTERS]
    require(key, keys, "chapter")
    chapters = [catalogue.recall(k) for k in keys[: keys.index(key)]]
    history = _progress.read()["recall"]
    chosen = schedule.choose(chapters, history)
    if not chosen:
        display.notice("No earlier chapter has a question to recall.")
        return
    cards = _cards()
    if cards is None:
        text, markdown = static.recall(chosen)
        display.markdown(markdown, text)
        return
    display.show(cards.recall(chosen, _progress.answer))


@_told
def quiz(key):
    """Ask the questions by which a chapter finds out what you know."""
    known = {
        chapter.key: catalogue.quiz(chapter.key)
        for chapter in catalogue.CHAPTERS
        if catalogue.quiz(chapter.key)
    }
    require(key, known, "quiz")
    asked = known[key]
    cards = _cards()
    if cards is None:
        text, markdown = static.quiz(asked)
        display.markdown(markdown, text)
        return
    display.show(cards.quiz(asked, _progress.answer))


def progress():
    """Show what is solved, and what comes next."""
    found = _progress.read()
    display.table(overview.text(found), overview.as_html(found))


def progress_text():
    """Return what is solved as text; TensorFlow is not imported."""
    return overview.text(_progress.read())


def _cards():
    """Return the module of cards with controls, None where there are none.

    They need a learner, a notebook front end and ipywidgets.
    """
    if workspace.unattended() or not display.in_notebook():
        return None
    try:
        from lstm_course.checks import cards
    except ImportError:
        return None
    return cards
