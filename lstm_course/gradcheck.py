"""Compare a gradient written by hand with central differences.

A derivative is what a small push does to the loss. Pushing an entry up and
down by a step s and dividing by 2 s leaves an error of order s squared, and
one of order eps / s from rounding: the best s is near the cube root of eps,
6e-6 in float64 (Press et al., Numerical Recipes, section 5.7). In float32
too little would be left to compare, so only float64 is accepted.
"""

from typing import NamedTuple

import numpy as np

from lstm_course.runtime import tf

_EPS = np.finfo(np.float64).eps
_STEP = _EPS ** (1 / 3)


class Row(NamedTuple):
    """Hold the comparison of one tensor.

    error is |a - n| / (|a| + |n|), norms over the checked entries, a by hand
    and n measured; index is the entry that differs most, by_hand and
    measured its two values.
    """

    name: str
    entries: int
    error: float
    index: tuple
    by_hand: float
    measured: float


class GradCheck(NamedTuple):
    """Hold one Row a tensor; printed, it is a table."""

    rows: tuple
    limit: float

    @property
    def worst(self):
        """Return the largest error of all tensors."""
        return float(np.max([row.error for row in self.rows]))

    @property
    def passed(self):
        """Return True if no tensor's error is above the limit."""
        return all(row.error <= self.limit for row in self.rows)

    def __repr__(self):
        head = f"{'tensor':<10} {'entries':>7}  error    largest difference"
        return "\n".join([head, *map(self._line, self.rows)])

    def _line(self, row):
        start = f"{row.name:<10} {row.entries:>7}"
        if row.error <= self.limit:
            # The error itself is rounding, and differs between machines.
            return f"{start}  ≤ {self.limit:.0e}  none that counts"
        index = ", ".join(map(str, row.index))
        return (
            f"{start}  {row.error:<7.1g}  at [{index}]: "
            f"by hand {row.by_hand:z.3g}, measured {row.measured:z.3g}"
        )


def gradcheck(
    function, arrays, grads, limit=1e-7, entries=100, seed=0, compiled=False
):
    """Check gradients against central differences, tensor by tensor.

    function(**arrays) returns the loss, a scalar. arrays maps the names of
    its arguments to float64 arrays, and grads the same names, or some of
    them, to the gradients to check. Of a larger tensor, `entries` entries
    are checked, drawn with the seed. compiled=True runs the function through
    XLA, which pays for a long loop made of TensorFlow operations only.

    Returns a GradCheck: printed, a table; `passed`; `worst`; `rows`. Raises
    TypeError or ValueError, naming the tensor, for what is not float64 or
    does not match, and for a loss that is not one finite number.
    """
    arrays = {name: _float64(name, value) for name, value in arrays.items()}
    rng = np.random.default_rng(seed)
    if compiled:
        function = tf.function(function, jit_compile=True)
    rounding = _EPS * max(1.0, abs(_loss(function, arrays))) / _STEP
    rows = []
    for name, grad in grads.items():
        grad = _gradient(name, grad, arrays)
        chosen = np.arange(grad.size)
        if grad.size > entries:
            chosen = np.sort(rng.choice(chosen, entries, replace=False))
        measured = central_differences(function, arrays, name, chosen)
        by_hand = grad.reshape(-1)[chosen]
        # Where both are zero but for rounding, that is agreement.
        floor = rounding * np.sqrt(chosen.size) / limit
        worst = int(np.argmax(np.abs(by_hand - measured)))
        rows.append(
            Row(
                name,
                chosen.size,
                _relative(by_hand, measured, floor),
                tuple(map(int, np.unravel_index(chosen[worst], grad.shape))),
                float(by_hand[worst]),
                float(measured[worst]),
            )
        )
    return GradCheck(tuple(rows), limit)


def central_differences(function, arrays, name, chosen):
    """Return the derivative by the chosen entries of one array, (entries,).

    function(**arrays) returns a scalar; chosen counts the entries of
    arrays[name] in row-major order.
    """
    array = np.array(arrays[name], dtype=np.float64)
    entries = array.reshape(-1)
    slopes = np.empty(len(chosen))
    for position, entry in enumerate(chosen):
        kept = entries[entry]
        step = _STEP * max(1.0, abs(kept))
        # What the two pushes differ by, after rounding, is the true width.
        up, down = kept + step, kept - step
        entries[entry] = up
        above = _loss(function, {**arrays, name: array})
        entries[entry] = down
        below = _loss(function, {**arrays, name: array})
        entries[entry] = kept
        slopes[position] = (above - below) / (up - down)
    return slopes


def _relative(by_hand, measured, floor):
    size = np.linalg.norm(by_hand) + np.linalg.norm(measured)
    return float(np.linalg.norm(by_hand - measured) / max(size, floor))


def _loss(function, arrays):
    # Copies: TensorFlow may share an array's memory, and it will be changed.
    loss = np.asarray(
        function(
            **{name: tf.constant(value) for name, value in arrays.items()}
        )
    )
    if loss.size != 1 or not np.isfinite(loss).all():
        raise ValueError(
            "function must return one finite number, got "
            f"{loss.item() if loss.size == 1 else f'shape {loss.shape}'}"
        )
    return loss.item()


def _float64(name, value):
    array = np.asarray(value)
    if array.dtype != np.float64:
        raise TypeError(f"{name} must be float64, got {array.dtype}")
    return array


def _gradient(name, grad, arrays):
    if name not in arrays:
        raise ValueError(
            f"grads must name arrays of {', '.join(arrays)}, got {name}"
        )
    grad = _float64(f"the gradient of {name}", grad)
    if grad.shape != arrays[name].shape:
        raise ValueError(
            f"the gradient of {name} must have the shape of {name}, "
            f"{arrays[name].shape}, got {grad.shape}"
        )
    return grad
