"""The controls of "Why do plain RNNs forget?", moved in JupyterLab."""

import pytest
from playwright.sync_api import expect

from tests.lab_page import lab_page
from tools import latency

pytestmark = pytest.mark.skipif(
    latency.chromium() is None, reason="no Chromium here"
)

SOURCE = """\
from lstm_course.widgets import vanishing as widget
widget.edge()
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
    return page.get_by_text("steps back the gradient is")


def moved(page, control, key):
    """Press a key on a control; return the text once the picture changed."""
    before = picture(page).get_attribute("src")
    control.press(key)
    expect(picture(page)).not_to_have_attribute("src", before, timeout=20_000)
    return said(page).inner_text()


def test_starts_where_the_gradient_vanishes(page):
    assert "50 steps back" in said(page).inner_text()
    assert "below the band" in said(page).inner_text()


def test_scale_changes_the_picture(page):
    scale = page.get_by_role("slider").nth(0)
    assert "above the band" in moved(page, scale, "End")


def test_distance_changes_the_picture(page):
    distance = page.get_by_role("slider").nth(1)
    assert moved(page, distance, "End").startswith("100 steps back")


def test_network_changes_the_picture(page):
    before = picture(page).get_attribute("src")
    page.get_by_role("combobox", name="network").select_option("3")
    expect(picture(page)).not_to_have_attribute("src", before, timeout=20_000)
