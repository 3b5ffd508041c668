"""Publishing by staging and swap: a build is made beside its folder and takes its place at the end, or leaves no trace.

Apart from `build.py`, because it knows nothing of documents: it moves parts of folders, all of them or none.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import IO, Final

from zeren.errors import BuildError

if sys.platform != "win32":
    import fcntl


LOCK: Final = ".building"
"""The file in a staging folder that its process holds locked until it ends, however it ends."""


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """An empty folder beside `out`, on the same disk, removed at the end whatever happens.

    Folders that killed builds of `out` left behind go too, once this build has ended well: a build that was killed while
    it took its place left there what it had replaced.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        lock = _hold(stage)
    except OSError as error:
        raise BuildError(f"{out}: cannot be written here ({error.strerror}); choose another folder with -o") from error
    try:
        yield stage
        for left in out.parent.glob(f".{escape(out.name)}-*/{LOCK}"):
            if left.parent != stage and _abandoned(left):
                shutil.rmtree(left.parent, ignore_errors=True)
    finally:
        lock.close()
        shutil.rmtree(stage, ignore_errors=True)


def _hold(stage: Path) -> IO[bytes]:
    """The lock file of a staging folder, open; it bears its name only once it is locked."""
    if sys.platform == "win32":
        return (stage / LOCK).open("wb")
    lock = (stage / f"{LOCK}.new").open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    (stage / f"{LOCK}.new").rename(stage / LOCK)
    return lock


def _abandoned(lock: Path) -> bool:
    """Whether no living process holds the file; in doubt, one does. On Windows an open file cannot be removed."""
    try:
        if sys.platform == "win32":
            lock.unlink()
            return True
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def refuse_foreign(out: Path, parts: Sequence[str], mark: str) -> None:
    """Raise `BuildError` where `out` is a file, or holds one of the parts and not the mark of an earlier build."""
    if out.exists() and not out.is_dir():
        raise BuildError(f"{out}: is a file; name a folder with -o")
    foreign = [] if (out / mark).is_file() else [part for part in parts if (out / part).exists()]
    if foreign:
        raise BuildError(
            f"{out / foreign[0]}: was not made by zeren and would be replaced; choose another folder with -o"
        )


def swap(stage: Path, out: Path, parts: Sequence[str]) -> None:
    """Move the parts from `stage` into `out` in place of what stands there; where one cannot be moved, undo the others.

    What was replaced ends in `stage`. Other files in `out` stay as they are.
    """
    aside = stage / "replaced"
    aside.mkdir()
    moved: list[tuple[Path, Path]] = []
    complete = False
    try:
        out.mkdir(exist_ok=True)
        for part in parts:
            for source, target in ((out / part, aside / part), (stage / part, out / part)):
                if source.exists():
                    source.rename(target)
                    moved.append((source, target))
        complete = True
    except OSError as error:
        raise BuildError(
            f"{out}: could not be replaced ({error.strerror}); close what uses it and build again"
        ) from error
    finally:
        if not complete:
            _undo(moved)


def _undo(moved: list[tuple[Path, Path]]) -> None:
    for source, target in reversed(moved):
        target.rename(source)
