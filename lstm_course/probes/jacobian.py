"""How a small change of an RNN's state grows: Lyapunov exponents."""

import numpy as np

from lstm_course import unroll


def rnn_jacobians(weights, hs):
    """Return d h_t / d h_{t-1} of a plain RNN at every step.

    hs is what the steps computed, (batch, time, units). Entry [b, t, j, k]
    of the result says how unit j of h_t answers to unit k of h_{t-1}.
    """
    U = np.asarray(weights.U)
    return (1 - np.asarray(hs)[..., None] ** 2) * U.T


def lyapunov_exponents(weights, xs, state=None, skip=0):
    """Return the Lyapunov exponents of a plain RNN, largest first, (units,).

    xs is (batch, time, features), state (h,) as in `unroll.forward`. An
    exponent is the mean log of a direction's growth a step, over the batch
    and over the steps after the first `skip`, which let the directions turn
    to where they grow. A gradient shrinks, in the long run, by a factor of
    exp(largest exponent) a step.

    The product of the Jacobians is taken by QR, step by step, since the
    product itself would soon hold nothing but its largest direction
    (Benettin et al. 1980).
    """
    hs = unroll.forward(unroll.RNN, xs, state, weights).outputs.numpy()
    time = hs.shape[1]
    if not 0 <= skip < time:
        raise ValueError(
            f"skip must be a number of steps below {time}, got {skip!r}"
        )
    jacobians = rnn_jacobians(weights, hs.astype(np.float64))
    directions = np.broadcast_to(np.eye(hs.shape[2]), jacobians[:, 0].shape)
    total = 0.0
    for t in range(time):
        directions, growth = np.linalg.qr(jacobians[:, t] @ directions)
        if t >= skip:
            stretch = np.abs(np.diagonal(growth, axis1=1, axis2=2))
            total = total + np.log(stretch).mean(axis=0)
    return np.sort(total / (time - skip))[::-1]


def lyapunov_exponent(weights, xs, state=None, skip=0):
    """Return the largest Lyapunov exponent, as in `lyapunov_exponents`."""
    return float(lyapunov_exponents(weights, xs, state, skip)[0])
