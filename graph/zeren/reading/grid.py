"""The grid of a table: which column each cell really stands in, once cells above and beside it are spanned.

Apart, because HTML and DOCX leave columns to be counted, and a reader that forgets a cell reaching down from the row
above shifts the whole row to the left: the duty column then holds something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from zeren.errors import TooLarge
from zeren.reading.draft import BlockDraft, CellDraft, Placed

MAX_COLUMNS = 200
"""The widest a cell may claim to be, in columns."""
MAX_REPEATED_CELLS = 500_000
"""The most places that the merged cells of a table may cover beside their own."""


_column = attrgetter("column")


def place(rows: Sequence[Sequence[CellDraft]]) -> list[list[Placed]]:
    """The rows with every cell at its column; cells that span rows or columns are repeated there, marked as merged.

    A cell that claims more rows than the table has ends with the table; `rows=0` means just that. Raises `TooLarge`.
    """
    reaching: dict[int, tuple[CellDraft, int]] = {}
    placed = []
    repeated = 0
    for number, row in enumerate(rows):
        line = [Placed(cell, column, True) for column, (cell, _) in reaching.items()]
        taken = frozenset(reaching)
        reaching = {column: (cell, left - 1) for column, (cell, left) in reaching.items() if left > 1}
        column = 0
        for cell in row:
            while column in taken:
                column += 1
            down = (cell.rows or len(rows)) - 1
            for step in range(min(max(cell.columns, 1), MAX_COLUMNS)):
                if column in taken:
                    break
                line.append(Placed(cell, column, step > 0))
                if down > 0:
                    reaching[column] = (cell, min(down, len(rows) - number - 1))
                column += 1
        repeated += len(line) - len(row)
        if repeated > MAX_REPEATED_CELLS:
            raise TooLarge(f"merged cells cover more than {MAX_REPEATED_CELLS} places of a table; undo vast merges")
        placed.append(sorted(line, key=_column))
    return placed


def row_drafts(rows: Sequence[Sequence[CellDraft]], table: int, sheet: str | None = None) -> list[BlockDraft]:
    """The rows of a table as blocks, numbered from 1."""
    return [
        BlockDraft("row", cells=cells, table=table, row=number, sheet=sheet)
        for number, cells in enumerate(place(rows), 1)
    ]
