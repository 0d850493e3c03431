"""The figures of "How does an LSTM keep a secret?"."""

from lstm_course.figures.lstm.cell import cell
from lstm_course.figures.lstm.traces import (
    held_values,
    overflow,
    signals,
    two_jobs,
    written,
)

__all__ = [
    "cell",
    "held_values",
    "overflow",
    "signals",
    "two_jobs",
    "written",
]
