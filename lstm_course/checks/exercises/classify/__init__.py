"""The exercises of "What is this sequence?"."""

from lstm_course.checks.exercises.classify.leak import CLEAN_PARTS
from lstm_course.checks.exercises.classify.pooling import MASKED_MEAN
from lstm_course.checks.exercises.classify.readouts import READOUTS_BY_HAND
from lstm_course.checks.exercises.classify.subjects import SUBJECT_FOLD

EXERCISES = (MASKED_MEAN, READOUTS_BY_HAND, SUBJECT_FOLD, CLEAN_PARTS)
