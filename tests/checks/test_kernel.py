"""Checks in a real kernel: what cannot be stopped, Interrupt, errors."""

import time

import pytest
from jupyter_client.manager import start_new_kernel

SETUP = """
import time
import numpy as np
from lstm_course import checks
from lstm_course.checks import display, interrupt
from lstm_course.checks.exercise import Case, FunctionExercise, Output

def exercise(limit):
    def twice(x):
        '''Return x twice.'''
        return 2 * x

    return FunctionExercise(
        solution=twice, hints=(), mistakes=(), tried="one case",
        cases=lambda rng: [Case((np.ones(2),), "one")],
        outputs=(Output("y", ("units",)),), limit=limit,
    )

def judge(answer, limit):
    display.verdict("twice", exercise(limit).judge(answer))
"""


class Kernel:
    """A kernel, and what its cells put out, with the times of arrival."""

    def __init__(self, manager, client):
        self.manager = manager
        self._client = client

    def run(self, code, interrupt_at=None):
        """Return pairs (seconds, text) of what the cell puts out."""
        begin = time.monotonic()
        found = []
        self._client.execute(code)
        while True:
            message = self._client.get_iopub_msg(timeout=60)
            after = time.monotonic() - begin
            content = message["content"]
            kind = message["msg_type"]
            if kind == "status" and content["execution_state"] == "idle":
                return found
            if kind == "execute_input" and interrupt_at is not None:
                time.sleep(interrupt_at)
                self.manager.interrupt_kernel()
            if kind == "stream":
                found.append((after, content["text"]))
            if kind in ("display_data", "execute_result"):
                found.append((after, content["data"]["text/plain"]))
            if kind == "error":
                found.append((after, "\n".join(content["traceback"])))


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kernel")
    with pytest.MonkeyPatch.context() as patch:
        # A learner's kernel, also when the whole test runs unattended.
        patch.delenv("LSTM_COURSE_UNATTENDED", raising=False)
        patch.setenv("LSTM_COURSE_WORK", str(folder))
        manager, client = start_new_kernel(cwd=str(folder))
    try:
        made = Kernel(manager, client)
        assert made.run(SETUP) == []
        yield made
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_calculation_that_cannot_be_stopped_is_told_while_it_hangs(kernel):
    told, judged = kernel.run(
        "interrupt.GRACE = 0.5\n"
        "judge(lambda x: time.sleep(5), 0.2)\n"
        "interrupt.GRACE = 2.0"
    )
    assert "Choose Interrupt in the Kernel menu" in told[1]
    assert "choose Restart" in told[1]
    assert judged[1].startswith("✗ twice: ")
    assert judged[0] - told[0] > 0.5


def test_swallowed_interrupt_does_not_help_an_endless_answer(kernel):
    code = """
def twice(x):
    while True:
        try:
            time.sleep(0.01)
        except:
            pass

judge(twice, 0.3)
"""
    ((after, text),) = kernel.run(code)
    assert "had not answered after 0.3 seconds and was stopped" in text
    assert "line " in text
    assert after < 3


def test_interrupt_by_the_learner(kernel):
    code = "def twice(x):\n    while True:\n        x = x + 1\n\n"
    ((after, text),) = kernel.run(f"{code}judge(twice, 50)", interrupt_at=1)
    assert "✗ twice: It was interrupted." in text
    assert after < 20


def test_nothing_follows(kernel):
    assert kernel.run("time.sleep(0.7); 6 * 7")[0][1] == "42"


def test_line_of_the_cell_is_shown(kernel):
    code = "a = 1\ndef twice(x):\n    return np.tahn(x)\n\njudge(twice, 1)"
    ((_, text),) = kernel.run(code)
    assert "Line 3 of your code stops with AttributeError" in text
    assert "line 3:  return np.tahn(x)" in text


def test_unknown_check_without_a_traceback(kernel):
    ((_, text),) = kernel.run("checks.naive_forcast(3)")
    assert text == (
        "✗ No exercise is called 'naive_forcast'. Did you mean "
        "'naive_forecast'?"
    )


def test_cards_have_controls(kernel):
    ((_, text),) = kernel.run("checks.predict('remember/window')")
    assert text.startswith("VBox(")
