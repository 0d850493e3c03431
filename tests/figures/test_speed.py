"""The figures of "Where does the time go?", by the data of their axes."""

import numpy as np
import pytest

from lstm_course.figures import speed as draw

TIMES = {"slow": [4.0, 40.0, 4.0], "fast": [1.0, 10.0, 2.0]}


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_ratios_are_taken_within_a_round():
    # The second round was disturbed, and both of its times alike.
    np.testing.assert_allclose(draw.ratios(TIMES), [1, 4])


def test_ladder_has_a_bar_for_each_contender_with_its_ratio():
    (axes,) = draw.ladder({**TIMES, "slower": [8, 80, 8]}, "A title").axes
    ends = [bar.get_x() + bar.get_width() for bar in axes.patches]
    np.testing.assert_allclose(ends, [1, 4, 0.5])
    assert texts(axes) == ["× 1.0", "× 4.0", "× 0.5"]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["slow", "fast", "slower"]
    assert axes.get_xscale() == "log"
    assert axes.yaxis_inverted()
    assert axes.get_title(loc="left") == "A title"


def test_ladder_rounds_large_ratios():
    (axes,) = draw.ladder({"a": [23.4], "b": [1.0]}, "").axes
    assert texts(axes) == ["× 1.0", "× 23"]


def test_calls_are_in_order_and_in_milliseconds():
    (axes,) = draw.calls([1.5, 0.002, 0.003]).axes
    every, first = axes.lines
    np.testing.assert_allclose(every.get_xydata(), [[1, 1500], [2, 2], [3, 3]])
    np.testing.assert_allclose(first.get_xydata(), [[1, 1500]])
    assert axes.get_yscale() == "log"


def test_sizes_are_multiples_of_the_smallest():
    times = {"eager": [2.0, 3.0], "compiled": [1.0, 4.0]}
    (axes,) = draw.sizes([8, 64], [10, 150], times).axes
    for line, grown in zip(axes.lines, (15, 1.5, 4), strict=True):
        np.testing.assert_allclose(line.get_xydata(), [[8, 1], [64, grown]])
    assert texts(axes) == ["arithmetic", "eager", "compiled"]


def test_roof_shows_products_and_what_programs_reach():
    reached = {"Python": 0.5, "XLA": 20.0}
    (axes,) = draw.roof([8, 64, 512], [0.01, 1, 60], reached).axes
    products, *lines = axes.lines
    np.testing.assert_allclose(
        products.get_xydata(), [[8, 0.01], [64, 1], [512, 60]]
    )
    assert [line.get_ydata()[0] for line in lines] == [0.5, 20.0]
    low, high = axes.get_ylim()
    assert low < 0.01
    assert high > 60
    heights = {t.get_text(): t.xy[1] for t in axes.texts}
    span = np.log10(high / low)
    for name, rate in reached.items():
        place = np.log10(rate / low) / span
        assert heights[name] == pytest.approx(place, abs=0.05)


def test_roof_keeps_labels_apart():
    rates = {"a": 10.0, "b": 10.1, "c": 10.2}
    (axes,) = draw.roof([8, 512], [0.1, 60], rates).axes
    heights = sorted(t.xy[1] for t in axes.texts if t.get_text() in rates)
    assert np.diff(heights).min() > 0.07
