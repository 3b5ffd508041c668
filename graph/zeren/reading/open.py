"""One door for every file: what it is, by its content first and its name second, and which reader takes it.

A new format is one reader and one line of `READERS`. Formats that no reader takes are refused with the way to convert
them. Folders and archives are searched here too, since what counts as a document is known here.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePath
from typing import Final, NamedTuple, NoReturn, TypeAlias
from zipfile import ZipFile

from zeren.errors import InputError, TooLarge, UnreadableDocument, UnsupportedFormat
from zeren.model import Document
from zeren.reading.archives import MARK, entries, member, opened, refuse_vast
from zeren.reading.delimited import read_delimited
from zeren.reading.docx import read_docx
from zeren.reading.draft import Source
from zeren.reading.html import read_html
from zeren.reading.names import told
from zeren.reading.packages import kind_of_package
from zeren.reading.pdf import read_pdf
from zeren.reading.plain import read_plain
from zeren.reading.xlsx import read_xlsx

Reader: TypeAlias = Callable[[Source, bytes], Document]

MAX_FILE_BYTES = 64 * 2**20
"""The largest file that is read."""

MAX_ARCHIVE_BYTES = 2 * 2**30
"""The most that the documents of an archive may unpack to; they are read one at a time."""

READERS: Final[Mapping[str, Reader]] = {
    "txt": read_plain,
    "md": read_plain,
    "html": read_html,
    "csv": read_delimited,
    "tsv": read_delimited,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "pdf": read_pdf,
}
EXTENSIONS: Final[Mapping[str, str]] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".pdf": "pdf",
}
REFUSED: Final[Mapping[str, str]] = {
    "ole": "an old or locked Word, Excel or WPS file; open it and save it as .docx or .xlsx without a password",
    "doc": "an old Word file; open it and save it as .docx",
    "xls": "an old Excel file; open it and save it as .xlsx",
    "xlsb": "a binary Excel workbook; open it and save it as .xlsx",
    "wps": "a WPS file; open it in WPS and save it as .docx",
    "et": "a WPS spreadsheet; open it in WPS and save it as .xlsx",
    "ofd": "an OFD file; open it in its viewer and export the text, or print it to PDF",
    "ceb": "a CEB file; open it in its viewer and print it to PDF",
    "mht": "a web page in an archive; open it in a browser and save it as HTML alone",
    "odf": "an OpenDocument file; open it and save it as .docx or .xlsx",
    "pptx": "a presentation; save its text as .docx",
    "rtf": "a rich text file; open it and save it as .docx",
    "zip": "an archive within an archive; unpack it and name the folder",
    "rar": "an archive; unpack it and name the folder",
    "gz": "a compressed file; unpack it first",
    "image": "a picture; run text recognition on it and save the text",
}
_ALSO_REFUSED: Final[Mapping[str, str]] = {
    **{
        "dot": "doc",
        "xlt": "xls",
        "wpt": "wps",
        "ett": "et",
        "cebx": "ceb",
        "mhtml": "mht",
        "odt": "odf",
        "ods": "odf",
    },
    **{"ppt": "pptx", "dps": "pptx", "7z": "rar", "tgz": "gz", "tar": "gz", "bz2": "gz", "xz": "gz"},
}
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_MAGIC: Final = (
    *((start, "package") for start in _ZIP),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
)
_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_NO_DOCUMENT: Final = re.compile(r"[~_]|(?:readme|licen[cs]e|changelog|copying|notice)\b", re.IGNORECASE)
_HIDDEN: Final = "."


class Sources(NamedTuple):
    """What some paths hold, sorted: documents, files that are none, and folders that could not be looked into."""

    documents: list[Path]
    skipped: list[Path]
    closed: dict[Path, str]
    """Each such folder with the reason."""


def read(path: Path | str) -> Document:
    """The document of one file, or of a member of an archive (`archive.zip!/member`; the only one needs no name).

    Its text is as written: `text.repair.repair` mends it.

    Raises `UnreadableDocument`, `UnsupportedFormat` or `TooLarge`; the message names the file and says what to do.
    """
    path = Path(path)
    with _naming(path):
        file, name = _located(path)
        packed = _member(file, name) if name or _is_archive(file) else None
    if packed:
        return read_bytes(packed.data, f"{told(file)}{MARK}{packed.name}")
    return read_bytes(_bytes(path), told(path))


def read_bytes(data: bytes, name: str) -> Document:
    """The document in some bytes, under the name of their file."""
    try:
        form = format_of(data, PurePath(name).suffix)
        return READERS[form](Source(name, hashlib.sha256(data).hexdigest(), form, "binary"), data)
    except InputError as error:
        raise type(error)(f"{name}: {error}") from None
    except RecursionError:
        raise TooLarge(f"{name}: nested too deeply to be read; open it and save a plainer copy") from None
    except MemoryError:
        raise TooLarge(f"{name}: takes more memory than there is; split it") from None


def format_of(data: bytes, extension: str) -> str:
    """The name of the reader for a file, by its first bytes, else by its extension (`.txt`; none means text).

    >>> format_of(b"<!DOCTYPE html><p>", ".xls")
    'html'
    """
    magic = next((kind for start, kind in _MAGIC if data.startswith(start)), None)
    if magic == "package":
        magic = kind_of_package(BytesIO(data))
    if magic:
        return magic if magic in READERS else _refuse(magic)
    extension = extension.lower()
    if _HTML.match(data[:4096]) and extension not in (".txt", ".md"):
        return "html"
    known = EXTENSIONS.get(extension) if extension else "txt"
    if known in ("docx", "xlsx", "pdf") or extension == ".zip":
        raise UnreadableDocument(f"not a {extension[1:]} file, whatever its name says; open and save it again")
    return known or _refuse(extension.removeprefix("."))


def _refuse(kind: str) -> NoReturn:
    kind = _ALSO_REFUSED.get(kind, kind)
    if kind in REFUSED:
        raise UnsupportedFormat(REFUSED[kind])
    known = " ".join(EXTENSIONS)
    raise UnsupportedFormat(f"no reader for files named .{kind}; rename or convert it to one of {known}")


def _bytes(path: Path) -> bytes:
    with _naming(path):
        if path.is_dir():
            raise UnreadableDocument("a folder, not a file; name it as a source of `zeren build`")
        if not path.is_file():
            raise UnreadableDocument("no such file; check the path")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise TooLarge(f"{size} bytes, more than {MAX_FILE_BYTES}; split the file")
        return path.read_bytes()


def _no_access(error: OSError) -> str:
    return f"cannot be read ({error.strerror}); check its permissions"


# --- archives -------------------------------------------------------------------------------------------------------


class Members(NamedTuple):
    """What an archive holds, sorted: documents, and files that are none."""

    documents: list[str]
    skipped: list[str]


def members(path: Path) -> Members | None:
    """The files of a zip archive by the rules for folders; None for any other file.

    `read` takes each as `archive.zip!/member`. Raises `InputError` for an archive that is broken or past a limit.
    """
    with _naming(path):
        if not _is_archive(path):
            return None
        with path.open("rb") as file, opened(file) as archive:
            refuse_vast(archive, MAX_ARCHIVE_BYTES)
            names = _shown(archive)
    documents = [name for name in names if _is_document(PurePath(name))]
    return Members(documents, sorted({*names} - {*documents}))


def _shown(archive: ZipFile) -> list[str]:
    """The files of an archive that are not hidden."""
    return [name for name in entries(archive) if not any(part.startswith(_HIDDEN) for part in name.split("/"))]


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Put the name of the file before what is wrong with it."""
    try:
        yield
    except InputError as error:
        raise type(error)(f"{told(path)}: {error}") from None
    except OSError as error:
        raise UnreadableDocument(f"{told(path)}: {_no_access(error)}") from None


def _located(path: Path) -> tuple[Path, str | None]:
    """The file that a path names, and the member of it after `!/`."""
    written = str(path) if os.sep == "/" else path.as_posix()
    for mark in re.finditer(MARK, written):
        if os.path.isfile(written[: mark.start()]):
            return Path(written[: mark.start()]), written[mark.end() :]
    return path, None


def _is_archive(path: Path) -> bool:
    """Whether a file is a zip archive that is no office file."""
    if not os.path.isfile(path):
        return False
    with path.open("rb") as file:
        return file.read(4) in _ZIP and kind_of_package(file) == "zip"


class _Packed(NamedTuple):
    name: str
    data: bytes


def _member(path: Path, name: str | None) -> _Packed:
    """A member of an archive, by its name or as the only document in it."""
    with path.open("rb") as file, opened(file) as archive:
        if name is None:
            name = _only([name for name in _shown(archive) if _is_document(PurePath(name))])
        return _Packed(name, member(archive, name, MAX_FILE_BYTES))


def _only(documents: list[str]) -> str:
    if len(documents) != 1:
        some = ", ".join(documents[:3]) + " ..." * (len(documents) > 3)
        advice = f"name one of them after {MARK}, or build them all: {some}" if documents else "put some into it"
        raise UnsupportedFormat(f"an archive of {len(documents)} documents; {advice}")
    return documents[0]


# --- folders --------------------------------------------------------------------------------------------------------


def sources(paths: Sequence[Path]) -> list[Path]:
    """All documents under files and folders, sorted, each once; see `survey` for what was left out."""
    return survey(paths).documents


def survey(paths: Sequence[Path]) -> Sources:
    """All documents under files and folders, the files that were passed over, and the folders that are closed to us.

    A file that is named is always a document. Inside folders hidden files are nothing; READMEs, licences and files of
    an unknown format are `skipped`; those of a known format that no reader takes (.wps, .doc) count as documents, so
    that each of them fails with its reason. Raises `UnreadableDocument` for a path that is missing or closed and for a
    folder without documents.
    """
    documents: dict[Path, Path] = {}
    skipped: set[Path] = set()
    closed: dict[Path, str] = {}
    for path in map(Path, paths):
        found = _in_folder(path) if _is_folder(path) else Sources([path], [], {})
        for document in found.documents:
            documents.setdefault(document.resolve(), document)
        skipped.update(found.skipped)
        closed |= found.closed
    return Sources(_sorted(documents.values()), _sorted(skipped), {path: closed[path] for path in _sorted(closed)})


def _is_folder(path: Path) -> bool:
    try:
        if not path.exists():
            raise UnreadableDocument(f"{told(path)}: no such file or folder; check the path")
        return path.is_dir()
    except OSError as error:
        raise UnreadableDocument(f"{told(path)}: {_no_access(error)}") from None


def _in_folder(folder: Path) -> Sources:
    errors: list[OSError] = []
    files = list(_files(folder, errors))
    closed = {Path(error.filename): _no_access(error) for error in errors}
    if folder in closed:
        raise UnreadableDocument(f"{told(folder)}: {closed[folder]}")
    documents = {path for path in files if _is_document(path)}
    if not documents and not closed:
        endings = " ".join(EXTENSIONS)
        raise UnreadableDocument(f"{told(folder)}: no documents in this folder; put files of {endings} into it")
    return Sources([*documents], [path for path in files if path not in documents], closed)


def _is_document(path: PurePath) -> bool:
    known = EXTENSIONS.keys() | {f".{kind}" for kind in (*REFUSED, *_ALSO_REFUSED)}
    return path.suffix.lower() in known and not _NO_DOCUMENT.match(path.name)


def _files(folder: Path, errors: list[OSError]) -> Iterator[Path]:
    """The files at any depth but hidden ones; what is there and cannot be examined is left to its reader to tell."""
    for root, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(root, name) for name in names if not name.startswith(_HIDDEN)):
            if os.path.isfile(path) or not os.path.exists(path):
                yield path


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=Path.as_posix)
