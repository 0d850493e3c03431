import os
import subprocess
import sys

import pytest

import lstm_course
from lstm_course import checks, cli, doctor, update
from lstm_course.bench import command
from lstm_course.doctor import Finding


def test_version(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"{lstm_course.__version__}\n"


def test_without_a_command_it_helps(capsys):
    assert cli.main([]) == 2
    out = capsys.readouterr().out
    for name in ("doctor", "progress", "update", "bench", "export"):
        assert name in out


@pytest.mark.parametrize("arguments", [["dance"], ["doctor", "--fast"]])
def test_what_it_does_not_know(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2
    assert arguments[-1] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("state", "status"),
    [(doctor.OK, 0), (doctor.NOTE, 0), (doctor.FIX, 1)],
)
def test_doctor(state, status, monkeypatch, capsys):
    found = [Finding("Python", state, "3.12.0")]
    monkeypatch.setattr(doctor, "findings", lambda: found)
    assert cli.main(["doctor"]) == status
    assert "3.12.0" in capsys.readouterr().out


def test_progress(monkeypatch, capsys):
    monkeypatch.setattr(checks, "progress_text", lambda: "3 of 9 solved")
    assert cli.main(["progress"]) == 0
    assert capsys.readouterr().out == "3 of 9 solved\n"


def test_update_has_options_of_its_own(monkeypatch):
    seen = []
    monkeypatch.setattr(update, "main", lambda rest: seen.append(rest) or 1)
    assert cli.main(["update"]) == 1
    assert cli.main(["update", "--help"]) == 1
    assert seen == [[], ["--help"]]


def test_bench_has_options_of_its_own(monkeypatch):
    seen = []
    monkeypatch.setattr(command, "main", lambda rest: seen.append(rest) or 0)
    assert cli.main(["bench", "step", "--figure", "a.png"]) == 0
    assert cli.main(["bench", "--help"]) == 0
    assert seen == [["step", "--figure", "a.png"], ["--help"]]


def test_progress_needs_no_tensorflow(tmp_path):
    code = (
        "import sys; from lstm_course import cli; cli.main(['progress']);"
        " sys.exit('tensorflow' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)


def test_console_that_lacks_characters(tmp_path):
    code = (
        "from lstm_course import checks, cli;"
        " checks.progress_text = lambda: '\u2713 solved';"
        " cli.main(['progress'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.split() == [b"?", b"solved"]


def test_doctor_of_this_machine():
    done = subprocess.run(
        [sys.executable, "-m", "lstm_course.cli", "doctor"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0, done.stdout
    assert "both import" in done.stdout
