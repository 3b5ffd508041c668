"""What a document leaves in doubt, told in words: what was not read, what does not agree, whom nobody knows.

Apart from `extract`, which writes down facts: a problem is no fact, and never takes one away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from zeren.language import ambiguous, parts
from zeren.model import Document, Measure, Problem
from zeren.registry import departments, histories, reforms

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from zeren.language.drafts import Outline


def told(doc: Doc, measures: Sequence[Measure], place: str | None) -> Iterator[Problem]:
    """All problems of a document of a place, by code, that the pipeline has read, in raw offsets."""
    document: Document = doc._.document
    yield from (replace(problem, span=document.text.raw_span(problem.span)) for problem in document.problems)
    yield from _of_duties(doc, measures, place)
    for measure in measures:
        yield from _of_sums(measure)
    yield from _of_text(document, doc._.outline)


def _of_text(document: Document, outline: Outline) -> Iterator[Problem]:
    raw = document.text.raw_span
    for draft in outline.measures:
        for span in ambiguous.find(document.simplified, *draft.span):
            message = f"{document.words(span)} can be read in more than one way and is not read; write it without doubt"
            yield Problem("ambiguous-number", raw(span), message)
    for theme in outline.themes:
        for copy in theme.mentions:
            yield Problem("repeated", raw(copy), f"the heading {theme.name} is printed again; kept once")
    for span in outline.cut_off:
        yield Problem("cut-off", raw(span), "the text breaks off here; what followed is not in the file")
    for span in outline.unread_headers:
        message = "this header, or the table under it, was not understood; what stands there is not read"
        yield Problem("header-not-understood", raw(span), message)


def _of_duties(doc: Doc, measures: Sequence[Measure], place: str | None) -> Iterator[Problem]:
    yield from _missing(measures)
    yield from _unlinked(measures, place, doc._.year)
    yield from _out_of_time(measures, doc._.year)
    rules = doc._.duty_rules
    guessed = any(duty.basis == "first-listed" for measure in measures for duty in measure.responsibilities)
    for rule in rules.lead_rules if guessed and not rules.bold and not rules.first else ():
        message = "the document marks leads by type or sign, but none survives here: the first listed is a guess"
        yield Problem("ambiguous-role", doc._.document.text.raw_span(rule.span), message)


def _missing(measures: Sequence[Measure]) -> Iterator[Problem]:
    if not measures:
        yield Problem("duty-missing", (0, 0), "no measure was found: nothing here reads as a task or a promise")
    without = [measure for measure in measures if not measure.responsibilities]
    if measures and len(without) == len(measures):
        yield Problem("duty-missing", measures[0].span, "no unit is named for any measure of this document")
    else:
        for measure in without:
            yield Problem("duty-missing", measure.span, f"measure {measure.order} names no unit")


def _unlinked(measures: Sequence[Measure], place: str | None, year: int | None) -> Iterator[Problem]:
    """The bearers that are no known body, each once; those that want nothing but a place, all at the first of them."""
    names = {d.name: d for m in reversed(measures) for d in reversed(m.responsibilities) if not d.department}
    homeless = []
    for name, duty in sorted(names.items(), key=lambda pair: pair[1].span):
        if not departments.fits(name):
            message = f"{duty.name}: no kind of body known; kept as written, not linked"
            yield Problem("unknown-unit", duty.span, message)
        elif place is None:
            homeless.append(duty)
        elif departments.untimely(name, place, year):
            message = f"{duty.name}: no such body in {year}, as far as is known; kept as written, not linked"
            yield Problem("body-out-of-time", duty.span, message)
        else:
            message = f"{duty.name}: no such body is known in the document's place; kept as written, not linked"
            yield Problem("unknown-unit", duty.span, message)
    if homeless:
        message = f"the document's place is not known: {len(homeless)} names are kept as written, not linked"
        yield Problem("unknown-unit", homeless[0].span, message)


def _out_of_time(measures: Sequence[Measure], year: int | None) -> Iterator[Problem]:
    """Bodies that did not exist in the plan's year, each once."""
    named = {d.department: d for m in reversed(measures) for d in reversed(m.responsibilities) if d.department}
    for unit, duty in sorted(named.items(), key=lambda pair: pair[1].span):
        if year and departments.out_of_time(unit, year):
            then = "、".join(histories.written(body) for body in reforms.answering(unit, year) if body != unit)
            message = f"{duty.name}: no such body in {year}, as far as is known"
            yield Problem("body-out-of-time", duty.span, f"{message}; {then} answered then" if then else message)


def _of_sums(measure: Measure) -> Iterator[Problem]:
    for whole, listed in parts.sums(measure.targets):
        if message := parts.mismatch(whole, listed):
            yield Problem("parts-do-not-add-up", (whole.span[0], max(part.span[1] for part in listed)), message)
