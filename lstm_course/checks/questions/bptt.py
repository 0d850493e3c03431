"""Predictions in, and recall about, "How does a network learn from the past?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = ()
RECALL = ()
