"""The tables for spreadsheets: a folder of CSV files that Excel opens in Chinese, or one XLSX with a sheet a table.

Words come from documents that anyone may write, so no cell can be a live formula: CSV puts an apostrophe before free
text that begins like one, XLSX marks it as text. The same tables make the same bytes; the time stamps that XLSX asks for
are pinned.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from zeren.errors import QueryTooLarge
from zeren.files import make_folder, replacing

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables

Format: TypeAlias = Literal["csv", "xlsx"]
Value: TypeAlias = str | int | float | bool | None
Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[Value]]]
"""Column names and rows."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FREE_TEXT: Final = frozenset((
    "path", "title", "publisher", "place_name", "text", "text_simplified",
    "name", "name_simplified", "number", "theme", "sheet", "quote",
    "quote_simplified", "indicator", "indicator_simplified", "unit", "scope", "baseline_unit",
    "period", "message", "full_name", "name_en", "aliases", "short_name", "words", "note",
))  # fmt: skip
"""The columns of the facts tables whose words others wrote; all other columns are closed lists and our own making."""
MOST_ROWS: Final = 1_048_575
MOST_CHARACTERS: Final = 32_767
_CUT: Final = "…(截断)"
_LIKE_FORMULA: Final = re.compile(f"'*[{re.escape(''.join(FORMULA_STARTS))}]")
_WIDEST: Final = 60
_SAMPLE: Final = 200
_WIDE_CHARACTER: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef]")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MODIFIED: Final = re.compile(rb"(<dcterms:(created|modified)[^<>]*>)[^<]*")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def write(tables: Tables, fmt: Format, path: Path) -> None:
    """Write all tables: `csv` makes the folder `path` with a file a table, `xlsx` the file `path`."""
    if fmt == "xlsx":
        with replacing(path) as partial:
            partial.write_bytes(xlsx_bytes({name: _table(data) for name, data in tables.items()}))
        return
    make_folder(path)
    for name, data in tables.items():
        with replacing(path / f"{name}.csv") as partial:
            partial.write_bytes(b"\xef\xbb\xbf" + csv_bytes(_table(data), FREE_TEXT))


def csv_bytes(table: Table, free: Collection[str] | None = None) -> bytes:
    """UTF-8 without a byte order mark; words that a spreadsheet would take for a formula get an apostrophe before them.

    `free` names the columns where that may happen, else it is all. Words that begin with an apostrophe and then like a
    formula get one more, so that to take one away always gives the words back. A sign alone (`=`) is no formula.

    >>> csv_bytes((["said", "number"], [["=1+1", -1], ["市财政局", None]])).decode().splitlines()
    ['said,number', "'=1+1,-1", '市财政局,']
    """
    columns, rows = table
    guards = [_guarded if free is None or name in free else _as_it_is for name in columns]
    lines = [[guard(value) for guard, value in zip(guards, row, strict=True)] for row in rows]
    return "".join(map(_line, [columns, *lines])).encode("utf-8", "replace")


def unguarded(cell: str) -> str:
    """The words of a cell without the apostrophe that `csv_bytes` put before them.

    >>> unguarded("'=1+1"), unguarded("'市财政局'")
    ('=1+1', "'市财政局'")
    """
    return cell[1:] if cell.startswith("'") and _LIKE_FORMULA.match(cell) else cell


def xlsx_bytes(tables: Mapping[str, Table], choices: Mapping[str, Sequence[str]] = MappingProxyType({})) -> bytes:
    """A workbook with a sheet for each table: header frozen and filtered, columns as wide as their words.

    `choices` names columns whose cells offer some words to choose from, and take no others.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, table in tables.items():
        if len(table[1]) > MOST_ROWS:
            raise QueryTooLarge(f"{name}: {len(table[1])} rows, and a sheet holds {MOST_ROWS}; export to csv instead")
        sheet = book.create_sheet(name)
        _offer(sheet, table, choices)
        _fill(sheet, table)
    output = io.BytesIO()
    book.save(output)
    return pinned(output.getvalue())


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    columns, rows = table
    sheet.freeze_panes = "A2"
    for number, name in enumerate(columns, 1):
        sample = [name, *(row[number - 1] for row in rows[:_SAMPLE])]
        sheet.column_dimensions[get_column_letter(number)].width = _width(sample)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns) or 1)}{len(rows) + 1}"
    sheet.append([_cell(sheet, name, Font(bold=True)) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) if isinstance(value, str) else value for value in row])


def _offer(sheet: Any, table: Table, choices: Mapping[str, Sequence[str]]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    columns, rows = table
    for number, name in enumerate(columns, 1):
        if name in choices and rows:
            letter = get_column_letter(number)
            allowed = DataValidation("list", f'"{",".join(choices[name])}"', allow_blank=True, showErrorMessage=True)
            allowed.add(f"{letter}2:{letter}{len(rows) + 1}")
            sheet.data_validations.append(allowed)


def _cell(sheet: Any, value: str, font: Any = None) -> Any:
    """A cell of words, never a formula or an error value, also after someone edits it."""
    from openpyxl.cell import WriteOnlyCell

    words = _NOT_XML.sub("", value)
    if len(words) > MOST_CHARACTERS:
        words = words[: MOST_CHARACTERS - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, words)
    cell.data_type = "s"
    cell.quotePrefix = words.startswith(FORMULA_STARTS)
    if font:
        cell.font = font
    return cell


def _width(values: Iterable[Value]) -> float:
    """In characters of the default font; a Chinese character counts two."""
    longest = max(len(text) + len(_WIDE_CHARACTER.findall(text)) for text in map(str, values))
    return min(longest, _WIDEST) + 2


def _line(values: Sequence[Value]) -> str:
    """A record of a CSV; the writer quotes a carriage return only where its own lines end in one."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue().removesuffix("\r\n") + "\n"


def _guarded(value: Value) -> Value:
    formula = isinstance(value, str) and len(value) > 1 and _LIKE_FORMULA.match(value)
    return f"'{value}" if formula else value


def _as_it_is(value: Value) -> Value:
    return value


def _table(data: pd.DataFrame) -> Table:
    return [str(name) for name in data.columns], data.astype(object).where(data.notna(), None).to_numpy().tolist()


def pinned(book: bytes) -> bytes:
    """The same workbook with all its time stamps at the beginning of ZIP's time."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return output.getvalue()
