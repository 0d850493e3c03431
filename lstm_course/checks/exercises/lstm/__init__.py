"""The exercises of "How does an LSTM keep a secret?"."""

from lstm_course.checks.exercises.lstm.gate_weights import GATE_WEIGHTS
from lstm_course.checks.exercises.lstm.half_lives import HALF_LIVES
from lstm_course.checks.exercises.lstm.onnx import FROM_ONNX
from lstm_course.checks.exercises.lstm.secret_keeper import SECRET_KEEPER
from lstm_course.checks.exercises.lstm.step import LSTM_STEP
from lstm_course.checks.exercises.lstm.trace import READ_TRACE
from lstm_course.checks.exercises.lstm.two_gates import TWO_GATE_CELL

EXERCISES = (
    GATE_WEIGHTS,
    TWO_GATE_CELL,
    HALF_LIVES,
    READ_TRACE,
    LSTM_STEP,
    SECRET_KEEPER,
    FROM_ONNX,
)
