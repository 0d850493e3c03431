"""Files that survive a crash, and a lock between processes."""

import contextlib
import errno
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


_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_PAUSE = 0.02
_RETRIES = 5
_SUFFIX = ".new"


@contextlib.contextmanager
def locked(path, patience=5.0):
    """Hold the lock file at `path` among all processes of this machine.

    The operating system frees the lock of a process that has died, so a
    file that was left behind means nothing. Raises OSError when the lock
    cannot be had within `patience` seconds. On a file system without locks
    it does nothing.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        held = _wait(handle, time.monotonic() + patience)
        try:
            yield
        finally:
            if held:
                _release(handle)
    finally:
        os.close(handle)


def _wait(handle, deadline):
    """Acquire the lock; return False where there are no locks."""
    while True:
        try:
            _acquire(handle)
            return True
        except OSError as error:
            if error.errno not in _BUSY:
                return False
            if time.monotonic() > deadline:
                raise OSError(
                    errno.EBUSY, "another notebook does not release it"
                ) from error
            time.sleep(_PAUSE)


def write(path, content):
    """Replace the file at `path` by bytes; never leave half of them.

    Raises OSError; the old file is then untouched.
    """
    path = Path(path)
    handle, name = tempfile.mkstemp(
        dir=path.parent, prefix=f".{path.name}.", suffix=_SUFFIX
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


def clear(folder, name):
    """Remove what a process that died while writing `name` has left.

    Nobody else may be writing it.
    """
    for leftover in Path(folder).glob(f".{name}.*{_SUFFIX}"):
        leftover.unlink(missing_ok=True)


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
            Path(source).replace(target)
            return
        except PermissionError:
            time.sleep(_PAUSE)
    Path(source).replace(target)
