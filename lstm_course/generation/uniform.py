"""Uniform numbers that any language repeats bit for bit.

The generator is Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror & Shaw
2011, "Parallel random numbers: as easy as 1, 2, 3", section 4.3; it is also
JAX's). It only adds, rotates and takes exclusive ors of 32-bit words, which
JavaScript does with `+`, `<<`, `>>>`, `^` and `>>> 0`. It has no state: number
`step` of a stream is a function of its place, so that a whole array of them
is computed at once, and streams of different rows cannot overlap.
"""

import numbers

import numpy as np

_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY = 0x1BD11BDA
_ROUNDS = 20


def uniforms(seed, batch, steps):
    """Return uniform numbers from 0 (included) to 1, (batch, steps) float32.

    Number `step` of row `row` has the key (seed, row) and the counter
    (step, 0), and is made of the upper 24 bits of the first word:

    >>> uniforms(seed=0, batch=2, steps=3)
    array([[0.4184571 , 0.3146817 , 0.39316022],
           [0.11815023, 0.2586038 , 0.45611215]], dtype=float32)
    >>> (uniforms(seed=0, batch=1, steps=3) * 2**24).astype(int).tolist()
    [[7020545, 5279483, 6596134]]

    seed is a whole number below 2**32. Raises ValueError for anything else.
    """
    check_seed(seed)
    rows = np.arange(batch, dtype=np.uint32)[:, None]
    places = np.arange(steps, dtype=np.uint32)[None]
    first, _ = threefry((np.uint32(seed), rows), (places, np.uint32(0)))
    return (first >> np.uint32(8)).astype(np.float32) / np.float32(2**24)


def threefry(key, counter):
    """Return the two words that Threefry-2x32 gives, arrays of uint32.

    key and counter are pairs of arrays of uint32 that broadcast.

    >>> zero = np.uint32(0)
    >>> [hex(word) for word in threefry((zero, zero), (zero, zero))]
    ['0x6b200159', '0x99ba4efe']
    """
    keys = (*key, key[0] ^ key[1] ^ np.uint32(_PARITY))
    with np.errstate(over="ignore"):  # words wrap around, as they should
        x, y = counter[0] + keys[0], counter[1] + keys[1]
        for number in range(_ROUNDS):
            group, place = divmod(number, 4)
            x = x + y
            y = _rotated(y, _ROTATIONS[group % 2][place]) ^ x
            if place == 3:
                x = x + keys[(group + 1) % 3]
                y = y + keys[(group + 2) % 3] + np.uint32(group + 1)
    return x, y


def check_seed(seed):
    """Raise ValueError unless seed is a whole number from 0 to 2**32 - 1."""
    whole = isinstance(seed, numbers.Integral) and not isinstance(seed, bool)
    if not whole or not 0 <= seed < 2**32:
        raise ValueError(
            f"seed: expected a whole number from 0 to 2**32 - 1, got {seed!r}"
        )


def _rotated(words, places):
    return (words << np.uint32(places)) | (words >> np.uint32(32 - places))
