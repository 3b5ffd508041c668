"""Measures that stand in cards: tables of labels with their values beside them, one card or several in a table, or a
table turned on its side, with the labels in its first column and a measure in each further one.

Apart from tables with headers, because here every row says for itself what its cells mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from zeren.language.labels import DUTIES, Meaning, meaning
from zeren.language.records import Reading, Record, cells_of, words_of
from zeren.model import Block, Cell, Document

Pair = tuple[Meaning, Cell, Cell]


def read_cards(document: Document, blocks: Sequence[Block], reading: Reading) -> bool:
    """Put the measures of a table of cards into the reading; False where it is none."""
    rows = [_distinct(document, block) for block in blocks]
    if _is_turned(document, rows):
        _read_turned(document, blocks, reading)
    elif _is_paired(pairs := [_pairs(document, row) for row in rows]):
        _read_pairs(document, blocks, pairs, reading)
    else:
        return False
    return True


def _distinct(document: Document, block: Block) -> list[Cell]:
    """The cells of a row that hold something, merged ones once."""
    return list({cell.span: cell for cell in reversed(cells_of(document, block))}.values())[::-1]


# --- labels beside values --------------------------------------------------------------------------------------------


def _is_paired(rows: Sequence[Sequence[Pair]]) -> bool:
    """Whether a table is made of labels and values, and tells tasks among them."""
    roles = {role for pairs in rows for role, _, _ in pairs}
    return sum(map(bool, rows)) >= max(2, 0.5 * len(rows)) and bool(roles & {"task", "name"})


def _read_pairs(document: Document, blocks: Sequence[Block], rows: Sequence[Sequence[Pair]], reading: Reading) -> None:
    record, place, theme, seen = Record(), blocks[0], None, set[str]()
    for block, pairs in zip(blocks, rows, strict=True):
        if not pairs and len(cells := _distinct(document, block)) == 1:
            theme = cells[0].span
        for role, label, value in pairs:
            if role in ("task", "name", "number") and (record.fields or role in seen):
                if record.tasks:
                    reading.add(record.draft(place), theme)
                record, place, seen = Record(), block, set()
            seen.add(role)
            record.put_apart(document, role, label.span, value)
    if record.tasks:
        reading.add(record.draft(place), theme)


def _pairs(document: Document, cells: Sequence[Cell]) -> list[Pair]:
    """A row as label-value pairs, empty where it is not made of them."""
    made = []
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        role = meaning(words_of(document, label.span))
        if role is None or (meaning(words_of(document, value.span)) and len(cells) > 2):
            return []
        made.append((role, label, value))
    return made


# --- turned on its side ----------------------------------------------------------------------------------------------


def _is_turned(document: Document, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether all rows but titles open with a label, several values follow in some, and none of these is a label."""
    full = [row for row in rows if len(row) > 1]
    told = [[meaning(words_of(document, cell.span)) for cell in row] for row in full]
    if len(full) < 2 or not any(len(row) > 2 for row in full) or not all(roles[0] for roles in told):
        return False
    labels = {roles[0] for roles in told}
    return not any(any(roles[1:]) for roles in told) and bool(labels & {"task", "name"}) and bool(labels & DUTIES)


def _read_turned(document: Document, blocks: Sequence[Block], reading: Reading) -> None:
    records: dict[int, Record] = {}
    for block in blocks:
        label, *values = cells_of(document, block) or [Cell((0, 0), 0)]
        role = meaning(words_of(document, label.span))
        for cell in values if role else ():
            if cell.span != label.span:
                records.setdefault(cell.column, Record()).put_apart(document, role or "other", label.span, cell)
    for _, record in sorted(records.items()):
        if record.tasks:
            reading.add(record.draft(blocks[0]), None)
