"""The line that says what a long step is doing."""

import io
import threading

from tools import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_terminal_gets_one_line_rewritten():
    terminal, clock = Terminal(), Clock()
    line = progress.Progress(terminal, clock)
    line.say("asking")
    line.say("a package")
    clock.now += 1.2
    line.tick()
    text = terminal.getvalue()
    assert "\n" not in text
    shown = [part.strip() for part in text.split("\r")]
    assert shown == ["", "asking", "a package", "a package, 1 s"]


def test_terminal_is_left_clean():
    terminal = Terminal()
    with progress.Progress(terminal).running() as line:
        line.say("a package")
    last = terminal.getvalue().split("\r")[-2:]
    assert [part.strip() for part in last] == ["", ""]
    assert len(last[0]) >= len("  a package")


def test_log_gets_a_line_at_first_and_then_now_and_then():
    log, clock = io.StringIO(), Clock()
    line = progress.Progress(log, clock)
    for number in range(50):
        line.say(f"package {number}")
        clock.now += 0.1
        line.tick()
    clock.now += 20
    line.tick()
    line.tick()
    assert log.getvalue().splitlines() == [
        "  package 0",
        "  package 49, 20 s",
    ]


def test_time_moves_by_itself(monkeypatch):
    ticked = threading.Event()
    monkeypatch.setattr(progress.Progress, "tick", lambda line: ticked.set())
    with progress.Progress(io.StringIO()).running():
        assert ticked.wait(60)


def test_nothing_ticks_after_the_end():
    before = threading.active_count()
    with progress.Progress(io.StringIO()).running():
        assert threading.active_count() == before + 1
    assert threading.active_count() == before
