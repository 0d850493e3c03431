"""Sweeps that take too long for a chapter: computed once, and committed."""

import pandas as pd

from lstm_course.datasets import files

SWEEPS = ("counting", "forgetting", "regularisation", "temporal_order")


def sweep(name):
    """Read the precomputed sweep called `name`, a DataFrame, a row a run.

    What its columns are stands in `data/README.md`.

    Raises ValueError for a name that is not in `SWEEPS`, and DataFileError
    for a missing or damaged file.
    """
    if name not in SWEEPS:
        raise ValueError(
            f"name: expected one of {', '.join(SWEEPS)}, got {name!r}"
        )
    return pd.read_csv(files.path(f"sweeps/{name}.csv"))
