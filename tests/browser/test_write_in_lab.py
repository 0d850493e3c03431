"""The controls of "Can it write?", moved in JupyterLab."""

import pytest
from playwright.sync_api import expect

from tests.lab_page import lab_page
from tools import latency

pytestmark = pytest.mark.skipif(
    latency.chromium() is None, reason="no Chromium here"
)

SOURCE = """\
from lstm_course import datasets
from lstm_course.generation import Alphabet, Sampler
from lstm_course.widgets import write as widget
writer = datasets.writer()
write = Sampler(writer.model, Alphabet(writer.alphabet))
widget.writing(write, target=1.79)
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A notebook that shows the controls, run in JupyterLab."""
    home = tmp_path_factory.mktemp("home")
    with lab_page(home, SOURCE) as page:
        expect(said(page)).to_be_visible(timeout=90_000)
        yield page


def said(page):
    return page.get_by_text("bits per character; the novel itself")


def changed(page, move):
    """Make a move; return what is said once it has changed."""
    before = said(page).inner_text()
    move()
    expect(said(page)).not_to_have_text(before, timeout=60_000)
    return said(page).inner_text()


def test_starts_with_the_prompt_and_coloured_text(page):
    assert page.locator("b", has_text="Elizabeth").count() == 1
    assert page.locator("span[style*='background']").count() > 10


def test_temperature_at_its_lowest_is_too_safe(page):
    slider = page.get_by_role("slider").first
    assert "Too safe" in changed(page, lambda: slider.press("Home"))


def test_unknown_character_is_named(page):
    box = page.get_by_role("textbox", name="prompt")
    box.fill("Señor")
    box.press("Enter")
    expect(page.get_by_text("is not in the alphabet")).to_be_visible()
