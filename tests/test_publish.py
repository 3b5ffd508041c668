"""A build takes the place of the one before as a whole, or not at all."""

from pathlib import Path

import pytest

from zeren.errors import BuildError
from zeren.publish import refuse_foreign, staging, swap

PARTS = ("facts", "report.json")


def made(folder: Path, words: str) -> Path:
    (folder / "facts").mkdir(parents=True)
    (folder / "facts" / "table").write_text(words)
    (folder / "report.json").write_text(words)
    return folder


def words(out: Path) -> list[str]:
    return [(out / "facts" / "table").read_text(), (out / "report.json").read_text()]


def test_the_parts_take_their_place_and_other_files_stay(tmp_path: Path) -> None:
    out = made(tmp_path / "out", "old")
    (out / "mine.svg").write_text("mine")
    with staging(out) as stage:
        swap(made(stage / "new", "new"), out, PARTS)
    assert words(out) == ["new", "new"]
    assert (out / "mine.svg").read_text() == "mine"
    assert list(tmp_path.iterdir()) == [out]


def test_where_one_part_cannot_be_moved_all_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = made(tmp_path / "out", "old")
    rename = Path.rename
    with staging(out) as stage:
        new = made(stage / "new", "new")

        def refuse(self: Path, target: Path) -> Path:
            if self == new / "report.json":
                raise PermissionError(13, "in use")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(BuildError, match="in use"):
            swap(new, out, PARTS)
    assert words(out) == ["old", "old"]
    assert list(tmp_path.iterdir()) == [out]


def test_the_staging_folder_goes_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staging(tmp_path / "out") as stage:
        (stage / "half").write_text("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    with pytest.raises(BuildError, match="not made by zeren"):
        refuse_foreign(tmp_path, PARTS, "report.json")
    (tmp_path / "report.json").touch()
    refuse_foreign(tmp_path, PARTS, "report.json")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(BuildError, match="is a file"):
        refuse_foreign(tmp_path / "out", PARTS, "report.json")
