"""Count the matrix products of an answer in the graph that it makes."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from lstm_course import runtime
from lstm_course.checks import compiling, judging, notices, running
from lstm_course.checks.exercise import FunctionExercise
from lstm_course.checks.verdict import RIGHT, WRONG, Verdict

_PRODUCTS = ("MatMul", "BatchMatMul", "BatchMatMulV2", "Einsum")
_LOOPS = ("While", "StatelessWhile")


class Products(NamedTuple):
    """How many matrix products are done once, and how many at every step."""

    once: int
    each_step: int

    def __str__(self):
        once = _counted(self.once)
        if not self.each_step:
            return once
        return f"{_counted(self.each_step)} for each step, {once} outside"


def _counted(number):
    return f"{number} matrix product{'' if number == 1 else 's'}"


@dataclass(frozen=True, kw_only=True)
class TracedExercise(FunctionExercise):
    """A function with the right values and few enough matrix products.

    `arguments(time)` makes the arguments of a call with so many steps. From
    two lengths one sees what is done at every step, whether the loop is one
    of Python, which is unrolled, or one in the graph. `most` is what an
    answer may have. A mistake with the right values is known by its count.
    """

    arguments: Callable[[int], tuple]
    most: Products

    @judging.never_raises
    def judge(self, answer):
        """Return the Verdict on `answer`; never raises."""
        verdict = judging.function(self, answer)
        if verdict.status != RIGHT:
            return verdict
        ended = running.once(
            lambda: count(answer, self.arguments),
            self.limit,
            notices.still_running(self),
        )
        if ended.error is not None:
            return Verdict(WRONG, compiling.SAYS, compiling.MISTAKE)
        found = Products(*ended.value)
        if all(n <= most for n, most in zip(found, self.most, strict=True)):
            return verdict
        message = f"All numbers are right. Your graph holds {found}."
        mistake = self._by_count.get(found)
        if mistake is None:
            return Verdict(WRONG, f"{message} Aim at {self.most}.")
        return Verdict(WRONG, f"{message} {mistake.says}", mistake.name)

    @functools.cached_property
    def _by_count(self):
        """Return the mistakes with the right values by their counts."""
        found = {}
        for mistake in self.mistakes:
            if judging.function(self, mistake.answer).status == RIGHT:
                products = count(mistake.answer, self.arguments)
                found.setdefault(products, mistake)
        return found


def count(function, arguments):
    """Return the Products of a function, from its traces at two lengths."""
    short, long = 3, 7
    (few, body), (many, _) = (
        _in_graph(function, arguments(time)) for time in (short, long)
    )
    unrolled = (many - few) // (long - short)
    return Products(few - short * unrolled, unrolled + body)


def _in_graph(function, args):
    """Return the products outside and inside of the loops of a graph."""
    traced = runtime.tf.function(function).get_concrete_function(*args)
    graph = traced.graph.as_graph_def()
    library = {f.signature.name: f.node_def for f in graph.library.function}

    def walk(nodes):
        outside = inside = 0
        for node in nodes:
            outside += node.op in _PRODUCTS
            for name in ("f", "body", "then_branch"):
                if not node.attr[name].func.name:
                    continue
                out, deep = walk(library[node.attr[name].func.name])
                inside += deep + (out if node.op in _LOOPS else 0)
                outside += 0 if node.op in _LOOPS else out
        return outside, inside

    return walk(graph.node)
