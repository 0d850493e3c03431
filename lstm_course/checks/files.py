"""Files that survive a crash, and a lock between processes."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    import msvcrt

    def _acquire(handle):
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _release(handle):
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:

    def _acquire(handle):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(handle):
        fcntl.flock(handle, fcntl.LOCK_UN)


_PAUSE = 0.02
_RETRIES = 5


@contextlib.contextmanager
def locked(path, patience=5.0):
    """Hold the lock file at `path` among all processes of this machine.

    The operating system frees the lock of a process that has died, so a
    file that was left behind means nothing. Raises OSError when it cannot
    be had within `patience` seconds.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        deadline = time.monotonic() + patience
        while True:
            try:
                _acquire(handle)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)
        try:
            yield
        finally:
            _release(handle)
    finally:
        os.close(handle)


def write(path, content):
    """Replace the file at `path` by bytes; never leave half of them.

    Raises OSError; the old file is then untouched.
    """
    path = Path(path)
    handle, name = tempfile.mkstemp(
        dir=path.parent, prefix=f".{path.name}.", suffix=".new"
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def set_aside(path, label):
    """Rename a file to a free name with `label` in it; return the name."""
    path = Path(path)
    number = 1
    while True:
        free = path.with_name(f"{path.stem}.{label}-{number}{path.suffix}")
        if not free.exists():
            path.rename(free)
            return free.name
        number += 1


def _replace(source, target):
    """Replace a file; on Windows a reader may hold it for a moment."""
    for _ in range(_RETRIES):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            time.sleep(_PAUSE)
    os.replace(source, target)
