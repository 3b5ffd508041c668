"""The store: a version at a time, swapped in one step, opened read only, and clear about what is wrong."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from zeren.errors import StoreError
from zeren.rdf import store

LINE = "<urn:a:{0}> <urn:p> <urn:b> <urn:g> .\n"


def nquads(folder: Path, *names: str) -> Path:
    path = folder / "in.nq"
    path.write_text("".join(LINE.format(name) for name in names), encoding="utf-8")
    return path


def subjects(opened: ox.Store) -> set[str]:
    return {str(quad.subject) for quad in opened}


def versions(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if entry.name != store.CURRENT)


def test_what_is_published_can_be_opened_and_asked(tmp_path: Path) -> None:
    version = store.publish(nquads(tmp_path, "one", "two"), tmp_path / "store")
    assert version == store.current(tmp_path / "store")
    assert subjects(store.open_store(tmp_path / "store")) == {"<urn:a:one>", "<urn:a:two>"}


def test_an_opened_store_cannot_be_written(tmp_path: Path) -> None:
    store.publish(nquads(tmp_path, "one"), tmp_path / "store")
    opened = store.open_store(tmp_path / "store")
    node = ox.NamedNode("urn:x:y")
    with pytest.raises((OSError, RuntimeError, ValueError)):
        opened.add(ox.Quad(node, node, node))


def test_a_second_load_replaces_the_first_and_its_reader_keeps_what_it_had(tmp_path: Path) -> None:
    store.publish(nquads(tmp_path, "old"), tmp_path / "store")
    before = store.open_store(tmp_path / "store")
    store.publish(nquads(tmp_path, "new"), tmp_path / "store")
    assert subjects(before) == {"<urn:a:old>"}
    assert subjects(store.open_store(tmp_path / "store")) == {"<urn:a:new>"}


def test_only_the_last_two_versions_stay(tmp_path: Path) -> None:
    for _ in range(4):
        store.publish(nquads(tmp_path, "one"), tmp_path / "store")
    assert versions(tmp_path / "store") == ["000003", "000004"]


def test_a_load_that_never_ended_is_removed_once_two_have_ended_after_it(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    (folder / "000001.loading").mkdir(parents=True)
    store.publish(nquads(tmp_path, "one"), folder)
    assert versions(folder) == ["000001.loading", "000002"]
    store.publish(nquads(tmp_path, "one"), folder)
    assert versions(folder) == ["000002", "000003"]


@pytest.mark.parametrize("text", ["<urn:a> <urn:b> .\n", "<a> <b> <c> <d> .\n", "\x00\n"])
def test_a_broken_file_changes_nothing(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "store"
    store.publish(nquads(tmp_path, "one"), folder)
    (tmp_path / "broken.nq").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"broken\.nq: not loaded"):
        store.publish(tmp_path / "broken.nq", folder)
    assert versions(folder) == ["000001"]
    assert subjects(store.open_store(folder)) == {"<urn:a:one>"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.nq: no such file"):
        store.publish(tmp_path / "none.nq", tmp_path / "store")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="no new version can be made here"):
        store.publish(nquads(tmp_path, "one"), tmp_path / "store")


def test_where_nothing_was_built_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run `zeren build` first"):
        store.open_store(tmp_path)


@pytest.mark.parametrize("pointer", ["000009\n", "../elsewhere\n", ""])
def test_a_pointer_to_nowhere_is_named(tmp_path: Path, pointer: str) -> None:
    store.publish(nquads(tmp_path, "one"), tmp_path / "store")
    (tmp_path / "store" / store.CURRENT).write_text(pointer, encoding="utf-8")
    with pytest.raises(StoreError, match=r"names the version .* run `zeren build` again"):
        store.open_store(tmp_path / "store")


def test_a_broken_database_is_named(tmp_path: Path) -> None:
    version = store.publish(nquads(tmp_path, "one"), tmp_path / "store")
    (version / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(StoreError, match=r"000001: the store is broken; run `zeren build` again"):
        store.open_store(tmp_path / "store")
