"""Models that took too long to train for a chapter: trained once, committed.

How each was made stands in `data/README.md`.
"""

import json
from typing import NamedTuple

from lstm_course import runtime
from lstm_course.datasets import files

WRITER = "checkpoints/writer"


class Writer(NamedTuple):
    """A character model that is trained, and what is known about it.

    model is a keras.Sequential: one-hot characters (batch, time, symbols) in,
    logits of the next one out, (batch, time, symbols). alphabet is a string,
    its characters in the order of their numbers. figures is a dictionary:
    how it was trained and what it scores, as in `writer.json`.
    """

    model: object
    alphabet: str
    figures: dict


def writer():
    """Read the model that writes like *Pride and Prejudice*, a `Writer`.

    An LSTM of 256 units, and what it scores on text it has not seen is in
    `figures["bits_per_character"]["held_out"]`.

    Raises DataFileError for a missing or damaged file.
    """
    figures = json.loads(files.path(f"{WRITER}.json").read_text("utf-8"))
    saved = files.path(f"{WRITER}.keras")
    model = runtime.keras.models.load_model(saved, compile=False)
    return Writer(model, figures["alphabet"], figures)
