"""The size of an experiment: that of a laptop, or the paper's."""

import os

VARIABLE = "LSTM_COURSE_SCALE"


def scale(here, paper):
    """Return `here`, or `paper` where LSTM_COURSE_SCALE is "paper".

    Both may be anything: a number of steps, a length, a range of seeds.
    Raises ValueError for another value of the variable.
    """
    value = os.environ.get(VARIABLE, "")
    if value not in ("", "laptop", "paper"):
        raise ValueError(
            f"{VARIABLE}: expected laptop or paper, got {value!r}"
        )
    return paper if value == "paper" else here
