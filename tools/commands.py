"""The commands of the course: what `run.py` and the Makefile offer.

The standard library is all there is until the environment is set up.
"""

import os
import sys
from typing import NamedTuple

from tools import lab
from tools.environment import Environment
from tools.failure import Failure
from tools.run import hand_over


class Command(NamedTuple):
    """What a command is for, and the module in the environment that does it.

    `check` raises Failure for arguments that the module would refuse, before
    the environment is set up for nothing.
    """

    about: str
    module: str = ""
    check: object = None


COMMANDS = {
    "lab": Command("open the course in JupyterLab", "tools.lab", lab.options),
    "test": Command("run the unit tests and every notebook", "tools.suite"),
    "test-deep": Command("run the notebooks under stress", "tools.deep"),
    "notebooks": Command("make the notebooks of the lessons", "tools.build"),
    "claims": Command("put the claims to fresh seeds", "tools.claims"),
    "results": Command("write the page of results", "tools.results"),
    "bench": Command("measure what takes how long", "tools.bench"),
    "web": Command("build the page and serve it here", "tools.web"),
    "lint": Command("look for mistakes of form in the code", "tools.lint"),
    "setup": Command("only set up the environment, .venv"),
}


def main(arguments):
    """Run one command; return the exit status, or hand over to its module."""
    name, *rest = arguments or ["--help"]
    command = COMMANDS.get(name)
    if command is None:
        print(_usage())
        return 0 if name in ("-h", "--help", "help") else 2
    environment = Environment()
    try:
        if command.check:
            command.check(rest)
        environment.bring_up()
    except (Failure, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command starts again.", file=sys.stderr)
        return 130
    if command.module:
        # Modules are found from here, whatever folder this was typed in.
        os.chdir(environment.root)
        python = str(environment.python)
        call = [python, "-m", command.module, *rest]
        hand_over(call, environment.variables())
    return 0


def _usage():
    lines = [f"  {name:<10} {c.about}" for name, c in COMMANDS.items()]
    return "\n".join(["usage: python3 tools/run.py COMMAND", "", *lines])
