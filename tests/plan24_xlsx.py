"""The plan of `plan24` as workbooks: each way to set a lead in bold, each way to lay the table out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import datetime, time

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from plan24 import DUTY_SPANS, HEADERS, LEGEND, ROWS, THEME_SPANS, TITLE, duty_runs, duty_text

Fill = Callable[[int], object]


def _bold(n: int) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(b=True), text) if bold else text for text, bold in duty_runs(ROWS[n])))


def _all_blocks(n: int) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(b=bold), text) for text, bold in duty_runs(ROWS[n])))


def _black(n: int) -> CellRichText:
    fonts = {True: InlineFont(rFont="黑体"), False: InlineFont(rFont="宋体")}
    return CellRichText(*(TextBlock(fonts[bold], text) for text, bold in duty_runs(ROWS[n])))


MARKS: dict[str, tuple[Fill, Font | None]] = {
    "rich text": (_bold, None),
    "rich text with un-bold": (_all_blocks, Font(bold=True)),
    "rich text in a bold cell": (_all_blocks, None),
    "font to 黑体": (_black, Font(name="仿宋")),
    "un-bold by font": (_black, Font(name="黑体")),
}
_UNIT = "个"


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def first(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def add(sheet: Worksheet, rows: Iterable[int], duty: Fill = _bold, font: Font | None = None) -> None:
    """Rows of the plan below what stands in the sheet, theme and duty cells merged."""
    merges = []
    for at, n in enumerate(rows, sheet.max_row + 1):
        row = ROWS[n]
        sheet.append([n + 1, row.theme if THEME_SPANS[n] else None, row.task, None, row.due_words])
        merges += [(at, rows_, column) for rows_, column in ((THEME_SPANS[n], 2), (DUTY_SPANS[n], 4)) if rows_ > 1]
        if DUTY_SPANS[n]:
            sheet.cell(at, 4).value = duty(n)  # type: ignore[assignment]
            if font:
                sheet.cell(at, 4).font = font
    for at, rows_, column in merges:
        sheet.merge_cells(start_row=at, end_row=at + rows_ - 1, start_column=column, end_column=column)


def book(duty: Fill = _bold, font: Font | None = None) -> openpyxl.Workbook:
    """Title over all columns, header, rows."""
    made = openpyxl.Workbook()
    sheet = first(made)
    sheet.append([TITLE])
    sheet.merge_cells("A1:E1")
    sheet.append(HEADERS)
    add(sheet, range(len(ROWS)), duty, font)
    return made


def marked(name: str) -> bytes:
    return saved(book(*MARKS[name]))


# --- layouts --------------------------------------------------------------------------------------------------------


def _two_row_header() -> bytes:
    made = openpyxl.Workbook()
    sheet = first(made)
    for row in ([TITLE], [*HEADERS[:3], "落实要求"], [None, None, None, *HEADERS[3:]]):
        sheet.append(row)
    for area in ("A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"):
        sheet.merge_cells(area)
    add(sheet, range(len(ROWS)))
    return saved(made)


def _unit_in_header() -> bytes:
    """What is counted in 个 stands as a plain number under a header that names the unit."""
    made = book()
    sheet = first(made)
    sheet.unmerge_cells("A1:E1")
    sheet["F2"] = f"年度目标（{_UNIT}）"
    for n, row in enumerate(ROWS):
        if f"{row.figures[0].value:.0f}{_UNIT}" in row.task and row.task.endswith(_UNIT):
            sheet.cell(n + 3, 3).value = row.task.removesuffix(f"{row.figures[0].value:.0f}{_UNIT}")
            sheet.cell(n + 3, 6).value = row.figures[0].value
    return saved(made)


def _several_sheets() -> bytes:
    made = openpyxl.Workbook()
    starts = [n for n in range(len(ROWS)) if THEME_SPANS[n]]
    for start, end in zip(starts, [*starts[1:], len(ROWS)], strict=True):
        sheet = made.create_sheet(ROWS[start].theme)
        for row in ([TITLE], HEADERS):
            sheet.append(row)
        sheet.merge_cells("A1:E1")
        add(sheet, range(start, end))
    made.remove(first(made))
    hidden = made.create_sheet("旧表")
    hidden.append(HEADERS)
    hidden.append([1, "旧", "新建旧学校7所", "市教育局", "年底前"])
    hidden.sheet_state = "hidden"
    return saved(made)


def _dates() -> bytes:
    made = book()
    for n, row in enumerate(ROWS):
        cell = first(made).cell(n + 3, 5)
        cell.value, cell.number_format = datetime.combine(row.due, time()), "yyyy/m/d"
        if n % 2:
            cell.number_format = 'yyyy"年"m"月"'
    return saved(made)


def _hidden() -> bytes:
    """A row hidden by a filter and a column folded away; both belong to the plan."""
    made = book()
    first(made).row_dimensions[6].hidden = True
    first(made).column_dimensions["B"].hidden = True
    return saved(made)


def _with_legend() -> bytes:
    made = book()
    first(made).append([LEGEND])
    return saved(made)


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "header of two rows": _two_row_header,
    "unit in the header": _unit_in_header,
    "several sheets": _several_sheets,
    "dates as dates": _dates,
    "hidden row and column": _hidden,
    "with a legend": _with_legend,
}


def bold_column() -> bytes:
    """The whole duty column is bold, which marks nobody."""
    return saved(book(lambda n: duty_text(ROWS[n]), Font(bold=True)))
