"""Run what installs, keep what it says, and say in one line why it failed."""

import subprocess
from typing import NamedTuple

from tools.failure import Failure

_LAST_LINES = 60
"""How far back an installer's words for its failure may stand."""


class Offline(Failure):
    """What is to be installed cannot be fetched; nothing has changed."""


class _Reason(NamedTuple):
    signs: tuple
    says: str
    kind: type = Failure


# The first that fits counts: a refused certificate is also a broken
# connection, and without a connection no package has an edition.
_REASONS = (
    _Reason(
        ("No space left on device", "[Errno 28]", "not enough space on"),
        "the disk is full",
    ),
    _Reason(
        ("DO NOT MATCH THE HASHES",),
        "a download was damaged, or is not the file that was tested",
    ),
    _Reason(
        ("CERTIFICATE_VERIFY_FAILED", "SSLError"),
        "the certificate of the package index was refused; behind a proxy"
        " that has its own, name it: pip config set global.cert FILE",
    ),
    _Reason(
        ("ProxyError", "Tunnel connection failed"),
        "the proxy refused the connection; see HTTPS_PROXY and pip config",
    ),
    _Reason(
        (
            "connection broken by",
            "Connection aborted",
            "ConnectionError",
            "IncompleteRead",
            "NewConnectionError",
            "Temporary failure in name resolution",
            "timed out",
        ),
        "no network connection to the package index; connect, then type the"
        " same command again",
        Offline,
    ),
    _Reason(
        ("Permission denied", "[Errno 13]", "[WinError 5]", "[WinError 32]"),
        "a file may not be written; if JupyterLab is open, close it",
    ),
    _Reason(
        ("No matching distribution", "is not a supported wheel"),
        "a package has no edition for this computer; TensorFlow runs on"
        " Linux, on Windows with an Intel or AMD processor, and on Macs with"
        " an Apple one",
    ),
)


def run(command, *, variables, folder, log, each_line=None):
    """Run `command` in `folder`, which adds or changes packages.

    What it prints is added to the file `log`; `each_line` is called with each
    line. Raises Failure with the reason, Offline if that is the network.
    """
    said = []
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("a", encoding="utf-8") as file,
        subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as child,
    ):
        for line in child.stdout:
            file.write(line)
            said.append(line.rstrip())
            if each_line:
                each_line(said[-1])
    if child.returncode:
        raise _failure("\n".join(said[-_LAST_LINES:]), log)


def _failure(said, log):
    for reason in _REASONS:
        if any(sign in said for sign in reason.signs):
            return reason.kind(f"{reason.says} (details: {log})")
    return Failure(f"installing failed; what went wrong is in {log}")
