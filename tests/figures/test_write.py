import numpy as np
import pytest

from lstm_course.figures import write as draw


def test_orders_draws_counts_as_a_line_and_networks_as_levels():
    picture = draw.orders({"counted": [4, 3, 2.5]}, {"LSTM": 2.2}, "By little")
    (axes,) = picture.axes
    assert axes.get_title(loc="left") == "By little"
    line, level = axes.lines
    np.testing.assert_array_equal(line.get_xdata(), [1, 2, 3])
    np.testing.assert_array_equal(line.get_ydata(), [4, 3, 2.5])
    assert set(level.get_ydata()) == {2.2}
    assert {text.get_text() for text in axes.texts} == {"counted", "LSTM"}


def test_orders_leaves_room_below_the_lowest_level():
    tables = {"one": [4, 3, 2.5], "two": [4, 2.8, 2.2]}
    (axes,) = draw.orders(tables, {"LSTM": 2.2}, "A draw").axes
    first, second = (line.get_color() for line in axes.lines[:2])
    assert first != second
    assert axes.get_ylim()[0] < 2.05


def test_since_reset_starts_at_one():
    picture = draw.since_reset([4.0, 3.0, 2.0], [1.9, 1.8, 1.7], "Feet")
    never, line = picture.axes[0].lines
    np.testing.assert_array_equal(never.get_ydata(), [1.9, 1.8, 1.7])
    np.testing.assert_array_equal(line.get_xdata(), [1, 2, 3])
    np.testing.assert_array_equal(line.get_ydata(), [4, 3, 2])


def test_reshaped_has_a_panel_a_setting_and_shows_blanks():
    panels = {"T = 1": [0.7, 0.2, 0.1], "T = 2": [0.5, 0.3, 0.2]}
    picture = draw.reshaped("a \n", panels, "Handles")
    for axes, (name, p) in zip(picture.axes, panels.items(), strict=True):
        assert axes.get_title(loc="left") == name
        heights = [bar.get_height() for bar in axes.patches]
        assert heights == pytest.approx(p)
        named = [label.get_text() for label in axes.get_xticklabels()]
        assert named == ["a", "␣", "↵"]


@pytest.mark.parametrize("texts", [None, {"A": "ab ", "B": "xy"}])
def test_surprise_hides_or_shows_the_letters(texts):
    traces = {"A": [1.0, 2.0, 3.0], "B": [5.0, 4.0]}
    picture = draw.surprise(traces, "Traces", texts)
    for axes, (name, bits) in zip(picture.axes, traces.items(), strict=True):
        assert [bar.get_height() for bar in axes.patches] == bits
        shown = [label.get_text() for label in axes.get_xticklabels()]
        if texts is None:
            assert not set(shown) & set("abxy")
        else:
            assert shown == [{" ": "␣"}.get(s, s) for s in texts[name]]


def test_by_heart_draws_seeds_thin_and_their_mean_thick():
    trained, held_out = (
        np.array([[3, 1], [3, 2.0]]),
        np.array([[4, 3], [4, 5]]),
    )
    picture = draw.by_heart({"none": ([3, 6], trained, held_out)}, "Heart")
    (axes,) = picture.axes
    thick = [line for line in axes.lines if line.get_linewidth() == 2]
    assert [list(line.get_ydata()) for line in thick] == [[3, 1.5], [4, 4]]
    assert len(axes.lines) == 6
    assert {t.get_text() for t in axes.texts} == {"trained on", "not seen"}
