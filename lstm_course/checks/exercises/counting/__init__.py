"""The exercises of "Can it count? Can it track a state?"."""

from lstm_course.checks.exercises.counting.acceptor import ACCEPTOR_WEIGHTS
from lstm_course.checks.exercises.counting.reach import REACH
from lstm_course.checks.exercises.counting.split import FAR_SPLIT
from lstm_course.checks.exercises.counting.states import STATES_NEEDED

EXERCISES = (ACCEPTOR_WEIGHTS, REACH, FAR_SPLIT, STATES_NEEDED)
