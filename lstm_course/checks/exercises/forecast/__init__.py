"""The exercises of "Can an LSTM forecast – and how would you know?"."""

from lstm_course.checks.exercises.forecast.by_hand import SCORES_BY_HAND
from lstm_course.checks.exercises.forecast.interval import INTERVAL
from lstm_course.checks.exercises.forecast.leaks import CLEAN_WINDOWS
from lstm_course.checks.exercises.forecast.origins import ROLLING_ORIGINS
from lstm_course.checks.exercises.forecast.pinball import PINBALL_LOSS

EXERCISES = (
    CLEAN_WINDOWS,
    ROLLING_ORIGINS,
    SCORES_BY_HAND,
    PINBALL_LOSS,
    INTERVAL,
)
