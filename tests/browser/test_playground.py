"""The gate playground in a real browser, alone and in an exported notebook."""

import nbformat
import numpy as np
import pytest
from nbconvert import HTMLExporter

from lstm_course.cells import Weights, lstm_step
from lstm_course.runtime import tf
from lstm_course.widgets.lstm import playground
from tools import latency

pytestmark = pytest.mark.skipif(
    latency.chromium() is None, reason="no Chromium here"
)

WRITE = {"i": 10, "f": -10, "o": -10}
KEEP = {"i": -10, "f": 10, "o": -10}
TELL = {"i": -10, "f": 10, "o": 10}


@pytest.fixture(scope="module")
def chromium():
    with latency.browser() as opened:
        yield opened


@pytest.fixture
def open_page(chromium):
    """Return a function that opens a page and fails on its errors."""
    contexts, errors = [], []

    def make(width=800, **options):
        viewport = {"width": width, "height": 1000}
        context = chromium.new_context(
            viewport=viewport, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def alone(open_page):
    page = open_page()
    page.set_content(playground().source)
    return page


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """Return a notebook with the playground, exported to HTML."""
    cell = nbformat.v4.new_code_cell("playground()", execution_count=1)
    data = {"text/html": playground()._repr_html_()}
    cell.outputs = [nbformat.v4.new_output("execute_result", data=data)]
    cell.outputs[0].execution_count = 1
    notebook = nbformat.v4.new_notebook(cells=[cell])
    source, _ = HTMLExporter().from_notebook_node(notebook)
    path = tmp_path_factory.mktemp("export") / "chapter.html"
    path.write_text(source, encoding="utf-8")
    return path


def slide(page, gates):
    """Set sliders with the keyboard alone."""
    for name, value in gates.items():
        handle = page.locator(f"#z-{name}")
        handle.focus()
        handle.press("Home" if value < 0 else "End")
        for _ in range(round(2 * (10 - abs(value)))):
            handle.press("ArrowRight" if value < 0 else "ArrowLeft")


def press(page, button, times=1):
    for _ in range(times):
        page.locator(f"#{button}").press("Enter")


def status(page):
    return page.locator("#status").inner_text()


def solve(page):
    slide(page, KEEP)
    press(page, "run")
    slide(page, WRITE)
    press(page, "step")
    slide(page, KEEP)
    press(page, "run")
    slide(page, WRITE)
    press(page, "step")
    slide(page, KEEP)
    press(page, "run")
    slide(page, TELL)
    press(page, "step")


@pytest.mark.parametrize(("features", "units"), [(1, 1), (3, 2), (2, 4)])
def test_arithmetic_is_that_of_the_cell(alone, features, units):
    rng = np.random.default_rng(features)
    for _ in range(20):
        x, h, c = (3 * rng.normal(size=n) for n in (features, units, units))
        W, U, b = (
            rng.normal(size=shape)
            for shape in ((features, 4 * units), (units, 4 * units), 4 * units)
        )
        numbers = [a.tolist() for a in (x, h, c, W, U, b)]
        got = alone.evaluate(
            "([x, h, c, W, U, b]) => lstmStep(x, h, c, { W, U, b })", numbers
        )
        weights = Weights(*map(tf.constant, (W, U, b)))
        wanted = lstm_step(x[None], h[None], c[None], weights)
        for name, values in wanted._asdict().items():
            np.testing.assert_allclose(got[name], values[0], atol=1e-6)


def test_moved_control_changes_the_picture(alone):
    before = alone.locator("#cell").inner_html()
    said = alone.locator("#cell").get_attribute("aria-label")
    alone.locator("#z-f").press("ArrowRight")
    assert alone.locator("#z-f-shown").inner_text() == "z = 1.5, f = 0.8176"
    assert alone.locator("#cell").inner_html() != before
    assert "forget 0.73" in said
    assert "forget 0.82" in alone.locator("#cell").get_attribute("aria-label")


def test_step_extends_the_trace_and_back_undoes_it(alone):
    line = alone.locator("#trace [data-line=c]")
    start = line.get_attribute("points")
    press(alone, "step")
    assert len(line.get_attribute("points")) > len(start)
    press(alone, "back")
    assert line.get_attribute("points") == start


def test_scripted_solution_reaches_the_goal(alone):
    solve(alone)
    assert status(alone).startswith("Goal reached")
    assert alone.locator("#step").is_disabled()


def test_mild_gates_are_enough(alone):
    mild = {name: value / 2 for name, value in KEEP.items()}
    slide(alone, mild)
    press(alone, "run")
    slide(alone, WRITE)
    press(alone, "step")
    slide(alone, mild | {"f": 6, "i": -6})
    press(alone, "run")
    assert status(alone).startswith("Next: step 54, the bit")


@pytest.mark.parametrize(
    ("moves", "says"),
    [
        ([(KEEP | {"o": 0}, "run"), (WRITE | {"o": 0}, "step")], "h was"),
        ([(KEEP, "run"), (KEEP, "step")], "the input gate was only 0.00"),
        (
            [(KEEP | {"i": 3}, "run"), (WRITE | {"f": 10}, "step")],
            "on top of noise",
        ),
        (
            [(KEEP, "run"), (WRITE, "step"), (KEEP | {"f": 3}, "run")],
            "the bit has faded",
        ),
        (
            [(KEEP, "run"), (WRITE, "step"), (KEEP | {"i": 1}, "run")],
            "Noise got in",
        ),
        (
            [
                (KEEP, "run"),
                (WRITE, "step"),
                (KEEP, "run"),
                (WRITE | {"f": 10}, "step"),
            ],
            "The old bit is still in it",
        ),
        (
            [
                (KEEP, "run"),
                (WRITE, "step"),
                (KEEP, "run"),
                (WRITE, "step"),
                (KEEP, "run"),
                (KEEP, "step"),
            ],
            "the output gate was at 0.00",
        ),
    ],
)
def test_failed_run_says_why(alone, moves, says):
    for gates, button in moves:
        slide(alone, gates)
        press(alone, button)
    assert says in status(alone)
    assert alone.locator("#status").get_attribute("class") == "bad"


def test_own_input_and_state(alone):
    assert alone.locator("#own-x").is_disabled()
    alone.locator("input[value=free]").check()
    slide(alone, KEEP)
    alone.locator("#own-c").press("End")
    state = alone.locator("#cell [data-value=c]")
    assert state.inner_html() == "2.00"
    press(alone, "step")
    assert alone.locator("#own-c-shown").inner_text() == "2.00"


def test_works_in_an_exported_notebook_offline(open_page, export):
    page = open_page()
    page.goto(export.as_uri())
    frame = next(f for f in page.frames if f.parent_frame)
    asked = []
    page.on(
        "request", lambda r: asked.append(r.url) if r.frame == frame else None
    )
    solve(frame)
    assert status(frame).startswith("Goal reached")
    assert asked == []
    # The frame is as high as what it holds: nothing is cut off.
    hidden = "document.body.scrollHeight - window.innerHeight"
    assert frame.evaluate(hidden) <= 0


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_is_wider_than_the_page(open_page, export, width):
    page = open_page(width)
    page.goto(export.as_uri())
    frame = next(f for f in page.frames if f.parent_frame)
    wide = "document.body.scrollWidth - document.body.clientWidth"
    assert frame.evaluate(wide) <= 0


def test_every_control_has_a_name(alone):
    for control in alone.locator("input, button").all():
        assert control.evaluate(
            "e => e.labels?.length > 0 || e.textContent.trim() !== ''"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_follows_the_theme(open_page, scheme):
    page = open_page(color_scheme=scheme)
    page.set_content(playground().source)
    assert page.locator("html").get_attribute("data-theme") == scheme
    # Contrast of the text against the page, by relative luminance.
    ink, paper = page.evaluate(
        """() => ["color", "backgroundColor"].map((what) =>
          getComputedStyle(document.body)[what].match(/[\\d.]+/g).map(Number))
        """
    )
    light, dark = sorted(
        (np.dot((0.2126, 0.7152, 0.0722), (np.array(rgb) / 255) ** 2.2))
        for rgb in (ink, paper)
    )[::-1]
    assert (light + 0.05) / (dark + 0.05) > 7


def test_source_asks_for_nothing_outside():
    source = playground().source.replace("http://www.w3.org/2000/svg", "")
    assert "//" not in source.replace("</", "").replace("/>", "")
    assert "/* " not in source.partition("<script>")[0]


def test_latency_is_reported(chromium):
    took = latency.playground(chromium, moves=6)
    assert len(took) == 6
    assert min(took) > 0
