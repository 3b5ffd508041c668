"""What a reader hands over: blocks and cells with their text, before anybody knows the offsets.

Apart, because every format ends in the same way: blocks are joined by line ends, cells by tabs, and only then do spans
exist. A reader of mark-up says with each piece of text which raw characters it stands for; the readers of office files
have no raw text of their own, and their clean text becomes the raw one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Final, NamedTuple

from zeren.mapped import MappedText
from zeren.model import Block, BlockKind, Cell, Document, Hidden, Problem, Span

_ODD: Final = (0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x205F, 0x2060, 0x3000, 0xFEFF)
BLANKS: Final = " \t\n\r\v\f" + "".join(map(chr, _ODD))
"""All that a reader of a page does not see at the ends of a line."""
_EMPTY: Final = MappedText("", array("L"), array("L"))


class Source(NamedTuple):
    """The file behind a document; `encoding` is the name of the character encoding, `binary` for office files."""

    path: str
    sha256: str
    format: str
    encoding: str


class Piece(NamedTuple):
    """Visible text with its map, and the spans of it that are bold."""

    text: MappedText = _EMPTY
    bold: tuple[Span, ...] = ()

    def cut(self, start: int, end: int) -> Piece:
        bold = ((max(a, start) - start, min(b, end) - start) for a, b in self.bold if a < end and b > start)
        return Piece(self.text.slice((start, end)), tuple(bold))

    def stripped(self) -> Piece:
        """The piece without blanks and invisible characters at its ends."""
        text = self.text.text
        core = text.strip(BLANKS)
        if len(core) == len(text):
            return self
        start = len(text) - len(text.lstrip(BLANKS))
        return self.cut(start, start + len(core))


class Pen:
    """Writes pieces: visible characters, each with the raw characters behind it."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self.parts: list[str] = []
        self._starts, self._ends = array("L"), array("L")
        self._bold: list[Span] = []

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def last(self) -> str:
        """The last character written, empty where nothing is."""
        return self.parts[-1][-1] if self.parts else ""

    @property
    def first(self) -> str:
        """The first character written, empty where nothing is."""
        return self.parts[0][0] if self.parts else ""

    def copy(self, text: str, start: int, bold: bool = False) -> None:
        """Write characters that stand in the raw text just so, from `start` on."""
        self._write(text, range(start, start + len(text)), range(start + 1, start + len(text) + 1), bold)

    def stand(self, text: str, span: Span, bold: bool = False) -> None:
        """Write characters that stand, each of them, for the raw characters of `span`."""
        self._write(text, repeat(span[0], len(text)), repeat(span[1], len(text)), bold)

    def _write(self, text: str, starts: Iterable[int], ends: Iterable[int], bold: bool) -> None:
        if not text:
            return
        at = len(self)
        self.parts.append(text)
        self._starts.extend(starts)
        self._ends.extend(ends)
        if bold and self._bold and self._bold[-1][1] == at:
            self._bold[-1] = (self._bold[-1][0], len(self))
        elif bold:
            self._bold.append((at, len(self)))

    def lift(self) -> Piece:
        """What was written since the last lift, without blanks at its ends."""
        if not self.parts:
            return Piece()
        piece = Piece(MappedText("".join(self.parts), self._starts, self._ends), tuple(self._bold))
        self._reset()
        return piece.stripped()


@dataclass(eq=False, slots=True)
class CellDraft:
    """A cell of a table as it was written: its text, how many columns and rows it covers, whether it is a header."""

    piece: Piece
    columns: int = 1
    rows: int = 1
    header: bool = False


class Placed(NamedTuple):
    """A cell on the grid of its table; where `merged`, its text stands at another place of the grid."""

    cell: CellDraft
    column: int
    merged: bool


@dataclass(eq=False, slots=True)
class BlockDraft:
    """A paragraph, heading or row before it has a span. Tables, rows and pages count from 1, columns from 0; a `loose` block
    is a bare line of text whose own signs (`#`, `|`) have yet to be read."""

    kind: BlockKind
    piece: Piece = field(default_factory=Piece)
    cells: Sequence[Placed] = ()
    level: int = 0
    table: int | None = None
    row: int | None = None
    sheet: str | None = None
    page: int | None = None
    loose: bool = False
    hidden: Hidden | None = None

    def own_cells(self) -> list[CellDraft]:
        return [placed.cell for placed in self.cells if not placed.merged]

    def is_empty(self) -> bool:
        pieces = [cell.piece for cell in self.own_cells()] if self.kind == "row" else [self.piece]
        return not any(piece.text.text for piece in pieces)


def copied(text: str, start: int, blanks: str = BLANKS) -> Piece:
    """Text that stands in the raw text just so, from `start` on, without blanks at its ends."""
    core = text.strip(blanks)
    start += text.index(core)
    end = start + len(core)
    return Piece(MappedText(core, array("L", range(start, end)), array("L", range(start + 1, end + 1))))


def joined(pieces: Sequence[Piece], separator: str) -> Piece:
    """Pieces as one; each separator stands for the raw characters between its neighbours."""
    if len(pieces) < 2:
        return pieces[0] if pieces else Piece()
    text: list[str] = []
    starts, ends = array("L"), array("L")
    bold: list[Span] = []
    first = next((piece.text.starts[0] for piece in pieces if piece.text.text), 0)
    for n, (mapped, set_bold) in enumerate(pieces):
        if n and separator:
            text.append(separator)
            last = ends[-1] if ends else first
            to = max(last, mapped.starts[0]) if mapped.text else last
            starts.extend([last] * len(separator))
            ends.extend([to] * len(separator))
        at = len(starts)
        text.append(mapped.text)
        starts.extend(mapped.starts)
        ends.extend(mapped.ends)
        bold += [(at + start, at + end) for start, end in set_bold]
    return Piece(MappedText("".join(text), starts, ends), tuple(bold))


def assemble(
    source: Source,
    raw: str | None,
    drafts: Iterable[BlockDraft],
    metadata: Mapping[str, str],
    problems: Sequence[Problem] = (),
) -> Document:
    """The document of these blocks, empty ones left out; without `raw`, the clean text is the raw text."""
    kept = [draft for draft in drafts if not draft.is_empty()]
    pieces = [_row_piece(draft) if draft.kind == "row" else draft.piece for draft in kept]
    whole = joined(pieces, "\n") if pieces else Piece()
    text = whole.text if raw is not None else MappedText.identity(whole.text.text)
    return Document(
        path=source.path,
        sha256=source.sha256,
        format=source.format,
        encoding=source.encoding,
        raw=text.text if raw is None else raw,
        text=text,
        simplified=text.text,
        blocks=tuple(_blocks(kept, pieces)),
        bold=whole.bold,
        metadata=dict(metadata),
        problems=tuple(problems),
    )


def _row_piece(draft: BlockDraft) -> Piece:
    return joined([cell.piece for cell in draft.own_cells()], "\t")


def _blocks(drafts: Sequence[BlockDraft], pieces: Sequence[Piece]) -> Iterable[Block]:
    spans: dict[CellDraft, Span] = {}
    at = 0
    for draft, piece in zip(drafts, pieces, strict=True):
        span = (at, at + len(piece.text))
        inside = at
        for cell in draft.own_cells():
            end = inside + len(cell.piece.text)
            spans[cell] = (inside, end)
            inside = end + 1
        cells = tuple(
            Cell(spans.get(cell, (at, at)), column, merged, cell.header) for cell, column, merged in draft.cells
        )
        place = (draft.table, draft.row, draft.sheet, draft.page, draft.hidden)
        yield Block(draft.kind, span, cells, draft.level, *place)
        at = span[1] + 1
