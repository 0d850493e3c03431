"""The figures of "How does a network learn from the past?", by their data."""

import numpy as np

from lstm_course.figures import bptt as draw


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_there_and_back_writes_every_number_with_its_sign():
    (axes,) = draw.there_and_back(
        [0.5, 0.885, -0.284, 0.266],
        [-0.069, -0.401, -0.545, -0.734],
        [-0.043, -0.444, 0.193],
    ).axes
    written = " ".join(texts(axes))
    for number in ("0.885", "−0.284", "−0.734", "−0.069", "−0.444", "0.193"):
        assert number in written


def test_nudge_errors_draws_each_way_and_the_bug():
    sizes = np.array([0.1, 0.01, 0.001])
    errors = {
        "a": [1e-2, 1e-4, 1e-3],
        "b": [1e-3, 1e-1, 1.0],
        "c": [1e-3, 1e-5, 1e-7],
    }
    (axes,) = draw.nudge_errors(sizes, errors, subtle=3e-5).axes
    *lines, bug = axes.lines
    for line, error in zip(lines, errors.values(), strict=True):
        np.testing.assert_allclose(line.get_xdata(), sizes)
        np.testing.assert_allclose(line.get_ydata(), error)
    assert set(bug.get_ydata()) == {3e-5}
    left, right = axes.get_xlim()
    assert left > right
    assert {*errors, "a subtle bug"} <= set(texts(axes))


def test_bug_traces_says_ok_only_where_the_error_is_rounding():
    one = {"dx1": [1e-16, 0.4], "dU": [0.8, 0.0]}
    five = {"dx1": [1.0, 2e-6]}
    left, right = draw.bug_traces(one, five, ["A", "B"]).axes
    assert texts(left) == ["ok", "0.80", "0.40", "ok"]
    assert texts(right) == ["1.00", "0.00"]
    assert [tick.get_text() for tick in left.get_yticklabels()] == ["A", "B"]


def test_loss_curves_draws_smoothed_medians():
    falling = np.tile(np.linspace(0.7, 0.0, 200), (3, 1))
    falling[2] += 9  # an outlier does not move the median
    losses = {"right": falling, "A": np.full((3, 200), 0.6)}
    (axes,) = draw.loss_curves(losses).axes
    right, stuck, _ = axes.lines
    assert right.get_ydata()[-1] < 0.1
    np.testing.assert_allclose(stuck.get_ydata(), 0.6)
    assert right.get_color() != stuck.get_color()
    assert {"right", "A"} <= set(texts(axes))


def test_loss_curves_give_one_label_to_lines_that_end_together():
    flat = np.full((2, 100), 0.05)
    (axes,) = draw.loss_curves({"right": flat, "B": flat}).axes
    assert "B, right" in texts(axes)


def test_recall_by_lag_draws_means():
    shares = np.array([[1.0, 0.4], [0.8, 0.6]])
    (axes,) = draw.recall_by_lag([0, 1], {"16 units": shares}, window=1).axes
    np.testing.assert_allclose(axes.lines[1].get_ydata(), [0.9, 0.5])
    assert "16 units" in texts(axes)


def test_held_colours_the_networks_that_hold():
    accuracy = np.array([[1.0, 1.0, 1.0], [1.0, 0.8, 0.5]])
    (axes,) = draw.held(accuracy, trained=0.1).axes
    _, holds, loses, edge = axes.lines
    np.testing.assert_allclose(holds.get_ydata(), accuracy[0])
    np.testing.assert_allclose(loses.get_ydata(), accuracy[1])
    assert holds.get_color() != loses.get_color()
    assert set(edge.get_xdata()) == {0.1}
    assert axes.get_title(loc="left") == (
        "On longer streams 1 of 2 networks lose count"
    )
