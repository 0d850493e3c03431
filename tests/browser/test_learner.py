"""A learner's way through a chapter, in JupyterLab in a real browser."""

import contextlib
import json
import time

import pytest
from playwright.sync_api import expect

from lstm_course.checks import catalogue
from lstm_course.checks.questions.start import PREDICTIONS
from tests.running_lab import address, running
from tools import latency

CHAPTER = "00_start.ipynb"
EXERCISE = "naive_forecast"
WRONG = """\
def naive_forecast(past, horizon):
    return np.repeat(past.mean(axis=1, keepdims=True), horizon, axis=1)
"""

pytestmark = pytest.mark.skipif(
    latency.chromium() is None, reason="no Chromium here"
)


class Learner:
    """One chapter, open in JupyterLab: what a learner sees and does."""

    def __init__(self, page, file, pictures):
        self.page = page
        self._file = file
        self._pictures = pictures

    def picture(self, name):
        self.page.screenshot(path=self._pictures / f"{name}.png")

    def cells(self):
        """Save the chapter and return its cells."""
        before = self._file.stat().st_mtime_ns

        def saved():
            # JupyterLab drops the keys while an earlier saving goes on.
            self.page.keyboard.press("Control+s")
            self.page.wait_for_timeout(500)
            newer = self._file.stat().st_mtime_ns > before
            return newer and self._complete()

        self._until(saved, 30)
        return self._complete()["cells"]

    def choose(self, *names):
        """Choose an entry of the menu by the names on the way to it."""
        for name in names:
            entry = self.page.get_by_role("menuitem", name=name, exact=True)
            entry.click()

    def run_all(self):
        """Run all cells from the menu; return them when all have run."""
        # What was saved with the chapter must not pass for what is run here.
        self.choose("Edit", "Clear Outputs of All Cells")
        assert self._waiting(self.cells())
        self.choose("Run", "Run All Cells")
        self._until(lambda: not self._waiting(self.cells()), 300, pause=2)
        return self.cells()

    def select(self, index):
        """Select the cell at `index`; the notebook gets the keyboard."""
        self.page.get_by_role("tab", name=CHAPTER).click()
        keys = self.page.keyboard
        keys.press("Escape")
        for _ in self.cells():
            keys.press("ArrowUp")
        for _ in range(index):
            keys.press("ArrowDown")

    def rewrite(self, index, source):
        """Replace a cell's source, run it and the one below it."""
        self.select(index)
        keys = self.page.keyboard
        keys.press("Enter")
        keys.press("Control+a")
        keys.insert_text(source)
        keys.press("Shift+Enter")
        keys.press("Shift+Enter")

    def said(self, index, text):
        """Return the cell at `index` once it says `text`."""
        self._until(lambda: text in _texts(self.cells()[index]), 60, pause=1)
        return _texts(self.cells()[index])

    def _complete(self):
        """Return the saved notebook, or None while it is being written."""
        with contextlib.suppress(ValueError):
            return json.loads(self._file.read_text(encoding="utf-8"))

    @staticmethod
    def _waiting(cells):
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        return [cell for cell in code if cell["execution_count"] is None]

    def _until(self, condition, seconds, pause=0.1):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                self.picture("stuck")
                pytest.fail(f"not within {seconds} s: see {self._pictures}")
            time.sleep(pause)


def _texts(cell):
    return "".join(
        "".join(output.get("data", {}).get("text/plain", ""))
        for output in cell["outputs"]
    )


def _index(cells, text):
    return next(i for i, c in enumerate(cells) if text in "".join(c["source"]))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def requests():
    """The addresses that the browser has asked for."""
    return []


@pytest.fixture(scope="module")
def learner(home, requests):
    with running(home) as (_, lines), latency.browser() as opened:
        page = opened.new_page(viewport={"width": 1280, "height": 900})
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address(lines))
        title = page.get_by_role("heading", name="Start here")
        expect(title).to_be_visible(timeout=60_000)
        yield Learner(page, home / "work" / CHAPTER, home)


def test_chapter_opens_trusted_and_says_nothing_else(learner):
    tabs = learner.page.get_by_role("tab", name=CHAPTER)
    expect(tabs).to_have_count(1)
    expect(learner.page.get_by_role("dialog")).to_have_count(0)
    trusted = learner.page.get_by_title("Notebook trusted")
    expect(trusted.first).to_be_visible()
    learner.picture("opened")


def test_all_cells_run(learner):
    cells = learner.run_all()
    outputs = [o for cell in cells for o in cell.get("outputs", [])]
    assert outputs
    errors = [o for o in outputs if o["output_type"] == "error"]
    assert not errors
    assert not [o for o in outputs if o.get("name") == "stderr"]
    learner.picture("run")


def test_prediction_takes_a_guess(learner, home):
    learner.select(_index(learner.cells(), "checks.predict("))
    asked = PREDICTIONS[0]
    wrong = next(c for c in asked.choices if c.misconception)
    page = learner.page
    page.get_by_role("radio", name=wrong.text).check()
    page.get_by_role("button", name="This is my guess").first.click()
    kept = page.get_by_text("Your guess is kept.")
    expect(kept).to_be_visible()
    learner.picture("guess")
    page.get_by_role("button", name="I have run it").first.click()
    expect(kept).to_have_count(0)
    expect(
        page.get_by_role("status").filter(has_text=wrong.reply[:30])
    ).to_be_visible()
    learner.picture("reply")


def test_wrong_answer_is_told_its_mistake(learner):
    mistakes = catalogue.load(EXERCISE).mistakes
    expected = next(m for m in mistakes if m.name == "mean").says
    index = _index(learner.cells(), f"def {EXERCISE}(")
    learner.rewrite(index, WRONG)
    said = learner.said(index + 1, "That is the mean")
    assert expected.replace("*", "") in said.replace("*", "")
    learner.select(index + 1)
    expect(learner.page.get_by_text("That is the mean")).to_be_visible()
    learner.picture("mistake")


def test_nothing_was_fetched_from_elsewhere(learner, requests):
    # JupyterLab would ask at the end of the start whether it may fetch news.
    expect(learner.page.get_by_text("Jupyter news")).to_have_count(0)
    own = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
    assert requests
    assert [url for url in requests if not url.startswith(own)] == []
