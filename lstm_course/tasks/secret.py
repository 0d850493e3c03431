"""The pre-activations of one unit that keeps a secret for a while.

Something is written, something is read and something is erased, and three
times it only looks as if.
"""

import numpy as np

OPEN, SHUT = 5.0, -5.0


def secret():
    """Return z (24, 4): the pre-activations of i, f, g, o at each step.

    Gates that are open have z = 5, those that are shut z = −5.

    >>> z = secret()
    >>> z.shape
    (24, 4)
    >>> z[5 - 1]  # step 5: i and f are open, g is large, o is shut
    array([ 5. ,  5. ,  1.5, -5. ])
    """
    z = np.zeros((24, 4))
    z[:, 0], z[:, 1], z[:, 3] = SHUT, OPEN, SHUT
    z[:, 2] = np.random.default_rng(3).normal(0, 0.25, 24)
    step = {number: number - 1 for number in range(1, 25)}
    z[step[2], 1] = SHUT  # nothing to erase yet
    z[step[5], (0, 2)] = OPEN, 1.5  # written
    z[step[9], 2] = -2.0  # the gate i stays shut
    z[step[13], 3] = OPEN  # read
    z[step[17], 1] = SHUT  # erased
    z[step[21], 3] = OPEN  # nothing left to read
    return z
