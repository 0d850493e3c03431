"""The figures of "How does it leave the notebook?", by their data."""

import numpy as np

from lstm_course.figures import leave as draw


def test_noticed_tells_what_is_above_the_tolerance():
    differences = np.array([[0, 2e-6, 0.25], [1.1e-5, 0.5, 0]])
    (axes,) = draw.noticed(["a", "b"], ["x", "y", "z"], differences).axes
    (cells,) = axes.collections
    np.testing.assert_array_equal(
        cells.get_array().reshape(2, 3), [[0, 0, 1], [1, 1, 0]]
    )
    texts = [text.get_text() for text in axes.texts]
    assert texts == ["–", "–", "0.2", "1e-05", "0.5", "–"]
    top, bottom = axes.get_ylim()[::-1]
    assert top < bottom
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["a", "b"]
    ticks = [tick.get_text() for tick in axes.get_xticklabels()]
    assert ticks == ["x", "y", "z"]


def test_gap_shows_both_kinds_beside_the_tolerance():
    (axes,) = draw.gap({"plain": 2e-7, "cpu": 3e-7}, {"hard": 0.1}).axes
    *dots, line = axes.lines
    np.testing.assert_allclose(
        [d.get_xdata()[0] for d in dots], [2e-7, 3e-7, 0.1]
    )
    assert [d.get_ydata()[0] for d in dots] == [0, 1, 2]
    assert dots[0].get_color() == dots[1].get_color() != dots[2].get_color()
    assert set(line.get_xdata()) == {1e-5}
    low, high = axes.get_xlim()
    assert low < 2e-7
    assert high > 0.1
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    assert names == ["plain", "cpu", "hard"]


def test_sines_shows_row_truth_and_forecast():
    rows = np.array([[0, 0.5, 1], [1, 0, -1]])
    panels = draw.sines(rows, forecasts=[0.8, -0.9], truth=[0.7, -0.5]).axes
    for axes, row, forecast, after in zip(
        panels, rows, (0.8, -0.9), (0.7, -0.5), strict=True
    ):
        line, truth, told = axes.lines
        np.testing.assert_array_equal(line.get_ydata(), row)
        assert (truth.get_xdata()[0], truth.get_ydata()[0]) == (3, after)
        assert (told.get_xdata()[0], told.get_ydata()[0]) == (3, forecast)
