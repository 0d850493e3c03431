"""The figures of "What is this sequence?", by the data of their axes."""

import numpy as np

from lstm_course.figures import classify as draw


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_voices_draws_one_channel_of_each_utterance():
    rng = np.random.default_rng(0)
    utterances = {
        "speaker 1": [rng.normal(size=(n, 3)) for n in (4, 7)],
        "speaker 2": [rng.normal(size=(5, 3))],
    }
    (axes,) = draw.voices(utterances, channel=2).axes
    wanted = [one[:, 2] for group in utterances.values() for one in group]
    for line, values in zip(axes.lines, wanted, strict=True):
        np.testing.assert_allclose(line.get_ydata(), values)
    first, second, third = (line.get_color() for line in axes.lines)
    assert first == second != third
    assert axes.get_ylabel() == "coefficient 3"
    assert sorted(texts(axes)) == ["speaker 1", "speaker 2"]


def test_skill_has_a_dot_for_each_run_and_a_line_for_each_baseline():
    found = {"LSTM": np.array([0.9, 0.8, 0.85]), "both ways": [0.95, 0.7]}
    picture = draw.skill(found, "A title", {"averages": 0.6}, low=0.5)
    (axes,) = picture.axes
    *models, baseline = axes.lines
    assert list(models[0].get_xdata()) == [0.8, 0.85, 0.9]
    assert list(models[1].get_xdata()) == [0.7, 0.95]
    assert set(baseline.get_xdata()) == {0.6}
    assert np.allclose(models[1].get_ydata(), 1, atol=0.2)
    assert [t.get_text() for t in axes.get_yticklabels()] == list(found)
    assert texts(axes) == ["averages"]
    # The axis points down: the line ends below the word.
    assert min(baseline.get_ydata()) > axes.texts[0].get_position()[1]
    assert axes.get_xlim()[0] == 0.5


def test_skill_keeps_the_kinds_of_a_row_apart():
    found = {
        "averages": {"random": [0.9, 0.8], "by subject": [0.7, 0.6]},
        "LSTM": {"random": [0.95, 0.85], "by subject": [0.75, 0.65]},
    }
    (axes,) = draw.skill(found, "A title").axes
    one, two, three, four = axes.lines
    assert one.get_color() == three.get_color() != two.get_color()
    assert list(four.get_xdata()) == [0.65, 0.75]
    assert max(one.get_ydata()) < min(two.get_ydata()) < 0.5
    assert texts(axes) == ["random", "by subject"]
    assert [text.xy[0] for text in axes.texts] == [0.8, 0.6]


def test_confusion_writes_shares_that_are_not_nothing():
    shares = np.array([[0.7, 0.3, 0.0], [0.0, 1.0, 0.0], [0.25, 0.001, 0.749]])
    names = "Brazil", "China", "Spain"
    (axes,) = draw.confusion(shares, names, "A title").axes
    np.testing.assert_allclose(axes.images[0].get_array(), shares)
    assert texts(axes) == ["70", "30", "100", "25", "75"]
    (right,) = [t for t in axes.texts if t.get_text() == "30"]
    assert right.get_position() == (1, 0)
    assert [t.get_text() for t in axes.get_yticklabels()] == [*names]
