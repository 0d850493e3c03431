"""Make watch.npz again: `python data/watch/make_watch.py FILE.whl`.

FILE.whl is the wheel named in PACKAGE, which `pip download --no-deps
seglearn==1.2.5` fetches. The recordings lie in it as a pickled dictionary;
the checksum is looked at before it is opened.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np

NAME = "watch/watch.npz"
FOLDER = Path(__file__).resolve().parent.parent
PACKAGE = "seglearn-1.2.5-py3-none-any.whl"
SHA256 = "ec6b952c85c9627050102854b372d85951563d3b990df677d7c55547e87413dd"
MEMBER = "seglearn/data/watch_dataset.npy"
EVERY = 5
"""Samples at 50 Hz whose mean is one step at 10 Hz."""

UNIT = 1e-3
"""What 1 stands for in the file: g, or radians a second."""


def make(package):
    """Return the bytes of watch.npz, from the wheel."""
    found = hashlib.sha256(Path(package).read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"needs {PACKAGE}, SHA-256 {SHA256}, got {found}")
    with zipfile.ZipFile(package) as wheel:
        data = np.load(io.BytesIO(wheel.read(MEMBER)), allow_pickle=True)
    content = io.BytesIO()
    np.savez_compressed(content, **packed(data.item()))
    return content.getvalue()


def packed(data):
    """Return the arrays of the file: all steps in a row, and the rest."""
    recordings = [slower(samples) for samples in data["X"]]
    values = np.round(np.concatenate(recordings) / UNIT)
    return {
        "values": values.astype("<i2"),
        "lengths": np.array([len(rows) for rows in recordings], "<i2"),
        "exercises": np.array(data["y"], "<i2"),
        "subjects": np.array(data["subject"], "<i2"),
        "sides": np.array(data["side"], "<i2"),
    }


def slower(samples):
    """Return the means of every EVERY samples; a rest is left out."""
    steps = len(samples) // EVERY
    kept = np.asarray(samples)[: steps * EVERY]
    return kept.reshape(steps, EVERY, -1).mean(axis=1)


def main(package):
    """Write the file and its checksum."""
    sys.path.insert(0, str(FOLDER))
    from recipe import write

    write(NAME, make(package))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
