"""Find why a compiled reader is slow: it is compiled again and again."""

from typing import NamedTuple

import numpy as np

from lstm_course.checks.exercise import Mistake, Rule, ValueExercise
from lstm_course.runtime import tf

# TensorFlow warns of the fifth compilation; the check speaks before it.
_LENGTHS = (1, 2, 3, 4)


def compiled_once(cell):
    """Return read(xs, steps): h after so many steps, compiled only once.

    xs is (batch, time, units), steps a whole number of Python, from 1 to
    time. cell(x, h) returns the next h; the first h is zero.
    """

    @tf.function
    def read(xs, steps):
        h = tf.zeros_like(xs[:, 0])
        for t in tf.range(steps):
            h = cell(xs[:, t], h)
        return h

    return lambda xs, steps: read(xs, tf.constant(steps))


def compiled_often(cell):
    """Return read(xs, steps): h after so many steps, compiled only once.

    xs is (batch, time, units), steps a whole number of Python, from 1 to
    time. cell(x, h) returns the next h; the first h is zero.
    """

    @tf.function
    def read(xs, steps):
        h = tf.zeros_like(xs[:, 0])
        for t in range(steps):
            h = cell(xs[:, t], h)
        return h

    return read


class Watched(NamedTuple):
    """What was seen of a reader: its values, and where its cell ran."""

    values: list
    traces: int
    eager: int


class _Cell:
    """A cell that remembers in which graphs it was called."""

    def __init__(self):
        self.graphs, self.eager = [], 0

    @tf.autograph.experimental.do_not_convert
    def __call__(self, x, h):
        if tf.executing_eagerly():
            self.eager += 1
        else:
            graph = _whole(tf.compat.v1.get_default_graph())
            if not any(graph is known for known in self.graphs):
                self.graphs.append(graph)
        return tf.tanh(x + 0.5 * h)


def _whole(graph):
    """Return the graph of a function, given that of a loop's body in it."""
    outer = getattr(graph, "outer_graph", None)
    while getattr(outer, "building_function", False):
        graph, outer = outer, getattr(outer, "outer_graph", None)
    return graph


def _inputs():
    rng = np.random.default_rng(0)
    return tf.constant(rng.normal(size=(2, len(_LENGTHS), 3)))


def _watch(answer):
    cell, xs = _Cell(), _inputs()
    read = answer(cell)
    if not callable(read):
        return read
    values = [read(xs, steps) for steps in _LENGTHS]
    return Watched(values, len(cell.graphs), cell.eager)


def _expected():
    h, found = np.zeros((2, 3)), []
    for x in _inputs().numpy().transpose(1, 0, 2):
        h = np.tanh(x + 0.5 * h)
        found.append(h)
    return found


def _a_reader(value):
    if isinstance(value, Watched):
        return None
    return (
        "Return the function read itself, without calling it: the check "
        "calls it as read(xs, steps)."
    )


def _compiled(value):
    if value.eager:
        return (
            "Nothing is compiled: your cell ran step by step in Python, "
            f"{value.eager} times. read needs its @tf.function."
        )
    return None


def _values(value):
    got = [np.asarray(one) for one in value.values]
    expected = _expected()
    if any(one.shape != (2, 3) for one in got):
        return (
            f"Expected h, of shape (2, 3), got {got[0].shape}: the last "
            "state alone is wanted."
        )
    wrong = [
        steps
        for steps, one, right in zip(_LENGTHS, got, expected, strict=True)
        if not np.allclose(one, right, atol=1e-6)
    ]
    if not wrong:
        return None
    if all(np.allclose(one, got[0]) for one in got):
        return (
            "Your reader gives the same for every number of steps: steps "
            "does not reach the loop."
        )
    if all(
        np.allclose(one, right, atol=1e-6)
        for one, right in zip(got[1:], expected[:-1], strict=True)
    ):
        return "Your reader stops one step too early."
    return (
        f"For {wrong[0]} step{'s' if wrong[0] > 1 else ''} h is not what "
        "that many calls of cell give."
    )


def _once(value):
    if value.traces <= 1:
        return None
    return (
        f"Right values, and compiled {value.traces} times for "
        f"{len(_LENGTHS)} lengths. A whole number of Python is part of the "
        "program: for each new one tf.function makes another. A tensor is "
        "data."
    )


def _made(loop, wrap=tf.function, call=lambda read: read):
    """Return an answer with another loop or another way to call it."""

    def answer(cell):
        def read(xs, steps):
            h = tf.zeros_like(xs[:, 0])
            return loop(cell, xs, steps, h)

        return call(wrap(read))

    return answer


def _graph_loop(less=0, fixed=None):
    def loop(cell, xs, steps, h):
        last = steps - less if fixed is None else fixed
        return tf.while_loop(
            lambda t, h: t < last,
            lambda t, h: (t + 1, cell(xs[:, t], h)),
            (0, h),
        )[1]

    return loop


def _python_loop(cell, xs, steps, h):
    for t in range(int(steps)):
        h = cell(xs[:, t], h)
    return h


def _all_states(cell, xs, steps, h):
    inputs = tf.transpose(xs, (1, 0, 2))
    return tf.scan(lambda h, x: cell(x, h), inputs, h)


def _as_tensor(read):
    return lambda xs, steps: read(xs, tf.constant(steps))


def _each_time(cell):
    def read(xs, steps):
        loop = _graph_loop()
        inner = tf.function(
            lambda xs, n: loop(cell, xs, n, tf.zeros_like(xs[:, 0]))
        )
        return inner(xs, tf.constant(steps))

    return read


COMPILED_ONCE = ValueExercise(
    solution=compiled_once,
    given=compiled_often,
    watch=_watch,
    limit=15.0,
    hints=(
        "How often does the Python code of read run, if it is called with "
        "steps = 1, 2, 3, …? Put a print into it and see.",
        "Two things make steps a part of the program: that it comes in as a "
        "Python number, and that range needs one.",
        "Inside: for t in tf.range(steps). Outside: call read with "
        "tf.constant(steps).",
    ),
    rules=(
        Rule("no-reader", _a_reader),
        Rule("eager", _compiled),
        Rule("values", _values),
        Rule("retraced", _once),
    ),
    mistakes=(
        Mistake("no-reader", "", lambda cell: tf.zeros((2, 3))),
        Mistake(
            "eager", "", _made(_python_loop, wrap=lambda function: function)
        ),
        Mistake(
            "eager",
            "",
            _made(_graph_loop(), lambda function: function, _as_tensor),
        ),
        Mistake("values", "", _made(_graph_loop(less=1), call=_as_tensor)),
        Mistake("values", "", _made(_graph_loop(fixed=4), call=_as_tensor)),
        Mistake("values", "", _made(_all_states, call=_as_tensor)),
        Mistake("retraced", "", _made(_python_loop)),
        Mistake("retraced", "", _made(_graph_loop())),
        Mistake("retraced", "", _each_time),
    ),
    tried="four lengths, one compilation",
)
