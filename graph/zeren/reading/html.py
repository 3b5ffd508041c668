"""HTML pages: what a reader sees of them, as paragraphs, headings and table rows with a map into the mark-up.

Every visible character keeps the raw characters behind it. White space collapses as in a browser, except that a line
end between two wide characters vanishes (CSS Text 3, 4.1.3). Tables that only lay out a page (a table inside a cell, a
single column, cells that are whole articles) are read through; tables of data become rows on a grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from zeren.model import BlockKind, Document
from zeren.reading import struck
from zeren.reading.css import Element, Look, Sheet, declared
from zeren.reading.draft import BlockDraft, CellDraft, Pen, Piece, Source, assemble, joined
from zeren.reading.faces import is_black
from zeren.reading.grid import row_drafts
from zeren.reading.heads import declared_charset, html_metadata, label_problems
from zeren.reading.html_tables import OpenCell, OpenTable
from zeren.reading.markup import ELEMENTS, Token, tokens
from zeren.reading.wrapped import unwrapped
from zeren.text.decode import decode

MAX_SPAN = 10_000
"""The most rows a cell may claim to cover."""
MAX_KNOWN = 1_000
"""How many elements are remembered inside one, with their looks."""
MAX_DEPTH = 512
"""How deep elements may nest; deeper ones still end paragraphs, but their looks are not followed (as in browsers)."""

_BLOCKS: Final = frozenset(name for name, kind in ELEMENTS.items() if "block" in kind)
_PARTING: Final = _BLOCKS | {"br"}
_VOID: Final = frozenset(name for name, kind in ELEMENTS.items() if "void" in kind)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_PAGE: Final = frozenset(("html", "body"))
_CELLS: Final = frozenset(("td", "th"))
_PARAGRAPH: Final = frozenset(("p",))
_FRAMES: Final = _BLOCKS - _CELLS - set(_HEADINGS) - {"p", "li", "dt", "dd"}
"""The elements that hold others; the font they are set in is that of the page and sets nothing apart."""
_SCOPES: Final = frozenset(("table", "td", "th"))
_CLOSED_BY: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset(("li",)), _SCOPES | {"ul", "ol", "menu", "dir"}),
    "dt": (frozenset(("dt", "dd")), _SCOPES | {"dl"}),
    "dd": (frozenset(("dt", "dd")), _SCOPES | {"dl"}),
    "td": (_CELLS, frozenset(("table", "tr"))),
    "th": (_CELLS, frozenset(("table", "tr"))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    "tbody": (frozenset(("tbody", "thead", "tfoot")), frozenset(("table",))),
}
"""For a start tag: the elements that it closes, and those past which it does not look."""
_SPACE: Final = re.compile(r"(?P<gap>[ \t\r\n\f]+)|[^ \t\r\n\f]+(?: [^ \t\r\n\f]+)*+")
"""White space that collapses, and words; single blanks between words stand as they are."""
_LINE: Final = re.compile(r"(?P<gap>[\r\n\f\v\x85\u2028\u2029]+)|[^\r\n\f\v\x85\u2028\u2029]+")
_LINE_END: Final = re.compile(r"[\r\n]|\\[rn]")
_ESCAPED: Final = re.compile(r">\\+[rn]|\\[rn]<")
_ESCAPED_SPACE: Final = re.compile(r"(?P<gap>(?:[ \t\r\n\f]|\\+[rnt])+)|(?:[^ \t\r\n\f\\]|\\+(?![rnt\\]))+")
_ESCAPED_LINE: Final = re.compile(r"(?P<gap>(?:[\r\n\f]|\\+[rn])+)|(?:[^\r\n\f\\]|\\+(?![rn\\]))+")
_WIDE_MARKS: Final = "“”‘’—…·"

_STYLE: Final = re.compile(r"<style\b[^<>]*>(.*?)(?:</style|\Z)", re.S | re.I)


def read_html(source: Source, data: bytes) -> Document:
    """The document of an HTML file; the encoding is what the bytes are, whatever the page says."""
    label = declared_charset(data)
    raw, encoding = decode(data, label)
    left_out: list[str] = []
    blocks = unwrapped(html_blocks(raw, whole_page=True, left_out=left_out))
    problems = [*label_problems(raw, label, encoding), *struck.problems(left_out)]
    return assemble(source._replace(encoding=encoding), raw, blocks, html_metadata(raw), problems)


def html_blocks(
    raw: str, start: int = 0, whole_page: bool = False, left_out: list[str] | None = None
) -> list[BlockDraft]:
    """The visible blocks of the mark-up from `start` on; text that is struck through goes to `left_out`.

    Unless it is a whole page, a line end outside any block element ends a paragraph, as in text files with some
    mark-up in them; such bare lines are marked `loose`. In mark-up that was a string of a program or a data base,
    line ends are written `\\n` and read as such.
    """
    walk = _Walk(Sheet.parse(" ".join(_STYLE.findall(raw))), whole_page, bool(_ESCAPED.search(raw, start)), left_out)
    for token in tokens(raw, start, len(raw)):
        walk.take(raw, token)
    return walk.finish()


@dataclass(slots=True)
class _Open:
    """An open element and what holds inside it. Text is `bold` by its weight, or where it is in black type and its
    surroundings (`ground`) are not; `frame` is false from the first paragraph or cell on."""

    element: Element
    bold: bool = False
    weight: bool = False
    black: bool = False
    ground: bool = False
    frame: bool = True
    hidden: bool = False
    struck: bool = False
    in_paragraph: bool = False
    level: int = 0
    pre: bool = False
    lines: bool = False
    inside: dict[tuple[str, int], tuple[Mapping[str, str], _Open]] = field(default_factory=dict)
    """The elements that were opened in here before, by name and attributes: pages repeat a few without end."""


class _Walk:
    """One way through the tokens of a page."""

    def __init__(self, sheet: Sheet, whole_page: bool, escaped: bool, left_out: list[str] | None) -> None:
        self._sheet = sheet
        self._left_out = [] if left_out is None else left_out
        self._words = _ESCAPED_SPACE if escaped else _SPACE
        self._lines = _ESCAPED_LINE if escaped else _LINE
        self._stack = [_Open(Element(""), lines=not whole_page)]
        self._flow: list[BlockDraft] = []
        self._tables: list[OpenTable] = []
        self._numbered = 0
        self._pen = Pen()
        self._gap: tuple[str, int, bool] | None = None

    def take(self, raw: str, token: Token) -> None:
        kind, span, value, _ = token
        if kind == "open":
            self._open(token)
        elif kind == "close":
            self._close(value)
        elif self._stack[-1].struck:
            self._left_out.append(value)
        elif not self._stack[-1].hidden:
            self._entity(raw, token) if kind == "entity" else self._text(value, span[0])

    def finish(self) -> list[BlockDraft]:
        while self._tables:
            self._end_table()
        self._break()
        return self._flow

    # --- text -------------------------------------------------------------------------------------------------------

    def _text(self, text: str, start: int) -> None:
        here = self._stack[-1]
        if here.pre or here.lines:
            for match in self._lines.finditer(text):
                if match.lastgroup:
                    self._break()
                else:
                    self._pen.copy(match.group(), start + match.start(), here.bold)
            return
        for match in self._words.finditer(text):
            words, at = match.group(), start + match.start()
            if match.lastgroup:
                self._space(words, at)
            else:
                self._fill_gap(words)
                self._pen.copy(words, at, here.bold)

    def _space(self, white: str, at: int) -> None:
        """Remember white space; it is written when something follows it."""
        if self._gap is None and self._pen.parts:
            self._gap = white, at, self._stack[-1].bold

    def _fill_gap(self, after: str) -> None:
        if self._gap is None:
            return
        white, at, bold = self._gap
        self._gap = None
        if not (_LINE_END.search(white) and _is_wide(self._pen.last) and _is_wide(after[0])):
            self._pen.copy(" ", at, bold and self._stack[-1].bold)

    def _entity(self, raw: str, token: Token) -> None:
        """Write what an entity stands for; letters after a name without `;` are characters of their own."""
        (start, end), made = token.span, token.value
        if made in ("\t", "\n", "\r", "\f", " "):
            return self._space(" ", start)
        written = raw[start:end]
        same = next((n for n in range(len(made)) if written.endswith(made[n:])), len(made))
        if made:
            self._fill_gap(made)
        self._pen.stand(made[:same], (start, end - (len(made) - same)), self._stack[-1].bold)
        self._pen.copy(made[same:], end - (len(made) - same), self._stack[-1].bold)

    def _break(self) -> None:
        """End the paragraph or heading that is being written."""
        self._gap = None
        if not self._pen.parts:
            return
        piece, here = self._pen.lift(), self._stack[-1]
        if len(piece.text):
            kind: BlockKind = "heading" if here.level else "paragraph"
            self._target().append(BlockDraft(kind, piece, level=here.level, loose=here.lines))

    def _target(self) -> list[BlockDraft]:
        """Where blocks go now: into the open cell, or the page."""
        for table in reversed(self._tables):
            if table.cell:
                return table.cell.flow
        return self._flow

    # --- elements -----------------------------------------------------------------------------------------------------

    def _open(self, token: Token) -> None:
        name, said = token.value, token.attributes
        if name == "br" and self._stack[-1].lines and self._pen.first == "|":
            return self._pen.stand(" ", token.span, self._stack[-1].bold)  # in a cell of a table of Markdown
        if name in _PARTING:
            self._break()
        if name in _VOID or len(self._stack) >= MAX_DEPTH:
            return
        self._close_before(name)
        if name == "tr" and self._tables:
            self._tables[-1].rows.append([])
        self._stack.append(self._opened(name, said))
        if name == "table":
            self._tables.append(OpenTable(len(self._stack) - 1))
        elif name in _CELLS and self._tables:
            self._open_cell(name, said)

    def _opened(self, name: str, said: Mapping[str, str]) -> _Open:
        parent = self._stack[-1]
        known = parent.inside.get((name, id(said)))
        if known and known[0] is said:
            return known[1]
        made = self._looked_at(parent, name, said)
        if len(parent.inside) < MAX_KNOWN:
            parent.inside[name, id(said)] = said, made
        return made

    def _looked_at(self, parent: _Open, name: str, said: Mapping[str, str]) -> _Open:
        element = Element(name, frozenset(said.get("class", "").split()), said.get("id", ""))
        own = declared(said["style"]) if "style" in said else Look()
        if name == "font" and "face" in said and own.black is None:
            own = own._replace(black=is_black(said["face"]))
        if self._sheet.rules:
            own = own.over(self._sheet.look(element, [open_.element for open_ in self._stack]))
        by_name = True if name in ("b", "strong") else parent.weight
        weight = by_name if own.bold is None else own.bold
        black = parent.black if own.black is None else own.black
        frame = parent.frame and name in _FRAMES
        ground = black if frame else parent.ground
        return _Open(
            element,
            bold=weight or (black and not ground),
            weight=weight,
            black=black,
            ground=ground,
            frame=frame,
            hidden=parent.hidden or own.hidden is True or "hidden" in said,
            struck=parent.struck or own.struck is True or name in struck.BY_NAME,
            in_paragraph=name == "p" or (parent.in_paragraph and name not in _SCOPES),
            level=_HEADINGS.get(name, parent.level),
            pre=parent.pre or name == "pre",
            lines=parent.lines and (name not in _BLOCKS or name in _PAGE),
        )

    def _close_before(self, name: str) -> None:
        """Close what a start tag closes without saying so."""
        if self._stack[-1].in_paragraph and name in _BLOCKS:
            self._close_within(_PARAGRAPH, _SCOPES)
        if name in _CLOSED_BY:
            self._close_within(*_CLOSED_BY[name])

    def _close_within(self, names: frozenset[str], barriers: frozenset[str]) -> None:
        for open_ in reversed(self._stack):
            if open_.element.name in names:
                return self._close(open_.element.name)
            if open_.element.name in barriers:
                return

    def _close(self, name: str) -> None:
        """Close the innermost open element of this name and all inside; only a table's own tags close its cells."""
        if name in _PARTING:
            self._break()
        for depth in range(len(self._stack) - 1, 0, -1):
            found = self._stack[depth].element.name
            if found == name:
                return self._close_to(depth)
            if found in _SCOPES and name not in ("table", "tr", "td", "th", "tbody", "thead", "tfoot"):
                return
            if found == "table":
                return

    def _close_to(self, depth: int) -> None:
        while self._tables and self._tables[-1].depth >= depth:
            self._end_table()
        if self._tables and not _CELLS.isdisjoint([open_.element.name for open_ in self._stack[depth:]]):
            self._tables[-1].cell = None
        del self._stack[depth:]

    # --- tables -------------------------------------------------------------------------------------------------------

    def _open_cell(self, name: str, said: Mapping[str, str]) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        columns, rows = _number(said.get("colspan")), _number(said.get("rowspan"))
        table.cell = OpenCell(CellDraft(Piece(), columns or 1, rows, name == "th"))
        table.rows[-1].append(table.cell)

    def _end_table(self) -> None:
        self._break()
        table = self._tables.pop()
        blocks = list(_read_through(table)) if table.is_layout() else self._rows(table)
        if self._tables:
            self._tables[-1].holds_table = True
        self._target().extend(blocks)

    def _rows(self, table: OpenTable) -> list[BlockDraft]:
        for row in table.rows:
            for cell in row:
                cell.draft.piece = joined([block.piece for block in cell.flow], "\n")
        self._numbered += 1
        return row_drafts([[cell.draft for cell in row] for row in table.rows], self._numbered)


def _read_through(table: OpenTable) -> Iterator[BlockDraft]:
    for row in table.rows:
        for cell in row:
            yield from cell.flow


def _is_wide(character: str) -> bool:
    return character >= "\u2e80" or character in _WIDE_MARKS


def _number(value: str | None) -> int:
    """A span as the page says it, 1 where it says none; 0 is told apart, since it means `all rows that follow`."""
    if not value:
        return 1
    digits = re.match(r"\s*(\d{1,6})", value)
    return min(int(digits.group(1)), MAX_SPAN) if digits else 1
