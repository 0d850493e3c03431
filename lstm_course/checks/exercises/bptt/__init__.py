"""The exercises of "How does a network learn from the past?"."""

from lstm_course.checks.exercises.bptt.bugs import NAME_THE_BUGS
from lstm_course.checks.exercises.bptt.by_hand import ONE_STEP_EARLIER
from lstm_course.checks.exercises.bptt.loop import RNN_BACKWARD
from lstm_course.checks.exercises.bptt.one_unit import THREE_STEPS_BACKWARD
from lstm_course.checks.exercises.bptt.step import RNN_STEP_BACKWARD
from lstm_course.checks.exercises.bptt.windows import RNN_BACKWARD_TRUNCATED

EXERCISES = (
    ONE_STEP_EARLIER,
    THREE_STEPS_BACKWARD,
    RNN_STEP_BACKWARD,
    RNN_BACKWARD,
    NAME_THE_BUGS,
    RNN_BACKWARD_TRUNCATED,
)
