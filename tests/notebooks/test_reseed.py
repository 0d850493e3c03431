"""Seeds that `make claims` shifts, each in a process of its own."""

import subprocess
import sys

import pytest

DRAWS = {
    "numpy": "np.random.default_rng(3).random()",
    "keras": "(keras.utils.set_random_seed(3), keras.random.uniform(()))[1]",
    "tensorflow": "(tf.random.set_seed(3), tf.random.uniform(()))[1]",
    "stateless": "tf.random.stateless_uniform((), [3, 4])",
    "stateless by name": "tf.random.stateless_uniform((), seed=[3, 4])",
    "initializer": "keras.initializers.GlorotUniform(seed=3)((1, 1))",
    "copied initializer": (
        "keras.initializers.Orthogonal(seed=3).clone()((2, 2))[0, 0]"
    ),
    "generator": (
        "keras.random.uniform((), seed=keras.random.SeedGenerator(3))"
    ),
    "dropout": (
        "tf.reduce_sum(tf.range(64.) * keras.layers.Dropout(0.5, seed=3)("
        "tf.ones(64), training=True))"
    ),
}
"""Expressions that draw a number from the seed 3."""

CODE = """\
import sys
import numpy as np
from lstm_course.runtime import keras, tf
from tools import reseed
draws = {draws!r}
plain = dict.fromkeys(draws)
def value(text):
    return float(np.ravel(eval(text))[0])
for name, text in draws.items():
    plain[name] = value(text)
moved = dict.fromkeys(draws)
reseed.shift(4)
for name, text in draws.items():
    moved[name] = value(text), value(text.replace("3", "-1", 1))
print({{name: (plain[name], *moved[name]) for name in draws}})
"""


@pytest.fixture(scope="module")
def drawn():
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(draws=DRAWS)],
        capture_output=True,
        text=True,
        check=True,
    )
    return eval(done.stdout)


@pytest.mark.parametrize("name", DRAWS)
def test_seed_is_shifted(drawn, name):
    plain, shifted, _ = drawn[name]
    assert shifted != plain


def test_shift_is_by_the_base(drawn):
    plain, _, back = drawn["numpy"]
    # −1 + 4 is the seed 3 again.
    assert back == plain
