"""The line that says what a long step is doing."""

import io
import time

from tools import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_terminal_gets_one_line_rewritten():
    terminal = Terminal()
    with progress.Progress(terminal).running() as line:
        line.say("asking")
        line.say("a package")
        time.sleep(1.2)
    text = terminal.getvalue()
    assert "\n" not in text
    shown = [part.strip() for part in text.split("\r")]
    assert shown[1:4] == ["asking", "a package", "a package, 1 s"]
    assert shown[-1] == ""


def test_log_gets_a_line_at_first_and_then_now_and_then(monkeypatch):
    monkeypatch.setattr(progress, "_QUIET", 1)
    log = io.StringIO()
    with progress.Progress(log).running() as line:
        for number in range(50):
            line.say(f"package {number}")
        time.sleep(1.5)
    assert log.getvalue().splitlines() == [
        "  package 0",
        "  package 49, 1 s",
    ]
