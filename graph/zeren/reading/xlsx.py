"""Spreadsheets: every sheet a table, merged cells on the grid, bold as it stands inside the cells.

openpyxl reads the archive. It has no guard against a lone cell in the last column or a merge over a whole sheet, for
which it makes every single cell. So merges are measured before it sees them, only cells that hold something are ever
looked at, and the width of a sheet has a limit.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from zeren.errors import TooLarge, UnreadableDocument
from zeren.model import Document, Hidden, Problem
from zeren.reading import struck
from zeren.reading.draft import BlockDraft, CellDraft, Pen, Piece, Placed, Source, assemble
from zeren.reading.faces import is_black
from zeren.reading.header_units import HeaderUnits
from zeren.reading.numbers import shown
from zeren.reading.packages import LIBRARY_ERRORS, checked_package

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_WIDTH = 1_000
"""The last column that may hold something."""
MAX_MERGED_CELLS = 500_000
"""The most cells that the merges of one sheet may cover."""
MAX_FILLED_CELLS = 2_000_000
"""The most cells of a workbook that may hold something."""

_VISIBLE: Final = "visible"
_MERGE: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")


def read_xlsx(source: Source, data: bytes) -> Document:
    """The document of a workbook: its visible sheets in order, rows numbered as in the sheet.

    The raw text is what stands here, rows by line ends and cells by tabs. Formulas count as the value last computed.
    Hidden rows and columns are read and marked as such; sheets that are hidden as a whole are told as problems.
    """
    book = _opened(data)
    fonts = _fonts(book)
    drafts: list[BlockDraft] = []
    hidden: list[Problem] = []
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state == _VISIBLE:
            drafts += _rows(sheet, number, fonts)
        elif any(cell.value is not None for cell in sheet._cells.values()):
            message = f"the sheet {sheet.title} is hidden and is not read; unhide it where it is part of the plan"
            hidden.append(Problem("cut-off", (0, 0), message))
    return assemble(source, None, drafts, {}, [*hidden, *struck.problems(fonts.left_out)])


def _opened(data: bytes) -> Workbook:
    import warnings

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        package = checked_package(data)
        _refuse_vast_merges(package)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and controls that are not read anyway
            return openpyxl.load_workbook(package, data_only=True, rich_text=True)
    except (*LIBRARY_ERRORS, InvalidFileException, BadZipFile) as error:
        raise UnreadableDocument(f"a broken workbook ({error}); open it in Excel and save it again") from None


def _refuse_vast_merges(package: BytesIO) -> None:
    from openpyxl.worksheet.cell_range import CellRange

    with ZipFile(package) as archive:
        for name in archive.namelist():
            refs = _MERGE.findall(archive.read(name)) if "worksheets/" in name and name.endswith(".xml") else []
            sizes = [CellRange(ref.decode("ascii")).size for ref in refs]
            covered = sum(size["rows"] * size["columns"] for size in sizes)
            if covered > MAX_MERGED_CELLS:
                raise TooLarge(f"{name}: merged cells cover {covered} cells; undo merges of whole rows and columns")


def _rows(sheet: Worksheet, table: int, fonts: _Fonts) -> Iterator[BlockDraft]:
    filled = _filled(sheet)
    units = HeaderUnits(filled)
    drafts = {place: CellDraft(_piece(cell, fonts, units)) for place, cell in filled.items()}
    columns: dict[int, list[int]] = {}
    for row, column in drafts:
        columns.setdefault(row, []).append(column)
    width = max((column for _, column in drafts), default=0)
    merged = _merged(sheet, drafts, sorted(columns), width)
    hidden_rows, hidden_columns = _hidden(sheet)
    for row in sorted(columns):
        placed = {column: Placed(drafts[row, column], column - 1, False) for column in columns[row]}
        placed.update({column: Placed(cell, column - 1, True) for column, cell in merged.get(row, {}).items()})
        hidden = _hidden_by(row in hidden_rows, not hidden_columns.isdisjoint(placed))
        last = max(placed) if len(placed) > 1 else min(max(placed) + 1, width)
        for column in range(min(placed), last + 1):
            placed.setdefault(column, Placed(CellDraft(Piece()), column - 1, False))
        cells = [placed[column] for column in sorted(placed)]
        yield BlockDraft("row", cells=cells, table=table, row=row, sheet=sheet.title, hidden=hidden)


def _hidden_by(row: bool, column: bool) -> Hidden | None:
    return "row" if row else "column" if column else None


def _hidden(sheet: Worksheet) -> tuple[frozenset[int], frozenset[int]]:
    """The rows and columns of a sheet that are hidden; a run of columns is told by its first."""
    rows = frozenset(row for row, look in sheet.row_dimensions.items() if look.hidden)
    runs = [look for look in sheet.column_dimensions.values() if look.hidden]
    reached = (range(look.min, min(look.max, MAX_WIDTH) + 1) for look in runs if look.min and look.max)
    return rows, frozenset(column for columns in reached for column in columns)


def _filled(sheet: Worksheet) -> dict[tuple[int, int], Cell]:
    """The cells of a sheet that hold something, by row and column, in reading order."""
    found = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
    if len(found) > MAX_FILLED_CELLS:
        raise TooLarge(f"sheet {sheet.title}: more than {MAX_FILLED_CELLS} filled cells; split the workbook")
    far = next((cell for (_, column), cell in found.items() if column > MAX_WIDTH), None)
    if far is not None:
        raise TooLarge(f"sheet {sheet.title}: cell {far.coordinate} lies past column {MAX_WIDTH}; clear it or move it")
    return dict(sorted(found.items()))


def _merged(
    sheet: Worksheet, drafts: dict[tuple[int, int], CellDraft], rows: list[int], width: int
) -> dict[int, dict[int, CellDraft]]:
    """For each filled row, the merged cells that reach into its empty columns."""
    found: dict[int, dict[int, CellDraft]] = {}
    for area in sheet.merged_cells.ranges:
        anchor = drafts.get((area.min_row, area.min_col))
        if anchor is None:
            continue
        reached = range(area.min_col, min(area.max_col, width) + 1)
        for row in rows[bisect_left(rows, area.min_row) : bisect_right(rows, area.max_row)]:
            found.setdefault(row, {}).update({c: anchor for c in reached if (row, c) not in drafts})
    return found


@dataclass(frozen=True, slots=True)
class _Fonts:
    """For each font of a workbook whether it stands out and whether it strikes its text, and what was so left out."""

    heavy: Sequence[bool]
    struck: Sequence[bool]
    left_out: list[str] = field(default_factory=list)


def _fonts(book: Workbook) -> _Fonts:
    """The fonts of a workbook; one stands out by weight, or by black type where that is not the usual font."""
    fonts = list(book._fonts)  # type: ignore[attr-defined]
    if not fonts:
        return _Fonts([False], [False])
    ground = is_black(fonts[0].name or "")
    heavy = [bool(font.b) or (not ground and is_black(font.name or "")) for font in fonts]
    return _Fonts(heavy, [bool(font.strike) for font in fonts])


def _piece(cell: Cell, fonts: _Fonts, units: HeaderUnits) -> Piece:
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    pen = Pen()
    font = cell._style.fontId if cell.has_style else 0  # type: ignore[attr-defined]
    bold, gone = fonts.heavy[font], fonts.struck[font]
    value = cell.value
    runs = value if isinstance(value, CellRichText) else [value]
    for run in runs:
        if isinstance(run, TextBlock):
            look = bool(run.font.b) or is_black(run.font.rFont or ""), bool(run.font.strike)
            text = _plain(run.text)
        else:
            text = _plain(run) if isinstance(run, str) else _plain(shown(run, cell.number_format)) + units.below(cell)
            look = bold, gone
        if look[1]:
            fonts.left_out.append(text)
        else:
            pen.stand(text, (0, 0), look[0])
    return pen.lift()


def _plain(text: str) -> str:
    """Text of a cell with one kind of line end and no tabs, since a tab parts cells."""
    if "\r" not in text and "\t" not in text and "_x000D_" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("_x000D_", "")
