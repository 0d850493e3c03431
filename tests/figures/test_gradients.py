"""What the figures of "How do gradients get through the gates?" draw."""

import numpy as np
import pytest

from lstm_course.figures import gradients as draw


def texts(axes):
    return [text.get_text() for text in axes.texts]


def thick(axes):
    """Return the lines that stand for a mean, by colour and in order."""
    return [line for line in axes.lines if line.get_linewidth() == 2]


def test_two_paths_names_every_state_and_the_gates_between_them():
    picture = draw.two_paths(steps=3)
    found = texts(picture.axes[0])
    for step in (1, 2, 3):
        assert {f"$c_{step}$", f"$h_{step}$", f"gates {step}"} <= set(found)
    assert "$\\times f_2$" in found
    assert "$\\times f_3$" in found
    assert "$\\times f_1$" not in found
    # up to c, from c and h into the gates, at every step; the loss; and two
    # ways between neighbours
    assert len(picture.axes[0].patches) == 3 + 3 * 3 + 1 + 2 * 2


def test_fingerprints_shows_each_error_and_a_dot_for_none():
    errors = [[0.0, 1e-9], [0.25, 0.987]]
    picture = draw.fingerprints(["none", "wrong"], ["i", "f"], errors)
    assert texts(picture.axes[0]) == ["·", "·", "0.25", "0.99"]
    drawn = picture.axes[0].collections[0].get_array()
    np.testing.assert_allclose(np.ravel(drawn), [0, 0, 0.5, 1.237])


def test_reach_draws_every_seed_and_the_geometric_mean():
    curves = np.array([[1.0, 1e-2, 1e-4], [1.0, 1e-4, 1e-8]])
    picture = draw.reach({"RNN": curves}, {"no forget gate": curves}, "T")
    for axes, name in zip(
        picture.axes, ("RNN", "no forget gate"), strict=True
    ):
        assert axes.get_yscale() == "log"
        drawn = [line.get_ydata() for line in axes.lines]
        np.testing.assert_allclose(drawn[:2], curves)
        (middle,) = thick(axes)
        np.testing.assert_allclose(middle.get_ydata(), [1, 1e-3, 1e-6])
        assert texts(axes) == [name]


def test_ends_of_lines_that_meet_are_labelled_apart():
    same = np.array([[1.0, 1e-3]])
    other = np.array([[1.0, 1e-6]])
    curves = {"LSTM, b_f = 0": same, "LSTM, b_f = 1": same, "RNN": other}
    axes = draw.reach(curves, curves, "T").axes[0]
    places = sorted(np.log10(text.xy[1]) for text in axes.texts)
    low, high = np.log10(axes.get_ylim())
    assert np.diff(places).min() > 0.05 * (high - low)


def test_three_cells_labels_each_curve_where_it_ends():
    curves = {"A": [1, 0.5, 0.25], "B": [1, 0.9, 0.01], "C": [1, 1, 1]}
    axes = draw.three_cells(curves).axes[0]
    for line, (letter, left) in zip(axes.lines, curves.items(), strict=True):
        np.testing.assert_allclose(line.get_ydata(), left)
        label = next(t for t in axes.texts if t.get_text() == letter)
        assert label.xy == (2, left[-1])


def test_training_draws_running_means_from_the_first_step_on():
    loss = np.linspace(2.0, 0.0, 101)
    axes = draw.training([loss], "T", solved=0.01).axes[0]
    drawn = axes.lines[0].get_ydata()
    assert drawn[0] == pytest.approx(2.0)
    assert drawn[9] == pytest.approx(loss[:10].mean())
    assert drawn[-1] == pytest.approx(loss[-25:].mean())
    levels = [line.get_ydata()[0] for line in axes.lines[1:]]
    assert levels == pytest.approx([7 / 6, 1 / 6, 0.01])
    assert texts(axes) == ["answers 0", "answers 1", "solved"]


def test_opened_keeps_before_and_after_apart():
    before = np.array([[1.0, 1e-4], [1.0, 1e-6]])
    after = np.array([[1.0, 0.1], [1.0, 0.1]])
    axes = draw.opened(before, after).axes[0]
    middles = [line.get_ydata()[-1] for line in thick(axes)]
    np.testing.assert_allclose(middles, [1e-5, 0.1])
    assert sorted(texts(axes)) == ["after training", "before training"]
