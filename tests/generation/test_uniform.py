"""The uniform numbers, against published answers and another language."""

import doctest
import json
import shutil
import subprocess

import numpy as np
import pytest
from scipy import stats

from lstm_course.generation import uniform

NODE = shutil.which("node")

# (key, counter, what comes out): kat_vectors of the Random123 library.
PUBLISHED = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    (
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x1CB996FC, 0xBB002BE7),
    ),
    (
        (0x13198A2E, 0x03707344),
        (0x243F6A88, 0x85A308D3),
        (0xC4923A9C, 0x483DF7A0),
    ),
]

JAVASCRIPT = """
const R = [13, 15, 26, 6, 17, 29, 16, 24];
function uniform(seed, row, step) {
  const k = [seed, row, seed ^ row ^ 0x1BD11BDA];
  let x = step + k[0] | 0, y = k[1] | 0;
  for (let n = 0; n < 20; n++) {
    x = x + y | 0;
    y = (y << R[n % 8] | y >>> 32 - R[n % 8]) ^ x;
    if (n % 4 === 3) {
      const g = (n + 1) / 4;
      x = x + k[g % 3] | 0;
      y = y + k[(g + 1) % 3] + g | 0;
    }
  }
  return (x >>> 8) / 2 ** 24;
}
"""


def words(*values):
    return tuple(np.array(value, np.uint32) for value in values)


def test_docstrings_are_right():
    done = doctest.testmod(uniform)
    assert done.attempted > 2
    assert done.failed == 0


@pytest.mark.parametrize(("key", "counter", "expected"), PUBLISHED)
def test_generator_gives_the_published_words(key, counter, expected):
    found = uniform.threefry(words(*key), words(*counter))
    assert tuple(map(int, found)) == expected


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
@pytest.mark.parametrize("seed", [0, 1, 2024, 2**31, 2**32 - 1])
def test_javascript_repeats_every_bit(seed):
    ours = uniform.uniforms(seed, batch=3, steps=200)
    ask = (
        f"console.log(JSON.stringify([0, 1, 2].map(row =>"
        f" Array.from({{length: 200}}, (_, t) => uniform({seed}, row, t)))))"
    )
    done = subprocess.run(
        [NODE, "-e", JAVASCRIPT + ask],
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = np.array(json.loads(done.stdout))
    np.testing.assert_array_equal(ours.astype(float), theirs)


def test_numbers_have_24_bits_and_stay_below_one():
    found = uniform.uniforms(5, 50, 400)
    assert found.dtype == np.float32
    assert found.shape == (50, 400)
    assert found.min() >= 0
    assert found.max() < 1
    whole = found.astype(float) * 2**24
    np.testing.assert_array_equal(whole, np.round(whole))
    assert (whole % 2).any()


def test_numbers_are_uniform_and_rows_unrelated():
    found = uniform.uniforms(6, 40, 5_000).astype(float)
    counts = np.histogram(found, bins=100, range=(0, 1))[0]
    assert stats.chisquare(counts).pvalue > 1e-3
    pairs = np.corrcoef(found) - np.eye(40)
    assert abs(pairs).max() < 5 / np.sqrt(5_000)


def test_row_does_not_depend_on_how_much_is_asked_for():
    many = uniform.uniforms(7, 4, 30)
    np.testing.assert_array_equal(many[:2, :9], uniform.uniforms(7, 2, 9))
    assert len(np.unique(many[:, 0])) == 4
    assert not np.array_equal(many, uniform.uniforms(8, 4, 30))


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "1", True])
def test_wrong_seed_is_refused(seed):
    with pytest.raises(ValueError, match="seed: expected a whole number"):
        uniform.uniforms(seed, 1, 1)
