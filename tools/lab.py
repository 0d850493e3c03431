"""Open the course in JupyterLab: python -m tools.lab [--port N] ...

`options` is called before the environment is set up; what is not in the
standard library is therefore imported later.
"""

import argparse
import getpass
import logging
import os
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path

from tools.failure import Failure

_DEFAULTS = Path(__file__).parent / "jupyter"
"""Settings of JupyterLab that nobody has chosen: no news, no updates."""


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Failure(f"lab: {message}; see: python3 tools/run.py lab --help")


def options(arguments):
    """Return the options of `lab`; raise Failure for unknown ones."""
    parser = _Parser(
        prog="run.py lab", description="Open the course in JupyterLab."
    )
    parser.add_argument(
        "--ip",
        default="127.0.0.1",
        help="address to listen on: 0.0.0.0 in a container (default: "
        "%(default)s, this computer only)",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=8888,
        help="first port to try (default: %(default)s)",
    )
    parser.add_argument(
        "--no-browser",
        dest="browser",
        action="store_false",
        help="only print the address",
    )
    return parser.parse_args(arguments)


def main(arguments=None):
    """Lay out the chapters and serve them until Ctrl-C; return the status."""
    chosen = options(arguments)
    work, first = _lay_out()
    server = _server(chosen, work, first)
    # The server takes its port as its loop begins, before what is added now.
    server.io_loop.add_callback(print, _invitation(server), flush=True)
    server.start()
    print("\nJupyterLab has stopped.", flush=True)
    return 0


def _lay_out():
    """Copy missing chapters; return their folder and the first one's name."""
    from lstm_course import workspace
    from lstm_course.update import Copies

    work = workspace.folder()
    work.mkdir(parents=True, exist_ok=True)
    os.environ["LSTM_COURSE_WORK"] = str(work)
    copies = Copies(workspace.checkout() / "notebooks", work)
    for name in copies.missing():
        copies.carry_out(name)
    if outdated := copies.outdated():
        command = Path(os.path.relpath(sys.executable)).with_name(
            "lstm-course"
        )
        print(
            f"There are new editions of {', '.join(outdated)}. To get them,"
            f" and keep what you changed: {command} update"
        )
    return work, next(iter(copies.names()), "")


def _server(chosen, work, first):
    """Return JupyterLab's server, listening on a port that is free."""
    from jupyterlab.labapp import LabApp

    # The kernel of this environment, whatever else the user has installed.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    # Our defaults join the settings of the user, who can still change them.
    paths = [str(_DEFAULTS), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    settings = {
        "ServerApp.root_dir": work,
        "ServerApp.ip": chosen.ip,
        "ServerApp.port": chosen.port,
        "ServerApp.port_retries": 100,
        "ServerApp.open_browser": chosen.browser and _has_browser(),
        # A browser in a sandbox may not read the file in a hidden folder
        # that would otherwise send it to the address.
        "ServerApp.use_redirect_file": False,
        "ServerApp.allow_root": _is_root(),
        # Ctrl-C stops the server without asking.
        "ServerApp.answer_yes": True,
        "Application.log_level": "ERROR",
        "LabApp.default_url": f"/lab/tree/{first}" if first else "/lab",
        # Nothing is fetched from the network while the course runs.
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "LabApp.news_url": None,
    }
    server = LabApp.initialize_server(
        [f"--{name}={value}" for name, value in settings.items()]
    )
    server.log.addFilter(_is_error)
    return server


def _is_error(record):
    # Jupyter tells its address, and that it stops, as critical errors too.
    critical = record.levelno >= logging.CRITICAL
    return not critical or record.getMessage().startswith("ERROR")


def _is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _has_browser():
    """Return True when a browser would open where the learner sees it."""
    if "SSH_CONNECTION" in os.environ:
        return False
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    if sys.platform == "linux" and not any(map(os.environ.get, screens)):
        return False
    with suppress(webbrowser.Error):
        return bool(webbrowser.get())
    return False


def _invitation(server):
    # "Every address" is none that a browser could open.
    everywhere = server.ip in ("", "*", "0.0.0.0", "::")
    address = server.local_url if everywhere else server.public_url
    lines = [
        f"The course is open: {address}",
        "It stops with Ctrl-C.",
    ]
    if "SSH_CONNECTION" in os.environ:
        here = os.environ["SSH_CONNECTION"].split()[2]
        tunnel = f"ssh -N -L {server.port}:127.0.0.1:{server.port}"
        lines.append(
            "From your own computer, open that address while this runs there:"
            f" {tunnel} {getpass.getuser()}@{here}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    status = 1
    try:
        status = main()
    except (Failure, OSError) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        status = 130
    # Threads of the server may outlive it, and would keep the process waiting.
    os._exit(status)
