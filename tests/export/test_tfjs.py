"""The files, the way back, and the command; none of it needs Node."""

import json

import numpy as np
import pytest

from lstm_course import cli
from lstm_course.export import tfjs
from lstm_course.runtime import keras

layers = keras.layers

# Keras saves with a call that NumPy is giving up.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation")


def small(units=4, **options):
    return keras.Sequential(
        [
            keras.Input((None, 3), name="x"),
            layers.LSTM(units, name="lstm", **options),
            layers.Dense(2, name="scores"),
        ],
        name="small",
    )


def described(folder):
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    (group,) = model["weightsManifest"]
    assert group["paths"] == ["weights.bin"]
    return model["modelTopology"], group["weights"]


def names(folder):
    return [entry["name"] for entry in described(folder)[1]]


def test_sequential_stays_sequential(tmp_path):
    tfjs.export(small(), tmp_path / "a" / "b")
    topology, weights = described(tmp_path / "a" / "b")
    assert topology["class_name"] == "Sequential"
    assert [one["class_name"] for one in topology["config"]["layers"]] == [
        "InputLayer",
        "LSTM",
        "Dense",
    ]
    assert [(one["name"], one["shape"]) for one in weights] == [
        ("lstm/kernel", [3, 16]),
        ("lstm/recurrent_kernel", [4, 16]),
        ("lstm/bias", [16]),
        ("scores/kernel", [4, 2]),
        ("scores/bias", [2]),
    ]


def test_bytes_are_the_weights_in_order(tmp_path):
    model = small()
    tfjs.export(model, tmp_path)
    flat = np.concatenate([w.ravel() for w in model.get_weights()])
    stored = np.frombuffer((tmp_path / "weights.bin").read_bytes(), "<f4")
    np.testing.assert_array_equal(stored, flat)


def test_gates_never_get_the_default_of_javascript(tmp_path):
    tfjs.export(small(), tmp_path)
    lstm = described(tmp_path)[0]["config"]["layers"][1]["config"]
    assert lstm["recurrent_activation"] == "sigmoid"
    assert lstm["activation"] == "tanh"


def test_both_directions_lose_keras_prefix(tmp_path):
    both = layers.Bidirectional(layers.LSTM(4, name="one"), name="both")
    tfjs.export(keras.Sequential([keras.Input((None, 3)), both]), tmp_path)
    assert names(tmp_path)[::3] == [
        "both/forward_one/kernel",
        "both/backward_one/kernel",
    ]


def test_names_inside_a_model_are_made_unique(tmp_path):
    model = keras.Sequential(
        [
            keras.Input((None, 3)),
            layers.LSTM(3, name="lstm", return_sequences=True),
            small(),
            layers.Dense(2, name="small_scores"),
        ]
    )
    tfjs.export(model, tmp_path)
    found = names(tmp_path)
    assert len(set(found)) == len(found) == 10
    assert {"lstm/bias", "small_lstm/bias", "scores/bias"} <= set(found)


def test_names_are_spelt_as_javascript_allows(tmp_path):
    model = keras.Sequential(
        [
            keras.Input((None, 3), name="my input"),
            layers.LSTM(3, name="_état"),
            layers.Dense(2, name="a b"),
            layers.Dense(2, name="a_b"),
        ]
    )
    tfjs.export(model, tmp_path)
    assert names(tmp_path)[2:] == [
        "layer__tat/bias",
        "a_b/kernel",
        "a_b/bias",
        "a_b_/kernel",
        "a_b_/bias",
    ]
    tfjs.load_weights(model, tmp_path)


@pytest.mark.parametrize(("stateful", "batch"), [(True, 2), (False, None)])
def test_batch_is_fixed_only_where_states_are_kept(stateful, batch, tmp_path):
    model = keras.Sequential([layers.LSTM(3, stateful=stateful)])
    model(np.zeros((2, 5, 3)))
    tfjs.export(model, tmp_path)
    first = described(tmp_path)[0]["config"]["layers"][0]["config"]
    assert first["batch_input_shape"] == [batch, 5, 3]


def test_exporting_twice_gives_the_same_bytes(tmp_path):
    model = small()
    for folder in "ab":
        tfjs.export(model, tmp_path / folder)
    for name in ("model.json", "weights.bin"):
        one, two = ((tmp_path / f / name).read_bytes() for f in "ab")
        assert one == two


def test_weights_there_and_back(tmp_path):
    model, other = small(), small()
    tfjs.export(model, tmp_path)
    tfjs.load_weights(other, tmp_path)
    for one, two in zip(model.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (lambda: small(5), r"'lstm/kernel' must be \(3, 20\), got \(3, 16\)"),
        (
            lambda: small(use_bias=False),
            "has a weight too many, 'lstm/bias'",
        ),
        (
            lambda: keras.Sequential(
                [*small().layers, layers.Dense(1, name="more")]
            ),
            "has no weight 'more/kernel'",
        ),
    ],
)
def test_weights_of_another_model(model, says, tmp_path):
    tfjs.export(small(), tmp_path)
    other = model()
    other.build((None, None, 3))
    before = other.get_weights()
    with pytest.raises(ValueError, match=says):
        tfjs.load_weights(other, tmp_path)
    for one, two in zip(before, other.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda f: (f / "model.json").unlink(), "there is no .*model.json"),
        (lambda f: (f / "weights.bin").unlink(), "there is no .*weights.bin"),
        (lambda f: (f / "model.json").write_text("{"), "is not a model of"),
        (lambda f: (f / "model.json").write_text("[]"), "is not a model of"),
        (
            lambda f: (f / "weights.bin").write_bytes(b"1234"),
            "ends within the weight 'lstm/kernel'",
        ),
        (
            lambda f: (f / "weights.bin").write_bytes(bytes(2000)),
            "has 2,000 bytes, expected 552",
        ),
    ],
)
def test_files_that_are_broken(spoil, says, tmp_path):
    tfjs.export(small(), tmp_path)
    spoil(tmp_path)
    with pytest.raises(ValueError, match=says):
        tfjs.load_weights(small(), tmp_path)


def test_weights_in_several_files(tmp_path):
    """JavaScript may cut the bytes where it likes."""
    model = small()
    tfjs.export(model, tmp_path)
    data = (tmp_path / "weights.bin").read_bytes()
    (tmp_path / "a").write_bytes(data[:101])
    (tmp_path / "b").write_bytes(data[101:])
    text = (tmp_path / "model.json").read_text()
    text = text.replace('"weights.bin"', '"a", "b"')
    (tmp_path / "model.json").write_text(text)
    other = small()
    tfjs.load_weights(other, tmp_path)
    np.testing.assert_array_equal(
        model.get_weights()[0], other.get_weights()[0]
    )


@pytest.fixture
def saved(tmp_path):
    model = small()
    model.save(tmp_path / "model.keras")
    return tmp_path / "model.keras"


def command(capsys, *arguments):
    status = cli.main(["export", *map(str, arguments)])
    return status, *capsys.readouterr()


def test_command(saved, tmp_path, capsys):
    folder = tmp_path / "new" / "folder"
    status, out, err = command(capsys, saved, folder)
    assert (status, err) == (0, "")
    assert out == f"written: {folder / 'model.json'}\n"
    assert (folder / "weights.bin").stat().st_size == 552


def test_command_overwrites_only_when_told(saved, tmp_path, capsys):
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    status, out, err = command(capsys, saved, folder)
    assert (status, out) == (1, "")
    assert "is not empty" in err
    assert "--overwrite" in err
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert command(capsys, saved, folder, "--overwrite")[0] == 0
    assert (folder / "mine.txt").read_text() == "mine"


def test_command_refuses_in_one_line(saved, tmp_path, capsys):
    keras.Sequential(
        [keras.Input((None, 3)), layers.GRU(2, name="here")]
    ).save(tmp_path / "gru.keras")
    (tmp_path / "text.keras").write_text("no model")
    for model, folder, says in (
        (tmp_path / "gru.keras", tmp_path / "out", "'here' (GRU) cannot be"),
        (tmp_path / "none.keras", tmp_path / "out", "there is no file"),
        (tmp_path / "text.keras", tmp_path / "out", "cannot be loaded"),
        (saved, saved, "is not a folder"),
    ):
        status, out, err = command(capsys, model, folder)
        assert (status, out) == (1, "")
        assert err.startswith("lstm-course export: ")
        assert says in err
        assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()
