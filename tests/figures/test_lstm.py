"""The figures of chapter "lstm", by the data of their axes."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from lstm_course import style
from lstm_course.cells import Step
from lstm_course.figures import lstm as draw


def texts(picture):
    return [text.get_text() for axes in picture.axes for text in axes.texts]


def boxes(picture):
    """Return the names of the boxes of a cell, and how each is filled."""
    return {
        patch.get_gid().removeprefix("box "): patch.get_facecolor()[:3]
        for patch in picture.axes[0].patches
        if (patch.get_gid() or "").startswith("box ")
    }


@pytest.mark.parametrize(
    ("gates", "parts"),
    [("", "g"), ("i", "gi"), ("io", "gio"), ("ifo", "gifo")],
)
def test_cell_has_the_parts_asked_for(gates, parts):
    picture = draw.cell(gates)
    assert set(boxes(picture)) == set(parts)
    names = "".join(texts(picture))
    for signal in "ifo":
        assert (f"${signal}_t$" in names) == (signal in gates)
    assert ("$h_t$" in names) == ("o" in gates)


def test_cell_marks_what_is_new():
    filled = boxes(draw.cell("ifo", new="f"))
    assert filled.pop("f") != (1, 1, 1)
    assert set(filled.values()) == {(1, 1, 1)}


def test_cell_draws_signals_in_their_colours():
    arrows = {
        patch.get_gid(): patch.get_edgecolor()
        for patch in draw.cell("ifo").axes[0].patches
        if patch.get_gid() in style.SIGNALS
    }
    assert arrows == {
        name: to_rgba(look["color"]) for name, look in style.SIGNALS.items()
    }


def test_cell_writes_values_beside_signals():
    values = {"i": 0.9, "g": -0.5, "c": -0.45, "c_prev": 0.25}
    found = texts(draw.cell("ifo", values=values))
    assert "$i_t$ = 0.90" in found
    assert "$g_t$ = −0.50" in found
    assert "$c_t$ = −0.45" in found
    assert "$c_{t-1}$ = 0.25" in found
    assert "$o_t$" in found


def test_cell_refuses_other_gates():
    with pytest.raises(ValueError, match="gates must be '', 'i', 'io'"):
        draw.cell("f")


def test_held_values():
    start = np.array([-1, 0.5, 1])
    ends = [0 * start, start]
    picture = draw.held_values(start, ends, ["fades", "stays"])
    for axes, end in zip(picture.axes, ends, strict=True):
        np.testing.assert_array_equal(axes.lines[1].get_xdata(), start)
        np.testing.assert_array_equal(axes.lines[1].get_ydata(), end)
    assert picture.finding() == "fades; stays"


def test_written():
    values, flags = np.array([0.5, 1, -2]), np.array([0, 1, 0])
    states = {"without": values.cumsum(), "with": np.array([0, 1.0, 1])}
    picture = draw.written(values, flags, states, "found")
    top, bottom = picture.axes
    assert [bar.get_height() for bar in top.patches] == values.tolist()
    colors = [bar.get_facecolor() for bar in top.patches]
    assert colors[0] == colors[2] != colors[1]
    for line, state in zip(bottom.lines, states.values(), strict=False):
        np.testing.assert_array_equal(line.get_ydata(), state)
    assert bottom.lines[1].get_color() == style.SIGNALS["c"]["color"]
    low, high = bottom.get_ylim()
    assert low == -high
    assert high > 1.5


def test_two_jobs():
    waiting = np.array([[1, 0.5], [0.9, 0.5]])
    asked = 1.5 - waiting
    axes = draw.two_jobs([0, 1], waiting, asked).axes[0]
    np.testing.assert_allclose(axes.lines[0].get_ydata(), [0.95, 0.5])
    np.testing.assert_allclose(axes.lines[1].get_ydata(), [0.55, 1])


def test_overflow():
    right = {"a": [1, 0.75, 0.6], "b": [1, 1, 1]}
    largest = {"a": [1, 2, 3], "b": [1, 1, 1]}
    left, other = draw.overflow(right, largest).axes
    assert list(left.lines[0].get_ydata()) == right["a"]
    assert list(other.lines[1].get_ydata()) == largest["b"]
    assert other.get_ylim()[0] == 0


@pytest.mark.parametrize("heard", [None, np.arange(4.0)])
def test_signals(heard):
    rng = np.random.default_rng(0)
    step = Step(*rng.uniform(0, 1, (6, 4)))._replace(c=np.arange(4.0) - 3)
    picture = draw.signals(step, heard, title="found")
    strips, candidate, states = picture.axes[-3:]
    shown = strips.collections[0].get_array().reshape(3, 4)
    np.testing.assert_array_equal(shown, [step.i, step.f, step.o])
    assert strips.collections[0].get_clim() == (0, 1)
    bars = [bar.get_height() for bar in candidate.patches]
    np.testing.assert_allclose(bars, step.g)
    np.testing.assert_array_equal(states.lines[0].get_ydata(), step.c)
    np.testing.assert_array_equal(states.lines[1].get_ydata(), step.h)
    low, high = states.get_ylim()
    assert low == -high
    assert high > 3
    assert len(picture.axes) == (3 if heard is None else 4)
    assert picture.finding() == "found"
