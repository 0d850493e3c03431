"""The controls of "Why do plain RNNs forget?", without a browser."""

import pytest

from lstm_course.checks.exercises.vanishing.steady import (
    reached,
    steady_scales,
)
from lstm_course.widgets import vanishing as widget

PNG = b"\x89PNG"


@pytest.fixture
def edge():
    return widget.Edge()


@pytest.mark.parametrize(
    ("control", "value"), [("scale", 1.5), ("time", 80), ("seed", 2)]
)
def test_each_control_changes_picture_and_words(edge, control, value):
    picture, words = edge.picture.value, edge.words.value
    getattr(edge, control).value = value
    assert bytes(edge.picture.value[:4]) == PNG
    assert edge.picture.value != picture
    assert edge.words.value != words


def test_goal_can_be_reached_with_the_controls(edge):
    for seed, scale in enumerate(steady_scales()):
        edge.seed.value, edge.scale.value = seed, scale
        assert edge.scale.value == scale
        assert "in the band" in edge.words.value
        assert f"is {reached(seed, scale):.2g}," in edge.words.value


def test_each_move_draws_one_picture(edge, monkeypatch):
    drawn = []
    draw = widget.draw.steadiness

    def counted(*given):
        drawn.append(given)
        return draw(*given)

    monkeypatch.setattr(widget.draw, "steadiness", counted)
    for move in range(3):
        edge.scale.value = 1.2 + 0.01 * move
        assert len(drawn) == move + 1


def test_latency_is_reported():
    assert min(widget.seconds_of_moves(moves=2)) > 0


def test_unattended_shows_the_same_text_always(monkeypatch, capsys):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "1")
    assert widget.edge() is None
    assert "three controls" in capsys.readouterr().out
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "0")
    assert widget.edge() is not None
