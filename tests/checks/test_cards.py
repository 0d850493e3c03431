"""Cards with controls, without a browser."""

import pytest

from lstm_course.checks import cards
from lstm_course.checks.question import Choice, Prediction

ASKED = Prediction(
    "two/guess",
    "What `comes`, *really*?",
    (
        Choice("a `b`", "an idea", "No, not **a**."),
        Choice("c", "", "Yes, c."),
    ),
)


class Driven:
    """A card as a learner uses it."""

    def __init__(self, box):
        self.head, self.radio, self.buttons, self.answer = box.children

    @property
    def button(self):
        (button,) = self.buttons.children
        return button

    @property
    def labels(self):
        return [button.description for button in self.buttons.children]

    def choose(self, index):
        self.radio.index = index

    def press(self):
        assert not self.button.disabled
        self.button.click()


@pytest.fixture
def kept():
    return []


def predicted(kept, earlier=None):
    return Driven(cards.prediction(ASKED, earlier, kept.append))


def test_question_and_choices_in_their_order(kept):
    card = predicted(kept)
    assert "What <code>comes</code>, <em>really</em>?" in card.head.value
    assert card.radio.options == ("a b", "c")
    assert card.radio.index is None
    assert card.button.disabled
    assert card.answer.value == ""


def test_guess_is_kept_and_locked_before_the_reply(kept):
    card = predicted(kept)
    card.choose(0)
    card.press()
    assert kept == [ASKED.choices[0]]
    assert card.radio.disabled
    assert card.labels == ["I have run it"]
    assert "Now run the next cell" in card.answer.value
    assert "not <strong>a</strong>" not in card.answer.value


def test_wrong_guess_is_named_and_answered(kept):
    card = predicted(kept)
    card.choose(0)
    card.press()
    card.press()
    assert "<strong>An idea.</strong>" in card.answer.value
    assert "No, not <strong>a</strong>." in card.answer.value
    assert card.labels == []
    assert len(kept) == 1


def test_right_guess_is_answered(kept):
    card = predicted(kept)
    card.choose(1)
    card.press()
    card.press()
    assert "Yes, c." in card.answer.value


def test_earlier_guess_is_shown_and_can_be_looked_at_again(kept):
    card = predicted(kept, earlier=ASKED.choices[0])
    assert card.radio.index == 0
    assert card.radio.disabled
    assert "You guessed this before" in card.answer.value
    card.press()
    assert "An idea." in card.answer.value
    assert kept == []


def test_recall_is_answered_at_once(kept):
    box = cards.recall(
        [(ASKED, "the last chapter"), (ASKED, "missed before")],
        lambda question, choice: kept.append((question.id, choice.text)),
    )
    first, second = (Driven(card) for card in box.children)
    assert "1 of 2, the last chapter" in first.head.value
    second.choose(1)
    second.press()
    assert kept == [("two/guess", "c")]
    assert "Yes, c." in second.answer.value
    assert second.radio.disabled
    assert first.answer.value == ""


def test_reply_is_announced_to_screen_readers(kept):
    card = predicted(kept, earlier=ASKED.choices[0])
    assert 'role="status"' in card.answer.value
