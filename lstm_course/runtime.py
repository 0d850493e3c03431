"""TensorFlow, imported quietly; seeds, threads and the device.

`from lstm_course.runtime import tf, keras` imports TensorFlow when it is
asked for, not before, and keeps its log out of the notebook. Set
LSTM_COURSE_VERBOSE=1 to see the log.
"""

import contextlib
import functools
import importlib
import logging
import os
import sys
import warnings

ADVICE = "Run `lstm-course doctor` in a terminal: it says what to do."


def verbose():
    """Return True when TensorFlow's log is wanted (LSTM_COURSE_VERBOSE)."""
    return os.environ.get("LSTM_COURSE_VERBOSE", "0") not in ("", "0")


def seed(number):
    """Seed Python, NumPy and TensorFlow with one number."""
    _load()[1].utils.set_random_seed(number)


def device():
    """Return where TensorFlow computes: "CPU", or "GPU: " and its name."""
    tf, _ = _load()
    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        return "CPU"
    details = tf.config.experimental.get_device_details(gpus[0])
    return f"GPU: {details.get('device_name', 'unknown')}"


def threads(number):
    """Let TensorFlow use `number` threads, within and across operations.

    Raises ValueError for anything but a positive whole number, and
    RuntimeError when TensorFlow has started work and it is too late.
    """
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise ValueError(
            "number: expected a whole number of threads, at least 1, got"
            f" {number!r}"
        )
    threading = _load()[0].config.threading
    try:
        threading.set_intra_op_parallelism_threads(number)
        threading.set_inter_op_parallelism_threads(number)
    except RuntimeError as error:
        raise RuntimeError(
            f"threads({number}) comes too late: TensorFlow has begun to"
            " work, and the number of its threads is fixed. Restart the"
            " kernel and call threads first."
        ) from error


def __getattr__(name):
    if name in ("tf", "keras"):
        tf, keras = _load()
        return {"tf": tf, "keras": keras}[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@functools.cache
def _load():
    # Once imported by somebody else, TensorFlow does not read this again.
    late = "tensorflow" in sys.modules
    if not verbose():
        os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    # A learner's own Keras settings may name another backend.
    os.environ["KERAS_BACKEND"] = "tensorflow"
    quiet = contextlib.nullcontext() if verbose() else _silence()
    with quiet:
        tf, keras = _import()
        _set_up_gpus(tf)
        if late and not verbose():
            _say_everything_once(tf)
    if not verbose():
        # Functions are traced once for each size, and that is meant; the
        # warning about it is a paragraph.
        logging.getLogger("tensorflow").setLevel(logging.ERROR)
    return tf, keras


def _import():
    try:
        tf = importlib.import_module("tensorflow")
        keras = importlib.import_module("keras")
    except Exception as error:
        raise ImportError(
            f"TensorFlow cannot be imported ({_reason(error)}). {ADVICE}"
        ) from error
    backend = keras.backend.backend()
    if backend != "tensorflow":
        raise ImportError(
            "Keras was imported earlier with another backend:"
            f" {backend}. Restart the kernel, and import"
            " lstm_course.runtime before keras."
        )
    return tf, keras


def _reason(error):
    """Return the first line of the error that began it all."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    return first.rstrip(".")


def _set_up_gpus(tf):
    """Take GPU memory as it is needed, and multiply in full float32.

    So two notebooks fit, and two ways to one number agree to six digits:
    newer GPUs cut the factors of a product to 10 bits (TensorFloat-32).
    """
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        # Too late when the learner's own code has used the GPU already.
        with contextlib.suppress(RuntimeError):
            tf.config.experimental.set_memory_growth(gpu, True)
    if gpus:
        tf.config.experimental.enable_tensor_float_32_execution(False)


def _say_everything_once(tf):
    """Make TensorFlow write what it logs at the first use of a thing.

    The context and its devices, XLA and its compiler (which tanh needs and a
    product does not) each write a few lines once in a process.
    """
    tf.function(tf.tanh, jit_compile=True)(tf.constant(0.0))


@contextlib.contextmanager
def _silence():
    """Send what C++ writes to standard error to nowhere, for a while.

    The file descriptor is what counts: `sys.stderr` of a notebook has none,
    or is not what C++ writes to.
    """
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error at all
        with warnings.catch_warnings(action="ignore"):
            yield
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, 2)
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(sink)
