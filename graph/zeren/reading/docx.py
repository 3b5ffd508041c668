"""Word documents: paragraphs and tables in the order of the page, with bold as Word would show it.

The body is walked here, since the lists of python-docx leave out inserted text, content controls and links, and tell bold
from the run alone. Tracked changes count as accepted; text that is struck through is left out and told. Headers and footers
stand apart, as metadata; notes follow the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from zeren.errors import TooLarge, UnreadableDocument
from zeren.model import Document
from zeren.reading.draft import BlockDraft, CellDraft, Pen, Piece, Source, assemble, joined
from zeren.reading.grid import row_drafts
from zeren.reading.numbering import Numbers
from zeren.reading.struck import problems
from zeren.reading.styles import Styles, W, child_of, count, is_on, outline_level, run_look, value
from zeren.reading.word_parts import Parts, word_parts
from zeren.reading.wrapped import unwrapped

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_NESTED_TABLES = 100
"""How many tables may stand inside each other; frames of one column do not count."""

_UNDERLINE: Final = re.compile("下[划劃][线線]")
"""The word by which a document says that underlining means something."""
FEWEST_CHARACTERS = 12
"""How many characters a file with pictures has at least where it is no scan; a scan may have a page number."""
_PICTURES: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_ONLY_PICTURES: Final = (
    "a docx that holds only pictures and no text (a scan); run text recognition on it first: save it as PDF, run "
    "`ocrmypdf -l chi_sim` on that, and read what it makes"
)
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P, _TBL, _R, _T, _PPR, _RPR, _TCPR = (f"{W}{name}" for name in ("p", "tbl", "r", "t", "pPr", "rPr", "tcPr"))
_DELETED_MARK: Final = f"{_PPR}/{_RPR}/{W}del"
_BOX, _RUBY = f"{W}txbxContent", f"{W}ruby"
_GONE: Final = frozenset((f"{W}del", f"{W}moveFrom", _PPR, _RPR, f"{W}rt", _FALLBACK))
_RUNS: Final = frozenset((_R, f"{_MATH}r"))
_TEXTS: Final = frozenset((_T, f"{_MATH}t"))
_CHARACTERS: Final = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_WRAPPERS: Final = frozenset((f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"))


def read_docx(source: Source, data: bytes) -> Document:
    """The document of a Word file; its raw text is what stands here, blocks by line ends and cells by tabs.

    The file's properties are left alone: their title and date are those of a template more often than not.
    """
    parts = word_parts(data)
    document = _document(source, parts)
    if len(document.text.text) < FEWEST_CHARACTERS and any(
        next(parts.body.iter(tag), None) is not None for tag in _PICTURES
    ):
        raise UnreadableDocument(_ONLY_PICTURES)
    if not _UNDERLINE.search(document.text.text):
        return document
    return replace(document, underlined=_document(source, parts, underlined=True).bold)


def _document(source: Source, parts: Parts, underlined: bool = False) -> Document:
    """The document, with what is underlined in the place of bold if asked for."""
    styles = Styles(parts.styles)
    body = _Body(styles, Numbers(parts.numbering, styles), underlined)
    blocks = [*body.blocks(parts.body), *(block for note in parts.notes for block in body.blocks(note))]
    struck = problems(body.struck)
    metadata = {name: _words(styles, roots) for name, roots in parts.margins.items()}
    return assemble(source, None, unwrapped(blocks), {name: words for name, words in metadata.items() if words}, struck)


def _words(styles: Styles, roots: list[_Element]) -> str:
    """What headers or footers say, each line once."""
    blocks = [block for root in roots for block in _Body(styles, Numbers(None, styles)).blocks(root)]
    pieces = [cell.piece for block in blocks for cell in block.own_cells()] + [block.piece for block in blocks]
    return "\n".join(dict.fromkeys(piece.text.text for piece in pieces if len(piece.text)))


@dataclass(slots=True)
class _Table:
    """A table being read: its rows of cells, the blocks inside each cell, and how many rows the largest of them has."""

    rows: list[list[CellDraft]] = field(default_factory=list)
    flows: list[list[BlockDraft]] = field(default_factory=list)
    open_cells: dict[int, CellDraft] = field(default_factory=dict)
    inner: int = 0

    def is_layout(self) -> bool:
        """Whether the table only holds another one, or stands as a frame around text."""
        widths = (sum(cell.columns for cell in row) for row in self.rows)
        return self.inner >= max(2, len(self.rows)) or max(widths, default=0) < 2


@dataclass(slots=True)
class _Walk:
    """A way through the children of an element, and the paragraphs that a deleted mark joins to the next one."""

    rest: Iterator[_Element]
    run_on: list[_Element] = field(default_factory=list)


class _Body:
    """One way through the body of a document."""

    def __init__(self, styles: Styles, numbers: Numbers, underlined: bool = False) -> None:
        self._styles = styles
        self._underlined = underlined
        self._numbers = numbers
        self._tables = 0
        self._depth = 0
        self.struck: list[str] = []

    def blocks(self, parent: _Element) -> Iterator[BlockDraft]:
        """The blocks of a body, cell, text box or content control; text boxes follow the paragraph that holds them.

        What only wraps others, however deep, is walked without a call for each.
        """
        open_ = [_Walk(iter(parent))]
        while open_:
            walk = open_[-1]
            element = next(walk.rest, None)
            if element is None:
                if walk.run_on:
                    yield from self._paragraph(walk.run_on)
                open_.pop()
            elif element.tag == _P:
                walk.run_on.append(element)
                if element.find(_DELETED_MARK) is None:
                    yield from self._paragraph(walk.run_on)
                    walk.run_on = []
            elif element.tag == _TBL:
                cells = _framed(element)
                open_ += [_Walk(iter(cell)) for cell in reversed(cells or ())]
                yield from () if cells is not None else self._table(element)
            elif element.tag not in _GONE:
                open_.append(_Walk(iter(element)))

    def _paragraph(self, parts: list[_Element]) -> Iterator[BlockDraft]:
        """A paragraph, which is several where the marks between them were deleted."""
        last = parts[-1]
        properties = child_of(last, _PPR)
        style = None if properties is None else value(properties, "pStyle")
        outline = None if properties is None else value(properties, "outlineLvl")
        level = self._styles.level(style) if outline is None else outline_level(outline)
        for line in self._lines(parts, style):
            yield BlockDraft("heading" if level else "paragraph", line, level=level)
        for part in parts:
            for box in _outermost_boxes(part) if next(part.iter(_BOX), None) is not None else ():
                yield from self.blocks(box)

    def _lines(self, parts: list[_Element], style: str | None) -> Iterator[Piece]:
        """The lines of a paragraph, which line breaks part."""
        pen = Pen()
        number = self._numbers.before(parts[-1], style)
        if number:
            pen.stand(number, (0, 0))
        for run in (run for part in parts for run in _runs(part)):
            look = run_look(child_of(run, _RPR))
            text = "" if look.hidden else _run_text(run)
            struck = self._styles.struck(style, look)
            if struck:
                self.struck.append(text)
            if not text or struck:
                continue
            bold = look.underlined if self._underlined else self._styles.bold(style, look)
            first, *others = text.split("\n")
            pen.stand(first, (0, 0), bold)
            for line in others:
                yield pen.lift()
                pen.stand(line, (0, 0), bold)
        yield pen.lift()

    def _table(self, element: _Element) -> list[BlockDraft]:
        self._depth += 1
        if self._depth > MAX_NESTED_TABLES:
            raise TooLarge(f"more than {MAX_NESTED_TABLES} tables inside each other; take them apart in Word")
        table = _Table()
        number = self._tables + 1
        for row in _children(element, "tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                table.rows.append(self._row(row, table))
        self._depth -= 1
        if table.is_layout():
            return [block for flow in table.flows for block in flow]
        self._tables = number
        return row_drafts(table.rows, number)

    def _row(self, row: _Element, table: _Table) -> list[CellDraft]:
        """The cells that begin in a row; one that goes on from above makes that one taller."""
        made: list[CellDraft] = []
        properties = row.find(f"{W}trPr")
        before = 0 if properties is None else count(value(properties, "gridBefore"), 0)
        if before:
            made.append(CellDraft(Piece(), columns=before))
        column = before
        header = properties is not None and is_on(value(properties, "tblHeader"))
        for cell in _children(row, "tc"):
            about = child_of(cell, _TCPR)
            columns = 1 if about is None else count(value(about, "gridSpan"), 1)
            merge = None if about is None else value(about, "vMerge")
            if merge is not None and merge != "restart" and column in table.open_cells:
                table.open_cells[column].rows += 1
            else:
                draft = CellDraft(self._cell_piece(cell, table), columns=columns, header=header)
                made.append(draft)
                table.open_cells[column] = draft
            column += columns
        return made

    def _cell_piece(self, cell: _Element, table: _Table) -> Piece:
        flow = list(self.blocks(cell))
        table.flows.append(flow)
        table.inner = max(table.inner, sum(block.kind == "row" for block in flow))
        pieces = [joined([c.piece for c in b.own_cells()], " ") if b.cells else b.piece for b in flow]
        return joined([piece for piece in pieces if len(piece.text)], "\n").stripped()


def _framed(table: _Element) -> list[_Element] | None:
    """The cells of a table of one column, which is a frame around what they hold; None for any other table."""
    cells: list[_Element] = []
    for row in _children(table, "tr"):
        own = list(_children(row, "tc"))
        spans = [value(cell, f"tcPr/{name}") for cell in own for name in ("gridSpan", "vMerge")]
        if len(own) != 1 or any(span is not None for span in spans) or value(row, "trPr/gridBefore") is not None:
            return None
        cells += own if row.find(f"{W}trPr/{W}del") is None else []
    return cells


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    """Rows or cells, those inside content controls too."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _children(element, name)


def _runs(element: _Element) -> Iterator[_Element]:
    """The runs of a paragraph in order, those in links, insertions and content controls too, deleted ones not."""
    for child in element:
        if child.tag in _RUNS:
            yield child
        elif child.tag not in _GONE:
            yield from _runs(child)


def _run_text(run: _Element) -> str:
    return "".join([_text_of(part) for part in run])


def _text_of(child: _Element) -> str:
    if child.tag in _TEXTS:
        return child.text or ""
    if child.tag == _RUBY:
        return "".join(_run_text(inner) for inner in _runs(child))
    return _CHARACTERS.get(child.tag, "")


def _outermost_boxes(paragraph: _Element) -> Iterator[_Element]:
    for child in paragraph:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _GONE and len(child):
            yield from _outermost_boxes(child)
