"""The stress that the deep test puts on notebooks, on small ones."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tools import build, changed, deep, normal, offline, solved, twice
from tools.execute import execute

NEEDS_NAMESPACE = pytest.mark.skipif(
    offline.way() is not offline.NAMESPACE,
    reason="this machine allows no network namespace",
)

LEAVING = """\
import socket
socket.setdefaulttimeout(3)
{call}
"""


def saved(folder, cells):
    """Execute a notebook and return its path."""
    notebook = nbformat.v4.new_notebook(cells=cells)
    execute(notebook, folder, name="small")
    path = folder / "small.ipynb"
    normal.write(normal.normalise(notebook), path)
    return path


@pytest.fixture(scope="module")
def repeated(tmp_path_factory):
    """The problems of a notebook whose cells run twice, joined."""
    new_cell = nbformat.v4.new_code_cell
    count = "x = globals().get('x', 0) + 1\nprint(x)"
    cells = [
        new_cell("y = 1\nprint(y)\ny"),
        new_cell("y += 1\nprint(y)"),
        new_cell("del y"),
        new_cell(count, metadata={"tags": ["train"]}),
        new_cell(
            "print(id(object()))\nassert x < 2\nx += 1",
            metadata={"tags": ["nbval-ignore-output"]},
        ),
        new_cell("print('new')"),
    ]
    path = saved(tmp_path_factory.mktemp("repeated"), cells)
    notebook = build.read(path)
    notebook.cells[5].outputs[0].text = "old\n"
    normal.write(notebook, path)
    return twice.problems(path)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("cell 2 (y += 1), second run", "saved is"),
        ("cell 3 (del y), second run", "NameError: name 'y' is not defined"),
        ("cell 5 (print(id(object()))), second run", "AssertionError"),
        ("cell 6 (print('new')), first run", "saved is"),
        ("cell 6 (print('new')), second run", "saved is"),
    ],
)
def test_cell_that_cannot_run_again_is_named(repeated, place, says):
    assert any(
        problem.startswith(f"small, {place}: {says}") for problem in repeated
    ), repeated


def test_other_cells_may_run_again(repeated):
    assert len(repeated) == 5, repeated


SOLUTION = "def double(x):\n    return 2 * x"


def test_solved_edition_satisfies_its_checks(course):
    builder = course.builder(start={"double": SOLUTION}.__getitem__)
    assert solved.problems(course.chapter, builder) == []
    assert not course.chapter.notebook.exists()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "def double(x):\n    ...",
            "01_one, cell 6 (checks.double(double)) says: ○ not attempted",
        ),
        ("double = 1", "01_one, cell 6 (checks.double(double)): TypeError"),
    ],
)
def test_check_that_is_not_content_is_named(course, source, says):
    builder = course.builder(start={"double": source}.__getitem__)
    (problem,) = solved.problems(course.chapter, builder)
    assert problem.startswith(says)


def run(way, program):
    return subprocess.run(
        [*way.before, sys.executable, "-c", program],
        env={**os.environ, **way.variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@NEEDS_NAMESPACE
def test_namespace_has_the_loopback_device_alone():
    program = (
        "import os, socket; print(os.readlink('/proc/self/ns/net'),"
        " *(name for _, name in socket.if_nameindex()))"
    )
    namespace, *devices = run(offline.NAMESPACE, program).stdout.split()
    assert namespace != str(Path("/proc/self/ns/net").readlink())
    assert devices == ["lo"]


@pytest.mark.parametrize(
    "call",
    [
        "socket.create_connection(('192.0.2.1', 80))",
        "socket.create_connection(('example.org', 80))",
        "socket.socket().connect_ex(('192.0.2.1', 80))",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket(type=socket.SOCK_DGRAM)"
        ".sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_guard_refuses_what_leaves_the_machine(call):
    done = run(offline.GUARD, LEAVING.format(call=call))
    assert "OSError: no network here: " in done.stderr


@pytest.mark.parametrize(
    "way",
    [
        offline.GUARD,
        pytest.param(offline.NAMESPACE, marks=NEEDS_NAMESPACE),
    ],
    ids=["guard", "namespace"],
)
def test_notebook_and_kernel_still_talk(way, tmp_path):
    path = saved(tmp_path, [nbformat.v4.new_code_cell("print('one')")])
    done = subprocess.run(
        [*way.before, sys.executable, "-m", "tools.twice", str(path)],
        env={**os.environ, **way.variables},
        cwd=deep.ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_trials_cover_the_settings(built, tmp_path):
    elsewhere, again, solution = deep.trials(built.chapter, tmp_path)
    assert elsewhere.command[-1] == str(tmp_path / "01_one.ipynb")
    assert elsewhere.variables == {
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "OMP_NUM_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
    }
    assert again.command[-1] == str(built.chapter.notebook)
    assert set(again.variables.values()) == {"1", "2"}
    assert solution.command[-2:] == ["tools.solved", "one"]


@pytest.mark.parametrize("status", [0, 3])
def test_attempt_runs_a_trial_offline_with_its_settings(status):
    program = (
        "import os, sys; print(os.environ['LSTM_COURSE_UNATTENDED'],"
        f" os.environ['OMP_NUM_THREADS']); sys.exit({status})"
    )
    trial = deep.Trial(
        "01_one",
        "about",
        [sys.executable, "-c", program],
        deep.numerics(onednn=True, threads=7),
    )
    result = deep.attempt(trial)
    assert result.output == "1 7\n"
    assert result.passed is (status == 0)


def test_all_trials_are_told_and_one_failure_fails(built, monkeypatch, capsys):
    def trials(chapter, elsewhere):
        assert (elsewhere / "01_one.ipynb").exists()
        quit_with = [sys.executable, "-c", "import sys; sys.exit(sys.argv[1])"]
        return [
            deep.Trial(chapter.name, "bad", [*quit_with, "what fails"], {}),
            deep.Trial(chapter.name, "good", [sys.executable, "-c", ""], {}),
        ]

    monkeypatch.setattr(deep.chapters, "find", lambda: [built.chapter])
    monkeypatch.setattr(
        deep.chapters, "NOTEBOOKS", built.chapter.notebook.parent
    )
    monkeypatch.setattr(deep, "trials", trials)
    assert deep.main([]) == 1
    bad, message, good, end = capsys.readouterr().out.splitlines()[1:]
    assert bad.startswith("✗ 01_one: bad (")
    assert message == "what fails"
    assert good.startswith("✓ 01_one: good (")
    assert end == "1 passed, 1 failed"


def test_at_most_three_changed_chapters_are_tested(built, monkeypatch, capsys):
    found = [
        built.chapter._replace(lesson=built.root / f"0{n}_{key}.py")
        for n, key in enumerate("abcd")
    ]
    tested = []

    def trials(chapter, elsewhere):
        tested.append(chapter.key)
        return []

    monkeypatch.setattr(deep.chapters, "find", lambda: found)
    monkeypatch.setattr(
        deep.chapters, "NOTEBOOKS", built.chapter.notebook.parent
    )
    monkeypatch.setattr(deep, "changed", lambda found, base: found)
    monkeypatch.setattr(deep, "trials", trials)
    assert deep.main(["--changed", "HEAD"]) == 0
    assert tested == ["a", "b", "c"]
    out = capsys.readouterr().out
    assert "Changed too, but not tested now: d." in out


def git(root, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def versioned(built):
    """Three chapters with the same content, committed."""
    found = []
    for name in ("01_one", "02_two", "03_three"):
        lesson = built.chapter.lesson.with_name(f"{name}.py")
        notebook = built.chapter.notebook.with_name(f"{name}.ipynb")
        if name != "01_one":
            lesson.write_bytes(built.chapter.lesson.read_bytes())
            notebook.write_bytes(built.chapter.notebook.read_bytes())
        found.append(built.chapter._replace(lesson=lesson, notebook=notebook))
    git(built.root, "init")
    git(built.root, "add", ".")
    git(built.root, "commit", "-m", "one")
    return built.root, found


def restamp(chapter):
    notebook = build.read(chapter.notebook)
    notebook.metadata.lstm_course.stamp = "new"
    normal.write(notebook, chapter.notebook)


def test_nothing_changed_since_the_revision(versioned):
    root, found = versioned
    assert changed.changed(found, "HEAD", root) == []


def test_chapters_with_a_changed_lesson_come_first(versioned):
    root, found = versioned
    restamp(found[0])
    restamp(found[2])
    found[2].lesson.write_text("# %%\n1\n", encoding="utf-8")
    keys = [c.key for c in changed.changed(found, "HEAD", root)]
    assert keys == ["three", "one"]


def test_all_changed_since_a_revision_that_is_not_there(versioned):
    root, found = versioned
    assert changed.changed(found, "lost", root) == found
