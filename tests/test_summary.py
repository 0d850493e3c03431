"""A score of several cases: its interval, its text and its errors."""

import numpy as np
import pytest

from lstm_course.summary import summary


def test_interval_is_students():
    found = summary([1, 2, 3], "seeds", seconds=4.5)
    # The standard error is 1 / sqrt(3), t at 2 degrees of freedom 4.3027.
    np.testing.assert_allclose(
        found.interval, [2 - 2.4841, 2 + 2.4841], atol=1e-4
    )
    assert str(found) == "2.00 (95 %: -0.48 to 4.48, 3 seeds)"
    assert found.seconds == 4.5


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([1], r"^values: .*\[1\.0\]"),
        ([1, np.nan], "^values: .*nan"),
        ([[1, 2], [3, 4]], "^values: .*cases"),
    ],
)
def test_what_has_no_interval_is_refused(values, says):
    with pytest.raises(ValueError, match=says):
        summary(values, "seeds")
