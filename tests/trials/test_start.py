"""How the weights of a seed start."""

import numpy as np
import pytest

from lstm_course import unroll
from lstm_course.models import Chrono, ForgetBias, InputBias
from lstm_course.trials.start import parameters
from tests.every_cell import each
from tests.trials.easy import Running

UNITS = 5


def start(cell, bias=None, seed=0):
    return parameters(
        cell, Running(), UNITS, bias, np.random.default_rng(seed)
    )


@each
def test_as_the_course_starts_it(kind):
    drawn = start(kind.cell)
    usual = kind.weights(Running.features, UNITS, seed=0, **kind.options)
    assert type(drawn.cell) is type(usual)
    for name, own, one in zip(usual._fields, drawn.cell, usual, strict=True):
        assert own.shape == one.shape
        assert own.dtype == one.dtype
        if name in ("b", "P"):
            np.testing.assert_array_equal(own, one)
    W, U = drawn.cell.W.numpy(), drawn.cell.U.numpy()
    np.testing.assert_allclose(U @ U.T, np.eye(UNITS), atol=1e-5)
    for matrix in (W, drawn.V.numpy()):
        limit = np.sqrt(6 / sum(matrix.shape))
        assert 0.5 * limit < np.abs(matrix).max() <= limit
    assert not drawn.v.numpy().any()


def test_a_seed_draws_all_of_it():
    one, two, other = (
        start(unroll.LSTM),
        start(unroll.LSTM),
        start(unroll.LSTM, seed=1),
    )
    for part in ("W", "U"):
        mine = getattr(one.cell, part)
        np.testing.assert_array_equal(mine, getattr(two.cell, part))
        assert not np.allclose(mine, getattr(other.cell, part))
    assert not np.allclose(one.V, other.V)


def test_biases():
    found = start(unroll.LSTM, ForgetBias(5)).cell.b
    np.testing.assert_array_equal(found, np.repeat([0, 5, 0, 0], UNITS))
    found = start(unroll.NO_FORGET, InputBias(-1, gates=3)).cell.b
    np.testing.assert_array_equal(found, np.repeat([-1, 0, 0], UNITS))
    found = start(unroll.LSTM, lambda rng, units: rng.random(4 * units)).cell.b
    assert len(set(found.numpy())) == 4 * UNITS
    b = start(unroll.LSTM, Chrono(50)).cell.b.numpy().reshape(4, UNITS)
    np.testing.assert_allclose(b[0], -b[1])
    assert (b[1] >= 0).all()
    assert len(set(b[1])) == UNITS


def test_a_bias_of_one_row_is_the_first_of_two():
    found = start(unroll.GRU, lambda rng, units: np.ones(3 * units)).cell.b
    np.testing.assert_array_equal(found, [[1] * 15, [0] * 15])


def test_a_bias_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match=r"^bias: expected 3 \* units = 15"):
        start(unroll.GRU, lambda rng, units: np.ones((2, units)))
