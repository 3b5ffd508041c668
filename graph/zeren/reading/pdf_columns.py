"""What stands beside each other without lines between: tables by their white columns, and columns of newspaper text.

Apart from the tables with lines, because here the white tells everything: a corridor that no line of text crosses parts
two columns. Columns of like width that text fills are read one after the other; others are a table, whose rows are
parted by their numbers where it has them, else by the wider white between its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from zeren.reading.draft import CellDraft, Piece
from zeren.reading.pdf_lines import Line, joined_lines
from zeren.reading.pdf_page import Glyph

FEWEST_LINES = 3
"""How many lines a table or columns of text have at least."""
NARROWEST = 0.5
"""The narrowest corridor, in sizes of the type."""
STEADY = 3
"""After how many lines with the same corridors a line that crosses one is no part of the table."""
NEWSPAPER_WIDTH = 10
"""The least width of a column of newspaper text, in sizes of the type."""
LONGEST_HEADER = 16
"""How many characters the header of a column may have."""

_Corridor: TypeAlias = tuple[float, float]
_NUMBER: Final = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.．、]?")
_HEADER: Final = re.compile(r"序\s*号|单\s*位|部\s*门|任\s*务|事\s*项|内\s*容|项\s*目|时\s*限|措\s*施|类\s*别|目\s*标")


Column: TypeAlias = tuple[float, float]
"""From where to where the text of a column reaches."""


class Run(NamedTuple):
    """Lines of one column of text, with its edges and those of all columns of newspaper text it stands in."""

    lines: Sequence[Line]
    left: float
    right: float
    beside: tuple[Column, ...] = ()


class Table(NamedTuple):
    """Cells of a table on one page, as they begin in each row, with the edges of its columns.

    `full` tells the columns whose text fills the last line of the last row, so that it may go on over the page; None
    where no lines tell how wide a column is.
    """

    page: int
    edges: Sequence[float]
    rows: list[list[CellDraft]]
    full: frozenset[int] | None = None

    @property
    def ruled(self) -> bool:
        return self.full is not None


@dataclass(frozen=True)
class _Region:
    """Lines with corridors that run through all of them but those that stand over the columns (`inner`)."""

    lines: Sequence[Line]
    corridors: Sequence[_Corridor]
    inner: frozenset[int]

    @property
    def columns(self) -> list[Column]:
        """The columns between the corridors."""
        edges = [float("-inf"), *((a + b) / 2 for a, b in self.corridors), float("inf")]
        found = []
        for left, right in pairwise(edges):
            inside = [g for n, ln in enumerate(self.lines) if n not in self.inner for g in _cut(ln, left, right)]
            found.append((min(g.x0 for g in inside), max(g.x1 for g in inside)) if inside else (left, left))
        return found


def parts(lines: Sequence[Line], left: float, right: float, known: Sequence[Column] = ()) -> Iterator[Run | Table]:
    """Free lines of a page, from the top down, as runs of text and tables, in reading order.

    `known` are the columns of the newspaper text above, in which it may end with a few lines.
    """
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        region = _region(lines, at)
        found = _columned(region, known)
        if found:
            first = found[0]
            if isinstance(first, Run):
                begin = next((n for n in range(len(plain), 0, -1) if not _stands_in(plain[n - 1], first.beside)), 0)
                found = _newspaper([*plain[begin:], *region.lines], first.beside)
                plain = plain[:begin]
            yield from _plain(plain, left, right, known)
            plain = []
            yield from found
        else:
            plain.extend(region.lines)
        at += len(region.lines)
    yield from _plain(plain, left, right, known)


def _plain(lines: Sequence[Line], left: float, right: float, known: Sequence[Column]) -> Iterator[Run]:
    if lines and known and all(_stands_in(line, known[:1]) for line in lines):
        yield Run(lines, *known[0], tuple(known))
    elif lines:
        yield Run(lines, left, right)


def _stands_in(line: Line, columns: Sequence[Column]) -> bool:
    """Whether each part of a line stands in one of some columns."""
    size = line.size
    return all(any(a - size <= part.x0 and part.x1 <= b + size for a, b in columns) for part in line.segments)


def _region(lines: Sequence[Line], at: int) -> _Region:
    """The lines from `at` on through which the same corridors run; the one line where none does.

    The white to the left and right of all lines counts as corridors until the end, since lines above may be short.
    """
    corridors = _narrowed([(float("-inf"), float("inf"))], lines[at])
    inner: set[int] = set()
    steady, end = 0, at + 1
    while end < len(lines) and (_between(corridors) or lines[end].top < lines[end - 1].bottom):
        left = _narrowed(corridors, lines[end])
        if len(left) < len(corridors) and (not _between(left) or steady >= STEADY):
            if steady < STEADY or not _goes_on(corridors, lines[end + 1 : end + 2]):
                break
            inner.add(end - at)
        else:
            steady = steady + 1 if len(left) == len(corridors) else 0
            corridors = left
        end += 1
    return _Region(lines[at:end], _between(corridors), frozenset(inner))


def _between(corridors: Sequence[_Corridor]) -> Sequence[_Corridor]:
    """The corridors with text on both sides."""
    return corridors[1:-1]


def _goes_on(corridors: Sequence[_Corridor], following: Sequence[Line]) -> bool:
    return any(len(_narrowed(corridors, line)) == len(corridors) and len(line.segments) > 1 for line in following)


def _narrowed(corridors: Sequence[_Corridor], line: Line) -> list[_Corridor]:
    """What a line leaves white of some corridors."""
    made = []
    for start, end in corridors:
        for segment in line.segments:
            if segment.x1 <= start or segment.x0 >= end:
                continue
            made.append((start, segment.x0))
            start = segment.x1
        made.append((start, end))
    return [(start, end) for start, end in made if end - start >= NARROWEST * line.least]


def _columned(region: _Region, known: Sequence[Column]) -> list[Run | Table] | None:
    """Newspaper columns or a table, None where the white means nothing."""
    if known and region.corridors and all(_stands_in(line, known) for line in region.lines):
        return _newspaper(region.lines, known)
    several = sum(len(line.segments) > 1 for line in region.lines)
    if several < 2 or len(region.lines) < FEWEST_LINES or 4 * several < len(region.lines):
        return None
    columns = region.columns
    titled = max(map(_headers, region.lines[:FEWEST_LINES])) >= min(2, len(columns))
    if not titled and _is_newspaper(region, columns):
        return _newspaper(region.lines, columns)
    return [_table(region, columns)] if titled or len(columns) > 2 else None


def _newspaper(lines: Sequence[Line], columns: Sequence[Column]) -> list[Run | Table]:
    found = ((_within(lines, column), column) for column in columns)
    return [Run(own, *column, tuple(columns)) for own, column in found if own]


def _headers(line: Line) -> int:
    """How many parts of a line are headers of columns."""
    return sum(_is_header(segment.text) for segment in line.segments)


def _is_header(text: str) -> bool:
    return len(text) <= LONGEST_HEADER and bool(_HEADER.search(text)) and not re.search("[:：。]", text)


def _is_newspaper(region: _Region, columns: Sequence[Column]) -> bool:
    """Whether all columns are of like width, wide, and hold lines enough."""
    widths = [right - left for left, right in columns]
    size = region.lines[0].size
    return (
        max(widths) <= 1.3 * min(widths)
        and min(widths) >= NEWSPAPER_WIDTH * size
        and all(len(_within(region.lines, column)) >= FEWEST_LINES for column in columns)
    )


def _within(lines: Sequence[Line], column: Column) -> list[Line]:
    """The parts of the lines that stand in a column; a line over all columns stands in the first."""
    found = []
    for line in lines:
        glyphs = _cut(line, column[0] - 1, column[1] + 1)
        if glyphs:
            found.append(Line(tuple(glyphs), line.page))
    return found


def _cut(line: Line, left: float, right: float) -> list[Glyph]:
    return [glyph for glyph in line.glyphs if left <= (glyph.x0 + glyph.x1) / 2 <= right]


# --- rows of a table -------------------------------------------------------------------------------------------------


def _table(region: _Region, columns: Sequence[Column]) -> Table:
    rows: list[list[CellDraft]] = []
    start = 0
    for n in [*sorted(region.inner), len(region.lines)]:
        rows += _rows(region.lines[start:n], columns)
        if n < len(region.lines):
            whole = joined_lines([region.lines[n]], 0)
            rows.append([CellDraft(whole, columns=len(columns))])
        start = n + 1
    return Table(region.lines[0].page, [columns[0][0], *(right for _, right in columns)], rows)


def _rows(lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[list[CellDraft]]:
    ends = _ends(lines, columns[0]) if lines else []
    for start, end in pairwise([0, *ends, len(lines)] if lines else [0]):
        yield [CellDraft(_cell(lines[start:end], column)) for column in columns]


def _cell(lines: Sequence[Line], column: Column) -> Piece:
    cut = (_cut(line, column[0] - 1, column[1] + 1) for line in lines)
    own = [Line(tuple(glyphs), lines[0].page) for glyphs in cut if glyphs]
    return joined_lines(own, column[1] - column[0])


def _ends(lines: Sequence[Line], first: Column) -> list[int]:
    """Before which lines a new row begins."""
    gaps = [lower.top - upper.bottom for upper, lower in pairwise(lines)]
    heads = [n for n, line in enumerate(lines) if _cut(line, first[0] - 1, first[1] + 1)]
    numbered = [n for n in heads if _NUMBER.fullmatch(_cell([lines[n]], first).text.text)]
    if len(numbered) > 1 and 2 * len(numbered) >= len(heads):
        return _between_numbers(lines, gaps, numbered)
    if not gaps:
        return []
    low, high = min(gaps), max(gaps)
    if high > 1.4 * max(low, 0) + 0.1 * lines[0].size:
        return [n + 1 for n, gap in enumerate(gaps) if gap > (low + high) / 2]
    return [n for n in heads if n]


def _between_numbers(lines: Sequence[Line], gaps: Sequence[float], numbered: Sequence[int]) -> list[int]:
    """The widest white between each two numbers; where several are alike, the last of them."""
    ends = [_widest(gaps, upper, lower, lines[lower].size) for upper, lower in pairwise(numbered)]
    if numbered[0]:
        titled = [n for n, line in enumerate(lines[: numbered[0]]) if _headers(line) > 1]
        head = _widest(gaps, max(titled, default=0), numbered[0], lines[0].size)
        usual = sorted(gaps[end - 1] for end in ends)[len(ends) // 2]
        if titled or gaps[head - 1] >= usual - 0.1 * lines[0].size:
            ends.insert(0, head)
    return ends


def _widest(gaps: Sequence[float], upper: int, lower: int, size: float) -> int:
    highest = max(gaps[upper:lower])
    return max(n for n in range(upper, lower) if gaps[n] >= highest - 0.05 * size) + 1
