"""Tables of a page while they are read: their cells, and whether they hold data or only lay out the page.

Apart from the reader of pages, which opens and closes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zeren.reading.draft import BlockDraft, CellDraft

LONGEST_CELL = 30
"""How many paragraphs a cell may hold before its table is taken for a layout."""


@dataclass(slots=True)
class OpenCell:
    draft: CellDraft
    flow: list[BlockDraft] = field(default_factory=list)


@dataclass(slots=True)
class OpenTable:
    """A table being read; `depth` is where it stands in the stack of open elements."""

    depth: int
    rows: list[list[OpenCell]] = field(default_factory=list)
    cell: OpenCell | None = None
    holds_table: bool = False

    def is_layout(self) -> bool:
        cells = [cell for row in self.rows for cell in row]
        articles = any(len(cell.flow) > LONGEST_CELL or any(block.level for block in cell.flow) for cell in cells)
        widths = (sum(cell.draft.columns for cell in row) for row in self.rows)
        return self.holds_table or articles or max(widths, default=0) < 2
