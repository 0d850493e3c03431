"""The two files of a model for TensorFlow.js."""

import json
from pathlib import Path

import numpy as np

MODEL = "model.json"
WEIGHTS = "weights.bin"


def write(folder, topology, weights, generated_by):
    """Write model.json and weights.bin to a folder; make it if need be.

    topology is a dictionary, weights pairs of a name and a float32 array.
    """
    folder = Path(folder)
    manifest = [
        {"name": name, "shape": list(array.shape), "dtype": "float32"}
        for name, array in weights
    ]
    model = {
        "format": "layers-model",
        "generatedBy": generated_by,
        "convertedBy": "lstm-course",
        "modelTopology": topology,
        "weightsManifest": [{"paths": [WEIGHTS], "weights": manifest}],
    }
    text = json.dumps(model, indent=1, allow_nan=False)
    data = b"".join(array.astype("<f4").tobytes() for _, array in weights)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(data)
    (folder / MODEL).write_text(text + "\n", encoding="utf-8")


def read(folder):
    """Return the weights in a folder, a dictionary of float32 arrays.

    Raises ValueError, naming the file, for what is not such a model.
    """
    path = Path(folder) / MODEL
    try:
        model = json.loads(path.read_text(encoding="utf-8"))
        groups = model["weightsManifest"]
        return {
            name: array
            for group in groups
            for name, array in _group(path.parent, group)
        }
    except FileNotFoundError as error:
        raise ValueError(f"folder: there is no {error.filename}") from error
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(
            f"folder: {path} is not a model of TensorFlow.js"
        ) from error


def _group(folder, group):
    data = b"".join((folder / path).read_bytes() for path in group["paths"])
    start = 0
    for entry in group["weights"]:
        if entry["dtype"] != "float32" or "quantization" in entry:
            raise ValueError(
                f"folder: the weight {entry['name']!r} must be float32, not"
                " quantised"
            )
        array = np.zeros(entry["shape"], "float32")
        end = start + array.nbytes
        if end > len(data):
            raise ValueError(
                f"folder: {', '.join(group['paths'])} ends within the weight"
                f" {entry['name']!r}"
            )
        values = np.frombuffer(data[start:end], "<f4")
        yield entry["name"], values.reshape(entry["shape"])
        start = end
    if start != len(data):
        raise ValueError(
            f"folder: {', '.join(group['paths'])} has {len(data):,} bytes,"
            f" expected {start:,}"
        )
