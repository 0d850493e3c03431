"""What passed in this session, and the learner's own functions on disk."""

import linecache

from lstm_course import workspace
from lstm_course.checks import files, source
from lstm_course.checks.verdict import RIGHT

_passed = {}


def keep(exercise, answer, tell):
    """Remember an answer that passed, and save its source for others.

    `tell` is called with one sentence when it cannot be saved.
    """
    _passed[exercise.name] = answer
    text = source.with_helpers(source.unwrapped(answer))
    if text is None or workspace.unattended():
        return
    path = _path(exercise.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, text.encode())
    except OSError as error:
        tell(f"Your answer could not be saved: {error.strerror}.")


def own(exercise):
    """Return the learner's function if it passed, else None.

    One saved by another notebook is judged again before it is used.
    """
    if exercise.name not in _passed:
        found = _saved(exercise)
        if found is None or exercise.judge(found).status != RIGHT:
            return None
        _passed[exercise.name] = found
    return _passed[exercise.name]


def forget():
    """Forget what passed in this session."""
    _passed.clear()


def _path(name):
    return workspace.folder() / "answers" / f"{name}.py"


def _saved(exercise):
    """Return the saved function, made in a copy of the solution's module.

    It may need what only the learner's notebook had, so anything may fail;
    then there is no saved function.
    """
    path = _path(exercise.name)
    namespace = dict(exercise.solution.__globals__)
    try:
        text = path.read_text(encoding="utf-8")
        exec(compile(text, str(path), "exec"), namespace)
        linecache.checkcache(str(path))
        return namespace[source.last_name(text)]
    except Exception:
        return None
