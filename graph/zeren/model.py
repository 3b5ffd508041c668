"""The records that pass between rooms: what a document is, and what is found in it.

Two coordinate systems meet here. *Raw* offsets count code points of the decoded file; *clean* offsets count code
points of the text that people read, after mark-up is dropped and damage repaired. `MappedText` ties each clean
character to the raw characters it stands for. Readers, repair and language work in clean offsets; everything that
leaves the reading half (`Extraction`) is in raw offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Literal

from zeren.mapped import MappedText
from zeren.mapped import Span as Span
from zeren.vocab import (
    Comparator,
    DeadlineBasis,
    Layout,
    MilestoneKind,
    PlaceBasis,
    ProblemKind,
    Role,
    RoleBasis,
    ThemeBasis,
    YearBasis,
)

SCHEMA_VERSION = 1

BlockKind = Literal["paragraph", "heading", "row"]
Hidden = Literal["row", "column"]
"""What of a spreadsheet is hidden from those who open it: a row, or a column that the row has words in."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row, in clean offsets; a merged cell stands in each row it covers with the same span."""

    span: Span
    column: int
    merged: bool = False
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table row of a document, in clean offsets; only rows have cells."""

    kind: BlockKind
    span: Span
    cells: tuple[Cell, ...] = ()
    level: int = 0
    table: int | None = None
    row: int | None = None
    sheet: str | None = None
    page: int | None = None
    hidden: Hidden | None = None


@dataclass(frozen=True)
class Document:
    """A document as read: its raw text, its clean text, and the structure of the clean text.

    `text.text` is in the document's own script; `simplified` is the same text in Simplified characters, of the same
    length, and is what rules read. `bold` are the clean spans set in bold, sorted and disjoint. `underlined`
    are those underlined, told by readers only where the document says that this means something. `metadata` may hold
    `title`, `published` (ISO date), `publisher`, `url`; `given` the `year` and `place` (a code) that a person decided,
    empty for none, which no words of the document overrule.
    """

    path: str
    sha256: str
    format: str
    encoding: str
    raw: str
    text: MappedText
    simplified: str
    blocks: tuple[Block, ...]
    bold: tuple[Span, ...] = ()
    underlined: tuple[Span, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The first 8 hex digits of the file's SHA-256."""
        return self.sha256[:8]

    def words(self, span: Span) -> str:
        """The repaired words of a clean span, in the document's own script."""
        return self.text.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Problem:
    kind: ProblemKind
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    code: str | None
    basis: PlaceBasis
    confidence: float
    review: str | None = None


@dataclass(frozen=True, slots=True)
class LeadRule:
    """A rule of the document itself that tells who leads, such as a legend about bold type."""

    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Theme:
    name: str
    span: Span
    basis: ThemeBasis
    mentions: tuple[Span, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    name: str
    role: Role
    basis: RoleBasis
    rule: str
    confidence: float
    span: Span
    department: str | None = None
    name_simplified: str | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    value: float | None
    unit: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Target:
    quote: str
    span: Span
    indicator: str
    comparator: Comparator | None
    value: float | None
    value_max: float | None
    unit: str | None
    scope: str | None
    baseline: Baseline | None
    deadline: str | None
    deadline_basis: DeadlineBasis
    tentative: bool
    approximate: bool
    rule: str
    confidence: float
    quote_simplified: str | None = None
    indicator_simplified: str | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Result(Target):
    """An achieved figure: a target's keys, the period it reports and the measure it stands in, if any."""

    period: str | None = None
    measure: int | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    quote: str
    span: Span
    kind: MilestoneKind
    deadline: str | None
    rule: str
    confidence: float
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Mechanism:
    name: str
    span: Span
    measure: int | None


@dataclass(frozen=True, slots=True)
class Residue:
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where a measure stands in a document that has places beside offsets."""

    sheet: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    order: int
    number: str | None
    text: str
    span: Span
    theme: str | None
    responsibilities: tuple[Responsibility, ...]
    targets: tuple[Target, ...]
    milestones: tuple[Milestone, ...]
    location: Location = Location()
    text_simplified: str | None = None


@dataclass(frozen=True)
class Extraction:
    """All that was found in one document, in raw offsets: the object that `zeren extract --format json` prints.

    `review`, `year_review` and `decisions` name the decisions of a person that hold for a fact, by their ids.
    """

    path: str
    sha256: str
    format: str
    encoding: str
    raw: str
    title: str | None
    publisher: str | None
    published: str | None
    place: Place | None
    year: int | None
    year_basis: YearBasis
    layout: Layout
    lead_rules: tuple[LeadRule, ...]
    coverage: Mapping[str, float]
    themes: tuple[Theme, ...]
    measures: tuple[Measure, ...]
    results: tuple[Result, ...]
    mechanisms: tuple[Mechanism, ...]
    problems: tuple[Problem, ...]
    residue: tuple[Residue, ...]
    year_review: str | None = None
    decisions: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        return self.sha256[:8]

    def to_json(self) -> dict[str, Any]:
        """One object for one document, as documented in `docs/reference/facts.md`; spans are two-element lists."""
        document = {
            "id": self.id,
            "path": self.path,
            "sha256": self.sha256,
            "title": self.title,
            "publisher": self.publisher,
            "published": self.published,
            "place": _trimmed(asdict(self.place)) if self.place else None,
            "year": self.year,
            "year_basis": self.year_basis,
            "layout": self.layout,
            "lead_rules": _plain(self.lead_rules),
            "coverage": dict(self.coverage),
        }
        reviewed = {"year_review": self.year_review, "decisions": list(self.decisions)}
        document |= {key: value for key, value in reviewed.items() if value}
        parts = ("themes", "measures", "results", "mechanisms", "problems", "residue")
        return {"schema_version": SCHEMA_VERSION, "document": document} | {k: _plain(getattr(self, k)) for k in parts}


_OPTIONAL = (
    "text_simplified",
    "name_simplified",
    "quote_simplified",
    "indicator_simplified",
    "mentions",
    "confidence",
    "location",
    "review",
)


def _plain(records: Iterable[Any]) -> list[dict[str, Any]]:
    """Records as plain dictionaries; keys that only stand beside others are left out where they say nothing."""
    return [_trimmed(asdict(record)) for record in records]


def _trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {k: _trimmed(v) for k, v in value.items() if k not in _OPTIONAL or _says_something(v)}
        return kept
    if isinstance(value, (list, tuple)):
        return [_trimmed(v) for v in value]
    return value


def _says_something(value: Any) -> bool:
    return any(v is not None for v in value.values()) if isinstance(value, dict) else bool(value)
