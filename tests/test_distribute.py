"""Training on several devices, with what Keras and TensorFlow have for it."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.two_devices import CELLS

ROOT = Path(__file__).parent.parent
NAMES = [cell.__name__ for cell in CELLS]


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Return what `tests.two_devices` measured."""
    file = tmp_path_factory.mktemp("distribute") / "measured.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.two_devices", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(file.read_text())


def test_there_are_two_devices(measured):
    assert measured["devices"] == 2


@pytest.mark.parametrize("cell", NAMES)
def test_two_devices_train_as_one(cell, measured):
    found = measured[cell]
    alone, shared = found["losses"]
    assert alone[-1] < alone[0]
    np.testing.assert_allclose(shared, alone, rtol=1e-5)
    alone, shared, _ = found["weights"]
    for one, two in zip(alone, shared, strict=True):
        np.testing.assert_allclose(two, one, atol=1e-5)


@pytest.mark.parametrize("cell", NAMES)
def test_a_file_holds_what_two_devices_trained(cell, measured):
    found = measured[cell]
    _, shared, again = found["weights"]
    for one, two in zip(shared, again, strict=True):
        np.testing.assert_array_equal(two, one)
    _, shared, again = found["outputs"]
    np.testing.assert_allclose(again, shared, atol=1e-6)
    assert found["steps"] == [6, 6, 6]
