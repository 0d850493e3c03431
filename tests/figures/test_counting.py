import numpy as np
import pytest

from lstm_course.figures import counting as draw

FOUND = {"LSTM": [30, 40, 50], "GRU": [22, 21, 0]}


def test_reach_has_a_row_for_each_cell():
    picture = draw.reach(FOUND, trained=20, most=300, title="It counts")
    (axes,) = picture.axes
    assert axes.get_title(loc="left") == "It counts"
    assert [t.get_text() for t in axes.get_yticklabels()] == list(FOUND)
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    np.testing.assert_array_equal(dots[0].get_xdata(), [30, 40, 50])
    # A reach of 0 has no place on a logarithmic axis.
    np.testing.assert_array_equal(dots[1].get_xdata(), [1, 21, 22])
    bars = [line for line in axes.lines if line.get_marker() != "o"]
    assert [bar.get_xdata()[0] for bar in bars] == [40, 21]


def test_sweep_has_a_panel_for_each_cell_and_a_column_for_each_setting():
    settings = [
        (rate, units, steps)
        for rate in (0.003, 0.01)
        for units in (4, 16)
        for steps in (2_000, 8_000)
    ]
    found = {
        name: {
            one: np.array([0, k + 1, 100]) for k, one in enumerate(settings)
        }
        for name in ("LSTM", "GRU")
    }
    picture = draw.sweep(found, trained=20, most=300, title="At no setting")
    assert picture.get_suptitle() == "At no setting"
    assert [axes.get_title(loc="left") for axes in picture.axes] == list(found)
    for axes in picture.axes:
        dots = [line for line in axes.lines if line.get_marker() == "o"]
        assert len(dots) == len(settings)
        places = [line.get_xdata()[0] for line in dots]
        assert len(set(places)) == len(settings)
        np.testing.assert_array_equal(dots[3].get_ydata(), [1, 4, 100])
        hollow = [line.get_mfc() == "white" for line in dots]
        assert hollow == [True, False] * 4
        assert {text.get_text() for text in axes.texts} >= {"0.003", "0.01"}


def test_counters_draw_each_trace_in_the_colour_of_its_signal():
    up = np.concatenate([[0], np.arange(1, 6), np.arange(4, -1, -1)])
    traces = {"LSTM": ("c", up), "GRU": ("h", up / 10)}
    picture = draw.counters(traces, n=5, title="A triangle")
    assert picture.get_suptitle() == "A triangle"
    for axes, (_, values), color in zip(
        picture.axes, traces.values(), ("#000000", "#5A2D00"), strict=True
    ):
        line = axes.lines[-1]
        np.testing.assert_array_equal(line.get_ydata(), values)
        assert line.get_color() == color


def test_tracking_draws_medians_over_the_runs():
    runs = np.array([[1.0, 0.5], [1.0, 0.7], [1.0, 0.9]])
    shares = {"parity": {"LSTM": runs}, "S3": {"LSTM": runs - 0.1}}
    known = {"parity": 40, "S3": 20}, {"parity": 1 / 2, "S3": 1 / 6}
    picture = draw.tracking(shares, *known, title="It tracks")
    for axes, middle in zip(picture.axes, ([1, 0.7], [0.9, 0.6]), strict=True):
        thick = max(axes.lines, key=lambda line: line.get_linewidth())
        assert thick.get_ydata() == pytest.approx(middle)
        said = {text.get_text() for text in axes.texts}
        assert {"LSTM", "guess"} <= said
        assert any("trained to" in text for text in said)


def test_tracking_leaves_equal_medians_to_be_seen():
    same = np.ones((3, 4))
    cells = dict.fromkeys(("LSTM", "GRU", "RNN"), same)
    picture = draw.tracking(
        {"parity": cells}, {"parity": 2}, {"parity": 0.5}, ""
    )
    (axes,) = picture.axes
    medians = [line for line in axes.lines if line.get_linewidth() > 2]
    assert len({line.get_linestyle() for line in medians}) >= 2
    assert len({line.get_zorder() for line in medians}) == 3
