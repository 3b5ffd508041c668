"""Tables that go on over pages, put together again.

Apart, because a page break does to a table what nothing else does: the header is printed again or not, a cell that
spans rows is closed at the foot of the page and opened, empty, at the head of the next, and a row is cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zeren.reading.draft import CellDraft, Placed, joined
from zeren.reading.grid import place
from zeren.reading.pdf_columns import Run, Table

EDGE = 6.0
"""How far in points the edges of a column may move from page to page."""
MOST_HEADER_ROWS = 4
"""How many rows a header that is printed again may have, a title over it counted."""
NUMBERED_SHARE = 0.8
"""The part of the rows that have a number, or any text, in a column where each row has one."""

_NUMBER: Final = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十百]{1,5}|[①-⑳])[)）]?[.．、]?")


@dataclass
class Spread:
    """A table on one page or several: its rows, and the page of each."""

    rows: list[list[CellDraft]]
    pages: list[int]
    last: Table


def spreads(parts: Iterable[Run | Table]) -> Iterator[Run | Spread]:
    """Runs of text and whole tables in the order of the document."""
    above: Spread | None = None
    for part in parts:
        if isinstance(part, Table) and above and _takes_up(above.last, part):
            _add(above, part)
            continue
        if above:
            yield above
        above = None
        if isinstance(part, Run):
            yield part
        else:
            above = Spread(list(part.rows), [part.page] * len(part.rows), part)
    if above:
        yield above


def _takes_up(above: Table, table: Table) -> bool:
    """Whether a table is the rest of the one that ends the page before."""
    if table.page != above.page + 1 or len(table.edges) != len(above.edges) or table.ruled != above.ruled:
        return False
    moved = table.edges[0] - above.edges[0]
    return not table.ruled or all(abs(b - a - moved) <= EDGE for a, b in zip(above.edges, table.edges, strict=True))


def _add(spread: Spread, table: Table) -> None:
    rows = table.rows[_repeated(spread.rows, table.rows) :]
    if rows and _is_cut(spread, rows[0]):
        _mend(spread.rows, rows.pop(0))
    elif rows:
        rows[0] = _carried(spread.rows, rows[0])
    spread.rows += rows
    spread.pages += [table.page] * len(rows)
    spread.last = table


def _repeated(above: Sequence[Sequence[CellDraft]], rows: Sequence[Sequence[CellDraft]]) -> int:
    """How many rows at the head are the header of the table, printed again."""
    head = [_texts(row) for row in above[:MOST_HEADER_ROWS]]
    for start in range(len(head)):
        count = 0
        while count < min(len(head) - start, len(rows)) and any(head[start + count]):
            if head[start + count] != _texts(rows[count]):
                break
            count += 1
        if count:
            return count
    return 0


def _texts(row: Sequence[CellDraft]) -> list[str]:
    return [cell.piece.text.text for cell in row]


def _upper(grid: Sequence[Sequence[Placed]]) -> dict[int, CellDraft]:
    """The cell of each column of the last row, those that reach down into it too."""
    return {placed.column: placed.cell for placed in grid[-1]}


def _columns(row: Sequence[CellDraft]) -> Iterator[tuple[int, CellDraft]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.columns


def _is_cut(above: Spread, row: Sequence[CellDraft]) -> bool:
    """Whether a row is the rest of the one above.

    It has no number where each row has one, and each of its cells goes on from a full line; in a table with numbers one
    cell may go on from a paragraph of its own where others, that no row leaves empty, say nothing more.
    """
    grid = place(above.rows)
    upper = _upper(grid)
    own = dict(_columns(row))
    numbers = _numbers(grid)
    key = numbers or 0
    if not own.keys() <= upper.keys() or key not in own or len(own[key].piece.text) or upper[key].rows > 1:
        return False
    going_on = [column for column, cell in own.items() if len(cell.piece.text)]
    if above.last.full is None or not going_on:
        return numbers is not None and bool(going_on)
    anew = [column for column in going_on if column not in above.last.full]
    if not anew:
        return numbers is not None or _has_text(grid, key)
    silent = any(column not in going_on and _has_text(grid, column) for column in own if column != key)
    return numbers is not None and len(anew) == 1 and silent


def _numbers(grid: Sequence[Sequence[Placed]]) -> int | None:
    """The column in which the rows are numbered: the first, or the second where categories stand before it."""
    for column in (0, 1):
        told = [bool(_NUMBER.fullmatch(text)) for text in _own_texts(grid, column)]
        below = told[told.index(True) :] if any(told) else []
        if below and sum(below) >= NUMBERED_SHARE * len(below):
            return column
    return None


def _has_text(grid: Sequence[Sequence[Placed]], column: int) -> bool:
    """Whether (nearly) every row has text in a column."""
    told = [bool(text) for text in _own_texts(grid, column)]
    return len(told) > 1 and sum(told) >= NUMBERED_SHARE * len(told)


def _own_texts(grid: Sequence[Sequence[Placed]], column: int) -> list[str]:
    own = (one for line in grid for one in line if one.column == column and not one.merged and one.cell.columns == 1)
    return [one.cell.piece.text.text for one in own]


def _mend(above: Sequence[Sequence[CellDraft]], row: Sequence[CellDraft]) -> None:
    """Write the rest of a row behind its beginning, cell by cell; a cell that reaches further down reaches so too."""
    upper = _upper(place(above))
    for column, cell in _columns(row):
        upper[column].rows += cell.rows - 1
        if len(cell.piece.text):
            pieces = [piece for piece in (upper[column].piece, cell.piece) if len(piece.text)]
            upper[column].piece = joined(pieces, "")


def _carried(above: Sequence[Sequence[CellDraft]], row: Sequence[CellDraft]) -> list[CellDraft]:
    """The row without the empty cells that go on from above; those above become taller."""
    upper = _upper(place(above))
    kept = []
    for column, cell in _columns(row):
        over = upper.get(column)
        goes_on = over is not None and over.columns == cell.columns and len(over.piece.text) > 0
        if over is not None and goes_on and not len(cell.piece.text) and (over.rows > 1 or cell.rows > 1):
            over.rows += cell.rows
        else:
            kept.append(cell)
    return kept
