"""The exercises of "Why must an LSTM learn to forget?"."""

from lstm_course.checks.exercises.forgetting.gate import CONSTANT_GATE
from lstm_course.checks.exercises.forgetting.grammar import LEGAL_NEXT
from lstm_course.checks.exercises.forgetting.step import FORGET_STEP
from lstm_course.checks.exercises.forgetting.trace import READ_STREAM
from lstm_course.checks.exercises.forgetting.traps import NAME_THE_TRAPS

EXERCISES = (
    FORGET_STEP,
    CONSTANT_GATE,
    LEGAL_NEXT,
    READ_STREAM,
    NAME_THE_TRAPS,
)
