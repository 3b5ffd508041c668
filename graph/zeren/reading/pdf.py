"""PDF documents with text: pages to lines, tables and columns, and these to one document.

A PDF has no paragraphs, tables or reading order, only characters at places; each step from there has a module of its
own: `pdf_page` (what stands where), `pdf_bold`, `pdf_lines`, `pdf_grids` (tables by their lines), `pdf_furniture`,
`pdf_columns` (tables and newspaper columns by the white), `pdf_spreads` (tables over pages), `pdf_flow` (paragraphs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from zeren.errors import UnreadableDocument
from zeren.model import Document, Problem
from zeren.reading.draft import BlockDraft, Source, assemble
from zeren.reading.pdf_bold import bold_fonts, marked
from zeren.reading.pdf_columns import Column, Run, Table, parts
from zeren.reading.pdf_flow import blocks, body_size
from zeren.reading.pdf_furniture import without_furniture
from zeren.reading.pdf_grids import RuledTable, ruled_tables
from zeren.reading.pdf_lines import Line, is_blank, lines_of
from zeren.reading.pdf_page import UNREAD, PdfPage, pages
from zeren.reading.wrapped import unwrapped

FEWEST_CHARACTERS = 12
"""How many characters a page with a picture over it has at least where it is no scan; a scan may have a stamp."""
PICTURED = 0.4
"""The part of a page from which its pictures may be a scan."""
TAIL = 4096
"""How many bytes at the end of a whole PDF its end mark stands in."""

_END: Final = b"%%EOF"
_CHANGE: Final = re.compile(rb"\s*(?:\d|xref)")
"""How a change begins that is saved after the end of a file; it has an end mark of its own."""
_WHOLE_LENGTH: Final = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})\b")


def read_pdf(source: Source, data: bytes) -> Document:
    """The document of a PDF; its raw text is what stands here, blocks by line ends and cells by tabs.

    Raises `UnreadableDocument` for broken files and for scans, of which text recognition has to make text first,
    `UnsupportedFormat` for encrypted ones and `TooLarge`. Where some pages only are scans, a problem tells which.
    """
    _check_end(data)
    read = pages(data)
    lost = [page.number for page in read if _is_lost(page)]
    if not any(not is_blank(glyph) for page in read if page.number not in lost for glyph in page.glyphs):
        raise UnreadableDocument(_unread(lost or [page.number for page in read]))
    fonts = bold_fonts(read)
    kept = [page._replace(glyphs=marked(page.glyphs, fonts)) for page in read if page.number not in lost]
    document = assemble(source, None, unwrapped(_blocks(kept)), {})
    return _with_problems(document, lost)


def _check_end(data: bytes) -> None:
    """Raise where the end of the file is missing: what PDFium makes of such a file lacks pages without saying so."""
    whole = _WHOLE_LENGTH.search(data[:1024])
    end = data.rfind(_END)
    after = data[end + len(_END) :]
    if end < 0 or len(after) > TAIL or _CHANGE.match(after) or (whole and int(whole[1]) > len(data)):
        raise UnreadableDocument("a PDF that is cut off before its end; get the whole file again")


def _is_lost(page: PdfPage) -> bool:
    """Whether the words of a page cannot be had: it is a picture, or its characters have shapes only."""
    signs = [glyph.sign for glyph in page.glyphs if not is_blank(glyph)]
    scanned = len(signs) < FEWEST_CHARACTERS and page.pictured >= PICTURED
    return page.broken or scanned or 2 * signs.count(UNREAD) > len(signs)


def _unread(lost: Sequence[int]) -> str:
    return (
        f"no text on {_told(lost)}, only pictures or shapes of it (a scan); run text recognition on the file, "
        "such as `ocrmypdf -l chi_sim`, and read what it makes"
    )


def _told(numbers: Sequence[int]) -> str:
    """Page numbers in words.

    >>> _told([1, 2, 3, 7])
    'pages 1-3, 7'
    """
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = ", ".join(f"{first}-{last}" if first < last else f"{first}" for first, last in spans)
    return f"page{'s' if len(numbers) > 1 else ''} {words}"


def _with_problems(document: Document, lost: Sequence[int]) -> Document:
    """The document with a problem at the place where each lost page would stand."""
    after = {n: [b.span[0] for b in document.blocks if b.page and b.page > n] for n in lost}
    found = [
        Problem("cut-off", (at, at), f"page {n} has no text (a scan); run text recognition on it, it is not read")
        for n in lost
        for at in [min(after[n], default=len(document.raw))]
    ]
    return replace(document, problems=(*document.problems, *found)) if found else document


def _blocks(kept: Sequence[PdfPage]) -> Iterator[BlockDraft]:
    tables: dict[int, list[RuledTable]] = {}
    lines: dict[int, list[Line]] = {}
    for page in kept:
        tables[page.number], free = ruled_tables(page)
        lines[page.number] = lines_of(free, page.number)
    lines = without_furniture(kept, lines)
    size = body_size(glyph for page in kept for glyph in page.glyphs)
    left, right = _margins(lines, kept)
    ordered: list[Run | Table] = []
    for page in kept:
        known = next((part.beside for part in reversed(ordered) if isinstance(part, Run) and part.beside), ())
        ordered += _ordered(page, tables[page.number], lines[page.number], (left, right), known)
    return blocks(ordered, size)


def _margins(lines: Mapping[int, Sequence[Line]], kept: Sequence[PdfPage]) -> Column:
    """Where the text of a document begins and ends from left to right: the edge that lines reach again and again."""
    free = [line for own in lines.values() for line in own]
    if not free:
        return 0.0, max(page.width for page in kept)
    left = min(line.x0 for line in free)
    ends = sorted((line.x1 for line in free), reverse=True)
    size = body_size(glyph for line in free for glyph in line.glyphs)
    reached = next((end for n, end in enumerate(ends[:-2]) if end - ends[n + 2] <= size), None)
    return left, reached or max(ends[0], max(page.width for page in kept) - left)


def _ordered(
    page: PdfPage, tables: Sequence[RuledTable], lines: Sequence[Line], margins: Column, known: Sequence[Column]
) -> Iterator[Run | Table]:
    """What stands on a page from the top down: free lines between its tables, and the tables."""
    rest = list(lines)
    for table in tables:
        over = [line for line in rest if line.y < table.ys[0] + line.size / 2]
        rest = [line for line in rest if line.y >= table.ys[0] + line.size / 2]
        yield from parts(over, *margins, known)
        yield Table(page.number, table.xs, *table.filled(page.number))
    yield from parts(rest, *margins, known)
