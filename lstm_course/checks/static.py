"""Cards as Markdown: the same on every machine, and complete on GitHub."""

from lstm_course.checks import question as questions


def prediction(asked):
    """Return (text, Markdown) of a prediction with its replies folded."""
    choices = _choices(asked)
    replies = _replies(asked)
    head = f"**Before you run the next cell:** {asked.question}\n\n{choices}"
    return (
        f"Before you run the next cell: {asked.question}\n\n{choices}",
        f"{head}\n\n{_folded('Replies, for after the run', replies)}",
    )


def recall(chosen):
    """Return (text, Markdown) of recall questions with answers folded.

    `chosen` holds pairs (question, why it is asked).
    """
    return _numbered(
        [(question, "Answer", _answer(question)) for question, _ in chosen]
    )


def quiz(asked):
    """Return (text, Markdown) of a quiz with all replies folded."""
    return _numbered(
        [(question, "Replies", _replies(question)) for question in asked]
    )


def _numbered(entries):
    plain, rich = [], []
    for number, (question, summary, body) in enumerate(entries, 1):
        choices = _choices(question)
        plain.append(f"{number}. {question.question}\n\n{choices}")
        rich.append(
            f"**{number}. {question.question}**\n\n{choices}\n\n"
            f"{_folded(summary, body)}"
        )
    return "\n\n".join(plain), "\n\n".join(rich)


def _choices(question):
    return "\n".join(f"- ( ) {choice.text}" for choice in question.choices)


def _replies(question):
    return "\n".join(
        f"- *{choice.text}* – {choice.reply}" for choice in question.choices
    )


def _answer(question):
    right = question.choices[questions.right_index(question)]
    return f"**{right.text}** – {right.reply}"


def _folded(summary, body):
    return f"<details>\n<summary>{summary}</summary>\n\n{body}\n\n</details>"
