"""All findings in one document, in the order of its text, each with its place and its words.

The one door of the room: it reads a document once and asks every check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from zeren.finding import SEVERITIES, Finding
from zeren.findings.catalogue import filled, kinds
from zeren.findings.duties import duties
from zeren.findings.figures import figures
from zeren.findings.reading import Found, Reading
from zeren.findings.rows import rows
from zeren.findings.whole import whole
from zeren.model import Document

CHECKS: Final[tuple[Callable[[Reading], Iterator[Found]], ...]] = (whole, rows, duties, figures)
_LONGEST: Final = 80


class Checked(NamedTuple):
    """A document and what was found in it."""

    document: Document
    findings: list[Finding]


def check_file(path: Path | str) -> Checked:
    """The findings in one file; `InputError` names what is wrong with one that cannot be read."""
    from zeren.reading.open import read
    from zeren.text.repair import repair

    document = repair(read(path))
    return Checked(document, check(document))


def check(document: Document) -> list[Finding]:
    """The findings in a repaired document, in the order of its text."""
    from zeren.extract import gather
    from zeren.language import pipeline

    doc = pipeline.read(document)
    reading = Reading(document, doc, gather(doc))
    found = [one for ask in CHECKS for one in ask(reading)]
    weight = {severity: n for n, severity in enumerate(SEVERITIES)}
    order = {id: (weight[kind.severity], n) for n, (id, kind) in enumerate(kinds().items())}
    return [_finding(reading, one) for one in sorted(found, key=lambda one: (one.span, order[one.id]))]


def _finding(reading: Reading, one: Found) -> Finding:
    kind = kinds()[one.id]
    words = " ".join(reading.words(one.span).split())
    about = {"text": words} | dict(one.about)
    return Finding(
        id=kind.id,
        severity=kind.severity,
        position=one.position or reading.places.at(one.span),
        span=reading.document.text.raw_span(one.span),
        text=words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…",
        measure=one.measure,
        title=kind.title,
        message=filled(kind.message, about),
        advice=filled(kind.advice, about),
    )
