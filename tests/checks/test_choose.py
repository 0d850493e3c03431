"""The exercises of "Can it write?", beyond what the matrix asks of all."""

import numpy as np

from lstm_course.checks.exercises.write.choosing import CHOOSE, choose


def test_choose_expects_nothing_that_came_from_a_nan():
    for case in CHOOSE.cases(np.random.default_rng(CHOOSE.seed)):
        *_, top_p = case.args
        assert 0 < top_p <= 1, case.about
        with np.errstate(divide="raise", invalid="raise"):
            choose(*case.args)


def test_choose_with_a_tiny_top_p_is_the_likeliest():
    logits, us = np.array([0.3, 2.1, -1.0]), np.array([0, 0.5, 0.99])
    assert choose(logits, us, 1.0, 1e-9).tolist() == [1, 1, 1]
