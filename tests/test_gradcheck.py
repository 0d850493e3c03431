"""The gradient check: what it lets pass, what it finds, what it refuses."""

import numpy as np
import pytest

from lstm_course.gradcheck import central_differences, gradcheck
from lstm_course.runtime import tf

X = np.linspace(-2, 2, 6).reshape(2, 3)
W = np.linspace(0.5, 1, 3)


def loss(x, w):
    return tf.reduce_sum(tf.tanh(x * w) ** 2)


def right():
    with tf.GradientTape() as tape:
        x, w = tf.constant(X), tf.constant(W)
        tape.watch((x, w))
        value = loss(x, w)
    x, w = tape.gradient(value, (x, w))
    return {"x": x.numpy(), "w": w.numpy()}


@pytest.mark.parametrize("compiled", [False, True])
def test_right_gradients_pass(compiled):
    found = gradcheck(loss, {"x": X, "w": W}, right(), compiled=compiled)
    assert found.passed
    assert found.worst < 1e-9
    assert [(row.name, row.entries) for row in found.rows] == [
        ("x", 6),
        ("w", 3),
    ]
    lines = repr(found).splitlines()
    assert lines[0].split()[:3] == ["tensor", "entries", "error"]
    assert lines[1].split() == [
        "x",
        "6",
        "≤",
        "1e-07",
        "none",
        "that",
        "counts",
    ]


def test_wrong_entry_is_found():
    grads = right()
    grads["x"][1, 2] *= 1.5
    found = gradcheck(loss, {"x": X, "w": W}, grads)
    assert not found.passed
    x, w = found.rows
    assert x.index == (1, 2)
    assert x.by_hand == pytest.approx(1.5 * x.measured, rel=1e-6)
    assert w.error < 1e-9
    size = np.linalg.norm(grads["x"]) + np.linalg.norm(right()["x"])
    assert x.error == pytest.approx(abs(x.by_hand - x.measured) / size)
    assert found.worst == x.error
    assert "at [1, 2]: by hand" in repr(found).splitlines()[1]


@pytest.mark.parametrize("factor", [1 + 1e-5, -1.0, 2.0, 0.0])
def test_wrong_scale_is_found(factor):
    grads = {"w": factor * right()["w"]}
    found = gradcheck(loss, {"x": X, "w": W}, grads)
    assert not found.passed
    expected = abs(factor - 1) / (1 + abs(factor))
    assert found.worst == pytest.approx(expected, rel=1e-3)


def test_nan_is_no_agreement():
    found = gradcheck(loss, {"x": X, "w": W}, {"w": np.full(3, np.nan)})
    assert not found.passed
    assert np.isnan(found.worst)


def test_zero_agrees_with_rounding_around_zero():
    def useless(x):
        return tf.reduce_sum((x + 1 / 3) ** 2 - x**2 - 2 * x / 3)

    arrays = {"x": X}
    assert np.any(central_differences(useless, arrays, "x", np.arange(6)))
    assert gradcheck(useless, arrays, {"x": 0 * X}).passed
    assert not gradcheck(useless, arrays, {"x": 0 * X + 1e-6}).passed


def test_large_tensor_is_sampled():
    big = np.linspace(-1, 1, 1000).reshape(20, 50)
    entries = []

    def squares(x):
        entries.append(np.flatnonzero(x.numpy().ravel() != big.ravel()))
        return tf.reduce_sum(x**2)

    found = gradcheck(squares, {"x": big}, {"x": 2 * big}, entries=7)
    assert found.passed
    assert found.rows[0].entries == 7
    first = [int(changed[0]) for changed in entries[1:]]
    assert len(set(first)) == 7
    entries.clear()
    gradcheck(squares, {"x": big}, {"x": 2 * big}, entries=7, seed=1)
    assert set(first) != {int(changed[0]) for changed in entries[1:]}
    wrong = 2 * big
    wrong.reshape(-1)[first[0]] += 1
    found = gradcheck(squares, {"x": big}, {"x": wrong}, entries=7)
    assert found.rows[0].index == np.unravel_index(first[0], big.shape)


@pytest.mark.parametrize("at", [-1000.0, -1.0, 0.0, 1e-9, 2.0, 1000.0])
def test_differences_are_exact_to_the_second_order(at):
    (found,) = central_differences(
        lambda x: float(x[0]) ** 3, {"x": np.array([at])}, "x", [0]
    )
    assert found == pytest.approx(3 * at**2, rel=1e-9, abs=1e-10)


def test_scalars_and_functions_of_numpy_are_taken():
    def plain(x):
        return float(np.asarray(x)) ** 2

    assert gradcheck(plain, {"x": np.array(3.0)}, {"x": 6.0}).passed


def test_arrays_are_not_changed():
    x, w = X.copy(), W.copy()
    gradcheck(loss, {"x": x, "w": w}, right())
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(w, W)


WRONG = {
    "float32": (
        {"x": X.astype("float32")},
        {},
        TypeError,
        "x must be float64, got float32",
    ),
    "gradient": (
        {},
        {"w": W.astype("float32")},
        TypeError,
        "the gradient of w must be float64, got float32",
    ),
    "shape": (
        {},
        {"w": W[:2]},
        ValueError,
        r"the gradient of w must have the shape of w, \(3,\), got \(2,\)",
    ),
    "name": (
        {},
        {"y": W},
        ValueError,
        "grads must name arrays of x, w, got y",
    ),
}


@pytest.mark.parametrize(
    ("arrays", "grads", "error", "says"), WRONG.values(), ids=WRONG
)
def test_what_does_not_match_is_named(arrays, grads, error, says):
    with pytest.raises(error, match=says):
        gradcheck(loss, {"x": X, "w": W, **arrays}, {**right(), **grads})


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda x, w: x * w, r"one finite number, got shape \(2, 3\)"),
        (lambda x, w: np.nan, "one finite number, got nan"),
    ],
)
def test_loss_must_be_one_finite_number(wrong, says):
    with pytest.raises(ValueError, match=says):
        gradcheck(wrong, {"x": X, "w": W}, right())
