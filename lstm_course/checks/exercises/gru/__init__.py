"""The exercises of "Can a cell do with less?"."""

from lstm_course.checks.exercises.gru.backward import GRU_STEP_BACKWARD
from lstm_course.checks.exercises.gru.counter import COUNTER_WEIGHTS
from lstm_course.checks.exercises.gru.gallery import NAME_THE_CELLS
from lstm_course.checks.exercises.gru.mixes import THREE_MIXES
from lstm_course.checks.exercises.gru.sizes import COUNT_WEIGHTS
from lstm_course.checks.exercises.gru.step import GRU_STEP

EXERCISES = (
    THREE_MIXES,
    GRU_STEP,
    NAME_THE_CELLS,
    GRU_STEP_BACKWARD,
    COUNT_WEIGHTS,
    COUNTER_WEIGHTS,
)
