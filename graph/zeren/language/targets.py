"""Targets, milestones and results: which figure is promised, by when, and which tells what was done.

A date governs what follows it in its sentence until the next date; a stretch word (力争) governs its part of the
sentence. A figure under past words, or in a text that looks back, is a result.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from zeren.language import cell_dates, confidence
from zeren.language.clauses import groups
from zeren.language.date_lists import by_list, lists
from zeren.language.dates import DateMention
from zeren.language.drafts import Draft, Outline
from zeren.language.figure import Figure, Figures
from zeren.language.figures import figures_in
from zeren.language.governing import NEAR, binding, governing, reaches
from zeren.language.indicators import before
from zeren.language.lines import sentences
from zeren.language.tense import Tense
from zeren.model import Span
from zeren.vocab import DeadlineBasis, MilestoneKind

_STRETCH: Final = re.compile(r"力争|争取(?=[在于到年今实达完创新建把将再用早尽全打突\d])|努力(?=实现|达到)|奋力")
START: Final = re.compile(r"开工|启动|开始|动工|进场|开建|着手")
FINISH: Final = re.compile(
    r"完成|完工|建成|竣工|投入(?:使用|运[行营])|投用|投运|交付|开通|通车|实现|达到|化解|解决|整治|销号|验收|接入|上线|运行|启用|进入|出台|印发|办结|通过|清零|到位|消除|建立|投产|达产|试生产|试运行|贯通|招生|开馆|开放|提交|封顶"
)
_TITLE: Final = re.compile(
    r"^[^,，。;；]{4,60}(?:情况|公告|公示|通报|通告|报告|方案|清单|一览|台账|表|实事|怎么[干办看])(?:[(（][^()（）]*[)）])?$"
)
"""A line that names a document or a part and says nothing: its figures belong to the name."""
_BASE: Final = re.compile(
    r"\s*[项件个]?(?:[\u4e00-\u9fff“”]{0,10}(?:实事|任务|项目|工程|事项))?(?:中[,，]?|共|的)?(?:已[\u4e00-\u9fff]{0,6})?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s*[项件个]"
)
"""What follows the number of which a part is counted: 32项实事中已完成14项, 十件实事29项任务."""
_GIVEN: Final = re.compile(r"(?:确定|票决|部署|列入|下达|安排|梳理|征集|收到)(?!的)[^,，。;；]*$")
"""Before a number these tell what was planned at the start, which is no result."""
_NET: Final = re.compile(r"[净新]增(?![长加速])")
_REACH: Final = 600
"""How far from a figure or a date the words that tell past from future, a stretch goal or a doing may stand."""


class Point(NamedTuple):
    """A dated point without a number."""

    span: Span
    kind: MilestoneKind
    deadline: str | None
    rule: str
    confidence: float


class Reading(NamedTuple):
    """What one measure promises: its targets and milestones."""

    targets: tuple[Figure, ...]
    milestones: tuple[Point, ...]


class Report(NamedTuple):
    """An achieved figure, the words of its period, and the order of the measure it stands in."""

    figure: Figure
    period: str | None
    measure: int | None


def read_draft(found: Figures, draft: Draft, tense: Tense) -> Reading:
    """The targets and milestones of one measure; a sentence of a text that looks back has none."""
    if tense.silent(draft.span, draft.form):
        return Reading((), ())
    targets: list[Figure] = []
    points: list[Point] = []
    inherited = _cell_date(found, draft.deadline, tense.year)
    stretches = (draft.span, *draft.further)
    about = topic(found, draft.span) if any(found.within(stretch) for stretch in stretches) else ()
    for stretch in stretches:
        for sentence in sentences(found.text, stretch):
            figures = [f for f in figures_in(found, sentence, about) if not _reached(tense, draft, stretch, f)]
            dates = binding(found, sentence, tense.year)
            listed = by_list(found, sentence, figures, dates)
            targets += [_dated(found, sentence, f, dates, inherited, listed) for f in figures]
            made = _points(found, sentence, figures, [d for d in dates if d not in listed.values()])
            points += [point for point in made if not tense.past(stretch, (point.span[1], point.span[1]), draft.form)]
    return Reading(tuple(_by_cell(found, draft.deadline, targets)), tuple(points))


def promised(found: Figures, draft: Draft, one: Figure, tense: Tense) -> Figure | None:
    """A figure that another reader found, dated as the draft's own are; None where the draft does not promise it."""
    if tense.silent(draft.span, draft.form):
        return None
    for stretch in (draft.span, *draft.further):
        for sentence in sentences(found.text, stretch):
            if sentence[0] <= one.number[0] < sentence[1] and not _reached(tense, draft, stretch, one):
                inherited = _cell_date(found, draft.deadline, tense.year)
                dates = binding(found, sentence, tense.year)
                return _dated(found, sentence, one, dates, inherited, by_list(found, sentence, [one], dates))
    return None


def _reached(tense: Tense, draft: Draft, stretch: Span, one: Figure) -> bool:
    return tense.past(stretch, one.number, draft.form, progress=draft.progress is not None)


def read_reports(found: Figures, outline: Outline, stretches: Iterable[Span], tense: Tense) -> list[Report]:
    """The achieved figures of a text: all of them where it looks back, else those under past words.

    The same figure told twice is one fact.
    """
    made: list[Report] = []
    seen: set[tuple[object, ...]] = set()
    numbers: set[Span] = set()
    progress = {draft.progress for draft in outline.measures if draft.progress}
    owners = _Owners(outline.measures)
    for stretch in sorted({*stretches, *owners.stretches, *progress}):
        for sentence in sentences(found.text, stretch):
            if stretch not in progress and not tense.may_report(sentence):
                continue
            if _TITLE.search(found.text[slice(*sentence)]):
                continue
            for one in figures_in(found, sentence):
                told = stretch in progress or _told(found, tense, owners.of(one.number[0]), sentence, one)
                key = (one.value, one.value_max, one.unit, tuple(_plain(found.text, one)))
                if told and key not in seen and one.number not in numbers:
                    seen.add(key)
                    numbers.add(one.number)
                    made.append(
                        Report(_bare(found, one), _period(found, sentence, one), _measure_at(outline, one.number))
                    )
    return made


class _Owners:
    """Which measure, if any, a place belongs to, with the stretch of it that holds the place."""

    def __init__(self, measures: Sequence[Draft]) -> None:
        own = [(stretch, draft) for draft in measures for stretch in (draft.span, *draft.further)]
        self._own = sorted(own, key=lambda pair: pair[0])
        self.stretches = [stretch for stretch, _ in self._own]

    def of(self, at: int) -> tuple[Span, Draft] | None:
        nth = bisect_right(self.stretches, at, key=lambda stretch: stretch[0]) - 1
        return self._own[nth] if nth >= 0 and at < self.stretches[nth][1] else None


def _told(found: Figures, tense: Tense, owner: tuple[Span, Draft] | None, sentence: Span, one: Figure) -> bool:
    """Whether a figure tells what was done: where its measure promises nothing or does not promise it."""
    if _BASE.match(found.text, one.number[1]):
        return False
    if owner is None:
        given = _GIVEN.search(found.text, max(sentence[0], one.number[0] - 24), one.number[0])
        return (tense.reports(sentence) and not given) or tense.past(sentence, one.number, None)
    stretch, draft = owner
    return tense.silent(stretch, draft.form) or _reached(tense, draft, stretch, one)


def _plain(text: str, one: Figure) -> Iterator[str]:
    for piece in one.indicator:
        yield re.sub(r"\W|全部|按期|完成了?|项目", "", piece if isinstance(piece, str) else text[slice(*piece)])


def _bare(found: Figures, one: Figure) -> Figure:
    """A result is what it is: reaching 90 % is 90 % or more only where the text says so, and what came is a count."""
    told = one._replace(confidence=confidence.of_rule("result", one.rule))
    net = one.comparator == "increase_by" and _NET.search(found.text, *one.span) is not None
    return told._replace(comparator="=") if one.rule == "reach" or net else told


def _measure_at(outline: Outline, number: Span) -> int | None:
    for order, draft in enumerate(outline.measures, 1):
        own = (draft.span, *draft.further, *((draft.progress,) if draft.progress else ()))
        if any(a <= number[0] < b for a, b in own):
            return order
    return None


def topic(found: Figures, span: Span) -> tuple[Span, ...]:
    """What a measure is about, from its first clause that is no date, for a figure that leaves its noun out."""
    for clause in found.clauses(span):
        noun = before(found.text, found.gap(clause))
        if 4 <= noun[1] - noun[0] <= 40 and not re.search(r"\d", found.text[slice(*noun)]):
            return (noun,)
    return ()


# --- dates -----------------------------------------------------------------------------------------------------------


def _dated(
    found: Figures,
    sentence: Span,
    one: Figure,
    dates: Sequence[DateMention],
    inherited: tuple[str | None, bool],
    listed: Mapping[Span, DateMention | None],
) -> Figure:
    """A target with its deadline: its own of a list of dates, the date that governs it, else the row's or item's own."""
    deadline: str | None = None
    basis: DeadlineBasis | None = None
    if last := listed[one.number] if one.number in listed else governing(found, sentence, one, dates):
        deadline = last.deadline.isoformat() if last.deadline else None
        basis = "relative" if last.kind == "relative" else ("stated" if deadline else None)
    if basis is None and inherited[1]:
        deadline, basis = inherited[0], "inherited"
    return one._replace(deadline=deadline, deadline_basis=basis, tentative=_tentative(found.text, sentence, one.number))


def _tentative(text: str, sentence: Span, number: Span) -> bool:
    near = max(sentence[0], number[0] - _REACH), min(sentence[1], number[1] + _REACH)
    if not _STRETCH.search(text, near[0], number[0]):
        return False
    group = next((g for g in groups(text, near) if g[0] <= number[0] < g[1]), near)
    return bool(_STRETCH.search(text, group[0], number[0]))


def _cell_date(found: Figures, cell: Span | None, year: int | None) -> tuple[str | None, bool]:
    """The deadline that a row's own cell or label gives, and whether there is one."""
    if cell is None:
        return None, False
    if lists(found.text, found.dates_in(cell)):
        return None, False
    dates = [d.deadline for d in found.dates_in(cell) if d.deadline]
    if short := cell_dates.last_day(found.text[slice(*cell)], year):
        dates.append(short)
    return (max(dates).isoformat(), True) if dates else (None, False)


def _by_cell(found: Figures, cell: Span | None, targets: Sequence[Figure]) -> list[Figure]:
    """The targets, each with its own of the dates that its cell lists for them."""
    runs = lists(found.text, found.dates_in(cell)) if cell else []
    undated = [one for one in targets if one.deadline_basis is None]
    if len(runs) != 1 or len(undated) != len(runs[0]):
        return list(targets)
    days = {one.number: d.deadline.isoformat() for one, d in zip(undated, runs[0], strict=True) if d.deadline}
    return [
        one._replace(deadline=days[one.number], deadline_basis="inherited") if one.number in days else one
        for one in targets
    ]


def _period(found: Figures, sentence: Span, one: Figure) -> str | None:
    """The words of the time that a result reports."""
    told = [d for d in found.dates_in(sentence) if d.start < one.number[0]]
    return found.text[told[-1].start : told[-1].end] if told else None


def _points(found: Figures, sentence: Span, figures: Sequence[Figure], dates: Sequence[DateMention]) -> Iterator[Point]:
    """The dates of a sentence under which no figure stands, with the doing that they date."""
    for i, d in enumerate(dates):
        end = dates[i + 1].start if i + 1 < len(dates) else sentence[1]
        if any(d.start <= f.number[0] < end and reaches(found, sentence, d, f) for f in figures):
            continue
        if any(f.span[0] <= d.start < f.span[1] or _closed_by(found, sentence, f, d, dates) for f in figures):
            continue
        clause = _doing(found.text, found.clauses(sentence), d, end)
        if clause is None:
            continue
        clause = _own_part(found.text, clause, dates, i)
        if found.text[slice(*clause)].count("(") > found.text[slice(*clause)].count(")"):
            continue
        while found.text[clause[1] - 1] in "、 和及":
            clause = (clause[0], clause[1] - 1)
        words = found.text[slice(*clause)]
        kind: MilestoneKind = "start" if START.search(words) else "finish" if FINISH.search(words) else "other"
        if kind == "other" and not (d.kind == "deadline" or re.search(r"[到至为起期]|[底内前]$", d.text)):
            continue
        rule = f"milestone-{kind}"
        sure = confidence.of_rule("milestone", rule)
        yield Point(clause, kind, d.deadline.isoformat() if d.deadline else None, rule, sure)


def _own_part(text: str, clause: Span, dates: Sequence[DateMention], i: int) -> Span:
    """The part of a clause that one date governs where 、 parts it from another's: 甲路6月底前通车、乙路年内开工."""
    start, end = clause
    first = i
    while first and dates[first - 1].start >= start:
        first -= 1
    if first < i and (cut := text.rfind("、", dates[first].end, dates[i].start)) > 0:
        start = cut + 1
    if i + 1 < len(dates) and (cut := text.rfind("、", dates[i].end, min(dates[i + 1].start, end))) > 0:
        end = cut
    return start, end


def _closed_by(found: Figures, sentence: Span, f: Figure, d: DateMention, dates: Sequence[DateMention]) -> bool:
    """Whether a date stands behind a figure and is its deadline."""
    return 0 <= d.start - f.number[1] < NEAR and governing(found, sentence, f, dates) is d


def _doing(text: str, parts: Sequence[Span], d: DateMention, end: int) -> Span | None:
    """The clause that holds the date and says what is done, or the one after a date that stands alone."""
    for i, (start, stop) in enumerate(parts):
        if not start <= d.start < stop:
            continue
        if stop - d.end < 2 and d.start - start < 2 and i + 1 < len(parts) and parts[i + 1][0] < end:
            return d.start, min(parts[i + 1][1], end)
        start, stop = max(start, d.start - _REACH), min(stop, end, d.end + _REACH)
        return (start, stop) if stop - d.end >= 2 or d.start - start >= 2 else None
    return None
