"""Measures that stand in cards: tables of labels with their values beside them, one card or several in a table.

Apart from tables with headers, because here every row says for itself what its cells mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from zeren.language.labels import Meaning, meaning
from zeren.language.records import Reading, Record, cells_of, words_of
from zeren.model import Block, Cell, Document


def is_paired(document: Document, blocks: Sequence[Block]) -> bool:
    """Whether a table is made of labels and values, and tells tasks among them."""
    paired = [pairs for block in blocks if (pairs := _pairs(document, block))]
    roles = {role for pairs in paired for role, _, _ in pairs}
    return len(paired) >= max(2, 0.5 * len(blocks)) and bool(roles & {"task", "name"})


def read_pairs(document: Document, blocks: Sequence[Block], reading: Reading) -> None:
    """Put the measures of a table of cards into the reading."""
    record, place, theme, seen = Record(), blocks[0], None, set[str]()
    for block in blocks:
        pairs = _pairs(document, block)
        if not pairs and (cells := cells_of(document, block)) and len(cells) == 1:
            theme = cells[0].span
        for role, label, value in pairs:
            if role in ("task", "name", "number") and (record.fields or role in seen):
                if record.tasks:
                    reading.add(record.draft(place), theme)
                record, place, seen = Record(), block, set()
            seen.add(role)
            record.put(document, role, label.span, value)
    if record.tasks:
        reading.add(record.draft(place), theme)


def _pairs(document: Document, block: Block) -> list[tuple[Meaning, Cell, Cell]]:
    """The row as label-value pairs, empty where it is not made of them."""
    cells = cells_of(document, block)
    made = []
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        role = meaning(words_of(document, label.span))
        if role is None or (meaning(words_of(document, value.span)) and len(cells) > 2):
            return []
        made.append((role, label, value))
    return made
