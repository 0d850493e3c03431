"""The controls of "Can it write?", without a browser."""

import re

import numpy as np
import pytest

from lstm_course.generation import Sample
from lstm_course.widgets import write as widget


class Pretended:
    """A sampler that remembers what it was asked, and is surprised by it."""

    def __init__(self, bits=2.0):
        self.bits, self.asked = bits, []

    def __call__(self, prompt, steps, *, temperature, top_p):
        self.asked.append((prompt, temperature, top_p))
        if "ñ" in prompt:
            raise ValueError("prompts[0]: 'ñ' at position 2 <unknown>")
        surprise = np.full((1, steps), self.bits, np.float32)
        text = f"<{temperature:g} {top_p:g}>".ljust(steps, ".")
        return Sample([text], np.zeros((1, steps), int), surprise)


@pytest.fixture
def writing():
    return widget.Writing(Pretended(), target=1.8)


@pytest.mark.parametrize(
    ("control", "value", "asked"),
    [
        ("prompt", "Mr. ", ("Mr. ", 1, 1)),
        ("temperature", 0.5, ("Elizabeth ", 0.5, 1)),
        ("top_p", 0.9, ("Elizabeth ", 1, 0.9)),
    ],
)
def test_each_control_writes_once_anew(writing, control, value, asked):
    before = writing.text.value
    getattr(writing, control).value = value
    assert writing._sampler.asked[1:] == [asked]
    assert writing.text.value != before


@pytest.mark.parametrize(
    ("bits", "says"),
    [(1.75, "Goal reached"), (1.2, "Too safe"), (2.5, "Too wild")],
)
def test_words_say_how_far_the_goal_is(bits, says):
    made = widget.Writing(Pretended(bits), target=1.8)
    assert f"{bits:.2f} bits" in made.words.value
    assert says in made.words.value


def test_unknown_character_is_named_and_not_fatal(writing):
    writing.prompt.value = "Señor"
    assert "&#x27;ñ&#x27; at position 2 &lt;unknown&gt;" in writing.words.value
    assert writing.text.value == ""
    writing.prompt.value = "Sir"
    assert "Sir" in writing.text.value


def test_no_control_reaches_what_the_sampler_refuses(writing):
    assert writing.top_p.min > 0
    assert writing.temperature.min >= 0


def test_coloured_escapes_and_keeps_every_character():
    text = "a <b> & c"
    shown = widget.Coloured(text, np.arange(len(text)), "P")._repr_html_()
    assert "&lt;" in shown
    assert "<b>P</b>" in shown
    assert shown.count("<span") == shown.count("</span>")
    plain = re.sub(r"<[^>]*>", "", shown)
    assert plain == "Pa &lt;b&gt; &amp; c"


def test_coloured_darkens_with_surprise():
    colors = re.findall(
        r"background:(#\w+|transparent)\"",
        widget.Coloured("abc", [0, 4, 20])._repr_html_(),
    )
    assert colors == ["transparent", "#E5B9C1", "#C2546B"]


def test_coloured_wants_a_number_for_each_character():
    with pytest.raises(ValueError, match=r"^surprise: .* 3 char.*\(2,\)"):
        widget.Coloured("abc", [1, 2])


def test_unattended_shows_the_same_text_always(monkeypatch, capsys):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "1")
    assert widget.writing(Pretended(), 1.8) is None
    assert "three controls" in capsys.readouterr().out
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "0")
    assert widget.writing(Pretended(), 1.8) is not None
