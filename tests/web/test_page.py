"""The page in a real browser, served from a folder below the root."""

import threading
from urllib.parse import urlsplit

import numpy as np
import pytest

from lstm_course.generation import Alphabet, Sampler
from tools import latency, web

pytestmark = pytest.mark.skipif(
    latency.chromium() is None, reason="no Chromium here"
)

PROMPT = '"My dear Mr. Bennet," '


@pytest.fixture(scope="module")
def served(site):
    """Return the address of the page, two folders below the root."""
    server = web.server(site.parent.parent, 8400)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host, port = server.server_address
    yield f"http://{host}:{port}/some/folder/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def chromium():
    with latency.browser() as opened:
        yield opened


@pytest.fixture
def open_page(served, chromium):
    """Return a function that opens the page, watched for what it must not do.

    It must not fail, say anything in the console, or ask another host.
    """
    contexts, said, asked = [], [], []

    def make(width=1000, **options):
        viewport = {"width": width, "height": 900}
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda line: said.append(line.text))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served)
        finished(page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert said == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(served).netloc}
    assert all(url.startswith(served) for url in asked)


@pytest.fixture
def page(open_page):
    return open_page()


def finished(page, says="Done"):
    page.locator("#status", has_text=says).wait_for(timeout=60_000)


def choose(page, **values):
    """Fill in the controls, by their ids."""
    for name, value in values.items():
        page.locator(f"#{name.replace('_', '-')}").fill(str(value))


def write(page, engine="plain", pace="fast", says="Done"):
    page.locator(f"[name=engine][value={engine}]").check()
    page.locator(f"[name=pace][value={pace}]").check()
    page.locator("#write").click()
    finished(page, says)


def written(page):
    spans = page.locator("#text span:not(.prompt)").all_text_contents()
    return "".join(spans).replace("↵", "")


def tensors(page):
    return int(page.locator("#tensors").inner_text())


def test_page_begins_with_a_text(page):
    assert len(written(page)) == 400
    bits = page.locator("#text span[title]").first.get_attribute("title")
    assert bits.endswith(" bits")
    assert page.locator("#tensors").inner_text() == "none, it is not loaded"


@pytest.mark.parametrize("engine", ["plain", "cpu", "wasm"])
def test_likeliest_text_is_that_of_keras(page, writer, engine):
    keras_writes = Sampler(writer.model, Alphabet(writer.alphabet))
    choose(page, prompt=PROMPT, temperature=0, length=200)
    write(page, engine)
    ours = keras_writes(PROMPT, 200, temperature=0)
    assert written(page) == ours.texts[0]
    titles = page.locator("#text span[title]").all()
    shown = [float(span.get_attribute("title").split()[-2]) for span in titles]
    np.testing.assert_allclose(shown, ours.surprise[0], atol=0.051)
    assert "ms each" in page.locator("#status").inner_text()


def test_controls_change_the_text(page):
    choose(page, length=120)
    texts = []
    for change in ({}, {"seed": 5}, {"temperature": 1.5}, {"top_p": 0.1}):
        choose(page, **change)
        write(page)
        texts.append(written(page))
    assert len(set(texts)) == 4
    assert page.locator("#temperature-shown").inner_text() == "1.50"
    assert page.locator("#top-p-shown").inner_text() == "0.10"


def test_three_engines_write_one_text_and_no_tensor_is_left(page):
    choose(page, length=60)
    write(page, "wasm")
    before = tensors(page)
    assert before > 0
    choose(page, length=1000, seed=8)
    write(page, "wasm")
    assert tensors(page) == before
    choose(page, length=250)
    page.locator("#compare").click()
    finished(page, "Compared")
    cells = page.locator("#comparison td").all_inner_texts()
    assert cells[0::2] == ["the same 250 characters"] * 3
    assert all(float(each) > 0 for each in cells[1::2])
    assert tensors(page) == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"prompt": "A café"},
            "prompt: the model has never seen “é”, character 6. It knows",
        ),
        ({"prompt": ""}, "prompt: type at least one character"),
        ({"length": ""}, "Characters: expected a whole number from 1 to 5000"),
    ],
)
def test_mistake_is_named_and_can_be_mended(page, change, says):
    usual = {name: page.locator(f"#{name}").input_value() for name in change}
    choose(page, **change)
    page.locator("#write").click()
    page.locator("#problem", has_text=says).wait_for(timeout=5_000)
    choose(page, **usual)
    write(page)
    assert page.locator("#problem").inner_text() == ""


def test_text_appears_live_and_can_be_stopped(page):
    choose(page, length=3000)
    page.locator("[name=pace][value=watch]").check()
    page.locator("#write").click()
    finished(page, "of 3000")
    page.locator("#text span[title]").nth(5).wait_for()
    assert page.locator("#write").is_disabled()
    page.locator("#stop").press("Enter")
    finished(page, "Stopped")
    assert 5 < len(written(page)) < 3000
    assert page.locator("#write").is_enabled()


def test_keyboard_alone_is_enough(page):
    choose(page, length=60)
    page.locator("#prompt").focus()
    for name in ("temperature", "top-p", "length", "seed"):
        page.keyboard.press("Tab")
        assert page.locator(f"#{name}").evaluate(
            "e => e === document.activeElement"
        )
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.locator("#write").press("Enter")
    finished(page)
    page.locator("#text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator(".chosen").count() == 1
    said = page.locator("#inspect").inner_text()
    assert "bits of surprise. Expected: " in said
    assert said.count("%") == 5


def test_gates_are_drawn_and_follow_the_unit(page):
    drawings = page.locator("canvas").all()
    assert len(drawings) == 3
    before = [canvas.get_attribute("aria-label") for canvas in drawings]
    assert all(": i 0." in label for label in before)
    first = page.locator("#unit-0").input_value()
    other = str((int(first) + 1) % 256)
    page.locator("#unit-0").fill(other)
    after = drawings[0].get_attribute("aria-label")
    assert after.startswith(f"Unit {other} at ")
    ink = drawings[0].evaluate(
        """canvas => {
          const { width, height } = canvas;
          const pixels = canvas.getContext("2d")
            .getImageData(0, 0, width, height).data;
          return pixels.filter((value, k) => k % 4 === 3 && value).length;
        }"""
    )
    assert ink > 2_000


def test_gates_of_tensorflow_are_those_of_plain_javascript(page):
    choose(page, length=80)
    labels = []
    for engine in ("plain", "wasm"):
        write(page, engine)
        labels.append(page.locator("canvas").first.get_attribute("aria-label"))
    assert labels[0] == labels[1]


def test_sources_are_those_of_the_files_that_run(page):
    for name, file in (("plain", "lstm"), ("tensorflow", "tensorflow")):
        shown = page.locator(f"#{name}-source").text_content()
        assert shown == (web.WEB / f"{file}.mjs").read_text("utf-8")


def test_screen_reader_hears_whole_pieces(page):
    choose(page, length=130)
    write(page, "plain", "watch")
    spoken = page.locator("#spoken")
    assert spoken.get_attribute("aria-live") == "polite"
    assert spoken.text_content().endswith(
        page.locator("#status").text_content()
    )


def test_every_control_has_a_name(page):
    for control in page.locator("input, button, textarea, canvas, pre").all():
        assert control.evaluate(
            "e => e.labels?.length > 0 || e.textContent.trim() !== ''"
            " || e.hasAttribute('aria-label')"
        )


@pytest.mark.parametrize("width", [360, 1000])
def test_nothing_is_wider_than_the_page(open_page, width):
    page = open_page(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_from_the_paper(open_page, scheme):
    page = open_page(color_scheme=scheme)
    pairs = page.evaluate(
        """() => {
          const page = getComputedStyle(document.body);
          const texts = [".note", "#about", ".prompt", ".s4", "#legend .s3"];
          const styles = texts.map((t) =>
            getComputedStyle(document.querySelector(t)));
          const clear = "rgba(0, 0, 0, 0)";
          return styles.map((style) => [style.color,
            style.backgroundColor === clear
              ? page.backgroundColor : style.backgroundColor]);
        }"""
    )
    for pair in pairs:
        rgb = [[int(n) for n in c[4:-1].split(",")] for c in pair]
        light, dark = sorted(map(luminance, rgb), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 4.5, pair


def luminance(rgb):
    return np.dot((0.2126, 0.7152, 0.0722), (np.array(rgb) / 255) ** 2.2)


def test_policy_is_strict(site):
    source = (site / "index.html").read_text("utf-8")
    assert "default-src 'none'" in source
    assert "unsafe-inline" not in source
    assert "'unsafe-eval'" not in source
    assert "//" not in source
    assert "style=" not in source
