"""Shift every seed that a notebook sets, so that its chance is another."""

import numpy as np

from lstm_course.runtime import keras, tf

_STATELESS = (
    "stateless_uniform",
    "stateless_normal",
    "stateless_truncated_normal",
    "stateless_categorical",
)


def shift(base):
    """Add `base` to each seed that is set from now on in this process.

    Reached are NumPy's `default_rng`, the seeds of Keras and TensorFlow and
    TensorFlow's stateless draws, which are what Keras's initialisers and its
    dropout make of theirs; a seed of None stays None.
    """
    _patch(np.random, "default_rng", base)
    _patch(keras.utils, "set_random_seed", base)
    _patch(tf.random, "set_seed", base)
    draws = [(tf.random, name) for name in _STATELESS]
    draws.append((tf.nn.experimental, "stateless_dropout"))
    for module, name in draws:
        plain = getattr(module, name)
        setattr(module, name, _stateless(plain, base))


def _patch(module, name, base):
    plain = getattr(module, name)

    def shifted(seed=None, *args, **kwargs):
        if isinstance(seed, int | np.integer):
            seed = int(seed) + base
        return plain(seed, *args, **kwargs)

    setattr(module, name, shifted)


def _stateless(plain, base):
    def shifted(*args, **kwargs):
        if "seed" in kwargs:
            seed = tf.convert_to_tensor(kwargs["seed"])
            kwargs["seed"] = seed + tf.cast(base, seed.dtype)
        else:
            shape, seed, *rest = args
            seed = tf.convert_to_tensor(seed)
            args = shape, seed + tf.cast(base, seed.dtype), *rest
        return plain(*args, **kwargs)

    return shifted
