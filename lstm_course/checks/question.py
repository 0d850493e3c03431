"""Questions with choices: predictions before a cell, recall afterwards."""

from typing import NamedTuple


class Choice(NamedTuple):
    """One outcome that a learner may choose.

    `misconception` names the wrong idea that leads here and is empty for the
    choice that is right. `reply` is what a tutor would say to it.
    """

    text: str
    misconception: str
    reply: str


class Prediction(NamedTuple):
    """A question put before a cell runs; the cell answers it."""

    id: str
    question: str
    choices: tuple[Choice, ...]


class Question(NamedTuple):
    """A question on an earlier chapter, answered at once."""

    id: str
    question: str
    choices: tuple[Choice, ...]


def right_index(question):
    """Return the position of the one choice without a misconception.

    Raises ValueError when there is none or more than one.
    """
    found = [
        index
        for index, choice in enumerate(question.choices)
        if not choice.misconception
    ]
    if len(found) != 1:
        raise ValueError(
            f"{question.id}: expected exactly one choice without a "
            f"misconception, got {len(found)}"
        )
    return found[0]
