"""Cards as Markdown: the same on every machine, and complete on GitHub."""

from lstm_course.checks import question as questions


def prediction(asked):
    """Return (text, Markdown) of a prediction with its replies folded."""
    choices = "\n".join(f"- ( ) {choice.text}" for choice in asked.choices)
    replies = "\n".join(
        f"- *{choice.text}* – {choice.reply}" for choice in asked.choices
    )
    head = f"**Before you run the next cell:** {asked.question}\n\n{choices}"
    return (
        f"Before you run the next cell: {asked.question}\n\n{choices}",
        f"{head}\n\n{_folded('What your guess says, for afterwards', replies)}",
    )


def recall(asked):
    """Return (text, Markdown) of recall questions with answers folded."""
    plain, rich = [], []
    for number, question in enumerate(asked, 1):
        choices = "\n".join(
            f"- ( ) {choice.text}" for choice in question.choices
        )
        right = question.choices[questions.right_index(question)]
        answer = f"**{right.text}** – {right.reply}"
        plain.append(f"{number}. {question.question}\n\n{choices}")
        rich.append(
            f"**{number}. {question.question}**\n\n{choices}\n\n"
            f"{_folded('Answer', answer)}"
        )
    return "\n\n".join(plain), "\n\n".join(rich)


def _folded(summary, body):
    return (
        f"<details>\n<summary>{summary}</summary>\n\n{body}\n\n</details>"
    )
