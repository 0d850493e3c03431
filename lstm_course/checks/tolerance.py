"""When two arrays count as equal."""

from typing import NamedTuple

import numpy as np

_LOOSE = {2: (1e-2, 1e-2), 4: (1e-4, 1e-5), 8: (1e-6, 1e-9)}


class Tolerance(NamedTuple):
    """Relative and absolute tolerance; None follows from the kind."""

    rtol: float | None = None
    atol: float | None = None

    def wrong(self, expected, got):
        """Return where two arrays of one shape differ."""
        expected, got = np.asarray(expected), np.asarray(got)
        loosest = min(_size(expected), _size(got))
        rtol, atol = _LOOSE.get(loosest, _LOOSE[8])
        with np.errstate(all="ignore"):
            return ~np.isclose(
                got,
                expected,
                rtol=max(rtol, self.rtol or 0),
                atol=max(atol, self.atol or 0),
                equal_nan=True,
            )

    def close(self, expected, got):
        """Return True when two arrays of one shape agree everywhere."""
        return not self.wrong(expected, got).any()


def _size(array):
    return array.dtype.itemsize if array.dtype.kind == "f" else 8
