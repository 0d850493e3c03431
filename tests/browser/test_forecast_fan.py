"""The controls of "Can an LSTM forecast?", moved in JupyterLab."""

import pytest
from playwright.sync_api import expect

from tests.lab_page import lab_page
from tools import latency

pytestmark = pytest.mark.skipif(
    latency.chromium() is None, reason="no Chromium here"
)

SOURCE = """\
import numpy as np
from lstm_course.widgets import forecast as widget
came = np.array([[0, 1, 2, 3], [5, 5, 5, 5], [0, 9, 9, 0]])
flat = np.zeros((3, 4))
fans = {n: (flat - w, flat, flat + w) for n, w in (("narrow", 1), ("wide", 6))}
past = np.tile(np.arange(24.0), (3, 1))
widget.fan(["1 May", "2 May", "3 May"], past, came, fans, {"last value": flat})
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A notebook that shows the controls, run in JupyterLab."""
    home = tmp_path_factory.mktemp("home")
    with lab_page(home, SOURCE) as page:
        expect(picture(page)).to_be_visible(timeout=90_000)
        yield page


def picture(page):
    return page.locator("img.widget-image")


def said(page):
    return page.get_by_text("hours lie in the fan")


def changed(page, move):
    """Make a move; return the text once the picture changed."""
    before = picture(page).get_attribute("src")
    move()
    expect(picture(page)).not_to_have_attribute("src", before, timeout=20_000)
    return said(page).inner_text()


def test_starts_at_the_first_origin(page):
    assert "From 1 May, narrow: 2 of 4" in said(page).inner_text()


def test_origin_moves_to_the_goal(page):
    slider = page.get_by_role("slider").first
    text = changed(page, lambda: slider.press("ArrowRight"))
    assert "From 2 May, narrow: 0 of 4" in text
    assert "Goal reached" in text


def test_method_changes_the_fan(page):
    method = page.get_by_role("combobox", name="method")
    text = changed(page, lambda: method.select_option("wide"))
    assert "wide: 4 of 4" in text
    assert "There is an origin with fewer" in text
