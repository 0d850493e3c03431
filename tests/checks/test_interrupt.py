"""Calls that do not end."""

import contextlib
import random
import sys
import threading
import time

import numpy as np
import pytest

from lstm_course.checks import interrupt

LIMIT = 0.2


def nothing():
    """Stand for a message that is not looked at."""


def plain_loop():
    n = 0
    while True:
        n += 1


def swallows_everything():
    while True:
        try:  # noqa: SIM105
            time.sleep(0.02)
        except:  # noqa: E722
            pass


def swallows_base_exception():
    while True:
        try:
            np.ones(1000).sum()
        except BaseException:
            continue


def swallows_in_two_loops():
    while True:
        try:
            while True:
                with contextlib.suppress(BaseException):
                    time.sleep(0.02)
        except BaseException as error:
            kept = error
            del kept


def swallows_and_cleans_up():
    while True:
        try:
            time.sleep(0.02)
        except BaseException:
            pass
        finally:
            time.sleep(0.01)


def swallows_and_keeps():
    kept = []
    while True:
        try:
            time.sleep(0.02)
        except BaseException as error:
            kept.append(error)


def endless_generator():
    def ones():
        while True:
            yield 1

    return sum(ones())


@pytest.mark.parametrize(
    "function",
    [
        plain_loop,
        swallows_everything,
        swallows_base_exception,
        swallows_in_two_loops,
        swallows_and_cleans_up,
        swallows_and_keeps,
        endless_generator,
    ],
)
def test_endless_call_is_stopped(monkeypatch, function):
    monkeypatch.setattr(interrupt, "GRACE", 30)
    told = []
    ended = interrupt.call(function, LIMIT, lambda: told.append(1))
    assert ended.stopped
    assert told == []


def test_value_and_exception_come_through():
    assert interrupt.call(lambda: 3, 5, nothing).value == 3
    ended = interrupt.call(lambda: 1 // 0, 5, nothing)
    assert isinstance(ended.error, ZeroDivisionError)
    assert not ended.stopped


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_what_ends_a_program_comes_through(error):
    def function():
        raise error

    ended = interrupt.call(function, 5, nothing)
    assert isinstance(ended.error, error)
    assert not ended.stopped


def test_works_in_another_thread():
    found = []
    thread = threading.Thread(
        target=lambda: found.append(
            interrupt.call(swallows_everything, LIMIT, nothing)
        )
    )
    thread.start()
    thread.join(10)
    assert found[0].stopped


def test_native_call_is_told_while_it_runs(monkeypatch):
    monkeypatch.setattr(interrupt, "GRACE", 0.5)
    held, told, before = threading.Lock(), [], threading.active_count()
    held.acquire()

    def notice():
        told.append(1)
        held.release()

    def native():
        held.acquire(timeout=60)
        return len(told)

    ended = interrupt.call(native, LIMIT, notice)
    assert told == [1]
    assert threading.active_count() == before
    assert ended.stopped or ended.value == 1


def test_nothing_is_raised_after_the_call_has_returned():
    """Calls that end around the limit, again and again."""
    rng = random.Random(0)
    limit = 0.005
    until = time.monotonic() + 2
    stopped = returned = 0
    while time.monotonic() < until:
        end = time.monotonic() + limit + rng.uniform(-1e-3, 1e-2)

        def function(end=end):
            while time.monotonic() < end:
                pass
            return 7

        ended = interrupt.call(function, limit, nothing)
        assert ended.stopped or ended.value == 7
        stopped += ended.stopped
        returned += not ended.stopped
        for _ in range(200):
            pass
    assert stopped
    assert returned


@pytest.mark.parametrize(
    "function", [swallows_everything, swallows_in_two_loops]
)
def test_nothing_is_left_being_handled(function):
    assert interrupt.call(function, LIMIT, nothing).stopped
    assert sys.exc_info() == (None, None, None)
    with pytest.raises(ValueError, match="later") as info:
        raise ValueError("later")
    assert info.value.__context__ is None


def test_end_of_an_iterator_comes_through():
    ended = interrupt.call(lambda: next(iter(())), 5, nothing)
    assert type(ended.error) is StopIteration


def test_message_that_fails_does_not_end_the_watch(monkeypatch):
    monkeypatch.setattr(interrupt, "GRACE", 0.1)

    def failing():
        raise OSError("no display")

    def native_then_endless():
        time.sleep(1)
        while True:
            pass

    assert interrupt.call(native_then_endless, LIMIT, failing).stopped


def test_threads_and_tools_are_given_back():
    before = threading.active_count()
    for _ in range(3):
        interrupt.call(swallows_everything, 0.05, nothing)
    assert threading.active_count() == before
