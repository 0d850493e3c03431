"""What a check says about one answer."""

from typing import NamedTuple

RIGHT = "right"
WRONG = "wrong"
NOT_ATTEMPTED = "not attempted"
ERROR = "error"

MARKS = {RIGHT: "✓", WRONG: "✗", ERROR: "✗", NOT_ATTEMPTED: "○"}


class Verdict(NamedTuple):
    """One judgement: `status` is one of the four words of this module.

    `message` is a sentence or two with `code` in backticks, `detail` lines
    of fixed width below it. `mistake` names the known mistake, if it is one.
    """

    status: str
    message: str
    mistake: str | None = None
    detail: str = ""
