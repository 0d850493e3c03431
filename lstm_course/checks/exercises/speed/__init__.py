"""The exercises of "Where does the time go?"."""

from lstm_course.checks.exercises.speed.by_hand import FLOPS_BY_HAND
from lstm_course.checks.exercises.speed.gates import FUSED_STEP
from lstm_course.checks.exercises.speed.layer import HOISTED_LAYER
from lstm_course.checks.exercises.speed.protocol import FAIR_RACE
from lstm_course.checks.exercises.speed.retracing import COMPILED_ONCE
from lstm_course.checks.exercises.speed.roofs import WHICH_ROOF

EXERCISES = (
    FAIR_RACE,
    FUSED_STEP,
    HOISTED_LAYER,
    COMPILED_ONCE,
    FLOPS_BY_HAND,
    WHICH_ROOF,
)
