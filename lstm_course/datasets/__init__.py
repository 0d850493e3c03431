"""Real data: small, licensed, committed, read with a checksum.

What each file is, where it comes from and under which licence stands in
`data/README.md`.
"""

import pandas as pd

from lstm_course.datasets import files
from lstm_course.datasets.checkpoints import Writer, writer
from lstm_course.datasets.files import DataFileError
from lstm_course.datasets.scaling import Scaler, standardise
from lstm_course.datasets.sequences import (
    Recordings,
    Utterances,
    pad,
    places,
    vowels,
    watch,
)
from lstm_course.datasets.splits import Split, split_by_time
from lstm_course.datasets.sweeps import SWEEPS, sweep
from lstm_course.datasets.text import constitution, pride
from lstm_course.datasets.windowing import Windows, windows

__all__ = [
    "SWEEPS",
    "DataFileError",
    "Recordings",
    "Scaler",
    "Split",
    "Utterances",
    "Windows",
    "Writer",
    "co2",
    "constitution",
    "names",
    "pad",
    "places",
    "pride",
    "read",
    "split_by_time",
    "standardise",
    "sunspots",
    "sweep",
    "vowels",
    "watch",
    "windows",
    "writer",
]


def sunspots():
    """Read the monthly mean sunspot number, January 1749 to June 2009.

    Returns a Series of 3,126 months without a gap. The number counts spots
    and groups of spots on the sun and has no unit. This is the series as it
    was published before its revision of 2015; from January 2009 the values
    are preliminary. Source: NOAA National Geophysical Data Center.
    """
    table = pd.read_csv(files.path("sunspots.csv"))
    index = pd.PeriodIndex(table["month"], freq="M")
    return pd.Series(table["sunspots"].to_numpy(), index, name="sunspots")


def co2():
    """Read the weekly carbon dioxide in the air at Mauna Loa, 1958 to 2001.

    Returns a Series of 2,284 Saturdays, 29 March 1958 to 29 December 2001,
    in parts per million by volume (ppmv). Weeks without a valid
    measurement are NaN: 59 of them, 18 in a row in early 1964. A Saturday
    names its week; whether it ends the week the source does not say.
    Source: Keeling and Whorf (2004).
    """
    table = pd.read_csv(files.path("co2.csv"))
    index = pd.DatetimeIndex(table["week"], freq="W-SAT", name="week")
    return pd.Series(table["co2"].to_numpy(), index, name="co2")


_READERS = {"co2": co2, "sunspots": sunspots}


def names():
    """Return the names of all data sets, in alphabetical order."""
    return tuple(sorted(_READERS))


def read(name):
    """Read the data set called `name`.

    Raises ValueError for a name that is not in `names()`, and DataFileError
    for a missing or damaged file.
    """
    if name not in _READERS:
        raise ValueError(
            f"name: expected one of {', '.join(names())}, got {name!r}"
        )
    return _READERS[name]()
