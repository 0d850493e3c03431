"""What a notebook calls: checks, hints, solutions, cards, progress."""

import difflib
import functools

from lstm_course import workspace
from lstm_course.checks import catalogue
from lstm_course.checks.verdict import RIGHT

_shown_hints = {}


class UnknownName(AttributeError, LookupError):
    """No exercise, prediction or chapter has this name.

    IPython shows the sentence alone, without a traceback.
    """

    def _render_traceback_(self):
        return [f"✗ {self}"]


class Check:
    """The check of one exercise: call it with your function."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"Call it with your function: checks.{self._name}({self._name})"

    def __call__(self, *answers):
        """Judge the answer, and show the verdict."""
        from lstm_course.checks import display

        if len(answers) != 1:
            display.notice(
                f"Pass your function: `checks.{self._name}({self._name})`."
            )
            return
        found = catalogue.load(self._name).judge(answers[0])
        display.verdict(self._name, found)
        _remember(self._name, answers[0], found)


def check(name):
    """Return the Check of an exercise; raise UnknownName without one."""
    _known(name, catalogue.names(), "exercise")
    return Check(name)
