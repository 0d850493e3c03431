"""To TensorFlow.js and back.

`export` writes a Keras model as TensorFlow.js loads it (the Layers format,
model.json and weights.bin); `load_weights` takes weights that JavaScript has
trained and saved back into the Keras model. What belongs to training alone,
the optimiser, the loss, initialisers and regularisers, is not written.
"""

import numpy as np

from lstm_course.export import files, part, topology
from lstm_course.runtime import keras


def export(model, folder, *, right_padded=False):
    """Write a model to a folder, for `tf.loadLayersModel`.

    model is a built keras.Sequential or Functional keras.Model of float32.
    Its model.json and weights.bin replace those in the folder, which is made
    if it is missing. right_padded promises that no row begins with a masked
    step: then masks and initial states can be carried together. In names,
    characters that TensorFlow.js does not allow become "_".

    Raises ValueError for a model that TensorFlow.js would refuse or compute
    otherwise, naming the layer, the reason and the remedy; nothing is written
    then.
    """
    read = part.read(model)
    called = topology.names(read)
    tree = topology.topology(read, called, right_padded)
    weights = [
        (name, _finite(name, variable))
        for name, variable in topology.weights(read, called)
    ]
    made_by = f"keras {keras.__version__}"
    files.write(folder, tree, weights, made_by)


def load_weights(model, folder):
    """Set a model's weights to those that TensorFlow.js saved in a folder.

    model is one that `export` carries; the names and shapes of its weights
    must be those in the folder. Raises ValueError otherwise, and leaves the
    model as it was.
    """
    read = part.read(model)
    wanted = dict(topology.weights(read, topology.names(read)))
    found = files.read(folder)
    for name in wanted:
        if name not in found:
            raise _unmatched("has no weight", name, found)
    for name, array in found.items():
        if name not in wanted:
            raise _unmatched("has a weight too many,", name, wanted)
        if array.shape != tuple(wanted[name].shape):
            raise ValueError(
                f"folder: the weight {name!r} must be"
                f" {tuple(wanted[name].shape)}, got {array.shape}"
            )
    for name, array in found.items():
        wanted[name].assign(array)


def _unmatched(what, name, others):
    return ValueError(
        f"folder: it {what} {name!r}; the other side has"
        f" {', '.join(sorted(others)) or 'none'}"
    )


def _finite(name, variable):
    array = np.asarray(variable.numpy())
    if not np.isfinite(array).all():
        raise ValueError(
            f"model: its weight {name!r} holds numbers that are not finite"
        )
    return array
