"""Cards with controls: a guess before a cell runs, questions on the past."""

import ipywidgets as widgets

from lstm_course.checks import display
from lstm_course.checks import question as questions
from lstm_course.checks.verdict import NOT_ATTEMPTED, RIGHT, WRONG

_WIDE = {"width": "auto", "max_width": "48em"}
_CLASS = "lstm-course-choices"
# A radio button of ipywidgets is one line high, whatever its text.
_STYLE = f"""<style>
.{_CLASS} .widget-radio-box label {{
  display: flex; flex-direction: row-reverse; justify-content: flex-end;
  align-items: flex-start; height: auto; line-height: 1.4; padding: 0.15em 0;
}}
.{_CLASS} .widget-radio-box input {{ flex: none; }}
</style>"""


def prediction(asked, earlier, remember):
    """Return the card of a Prediction.

    `earlier` is the choice that was made before, or None; `remember(choice)`
    is called once, when the learner commits to a guess.
    """
    return _Card(
        asked,
        earlier,
        remember,
        title="Before you run the next cell",
        commit="This is my guess",
        then="I have run it",
        waiting="Your guess is kept. Now run the next cell.",
    ).box


def recall(chosen, remember):
    """Return the card of recall questions: pairs (question, reason).

    `remember(question, choice)` is called when one is answered.
    """
    titles = [
        f"{number} of {len(chosen)}, {reason}"
        for number, (_, reason) in enumerate(chosen, 1)
    ]
    return _questions([question for question, _ in chosen], titles, remember)


def quiz(asked, remember):
    """Return the card of a quiz; `remember` is as in `recall`."""
    titles = [
        f"{number} of {len(asked)}" for number in range(1, len(asked) + 1)
    ]
    return _questions(asked, titles, remember)


def _questions(asked, titles, remember):
    cards = [
        _Card(
            question,
            None,
            lambda choice, question=question: remember(question, choice),
            title=title,
            commit="Answer",
        ).box
        for question, title in zip(asked, titles, strict=True)
    ]
    return widgets.VBox(cards)


class _Card:
    """One question with its choices; a guess is locked, then replied to.

    With `then`, the reply waits for a second button.
    """

    def __init__(
        self, asked, earlier, remember, title, commit, then="", waiting=""
    ):
        self._asked = asked
        self._remember = remember
        self._waiting = waiting
        self._choices = widgets.RadioButtons(
            options=[_plain(choice.text) for choice in asked.choices],
            index=None,
            tooltip="Choose one answer",
            layout=widgets.Layout(**_WIDE, height="auto"),
        )
        self._choices.add_class(_CLASS)
        self._commit = widgets.Button(
            description=commit,
            disabled=True,
            button_style="primary",
            layout=widgets.Layout(width="auto"),
        )
        self._then = widgets.Button(
            description=then, layout=widgets.Layout(width="auto")
        )
        self._reply = widgets.HTMLMath(layout=widgets.Layout(**_WIDE))
        self._choices.observe(self._chosen, "index")
        self._commit.on_click(self._committed)
        self._then.on_click(self._replied)
        self._buttons = widgets.HBox([self._commit])
        if earlier is not None:
            self._lock(earlier, "You guessed this before.")
        head = (
            f"{_STYLE}<div><strong>{display.inline(title)}.</strong> "
            f"{display.inline(asked.question)}</div>"
        )
        self.box = widgets.VBox(
            [
                widgets.HTMLMath(head, layout=widgets.Layout(**_WIDE)),
                self._choices,
                self._buttons,
                self._reply,
            ],
            layout=widgets.Layout(
                border_left="4px solid var(--jp-brand-color1, #1976d2)",
                padding="0.3em 0 0.5em 0.8em",
                margin="0.2em 0 0.6em 0",
            ),
        )

    def _chosen(self, change):
        self._commit.disabled = change["new"] is None

    def _committed(self, button):
        choice = self._asked.choices[self._choices.index]
        self._remember(choice)
        self._lock(choice, self._waiting)
        if not self._then.description:
            self._replied(button)

    def _lock(self, choice, sentence):
        self._choices.index = self._asked.choices.index(choice)
        self._choices.disabled = True
        self._buttons.children = [self._then] if self._then.description else []
        self._show(sentence, NOT_ATTEMPTED)

    def _replied(self, button):
        right = self._choices.index == questions.right_index(self._asked)
        choice = self._asked.choices[self._choices.index]
        name = "" if right else f"**{_capital(choice.misconception)}.** "
        self._buttons.children = []
        self._show(f"{name}{choice.reply}", RIGHT if right else WRONG)

    def _show(self, text, status):
        body = f'<div role="status">{display.inline(text)}</div>'
        self._reply.value = display.box(body, status)


def _plain(text):
    return text.replace("`", "").replace("*", "")


def _capital(text):
    return text[:1].upper() + text[1:]
