"""The summary that ends `make test`."""

import subprocess
import sys

from tools import suite

TESTS = """\
import pytest

def test_right():
    pass

def test_wrong():
    assert False

@pytest.fixture
def broken():
    raise ValueError

def test_no_start(broken):
    pass

@pytest.mark.skip(reason="no Chromium here")
def test_left_out():
    pass
"""


def report(tmp_path, text):
    (tmp_path / "test_it.py").write_text(text)
    file = tmp_path / "it.xml"
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={file}"]
    status = subprocess.run(
        command, cwd=tmp_path, capture_output=True
    ).returncode
    return suite.read(file, "unit tests", status, 1.4)


def part(name="unit tests"):
    return suite.Part(name, "tests", [])


def test_every_way_to_end_is_counted_and_the_last_line_is_plain(tmp_path):
    found = report(tmp_path, TESTS)
    lines = suite.summary([(part(), found), (part("notebooks"), found)])
    assert lines[-1] == "2 passed, 4 failed, 2 skipped"
    assert "failed: test_it::test_wrong" in lines
    assert "failed: test_it::test_no_start" in lines
    assert "skipped: test_it::test_left_out: no Chromium here" in lines
    assert "unit tests: 1 tests passed, 2 failed in 1 s" in lines


def test_all_right_is_plain_too(tmp_path):
    found = report(tmp_path, "def test_right(): pass\n")
    assert suite.summary([(part(), found)])[-1] == "1 passed, 0 failed"


def test_a_run_that_broke_off_has_failed(tmp_path):
    found = suite.read(tmp_path / "none.xml", "notebooks", 5, 0.0)
    lines = suite.summary([(part("notebooks"), found)])
    assert lines[-1] == "0 passed, 1 failed"
    assert "failed: notebooks: pytest ended with status 5" in lines
