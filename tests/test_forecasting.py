"""Scores and naive forecasts, against numbers worked out by hand."""

import doctest

import numpy as np
import pytest

from lstm_course import forecasting
from lstm_course.checks.exercises.forecast.by_hand import scores_by_hand
from lstm_course.forecasting import naive, scores

KNOWN = [10, 12, 11, 13, 12]


@pytest.mark.parametrize("module", [naive, scores])
def test_examples_of_the_docstrings(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_scores_are_those_of_the_exercise():
    came, said, low, high = [13, 15], [12, 13], [11, 11], [14, 14]
    wanted = scores_by_hand()
    assert forecasting.mase(came, said, KNOWN) == wanted["MASE"]
    rival = forecasting.last_value(KNOWN, 2)
    assert forecasting.skill(came, said, rival) == wanted["skill"]
    assert forecasting.coverage(came, low, high) == wanted["coverage"]
    score = forecasting.interval_score(came, low, high, 0.8)
    assert score == pytest.approx(wanted["interval score"])


def test_mase_of_a_period_scales_by_the_season_before():
    assert forecasting.mase([5], [2], [1, 9, 3, 9], period=2) == 3
    assert forecasting.mase([5], [2], [1, 9, 3, 9], period=1) < 1


def test_mase_has_no_unit():
    rng = np.random.default_rng(0)
    came, said, known = rng.normal(size=(3, 9))
    one = forecasting.mase(came, said, known)
    other = forecasting.mase(7 * came + 2, 7 * said + 2, 7 * known + 2)
    assert other == pytest.approx(one)


def test_scores_of_each_step():
    came = np.array([[1.0, 9.0], [3.0, 4.0]])
    low, high = np.zeros((2, 2)), np.full((2, 2), 4.0)
    np.testing.assert_allclose(forecasting.coverage(came, low, high), [1, 0.5])
    found = forecasting.interval_score(came, low, high, 0.9)
    np.testing.assert_allclose(found, [4, (4 + 20 * 5 + 4) / 2])
    # From below it costs as much.
    found = forecasting.interval_score(-came, -high, -low, 0.9)
    np.testing.assert_allclose(found, [4, (4 + 20 * 5 + 4) / 2])


def test_no_interval_scores_better_than_the_true_quantiles():
    rng = np.random.default_rng(0)
    came = rng.normal(size=20_000)
    best = 1.645

    def score(half):
        bound = np.full_like(came, half)
        return forecasting.interval_score(came, -bound, bound, 0.9)

    assert score(best) < min(score(0.8 * best), score(1.25 * best))


def test_last_value():
    assert forecasting.last_value(KNOWN, 3).tolist() == [12, 12, 12]


def test_seasonal_naive_repeats_the_last_season():
    known = [9, 9, 1, 2, 3]
    said = forecasting.seasonal_naive(known, 7, period=3)
    assert said.tolist() == [1, 2, 3, 1, 2, 3, 1]


def test_drift_adds_the_mean_rise_of_a_season():
    # Seasons of 2, from the end: means 1, 3, 7; they rose by 3 on average.
    known = [99, 1, 1, 2, 4, 6, 8]
    said = forecasting.seasonal_naive(known, 4, period=2, drift=True)
    assert said.tolist() == [9, 11, 12, 14]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: forecasting.last_value([], 2), "^known: .*at least one"),
        (lambda: forecasting.last_value([[1]], 2), r"^known: .*\(1, 1\)"),
        (lambda: forecasting.last_value([1], 0), "^horizon: .*got 0"),
        (lambda: forecasting.seasonal_naive([1], 2, 2), "^known: .*, 2, got"),
        (
            lambda: forecasting.seasonal_naive([1, 2], 2, 2, drift=True),
            "^known: .*, 4, got",
        ),
        (lambda: forecasting.seasonal_naive([1], 2, 0), "^period: .*got 0"),
        (lambda: forecasting.mase([1], [1, 2], KNOWN), "^said: .*shape"),
        (lambda: forecasting.mase([1], [1], [2, 2]), "^known: .*constant"),
        (lambda: forecasting.mase([1], [1], [2, 3], 2), "^known: .*period"),
        (lambda: forecasting.skill([1], [2], [1]), "^rival: .*errs"),
        (lambda: forecasting.skill([1], [2], [1, 3]), "^rival: .*shape"),
        (lambda: forecasting.coverage([1], [1], [1, 2]), "^high: .*shape"),
        (
            lambda: forecasting.interval_score([1], [2], [1], 0.9),
            "^low: .*above high",
        ),
        (
            lambda: forecasting.interval_score([1], [1], [1], 90),
            "^level: .*got 90",
        ),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
