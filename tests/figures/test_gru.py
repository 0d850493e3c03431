"""The figures of chapter "gru", by the data of their axes."""

import numpy as np
from matplotlib.colors import to_rgba

from lstm_course import style
from lstm_course.figures import gru as draw


def test_mixes():
    states = [np.array([0.5, 0.75, 0.875]), np.array([1.0, 2, 3])]
    picture = draw.mixes(states, ["tied", "free"])
    for axes, state in zip(picture.axes, states, strict=True):
        np.testing.assert_array_equal(axes.lines[0].get_xdata(), [1, 2, 3])
        np.testing.assert_array_equal(axes.lines[0].get_ydata(), state)
        assert axes.lines[1].get_ydata() == [1, 1]
        assert axes.get_ylim()[0] == 0
    assert picture.finding() == "tied; free"


def test_cell_has_its_boxes_and_signals():
    axes = draw.cell().axes[0]
    boxes = {
        patch.get_gid().removeprefix("box ")
        for patch in axes.patches
        if (patch.get_gid() or "").startswith("box ")
    }
    assert boxes == set("zrg")
    names = {text.get_text() for text in axes.texts}
    assert {"$z_t$", "$r_t$", "$g_t$", "$1 - z_t$", "$h_t$"} <= names
    assert sum(text.get_text() == "×" for text in axes.texts) == 3


def test_cell_shows_z_as_the_forget_gate():
    colors = {
        patch.get_gid(): patch.get_edgecolor()
        for patch in draw.cell().axes[0].patches
        if patch.get_gid() in tuple("zrgh")
    }
    assert colors == {
        name: to_rgba(style.SIGNALS[like]["color"])
        for name, like in {"z": "f", "r": "o", "g": "g", "h": "h"}.items()
    }


def test_timer():
    blind, seeing = np.arange(1.0, 5), np.array([1.0, 2, 1, 2])
    axes = draw.timer(blind, seeing).axes[0]
    np.testing.assert_array_equal(axes.lines[0].get_ydata(), blind)
    np.testing.assert_array_equal(axes.lines[1].get_ydata(), seeing)
    labels = {text.get_text() for text in axes.texts}
    assert labels == {"peephole", "no peephole"}


def test_spacing_leaves_out_what_is_far_too_fine():
    counts = np.arange(1, 6)
    steps = {"LSTM": np.ones(5), "GRU": 10.0 ** -np.arange(5)}
    axes = draw.spacing(counts, steps, finest=0.01).axes[0]
    np.testing.assert_array_equal(axes.lines[0].get_ydata(), np.ones(5))
    np.testing.assert_array_equal(axes.lines[1].get_xdata(), [1, 2, 3, 4])
    assert axes.lines[2].get_ydata() == [0.01, 0.01]
    assert axes.get_xscale() == axes.get_yscale() == "log"
    labels = [text.get_text() for text in axes.texts]
    assert labels[1:] == ["LSTM", "GRU"]


def test_crossings():
    needed = {"LSTM": [1, 10, 100], "GRU": [1, 5, 7]}
    axes = draw.crossings([1, 10, 100], needed).axes[0]
    for line, back in zip(axes.lines, needed.values(), strict=True):
        np.testing.assert_array_equal(line.get_xdata(), [1, 10, 100])
        np.testing.assert_array_equal(line.get_ydata(), back)
    at = [(text.get_text(), text.xy[1]) for text in axes.texts]
    assert [name for name, _ in at] == ["LSTM", "GRU"]
    np.testing.assert_allclose([y for _, y in at], [100, 7])
