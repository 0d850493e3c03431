"""Keep the one value that a flag marks, among values that look like it.

Hochreiter & Schmidhuber (1997, section 3) name the trouble that a state has
with such a stream the input weight conflict.
"""

import numpy as np


def flagged_bit(batch, time, seed, at=3, noise=1.0):
    """Draw streams in which a flag marks the one bit to be kept.

    Returns the streams (batch, time, 2) and the bits (batch,), each −1 or
    +1. Feature 0 is the value: the bit at step `at`, counted from 1, and
    normal noise of standard deviation `noise` at all other steps. Feature 1
    is the flag: 1 at step `at` and 0 elsewhere.

    >>> streams, bits = flagged_bit(batch=2, time=5, seed=0)
    >>> streams[0, :, 0].round(1)  # the values of the first stream
    array([-0.1,  0.6,  1. , -0.5,  0.4])
    >>> streams[0, :, 1]  # and its flags
    array([0., 0., 1., 0., 0.])
    >>> bits[0]
    np.float64(1.0)
    """
    if not 1 <= at <= time:
        raise ValueError(f"at must lie between 1 and time = {time}: {at}")
    rng = np.random.default_rng(seed)
    bits = rng.choice([-1.0, 1.0], batch)
    streams = np.zeros((batch, time, 2))
    streams[:, :, 0] = rng.normal(0, noise, (batch, time))
    streams[:, at - 1, 0] = bits
    streams[:, at - 1, 1] = 1
    return streams, bits
