"""Let one process at a time change the environment."""

import contextlib
import errno
import os
import time

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

if os.name == "nt":
    import msvcrt

    def _take(file):
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def held(path, say_waiting):
    """Hold the lock at `path`; call `say_waiting` once if another has it.

    The system gives the lock back when its holder dies.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        told = False
        while not _taken(file):
            if not told:
                say_waiting()
            told = True
            time.sleep(0.5)
        yield


def _taken(file):
    try:
        _take(file)
    except OSError as error:
        # Where the file system has no locks, as on some clusters, the course
        # is to open all the same.
        return error.errno in _NO_LOCKS
    return True
