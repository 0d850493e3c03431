"""Set up the course and run one of its commands: run.py lab.

Old Pythons must be able to read this file, so that the wrong one gets one
clear line: the syntax is that of Python 2.7, the library the standard one.
What needs more is in `tools.commands`, loaded once the Python is right.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 13)
HERE = os.path.abspath(__file__)
ROOT = os.path.dirname(os.path.dirname(HERE))


def fits():
    """Return True when this Python can run the course.

    TensorFlow comes for 64-bit CPython only, and not without the GIL.
    """
    return (
        OLDEST <= sys.version_info[:2] <= NEWEST
        and sys.maxsize > 2**32
        and sys.implementation.name == "cpython"
        and getattr(sys, "_is_gil_enabled", lambda: True)()
    )


def candidates():
    """List commands that may start a Python that fits, best first."""
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    versions = ["3.%d" % minor for minor in minors]
    if os.name == "nt":
        return [["py", "-" + version] for version in versions]
    built = os.path.join(ROOT, ".venv", "bin", "python")
    return [[built]] + [["python" + version] for version in versions]


def starts(command):
    """Return True when `command` starts a Python that fits."""
    with open(os.devnull, "w") as nowhere:
        try:
            return not subprocess.call(
                command + [HERE, "--fits"], stdout=nowhere, stderr=nowhere
            )
        except OSError:
            return False


def hand_over(command, environment=None):
    """Run `command` in place of this process and end with its exit status.

    A replaced process leaves nobody between the command and its signals.
    Windows has no such thing: there this process waits, and lets Ctrl-C pass.
    """
    environment = environment or os.environ
    sys.stdout.flush()
    if os.name != "nt":
        os.execvpe(command[0], command, environment)
    child = subprocess.Popen(command, env=environment)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            continue


def main(arguments):
    """Run one command under a Python that fits; return the exit status."""
    if arguments == ["--fits"]:
        return 0 if fits() else 1
    if not fits():
        for command in candidates():
            if starts(command):
                hand_over(command + [HERE] + arguments)
        sys.stderr.write(
            "The course needs a 64-bit Python 3.11, 3.12 or 3.13. This is "
            "%s (%s), and no other was found: install one, then type the "
            "same command again.\n" % (sys.version.split()[0], sys.executable)
        )
        return 1
    sys.path[0] = ROOT
    from tools import commands

    return commands.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
