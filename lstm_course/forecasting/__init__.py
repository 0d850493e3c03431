"""What forecasts are measured by and against, where libraries lack it.

Exponential smoothing and autoregression are in statsmodels, linear fits and
the pinball loss in scikit-learn.
"""

from lstm_course.forecasting.naive import last_value, seasonal_naive
from lstm_course.forecasting.scores import (
    coverage,
    interval_score,
    mase,
    skill,
)
from lstm_course.forecasting.summary import Summary, summary

__all__ = [
    "Summary",
    "coverage",
    "interval_score",
    "last_value",
    "mase",
    "seasonal_naive",
    "skill",
    "summary",
]
