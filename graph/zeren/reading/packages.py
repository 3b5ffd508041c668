"""Office files are zip archives: opened here with limits, before any library unpacks them.

Apart, because DOCX and XLSX share the guard: neither python-docx nor openpyxl stops at an archive that unpacks to
gigabytes.
"""

import io
from typing import IO, Final

from zeren.reading.archives import checked, opened

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


def kind_of_package(file: IO[bytes]) -> str:
    """What a zip archive holds: `docx`, `xlsx`, another office format, or just `zip`."""
    with opened(file) as archive:
        names = [name.lower() for name in archive.namelist()]
    return next((kind for start, kind in _MEMBERS if any(name.startswith(start) for name in names)), "zip")


def checked_package(data: bytes) -> io.BytesIO:
    """The archive as a stream, once it is known to be whole and to unpack to a sane size."""
    with opened(io.BytesIO(data)) as archive:
        checked(archive, MAX_UNPACKED_BYTES)
    return io.BytesIO(data)
