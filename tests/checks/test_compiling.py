"""An answer that later cells compile must be one that can be compiled."""

import numpy as np
import pytest

from lstm_course.checks import catalogue
from lstm_course.checks.compiling import MISTAKE
from lstm_course.checks.verdict import RIGHT, WRONG
from lstm_course.runtime import tf


def in_numpy(x, h_prev, W, U, b):
    return np.tanh(x @ W + h_prev @ U + b)


def through_numpy(x, h_prev, W, U, b):
    return tf.tanh(tf.constant((x @ W + h_prev @ U + b).numpy()))


@pytest.mark.parametrize("answer", [in_numpy, through_numpy])
def test_numpy_is_refused_by_name(answer):
    found = catalogue.load("rnn_step").judge(answer)
    assert (found.status, found.mistake) == (WRONG, MISTAKE)


def test_compiled_answer_is_right():
    exercise = catalogue.load("rnn_step")
    assert exercise.judge(tf.function(exercise.solution)).status == RIGHT
