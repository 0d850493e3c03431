"""Sizes and values for cases."""

import numpy as np

from lstm_course.checks import cases


def test_sizes_differ_so_that_no_transpose_hides():
    found = cases.sizes("batch", "time", "features", "units")
    assert found[0] == {"batch": 1, "time": 1, "features": 1, "units": 1}
    assert found[1] == {"batch": 1, "time": 2, "features": 3, "units": 4}
    for sizes in found[2:]:
        assert sorted(sizes.values()) == [2, 3, 4, 5]
    largest = {max(sizes, key=sizes.get) for sizes in found[2:]}
    assert largest == {"batch", "time", "features", "units"}


def test_extreme_values_saturate():
    values = cases.extreme(np.random.default_rng(0), (20, 5))
    assert values.shape == (20, 5)
    assert values.dtype == np.float64
    assert values.max() == 800
    assert values.min() == -800
