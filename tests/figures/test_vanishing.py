"""The figures of "Why do plain RNNs forget?", by the data of their axes."""

import numpy as np
import pytest

from lstm_course.figures import vanishing as draw


def lines(axes):
    return [line.get_xydata() for line in axes.lines]


def test_latch_shows_both_measurements_over_the_same_weights():
    weights, noise, passed = [1.5, 2, 4], [0.2, 0.5, 2], [0.4, 0.2, 0.005]
    left, right = draw.latch(weights, noise, passed).axes
    for line in lines(left):
        np.testing.assert_allclose(line, np.transpose([weights, noise]))
    for line in lines(right):
        np.testing.assert_allclose(line, np.transpose([weights, passed]))
    assert right.get_yscale() == "log"


def test_distances_shows_every_network_and_two_powers():
    norms = 0.7 ** np.tile(np.arange(21), (3, 1))
    (axes,) = draw.distances(norms, radius=1.02, largest=1.8).axes
    *networks, bound, radius = lines(axes)
    assert len(networks) == 3
    np.testing.assert_allclose(networks[0][:, 1], norms[0])
    np.testing.assert_allclose(bound[:, 1], 1.8 ** bound[:, 0])
    np.testing.assert_allclose(radius[:, 1], 1.02 ** np.arange(21))
    assert axes.get_yscale() == "log"


def test_exponents_shows_every_network_with_noise_and_without():
    scales = np.array([0.5, 1, 2])
    noisy = np.array([[-0.9, -0.4, 0.1], [-0.8, -0.3, 0.0]])
    silent = noisy + 0.3
    (axes,) = draw.exponents(scales, noisy, silent).axes
    drawn = [line[:, 1] for line in lines(axes)[:4]]
    np.testing.assert_allclose(drawn, [*silent, *noisy])


def test_four_curves_are_named_by_their_letters():
    curves = {
        letter: factor ** np.arange(61)
        for letter, factor in zip("ABCD", (0.9, 0.6, 1.2, 0.98), strict=True)
    }
    (axes,) = draw.four_curves(curves).axes
    for line, lengths in zip(lines(axes), curves.values(), strict=True):
        np.testing.assert_allclose(line[:, 1], np.log10(lengths))
    heights = {text.get_text(): text.xy[1] for text in axes.texts}
    for letter, lengths in curves.items():
        assert heights[letter] == pytest.approx(np.log10(lengths[-1]), abs=2)


@pytest.mark.parametrize(
    ("end", "color"), [(1.1, draw.style.ACCENT), (3, draw.style.CONTRAST)]
)
def test_steadiness_colours_by_the_band(end, color):
    lengths = np.geomspace(1, end, 51)
    (axes,) = draw.steadiness({"here": lengths}, "A title").axes
    line, dot = axes.lines
    np.testing.assert_allclose(line.get_ydata(), np.log10(lengths))
    np.testing.assert_allclose(dot.get_xydata(), [[50, np.log10(end)]])
    assert line.get_color() == dot.get_color() == color
    assert axes.get_title(loc="left") == "A title"


def test_steadiness_keeps_the_end_on_the_axes():
    (axes,) = draw.steadiness({"": np.geomspace(1, 1e-30, 51)}, "").axes
    assert axes.lines[1].get_ydata()[0] == axes.get_ylim()[0]


def test_power_of_ten_is_plain_text():
    assert draw.power_of_ten(-10) == "10⁻¹⁰"
    assert draw.power_of_ten(4) == "10⁴"


def test_wall_draws_both_descents_on_the_map():
    biases, weights = np.linspace(0, 1, 5), np.linspace(1, 2, 4)
    errors = np.arange(1.0, 21).reshape(4, 5)
    free, clipped = np.array([[2, 0], [9, 9]]), np.array([[2, 0], [1, 1]])
    axes, _ = draw.wall(biases, weights, errors, (free, clipped)).axes
    np.testing.assert_allclose(axes.collections[0].get_array(), errors)
    white, red = lines(axes)
    np.testing.assert_allclose(white, clipped[:, ::-1])
    np.testing.assert_allclose(red, free[:, ::-1])


def test_adding_has_a_panel_for_each_length():
    errors = np.random.default_rng(0).uniform(0, 0.2, (3, 4, 2, 5))
    panels = draw.adding(errors, (10, 20, 50), (0.003, 0.01), every=50).axes
    assert len(panels) == 3
    for axes, error in zip(panels, errors, strict=True):
        chance, *drawn = lines(axes)
        np.testing.assert_allclose(chance[:, 1], 1 / 6)
        assert len(drawn) == 10
        np.testing.assert_allclose(drawn[0][:, 0], [50, 100, 150, 200])
        np.testing.assert_allclose(drawn[0][:, 1], error[:, 0, 0])
        np.testing.assert_allclose(drawn[5][:, 1], error[:, 1, 0])
