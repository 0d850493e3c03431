"""The exercises of "How do gradients get through the gates?"."""

from lstm_course.checks.exercises.gradients.curves import READ_DISTANCES
from lstm_course.checks.exercises.gradients.direct import DIRECT_PATH
from lstm_course.checks.exercises.gradients.gates import GATE_SHARES
from lstm_course.checks.exercises.gradients.loop import LSTM_BACKWARD
from lstm_course.checks.exercises.gradients.mended import MENDED_STEP
from lstm_course.checks.exercises.gradients.step import LSTM_STEP_BACKWARD

EXERCISES = (
    GATE_SHARES,
    DIRECT_PATH,
    LSTM_STEP_BACKWARD,
    MENDED_STEP,
    LSTM_BACKWARD,
    READ_DISTANCES,
)
