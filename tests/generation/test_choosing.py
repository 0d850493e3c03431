"""The choice of a symbol, against sorting, and against chance."""

import numpy as np
import pytest
from scipy import stats

from lstm_course.generation import choosing
from lstm_course.runtime import tf
from tests.generation import reference

RNG = np.random.default_rng(0)
TINY = 1e-12
SIZES = (1, 2, 3, 64, 75, 129)
SHARES = (TINY, 0.1, 0.5, 0.75, 0.9, 0.999_999, 1 - 2**-53)


def _compiled(function):
    return tf.function(function, jit_compile=True, autograph=False)


nucleus = _compiled(choosing.nucleus)
drawn = _compiled(choosing.drawn)
weights = _compiled(choosing.weights)


def hard_weights(symbols):
    """Return rows of weights that are hard to cut: (rows, symbols)."""
    top = reference.scale(symbols)
    one_hot = np.zeros(symbols, int)
    one_hot[symbols // 2] = top
    halves = np.full(symbols, top // 2)
    halves[-1] = top
    ones = np.ones(symbols, int)
    ones[0] = top
    steps = top >> (np.arange(symbols) % 23)
    rows = [one_hot, halves, ones, steps, np.full(symbols, top)]
    rows += [np.sort(steps), RNG.integers(0, 3, symbols)]
    rows += [RNG.integers(0, top + 1, symbols) for _ in range(8)]
    rows += [
        (top * RNG.dirichlet(np.full(symbols, 0.1))).astype(int)
        for _ in range(8)
    ]
    rows = np.array(rows)
    rows[:, 0] += rows.sum(axis=1) == 0
    return rows


@pytest.mark.parametrize("symbols", SIZES)
def test_nucleus_is_what_sorting_gives(symbols):
    rows = hard_weights(symbols)
    w = tf.constant(rows.T, tf.int32)
    for top_p in SHARES:
        found = nucleus(w, tf.constant(top_p, tf.float64)).numpy().T
        for row, kept in zip(rows.tolist(), found, strict=True):
            wanted = reference.nucleus(row, top_p)
            expected = [n if k in wanted else 0 for k, n in enumerate(row)]
            assert kept.tolist() == expected, (row, top_p)


def test_nucleus_cut_exactly_at_a_sum():
    w = tf.constant([[1], [2], [4], [1]])
    for share, kept in (
        (0.5, [0, 0, 4, 0]),
        (0.500_001, [0, 2, 4, 0]),
        (0.75, [0, 2, 4, 0]),
        (0.875, [1, 2, 4, 0]),
        (0.876, [1, 2, 4, 1]),
    ):
        found = nucleus(w, tf.constant(share, tf.float64))
        assert found[:, 0].numpy().tolist() == kept


@pytest.mark.parametrize("symbols", SIZES)
def test_draw_is_the_first_sum_that_passes(symbols):
    rows = hard_weights(symbols)
    ends = [0, 2**24 - 1, 2**23]
    for whole in [*ends, *RNG.integers(0, 2**24, 20)]:
        u = np.full(len(rows), whole / 2**24, np.float32)
        found = drawn(tf.constant(rows.T, tf.int32), u).numpy()
        expected = [reference.drawn(row, u[0]) for row in rows.tolist()]
        assert found.tolist() == expected
        assert (rows[np.arange(len(rows)), found] > 0).all()


def test_draw_at_a_sum_takes_the_next():
    w = tf.constant([[1], [0], [3]])
    for whole, symbol in ((2**22 - 1, 0), (2**22, 2), (2**24 - 1, 2)):
        u = tf.constant([whole / 2**24], tf.float32)
        assert drawn(w, u).numpy().tolist() == [symbol]


@pytest.mark.parametrize("symbols", [2, 75, 100, 4096])
def test_weights_are_the_probabilities(symbols):
    logits = RNG.normal(0, 3, (6, symbols)).astype(np.float32)
    below = logits.astype(float) - logits.max(axis=1, keepdims=True)
    scale = reference.scale(symbols)
    for temperature in (0.5, 1.0, 2.0):
        found = weights(logits, tf.constant(temperature)).numpy().T
        p = np.exp(below / temperature)
        # Cut to a whole number, after an exponent of 24 bits.
        near = {"rtol": 2**-24 * abs(below).max() * 4, "atol": 1 / scale}
        np.testing.assert_allclose(found / scale, p, **near)
        assert (found.max(axis=1) == scale).all()
        assert found.sum(axis=1, dtype=np.int64).max() <= 2**29


def test_extreme_logits_and_temperatures_keep_their_order():
    logits = np.array([[1e30, -1e30, 0.0], [0, 0, -100]], np.float32)
    for temperature in (2e-38, 1e-3, 1.0):
        found = weights(logits, tf.constant(temperature)).numpy().T
        assert (found > 0).tolist() == [[True, False, False], [1, 1, 0]]
    flat = weights(logits[1:], tf.constant(3e38)).numpy()
    assert (flat == reference.scale(3)).all()


def test_symbols_come_as_often_as_they_should():
    p = np.array([0.4, 0.3, 0.15, 0.1, 0.03, 0.015, 0.005])
    count = 100_000
    logits = np.tile(np.log(p).astype(np.float32), (count, 1))
    u = RNG.integers(0, 2**24, count).astype(np.float32) / 2**24
    w = weights(logits, tf.constant(1.0))
    counts = np.bincount(drawn(w, u).numpy(), minlength=7)
    assert stats.chisquare(counts, count * p).pvalue > 1e-3
    kept = nucleus(w, tf.constant(0.8, tf.float64))
    counts = np.bincount(drawn(kept, u).numpy(), minlength=7)
    assert not counts[3:].any()
    expected = count * p[:3] / p[:3].sum()
    assert stats.chisquare(counts[:3], expected).pvalue > 1e-3


def test_likeliest_is_the_first_of_equals():
    logits = np.array([[1, 3, 3, 2], [0, 0, 0, 0], [-5, -4, -6, -4]], "f")
    assert choosing.likeliest(logits).numpy().tolist() == [1, 0, 1]


def test_surprise_is_in_bits():
    logits = np.log(np.array([[0.5, 0.25, 0.25], [1, 1, 2]], np.float32))
    found = choosing.surprise(tf.constant(logits), tf.constant([1, 2]))
    np.testing.assert_allclose(found, [2, 1], rtol=1e-6)
