"""The exercises of "How does it leave the notebook?"."""

from lstm_course.checks.exercises.leave.carrying import WHAT_BECOMES
from lstm_course.checks.exercises.leave.flat import FLAT_STEP
from lstm_course.checks.exercises.leave.parity import SAME_MODEL
from lstm_course.checks.exercises.leave.to_onnx import TO_ONNX

EXERCISES = (FLAT_STEP, SAME_MODEL, WHAT_BECOMES, TO_ONNX)
