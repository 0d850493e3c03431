"""How long a plain-JavaScript widget takes to answer a move."""

import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from lstm_course.widgets import lstm as widget

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_MEASURE = """\
async ([ids, moves]) => {
  const painted = () => new Promise((done) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    });
  });
  const took = [];
  for (let move = 0; move < moves; move += 1) {
    const input = document.getElementById(ids[move % ids.length]);
    await painted();
    const start = performance.now();
    input.value = Number(input.min) + (move * 0.7) % 20;
    input.dispatchEvent(new Event("input"));
    await painted();
    took.push(performance.now() - start);
  }
  return took;
}
"""


def chromium():
    """Return the path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def browser():
    """Give a headless Chromium; it is closed afterwards."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(), args=list(_FLAGS)
        )
        try:
            yield opened
        finally:
            opened.close()


def playground(opened, moves=60):
    """Return the milliseconds of each move of the gate playground.

    `opened` is a `browser`. A move sets a gate's slider; it ends when the
    changed picture has been painted. All sixty steps are done beforehand, so
    that the picture is full.
    """
    page = opened.new_page(viewport={"width": 800, "height": 1000})
    try:
        page.set_content(widget.playground().source)
        for button in ("run", "run", "run", "step"):
            page.locator(f"#{button}").click()
        return page.evaluate(_MEASURE, [["z-i", "z-f", "z-o"], moves])
    finally:
        page.close()
