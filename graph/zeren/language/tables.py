"""Measures that stand in table rows: under headers, or as pairs of label and value.

A table's rows come with their cells placed on a grid, merged cells repeated; here columns get their meaning and rows
become drafts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from zeren.language.drafts import Draft
from zeren.language.fields import DutyField
from zeren.language.labels import DUTIES, Meaning, duty_field, meaning, plain
from zeren.language.lines import numbering_of, trimmed
from zeren.model import Block, Cell, Document, Location, Span


class BodyRow(NamedTuple):
    """A row below a header, with what its columns mean and the section it stands in."""

    block: Block
    roles: Mapping[int, Meaning]
    section: Span | None


@dataclass
class Reading:
    """What the tables of a document gave: drafts with the words of their themes, the words that stand over a table as
    its title, headers nobody understood, and the rows below headers as they stand."""

    drafts: list[Draft] = field(default_factory=list)
    themes: list[Span | None] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    rows: list[BodyRow] = field(default_factory=list)

    def add(self, draft: Draft, theme: Span | None) -> None:
        self.drafts.append(draft)
        self.themes.append(theme)


@dataclass
class _Record:
    """One measure being gathered from one or several rows; `further` are task cells apart from the others."""

    tasks: list[Span] = field(default_factory=list)
    further: list[Span] = field(default_factory=list)
    fields: list[DutyField] = field(default_factory=list)
    number: str | None = None
    deadline: Span | None = None
    progress: Span | None = None

    def draft(self, block: Block) -> Draft:
        place = Location(block.sheet, block.page, block.table, block.row, block.hidden)
        fields, further = tuple(self.fields), tuple(self.further)
        return Draft(
            _joined(self.tasks), "row", self.number, None, fields, self.deadline, further, self.progress, place
        )


def read_tables(document: Document) -> Reading:
    """All measures of a document's tables, in order."""
    reading = Reading()
    rows = [block for block in document.blocks if block.kind == "row"]
    above: _Columns | None = None
    for _, table in groupby(rows, key=lambda block: (block.sheet, block.table)):
        blocks = list(table)
        if _is_paired(document, blocks):
            _read_pairs(document, blocks, reading)
        else:
            above = _read_columns(document, blocks, above, reading)
    return reading


def _words(document: Document, span: Span) -> str:
    return document.simplified[span[0] : span[1]].strip()


def _filled(document: Document, block: Block) -> list[Cell]:
    return [cell for cell in block.cells if _words(document, cell.span)]


# --- label and value -------------------------------------------------------------------------------------------------


def _pairs(document: Document, block: Block) -> list[tuple[Meaning, Cell, Cell]]:
    """The row as label-value pairs, empty where it is not made of them."""
    cells = _filled(document, block)
    made = []
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        role = meaning(_words(document, label.span))
        if role is None or (meaning(_words(document, value.span)) and len(cells) > 2):
            return []
        made.append((role, label, value))
    return made


def _is_paired(document: Document, blocks: Sequence[Block]) -> bool:
    paired = [pairs for block in blocks if (pairs := _pairs(document, block))]
    roles = {role for pairs in paired for role, _, _ in pairs}
    return len(paired) >= max(2, 0.5 * len(blocks)) and bool(roles & {"task", "name"})


def _read_pairs(document: Document, blocks: Sequence[Block], reading: Reading) -> None:
    record, place, theme, seen = _Record(), blocks[0], None, set[str]()
    for block in blocks:
        pairs = _pairs(document, block)
        if not pairs and (cells := _filled(document, block)) and len(cells) == 1:
            theme = cells[0].span
        for role, label, value in pairs:
            if role in ("task", "name", "number") and (record.fields or role in seen):
                if record.tasks:
                    reading.add(record.draft(place), theme)
                record, place, seen = _Record(), block, set()
            seen.add(role)
            _put(document, record, role, label.span, value)
    if record.tasks:
        reading.add(record.draft(place), theme)


def _put(document: Document, record: _Record, role: Meaning, label: Span | None, value: Cell) -> None:
    span = trimmed(document.simplified, value.span)
    if role in ("task", "name"):
        record.tasks.append(span)
    elif role in DUTIES and span not in [field.span for field in record.fields]:
        record.fields.append(duty_field(document.simplified, span, role, "cell", label))
    elif role == "deadline":
        record.deadline = span
    elif role == "progress":
        record.progress = span
    elif role == "number":
        record.number = document.words(span)


_TITLE: Final = re.compile(
    r"^[^。;；,，:：]{4,56}(?:表|方案|计划|清单|通知|意见|报告|实事|分工|任务|措施|公告|规划|要点|安排|办法)(?:[(（][^()（）]{1,20}[)）])?$"
)
_QUANTITY: Final = re.compile(r"(?:[\u4e00-\u9fff]{0,4}(?:数量|目标值|指标值|任务数|计划数)|数值|规模)")
"""Headers of bare numbers, whose unit of measurement stands in a column of its own."""
_UNMERGED: Final = frozenset({"txt", "md", "csv", "tsv"})
"""The formats that cannot say that a cell is merged with the one above: it stands empty in all rows but the first."""
_FILLED_IN: Final = re.compile(r"(?:单位|填报|填表|制表|报送|日期|时间)[^:：]{0,6}[:：]")
_SUMS: Final = frozenset({"合计", "总计", "小计", "合 计", "总 计"})


# --- under headers ---------------------------------------------------------------------------------------------------


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
    words = {cell.column: plain(_words(document, cell.span)) for cell in cells}
    beside = [column for column, word in words.items() if _QUANTITY.fullmatch(word)]
    return [column for column, word in words.items() if word == "单位" and {column - 1, column + 1} & {*beside}]


def _header(document: Document, block: Block) -> _Columns | None:
    """The row's meaning as a header: at least two columns understood, most of the filled ones, one of them a task."""
    cells = _filled(document, block)
    known = {cell.column: role for cell in cells if (role := meaning(_words(document, cell.span)))}
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
    last: _Record | None = None
    tall = _tall(blocks)
    filled: set[int] = set()
    for block in blocks:
        header = _header(document, block)
        if header:
            columns = _merged_header(columns, header) if columns and last is None else header
            continue
        cells = _filled(document, block)
        if not cells:
            continue
        if len(block.cells) > 1 and _is_section(cells, columns):
            words = trimmed(document.simplified, cells[0].span)
            if columns is None and _stands_over(document.simplified[slice(*words)]):
                reading.titles.append(words)
            else:
                theme = _unnumbered(document.simplified, words)
            continue
        if columns is None or _words(document, cells[0].span) in _SUMS:
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
    last: _Record | None,
    section: Span | None,
    tall: frozenset[Span],
    reading: Reading,
) -> _Record | None:
    record, theme = _Record(), section
    tasks = _task_columns(columns)
    for cell in _filled(document, block):
        role = columns.roles.get(cell.column)
        if role == "theme" or (role == "name" and cell.span in tall):
            theme = trimmed(document.simplified, cell.span)
        elif role in ("task", "name") and cell.column not in tasks:
            record.further.append(trimmed(document.simplified, cell.span))
        elif role:
            _put(document, record, role, columns.headers.get(cell.column), cell)
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


def _joined(spans: Sequence[Span]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)
