import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbclient
import nbformat
import numpy as np
import pytest

import lstm_course
from lstm_course import runtime

ROOT = Path(lstm_course.__file__).parent.parent

SHOUTING_TENSORFLOW = """
import contextlib, os, types, warnings
with contextlib.suppress(OSError):
    os.write(2, b"noise from C++")
warnings.warn("noise from Python")
config = types.SimpleNamespace(list_physical_devices=lambda kind: [])
"""
FAKE_KERAS = (
    "import types; backend = types.SimpleNamespace(backend=lambda: {!r})"
)


def environment(**settings):
    """Return the environment without what would change the outcome."""
    # ipykernel does not capture what C++ writes when it sees pytest.
    unwanted = ("TF_", "KERAS_", "LSTM_COURSE_", "PYTEST_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(unwanted)}
    return kept | settings


def run(code, *, modules=None, tmp_path=None, check=True, **settings):
    """Run Python code in a process, with stand-ins for some modules."""
    for name, source in (modules or {}).items():
        (tmp_path / f"{name}.py").write_text(source)
    path = f"{tmp_path or ''}{os.pathsep}{ROOT}"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment(PYTHONPATH=path, **settings),
        check=check,
        capture_output=True,
        text=True,
    )


def test_package_imports_nothing_heavy():
    code = (
        "import sys, lstm_course;"
        " print(*(m for m in ('numpy', 'pandas', 'matplotlib', 'keras',"
        " 'tensorflow') if m in sys.modules))"
    )
    assert run(code).stdout == "\n"


def test_runtime_waits_until_tensorflow_is_asked_for():
    code = (
        "import sys; from lstm_course import runtime;"
        " print('tensorflow' in sys.modules)"
    )
    assert run(code).stdout == "False\n"


def test_threads_device_silence_and_backend():
    code = """
from lstm_course import runtime
from lstm_course.runtime import tf
runtime.threads(1)
runtime.seed(3)
print(runtime.keras.config.backend())
print(runtime.device() == "CPU" or runtime.device().startswith("GPU: "))
print(tf.config.threading.get_intra_op_parallelism_threads())
print(tf.config.threading.get_inter_op_parallelism_threads())
tf.constant(1.0) + 1
try:
    runtime.threads(2)
except RuntimeError as error:
    print(error)
"""
    done = run(code, TF_CPP_MIN_LOG_LEVEL="0", KERAS_BACKEND="jax")
    backend, right, intra, inter, late = done.stdout.splitlines()
    assert backend == "tensorflow"
    assert (right, intra, inter) == ("True", "1", "1")
    assert late.startswith("threads(2) comes too late")
    assert "Restart the kernel" in late
    assert done.stderr == ""


@pytest.mark.parametrize("number", [0, -1, 1.5, True, "2", None])
def test_threads_wants_a_number(number):
    with pytest.raises(ValueError, match=r"^number: "):
        runtime.threads(number)


def test_seed():
    def draw():
        runtime.seed(7)
        return runtime.tf.random.normal([2]).numpy(), np.random.random(2)

    for first, second in zip(draw(), draw(), strict=True):
        assert (first == second).all()


def test_no_other_attribute():
    with pytest.raises(AttributeError, match="no attribute 'torch'"):
        _ = runtime.torch


# A front end may have no standard error, or close its descriptor.
@pytest.mark.parametrize(
    "before",
    ["", "import sys; sys.stderr = None", "import os; os.close(2)"],
)
def test_import_is_silent(before, tmp_path):
    done = run(
        f"{before}\nfrom lstm_course.runtime import tf; print(tf.__name__)",
        modules={
            "tensorflow": SHOUTING_TENSORFLOW,
            "keras": FAKE_KERAS.format("tensorflow"),
        },
        tmp_path=tmp_path,
    )
    assert done.stdout == "tensorflow\n"
    assert done.stderr == ""


def test_descriptor_is_given_back(tmp_path):
    done = run(
        "from lstm_course.runtime import tf; import os, sys;"
        " os.write(2, b'fd,'); print('stream', file=sys.stderr)",
        modules={
            "tensorflow": SHOUTING_TENSORFLOW,
            "keras": FAKE_KERAS.format("tensorflow"),
        },
        tmp_path=tmp_path,
    )
    assert done.stderr == "fd,stream\n"


def test_verbose(tmp_path):
    done = run(
        "from lstm_course.runtime import tf; import os;"
        " print(os.environ.get('TF_CPP_MIN_LOG_LEVEL'))",
        modules={
            "tensorflow": SHOUTING_TENSORFLOW,
            "keras": FAKE_KERAS.format("tensorflow"),
        },
        tmp_path=tmp_path,
        LSTM_COURSE_VERBOSE="1",
    )
    assert "noise from C++" in done.stderr
    assert done.stdout == "None\n"


BROKEN = {
    "plain": ("raise ImportError('libfoo.so.1: no such file')", "libfoo.so.1"),
    "wrapped": (
        "try:\n    raise ImportError('DLL load failed')\n"
        "except ImportError:\n    raise ImportError('a\\nlong\\nstory')",
        "DLL load failed",
    ),
    "numpy": ("raise AttributeError('np.bool')", "np.bool"),
    "silent": ("raise OSError", "OSError"),
}


@pytest.mark.parametrize(("source", "reason"), BROKEN.values(), ids=BROKEN)
def test_broken_tensorflow_is_one_line_and_points_on(source, reason, tmp_path):
    done = run(
        "try:\n    from lstm_course.runtime import tf\n"
        "except ImportError as error:\n    print(error)",
        modules={"tensorflow": source},
        tmp_path=tmp_path,
    )
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"TensorFlow cannot be imported ({reason}")
    assert "`lstm-course doctor`" in line
    assert done.stderr == ""


def test_other_keras_backend(tmp_path):
    done = run(
        "from lstm_course.runtime import keras",
        modules={
            "tensorflow": SHOUTING_TENSORFLOW,
            "keras": FAKE_KERAS.format("torch"),
        },
        tmp_path=tmp_path,
        check=False,
    )
    assert "another backend: torch. Restart the kernel" in done.stderr


def test_gpus_are_shared(monkeypatch):
    grown = []

    def grow(gpu, value):
        grown.append((gpu, value))
        raise RuntimeError("already in use")

    short = []
    config = SimpleNamespace(
        list_physical_devices=lambda kind: [f"{kind}:0", f"{kind}:1"],
        experimental=SimpleNamespace(
            set_memory_growth=grow,
            enable_tensor_float_32_execution=short.append,
            get_device_details=lambda gpu: {"device_name": f"Big {gpu}"},
        ),
    )
    tf = SimpleNamespace(config=config)
    runtime._set_up_gpus(tf)
    assert grown == [("GPU:0", True), ("GPU:1", True)]
    assert short == [False]
    monkeypatch.setattr(runtime, "_load", lambda: (tf, None))
    assert runtime.device() == "GPU: Big GPU:0"


USE = """
import numpy as np
from lstm_course.runtime import tf, keras
x = np.zeros((8, 10, 1))
model = keras.Sequential([keras.layers.LSTM(4), keras.layers.Dense(1)])
model.compile("adam", "mse", jit_compile=True)
model.fit(x, x[:, -1], verbose=0)
print(tf.sin(0.0).numpy())
"""


@pytest.mark.parametrize(
    ("before", "settings"),
    [("", {}), ("import tensorflow", {"TF_CPP_MIN_LOG_LEVEL": "0"})],
    ids=["plain", "imported before, log wanted"],
)
def test_notebook_is_silent(before, settings):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in (before, USE)]
    )
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3"
    )
    client.execute(env=environment(**settings))
    (output,) = notebook.cells[1].outputs
    assert (output["name"], output["text"]) == ("stdout", "0.0\n")
