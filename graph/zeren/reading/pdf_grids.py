"""Tables by their lines: straight lines to a grid, the grid to cells, characters into the cells.

Apart from tables without lines, because here nothing is guessed: two squares of the grid between which no line runs are
one cell, and a cell that covers several rows is told once with the rows it covers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from zeren.reading.draft import CellDraft, Piece
from zeren.reading.pdf_lines import Line, fills, joined_lines, lines_of
from zeren.reading.pdf_page import Glyph, PdfPage, Rule

SNAP = 3.0
"""How far apart in points lines may lie that mean the same line, or miss each other and still meet."""
MAX_SQUARES = 20_000
"""The most squares that the grid of one table may have; drawings with more are none."""
MAX_LINES = 3000
"""The most lines in one direction that are looked at for tables; a page with more is a map."""
_PADDING: Final = 8.0
"""The widest white in points that the edge of a cell is thought to be."""


class Area(NamedTuple):
    """A cell on the page: its edges in points, its place on the grid and how many squares it covers."""

    x0: float
    y0: float
    x1: float
    y1: float
    row: int
    column: int
    rows: int
    columns: int


@dataclass
class RuledTable:
    """A table with lines on one page: the edges of its columns and rows, and its cells with their characters."""

    xs: list[float]
    ys: list[float]
    areas: list[Area]
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)

    @cached_property
    def _squares(self) -> dict[tuple[int, int], int]:
        """The number of the cell that each square of the grid belongs to."""
        return {
            (row, column): n
            for n, area in enumerate(self.areas)
            for row in range(area.row, area.row + area.rows)
            for column in range(area.column, area.column + area.columns)
        }

    def holds(self, glyph: Glyph) -> int | None:
        """The number of the cell in which the middle of a character lies."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - 0.35 * glyph.size
        return self._squares.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def filled(self, page: int) -> tuple[list[list[CellDraft]], frozenset[int]]:
        """The cells as they begin in each row, with their texts, and the columns that are full at the foot."""
        lines = {n: lines_of(self.glyphs.get(n, ()), page) for n in range(len(self.areas))}
        padding = _paddings(self.areas, lines)
        made: list[list[CellDraft]] = [[] for _ in self.ys[1:]]
        full = set()
        for n, area in enumerate(self.areas):
            room = area.x1 - area.x0 - 2 * padding.get(area.column, 0.0)
            piece = joined_lines(lines[n], room) if lines[n] else Piece()
            made[area.row].append(CellDraft(piece, area.columns, area.rows))
            if lines[n] and area.row + area.rows == len(made) and fills(lines[n][-1], room):
                full.add(area.column)
        return made, frozenset(full)


def ruled_tables(page: PdfPage) -> tuple[list[RuledTable], list[Glyph]]:
    """The tables with lines of a page from the top down, filled, and the characters that stand in none."""
    tables = [table for group in _groups(page) if (table := _table(*group))]
    tables.sort(key=lambda table: (table.ys[0], table.xs[0]))
    free: list[Glyph] = []
    for glyph in page.glyphs:
        for table in tables:
            at = table.holds(glyph)
            if at is not None:
                table.glyphs.setdefault(at, []).append(glyph)
                break
        else:
            free.append(glyph)
    return [table for table in tables if table.glyphs], free


def _paddings(areas: Sequence[Area], lines: dict[int, list[Line]]) -> dict[int, float]:
    """For each column, the white that even its longest lines leave at the left."""
    found: dict[int, float] = {}
    for n, area in enumerate(areas):
        for line in lines[n]:
            white = max(0.0, min((area.x1 - area.x0 - line.x1 + line.x0) / 2, _PADDING))
            found[area.column] = min(found.get(area.column, _PADDING), white)
    return found


def _groups(page: PdfPage) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines of a page in groups that touch each other."""
    across, down = merged(page.across), merged(page.down)
    if max(len(across), len(down)) > MAX_LINES:
        return []
    parents = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    places = [rule.at for rule in down]
    for n, one in enumerate(across):
        for m in range(bisect_left(places, one.start - SNAP), bisect_right(places, one.end + SNAP)):
            if down[m].start - SNAP <= one.at <= down[m].end + SNAP:
                parents[root(n)] = root(len(across) + m)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for n, rule in enumerate(across + down):
        groups.setdefault(root(n), ([], []))[n >= len(across)].append(rule)
    return list(groups.values())


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines with their pieces put together: those at the same place that touch or overlap are one."""
    made: list[Rule] = []
    places = _snapped([rule.at for rule in rules])
    for rule in sorted(rule._replace(at=places[rule.at]) for rule in rules):
        last = made[-1] if made else None
        if last and last.at == rule.at and rule.start <= last.end + SNAP:
            made[-1] = last._replace(end=max(last.end, rule.end))
        else:
            made.append(rule)
    return [rule for rule in made if rule.end - rule.start > SNAP]


def _snapped(places: Iterable[float]) -> dict[float, float]:
    """Each place with the one that stands for all those near it."""
    made: dict[float, float] = {}
    first = last = float("-inf")
    for place in sorted(places):
        if place - last > SNAP or place - first > 2 * SNAP:
            first = place
        made[place], last = first, place
    return made


def _table(across: list[Rule], down: list[Rule]) -> RuledTable | None:
    """The grid of a group of lines, closed at its sides where these are not drawn; None where it has no two cells."""
    if not across or not down:
        return None
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
    across = merged([*across, Rule(top, left, right), Rule(bottom, left, right)])
    down = merged([*down, Rule(left, top, bottom), Rule(right, top, bottom)])
    xs = sorted({rule.at for rule in down})
    ys = sorted({rule.at for rule in across})
    if len(xs) * len(ys) > MAX_SQUARES or len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    return RuledTable(xs, ys, _areas(xs, ys, _Walls(across), _Walls(down)))


class _Walls:
    """Asks whether a line runs at a place over a stretch."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._at: dict[float, list[Rule]] = {}
        for rule in rules:
            self._at.setdefault(rule.at, []).append(rule)

    def between(self, at: float, start: float, end: float) -> bool:
        middle = (start + end) / 2
        return any(rule.start <= middle <= rule.end for rule in self._at.get(at, ()))


def _areas(xs: list[float], ys: list[float], across: _Walls, down: _Walls) -> list[Area]:
    """The cells of a grid: each grows to the right and down from its first square until a line stops it."""
    taken: set[tuple[int, int]] = set()
    areas = []
    for row, column in ((row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)):
        if (row, column) in taken:
            continue
        right, below = column + 1, row + 1
        while right < len(xs) - 1 and (row, right) not in taken and not down.between(xs[right], ys[row], ys[row + 1]):
            right += 1
        while below < len(ys) - 1 and not _is_stopped(across, xs[column : right + 1], ys[below]):
            below += 1
        taken.update((r, c) for r in range(row, below) for c in range(column, right))
        areas.append(Area(xs[column], ys[row], xs[right], ys[below], row, column, below - row, right - column))
    return areas


def _is_stopped(across: _Walls, edges: Sequence[float], y: float) -> bool:
    return any(across.between(y, x0, x1) for x0, x1 in pairwise(edges))
