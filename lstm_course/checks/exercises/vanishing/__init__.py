"""The exercises of "Why do plain RNNs forget?"."""

from lstm_course.checks.exercises.vanishing.clipping import CLIP_BY_NORM
from lstm_course.checks.exercises.vanishing.curves import READ_THE_CURVES
from lstm_course.checks.exercises.vanishing.many_units import (
    GRADIENT_NORMS,
    GROWTH_RATE,
)
from lstm_course.checks.exercises.vanishing.one_unit import (
    FADING_BY_HAND,
    GRADIENT_THROUGH_TIME,
)
from lstm_course.checks.exercises.vanishing.protocol import (
    CAPACITY_OR_GRADIENT,
)
from lstm_course.checks.exercises.vanishing.steady import STEADY_SCALES

EXERCISES = (
    FADING_BY_HAND,
    GRADIENT_THROUGH_TIME,
    GRADIENT_NORMS,
    GROWTH_RATE,
    READ_THE_CURVES,
    STEADY_SCALES,
    CLIP_BY_NORM,
    CAPACITY_OR_GRADIENT,
)
