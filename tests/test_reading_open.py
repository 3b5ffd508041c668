"""One door for every file, and folders of them."""

import io
import os
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from zeren.errors import InputError, TooLarge, UnreadableDocument, UnsupportedFormat
from zeren.reading import open as door
from zeren.reading.open import EXTENSIONS, READERS, REFUSED, format_of, members, read, sources, survey


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return stream.getvalue()


KNOWN = {
    "a page named as a workbook": (b"<!DOCTYPE html><p>x", ".xls", "html"),
    "a page without a name": (b"\xef\xbb\xbf\n<html>", "", "html"),
    "text without an extension": (b"text", "", "txt"),
    "upper case": (b"a,b", ".CSV", "csv"),
    "a Word file with a wrong name": (archive("[Content_Types].xml", "word/document.xml"), ".txt", "docx"),
    "a workbook with a strange name": (archive("xl/workbook.xml"), ".et", "xlsx"),
    "markdown": (b"# x", ".markdown", "md"),
    "pdf with a wrong name": (b"%PDF-1.7", ".txt", "pdf"),
}


@pytest.mark.parametrize(("data", "extension", "expected"), KNOWN.values(), ids=KNOWN)
def test_content_comes_before_the_name(data: bytes, extension: str, expected: str) -> None:
    assert format_of(data, extension) == expected


UNKNOWN = {
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc", "save it as .docx"),
    "WPS": (b"x", ".wps", "open it in WPS"),
    "OFD": (archive("OFD.xml"), ".ofd", "export the text"),
    "zip": (archive("a.txt"), ".zip", "unpack it"),
    "picture": (b"\x89PNG\r\n", ".png", "text recognition"),
    "presentation": (archive("ppt/presentation.xml"), ".pptx", "save its text"),
    "binary workbook": (archive("xl/workbook.bin"), ".xlsb", "save it as .xlsx"),
    "no such format": (b"x", ".sql", "no reader for files named .sql"),
}


@pytest.mark.parametrize(("data", "extension", "advice"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_no_reader_takes_is_refused_with_a_way_out(data: bytes, extension: str, advice: str) -> None:
    with pytest.raises(UnsupportedFormat, match=advice):
        format_of(data, extension)


def test_every_extension_has_a_reader_and_every_refusal_its_own_name() -> None:
    assert set(EXTENSIONS.values()) == set(READERS)
    assert not set(READERS) & set(REFUSED)


def test_a_file_becomes_a_document_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("任务".encode("gbk"))
    document = read(path)
    assert (document.path, document.format, document.encoding) == (path.as_posix(), "txt", "gb18030")
    assert document.id == "6a89eea8" and len(document.sha256) == 64
    assert read(str(path)).text.text == document.raw == "任务"


def test_a_workbook_is_read_through_the_same_door(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "任务"
    book.save(tmp_path / "plan.xlsx")
    document = read(tmp_path / "plan.xlsx")
    assert (document.format, document.encoding, document.raw) == ("xlsx", "binary", "任务")


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.txt", b"", UnreadableDocument),
        ("noise.txt", bytes(range(256)) * 9, UnreadableDocument),
        ("noise.docx", b"text", UnreadableDocument),
        ("half.xlsx", archive("xl/workbook.xml")[:-9], UnreadableDocument),
        ("plan.sql", b"x", UnsupportedFormat),
        ("plan.pdf", b"%PDF-1.4", UnreadableDocument),
    ],
)
def test_errors_name_the_file(tmp_path: Path, name: str, data: bytes, error: type[InputError]) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error, match=name):
        read(tmp_path / name)


def test_missing_files_folders_and_giants_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableDocument, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadableDocument, match="a folder"):
        read(tmp_path)
    (tmp_path / "big.txt").write_bytes(b"x" * 11)
    monkeypatch.setattr(door, "MAX_FILE_BYTES", 10)
    with pytest.raises(TooLarge, match="11 bytes, more than 10"):
        read(tmp_path / "big.txt")


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def test_folders_are_searched_and_what_is_left_out_is_listed(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/c.html", "a/d.pdf", "a/e.css", "f.png", ".g.txt", ".git/h.txt", "README.md", "~$i.docx")
    make(tmp_path, "LICENSE", "Readme-first.txt", "a/j.DOC", "readmes.txt")
    found = survey([tmp_path])
    assert [p.relative_to(tmp_path).as_posix() for p in found.documents] == [
        "a/c.html",
        "a/d.pdf",
        "a/j.DOC",
        "b.txt",
        "readmes.txt",
    ]
    assert [p.name for p in found.skipped] == ["LICENSE", "README.md", "Readme-first.txt", "e.css", "f.png", "~$i.docx"]
    assert found.closed == {}


def test_each_document_comes_once_and_in_one_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.txt", "README.md")
    expected = [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert sources([tmp_path, tmp_path / "b.txt"]) == sources([tmp_path / "b.txt", tmp_path]) == expected
    assert sources([tmp_path / "README.md"]) == [tmp_path / "README.md"]


def test_missing_paths_and_folders_without_documents_are_errors(tmp_path: Path) -> None:
    make(tmp_path, "x/README.md")
    with pytest.raises(UnreadableDocument, match="no documents in this folder"):
        sources([tmp_path / "x"])
    with pytest.raises(UnreadableDocument, match="no such file or folder"):
        sources([tmp_path / "y"])


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may not be looked into, for whoever runs the tests."""
    folder, scandir = tmp_path / "closed", os.scandir

    def refuse(path: str) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    make(folder, "a.txt")
    monkeypatch.setattr(os, "scandir", refuse)
    return folder


def test_a_folder_within_that_cannot_be_read_is_told_with_the_reason(tmp_path: Path, closed: Path) -> None:
    make(tmp_path, "b.txt")
    found = survey([tmp_path])
    assert found.documents == [tmp_path / "b.txt"]
    assert found.closed == {closed: "cannot be read (Permission denied); check its permissions"}


def test_a_folder_that_is_named_and_cannot_be_read_is_an_error(closed: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"closed: cannot be read \(Permission denied\)"):
        survey([closed])


@pytest.mark.parametrize(("raw", "name"), [("方案.txt".encode("gbk"), "方案.txt"), (b"caf\xe9.txt", r"caf\xe9.txt")])
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_name_of_any_bytes_is_told_in_words(tmp_path: Path, raw: bytes, name: str) -> None:
    path = tmp_path / os.fsdecode(raw)
    path.write_text("1.新建幼儿园三所。", encoding="utf-8")
    assert read(path).path == (tmp_path / name).as_posix()
    path.write_bytes(b"")
    with pytest.raises(UnreadableDocument) as caught:
        read(path)
    assert str(caught.value).startswith(f"{tmp_path / name}: ")


def test_the_lock_file_of_an_open_document_in_an_archive_is_skipped_and_told(tmp_path: Path) -> None:
    path = tmp_path / "plans.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a/plan.txt", "a/~$plan.docx", "__MACOSX/a/._plan.txt"):
            archive.writestr(name, "某市2024年民生实事")
    assert members(path) == (["a/plan.txt"], ["a/~$plan.docx"])
    assert "民生实事" in read(path).raw
