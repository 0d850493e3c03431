"""Whether an answer with the right values can also be compiled."""

from lstm_course import runtime
from lstm_course.checks import notices, running
from lstm_course.checks.verdict import WRONG, Verdict

MISTAKE = "not-compiled"


def refused(exercise, answer):
    """Return the Verdict on an answer that cannot be traced, or None.

    Later cells train with the learner's function, and compile it for that.
    """
    args = exercise.prepared.cases[-1].args

    def trace():
        runtime.tf.function(answer).get_concrete_function(*args)

    ended = running.once(
        trace, exercise.limit, notices.still_running(exercise)
    )
    if ended.error is None:
        return None
    return Verdict(
        WRONG,
        "The values are right, but TensorFlow cannot compile your function, "
        "and a later cell has to. Use TensorFlow's functions in place of "
        "NumPy's and of `.numpy()`: `tf.tanh`, `tf.stack`, `tf.reduce_sum`.",
        MISTAKE,
    )
