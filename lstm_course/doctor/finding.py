"""What a look at one part of the machine found."""

from typing import NamedTuple

OK = "ok"
NOTE = "note"
FIX = "fix"


class Finding(NamedTuple):
    """One thing the doctor looked at.

    state is OK, NOTE (the course runs, but know this) or FIX (it does not
    run, or not well). action says what to do about it, "" for nothing.
    """

    subject: str
    state: str
    says: str
    action: str = ""
