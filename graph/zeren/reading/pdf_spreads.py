"""Tables that go on over pages, put together again.

Apart, because a page break does to a table what nothing else does: the header is printed again or not, a cell that
spans rows is closed at the foot of the page and opened, empty, at the head of the next, and a row is cut in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zeren.reading.draft import CellDraft, joined
from zeren.reading.grid import place
from zeren.reading.pdf_columns import Run, Table

EDGE = 6.0
"""How far in points the edges of a column may move from page to page."""
MOST_HEADER_ROWS = 4
"""How many rows a header that is printed again may have, a title over it counted."""
NUMBERED_SHARE = 0.8
"""The part of the rows that have a first cell of their own where each row has one."""


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
    if rows and _is_cut(spread.rows, rows[0]):
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


def _above(rows: Sequence[Sequence[CellDraft]]) -> dict[int, CellDraft]:
    """The cell of each column of the last row, those that reach down into it too."""
    return {placed.column: placed.cell for placed in place(rows)[-1]}


def _columns(row: Sequence[CellDraft]) -> Iterator[tuple[int, CellDraft]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.columns


def _is_cut(above: Sequence[Sequence[CellDraft]], row: Sequence[CellDraft]) -> bool:
    """Whether a row is the rest of the one above: it has no number where each row has one of its own."""
    texts = _texts(row)
    if len(row) < 2 or texts[0] or not any(texts) or any(cell.rows > 1 for cell in row):
        return False
    upper = _above(above)
    if upper[0].rows > 1 or any(column not in upper for column, _ in _columns(row)):
        return False
    own = sum(bool(one and one[0].piece.text.text) for one in above)
    return len(above) > 1 and own >= NUMBERED_SHARE * len(above)


def _mend(above: Sequence[Sequence[CellDraft]], row: Sequence[CellDraft]) -> None:
    """Write the rest of a row behind its beginning, cell by cell."""
    upper = _above(above)
    for column, cell in _columns(row):
        if len(cell.piece.text):
            pieces = [piece for piece in (upper[column].piece, cell.piece) if len(piece.text)]
            upper[column].piece = joined(pieces, "")


def _carried(above: Sequence[Sequence[CellDraft]], row: Sequence[CellDraft]) -> list[CellDraft]:
    """The row without the empty cells that go on from above; those above become taller."""
    upper = _above(above)
    kept = []
    for column, cell in _columns(row):
        over = upper.get(column)
        goes_on = over is not None and over.columns == cell.columns and len(over.piece.text) > 0
        if over is not None and goes_on and not len(cell.piece.text) and (over.rows > 1 or cell.rows > 1):
            over.rows += cell.rows
        else:
            kept.append(cell)
    return kept
