"""Office files are zip archives: opened here with limits, before any library unpacks them.

Apart, because DOCX and XLSX share the guard: neither python-docx nor openpyxl stops at an archive that unpacks to
gigabytes.
"""

import io
import zipfile
from typing import Final

from zeren.errors import TooLarge, UnreadableDocument, UnsupportedFormat

MAX_UNPACKED_BYTES = 256 * 2**20
"""The most that an office file may unpack to."""

LIBRARY_ERRORS: Final = (LookupError, ValueError, TypeError, AttributeError, OSError, EOFError, SyntaxError)
"""What python-docx, openpyxl and lxml let through, besides errors of their own, where a part is missing or broken."""

_MEMBERS: Final = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("ofd.xml", "ofd"),
    ("content.xml", "odf"),
)


def kind_of_package(data: bytes) -> str:
    """What a zip archive holds: `docx`, `xlsx`, another office format, or just `zip`."""
    with _opened(data) as archive:
        names = [name.lower() for name in archive.namelist()]
    return next((kind for start, kind in _MEMBERS if any(name.startswith(start) for name in names)), "zip")


def checked_package(data: bytes) -> io.BytesIO:
    """The archive as a stream, once it is known to be whole and to unpack to a sane size."""
    with _opened(data) as archive:
        size = sum(member.file_size for member in archive.infolist())
        if size > MAX_UNPACKED_BYTES:
            raise TooLarge(f"unpacks to {size} bytes, more than {MAX_UNPACKED_BYTES}; split the file or save it as CSV")
        if any(member.flag_bits & 1 for member in archive.infolist()):
            raise UnsupportedFormat("the archive is encrypted; save it without a password")
    return io.BytesIO(data)


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise UnreadableDocument(f"a broken office file ({error}); open and save it again") from None
