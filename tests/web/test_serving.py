"""`make web`: what it needs, what it builds, what it serves."""

import sys
import threading
from urllib.request import urlopen

import pytest

from tools import commands, web
from tools.failure import Failure


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """Take the packages away."""
    monkeypatch.setattr(web, "PACKAGES", tmp_path / "node_modules")
    return monkeypatch


def test_it_is_one_of_the_commands():
    assert commands.COMMANDS["web"].module == "tools.web"


def test_one_line_says_that_npm_is_missing(bare, capsys):
    bare.setattr(web.shutil, "which", lambda name: None)
    assert web.main([]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "npm was not found: install Node.js" in said[0]


def test_one_line_says_that_npm_failed(bare, capsys):
    bare.setattr(web.shutil, "which", lambda name: sys.executable)
    assert web.main([]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "could not install TensorFlow.js" in said[0]


def test_nothing_is_built_without_the_packages(bare, tmp_path):
    with pytest.raises(Failure, match=r"needs TensorFlow\.js"):
        web.build(tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_page_is_complete(site, writer):
    files = {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()}
    assert {"index.html", "page.css", "page.mjs", "lstm.mjs"} <= files
    assert {f"tfjs/{name.split('/')[-1]}" for name in web.TENSORFLOW} <= files
    assert {"model/model.json", "model/writer.json"} <= files
    size = sum(p.stat().st_size for p in site.rglob("*") if p.is_file())
    weights = 4 * writer.model.count_params()
    assert weights < size < weights + 1_600_000


def test_page_holds_every_module_that_it_imports(site):
    for module in site.glob("*.mjs"):
        for line in module.read_text("utf-8").splitlines():
            if " from " in line and line.endswith('.mjs";'):
                name = line.split('"')[-2]
                assert (site / name).is_file(), f"{module.name}: {name}"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html"),
        ("page.mjs", "text/javascript"),
        ("tf.js", "text/javascript"),
        ("x.wasm", "application/wasm"),
        ("model.json", "application/json"),
        ("page.css", "text/css"),
        ("icon.svg", "image/svg+xml"),
    ],
)
def test_files_have_their_types(tmp_path, name, kind):
    (tmp_path / name).write_text("x")
    server = web.server(tmp_path, 8500)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host, port = server.server_address
    assert host == "127.0.0.1"
    with urlopen(f"http://{host}:{port}/{name}") as answer:
        assert answer.headers.get_content_type() == kind
    server.shutdown()
    server.server_close()
    thread.join()


def test_next_port_is_taken_if_one_is_in_use(tmp_path):
    with web.server(tmp_path, 8600) as one, web.server(tmp_path, 8600) as two:
        assert two.server_address[1] > one.server_address[1]
