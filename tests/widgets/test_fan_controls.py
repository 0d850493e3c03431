"""The controls of "Can an LSTM forecast?", without a browser."""

import numpy as np
import pytest

from lstm_course.widgets import forecast as widget

PNG = b"\x89PNG"


def parts():
    """Return what the widget takes: three origins, four hours."""
    came = np.array([[0, 1, 2, 3], [5, 5, 5, 5], [0, 9, 9, 0]])
    middle = np.zeros((3, 4))
    fans = {
        "narrow": (middle - 1, middle, middle + 1),
        "wide": (middle - 6, middle, middle + 6),
    }
    past = np.tile(np.arange(24.0), (3, 1))
    dates = ["1 May", "2 May", "3 May"]
    return dates, past, came, fans, {"last value": middle}


@pytest.fixture
def fan():
    return widget.Fan(*parts())


def test_starts_at_the_first_origin_and_method(fan):
    assert bytes(fan.picture.value[:4]) == PNG
    assert "From 1 May, narrow: 2 of 4 hours" in fan.words.value


@pytest.mark.parametrize(
    ("control", "value", "says"),
    [
        ("origin", 2, "From 3 May, narrow: 2 of 4"),
        ("method", "wide", "From 1 May, wide: 4 of 4"),
    ],
)
def test_each_control_changes_picture_and_words(fan, control, value, says):
    picture = fan.picture.value
    getattr(fan, control).value = value
    assert fan.picture.value != picture
    assert says in fan.words.value


def test_goal_is_reached_at_the_origin_with_the_fewest(fan):
    reached = {}
    for method in ("narrow", "wide"):
        fan.method.value = method
        for origin in range(3):
            fan.origin.value = origin
            if "Goal reached" in fan.words.value:
                reached.setdefault(method, []).append(origin)
    assert reached == {"narrow": [1], "wide": [2]}


def test_each_move_draws_one_picture(fan, monkeypatch):
    drawn = []
    draw = widget.draw.fan

    def counted(*given):
        drawn.append(given)
        return draw(*given)

    monkeypatch.setattr(widget.draw, "fan", counted)
    for origin in (1, 2):
        fan.origin.value = origin
        assert len(drawn) == origin
    np.testing.assert_array_equal(drawn[-1][1], parts()[2][2])


@pytest.mark.parametrize(
    ("place", "made", "says"),
    [
        (0, ["1 May"], "^dates: .*3 origins, got 1"),
        (3, {"flat": np.zeros((2, 3, 4))}, "^fans: .*'flat'"),
        (4, {"early": np.zeros((3, 2))}, r"^rivals: .*'early', got \(3, 2\)"),
    ],
)
def test_shapes_that_do_not_fit(place, made, says):
    given = list(parts())
    given[place] = made
    with pytest.raises(ValueError, match=says):
        widget.Fan(*given)


def test_unattended_shows_the_same_text_always(monkeypatch, capsys):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "1")
    assert widget.fan(*parts()) is None
    assert "two controls" in capsys.readouterr().out
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "0")
    assert widget.fan(*parts()) is not None
