"""Where a stretch of a document stands: its sheet, page, table, row and column, its line in a text file, or its paragraph.

Apart, because every check tells its place and none of them should know how cells lie in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from zeren.finding import Position
from zeren.model import Block, Cell, Document, Span

_LINED: Final = frozenset({"txt", "md", "csv"})
"""The formats in which a line of the file is a place that people can look up."""
_PARAGRAPHED: Final = frozenset({"docx", "html"})
"""Those in which a paragraph is."""


class _Stretch(NamedTuple):
    span: Span
    block: Block
    cell: Cell | None


class Places:
    """Looks up the places of clean spans in one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._stretches = sorted(_stretches(document), key=lambda one: one.span)
        self._starts = [one.span[0] for one in self._stretches]
        free = [block.span[0] for block in document.blocks if not block.cells]
        self._paragraphs = {start: n for n, start in enumerate(free if document.format in _PARAGRAPHED else (), 1)}

    def at(self, span: Span) -> Position:
        """The place where a clean span begins."""
        nth = bisect_right(self._starts, span[0]) - 1
        if nth < 0:
            return Position(line=self._line(span))
        _, block, cell = self._stretches[nth]
        return self.of(block, cell.column if cell else None, span)

    def of(self, block: Block, column: int | None, span: Span | None = None) -> Position:
        """The place of a column (from 0) of a row, or of a block without cells."""
        line = self._line(span or block.span)
        nth = None if column is None else column + 1
        paragraph = self._paragraphs.get(block.span[0]) if span is None or span[0] < span[1] else None
        return Position(block.sheet, block.page, block.table, block.row, nth, line, paragraph)

    def _line(self, span: Span) -> int | None:
        if self._document.format not in _LINED:
            return None
        return self._document.raw.count("\n", 0, self._document.text.raw_span(span)[0]) + 1


def _stretches(document: Document) -> Iterator[_Stretch]:
    for block in document.blocks:
        own = [cell for cell in block.cells if not cell.merged and cell.span[0] < cell.span[1]]
        yield from (_Stretch(cell.span, block, cell) for cell in own)
        if not own:
            yield _Stretch(block.span, block, None)
