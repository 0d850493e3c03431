"""A Keras layer as an exercise hands it to an answer: shared, not copied."""

from lstm_course.runtime import keras, tf


class Reader:
    """Call a recurrent layer of float64 weights that are all non-zero.

    Called like the Keras layer it holds. Copying gives the same object, so
    that one set of weights serves every call of a case.
    """

    def __init__(self, kind, units, features, rng, **options):
        """Take the name of a Keras layer, its sizes and a generator."""
        self.__name__ = f"{kind} of {units} units"
        self._layer = getattr(keras.layers, kind)(
            units, dtype="float64", **options
        )
        self._layer.build((None, None, features))
        self._layer.set_weights(
            [rng.normal(size=w.shape) for w in self._layer.weights]
        )

    def __deepcopy__(self, memo):
        """Return the reader itself."""
        return self

    def __call__(self, xs, mask=None, initial_state=None):
        """Read xs (batch, time, features) as the layer would."""
        return self._layer(
            tf.convert_to_tensor(xs), mask=mask, initial_state=initial_state
        )
