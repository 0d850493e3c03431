"""Whether an answer with the right values can also be compiled."""

from lstm_course import runtime
from lstm_course.checks import notices, running
from lstm_course.checks.verdict import WRONG, Verdict

MISTAKE = "not-compiled"
SAYS = (
    "All numbers are right, but the function cannot be compiled, and a later "
    "cell has to compile it. Use TensorFlow's functions throughout: `tf.tanh` "
    "in place of `np.tanh`, no `.numpy()`, no `float()`, no `if` on the value "
    "of a tensor, no `for` over its rows."
)

_PATIENCE = 6
"""Tracing takes longer than a call: so many times the limit of an answer."""


def refused(exercise, answer):
    """Return the Verdict on an answer that cannot be traced, or None.

    Later cells train with the learner's function, and compile it for that.
    """
    args = exercise.prepared.cases[-1].args

    def trace():
        compiled = runtime.tf.function(answer, autograph=False)
        compiled.get_concrete_function(*args)

    limit = _PATIENCE * exercise.limit
    ended = running.once(trace, limit, notices.still_running(exercise, limit))
    return ended.error and Verdict(WRONG, SAYS, MISTAKE)
