"""The graph on disk: each load makes a new version beside the old, and a pointer file says which one counts.

    store/CURRENT       the name of the version that readers open, replaced in one step
    store/000002/       an Oxigraph (RocksDB) database that no one writes to any more

Apart from the queries, because a reader must never see half a load. A reader opens one version read only and keeps it;
the version before the current one stays on disk for readers that opened it earlier, older ones are removed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.errors import StoreError

if TYPE_CHECKING:
    from pyoxigraph import Store

CURRENT: Final = "CURRENT"
KEPT: Final = 2
"""How many versions stay on disk: the current one and the one before it."""
_LOADING: Final = ".loading"
_REMEDY: Final = "run `zeren build` again"


def publish(nquads: Path, folder: Path) -> Path:
    """Load a file of N-Quads as a new version of the store in `folder` and make it current; the version's folder.

    `StoreError` where the file is missing or broken or the folder cannot be written; readers then keep what they had.
    """
    import pyoxigraph as ox

    if not nquads.is_file():
        raise StoreError(f"{nquads}: no such file; {_REMEDY}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        loading = _new_version(folder)
    except OSError as error:
        raise StoreError(f"{folder}: no new version can be made here: {error}") from error
    try:
        store = ox.Store(loading)
        store.bulk_load(path=nquads, format=ox.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()
        del store
        version = loading.with_suffix("")
        loading.rename(version)
        _point(folder, version.name)
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        shutil.rmtree(loading, ignore_errors=True)
        raise StoreError(f"{nquads}: not loaded into {folder}: {error}") from error
    _remove_old(folder, version)
    return version


def open_store(folder: Path) -> Store:
    """The current version of the store in `folder`, read only; `StoreError` says what to do where there is none."""
    import pyoxigraph as ox

    version = current(folder)
    try:
        return ox.Store.read_only(str(version))
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{version}: the store is broken; {_REMEDY} ({error})") from error


def current(folder: Path) -> Path:
    """The folder of the version that counts."""
    try:
        name = (folder / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{folder}: no store here; run `zeren build` first or name its output folder") from error
    version = folder / name
    if not name.isdecimal() or not version.is_dir():
        raise StoreError(f"{folder / CURRENT}: names the version {name!r}, which is not here; {_REMEDY}")
    return version


def _new_version(folder: Path) -> Path:
    """A new folder to load into, numbered after all that are here; two loads at once get two numbers."""
    while True:
        loading = folder / f"{max(_numbered(folder), default=0) + 1:06}{_LOADING}"
        try:
            loading.mkdir()
        except FileExistsError:
            continue
        return loading


def _point(folder: Path, name: str) -> None:
    partial = folder / f"{CURRENT}.{name}"
    partial.write_text(f"{name}\n", encoding="utf-8", newline="\n")
    os.replace(partial, folder / CURRENT)


def _remove_old(folder: Path, version: Path) -> None:
    """Remove what is older than the version before this one, loads that never ended among it."""
    versions = _numbered(folder)
    for number in sorted(number for number in versions if number <= int(version.name))[:-KEPT]:
        shutil.rmtree(versions[number], ignore_errors=True)


def _numbered(folder: Path) -> dict[int, Path]:
    """The versions in a folder by number, finished or not."""
    return {int(entry.stem): entry for entry in folder.iterdir() if entry.stem.isdecimal()}
