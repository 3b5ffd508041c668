"""A document as the checks see it: what the pipeline read, what was extracted from it, and the rows of its tables.

Apart from the checks, which are plain functions of this record and yield what they find.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from zeren.finding import Position
from zeren.findings.places import Places
from zeren.language.drafts import Draft, Outline
from zeren.language.records import BodyRow
from zeren.language.roles import Duties
from zeren.language.tables import read_tables
from zeren.model import Document, Extraction, Measure, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from zeren.language.audit import Audit

ITEMS: Final = frozenset({"row", "label", "bracket", "item"})
"""The forms of measures that someone listed, of which more may be asked than of a sentence in a speech."""


@dataclass(frozen=True, slots=True)
class Found:
    """One find in clean offsets; `about` fills the slots of its message, `position` is given where no words stand."""

    id: str
    span: Span
    measure: int | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    position: Position | None = None


class Read(NamedTuple):
    """One measure: as drafted, with its duties, as extracted."""

    draft: Draft
    duties: Duties
    measure: Measure


@dataclass(frozen=True)
class Reading:
    """One document, read once."""

    document: Document
    doc: Doc
    extraction: Extraction

    @property
    def text(self) -> str:
        return self.document.simplified

    @property
    def year(self) -> int | None:
        return self.extraction.year

    @property
    def outline(self) -> Outline:
        found: Outline = self.doc._.outline
        return found

    @property
    def place_code(self) -> str | None:
        return self.extraction.place.code if self.extraction.place else None

    @cached_property
    def places(self) -> Places:
        return Places(self.document)

    @cached_property
    def measures(self) -> list[Read]:
        read = zip(self.outline.measures, self.doc._.duties, self.extraction.measures, strict=True)
        return [Read(*one) for one in read]

    @cached_property
    def rows(self) -> list[BodyRow]:
        """The rows of all tables that hold something under a header, with what each column means."""
        return read_tables(self.document).rows

    @cached_property
    def audit(self) -> Audit:
        from zeren.language.audit import audit

        return audit(self.doc)

    def row_of(self, one: Read) -> BodyRow | None:
        """The table's row that a measure was read from, if it was."""
        at = one.draft.location
        return self._rows_by_place.get((at.sheet, at.page, at.table, at.row)) if one.draft.form == "row" else None

    def measure_in(self, row: BodyRow) -> int | None:
        """The order of the measure whose words stand in a row."""
        start, end = row.block.span
        orders = (one.measure.order for one in self.measures if one.draft.span[0] < end and start < one.draft.span[1])
        return next(orders, None)

    @cached_property
    def _rows_by_place(self) -> dict[tuple[str | None, int | None, int | None, int | None], BodyRow]:
        return {(row.block.sheet, row.block.page, row.block.table, row.block.row): row for row in self.rows}

    def words(self, span: Span) -> str:
        return self.document.words(span).strip()


def tables(rows: Sequence[BodyRow]) -> Iterator[list[BodyRow]]:
    """The rows, table by table."""
    made: dict[tuple[str | None, int | None], list[BodyRow]] = {}
    for row in rows:
        made.setdefault((row.block.sheet, row.block.table), []).append(row)
    yield from made.values()
