"""The workbook of `zeren check`: the plan itself with its cells coloured and commented, or a list of the findings.

Apart from `office`, which writes tables of facts: here a workbook of someone else's is opened and must stay as it is but
for the marks.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from zeren.exports.office import pinned, xlsx_bytes
from zeren.finding import SEVERITIES, Finding, Lang, Severity, Words

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FILLS: Final[dict[Severity, str]] = {"error": "FFC7CE", "warning": "FFEB9C", "note": "DDEBF7"}
_COLUMNS: Final = {
    "severity": Words("程度", "severity"),
    "id": Words("编号", "id"),
    "place": Words("位置", "place"),
    "title": Words("问题", "finding"),
    "message": Words("说明", "message"),
    "text": Words("原文", "text"),
    "advice": Words("怎么改", "what to do"),
}
_TITLE: Final = Words("检查结果", "findings")
_AUTHOR: Final = "zeren"
_COMMENT_SIZE: Final = (360, 160)
"""Width and height of a comment in pixels."""
_LONGEST_TITLE: Final = 31


def listed(findings: Sequence[Finding], lang: Lang) -> bytes:
    """A workbook with one row for each finding."""
    return xlsx_bytes({_TITLE.by(lang): _table(findings, lang)})


def marked(workbook: bytes, findings: Sequence[Finding], lang: Lang) -> bytes:
    """A copy of a workbook with the cells of the findings coloured and commented, and their list as its last sheet."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what openpyxl cannot keep, such as controls
        book = openpyxl.load_workbook(io.BytesIO(workbook), rich_text=True)
    for finding in reversed(findings):
        if finding.position.cell and finding.position.sheet in book.sheetnames:
            _mark(_anchor(book[finding.position.sheet], finding.position.cell), finding, lang)
    _append(book, findings, lang)
    output = io.BytesIO()
    book.save(output)
    return pinned(output.getvalue())


def _table(findings: Sequence[Finding], lang: Lang) -> tuple[list[str], list[list[str]]]:
    made = [one.to_json(lang) | {"severity": Words(*SEVERITIES[one.severity]).by(lang)} for one in findings]
    return [words.by(lang) for words in _COLUMNS.values()], [[one[key] for key in _COLUMNS] for one in made]


def _anchor(sheet: Worksheet, name: str) -> Cell:
    """The cell of a name, or the first of the merged cells it belongs to."""
    for area in sheet.merged_cells.ranges:
        if name in area:
            return sheet.cell(area.min_row, area.min_col)  # type: ignore[return-value]
    return sheet[name]  # type: ignore[no-any-return]


def _mark(cell: Cell, finding: Finding, lang: Lang) -> None:
    """Colour a cell by the gravest of its findings and write this one above what its comment says already."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    said = f"{finding.title.by(lang)}: {finding.message.by(lang)}\n→ {finding.advice.by(lang)}"
    before = cell.comment.text if cell.comment else ""
    cell.comment = Comment(f"{said}\n\n{before}".strip(), _AUTHOR, height=_COMMENT_SIZE[1], width=_COMMENT_SIZE[0])
    colours = list(_FILLS.values())
    own, had = _FILLS[finding.severity], str(cell.fill.start_color.rgb)[-6:]
    if had not in colours or colours.index(own) < colours.index(had):
        cell.fill = PatternFill("solid", start_color=own, end_color=own)


def _append(book: Workbook, findings: Sequence[Finding], lang: Lang) -> None:
    """The list as a last sheet, all its cells words and never formulas."""
    sheet = book.create_sheet(_TITLE.by(lang)[:_LONGEST_TITLE])
    columns, rows = _table(findings, lang)
    for row, values in enumerate([columns, *rows], 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.data_type = "s"
    for letter, width in zip("ABCDEFG", (8, 22, 22, 22, 48, 36, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
