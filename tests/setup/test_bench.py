"""What `make bench` measures, where that takes no minutes."""

import pytest

from tools import bench
from tools.failure import Failure


def test_import_of_the_package_is_quick():
    (row,) = bench.imports().rows
    assert row[0] == "import lstm_course"
    assert float(row[1]) < 0.1


def test_package_that_imports_tensorflow_is_refused(monkeypatch):
    pretended = "import sys; sys.modules['tensorflow'] = None\n"
    monkeypatch.setattr(bench, "_IMPORT", pretended + bench._IMPORT)
    with pytest.raises(Failure, match="lstm_course imports TensorFlow"):
        bench.imports()


def test_table_is_aligned():
    table = bench.Table("Title", ("name", "s"), [("a", "1.5"), ("long", "10")])
    assert str(table).splitlines() == [
        "Title",
        "  name    s",
        "  a     1.5",
        "  long   10",
    ]


def test_unknown_section_is_named(capsys):
    with pytest.raises(SystemExit):
        bench.main(["speed"])
    assert "no section is called speed" in capsys.readouterr().err
