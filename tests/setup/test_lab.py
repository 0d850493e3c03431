"""JupyterLab as `make lab` starts it, without a browser."""

import getpass
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.running_lab import address, running
from tools import lab
from tools.chapters import ROOT

SETTINGS = re.compile(r'"jupyter-config-data"[^>]*>(.*?)</script>', re.S)

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Ctrl-C cannot be sent to one process"
)


@pytest.fixture
def home(tmp_path):
    """An empty home directory, and a broken kernel that must not be used."""
    kernel = tmp_path / "home/.local/share/jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    spec = {"argv": ["/nowhere"], "display_name": "broken", "language": "x"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    return tmp_path / "home"


def get(url):
    """Return the body of a page, from this computer and through no proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=20) as answer:
        return answer.read().decode()


def api(url, name):
    """Return what the server of this address answers to a question."""
    start, token = re.fullmatch(r"(http://[^/]+)/.*token=(\w+)", url).groups()
    return json.loads(get(f"{start}/api/{name}?token={token}"))


def test_opens_the_first_chapter_and_ends_cleanly(home):
    with running(home) as (process, lines):
        url = address(lines)
        first = min(path.name for path in ROOT.glob("notebooks/*.ipynb"))
        assert f"/lab/tree/{first}?token=" in url
        assert url.startswith("http://127.0.0.1:")
        settings = json.loads(SETTINGS.search(get(url))[1])
        assert settings["news"] == {"disabled": True}
        with pytest.raises(urllib.error.HTTPError, match="403"):
            get(url.partition("/lab")[0] + "/api/contents")
        names = [item["name"] for item in api(url, "contents")["content"]]
        copied = {path.name for path in ROOT.glob("notebooks/*.ipynb")}
        assert set(names) == copied
        kernels = api(url, "kernelspecs")["kernelspecs"]
        assert kernels["python3"]["spec"]["display_name"] != "broken"
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(30) == 0
    assert rest.split() == ["JupyterLab", "has", "stopped."]


def test_next_port_where_one_is_taken_and_the_way_in_from_outside(home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        connection = "192.0.2.1 50000 192.0.2.7 22"
        options = ("--port", str(port))
        with running(home, *options, SSH_CONNECTION=connection) as started:
            process, lines = started
            lines.append(process.stdout.readline().rstrip())
            real = int(address(lines).split(":")[2].split("/")[0])
            assert port < real <= port + 100
            tunnel = f"ssh -N -L {real}:127.0.0.1:{real}"
            assert lines[-1].endswith(
                f"{tunnel} {getpass.getuser()}@192.0.2.7"
            )


def test_new_editions_are_announced(home):
    with running(home) as (_, lines):
        assert not any("new edition" in line for line in lines)
    name = min(path.name for path in ROOT.glob("notebooks/*.ipynb"))
    copy = home / "work" / name
    notebook = json.loads(copy.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "# Something older"
    copy.write_text(json.dumps(notebook))
    (home / "work" / ".editions.json").unlink()
    with running(home) as (_, lines):
        assert any(f"new editions of {name}" in line for line in lines)
    assert "Something older" in copy.read_text()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"DISPLAY": ":0", "BROWSER": "true"}, True),
        ({"DISPLAY": ":0", "BROWSER": "true", "SSH_CONNECTION": "a"}, False),
        ({}, False),
    ],
)
def test_browser_only_where_it_is_seen(variables, expected):
    if sys.platform != "linux":
        pytest.skip("a display is always there")
    asked = "from tools import lab; print(lab._has_browser())"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == str(expected)


def test_options_have_the_defaults_of_one_learner_on_one_computer():
    chosen = lab.options([])
    assert (chosen.ip, chosen.port, chosen.browser) == (
        "127.0.0.1",
        8888,
        True,
    )
