"""Measures that stand in table rows under headers.

A table's rows come with their cells placed on a grid, merged cells repeated; here columns get their meaning and rows
become drafts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from zeren.language.cards import is_paired, read_pairs
from zeren.language.labels import DUTIES, Meaning, meaning, plain
from zeren.language.lines import numbering_of, trimmed
from zeren.language.records import BodyRow, Reading, Record, cells_of, words_of
from zeren.model import Block, Cell, Document, Span


def read_tables(document: Document) -> Reading:
    """All measures of a document's tables, in order."""
    reading = Reading()
    rows = [block for block in document.blocks if block.kind == "row"]
    above: _Columns | None = None
    for _, table in groupby(rows, key=lambda block: (block.sheet, block.table)):
        blocks = list(table)
        if is_paired(document, blocks):
            read_pairs(document, blocks, reading)
        else:
            above = _read_columns(document, blocks, above, reading)
    return reading


_TITLE: Final = re.compile(
    r"^[^。;；,，:：]{4,56}(?:表|方案|计划|清单|通知|意见|报告|实事|分工|任务|措施|公告|规划|要点|安排|办法)(?:[(（][^()（）]{1,20}[)）])?$"
)
_QUANTITY: Final = re.compile(r"(?:[\u4e00-\u9fff]{0,4}(?:数量|目标值|指标值|任务数|计划数)|数值|规模)")
"""Headers of bare numbers, whose unit of measurement stands in a column of its own."""
_UNMERGED: Final = frozenset({"txt", "md", "csv", "tsv"})
"""The formats that cannot say that a cell is merged with the one above: it stands empty in all rows but the first."""
_FILLED_IN: Final = re.compile(r"(?:单位|填报|填表|制表|报送|日期|时间)[^:：]{0,6}[:：]")
_SUMS: Final = frozenset({"合计", "总计", "小计", "合 计", "总 计"})


@dataclass
class _Columns:
    roles: dict[int, Meaning]
    headers: dict[int, Span]
    width: int

    def of(self, role: Meaning) -> list[int]:
        return [column for column, found in self.roles.items() if found == role]

    def has_duties(self) -> bool:
        return not DUTIES.isdisjoint(self.roles.values())

    def unknown(self, filled: AbstractSet[int]) -> list[Span]:
        """The headers without a meaning over columns that hold something, each once."""
        columns = sorted(filled & self.headers.keys() - self.roles.keys())
        return list(dict.fromkeys(self.headers[column] for column in columns))


def _of_measurement(document: Document, cells: Sequence[Cell]) -> list[int]:
    """The columns headed 单位 that tell the unit of the number beside them and no body."""
    words = {cell.column: plain(words_of(document, cell.span)) for cell in cells}
    beside = [column for column, word in words.items() if _QUANTITY.fullmatch(word)]
    return [column for column, word in words.items() if word == "单位" and {column - 1, column + 1} & {*beside}]


def _header(document: Document, block: Block) -> _Columns | None:
    """The row's meaning as a header: at least two columns understood, most of the filled ones, one of them a task."""
    cells = cells_of(document, block)
    known = {cell.column: role for cell in cells if (role := meaning(words_of(document, cell.span)))}
    for column in _of_measurement(document, cells):
        known[column] = "other"
    if len(known) < 2 or len(known) < 0.5 * len(cells) or len({cell.span for cell in cells}) < 2:
        return None
    if not set(known.values()) & {"task", "name", "unit", "lead"}:
        return None
    return _Columns(known, {cell.column: cell.span for cell in cells}, len(block.cells))


def _read_columns(
    document: Document, blocks: Sequence[Block], above: _Columns | None, reading: Reading
) -> _Columns | None:
    """Read a table by its headers, or by those of the table above that it goes on with; the headers it had."""
    columns = above if above and _goes_on(document, blocks, above) else None
    theme: Span | None = None
    last: Record | None = None
    tall = _tall(blocks)
    filled: set[int] = set()
    for block in blocks:
        header = _header(document, block)
        if header:
            columns = _merged_header(columns, header) if columns and last is None else header
            continue
        cells = cells_of(document, block)
        if not cells:
            continue
        if len(block.cells) > 1 and _is_section(cells, columns):
            words = trimmed(document.simplified, cells[0].span)
            if columns is None and _stands_over(document.simplified[slice(*words)]):
                reading.titles.append(words)
            else:
                theme = _unnumbered(document.simplified, words)
            continue
        if columns is None or words_of(document, cells[0].span) in _SUMS:
            continue
        filled |= {cell.column for cell in cells}
        reading.rows.append(BodyRow(block, columns.roles, theme))
        last = _read_row(document, block, columns, last, theme, tall, reading)
    if columns is None and blocks:
        reading.unread.append(blocks[0].span)
    elif columns:
        reading.unread += columns.unknown(filled)
    return columns


def _unnumbered(text: str, span: Span) -> Span:
    numbering = numbering_of(text[slice(*span)])
    return trimmed(text, (span[0] + numbering[2], span[1])) if numbering else span


def _goes_on(document: Document, blocks: Sequence[Block], above: _Columns) -> bool:
    """Whether a table without headers is the rest of the one above, which a page or a line of text cut off."""
    widths = {len(block.cells) for block in blocks if len(block.cells) > 1}
    return widths == {above.width} and not any(_header(document, block) for block in blocks)


def _stands_over(words: str) -> bool:
    """Whether the only words of a row above the header are the table's title, or who filled it in, and no section."""
    return bool(_TITLE.search(words) or _FILLED_IN.match(words)) and numbering_of(words) is None


def _is_section(cells: Sequence[Cell], columns: _Columns | None) -> bool:
    """Whether a row's only words stand over the table's columns and not in one that has a meaning of its own."""
    if len({cell.span for cell in cells}) > 1:
        return False
    return (
        len(cells) > 1
        or columns is None
        or columns.roles.get(cells[0].column) in (None, "number", "theme", "name", "task")
    )


def _tall(blocks: Sequence[Block]) -> frozenset[Span]:
    """The cells that stand in more than one row."""
    rows = Counter(span for block in blocks for span in {cell.span for cell in block.cells})
    return frozenset(span for span, n in rows.items() if n > 1)


def _merged_header(upper: _Columns, lower: _Columns) -> _Columns:
    """A header of two rows: the lower row speaks where it says something."""
    return _Columns(upper.roles | lower.roles, upper.headers | lower.headers, max(upper.width, lower.width))


def _read_row(
    document: Document,
    block: Block,
    columns: _Columns,
    last: Record | None,
    section: Span | None,
    tall: frozenset[Span],
    reading: Reading,
) -> Record | None:
    record, theme = Record(), section
    tasks = _task_columns(columns)
    for cell in cells_of(document, block):
        role = columns.roles.get(cell.column)
        if role == "theme" or (role == "name" and cell.span in tall):
            theme = trimmed(document.simplified, cell.span)
        elif role in ("task", "name") and cell.column not in tasks:
            record.further.append(trimmed(document.simplified, cell.span))
        elif role:
            record.put(document, role, columns.headers.get(cell.column), cell)
    if not record.tasks:
        if last and record.fields:
            last.fields += record.fields
            reading.drafts[-1] = last.draft(block)
        return last
    if last and record.tasks == last.tasks:
        last.fields += [field for field in record.fields if field.span not in [known.span for known in last.fields]]
        reading.drafts[-1] = last.draft(block)
        return last
    if last and document.format in _UNMERGED and columns.has_duties() and not record.fields:
        record.fields = list(last.fields)
        record.deadline = record.deadline or last.deadline
    if last and document.format in _UNMERGED and columns.of("theme") and theme == section:
        theme = reading.themes[-1]
    reading.add(record.draft(block), theme)
    return record


def _task_columns(columns: _Columns) -> list[int]:
    """The columns that hold the measure's words: task columns side by side, with the name column before them."""
    tasks = sorted(columns.of("task") + columns.of("name"))
    run = [column for i, column in enumerate(tasks) if column - tasks[0] == i]
    return run or tasks
