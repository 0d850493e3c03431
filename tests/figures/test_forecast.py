"""The figures of "Can an LSTM forecast?", by the data of their axes."""

import numpy as np

from lstm_course import style
from lstm_course.figures import forecast as draw


def texts(axes):
    return [text.get_text() for text in axes.texts]


def labels(axes):
    return [tick.get_text() for tick in axes.get_yticklabels()]


def test_two_verdicts_has_a_dot_for_each_fit():
    random, rolling = [0.8, 0.7, 0.9], [[1.5, 2], [3, 1.2], [6, 4]]
    (axes,) = draw.two_verdicts(random, rolling).axes
    one, many, naive = axes.lines
    np.testing.assert_allclose(one.get_xdata(), random)
    np.testing.assert_allclose(many.get_xdata(), np.ravel(rolling))
    assert np.round(one.get_ydata()).tolist() == [0] * 3
    assert np.round(many.get_ydata()).tolist() == [1] * 6
    assert set(naive.get_xdata()) == {1}
    assert labels(axes) == ["random split", "rolling origin"]
    low, high = axes.get_xlim()
    assert low < 0.7
    assert high > 6


def test_origins_put_each_forecast_where_it_begins():
    months, values = np.arange(9) / 12, np.arange(9.0)
    said = {
        "levels": np.array([[1, 2], [3, 4]]),
        "changes": np.array([[5, 6], [7, 8]]),
    }
    (axes,) = draw.origins(months, values, [3, 6], said).axes
    series, *rows = axes.lines
    np.testing.assert_allclose(series.get_ydata(), values)
    starts = [months[3:5], months[6:8]]
    for line, start, wanted in zip(
        rows, [*starts, *starts], [[1, 2], [3, 4], [5, 6], [7, 8]], strict=True
    ):
        np.testing.assert_allclose(line.get_xdata(), start)
        np.testing.assert_allclose(line.get_ydata(), wanted)
    assert texts(axes) == ["levels", "changes"]


def test_rivals_has_dots_and_means_in_order():
    errors = {"naive": [1.0, 3.0], "LSTM": [2.0]}
    picture = draw.rivals(errors, "A title", "MASE", marked=("LSTM",))
    (axes,) = picture.axes
    dots, mean, one, its_mean = axes.lines
    assert dots.get_xdata().tolist() == [1, 3]
    assert mean.get_xdata().tolist() == [2]
    assert one.get_xdata().tolist() == its_mean.get_xdata().tolist() == [2]
    assert dots.get_color() == style.ACCENT
    assert one.get_color() == style.CONTRAST
    assert labels(axes) == ["naive", "LSTM"]
    assert axes.yaxis_inverted()
    assert axes.get_title(loc="left") == "A title"


def test_by_step_shows_every_seed():
    relative = {"direct": [[0.9, 0.8], [1.0, 0.7]], "linear": [1.1, 0.6]}
    (axes,) = draw.by_step(relative, "A title").axes
    drawn = [line.get_ydata() for line in axes.lines[:3]]
    np.testing.assert_allclose(drawn, [[0.9, 0.8], [1.0, 0.7], [1.1, 0.6]])
    assert texts(axes) == ["the last value", "linear", "direct"]
    assert axes.get_ylim()[0] <= 0.6


def test_fan_marks_what_lies_outside():
    past, came = np.arange(24.0), np.array([1.0, 5.0, -3.0])
    low, middle, high = np.full((3, 3), [[-2], [0], [2]])
    rivals = {"last value": [9.0, 9, 9], "the day before": [8.0, 7, 6]}
    picture = draw.fan(past, came, low, middle, high, rivals, "A title")
    (axes,) = picture.axes
    forecast, before, after, outside, one, two, _ = axes.lines
    np.testing.assert_allclose(forecast.get_ydata(), middle)
    np.testing.assert_allclose(before.get_xydata()[-1], [0, 23])
    np.testing.assert_allclose(after.get_xydata()[:, 0], [1, 2, 3])
    np.testing.assert_allclose(outside.get_xydata(), [[2, 5], [3, -3]])
    np.testing.assert_allclose(one.get_ydata(), 9)
    np.testing.assert_allclose(two.get_ydata(), [8, 7, 6])
    assert {"what came", "forecast", *rivals} == set(texts(axes))
    (band,) = axes.collections
    edge = band.get_paths()[0].vertices
    assert (edge[:, 1].min(), edge[:, 1].max()) == (-2, 2)


def test_promises_has_coverage_left_and_score_right():
    coverage = {"one": [0.9, 0.8], "two": [0.95, 0.4]}
    scores = {"one": [3.0, 5.0], "two": [4.0, 9.0]}
    left, right = draw.promises(coverage, scores, 0.9).axes
    drawn = [line.get_ydata() for line in left.lines]
    np.testing.assert_allclose(drawn[:2], [*coverage.values()])
    assert set(drawn[2]) == {0.9}
    assert left.get_ylim() == (0.4, 1)
    drawn = [line.get_ydata() for line in right.lines]
    np.testing.assert_allclose(drawn, [*scores.values()])
    assert texts(right) == ["one", "two"]
    assert texts(left) == ["two", "one"]
    looks = [
        [(line.get_color(), line.get_linestyle()) for line in axes.lines[:2]]
        for axes in (left, right)
    ]
    assert looks[0] == looks[1]
    assert len(set(looks[0])) == 2


def test_drift_shows_shares_and_the_promise():
    shares = {"fixed": [0.9, 0.6, 0.5], "renewed": [0.9, 0.88, 0.91]}
    (axes,) = draw.drift([30, 31, 32], shares, 0.9).axes
    *lines, promise = axes.lines
    drawn = [line.get_ydata() for line in lines]
    np.testing.assert_allclose(drawn, [*shares.values()])
    assert set(promise.get_ydata()) == {0.9}
    assert axes.get_ylim()[0] < 0.5
    assert sorted(texts(axes)) == sorted(shares)
