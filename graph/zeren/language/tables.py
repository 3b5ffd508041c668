"""Measures that stand in table rows under headers.

A table's rows come with their cells placed on a grid, merged cells repeated; here columns get their meaning and rows
become drafts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from zeren.language.cards import read_cards
from zeren.language.labels import DUTIES, Meaning, is_stage, meaning, plain, words_of_headers
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
        if not read_cards(document, blocks, reading):
            above = _read_columns(document, blocks, above, reading)
    return reading


_TITLE: Final = re.compile(
    r"^[^。;；,，:：]{4,56}(?:表|方案|计划|清单|通知|意见|报告|实事|分工|任务|措施|公告|规划|要点|安排|办法|台账|(?<=实事|工作|任务)目标)(?:[(（][^()（）]{1,20}[)）])?$"
)
_QUANTITY: Final = re.compile(r"(?:[\u4e00-\u9fff]{0,4}(?:数量|目标值|指标值|任务数|计划数)|数值|规模)")
"""Headers of bare numbers, whose unit of measurement stands in a column of its own."""
_UNMERGED: Final = frozenset({"txt", "md", "csv", "tsv"})
"""The formats that cannot say that a cell is merged with the one above: it stands empty in all rows but the first."""
_FILLED_IN: Final = re.compile(r"(?:单位|填报|填表|制表|报送|日期|时间)[^:：]{0,6}[:：]")
_NO_ROW: Final = frozenset({"合计", "总计", "小计", "合 计", "总 计", "备注", "备 注", "注", "说明", "说 明"})
"""What opens a row of sums or of remarks on the table."""
_DITTO: Final = re.compile("同上[行栏]?|[〃″\"”]|''")
_SENTENCE: Final = re.compile("[,，。;；]")
_LONGEST_HEADER: Final = 14
_OF_BODIES: Final = DUTIES | {"deadline"}


@dataclass
class _Columns:
    """What the columns mean, under which headers, and which of them hold the units of the numbers in others."""

    roles: dict[int, Meaning]
    headers: dict[int, Span]
    width: int
    counted: dict[int, int]

    def of(self, role: Meaning) -> list[int]:
        return [column for column, found in self.roles.items() if found == role]

    def has_duties(self) -> bool:
        return not DUTIES.isdisjoint(self.roles.values())

    def unknown(self, filled: AbstractSet[int]) -> list[Span]:
        """The headers without a meaning over columns that hold something, each once."""
        columns = sorted(filled & self.headers.keys() - self.roles.keys())
        return list(dict.fromkeys(self.headers[column] for column in columns))


def _of_measurement(document: Document, cells: Sequence[Cell]) -> dict[int, int]:
    """The columns headed 单位 that tell the unit of the number beside them and no body, by the column of that number."""
    words = {cell.column: plain(words_of(document, cell.span)) for cell in cells}
    units = [column for column, word in words.items() if word in ("单位", "计量单位")]
    beside = [(column + step, column) for column in units for step in (1, -1)]
    return {number: unit for number, unit in beside if _QUANTITY.fullmatch(words.get(number, ""))}


def _role(header: str) -> Meaning | None:
    return "stage" if is_stage(header) else meaning(header)


def _header(document: Document, block: Block) -> _Columns | None:
    """The row's meaning as a header: at least two columns understood, most of the filled ones, one of them a task."""
    cells = cells_of(document, block)
    known = {cell.column: role for cell in cells if (role := _role(words_of(document, cell.span)))}
    counted = _of_measurement(document, cells)
    known |= {column: "task" for column in counted if column not in known}
    known |= {column: "other" for column in counted.values()}
    if len(known) < 2 or len(known) < 0.5 * len(cells) or len({cell.span for cell in cells}) < 2:
        return None
    if not set(known.values()) & {"task", "name", "unit", "lead"}:
        return None
    return _Columns(known, {cell.column: cell.span for cell in cells}, len(block.cells), counted)


def _read_columns(
    document: Document, blocks: Sequence[Block], above: _Columns | None, reading: Reading
) -> _Columns | None:
    """Read a table by its headers, or by those of the table above that it goes on with; the headers it had."""
    columns = above if above and _goes_on(document, blocks, above) else None
    table = _Table(document, reading, _tall(blocks), columns)
    for block in blocks:
        table.take(block)
    reading.unread += table.unread(blocks)
    return table.columns


@dataclass
class _Table:
    """One table as far as it is read: `lost` is a row that stands like a header and is not understood; what is below it
    is not read."""

    document: Document
    reading: Reading
    tall: frozenset[Span]
    columns: _Columns | None
    theme: Span | None = None
    last: Record | None = None
    lost: Span | None = None
    filled: set[int] = field(default_factory=set)
    above: dict[int, Cell] = field(default_factory=dict)

    def take(self, block: Block) -> None:
        """Read the next row."""
        cells = cells_of(self.document, block)
        if header := _header(self.document, block):
            lower = self.columns is not None and self.last is None
            self.columns = _merged_header(self.columns, header) if self.columns and lower else header
            self.lost = None
        elif self.columns and self.last and _heads_anew(self.document, cells, self.columns):
            self.reading.unread += self.columns.unknown(self.filled)
            self.columns, self.lost = None, block.span
        elif len(block.cells) > 1 and (section := _section(self.document, cells, self.columns)):
            self._open(section)
        elif self.columns and cells and words_of(self.document, cells[0].span) not in _NO_ROW:
            self.filled |= {cell.column for cell in cells}
            self.reading.rows.append(BodyRow(block, self.columns.roles, self.theme))
            self._row(block, self.columns, self._resolved(cells))

    def unread(self, blocks: Sequence[Block]) -> list[Span]:
        """The headers nobody understood: single ones, or the row that should be one."""
        if self.columns:
            return self.columns.unknown(self.filled)
        return [self.lost or _likely_header(self.document, blocks)]

    def _open(self, section: Span) -> None:
        words = trimmed(self.document.simplified, section)
        if self.columns is None and self.lost is None and _stands_over(self.document.simplified[slice(*words)]):
            self.reading.titles.append(words)
        else:
            self.theme = _unnumbered(self.document.simplified, words)

    def _resolved(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells of a row, those that say 同上 as the ones above them in their columns."""
        found = []
        for cell in cells:
            same = _DITTO.fullmatch(words_of(self.document, cell.span)) is not None
            cell = self.above.get(cell.column, cell) if same else cell
            self.above[cell.column] = cell
            found.append(cell)
        return found

    def _row(self, block: Block, columns: _Columns, cells: Sequence[Cell]) -> None:
        record, theme = Record(), self.theme
        tasks = _task_columns(columns)
        for cell in cells:
            role = columns.roles.get(cell.column)
            if role == "theme" or (role == "name" and cell.span in self.tall):
                theme = trimmed(self.document.simplified, cell.span)
            elif role in ("task", "name") and cell.column not in tasks:
                record.further.append(trimmed(self.document.simplified, cell.span))
            elif role:
                record.put(self.document, role, columns.headers.get(cell.column), cell)
        spans = {cell.column: trimmed(self.document.simplified, cell.span) for cell in cells}
        record.counted += [(spans[n], spans[u]) for n, u in columns.counted.items() if {n, u} <= spans.keys()]
        if not record.tasks and self.last and record.number != self.last.number and _numbered(columns, cells):
            return
        if self.last and (not record.tasks or record.tasks == self.last.tasks):
            self.last.add(record)
            self.reading.drafts[-1] = self.last.draft(block)
        elif record.tasks:
            self._add(block, columns, record, theme)

    def _add(self, block: Block, columns: _Columns, record: Record, theme: Span | None) -> None:
        if self.last and self.document.format in _UNMERGED:
            if columns.has_duties() and not record.fields:
                record.fields = list(self.last.fields)
                record.deadline = record.deadline or self.last.deadline
            if columns.of("theme") and theme == self.theme:
                theme = self.reading.themes[-1]
        self.reading.add(record.draft(block), theme)
        self.last = record


def _numbered(columns: _Columns, cells: Sequence[Cell]) -> bool:
    """Whether a row has a number of its own, by which it is no part of the row above."""
    return any(columns.roles.get(cell.column) == "number" and not cell.merged for cell in cells)


def _heads_anew(document: Document, cells: Sequence[Cell], columns: _Columns) -> bool:
    """Whether a row below others heads another table: short words without figures, one of them the exact words of a
    header that this column does not have."""
    words = {cell.column: plain(words_of(document, cell.span)) for cell in cells}
    if any(len(word) > _LONGEST_HEADER or re.search(r"\d", word) for word in words.values()):
        return False
    heads = {column: plain(words_of(document, span)) for column, span in columns.headers.items()}
    return any(
        word in words_of_headers() and meaning(word) in _OF_BODIES and word != heads.get(column)
        for column, word in words.items()
    )


def _likely_header(document: Document, blocks: Sequence[Block]) -> Span:
    """The first row that could be a header by its looks: several words and no figures; else the first row."""
    for block in blocks:
        words = {cell.span: words_of(document, cell.span) for cell in cells_of(document, block)}
        if len(words) > 1 and all(len(word) <= _LONGEST_HEADER and not word.isdigit() for word in words.values()):
            return block.span
    return blocks[0].span


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


def _section(document: Document, cells: Sequence[Cell], columns: _Columns | None) -> Span | None:
    """The words of a row that stand over the table's columns, alone or behind a number, and not in one that has a
    meaning of its own."""
    words = [cell for cell in cells if columns is None or columns.roles.get(cell.column) != "number"] or list(cells)
    if not words or len({cell.span for cell in words}) > 1:
        return None
    if len({cell.span for cell in cells}) > 1:
        return words[0].span if columns and _over_all(document, words, columns) else None
    told = columns.roles.get(words[0].column) if columns else None
    return words[0].span if len(words) > 1 or told in (None, "number", "theme", "name", "task") else None


def _over_all(document: Document, words: Sequence[Cell], columns: _Columns) -> bool:
    """Whether one short cell behind a number covers the columns of tasks and those of duties."""
    roles = {columns.roles.get(cell.column) for cell in words}
    return bool(roles & DUTIES and roles & {"task", "name"}) and not _SENTENCE.search(words_of(document, words[0].span))


def _tall(blocks: Sequence[Block]) -> frozenset[Span]:
    """The cells that stand in more than one row."""
    rows = Counter(span for block in blocks for span in {cell.span for cell in block.cells})
    return frozenset(span for span, n in rows.items() if n > 1)


def _merged_header(upper: _Columns, lower: _Columns) -> _Columns:
    """A header of two rows: the lower row speaks where it says something, but quarters of a report plan nothing."""
    told = {n: role for n, role in lower.roles.items() if role != "stage" or upper.roles.get(n) != "progress"}
    counted = upper.counted | lower.counted
    return _Columns(upper.roles | told, upper.headers | lower.headers, max(upper.width, lower.width), counted)


def _task_columns(columns: _Columns) -> list[int]:
    """The columns that hold the measure's words: task columns side by side, with the name column before them."""
    tasks = sorted(columns.of("task") + columns.of("name"))
    run = [column for i, column in enumerate(tasks) if column - tasks[0] == i]
    return run or tasks
