"""What an experiment found, beside what the paper says, as a table."""

from typing import NamedTuple

COLUMNS = ("claim", "paper", "published", "measured here")


class Finding(NamedTuple):
    """One claim: who made it, with which figure, and what came out here.

    measured is anything with a text, such as a result of
    `lstm_course.trials`; where it has `seconds`, they are what it took.
    """

    claim: str
    paper: str
    published: str
    measured: object

    @property
    def cells(self):
        """The texts of the row, one for each of `COLUMNS`."""
        return (self.claim, self.paper, self.published, str(self.measured))

    @property
    def seconds(self):
        """What the measurement took, or None where nobody kept time."""
        return getattr(self.measured, "seconds", None)


class Findings(tuple):
    """The findings of a chapter; a notebook shows them as a table."""

    def __new__(cls, *rows):
        """Take each Finding as an argument.

        Raises TypeError for anything else.
        """
        for row in rows:
            if not isinstance(row, Finding):
                raise TypeError(
                    f"rows: expected Finding, got {type(row).__name__}"
                )
        return super().__new__(cls, rows)

    def __repr__(self):
        return "\n".join(
            f"{row.claim} ({row.paper}: {row.published}): {row.measured}"
            for row in self
        )

    def _repr_markdown_(self):
        return table(COLUMNS, [row.cells for row in self])


def table(columns, rows):
    """Return a table in Markdown; columns and rows hold texts."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text):
    return " ".join(text.replace("|", "\\|").split())
