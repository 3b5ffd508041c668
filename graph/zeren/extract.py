"""One document to its facts: reading, repair and language put together, and every span told in raw offsets."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zeren.language.confidence import lowered
from zeren.language.drafts import Draft, Outline
from zeren.model import (
    Document,
    Extraction,
    LeadRule,
    Location,
    Measure,
    Mechanism,
    Milestone,
    Place,
    Residue,
    Responsibility,
    Result,
    Span,
    Target,
    Theme,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from zeren.language.audit import Audit
    from zeren.language.figure import Figure
    from zeren.language.roles import Duties
    from zeren.language.targets import Point
    from zeren.registry.fields_of_life import Field

_SQUEEZE: Final = re.compile(r"\s+")
_NO_HAN: Final = re.compile("[^\u4e00-\u9fff]+")


def extract_file(path: Path | str, given: Mapping[str, str] | None = None) -> Extraction:
    """Read, repair and extract one file, with a year and place `given` as in `Document`; `InputError` says what is wrong."""
    from zeren.reading.open import read
    from zeren.text.repair import repair

    return extract(replace(repair(read(path)), given=given or {}))


def audit_file(path: Path | str) -> dict[str, list[dict[str, Any]]]:
    """What became of every piece of a file's duty fields and of every number in its measures."""
    from zeren.language import audit, pipeline
    from zeren.reading.open import read
    from zeren.text.repair import repair

    document = repair(read(path))
    return audit.as_json(audit.audit(pipeline.read(document)), document)


def extract(document: Document) -> Extraction:
    """All facts of a repaired document."""
    from zeren.language import pipeline

    return gather(pipeline.read(document))


def gather(doc: Doc) -> Extraction:
    """All facts of a document that the pipeline has read."""
    from zeren.language import origin, problems
    from zeren.registry import place_of

    document: Document = doc._.document
    outline: Outline = doc._.outline
    title = document.metadata.get("title") or (document.words(outline.title).strip() if outline.title else None)
    publisher = origin.publisher_of(document)
    text, year = document.simplified, doc._.year
    place = origin.given_place(document)
    if "place" not in document.given:
        place = place_of.of_document(title, publisher, text[:400], document.metadata, text, year)
    writer = _Writer(document, doc, place)
    measures = tuple(writer.measures())
    return Extraction(
        path=document.path,
        sha256=document.sha256,
        format=document.format,
        encoding=document.encoding,
        raw=document.raw,
        title=title,
        publisher=publisher,
        published=origin.published_on(document),
        place=place,
        year=year,
        year_basis=doc._.year_basis,
        layout=outline.layout,
        lead_rules=tuple(LeadRule(rule.rule, writer.raw(rule.span)) for rule in doc._.duty_rules.lead_rules),
        coverage=writer.audit.coverage(),
        themes=tuple(writer.themes()),
        measures=measures,
        results=tuple(writer.results()),
        mechanisms=tuple(writer.mechanisms()),
        problems=tuple(problems.told(doc, measures, place.code if place else None)),
        residue=tuple(writer.residue()),
    )


@dataclass(frozen=True)
class _Writer:
    """Turns what the pipeline found, in clean offsets, into records in raw offsets and the document's own script."""

    document: Document
    doc: Doc
    place: Place | None

    @property
    def outline(self) -> Outline:
        found: Outline = self.doc._.outline
        return found

    def raw(self, span: Span) -> Span:
        return self.document.text.raw_span(span)

    def words(self, span: Span) -> str:
        return self.document.words(span)

    def simplified(self, span: Span) -> str | None:
        """The Simplified words of a span, where they differ from the document's own."""
        return self.beside(self.document.simplified[slice(*span)], self.words(span))

    def beside(self, plain: str, own: str) -> str | None:
        """Simplified words, where those of the document are of another script."""
        return plain if self.traditional and _script(plain) != _script(own) else None

    @cached_property
    def traditional(self) -> bool:
        """Whether the document is of another script than the rules read; in most, no words need be compared."""
        plain, own = self.document.simplified, self.document.text.text
        return plain != own and _script(plain) != _script(own)

    def sure(self, confidence: float, span: Span, *, inherited: bool = False) -> float:
        """A rule's confidence in what it read in a stretch, less where bytes were lost there."""
        damaged = any(start < span[1] and span[0] < end for start, end in self.damage)
        return lowered(confidence, damaged=damaged, inherited=inherited)

    @cached_property
    def damage(self) -> list[Span]:
        """Where bytes were lost, repaired or not."""
        from zeren.text.repair import mended

        lost = [problem.span for problem in self.document.problems if problem.kind == "repair-not-unique"]
        return [*mended(self.document), *lost]

    def own(self, word: str | None, near: Span) -> str | None:
        """A word of a stretch in the document's own script."""
        at = self.document.simplified.rfind(word, *near) if word else -1
        return self.words((at, at + len(word))) if word and at >= 0 else word

    def measures(self) -> Iterator[Measure]:
        rows = zip(self.outline.measures, self.doc._.duties, self.doc._.readings, strict=True)
        for order, (draft, duties, reading) in enumerate(rows, 1):
            yield Measure(
                order=order,
                number=draft.number,
                text=self.words(draft.span),
                span=self.raw(draft.span),
                theme=self.theme(order, draft),
                responsibilities=tuple(self.responsibilities(duties)),
                targets=tuple(Target(**self.figure(figure, draft)) for figure in reading.targets),
                milestones=tuple(self.milestone(point) for point in reading.milestones),
                location=self.location(draft),
                text_simplified=self.simplified(draft.span),
            )

    def location(self, draft: Draft) -> Location:
        """Where a measure stands: a row tells its table too, a paragraph of a document with pages its page."""
        if draft.location != Location() or not self.page_starts:
            return draft.location
        at = bisect_right(self.page_starts, (draft.span[0], sys.maxsize)) - 1
        return Location(page=self.page_starts[max(at, 0)][1])

    @cached_property
    def page_starts(self) -> list[tuple[int, int]]:
        """Where each block begins and on which page, in a document with pages."""
        return [(block.span[0], block.page) for block in self.document.blocks if block.page]

    def themes(self) -> Iterator[Theme]:
        """The themes that the document states, else the fields of its measures, each with its first word, as sure as
        its least sure measure."""
        for stated in self.outline.themes:
            mentions = tuple(self.raw(copy) for copy in stated.mentions)
            yield Theme(stated.name, self.raw(stated.span), stated.basis, mentions)
        first = {field.name: field for field in reversed(self.fields.values())}
        for field in sorted(first.values(), key=lambda field: field.span):
            sure = min(other.confidence for other in self.fields.values() if other.name == field.name)
            yield Theme(field.name, self.raw(field.span), "classified", confidence=sure)

    def theme(self, order: int, draft: Draft) -> str | None:
        if draft.theme is not None:
            return self.outline.themes[draft.theme].name
        field = self.fields.get(order)
        return field.name if field else None

    @cached_property
    def fields(self) -> dict[int, Field]:
        """The fields of public life of measures, by their order, where the document groups none of them."""
        from zeren.language.fields_of_life import of_drafts

        stated = self.outline.themes
        return {} if stated else of_drafts(self.document.simplified, self.outline.measures, self.doc._.duties)

    def responsibilities(self, duties: Duties) -> Iterator[Responsibility]:
        from zeren.registry import linking

        for unit in duties.units:
            own = self.words((unit.start, unit.end))
            same = self.document.simplified[unit.start : unit.end] == unit.name
            name = own if same else unit.name
            code = self.place.code if self.place else None
            yield Responsibility(
                name=_SQUEEZE.sub("", name),
                role=unit.role,
                basis=unit.basis,
                rule=unit.rule,
                confidence=self.sure(unit.confidence, (unit.start, unit.end)),
                span=self.raw((unit.start, unit.end)),
                department=linking.link(unit.name, code, self.doc._.year).unit,
                name_simplified=self.beside(unit.name, name),
            )

    def figure(self, figure: Figure, draft: Draft | None) -> dict[str, Any]:
        """The keys that targets and results share."""
        from zeren.language.indicators import words

        own = words(self.document.text.text, figure.indicator)
        plain = words(self.document.simplified, figure.indicator)
        return {
            "quote": self.words(figure.span),
            "span": self.raw(figure.span),
            "indicator": own,
            "comparator": figure.comparator,
            "value": figure.value,
            "value_max": figure.value_max,
            "unit": self.own(figure.unit, figure.number),
            "scope": figure.scope,
            "baseline": figure.baseline,
            "deadline": figure.deadline,
            "deadline_basis": figure.deadline_basis or ("plan-year" if self.doc._.year else "none"),
            "tentative": figure.tentative,
            "approximate": figure.approximate,
            "rule": figure.rule,
            "confidence": self.sure(figure.confidence, figure.span, inherited=figure.deadline_basis == "inherited"),
            "quote_simplified": self.simplified(figure.span),
            "indicator_simplified": self.beside(plain, own),
        }

    def milestone(self, point: Point) -> Milestone:
        words, span = self.words(point.span), self.raw(point.span)
        sure = self.sure(point.confidence, point.span)
        return Milestone(words, span, point.kind, point.deadline, point.rule, sure)

    def results(self) -> Iterator[Result]:
        for report in self.doc._.reports:
            yield Result(**self.figure(report.figure, None), period=report.period, measure=report.measure)

    def mechanisms(self) -> Iterator[Mechanism]:
        for span in self.doc.spans["mechanisms"]:
            found = (span.start, span.end)
            yield Mechanism(self.words(found), self.raw(found), self.measure_at(found))

    def measure_at(self, span: Span) -> int | None:
        for order, draft in enumerate(self.outline.measures, 1):
            if draft.span[0] <= span[0] < draft.span[1]:
                return order
        return None

    @cached_property
    def audit(self) -> Audit:
        from zeren.language.audit import audit

        return audit(self.doc)

    def residue(self) -> Iterator[Residue]:
        """What stood in a duty field and became nothing."""
        for piece in self.audit.duties:
            if piece.form == "residue":
                yield Residue(self.raw(piece.span), self.words(piece.span))


def _script(text: str) -> str:
    """A text without what differs by width alone, to tell a difference of script."""
    return _NO_HAN.sub("", text)
