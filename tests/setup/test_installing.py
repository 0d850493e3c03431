"""Why installing failed, in one line."""

import os
import sys

import pytest

from tools import installing
from tools.failure import Failure

RETRY = "WARNING: Retrying after connection broken by"
NONE = "ERROR: No matching distribution found for tensorflow==2.21.0"

CASES = {
    "disk": ("ERROR: [Errno 28] No space left on device", "disk is full"),
    "hash": (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE",
        "damaged",
    ),
    "certificate": (
        f"{RETRY} 'SSLError(CERTIFICATE_VERIFY_FAILED)'\n{NONE}",
        "certificate",
    ),
    "proxy": (f"{RETRY} 'ProxyError('Cannot connect')'\n{NONE}", "proxy"),
    "offline": (f"{RETRY} 'NewConnectionError'\n{NONE}", "no network"),
    "slow": (f"{RETRY} 'ReadTimeoutError'\n{NONE}", "no network"),
    "locked": ("ERROR: [WinError 32] in use", "if JupyterLab is open"),
    "platform": (NONE, "no edition for this computer"),
    "other": ("Segmentation fault", "what went wrong is in"),
}


def fail(said, log, each_line=None):
    code = f"print({said!r}); raise SystemExit(1)"
    installing.run(
        [sys.executable, "-c", code],
        variables=os.environ,
        folder=log.parent,
        log=log,
        each_line=each_line,
    )


@pytest.mark.parametrize("case", CASES)
def test_reason_is_named(case, tmp_path):
    said, reason = CASES[case]
    log = tmp_path / "setup.log"
    with pytest.raises(Failure) as caught:
        fail(said, log)
    message = str(caught.value)
    assert reason in message
    assert str(log) in message
    assert "\n" not in message
    offline = isinstance(caught.value, installing.Offline)
    assert offline == (case in ("offline", "slow"))
    assert log.read_text().strip() == said


def test_retry_that_succeeded_long_ago_is_no_reason(tmp_path):
    lines = [RETRY, *["Collecting a package"] * 100, NONE]
    with pytest.raises(Failure, match="no edition"):
        fail("\n".join(lines), tmp_path / "log")


def test_each_line_is_passed_on(tmp_path):
    seen = []
    with pytest.raises(Failure):
        fail("Collecting a\nCollecting b", tmp_path / "log", seen.append)
    assert seen == ["Collecting a", "Collecting b"]
