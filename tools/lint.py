"""Look for mistakes of form: python -m tools.lint."""

import subprocess
import sys

from tools.chapters import ROOT

_LINT_IMPORTS = """\
from importlinter.cli import lint_imports_command
lint_imports_command(["--no-logo"])
"""

CHECKS = {
    "style": ["-m", "ruff", "check"],
    "format": ["-m", "ruff", "format", "--check"],
    "layers": ["-c", _LINT_IMPORTS],
}
"""What Python is to run for each check, in the root of the checkout."""


def check(name):
    """Run one of the CHECKS; return the finished process and its output."""
    return subprocess.run(
        [sys.executable, *CHECKS[name]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def main():
    """Run all checks, print what they found; return the exit status."""
    found = 0
    for name in CHECKS:
        done = check(name)
        found += bool(done.returncode)
        print(f"{name}: {'mistakes' if done.returncode else 'fine'}")
        if done.returncode:
            print(done.stdout)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
