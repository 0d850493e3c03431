"""The random network of the chapter: its states and their gradients."""

import numpy as np

UNITS = 32
BATCH = 16
SETTLING = 50
"""Steps before the first state that counts: none remembers h = 0."""


def network(seed, scale, units=UNITS):
    """Draw W (1, units) and U (units, units) of a random network.

    The spectral radius of U is about `scale`.
    """
    rng = np.random.default_rng(seed)
    W = rng.normal(size=(1, units))
    U = scale * rng.normal(size=(units, units)) / np.sqrt(units)
    return W, U


def run(W, U, inputs):
    """Return the states (time, batch, units) for inputs (time, batch)."""
    h = np.zeros((inputs.shape[1], len(U)))
    states = []
    for x in inputs[..., None]:
        h = np.tanh(x @ W + h @ U)
        states.append(h)
    return np.array(states)


def noisy_states(seed, scale, time, loudness=1.0):
    """Return U and `time` states of the network after it has settled.

    It hears `BATCH` streams of normal noise; `loudness` is its standard
    deviation, one number or one for each of the last `time` steps.
    """
    W, U = network(seed, scale)
    noise = np.random.default_rng(1_000 + seed)
    inputs = noise.normal(size=(SETTLING + time, BATCH))
    inputs[SETTLING:] *= np.reshape(loudness, (-1, 1))
    return U, run(W, U, inputs)[SETTLING:]


def typical(norms):
    """Return the geometric mean over the streams, (time + 1,)."""
    return np.exp(np.log(norms).mean(axis=1))
