"""Writing a file whole or not at all, for exports, charts and answers alike; what cannot be written is told in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zeren.errors import BuildError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; it takes the place of `path` at the end, or vanishes after an error.

    `BuildError` where `path` is a folder or cannot be written.
    """
    if path.is_dir():
        raise BuildError(f"{path}: is a folder; name a file to write")
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield partial
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def make_folder(path: Path) -> None:
    """The folder with all above it; `BuildError` where it is a file or cannot be made."""
    if path.is_file():
        raise BuildError(f"{path}: is a file; name a folder to write in")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> BuildError:
    beneath_file = isinstance(error, (FileExistsError, NotADirectoryError))
    reason = "a file stands where a folder should" if beneath_file else error.strerror
    return BuildError(f"{path}: cannot be written ({reason}); choose another place, or free this one")
