"""The gate playground: drive one cell by hand, step by step."""

from importlib import resources

from lstm_course.widgets.page import Page

_FILES = resources.files(__name__)


def playground():
    """Return the playground, a page that needs no kernel and no network."""
    source = _read("playground.html")
    for name in ("playground.css", "cell.js", "game.js", "playground.js"):
        source = source.replace(f"/* {name} */", _read(name))
    return Page(source, "the gate playground", height=880)


def _read(name):
    return _FILES.joinpath(name).read_text(encoding="utf-8")
