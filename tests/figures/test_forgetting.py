"""The figures of "Why must an LSTM learn to forget?", by their data."""

import numpy as np

from lstm_course.figures import forgetting as draw


def lines(axes):
    return [line.get_xydata() for line in axes.lines]


def test_automaton_has_every_symbol_of_the_grammar():
    (axes,) = draw.automaton().axes
    letters = [t.get_text() for t in axes.texts if len(t.get_text()) == 1]
    inner = [one for one in letters if not one.isdigit()]
    # B, E; T, P; S, X; T, V; X, S; P, V; and the outer B and E.
    assert sorted(inner) == sorted("BE" + "TP" + "SX" + "TV" + "XS" + "PVBE")
    assert sorted(one for one in letters if one.isdigit()) == list("123456")


def test_saturation_shows_both_symbols():
    strings, said = np.arange(4), np.array([[0.7, 0.8, 0.9, 1], [-1, 0, 1, 1]])
    (axes,) = draw.saturation(strings, said).axes
    for line, values in zip(lines(axes), said, strict=False):
        np.testing.assert_allclose(line, np.transpose([strings, values]))


def test_by_string_has_a_panel_for_each_cell():
    shares = {
        "a": np.random.default_rng(0).uniform(size=(3, 5)),
        "b": np.random.default_rng(1).uniform(size=(3, 5)),
    }
    panels = draw.by_string(shares, "A title").axes
    for axes, rows in zip(panels, shares.values(), strict=True):
        _, *runs, median = lines(axes)
        np.testing.assert_allclose([run[:, 1] for run in runs], rows)
        np.testing.assert_allclose(median[:, 1], np.median(rows, 0))
        assert median[0, 0] == 1


def test_growth_shows_every_run_on_logarithmic_axes():
    rows = np.cumsum(np.ones((2, 50)), axis=1) * [[1], [3]]
    (axes,) = draw.growth({"grows": rows, "stays": np.ones((2, 50))}).axes
    assert axes.get_xscale() == axes.get_yscale() == "log"
    first, second, *others = lines(axes)
    np.testing.assert_allclose(first[:, 0], first[:, 1])
    np.testing.assert_allclose(second[:, 1], 3 * second[:, 0])
    assert all((line[:, 1] == 1).all() for line in others)


def test_runs_puts_each_run_at_its_share():
    shares = {"one": [0.9, 0.5, 0.7], "two": [1.0, 0.6, 0.8]}
    (axes,) = draw.runs(shares, "A title").axes
    *dots, half = lines(axes)
    for row, (dot, values) in enumerate(
        zip(dots, shares.values(), strict=True)
    ):
        np.testing.assert_allclose(dot[:, 0], np.sort(values))
        assert np.abs(dot[:, 1] - row).max() < 0.5
    assert half[0, 0] == 0.5
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == list(shares)


def test_emptied_shows_gates_states_and_the_ends_of_strings():
    f = np.random.default_rng(0).uniform(size=(4, 2))
    c = np.arange(8.0).reshape(4, 2)
    panels = draw.emptied("BTEB", f, c, [2], "A title").axes
    assert len(panels) == 4
    for unit, (gate, state) in enumerate([panels[:2], panels[2:]]):
        shown = np.ravel(gate.collections[0].get_array())
        np.testing.assert_allclose(shown, f[:, unit])
        np.testing.assert_allclose(lines(state)[0][:, 1], c[:, unit])
        assert gate.lines[0].get_xdata()[0] == 2.5
    bottom = panels[-1]
    labels = [label.get_text() for label in bottom.get_xticklabels()]
    assert labels == list("BTEB")
