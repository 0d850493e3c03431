"""Exercises as an author writes them, and how an answer is judged."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from lstm_course.checks import judging, source
from lstm_course.checks.prepared import Prepared
from lstm_course.checks.verdict import Verdict

__all__ = [
    "Case",
    "FunctionExercise",
    "Mistake",
    "Output",
    "Rule",
    "ValueExercise",
    "Verdict",
]


class Case(NamedTuple):
    """One call of the function; `about` says what is special, in words."""

    args: tuple
    about: str


class Output(NamedTuple):
    """One value that the function returns.

    `axes` names its axes, `()` for a scalar. `blocks` names the equal parts
    of the last axis, such as the four gates of `(features, 4 * units)`.
    """

    name: str
    axes: tuple[str, ...]
    blocks: tuple[str, ...] = ()


class Mistake(NamedTuple):
    """A wrong answer that beginners give, and the sentence it deserves."""

    name: str
    says: str
    answer: Callable


class Rule(NamedTuple):
    """A condition on a value: `test(value)` gives None or the message."""

    name: str
    test: Callable[[Any], str | None]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """What both kinds of exercise have.

    The name is that of `solution`, a function of its module with a
    docstring. `tried` says what a right answer has been put through, such
    as "12 random cases". `given` is a function whose source is the start in
    place of a stub: with `...` for blanks, or with a bug. `limit` is the
    time, in seconds, that an answer has for everything.
    """

    solution: Callable
    hints: Sequence[str]
    mistakes: Sequence[Mistake]
    tried: str
    given: Callable | None = None
    limit: float = 5.0

    @property
    def name(self):
        """The name of the exercise: that of its solution."""
        return self.solution.__name__

    def start(self):
        """Return the source that the learner starts from."""
        return source.start(self.solution, self.given)


@dataclass(frozen=True, kw_only=True)
class FunctionExercise(Exercise):
    """A function, compared with the solution on many cases.

    `cases(rng)` returns a list of Case, smallest first; `outputs` describes
    what the function returns: one Output, or one for each value of a tuple,
    field of a named tuple or key of a dictionary. `rtol` and `atol` widen
    the tolerance, which follows from the kind of number. `axes` names the
    blocks of an axis for all outputs: `{"gates": ("i", "f", "g", "o")}`.
    With `compiled` an answer must also be one that `tf.function` can trace.
    """

    cases: Callable[[np.random.Generator], list[Case]]
    outputs: Sequence[Output]
    rtol: float | None = None
    atol: float | None = None
    axes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    seed: int = 0
    compiled: bool = False

    @functools.cached_property
    def prepared(self):
        """The cases and what the solution gives for them."""
        return Prepared(self.solution, self.cases, self.outputs, self.seed)

    @judging.never_raises
    def judge(self, answer):
        """Return the Verdict on `answer`; never raises."""
        return judging.function(self, answer)


@dataclass(frozen=True, kw_only=True)
class ValueExercise(Exercise):
    """A function whose value passes through rules.

    Tensors come to the rules as NumPy arrays, scalars as Python numbers.
    The first message of a rule is the verdict. A function without arguments
    is called once. For one that has some, `calls()` makes the arguments of
    each call, and the rules see the list of what it returned. Or else
    `watch(answer)` uses it, and the rules see what was watched.
    """

    rules: Sequence[Rule]
    calls: Callable[[], list[tuple]] | None = None
    watch: Callable[[Callable], Any] | None = None

    @judging.never_raises
    def judge(self, answer):
        """Return the Verdict on `answer`; never raises."""
        return judging.value(self, answer)
