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

__all__ = [
    "coverage",
    "interval_score",
    "last_value",
    "mase",
    "seasonal_naive",
    "skill",
]
