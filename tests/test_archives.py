"""Archives of documents: names as their makers meant them, one member at a time, bombs and lies refused."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import pytest

from zeren.errors import InputError, TooLarge, UnreadableDocument, UnsupportedFormat
from zeren.reading import archives
from zeren.reading import open as door
from zeren.reading.archives import entries, member, name_of, opened
from zeren.reading.open import Members, members, read

TEXT = "1.新建幼儿园三所。"


def packed(path: Path, **files: str | bytes) -> Path:
    """An archive; a keyword's value is a file, its name with `__` for dots (`a__txt`)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return path


def with_name(raw: bytes, utf8: bool = False) -> zipfile.ZipInfo:
    """What zipfile tells of a file whose name is these bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("N" * len(raw), "x")
    data = bytearray(stream.getvalue().replace(b"N" * len(raw), raw))
    if utf8:
        data[data.index(b"PK\x01\x02") + 9] |= 0x08
        data[7] |= 0x08
    return zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()[0]


NAMES = {
    "ASCII": (b"a/b.txt", "a/b.txt"),
    "GBK, as Chinese Windows writes": ("实事/方案.txt".encode("gbk"), "实事/方案.txt"),
    "a second byte that is a backslash": ("揬.txt".encode("gbk"), "揬.txt"),
    "UTF-8 without the flag": ("实事/方案.txt".encode(), "实事/方案.txt"),
    "backslashes": (b"a\\b.txt", "a/b.txt"),
    "climbing": (b"../../etc/./passwd.txt", "etc/passwd.txt"),
    "absolute": (b"//C:/x.txt", "x.txt"),
    "control codes": (b"a\x1b[31m.txt", "a\\x1b[31m.txt"),
}


@pytest.mark.parametrize(("raw", "name"), NAMES.values(), ids=NAMES)
def test_a_name_is_told_in_words_and_stays_where_it_is(raw: bytes, name: str) -> None:
    assert name_of(with_name(raw)) == name


def test_the_flag_for_utf8_is_believed() -> None:
    assert name_of(with_name("方案.txt".encode(), utf8=True)) == "方案.txt"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_one_name_neither_is_lost() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "1")
        archive.writestr("a.txt", "2")
        archive.writestr("b/../a.txt", "3")
    with opened(stream) as archive:
        held = {name: member(archive, name, 9) for name in entries(archive)}
    assert held == {"a (2).txt": b"2", "a.txt": b"1", "b/a.txt": b"3"}


def test_the_documents_of_an_archive_are_those_of_a_folder(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", b__txt="x", a__pdf="x", README__md="x", c__css="x")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("d/", "")
        archive.writestr("d/.hidden.txt", "x")
        archive.writestr("d/e.html", "x")
    found = members(path)
    assert found == Members(["a.pdf", "b.txt", "d/e.html"], ["README.md", "c.css"])


def test_a_file_that_is_no_archive_has_no_members(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.zip"))
    (tmp_path / "b.zip").write_text("x")
    assert members(tmp_path / "a.zip") is members(tmp_path / "b.zip") is None


def test_a_member_is_read_by_its_name(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"实事/方案__txt": TEXT, "b__txt": "x"})
    document = read(f"{path}!/实事/方案.txt")
    assert (document.path, document.raw) == (f"{path.as_posix()}!/实事/方案.txt", TEXT)
    with pytest.raises(UnreadableDocument, match=r"a\.zip!/c\.txt: no such file in the archive; it holds b\.txt"):
        read(f"{path}!/c.txt")


def test_the_only_document_of_an_archive_needs_no_name(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", b__txt=TEXT, c__css="x")
    assert read(path).path.endswith("a.zip!/b.txt")
    with pytest.raises(UnsupportedFormat, match=r"a\.zip: an archive of 2 documents; name one of them after !/"):
        read(packed(tmp_path / "a.zip", b__txt=TEXT, c__txt=TEXT))
    with pytest.raises(UnsupportedFormat, match="an archive of 0 documents; put some into it"):
        read(packed(tmp_path / "a.zip"))


def test_an_archive_within_an_archive_is_refused(tmp_path: Path) -> None:
    inner = packed(tmp_path / "b.zip", c__txt=TEXT).read_bytes()
    with pytest.raises(UnsupportedFormat, match=r"a\.zip!/b\.zip: an archive within an archive; unpack it"):
        read(packed(tmp_path / "a.zip", b__zip=inner))


def test_a_folder_that_is_named_like_an_archive_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.zip!").mkdir()
    (tmp_path / "a.zip!" / "b.txt").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path / "a.zip!" / "b.txt").raw == TEXT


# --- limits ---------------------------------------------------------------------------------------------------------


def patched(path: Path, offset_local: int, offset_central: int, value: bytes) -> Path:
    """The archive with a field of its first member overwritten, in both places where it stands."""
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + offset_central
    data[offset_local : offset_local + len(value)] = value
    data[at : at + len(value)] = value
    path.write_bytes(bytes(data))
    return path


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.zip!/b\.txt: .*encrypted; unpack it with its password"):
        read(f"{patched(packed(tmp_path / 'a.zip', b__txt=TEXT), 6, 8, struct.pack('<H', 1))}!/b.txt")


def test_a_strange_packing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("b.txt", TEXT)
    with pytest.raises(UnsupportedFormat, match="packed in a way that is not read"):
        read(path)


def test_bombs_are_refused_by_ratio(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="more than 200 times its size"):
        read(packed(tmp_path / "a.zip", b__txt=b" " * 5 * 2**20))


def test_members_and_archives_have_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", b__txt="x" * 11, c__txt="x" * 11)
    monkeypatch.setattr(door, "MAX_FILE_BYTES", 10)
    with pytest.raises(TooLarge, match=r"b\.txt unpacks to 11 bytes, more than 10; split it"):
        read(f"{path}!/b.txt")
    monkeypatch.setattr(door, "MAX_ARCHIVE_BYTES", 20)
    with pytest.raises(TooLarge, match="unpacks to 22 bytes, more than 20"):
        members(path)


def test_a_member_that_unpacks_to_more_than_it_says_is_cut_off_and_refused(tmp_path: Path) -> None:
    """A size that lies: zipfile alone would expand all of it before it looks."""
    path = packed(tmp_path / "a.zip", b__txt=b" " * 2**24)
    patched(path, 22, 24, struct.pack("<I", 100_000))
    with pytest.raises(UnreadableDocument, match=r"a broken archive \(b\.txt: .*CRC"):
        read(path)


def test_a_member_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = patched(packed(tmp_path / "a.zip", b__txt="x"), 22, 24, struct.pack("<I", 100_000))
    with pytest.raises(UnreadableDocument, match="broken archive"):
        read(path)


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", b__txt="x", c__txt="x")
    monkeypatch.setattr(archives, "MAX_ENTRIES", 1)
    with pytest.raises(TooLarge, match="holds 2 files, more than 1"):
        read(path)
    monkeypatch.setattr(archives, "MAX_DIRECTORY_BYTES", 50)
    with pytest.raises(TooLarge, match="its list of names takes"):
        members(path)


def test_every_cut_of_an_archive_is_read_or_refused(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", b__txt=TEXT).read_bytes()
    for end in range(len(whole)):
        (tmp_path / "a.zip").write_bytes(whole[:end])
        with pytest.raises(InputError):
            read(tmp_path / "a.zip")


def test_the_checksum_of_a_member_is_looked_at(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", b__txt=TEXT)
    patched(path, 14, 16, struct.pack("<I", zlib.crc32(b"other")))
    with pytest.raises(UnreadableDocument, match="CRC"):
        read(path)


@pytest.mark.parametrize("name", ["", "..", "./"])
def test_a_member_without_a_name_is_told_and_a_folder_is_none(tmp_path: Path, name: str) -> None:
    stream = packed(tmp_path / "a.zip", b__txt=TEXT)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.filelist.append(info := zipfile.ZipInfo("x"))
        info.filename = info.orig_filename = name
        assert list(entries(archive)) == (["b.txt"] if name.endswith("/") else ["b.txt", "nameless"])
