"""What the rows of tables are read into: records of single measures, and what all tables of a document gave.

Apart, because rows under headers and cards of labels and values are read by modules of their own and gathered alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zeren.language.drafts import Draft, Step
from zeren.language.fields import DutyField
from zeren.language.labels import DUTIES, Meaning, duty_field
from zeren.language.lines import trimmed
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
class Record:
    """One measure being gathered from one or several rows; `further` are task cells apart from the others, `counted`
    cells of numbers with the cells of their units."""

    tasks: list[Span] = field(default_factory=list)
    further: list[Span] = field(default_factory=list)
    fields: list[DutyField] = field(default_factory=list)
    number: str | None = None
    deadline: Span | None = None
    progress: Span | None = None
    steps: list[Step] = field(default_factory=list)
    counted: list[tuple[Span, Span]] = field(default_factory=list)

    def put(self, document: Document, role: Meaning, label: Span | None, value: Cell) -> None:
        """Take in the words of a cell by what its header or label announces."""
        span = trimmed(document.simplified, value.span)
        if role in ("task", "name"):
            self.tasks.append(span)
        elif role in DUTIES and span not in (*self.tasks, *(field.span for field in self.fields)):
            self.fields.append(duty_field(document.simplified, span, role, "cell", label))
        elif role == "deadline":
            self.deadline = span
            self.steps.append(Step(span, span))
        elif role == "progress":
            self.progress = span
        elif role == "stage" and label:
            self.steps.append(Step(span, label))
        elif role == "number":
            self.number = document.words(span)

    def put_apart(self, document: Document, role: Meaning, label: Span | None, value: Cell) -> None:
        """Take in a cell that a label parts from those before it: of several tasks the first is the measure's words."""
        if role in ("task", "name") and self.tasks:
            self.further.append(trimmed(document.simplified, value.span))
        else:
            self.put(document, role, label, value)

    def add(self, more: Record) -> None:
        """Take in the duties of a further row of the same measure."""
        known = [field.span for field in self.fields]
        self.fields += [field for field in more.fields if field.span not in known]

    def draft(self, block: Block) -> Draft:
        place = Location(block.sheet, block.page, block.table, block.row, block.hidden)
        fields, further = tuple(self.fields), tuple(self.further)
        return Draft(
            _joined(self.tasks),
            "row",
            self.number,
            None,
            fields,
            self.deadline,
            further,
            self.progress,
            place,
            tuple(self.steps),
            tuple(self.counted),
        )


def words_of(document: Document, span: Span) -> str:
    """The Simplified words of a span."""
    return document.simplified[span[0] : span[1]].strip()


def cells_of(document: Document, block: Block) -> list[Cell]:
    """The cells of a row that hold something."""
    return [cell for cell in block.cells if words_of(document, cell.span)]


def _joined(spans: Sequence[Span]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)
