"""When two arrays count as equal."""

from typing import NamedTuple

import numpy as np

_BY_SIZE = {2: (1e-2, 1e-2), 4: (1e-4, 1e-5), 8: (1e-6, 1e-9)}


class Tolerance(NamedTuple):
    """Relative and absolute tolerance of one answer.

    They follow from `size`, the bytes of the coarsest kind of number that
    takes part, unless `rtol` and `atol` are wider.
    """

    rtol: float | None = None
    atol: float | None = None
    size: int = 8

    def for_values(self, values):
        """Return the tolerance that suits the kinds of all these arrays."""
        sizes = [
            array.dtype.itemsize
            for arrays in values
            for array in arrays
            if array.dtype.kind == "f"
        ]
        return self._replace(size=min([self.size, *sizes]))

    def wrong(self, expected, got):
        """Return where two arrays of one shape differ."""
        rtol, atol = _BY_SIZE.get(self.size, _BY_SIZE[8])
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
