"""The table that a person decides in: written as a workbook or CSV, and read back with every row checked.

Apart, because it stands between zeren and whatever Excel or a person makes of a file: another encoding, a mark at its
head, merged cells, formulas, columns moved or gone. A file is taken whole or not at all.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from zeren.errors import InputError, TooLarge
from zeren.review import keys, values
from zeren.review.decisions import ID, MOST_TOLD, Decision, naming
from zeren.review.keys import Key, Kind
from zeren.vocab import VERDICT_LABELS, Verdict

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from zeren.review.doubts import Doubt

Line: TypeAlias = tuple[int, Mapping[str, str]]
"""A row of a file by its number there, with its cells by column."""

HEADINGS: Final = {
    "kind": "类别", "source": "文件", "place": "位置", "context": "原文", "words": "所指文字", "present": "现值",
    "proposal": "建议值", "candidates": "候选", "confidence": "可信度", "mentions": "处数", "decision": "决定",
    "value": "改为", "note": "说明", "key": "编号", "replaces": "取代",
}  # fmt: skip
"""The columns of a review sheet and what stands over them before their key."""
NEEDED: Final = ("key", "proposal", "decision", "value", "note", "replaces")
KIND_LABELS: Final[dict[Kind, str]] = {
    "place": "地区",
    "year": "年度",
    "link": "单位",
    "role": "角色",
    "target": "目标",
    "milestone": "节点",
}
MAX_BYTES: Final = 32 * 2**20
MAX_ROWS: Final = 200_000
MAX_NOTE: Final = 1_000
_MERGE: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=\"([A-Z0-9:]+)\"")
_LITERAL: Final = re.compile(r'"[^"]{0,200}"|\[[^\]]{0,40}\]|\\.')
"""What the format of a cell shows as it is, and what it says of languages and colours."""
_LIVE: Final = "\0"
"""A cell that holds a formula or an error, as no cell of words can."""
_TITLE: Final = "核定"
_WIDEST: Final = 4 * len(HEADINGS)
"""A column past this one is nobody's."""
_DEEPEST: Final = 10
"""So many rows are looked at for the heads of columns; a person may have put a title above them."""
_DECISION: Final = f"{HEADINGS['decision']} decision"
_WORDS: Final[dict[str, Verdict]] = {
    word: verdict for verdict, (zh, en) in VERDICT_LABELS.items() for word in (verdict, zh, en, f"{zh} {en}")
}


def write(doubts: Iterable[Doubt], path: Path) -> None:
    """Write doubtful facts to `path`, as a workbook or as CSV by its ending."""
    from zeren.exports.office import csv_bytes, xlsx_bytes
    from zeren.files import replacing

    table = [f"{zh} {key}" for key, zh in HEADINGS.items()], [_cells(doubt) for doubt in doubts]
    if path.suffix.lower() == ".csv":
        data = b"\xef\xbb\xbf" + csv_bytes(table)
    elif path.suffix.lower() == ".xlsx":
        data = xlsx_bytes({_TITLE: table}, {_DECISION: [f"{zh} {en}" for zh, en in VERDICT_LABELS.values()]})
    else:
        raise InputError(f"{path}: name a file that ends in .xlsx or .csv")
    with replacing(path) as partial:
        partial.write_bytes(data)


def read(path: Path) -> list[Decision]:
    """The decisions in a file; `InputError` names every row and column that cannot be taken."""
    with naming(path):
        return _taken(_lines(path))


def _taken(lines: Iterable[Line]) -> list[Decision]:
    wrong: list[str] = []
    taken: dict[Key, tuple[int, Decision]] = {}
    for number, row in lines:
        try:
            decision = _decision(row)
        except ValueError as error:
            wrong.append(f"row {number}, {error}")
            continue
        if decision is None:
            continue
        first, other = taken.setdefault(decision.key, (number, decision))
        if _outcome(other) != _outcome(decision):
            wrong.append(f"row {number}, column decision: row {first} decides otherwise on the same fact")
    if wrong:
        more = f"\n  and {len(wrong) - MOST_TOLD} more" if len(wrong) > MOST_TOLD else ""
        told = "".join(f"\n  {one}" for one in wrong[:MOST_TOLD])
        raise InputError(f"nothing was imported; mend these rows first:{told}{more}")
    return [decision for _, decision in taken.values()]


def _cells(doubt: Doubt) -> list[str | float | int | None]:
    told = asdict(doubt) | {"kind": f"{KIND_LABELS[doubt.key.kind]} {doubt.key.kind}", "key": str(doubt.key)}
    told |= {"replaces": " ".join(doubt.replaces), "decision": "", "value": "", "note": ""}
    return [told[key] for key in HEADINGS]


def _decision(row: Mapping[str, str]) -> Decision | None:
    """What a row decides; None where it decides nothing, `ValueError` naming the column where it cannot be meant."""
    if live := [name for name in NEEDED if row[name] == _LIVE]:
        raise ValueError(f"column {live[0]}: a formula or an error; put its value there")
    said, value, note = row["decision"], row["value"], row["note"]
    if not said:
        if value:
            raise ValueError("column decision: a value without a decision; choose 改为 set")
        return None
    key = keys.parse(row["key"])
    if key is None:
        raise ValueError("column key: no key of a fact; export anew and leave this column as it is")
    if (verdict := _WORDS.get(" ".join(said.split()).lower())) is None:
        raise ValueError(f"column decision: {said} is none of {', '.join(VERDICT_LABELS)}")
    if len(note) > MAX_NOTE:
        raise ValueError(f"column note: longer than {MAX_NOTE} characters")
    replaces = tuple(sorted(row["replaces"].split()))
    if not all(ID.fullmatch(old) for old in replaces):
        raise ValueError("column replaces: no ids of decisions; export anew and leave this column as it is")
    return Decision(key, verdict, _value(key, verdict, row["proposal"], value), note, replaces)


def _value(key: Key, verdict: Verdict, proposal: str, value: str) -> str:
    if verdict != "set" and value and value != proposal:
        raise ValueError(f"column value: {value} stands beside {verdict}; choose 改为 set, or empty it")
    if verdict == "reject":
        return ""
    if verdict == "confirm" and not proposal:
        raise ValueError("column decision: nothing to confirm here; choose 改为 set and give a value, or 驳回 reject")
    if verdict == "confirm" and key.kind == "place":
        return proposal
    if not (value or proposal) or (verdict == "set" and not value):
        raise ValueError("column value: empty; 改为 set needs a value")
    column = "value" if verdict == "set" else "proposal"
    try:
        return values.settled(key, value if verdict == "set" else proposal)
    except ValueError as error:
        raise ValueError(f"column {column}: {error}") from None


def _outcome(decision: Decision) -> str | None:
    return None if decision.decision == "reject" else decision.value


def _lines(path: Path) -> Iterator[Line]:
    if path.stat().st_size > MAX_BYTES:
        raise TooLarge(f"larger than {MAX_BYTES} bytes; split it")
    data = path.read_bytes()
    rows = _of_workbook(data) if data.startswith(b"PK") else _of_csv(data)
    above = list(islice(rows, _DEEPEST))
    at, columns = _header([cells for _, cells in above])
    missing = [f"{HEADINGS[name]} {name}" for name in NEEDED if columns.count(name) != 1]
    if missing:
        raise InputError(f"its first row lacks the columns {', '.join(missing)}, or has them twice; export anew")
    for number, cells in chain(above[at + 1 :], rows):
        told = {
            name: cell if cell == _LIVE else _tidy(cell) for name, cell in zip(columns, cells, strict=False) if name
        }
        yield number, {name: told.get(name, "") for name in NEEDED}


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Which row names the columns that are needed, else the first, and the key of each, the last word of its head."""
    named = [[cell.split()[-1] if cell.split() else "" for cell in row] for row in rows]
    at = next((number for number, columns in enumerate(named) if set(NEEDED) <= set(columns)), 0)
    return at, named[at] if named else []


def _of_csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV in whatever encoding, separated by commas, semicolons or tabs."""
    from zeren.exports.office import unguarded
    from zeren.text.decode import decode

    text, _ = decode(data)
    head = text.partition("\n")[0]
    records = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    for number, record in enumerate(records, 1):
        _within(number)
        if any(record):
            yield number, [unguarded(cell) for cell in record]


def _of_workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    import openpyxl

    from zeren.reading.packages import LIBRARY_ERRORS, checked_package

    package = checked_package(data)
    if merged := _merged(package):
        raise InputError(f"merged cells ({', '.join(merged)}): which row is meant cannot be told; unmerge them")
    try:
        sheet = _ours(openpyxl.load_workbook(package).worksheets)
    except LIBRARY_ERRORS as error:
        raise InputError(f"a broken workbook ({error}); save it anew") from error
    _within(sheet.max_row)
    for cells in sheet.iter_rows(max_col=_WIDEST):
        words = [_of_cell(cast("Cell", cell)) for cell in cells]
        if any(words):
            yield cells[0].row or 0, words


def _ours(sheets: Sequence[Worksheet]) -> Worksheet:
    """The sheet that was exported, wherever it was moved and whatever it was called."""

    def headed(sheet: Worksheet) -> bool:
        rows = sheet.iter_rows(max_row=_DEEPEST, max_col=_WIDEST, values_only=True)
        return set(NEEDED) <= set(_header([[str(cell or "") for cell in row] for row in rows])[1])

    return next((one for one in sheets if one.title == _TITLE), None) or next(filter(headed, sheets), sheets[0])


def _merged(package: io.BytesIO) -> list[str]:
    """The merged cells of all sheets, looked for before openpyxl makes every single cell that they cover."""
    with zipfile.ZipFile(package) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    package.seek(0)
    return [match.decode() for part in parts for match in _MERGE.findall(part)][:MOST_TOLD]


def _of_cell(cell: Cell) -> str:
    """The words of a cell; a share that Excel keeps as 0.9 and shows as 90% is what it shows."""
    value: Any = cell.value
    if cell.data_type in ("f", "e"):
        return _LIVE
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[: _shown(cell.number_format)]
    if isinstance(value, float | int) and cell.number_format.endswith("%"):
        return f"{value * 100:.12g} %"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _shown(form: str) -> int:
    """How many characters of 2021-06-30 the format of a date shows: Excel keeps 2021年6月 as its first day."""
    letters = _LITERAL.sub("", form.lower())
    return 10 if "d" in letters or "y" not in letters else 7 if "m" in letters else 4


def _within(rows: int) -> None:
    if rows > MAX_ROWS:
        raise TooLarge(f"more than {MAX_ROWS} rows; split it, or delete the empty ones at its end")


def _tidy(cell: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in cell).split())
