"""Dated steps that the cells of a row plan: quarters and months with headers of their own, a start, several dates in one
deadline cell; and the deadline of a measure without a figure.

Apart from targets, which are figures in the words of a measure: a stage is on the way to one and would count it twice.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from zeren.language import confidence
from zeren.language.date_lists import lists
from zeren.language.drafts import Draft, Step
from zeren.language.figure import Figures
from zeren.language.figures import figures_in
from zeren.language.targets import FINISH, START, Point, Reading, topic
from zeren.language.tense import Tense
from zeren.model import Span
from zeren.vocab import MilestoneKind

_DOING: Final = re.compile("[\u4e00-\u9fff]{2}")
_DONE: Final = re.compile("(?:全部|全面|基本|按期)?完成(?:任务|全部|工作)*|[之以]?[前内]|长期|持续|坚持|每年")
_TOLD: Final = re.compile("已|目前|截至|累计|正在|进行中|^未|^无$")
"""A stage whose cell reports how things stand plans nothing."""


def with_steps(found: Figures, draft: Draft, reading: Reading, tense: Tense) -> Reading:
    """What a measure promises, with the steps of its row: those with figures as targets, the others as milestones."""
    if tense.silent(draft.span, draft.form):
        return reading
    dated = [one for step in draft.steps for one in _of_step(found, step)]
    targets, points = list(reading.targets), list(reading.milestones)
    for part in dated:
        figures = figures_in(found, part.span, topic(found, draft.span))
        targets += [one._replace(deadline=part.deadline, deadline_basis="stated") for one in figures]
        points += [] if figures else [part]
    deadline = next((step.words for step in draft.steps if step.words == step.head), None)
    if deadline and not points and not targets and (day := _last(found, deadline)):
        points = [_point(deadline, "finish", day, "milestone-deadline")]
    return Reading(tuple(targets), tuple(points))


def _of_step(found: Figures, step: Step) -> list[Point]:
    words, head = found.text[slice(*step.words)], found.text[slice(*step.head)]
    if step.words == step.head:
        return _parts(found, step.words)
    if _TOLD.search(words):
        return []
    if day := _last(found, step.head):
        return [_point(step.words, _kind(words), day, "milestone-stage")] if _DOING.search(words) else []
    own = _last(found, step.words)
    return _parts(found, step.words) or ([_point(step.words, _kind(head), own, "milestone-stage")] if own else [])


def _parts(found: Figures, cell: Span) -> list[Point]:
    """The doings that a cell dates, each with its date: 4月底前选址,6月底前开工. That it is all done is no doing, and a list
    of dates (分别于6月底、12月底前) is that of the figures."""
    if lists(found.text, found.dates_in(cell)):
        return []
    made = []
    for clause in _dated_clauses(found, cell):
        words = found.text[slice(*clause)]
        for d in found.dates_in(clause):
            words = words.replace(d.text, "")
        if (day := _last(found, clause)) and _DOING.search(_DONE.sub("", words)):
            made.append(_point(clause, _kind(words), day, "milestone-stage"))
    return made


def _dated_clauses(found: Figures, cell: Span) -> list[Span]:
    """The clauses of a cell, also those that 、 parts before a date; those without a date are joined to the one before."""
    dates = found.dates_in(cell)
    listed = [d.start for d in dates if found.text[cell[0] : d.start].rstrip().endswith("、")]
    starts = sorted({*listed, *(start for start, end in found.clauses(cell) if found.dates_in((start, end)))})
    ends = [*starts[1:], cell[1]][: len(starts)]
    return [(start, _closed(found.text, start, end)) for start, end in zip(starts, ends, strict=True)]


def _closed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n,，、;；。":
        end -= 1
    return end


def _last(found: Figures, span: Span) -> date | None:
    return max((d.deadline for d in found.dates_in(span) if d.deadline), default=None)


def _kind(words: str) -> MilestoneKind:
    return "start" if START.search(words) else "finish" if FINISH.search(words) else "other"


def _point(span: Span, kind: MilestoneKind, day: date, rule: str) -> Point:
    return Point(span, kind, day.isoformat(), rule, confidence.of_rule("milestone", rule))
