"""The figures of "What does Keras do behind your back?", by their data."""

import numpy as np

from lstm_course.figures import surprises as draw


def heights(axes):
    return [line.get_ydata() for line in axes.lines]


def test_padding_shows_both_kinds_of_forecast_and_the_naive_one():
    errors = np.array([[10, 20, 40], [11, 25, 50]])
    masked = np.array([[10, 10, 10], [11, 11, 11]])
    (axes,) = draw.padding((0, 2, 8), errors, masked, naive=12).axes
    drawn = heights(axes)
    np.testing.assert_allclose(drawn[:4], [*errors, *masked])
    assert set(drawn[4]) == {12}
    ticks = [tick.get_text() for tick in axes.get_xticklabels()]
    assert ticks == ["0", "2", "8"]


def test_who_saw_what_scales_each_panel_by_its_largest():
    end = np.array([[1, 2, 4], [0, 0, 8]])
    returned = np.array([[2, 4, 8], [6, 3, 1]])
    panels = draw.who_saw_what(end, returned).axes
    drawn = [[bar.get_height() for bar in axes.patches] for axes in panels]
    wanted = [end[0] / 4, returned[0] / 8, end[1] / 8, returned[1] / 6]
    np.testing.assert_allclose(drawn, wanted)


def test_shuffling_shows_every_run_and_the_floor():
    losses = {
        name: np.array([[0.9, level], [0.8, level]])
        for name, level in (("none", 0.5), ("state", 0.1), ("mixed", 0.8))
    }
    (axes,) = draw.shuffling(losses, floor=0.5).axes
    *runs, floor = heights(axes)
    np.testing.assert_allclose(runs, np.concatenate([*losses.values()]))
    assert set(floor) == {0.5}
    texts = [text.get_text() for text in axes.texts]
    assert sorted(texts) == sorted(losses)


def test_masks_over_time_has_a_dot_for_each_network():
    right = {
        "SimpleRNN": np.array([[1, 0.9, 0.95], [0.5, 0.45, 0.6]]),
        "LSTM": np.array([[1, 1, 0.99], [0.98, 1, 1]]),
    }
    (axes,) = draw.masks_over_time(right).axes
    *groups, _ = heights(axes)
    np.testing.assert_allclose(groups, [*right["SimpleRNN"], *right["LSTM"]])
    labels = [tick.get_text() for tick in axes.get_xticklabels()]
    assert labels[0].startswith("SimpleRNN")
    assert "fresh" in labels[1]
