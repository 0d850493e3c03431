"""Models of Keras in TensorFlow.js, run in Node: the same numbers."""

import json
import shutil
import subprocess

import numpy as np
import pytest

from lstm_course.export import tfjs
from lstm_course.runtime import keras
from tests.web.architectures import TRIALS, for_node, in_keras, lstm, trial
from tests.web.conftest import why_not
from tools.web import WEB

BACKENDS = ("cpu", "wasm")
NEAR = 1e-5
"""Largest difference allowed; what is seen is below 2e-6."""
TWINS = 4e-4
"""How far a weight may be from its twin's after eight steps of up to 0.001.

Adam divides a gradient by its size: where it is nearly 0, rounding decides.
"""
SAMPLE = (40, 6, 3)


@pytest.fixture(scope="module")
def node():
    """Return a function that runs a program of web and gives the process."""
    if reason := why_not("node"):
        pytest.skip(reason)

    def run(*arguments):
        return subprocess.run(
            [shutil.which("node"), *map(str, arguments)],
            cwd=WEB,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    return run


@pytest.fixture(scope="module")
def parity(node, tmp_path_factory):
    """Return a function from pairs (folder, calls) to what Node computes."""
    file = tmp_path_factory.mktemp("jobs") / "jobs.json"

    def run(pairs):
        jobs = [{"model": str(f), "inputs": calls} for f, calls in pairs]
        file.write_text(json.dumps(jobs))
        done = node("parity.mjs", "--jobs", file)
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="module")
def answers(parity, tmp_path_factory):
    """Return what Keras and Node make of each of TRIALS, in one process."""
    folder = tmp_path_factory.mktemp("models")
    trials = {name: make() for name, make in TRIALS.items()}
    for name, one in trials.items():
        tfjs.export(one.model, folder / name, **one.options)
    found = parity(
        [(folder / name, for_node(one)) for name, one in trials.items()]
    )
    return {
        name: (in_keras(one), answer)
        for (name, one), answer in zip(trials.items(), found, strict=True)
    }


def difference(expected, got):
    """Return the largest difference between calls' lists of outputs."""
    assert len(expected) == len(got)
    largest = 0.0
    for outputs, others in zip(expected, got, strict=True):
        for y, other in zip(outputs, others, strict=True):
            assert y.shape == np.shape(other)
            largest = max(largest, np.abs(y - np.array(other, "f8")).max())
    return largest


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", TRIALS)
def test_outputs_agree(name, backend, answers):
    expected, got = answers[name]
    assert difference(expected, got[backend]) < NEAR


def test_a_swapped_gate_is_noticed(parity, tmp_path):
    one = lstm()
    expected = in_keras(one)
    gates = (
        np.split(w, 4, axis=-1) for w in one.model.layers[0].get_weights()
    )
    weights = [np.concatenate([f, i, g, o], axis=-1) for i, f, g, o in gates]
    one.model.layers[0].set_weights(weights)
    tfjs.export(one.model, tmp_path)
    (got,) = parity([(tmp_path, for_node(one))])
    for backend in BACKENDS:
        assert difference(expected, got[backend]) > 100 * NEAR


def named(units=4):
    """Return a model whose layers are called as train.mjs calls its own."""
    return keras.Sequential(
        [
            keras.Input((None, SAMPLE[2]), name="x"),
            keras.layers.LSTM(units, name="lstm"),
            keras.layers.Dense(1, name="output"),
        ]
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Return inputs, targets, and a file that holds them."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=SAMPLE).astype("f")
    y = x.sum(axis=(1, 2))[:, None]
    file = tmp_path_factory.mktemp("data") / "data.json"
    file.write_text(json.dumps({"x": {"x": x.tolist()}, "y": y.tolist()}))
    return x, y, file


def test_weights_return_as_they_went(node, data, tmp_path):
    model = trial(named()).model
    tfjs.export(model, tmp_path / "there")
    done = node(
        "train.mjs",
        *("fit", tmp_path / "there", data[2], tmp_path / "back"),
        *("--epochs", 0),
    )
    assert (done.returncode, done.stderr) == (0, "")
    other = named()
    tfjs.load_weights(other, tmp_path / "back")
    for one, two in zip(model.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)


def test_twins_learn_alike(node, data, tmp_path):
    x, y, file = data
    model = trial(named()).model
    tfjs.export(model, tmp_path / "start")
    start = model.get_weights()
    done = node(
        "train.mjs",
        *("fit", tmp_path / "start", file, tmp_path / "trained"),
        *("--epochs", 4),
    )
    assert (done.returncode, done.stderr) == (0, "")
    twin = named()
    tfjs.load_weights(twin, tmp_path / "trained")
    model.compile(keras.optimizers.Adam(epsilon=1e-7), "mse")
    losses = model.fit(x, y, 32, epochs=4, shuffle=False, verbose=0).history
    told = [float(line.split()[-1]) for line in done.stdout.splitlines()[:4]]
    np.testing.assert_allclose(told, losses["loss"], rtol=1e-5)
    for w, learnt, same in zip(
        start, model.get_weights(), twin.get_weights(), strict=True
    ):
        assert np.abs(learnt - w).max() > 4e-3
        np.testing.assert_allclose(same, learnt, rtol=0, atol=TWINS)


def test_what_node_learnt_goes_into_keras(node, parity, tmp_path):
    done = node("train.mjs", "sine", tmp_path, "--epochs", 1)
    assert (done.returncode, done.stderr) == (0, "")
    blind, epoch, saved = done.stdout.splitlines()
    assert blind.endswith("costs 0.501")
    assert saved == f"saved: {tmp_path}"
    assert float(epoch.split()[-1]) < 0.05
    model = keras.Sequential(
        [
            keras.Input((30, 1), name="x"),
            keras.layers.LSTM(32, name="lstm"),
            keras.layers.Dense(1, name="output"),
        ]
    )
    tfjs.load_weights(model, tmp_path)
    t = np.arange(4)[:, None] + 0.2 * np.arange(31)
    x = np.sin(t)[..., None].astype("f")
    one = trial(model, [x[:, :30]])
    tfjs.load_weights(model, tmp_path)
    (expected,) = in_keras(one)
    (got,) = parity([(tmp_path, for_node(one))])
    for backend in BACKENDS:
        assert difference([expected], got[backend]) < NEAR
    assert np.abs(expected[0] - x[:, 30]).max() < 0.3


def test_the_adding_problem_starts(node, tmp_path):
    done = node("train.mjs", "adding", tmp_path, "--epochs", 0)
    assert (done.returncode, done.stderr) == (0, "")
    assert "costs 0.167" in done.stdout
    assert (tmp_path / "weights.bin").stat().st_size == 4 * (
        34 * 128 + 128 + 33
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["parity.mjs"], "expected MODEL INPUTS [OUTPUTS], got 0 arguments"),
        (["parity.mjs", "none", "{inputs}"], "none/model.json: cannot be"),
        (["parity.mjs", "{model}", "none"], "none: cannot be read (ENOENT)"),
        (["parity.mjs", "{model}", "{text}"], "is not JSON"),
        (["parity.mjs", "{model}", "{other}"], "no input is called y; there"),
        (["parity.mjs", "{model}", "{flat}"], "x: expected the shape [any,"),
        (["parity.mjs", "{model}", "{word}"], 'x: expected float32, got "a"'),
        (["parity.mjs", "--backend", "gpu"], "expected cpu or wasm, got gpu"),
        (["parity.mjs", "--speed", "2"], "Unknown option '--speed'"),
        (["train.mjs"], "expected sine, adding or fit, got nothing"),
        (["train.mjs", "sine"], "sine: expected FOLDER, got 0 arguments"),
        (["train.mjs", "sine", "a", "--epochs", "x"], "a whole number, at"),
        (["train.mjs", "fit", "none", "{flat}", "a"], 'expected {"x": ...'),
        (["train.mjs", "fit", "a", "b", "c", "--loss=x"], "--loss: expected"),
    ],
)
def test_bad_arguments_get_one_line(arguments, says, node, bad_files):
    done = node(*(each.format(**bad_files) for each in arguments))
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert says in line


@pytest.fixture(scope="module")
def bad_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad")
    tfjs.export(named(), folder / "model")
    texts = {
        "inputs": '{"x": [[[1, 2, 3]]]}',
        "text": "x = 1",
        "other": '{"y": 1}',
        "flat": '{"x": [1, 2, 3]}',
        "word": '{"x": [[["a", 2, 3]]]}',
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    return {name: folder / name for name in (*texts, "model")}
