"""What a notebook calls, as text."""

import json
import sys
import types

import pytest

from lstm_course import checks
from lstm_course.checks import display, store
from lstm_course.checks.verdict import Verdict

RIGHT = """
def blend(x, h_prev, gate):
    g = np.tanh(x)
    return g, gate * h_prev + (1 - gate) * g
"""


@pytest.fixture(autouse=True)
def _course(course, work):
    """Every test here runs in the small course, with a learner."""


@pytest.fixture
def said(capsys):
    return lambda: capsys.readouterr().out.strip()


@pytest.fixture
def saved(work):
    return lambda: json.loads((work / "progress.json").read_text("utf-8"))


@pytest.fixture
def unattended(monkeypatch):
    monkeypatch.setenv("LSTM_COURSE_UNATTENDED", "1")


@pytest.fixture
def in_kernel(monkeypatch):
    """A front end with widgets; what is shown is collected."""
    shown = []
    kernel = types.SimpleNamespace(kernel=object())
    monkeypatch.setattr(display, "get_ipython", lambda: kernel)
    monkeypatch.setattr(display, "display", shown.append)
    return shown


def test_verdict_is_shown_and_kept(cell, said, saved):
    assert checks.blend(lambda x, h, f: (x, h)) is None
    assert said().startswith("✗ blend: ")
    assert saved()["exercises"]["blend"]["status"] == "wrong"
    checks.blend(cell(RIGHT)["blend"])
    assert said() == "✓ blend: right. 8 cases."
    kept = saved()["exercises"]["blend"]
    assert kept["status"] == "right"
    assert kept["attempts"] == 2
    assert "passed" in kept


def test_solved_stays_solved(cell, saved):
    checks.blend(cell(RIGHT)["blend"])
    first = saved()["exercises"]["blend"]["passed"]
    checks.blend(lambda x, h, f: (x, h))
    kept = saved()["exercises"]["blend"]
    assert (kept["status"], kept["passed"]) == ("right", first)


def test_stub_is_no_attempt(cell, said, saved, course):
    checks.blend(cell(course.load("blend").start())["blend"])
    assert said().startswith("○ blend: not attempted yet.")
    assert saved()["exercises"]["blend"]["attempts"] == 0


@pytest.mark.parametrize("answers", [(), (1, 2)])
def test_check_without_a_function(said, answers):
    checks.blend(*answers)
    assert said() == "Pass your function: `checks.blend(blend)`."


def test_check_that_is_not_called():
    assert repr(checks.blend) == "checks.blend(blend) judges your function"


def test_unknown_check_is_a_sentence():
    with pytest.raises(AttributeError, match="Did you mean 'blend'") as info:
        checks.bland  # noqa: B018
    assert info.value._render_traceback_() == [
        "✗ No exercise is called 'bland'. Did you mean 'blend'?"
    ]
    with pytest.raises(AttributeError, match="There are: blend, answer"):
        checks.xyzzy  # noqa: B018
    assert not hasattr(checks, "__wrapped__")


def test_names_are_listed():
    assert {"blend", "answer_of_two", "hint", "use"} <= set(dir(checks))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: checks.hint("bland"), "No exercise is called 'bland'."),
        (lambda: checks.solution("bland"), "Did you mean 'blend'?"),
        (lambda: checks.predict("two/ges"), "Did you mean 'two/guess'?"),
        (lambda: checks.recall("tow"), "Did you mean 'two'?"),
        (lambda: checks.hint(), "No exercise is called None."),
        (lambda: checks.hint(7), "No exercise is called 7."),
    ],
)
def test_unknown_names_are_a_sentence(said, call, says):
    call()
    assert says in said()


def test_unknown_name_in_use():
    with pytest.raises(LookupError, match="Did you mean 'blend'"):
        checks.use("bland")


def test_hints_in_steps(said, saved):
    checks.hint("blend")
    assert said() == "Hint 1 of 2: Take the tanh first."
    checks.hint("blend")
    second = said()
    assert second.startswith("Hint 2 of 2: The gate multiplies the past.")
    assert "`checks.solution('blend')` shows a solution" in second
    checks.hint("blend")
    assert said() == second
    assert saved()["exercises"]["blend"]["hints"] == 2


def test_hint_of_the_function_itself(said, cell):
    checks.hint(cell(RIGHT)["blend"])
    assert "Hint 1 of 2" in said()


def test_solution_is_its_source(said, saved):
    checks.solution("blend")
    text = said()
    assert text.startswith("def blend(x, h_prev, gate):")
    assert text.endswith("return g, h")
    assert saved()["exercises"]["blend"]["solution"] is True


def test_use_says_whose_function_it_is(said, cell, course):
    solution = course.load("blend").solution
    assert checks.use("blend") is solution
    assert "the course's `blend`: yours has not passed" in said()
    mine = cell(RIGHT)["blend"]
    checks.blend(mine)
    said()
    assert checks.use("blend") is mine
    assert said() == "Using your `blend`."


def test_without_a_learner_nothing_varies_and_nothing_is_kept(
    said, cell, course, work, unattended
):
    solution = course.load("blend").solution
    checks.blend(cell(RIGHT)["blend"])
    said()
    assert checks.use("blend") is solution
    assert said() == ""
    checks.hint("blend")
    first = said()
    checks.hint("blend")
    assert said() == first
    checks.solution("blend")
    checks.predict("two/guess")
    checks.recall("three")
    assert not work.exists()


def test_prediction_without_controls(said):
    checks.predict("two/guess")
    text = said()
    assert text.startswith("Before you run the next cell: What `comes`?")
    assert "- ( ) a\n- ( ) b\n- ( ) c" in text
    assert "Right: a." not in text


def test_prediction_on_a_page(in_kernel, unattended):
    checks.predict("two/guess")
    (shown,) = in_kernel
    markdown = shown._repr_mimebundle_()["text/markdown"]
    assert "- ( ) a\n- ( ) b\n- ( ) c" in markdown
    folded = markdown[markdown.index("<details>") :]
    assert "*b* – No b." in folded
    assert "*a* – Right: a." in folded


def test_prediction_with_controls_keeps_the_first_guess(in_kernel, saved):
    checks.predict("two/guess")
    _, radio, buttons, _ = in_kernel[0].children
    radio.index = 1
    buttons.children[0].click()
    kept = saved()["predictions"]["two/guess"]
    assert kept["guess"] == "b"
    assert kept["right"] is False
    assert kept["misconception"] == "idea b"
    checks.predict("two/guess")
    assert in_kernel[1].children[1].index == 1
    assert in_kernel[1].children[1].disabled


def test_guess_of_an_older_edition_is_asked_again(in_kernel, work):
    def change(progress):
        progress["predictions"]["two/guess"] = {
            "guess": "gone",
            "right": True,
            "misconception": "",
            "at": "2026-01-01",
        }

    store.Store(work, print).update(change)
    checks.predict("two/guess")
    assert in_kernel[0].children[1].index is None


def test_recall_on_a_page(in_kernel, unattended):
    checks.recall("three")
    (shown,) = in_kernel
    markdown = shown._repr_mimebundle_()["text/markdown"]
    assert markdown.count("<details>") == 3
    assert "**1. Q0 of two?**" in markdown
    assert "**yes** – Right: yes." in markdown
    assert "Q0 of one?" in markdown


def test_recall_with_controls_keeps_answers(in_kernel, saved):
    checks.recall("two")
    card = in_kernel[0].children[0]
    card.children[1].index = 1
    card.children[2].children[0].click()
    (kept,) = saved()["recall"]["one/0"]
    assert kept["choice"] == "no"
    assert kept["right"] is False
    checks.recall("three")
    heads = [box.children[0].value for box in in_kernel[1].children]
    assert "3 of 3, missed before" in heads[2]
    assert "Q0 of one?" in heads[2]


def test_recall_of_the_first_chapter(said):
    checks.recall("one")
    assert said() == "No earlier chapter has a question to recall."


def test_without_ipywidgets_the_page_is_shown(in_kernel, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    monkeypatch.delitem(sys.modules, "lstm_course.checks.cards", raising=False)
    monkeypatch.delattr("lstm_course.checks.cards", raising=False)
    checks.predict("two/guess")
    assert "text/markdown" in in_kernel[0]._repr_mimebundle_()


def test_progress(cell, said, in_kernel):
    checks.blend(cell(RIGHT)["blend"])
    in_kernel.clear()
    checks.progress()
    (shown,) = in_kernel
    bundle = shown._repr_mimebundle_()
    assert "✓ <code>blend</code>" in bundle["text/html"]
    text = bundle["text/plain"]
    assert text == checks.progress_text()
    assert text.splitlines() == [
        "1 of 2 exercises solved, 0 of 1 predictions made.",
        "",
        "✓ Chapter one    exercises 1/1, predictions 0/0",
        "    ✓ blend",
        "○ Chapter two    exercises 0/1, predictions 0/1",
        "    ○ answer_of_two",
        "✓ Chapter three  exercises 0/0, predictions 0/0",
        "",
        "Next: answer_of_two, in “Chapter two”.",
    ]


def test_progress_that_cannot_be_saved_costs_one_line(said, work):
    work.parent.mkdir(exist_ok=True)
    work.write_text("a file in the place of the folder")
    checks.blend(lambda x, h, f: (x, h))
    first = said()
    assert "✗ blend: " in first
    assert first.count("Your progress could not be saved: ") == 1
    checks.blend(lambda x, h, f: (x, h))
    assert "could not be saved" not in said()


def test_damaged_progress_costs_one_line(said, work):
    checks.hint("blend")
    checks.hint("blend")
    said()
    (work / "progress.json").write_text("{")
    checks.hint("blend")
    text = said()
    assert "Hint 2 of 2" in text
    assert "damaged and is kept as progress.damaged-1.json" in text


def test_newer_progress_costs_one_line(said, work):
    work.mkdir()
    (work / "progress.json").write_text(json.dumps({"format": 99}))
    text = checks.progress_text()
    assert text.startswith("0 of 2 exercises solved")
    assert "written by a newer course" in said()


def test_html_is_escaped():
    found = Verdict("right", "a < b & `c < d`", detail="x < y")
    html = display.verdict_html("name", found)
    assert "x &lt; y" in html
    assert "A &lt; b &amp; <code>c &lt; d</code>." in html


def test_kernel_sees_one_bundle(in_kernel):
    checks.blend(lambda x, h, f: (x, h))
    (shown,) = in_kernel
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"].startswith("✗ blend: ")
