"""Judge a learner's answer and say what is wrong with it.

checks.rnn_step(rnn_step)          judge an answer
checks.hint("rnn_step")            the next hint
checks.solution("rnn_step")        a solution
checks.use("rnn_step")             your function if it passed, or ours
checks.predict("remember/window")  a guess before a cell runs
checks.recall("remember")          three questions on earlier chapters
checks.quiz("start")               what a chapter expects you to know
checks.progress()                  what is solved
"""

from lstm_course.checks import catalogue as _catalogue
from lstm_course.checks import notebook as _notebook
from lstm_course.checks.notebook import (
    hint,
    predict,
    progress,
    progress_text,
    quiz,
    recall,
    solution,
    use,
)

__all__ = [
    "hint",
    "predict",
    "progress",
    "progress_text",
    "quiz",
    "recall",
    "solution",
    "use",
]


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _notebook.check(name)


def __dir__():
    return sorted([*__all__, *_catalogue.names()])
