"""What is wrong with figures and dates: no unit, no sum, no sense in the year of the plan, none at all.

Apart from the readers of targets, which take what is written; what a careful maker of a plan would ask is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from zeren.findings.reading import ITEMS, Found, Read, Reading
from zeren.language import cell_dates, dates
from zeren.language.figure import Figure
from zeren.language.parts import sums
from zeren.model import Span

_WITHOUT_END: Final = re.compile(
    r"长期|持续|常[态年]|全年|每[年季月周日]|年内|按(?:照|期|时|计划|进度|要求)|适时|[—－\-/无]$"
)
"""What a deadline cell may say beside a date."""
_BARE: Final = re.compile(
    r"(?!(?:19|20)\d\d(?!\d)|123\d\d(?!\d)|110(?!\d)|120(?!\d)|119(?!\d))[\d.,，]*\d\s*(?=$|[，,。;；、!！|\t\n])"
)
"""A number in figures, but for years and numbers to call, with which its clause ends: it should count something."""
_NAMED: Final = re.compile(
    r"(?:项目|标段|地块|片区|路段|点位|附件|附表|专栏|方案|国道|省道|县道|热线|编号|文号|型号|号码|电话|[A-Za-z“”\"+＋\-—.:：/])\s*$"
)
_NEAR: Final = 16
_BREAK: Final = re.compile(r"[，,。;；、!！?？:：\n\t|]")
_TOLERANCE: Final = 1e-6


def figures(reading: Reading) -> Iterator[Found]:
    """The finds about the figures and dates of every measure."""
    for one, read in zip(reading.measures, reading.doc._.readings, strict=True):
        yield from _parts(one, read.targets)
        yield from _early(reading, one, read.targets)
        yield from _deadline_cell(reading, one)
        for stretch in dict.fromkeys((one.draft.span, *one.draft.further, one.draft.deadline or one.draft.span)):
            for span in _impossible(reading, stretch):
                yield Found("date-impossible", span, one.measure.order)
        if one.draft.form in ITEMS and not read.targets and not read.milestones and not _dated(reading, one):
            yield Found("no-figure-or-date", one.draft.span, one.measure.order)
    yield from _numbers(reading)


def _numbers(reading: Reading) -> Iterator[Found]:
    """Numbers that count nothing, and words that stand for no number."""
    for piece in reading.audit.numbers:
        if piece.rule == "no-unit" and _counts(reading.text, piece.span):
            about = {"text": reading.words((_opening(reading.text, piece.within[0], piece.span[0]), piece.span[1]))}
            yield Found("figure-without-unit", piece.span, piece.measure, about)
        elif piece.rule == "no-value":
            yield Found("vague-figure", piece.span, piece.measure, {"text": reading.words(piece.span)})


def _counts(text: str, span: Span) -> bool:
    """Whether a number without a unit stands where one should be: at the end of a clause, after no name."""
    return _BARE.match(text, *_line(text, span)) is not None and not _NAMED.search(text[max(0, span[0] - 4) : span[0]])


def _opening(text: str, least: int, at: int) -> int:
    """Where the clause of an offset begins, or a little before it."""
    start = max(least, at - _NEAR)
    return max([start, *(mark.end() for mark in _BREAK.finditer(text, start, at))])


def _line(text: str, span: Span) -> Span:
    end = text.find("\n", span[1])
    return span[0], len(text) if end < 0 else end


# --- parts and wholes ------------------------------------------------------------------------------------------------


def _parts(one: Read, found: Sequence[Figure]) -> Iterator[Found]:
    """Parts after 其中 against the figure before them: they make more, or, where there are several, less."""
    for whole, parts in sums(found):
        total = sum(part.value or 0 for part in parts)
        about = {"sum": f"{total:.12g}", "whole": f"{whole.value:.12g}", "unit": whole.unit or ""}
        more = total - (whole.value or 0)
        if more > _TOLERANCE:
            yield Found("parts-do-not-add-up", whole.span, one.measure.order, about)
        elif more < -_TOLERANCE and len(parts) > 1:
            yield Found("parts-fall-short", whole.span, one.measure.order, about)


# --- dates -----------------------------------------------------------------------------------------------------------


def _early(reading: Reading, one: Read, found: Sequence[Figure]) -> Iterator[Found]:
    """Deadlines of figures and milestones before the year of the plan, those of a deadline cell apart."""
    own = [(figure.span, figure.deadline) for figure in found if figure.deadline_basis != "inherited"]
    spans = [(point.span, point.deadline) for point in reading.doc._.readings[one.measure.order - 1].milestones]
    for span, day in [*own, *spans]:
        if reading.year and day and int(day[:4]) < reading.year:
            about = {"date": day, "year": str(reading.year)}
            yield Found("deadline-before-plan", span, one.measure.order, about)


def _deadline_cell(reading: Reading, one: Read) -> Iterator[Found]:
    """A deadline cell that holds no date, or one before the year of the plan."""
    span = one.draft.deadline
    if span is None or not reading.words(span):
        return
    words = reading.text[slice(*span)]
    days = [found.last for found in dates.find(words, year=reading.year) if found.last]
    if short := cell_dates.last_day(words, reading.year):
        days.append(short)
    if days and reading.year and max(days).year < reading.year:
        about = {"date": max(days).isoformat(), "year": str(reading.year)}
        yield Found("deadline-before-plan", span, one.measure.order, about)
    elif not days and not _states_a_time(reading.text, span) and not _impossible(reading, span):
        yield Found("deadline-no-date", span, one.measure.order, {"text": reading.words(span)})


def _impossible(reading: Reading, span: Span) -> list[Span]:
    """Days and months in a stretch that no calendar has."""
    return list(cell_dates.impossible(reading.text, span, reading.year))


def _states_a_time(text: str, span: Span) -> bool:
    words = text[slice(*span)]
    return bool(dates.find(words)) or _WITHOUT_END.search(words) is not None


def _dated(reading: Reading, one: Read) -> bool:
    """Whether a deadline cell, or the measure's words, name a time."""
    if one.draft.deadline and reading.words(one.draft.deadline):
        return True
    return bool(dates.find(reading.text[slice(*one.draft.span)], year=reading.year))
