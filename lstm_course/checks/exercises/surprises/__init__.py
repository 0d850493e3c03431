"""The exercises of "What does Keras do behind your back?"."""

from lstm_course.checks.exercises.surprises.both_ways import BOTH_WAYS
from lstm_course.checks.exercises.surprises.chunks import IN_CHUNKS
from lstm_course.checks.exercises.surprises.masks import NEVER_DROPPED
from lstm_course.checks.exercises.surprises.mended import MENDED_READER
from lstm_course.checks.exercises.surprises.options import CHOOSE_RETURNS
from lstm_course.checks.exercises.surprises.padding import PAD_AND_MASK

EXERCISES = (
    PAD_AND_MASK,
    CHOOSE_RETURNS,
    BOTH_WAYS,
    IN_CHUNKS,
    MENDED_READER,
    NEVER_DROPPED,
)
