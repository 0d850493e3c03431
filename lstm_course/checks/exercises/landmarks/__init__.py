"""The exercises of "Do the claims of 1997 hold?"."""

from lstm_course.checks.exercises.landmarks.by_hand import KEPT_OVER_THE_LAG
from lstm_course.checks.exercises.landmarks.chrono import CHRONO_BIAS
from lstm_course.checks.exercises.landmarks.generator import TEMPORAL_ORDER
from lstm_course.checks.exercises.landmarks.protocol import WHERE_IT_FAILS
from lstm_course.checks.exercises.landmarks.survival import WHAT_RUNS_SHOW

EXERCISES = (
    WHAT_RUNS_SHOW,
    TEMPORAL_ORDER,
    KEPT_OVER_THE_LAG,
    CHRONO_BIAS,
    WHERE_IT_FAILS,
)
