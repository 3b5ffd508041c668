"""Word documents: paragraphs and tables in the order of the page, with bold as Word would show it.

python-docx finds the parts and their relations; the body is walked here, since its own lists leave out inserted text,
content controls and links, and tell bold from the run alone. Bold is a toggle (ECMA-376, 17.7.3): the run decides, else
paragraph style and character style, each of them along its chain of parents, cancel each other out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from zeren.errors import UnreadableDocument
from zeren.model import Document
from zeren.reading.draft import BlockDraft, CellDraft, Pen, Piece, Source, assemble, joined
from zeren.reading.grid import row_drafts
from zeren.reading.packages import LIBRARY_ERRORS, checked_package
from zeren.reading.wrapped import unwrapped

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK))
_CHARACTERS: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OFF: Final = frozenset(("0", "false", "off", "none"))
_HEADING_STYLE: Final = re.compile(r"(?:heading|标题)\s*([1-9])|(title|标题)$", re.IGNORECASE)
DEEPEST_STYLE = 20
"""How many parents of a style are asked."""


def read_docx(source: Source, data: bytes) -> Document:
    """The document of a Word file; its raw text is what stands here, blocks by line ends and cells by tabs.

    The file's properties are left alone: their title and date are those of a template more often than not.
    """
    body, styles = _opened(data)
    return assemble(source, None, unwrapped(_Body(_Styles(styles)).blocks(body)), {})


def _opened(data: bytes) -> tuple[_Element, _Element]:
    """The body of a Word file and its styles."""
    from zipfile import BadZipFile

    import docx
    from docx.opc.exceptions import OpcError

    try:
        word = docx.Document(checked_package(data))
        return word.element.body, word.styles.element
    except (*LIBRARY_ERRORS, OpcError, BadZipFile) as error:
        raise UnreadableDocument(f"a broken Word file ({error}); open it in Word and save it again") from None


class _Styles:
    """What the styles of a document say about bold and headings."""

    def __init__(self, root: _Element) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in root.iter(f"{_W}style")}
        self._default = next((name for name, style in self._styles.items() if _is_default_paragraph(style)), None)
        self._all_bold = bool(_switch(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")))

    def bold(self, paragraph: str | None, character: str | None, run: bool | None) -> bool:
        """Whether a run is bold, by its own switch and the styles of its paragraph and of itself."""
        if run is not None:
            return run
        toggled = self._chain_bold(paragraph or self._default) != self._chain_bold(character)
        return toggled or self._all_bold

    def _chain_bold(self, name: str | None) -> bool:
        switches = (_switch(style.find(f"{_W}rPr")) for style in self._chain(name))
        return bool(next((switch for switch in switches if switch is not None), False))

    def level(self, name: str | None) -> int:
        """The heading level of a paragraph style, 0 for other text."""
        for style in self._chain(name):
            outline = _value(style, "pPr/outlineLvl")
            if outline is not None:
                return _outline_level(outline)
            title = style.find(f"{_W}name")
            match = _HEADING_STYLE.match(title.get(f"{_W}val", "")) if title is not None else None
            if match:
                return int(match.group(1) or 1)
        return 0

    def _chain(self, name: str | None) -> Iterator[_Element]:
        for _ in range(DEEPEST_STYLE):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            based = style.find(f"{_W}basedOn")
            name = based.get(f"{_W}val") if based is not None else None


def _is_default_paragraph(style: _Element) -> bool:
    return style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default", "0") not in _OFF


def _switch(properties: _Element | None) -> bool | None:
    """What run properties say about bold; None where they say nothing."""
    bold = properties.find(f"{_W}b") if properties is not None else None
    return None if bold is None else bold.get(f"{_W}val", "1").lower() not in _OFF


def _value(element: _Element, path: str) -> str | None:
    found = element.find("/".join(_W + part for part in path.split("/")))
    return None if found is None else found.get(f"{_W}val", "")


class _Body:
    """One way through the body of a document."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._tables = 0

    def blocks(self, parent: _Element) -> Iterator[BlockDraft]:
        """The blocks of a body, cell, text box or content control; text boxes follow the paragraph that holds them."""
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag not in _GONE:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: _Element) -> Iterator[BlockDraft]:
        style = _value(paragraph, "pPr/pStyle")
        outline = _value(paragraph, "pPr/outlineLvl")
        level = self._styles.level(style) if outline is None else _outline_level(outline)
        for line in self._lines(paragraph, style):
            yield BlockDraft("heading" if level else "paragraph", line, level=level)
        for box in _outermost_boxes(paragraph):
            yield from self.blocks(box)

    def _lines(self, paragraph: _Element, style: str | None) -> Iterator[Piece]:
        """The lines of a paragraph, which line breaks part."""
        pen = Pen()
        for run in _runs(paragraph):
            bold = self._styles.bold(style, _value(run, "rPr/rStyle"), _switch(run.find(f"{_W}rPr")))
            first, *others = _run_text(run).split("\n")
            pen.stand(first, (0, 0), bold)
            for line in others:
                yield pen.lift()
                pen.stand(line, (0, 0), bold)
        yield pen.lift()

    def _table(self, table: _Element) -> list[BlockDraft]:
        rows: list[list[CellDraft]] = []
        open_cells: dict[int, CellDraft] = {}
        for row in _children(table, "tr"):
            rows.append(self._row(row, open_cells))
        self._tables += 1
        return row_drafts(rows, self._tables)

    def _row(self, row: _Element, open_cells: dict[int, CellDraft]) -> list[CellDraft]:
        """The cells that begin in a row; one that goes on from above makes that one taller."""
        made: list[CellDraft] = []
        before = _count(_value(row, "trPr/gridBefore"), 0)
        if before:
            made.append(CellDraft(Piece(), columns=before))
        column = before
        header = _value(row, "trPr/tblHeader") not in (None, *_OFF)
        for cell in _children(row, "tc"):
            columns = _count(_value(cell, "tcPr/gridSpan"), 1)
            merge = _value(cell, "tcPr/vMerge")
            if merge is not None and merge != "restart" and column in open_cells:
                open_cells[column].rows += 1
            else:
                draft = CellDraft(self._cell_piece(cell), columns=columns, header=header)
                made.append(draft)
                open_cells[column] = draft
            column += columns
        return made

    def _cell_piece(self, cell: _Element) -> Piece:
        pieces = [joined([c.piece for c in b.own_cells()], " ") if b.cells else b.piece for b in self.blocks(cell)]
        return joined([piece for piece in pieces if len(piece.text)], "\n").stripped()


def _count(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else otherwise


def _outline_level(value: str) -> int:
    """The heading level of an outline level, of which 9 means body text."""
    return outline + 1 if (outline := _count(value, 9)) < 9 else 0


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    """Rows or cells, those inside content controls too."""
    for element in parent:
        if element.tag == _W + name:
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(element, name)


def _runs(element: _Element) -> Iterator[_Element]:
    """The runs of a paragraph in order, those in links, insertions and content controls too, deleted ones not."""
    for child in element:
        if child.tag == f"{_W}r":
            yield child
        elif child.tag not in _GONE:
            yield from _runs(child)


def _run_text(run: _Element) -> str:
    return "".join((child.text or "") if child.tag == f"{_W}t" else _CHARACTERS.get(child.tag, "") for child in run)


def _outermost_boxes(paragraph: _Element) -> Iterator[_Element]:
    for child in paragraph:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _GONE:
            yield from _outermost_boxes(child)
