"""What is wrong with the rows of a table: empty duty and deadline cells, numbers missing, repeated or skipped.

Apart from the other checks, because these look at cells and not at what was read from them: an empty cell says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from zeren.findings.reading import Found, Reading, tables
from zeren.language.labels import DUTIES
from zeren.language.records import BodyRow
from zeren.model import Cell, Span

_WHOLE_NUMBER: Final = re.compile(r"\d{1,4}")


def rows(reading: Reading) -> Iterator[Found]:
    """The finds in the rows of all tables."""
    for table in tables(reading.rows):
        tasked = [row for row in table if _filled(reading, row, {"task", "name"})]
        taskless = [row for row in table if _lacks_task(reading, row)]
        for row in taskless:
            yield from _empty(reading, row, {"task", "name"}, "task-empty")
        for row in tasked:
            yield from _empty(reading, row, DUTIES, "duty-empty")
        if any(_filled(reading, row, {"deadline"}) for row in tasked):
            for row in tasked:
                yield from _empty(reading, row, {"deadline"}, "deadline-empty")
        yield from _numbers(reading, [row for row in table if row in tasked or row in taskless])


def _cells(row: BodyRow, meanings: AbstractSet[str]) -> dict[int, Cell | None]:
    """The cells of a row under some headers, by column; a cell that the file leaves out is None."""
    own = {cell.column: cell for cell in row.block.cells}
    return {column: own.get(column) for column, role in sorted(row.roles.items()) if role in meanings}


def _filled(reading: Reading, row: BodyRow, meanings: AbstractSet[str]) -> bool:
    cells = _cells(row, meanings).values()
    return any(cell is not None and reading.words(cell.span) for cell in cells)


def _empty(reading: Reading, row: BodyRow, meanings: AbstractSet[str], id: str) -> Iterator[Found]:
    """One find where all cells of a row under some headers are empty."""
    cells = _cells(row, meanings)
    if cells and not _filled(reading, row, meanings):
        yield _at(reading, row, next(iter(cells)), id)


def _lacks_task(reading: Reading, row: BodyRow) -> bool:
    """Whether a row has a number of its own and a duty, and nothing to be done."""
    numbers = [cell for cell in _cells(row, {"number"}).values() if cell and not cell.merged]
    numbered = any(reading.words(cell.span) for cell in numbers)
    return numbered and _filled(reading, row, DUTIES) and not _filled(reading, row, {"task", "name"})


def _at(reading: Reading, row: BodyRow, column: int, id: str, about: dict[str, str] | None = None) -> Found:
    """A find in one cell of a row, with its words where it has some."""
    cells = {cell.column: cell for cell in row.block.cells}
    edge = row.block.span[0 if cells and column < min(cells) else 1]
    span: Span = cells[column].span if column in cells else (edge, edge)
    place = reading.places.of(row.block, column, span)
    return Found(id, span, reading.measure_in(row), about or {}, place)


def _numbers(reading: Reading, table: Sequence[BodyRow]) -> Iterator[Found]:
    """Whether each row has a number of its own and they follow each other; they may begin anew in each section."""
    seen: set[str] = set()
    before: str | None = None
    last: Span | None = None
    numbered = any(_filled(reading, row, {"number"}) for row in table)
    for row in table if numbered else ():
        for column, cell in list(_cells(row, {"number"}).items())[:1]:
            words = reading.words(cell.span) if cell else ""
            if cell and words and cell.span == last:
                continue
            if not words:
                yield _at(reading, row, column, "number-missing")
                before = None
                continue
            last = cell.span if cell else None
            if words == "1" and seen and _begins_anew(table, row):
                seen.clear()
            elif words in seen:
                yield _at(reading, row, column, "number-repeated", {"number": words})
            elif _skipped(before, words):
                yield _at(reading, row, column, "number-skipped", {"before": str(before), "number": words})
            seen.add(words)
            before = words


def _begins_anew(table: Sequence[BodyRow], row: BodyRow) -> bool:
    """Whether a row opens a section, or the first cell of its theme column."""
    nth = next(n for n, other in enumerate(table) if other is row)
    return nth > 0 and (_themes(table[nth - 1]) != _themes(row) or table[nth - 1].section != row.section)


def _themes(row: BodyRow) -> list[Span]:
    return [cell.span for cell in _cells(row, {"theme"}).values() if cell]


def _skipped(before: str | None, number: str) -> bool:
    if before is None or not _WHOLE_NUMBER.fullmatch(before) or not _WHOLE_NUMBER.fullmatch(number):
        return False
    return int(number) > int(before) + 1
