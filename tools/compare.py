"""Execute notebooks and compare every output with the saved one."""

import os
import subprocess
import sys
from pathlib import Path

from tools.chapters import NOTEBOOKS, ROOT
from tools.execute import LONGEST
from tools.unattended import environment

_AT_ONCE = 4


def nbval_command(paths=(NOTEBOOKS,)):
    """Return the command that compares notebooks, or folders of them.

    It is to be run in `tools.unattended.environment()`. Several notebooks
    run at the same time, but no more than there are cores.
    """
    paths = [Path(path).resolve() for path in paths]
    count = sum(
        len(list(path.glob("*.ipynb"))) if path.is_dir() else 1
        for path in paths
    )
    workers = min(count, os.cpu_count() or 1, _AT_ONCE)
    return [
        *(sys.executable, "-m", "pytest"),
        *("-c", str(ROOT / "tests" / "nbval.ini")),
        f"--rootdir={ROOT}",
        f"--nbval-cell-timeout={LONGEST}",
        f"--color={'yes' if sys.stdout.isatty() else 'no'}",
        f"--numprocesses={workers if workers > 1 else 0}",
        *map(str, paths),
    ]


def main(arguments=None):
    """Compare the notebooks at the paths given, or all; return the status."""
    paths = sys.argv[1:] if arguments is None else arguments
    command = nbval_command(paths or (NOTEBOOKS,))
    return subprocess.run(command, env=environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
