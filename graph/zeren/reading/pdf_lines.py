"""Characters at places to lines of text, and lines to text that goes on.

Apart, because cells, columns and paragraphs are all made of lines, and what parts two lines, a blank, a break or
nothing, is told in the same way for each: Chinese text breaks anywhere, so a line that fills its room goes on in the
next one with nothing between.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from zeren.reading.draft import BLANKS, Pen, Piece
from zeren.reading.pdf_page import Glyph

SAME_LINE = 0.45
"""How far base lines of one line may lie apart, in sizes of the type."""
WORD_GAP = 0.2
"""The white that parts two words in Latin script, in sizes of the type."""
WIDE_GAP = 0.9
"""The white that parts two words in any script, and the columns of a table without lines."""
SLACK = 2.4
"""How much of its room a line that goes on may leave white, in sizes of the type: a sign that may not begin a line
takes the one before it along."""
FINISHED_SLACK = 1.6
"""The same for a line that ends with a sentence."""

_NUMBERED: Final = re.compile(
    r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[.．、)）](?!\d)|\s)|[①-⑳●◆■★※•]|第[一二三四五六七八九十百\d]{1,4}[章节条件项部]"
    r"|[\u4e00-\u9fff][\u4e00-\u9fff/／、()（）]{1,11}[:：]|注[:：]"
)
_FINISHED: Final = re.compile(r"[。；;！？!?：:][”’」』)）]?$")
_LIST_MARK: Final = re.compile(r"[、，,（(]$")


@dataclass(frozen=True)
class Line:
    """Characters on one base line from left to right, on a page from 1."""

    glyphs: tuple[Glyph, ...]
    page: int

    @cached_property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes = sorted(glyph.size for glyph in self.glyphs)
        return sizes[len(sizes) // 2]

    @cached_property
    def least(self) -> float:
        """The size of its smallest character."""
        return min(glyph.size for glyph in self.glyphs)

    @cached_property
    def y(self) -> float:
        bases = sorted(glyph.y for glyph in self.glyphs)
        return bases[len(bases) // 2]

    @property
    def top(self) -> float:
        return self.y - 0.88 * self.size

    @property
    def bottom(self) -> float:
        return self.y + 0.12 * self.size

    @cached_property
    def text(self) -> str:
        pen = Pen()
        write(pen, self)
        return pen.lift().text.text

    @property
    def begins_anew(self) -> bool:
        """Whether the line begins as an item or a labelled line does."""
        return bool(_NUMBERED.match(self.text))

    @property
    def is_finished(self) -> bool:
        return bool(_FINISHED.search(self.text))

    @cached_property
    def segments(self) -> tuple[Line, ...]:
        """The parts of the line between wide white gaps."""
        parts: list[list[Glyph]] = [[self.glyphs[0]]]
        for glyph in self.glyphs[1:]:
            if glyph.x0 - parts[-1][-1].x1 > WIDE_GAP * min(glyph.size, parts[-1][-1].size):
                parts.append([])
            parts[-1].append(glyph)
        return tuple(Line(tuple(part), self.page) for part in parts)


def is_blank(glyph: Glyph) -> bool:
    return glyph.sign in BLANKS


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The lines that characters stand in, from the top of the page down; blanks are told again from the gaps."""
    rows: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if not is_blank(g)), key=lambda g: (g.y, g.x0)):
        if rows and abs(glyph.y - rows[-1][0].y) <= SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [Line(tuple(sorted(row, key=lambda g: (g.x0, g.x1))), page) for row in rows]


def write(pen: Pen, line: Line) -> None:
    """Write a line, with a blank where the white between two characters parts words."""
    last: Glyph | None = None
    for glyph in line.glyphs:
        if last is not None and _is_parted(last, glyph):
            pen.stand(" ", (0, 0), last.bold and glyph.bold)
        pen.stand(glyph.sign, (0, 0), glyph.bold)
        last = glyph


def _is_parted(one: Glyph, other: Glyph) -> bool:
    gap = other.x0 - one.x1
    size = max(one.size, other.size)
    return gap > WIDE_GAP * size or (gap > WORD_GAP * size and not _is_wide(one.sign) and not _is_wide(other.sign))


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign[0]) in "WFA"


def goes_on(upper: Line, lower: Line, room: float) -> bool:
    """Whether a line in a column of this width goes on in the next one, by the white that it leaves."""
    if _LIST_MARK.search(upper.text):
        return True
    if lower.begins_anew and not _is_open(upper.text) and (upper.is_finished or lower.text[:1] not in "0123456789"):
        return False
    return fills(upper, room, lower.size)


def fills(line: Line, room: float, size: float = 0.0) -> bool:
    """Whether a line leaves no more white than one that goes on, in this size of type, in the next."""
    slack = FINISHED_SLACK if line.is_finished else SLACK
    return line.x1 - line.x0 + slack * max(line.size, size) >= room


def _is_open(text: str) -> bool:
    """Whether the last bracket of a line is not closed in it."""
    return max(text.rfind("("), text.rfind("（")) > max(text.rfind(")"), text.rfind("）"))


def joined_lines(lines: Sequence[Line], room: float) -> Piece:
    """The text of a cell: lines that fill its width go on, the others end where they end."""
    pen = Pen()
    for at, line in enumerate(lines):
        if at:
            link(pen, line, not goes_on(lines[at - 1], line, room))
        write(pen, line)
    return pen.lift()


def link(pen: Pen, line: Line, broken: bool = False) -> None:
    """Write what stands between the last line and this one: a break, a blank between Latin words, or nothing."""
    if broken:
        pen.stand("\n", (0, 0))
    elif pen.last.isalpha() and pen.last.isascii() and line.text[:1].isascii() and line.text[:1].isalpha():
        pen.stand(" ", (0, 0))
