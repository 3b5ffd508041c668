"""Zip archives: what they hold, under names that can be told, and one member at a time within limits.

Apart from the office formats, which are zip archives too: here the members are documents. Nothing is ever unpacked to
disk, so that a name that climbs out of its folder (`../x`) is just a name. `zipfile` believes what an archive says of
itself and expands a member that lies without end; every door of zeren into an archive goes through `opened` and `unpacked`.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Final, TypeAlias

from zeren.errors import TooLarge, UnreadableDocument, UnsupportedFormat

Entries: TypeAlias = dict[str, zipfile.ZipInfo]
"""The files of an archive by their names in words, sorted."""

MARK: Final = "!/"
"""Stands between an archive and its member: `archive.zip!/member`."""
MAX_ENTRIES = 5_000
"""The most files that an archive may hold."""
MAX_DIRECTORY_BYTES = 4 * 2**20
"""The largest list of names; a longer one is refused before it is read."""
MAX_RATIO = 200
"""How many times its packed size a member may unpack to, past `RATIO_FROM_BYTES`."""
RATIO_FROM_BYTES = 4 * 2**20
CHUNK_BYTES = 2**18

_TYPE: Final = b"<!DOCTYPE"
_TYPED: Final = (
    "{} contains a document type declaration, which may declare entities of XML and which office files never have; "
    "open it in Word, Excel or WPS and save it again, if you trust where it is from"
)
_PAGES: Final = (".htm", ".html", ".xhtml", ".mht", ".mhtml")
"""What pages are called that an office file carries along; nobody parses them."""
_START: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_END_BYTES = 22
_LOOK: Final = 2**20
_KINDS: Final = ((b"word/", "a docx"), (b"xl/", "an xlsx"), (b"ppt/", "a pptx"))
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, IndexError)


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive in a file, once its list of names is known to be of a sane length."""
    try:
        size = _directory_bytes(file)
        if size is None and _begins(file):
            raise UnreadableDocument(f"{_kind(file)} that is cut off before its end; get the whole file again")
        if size and size > MAX_DIRECTORY_BYTES:
            raise TooLarge(f"its list of names takes {size} bytes, more than {MAX_DIRECTORY_BYTES}; pack fewer files")
        archive = zipfile.ZipFile(file)
    except (*_BROKEN, NotImplementedError) as error:
        raise UnreadableDocument(f"a broken archive ({error}); pack or save it again") from None
    if len(archive.infolist()) > MAX_ENTRIES:
        raise TooLarge(f"holds {len(archive.infolist())} files, more than {MAX_ENTRIES}; split it")
    return archive


def _begins(file: IO[bytes]) -> bool:
    """Whether a file is at least the beginning of an archive."""
    head = file.read(len(_START))
    file.seek(0)
    return head == _START


def _kind(file: IO[bytes]) -> str:
    """What an archive would be, by the names that stand before its members."""
    file.seek(0)
    data = file.read(_LOOK)
    return next((kind for name, kind in _KINDS if name in data), "a zip archive")


def _directory_bytes(file: IO[bytes]) -> int | None:
    """How long the list of names says it is; the end record, missing where a file is cut off, stands in the last bytes."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - 2**16))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    return int.from_bytes(tail[at + 12 : at + 16], "little") if 0 <= at <= len(tail) - _END_BYTES else None


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of one member, at most `most`."""
    return b"".join(_chunks(archive, info, most))


def checked(archive: zipfile.ZipFile, most: int) -> None:
    """Raise `InputError` unless the parts of an office file unpack to no more than `most` bytes, as they say they do, and
    none of them has a document type, which may declare entities (ECMA-376 part 2, 8.1.4, allows none)."""
    refuse_vast(archive, most)
    for info in archive.infolist():
        before = b""
        for chunk in _chunks(archive, info, most):
            before = before[-2 * len(_TYPE) :] + chunk
            if _TYPE in before.replace(b"\0", b"") and not info.filename.lower().endswith(_PAGES):
                raise UnreadableDocument(_TYPED.format(name_of(info)))


def refuse_vast(archive: zipfile.ZipFile, most: int) -> None:
    """Raise `TooLarge` where the members say that they unpack to more than `most` bytes together."""
    size = sum(info.file_size for info in archive.infolist())
    if size > most:
        raise TooLarge(f"unpacks to {size} bytes, more than {most}; split it")


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """A member piece by piece, never more of it than it said; `InputError` where it is not what it said."""
    _refuse_member(info, most)
    left = info.file_size
    try:
        with archive.open(info) as member:
            while chunk := member.read(CHUNK_BYTES):
                left -= len(chunk)
                yield chunk
    except (*_BROKEN, RuntimeError) as error:
        raise UnreadableDocument(f"a broken archive ({name_of(info)}: {error}); pack or save it again") from None
    if left:
        raise UnreadableDocument(f"a broken archive ({name_of(info)} breaks off); pack or save it again")


def _refuse_member(info: zipfile.ZipInfo, most: int) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnsupportedFormat("the archive is encrypted; unpack it with its password, or save it without one")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnsupportedFormat("packed in a way that is not read; pack it again as an ordinary zip (deflate)")
    if info.file_size > most:
        raise TooLarge(f"{name_of(info)} unpacks to {info.file_size} bytes, more than {most}; split it")
    if info.file_size > max(RATIO_FROM_BYTES, MAX_RATIO * info.compress_size):
        raise TooLarge(
            f"{name_of(info)} unpacks to more than {MAX_RATIO} times its size, as bombs do; unpack it by hand"
        )


NAMELESS = "nameless"
"""What a member is called whose name says nothing, so that it is told and not lost."""


def entries(archive: zipfile.ZipFile) -> Entries:
    """The files of an archive by name; of two that share one, the second is called `name (2)`."""
    found: Entries = {}
    for info in archive.infolist():
        if info.orig_filename.endswith("/"):
            continue
        name = name_of(info) or NAMELESS
        path, n = PurePosixPath(name), 1
        while name in found:
            n += 1
            name = str(path.with_name(f"{path.stem} ({n}){path.suffix}"))
        found[name] = info
    return dict(sorted(found.items()))


def name_of(info: zipfile.ZipInfo) -> str:
    """The name of a member in words, without drives, `..` and empty parts.

    Without the flag that says UTF-8, a name is UTF-8 where it reads as that, else GB18030, as Chinese Windows writes.

    >>> name_of(zipfile.ZipInfo("C:\\\\..\\\\a/./b.txt"))
    'a/b.txt'
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        name = _decoded(name)
    parts = (part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..") and not _DRIVE.fullmatch(part))
    return "/".join("".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in part) for part in parts)


def _decoded(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return name


def member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The bytes of the member of this name, at most `most`."""
    held = entries(archive)
    if name not in held:
        some = ", ".join([*held][:5])
        raise UnreadableDocument(
            f"no such file in the archive; it holds {some or 'nothing'}" + " ..." * (len(held) > 5)
        )
    return unpacked(archive, held[name], most)
