"""Import TensorFlow and ask it for GPUs, where a crash does no harm.

The text of this file runs in a process of its own, with nothing but the
standard library to lean on. Each fact is printed as soon as it is known, so
that the last one tells where a crash happened.
"""

import ctypes
import importlib.util
import json
import sys
from pathlib import Path

MARK = "@fact "

# What TensorFlow 2.21, built for CUDA 12 and cuDNN 9, opens at run time.
LIBRARIES = (
    "libcudart.so.12",
    "libcublas.so.12",
    "libcublasLt.so.12",
    "libcufft.so.11",
    "libcusolver.so.11",
    "libcusparse.so.12",
    "libcudnn.so.9",
)


def examine(say):
    """Call `say` with facts: versions, and GPUs or what is missing."""
    for name in ("numpy", "tensorflow", "keras"):
        say(stage=name, origin=origin(name))
        try:
            module = __import__(name)
            say(**{name: module.__version__})
        except Exception as error:
            say(error=root_cause(error))
            return
    import tensorflow as tf

    say(stage="devices")
    build = tf.sysconfig.get_build_info()
    say(
        cuda_build=bool(build.get("is_cuda_build")),
        gpus=[describe(tf, gpu) for gpu in physical_gpus(tf)],
    )
    say(stage="libraries", driver=opens("libcuda.so.1"))
    say(missing=[name for name in LIBRARIES if not found(name)])
    say(stage="done")


def origin(name):
    """Return the file that a module would be imported from, or None."""
    try:
        spec = importlib.util.find_spec(name)
    except ValueError:  # imported already, and without a trace of its file
        return None
    return spec and spec.origin


def root_cause(error):
    """Return type and first line of the error that began it all."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    first = (str(error).strip() or "no message").splitlines()[0]
    return f"{type(error).__name__}: {first}"


def physical_gpus(tf):
    """Return the GPUs that TensorFlow lists."""
    return tf.config.list_physical_devices("GPU")


def describe(tf, gpu):
    """Return the name and the compute capability of a GPU."""
    details = tf.config.experimental.get_device_details(gpu)
    return {
        "name": details.get("device_name", "unknown"),
        "capability": details.get("compute_capability"),
    }


def found(library):
    """Return True if `library` opens, from pip's folders or the system's."""
    places = [
        str(path)
        for folder in sys.path
        for path in Path(folder, "nvidia").glob(f"*/lib/{library}")
    ]
    return any(map(opens, [*places, library]))


def opens(library):
    """Return True if the dynamic linker can open `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    examine(lambda **facts: print(MARK + json.dumps(facts), flush=True))
