"""Keep what a learner has done; nothing is kept without a learner."""

from datetime import UTC, datetime

from lstm_course import workspace
from lstm_course.checks import store
from lstm_course.checks.verdict import NOT_ATTEMPTED, RIGHT

_EMPTY = {"exercises": {}, "predictions": {}, "recall": {}}
_NEW = {"status": "", "attempts": 0, "hints": 0, "solution": False}


class Progress:
    """What the learner has done, in the file of their folder.

    A file that cannot be read or written costs one line, shown once by
    `tell`, and never a verdict.
    """

    def __init__(self, tell):
        self._tell = tell
        self._told = set()

    def read(self):
        """Return all progress, empty when nobody is there."""
        if workspace.unattended():
            return _EMPTY
        try:
            return self._store().read()
        except (OSError, store.NewerFormat) as error:
            self._once(f"Your progress could not be read: {_reason(error)}")
            return _EMPTY

    def verdict(self, name, found):
        """Count a verdict; an exercise that was right stays so."""

        def change(exercise):
            if found.status != NOT_ATTEMPTED:
                exercise["attempts"] += 1
            if exercise["status"] != RIGHT:
                exercise["status"] = found.status
            if found.status == RIGHT:
                exercise.setdefault("passed", _now())

        self._exercise(name, change)

    def hint(self, name, number):
        """Remember that the first `number` hints were shown."""

        def change(exercise):
            exercise["hints"] = max(exercise["hints"], number)

        self._exercise(name, change)

    def solution(self, name):
        """Remember that the solution was shown."""
        self._exercise(name, lambda exercise: exercise.update(solution=True))

    def guess(self, prediction, choice):
        """Remember the first guess of a prediction."""
        entry = {
            "guess": choice.text,
            "right": not choice.misconception,
            "misconception": choice.misconception,
            "at": _now(),
        }
        self._update(
            lambda progress: progress["predictions"].setdefault(
                prediction.id, entry
            )
        )

    def answer(self, question, choice):
        """Remember one answer to a recall question."""
        entry = {
            "choice": choice.text,
            "right": not choice.misconception,
            "at": _now(),
        }
        self._update(
            lambda progress: (
                progress["recall"].setdefault(question.id, []).append(entry)
            )
        )

    def _exercise(self, name, change):
        self._update(
            lambda progress: change(
                progress["exercises"].setdefault(name, dict(_NEW))
            )
        )

    def _update(self, change):
        if workspace.unattended():
            return
        try:
            self._store().update(change)
        except (OSError, store.NewerFormat) as error:
            self._once(f"Your progress could not be saved: {_reason(error)}")

    def _store(self):
        return store.Store(workspace.folder(), self._once)

    def _once(self, sentence):
        if sentence not in self._told:
            self._told.add(sentence)
            self._tell(sentence)


def _now():
    return datetime.now(UTC).isoformat(timespec="seconds")


def _reason(error):
    if isinstance(error, OSError):
        return f"{error.strerror or 'the file is in use'}."
    return str(error)
