"""The exercises of "Can it write?"."""

from lstm_course.checks.exercises.write.bits import BITS_PER_CHARACTER
from lstm_course.checks.exercises.write.choosing import CHOOSE
from lstm_course.checks.exercises.write.surprise import READ_SURPRISE
from lstm_course.checks.exercises.write.windows import CONTINUED_WINDOWS

EXERCISES = (
    BITS_PER_CHARACTER,
    CONTINUED_WINDOWS,
    CHOOSE,
    READ_SURPRISE,
)
