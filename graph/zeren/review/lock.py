"""One process at a time on the table of decisions, on every system; a lock ends with its process, however that ends.

Apart from `decisions`, because it knows nothing of them: two that write a file anew, each from what it read before, lose
the work of one.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from zeren.errors import BuildError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE: Final = 30.0
"""Seconds to wait for another process."""
_PAUSE: Final = 0.01


@contextmanager
def alone(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep all others who ask so from `path`, in whose folder a lock file lies meanwhile, on Windows for good.

    `BuildError` where another one keeps it longer than `patience`, or the folder cannot be written.
    """
    lock = path.with_name(f".{path.name}.lock")
    until = time.monotonic() + patience
    while (file := _taken(lock)) is None:
        if time.monotonic() > until:
            raise BuildError(f"{path}: another zeren has kept it for {patience:.0f} seconds; try again when it is done")
        time.sleep(_PAUSE)
    with file:
        try:
            yield
        finally:
            if sys.platform != "win32":  # there no file can go that someone has open
                with suppress(OSError):
                    lock.unlink()


def _taken(lock: Path) -> IO[bytes] | None:
    """The lock file, open and locked; None where another has it, or it went before it was locked."""
    try:
        file = lock.open("ab")
        if _locked(file) and _stands(lock, file):
            return file
    except OSError as error:
        raise BuildError(f"{lock}: cannot be locked ({error.strerror}); name another file") from error
    file.close()
    return None


def _locked(file: IO[bytes]) -> bool:
    with suppress(BlockingIOError, PermissionError):
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _stands(lock: Path, file: IO[bytes]) -> bool:
    """Whether the locked file is the one that others find by its name."""
    with suppress(FileNotFoundError):
        return os.path.samestat(lock.stat(), os.fstat(file.fileno()))
    return False
