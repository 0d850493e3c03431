"""The streams of chapter "lstm"."""

import doctest

import numpy as np
import pytest

from lstm_course.tasks import flagged_bit, secret


@pytest.mark.parametrize("module", [flagged_bit, secret])
def test_worked_example(module):
    assert doctest.testmod(module) == (0, doctest.testmod(module).attempted)
    assert doctest.testmod(module).attempted > 0


def test_one_step_is_flagged_and_holds_the_bit():
    streams, bits = flagged_bit.flagged_bit(500, 20, seed=1, at=7, noise=3)
    assert np.array_equal(np.argwhere(streams[..., 1])[:, 1], [6] * 500)
    assert np.array_equal(streams[:, 6, 0], bits)
    assert set(bits) == {-1, 1}
    noise = np.delete(streams[..., 0], 6, axis=1)
    assert abs(noise.std() - 3) < 0.1
    assert abs(noise.mean()) < 0.1


def test_same_seed_same_streams():
    one, two = (flagged_bit.flagged_bit(4, 9, seed=2)[0] for _ in range(2))
    assert np.array_equal(one, two)


@pytest.mark.parametrize("at", [0, 21])
def test_step_outside_is_refused(at):
    with pytest.raises(ValueError, match="at must lie between 1 and time"):
        flagged_bit.flagged_bit(2, 20, seed=0, at=at)
