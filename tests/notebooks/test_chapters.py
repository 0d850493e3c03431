"""Which files are chapters, and which of them a name selects."""

import pytest

from tools import chapters


@pytest.fixture
def found(tmp_path):
    (tmp_path / "00_start.py").touch()
    (tmp_path / "01_forget_gate.py").touch()
    (tmp_path / "02_orphan.ipynb").touch()
    return chapters.find(tmp_path, tmp_path)


def test_lessons_and_notebooks_make_chapters(found):
    assert [(c.number, c.key) for c in found] == [
        (0, "start"),
        (1, "forget_gate"),
        (2, "orphan"),
    ]


@pytest.mark.parametrize("name", ["forget_gate", "01", "1", "01_forget_gate"])
def test_key_number_and_name_select(found, name):
    assert [c.key for c in chapters.select(found, [name])] == ["forget_gate"]


def test_no_name_selects_all(found):
    assert chapters.select(found, []) == found


def test_unknown_name_is_refused_with_the_known_ones(found):
    with pytest.raises(ValueError, match="called forget; there are: start, "):
        chapters.select(found, ["start", "forget"])


def test_wrongly_named_file_is_refused(tmp_path):
    (tmp_path / "1_start.py").touch()
    with pytest.raises(ValueError, match=r"1_start\.py: expected a name"):
        chapters.find(tmp_path, tmp_path)
