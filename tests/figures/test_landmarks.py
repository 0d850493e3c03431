"""The figures of "Do the claims of 1997 hold?", by the data of their axes."""

import numpy as np
import pytest

from lstm_course.checks.exercises.landmarks.survival import three_settings
from lstm_course.figures import landmarks as draw

HALF, NONE, ALL = (5, 10, 0.24, 0.76), (0, 10, 0, 0.28), (10, 10, 0.72, 1)


def vertical(axes):
    """Return the intervals that are drawn: x, low and high of each."""
    return [
        (segment[0][0], segment[0][1], segment[1][1])
        for lines in axes.collections
        for segment in lines.get_segments()
    ]


def test_survival_steps_down_where_a_run_is_solved():
    curves = {"RNN": ([0], [1.0]), "chrono": ([0, 200, 350], [1, 0.5, 0])}
    (axes,) = draw.survival(curves, 500, "A title", runs=20).axes
    rnn, _, chrono = axes.lines[:3]
    np.testing.assert_allclose(rnn.get_xydata(), [[0, 1], [500, 1]])
    np.testing.assert_allclose(
        chrono.get_xydata(), [[0, 1], [200, 0.5], [350, 0], [500, 0]]
    )
    assert {line.get_drawstyle() for line in (rnn, chrono)} == {"steps-post"}
    assert chrono.get_color() == draw.COLORS["chrono"]
    heights = {text.get_text(): text.xy[1] for text in axes.texts}
    assert heights == {
        "RNN: 0 of 20": pytest.approx(1),
        "chrono: 20 of 20": pytest.approx(0),
    }


def test_survival_ticks_the_ends_of_curves_with_runs_left():
    curves = {"A": ([0, 300], [1, 0.4]), "B": ([0, 90], [1, 0])}
    (axes,) = draw.survival(curves, 500, "").axes
    ticks = [line for line in axes.lines if line.get_marker() == "|"]
    np.testing.assert_allclose(
        [line.get_xydata() for line in ticks], [[[500, 0.4]]]
    )
    texts = {text.get_text() for text in axes.texts}
    assert texts == {"A: 6 of 10", "B: 10 of 10"}


def test_survival_tells_other_names_apart():
    (axes,) = draw.survival(three_settings(), 1_000, "").axes
    curves = [line for line in axes.lines if line.get_drawstyle() != "default"]
    assert len({line.get_color() for line in curves}) == len(curves) == 3


def test_shares_shows_counts_with_their_intervals():
    (axes,) = draw.shares({"RNN": NONE, "b_f = 5": HALF}, "A title").axes
    dots = [line.get_xydata()[0] for line in axes.lines]
    np.testing.assert_allclose(dots, [[0, 0], [0.5, 1]])
    ends = [lines.get_segments()[0][:, 0] for lines in axes.collections]
    np.testing.assert_allclose(ends, [[0, 0.28], [0.24, 0.76]])
    assert [text.get_text() for text in axes.texts] == ["0 of 10", "5 of 10"]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["RNN", "b_f = 5"]


def test_by_lag_sets_the_control_beside_the_longest_lag():
    (axes,) = draw.by_lag([1, 20, 40], [ALL, HALF, NONE], ALL, "").axes
    line = axes.lines[0].get_xydata()
    np.testing.assert_allclose(line, [[1, 1], [20, 0.5], [40, 0]])
    found = vertical(axes)
    assert [interval[1:] for interval in found] == [
        (0.72, 1),
        (0.24, 0.76),
        (0, 0.28),
        (0.72, 1),
    ]
    assert found[-1][0] > 40


def test_labels_of_curves_that_end_together_stand_above_the_ticks():
    ended = ([0, 200, 350], [1, 0.5, 0])
    curves = {"RNN": ended, "chrono": ended}
    (axes,) = draw.survival(curves, 500, "A title").axes
    low, high = sorted(text.xy[1] for text in axes.texts)
    assert low >= 0
    assert high - low > 0.05


def test_sweep_has_a_panel_for_each_start_and_both_budgets():
    settings = {
        (rate, units): (NONE, HALF)
        for rate in (0.01, 0.003)
        for units in (4, 16)
    }
    panels = draw.sweep(
        {"RNN": settings, "cut: LSTM": settings}, "A title"
    ).axes
    assert [axes.get_title(loc="left") for axes in panels] == [
        "RNN",
        "cut: LSTM",
    ]
    for axes in panels:
        assert len(vertical(axes)) == 4
        small = [line for line in axes.lines if line.get_marker() == "_"]
        large = [line for line in axes.lines if line.get_marker() == "o"]
        assert {line.get_ydata()[0] for line in small} == {0}
        assert {line.get_ydata()[0] for line in large} == {0.5}
        ticks = [label.get_text() for label in axes.get_xticklabels()]
        assert ticks == ["0.003", "0.01"]


def test_forget_gates_shows_every_unit_and_the_marks():
    gates = {"b_f = 1": np.full((30, 2), 0.7), "chrono": np.ones((30, 4))}
    panels = draw.forget_gates(gates, (5, 12), "A title").axes
    for axes, values in zip(panels, gates.values(), strict=True):
        *marks, first = [line.get_xydata() for line in axes.lines][:3]
        assert [mark[0, 0] for mark in marks] == [5, 12]
        assert len(axes.lines) == 2 + values.shape[1]
        np.testing.assert_allclose(first[:, 0], np.arange(1, 31))
        np.testing.assert_allclose(first[:, 1], values[:, 0])
