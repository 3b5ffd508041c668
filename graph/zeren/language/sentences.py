"""Measures in texts that name no duties: the numbered item, else the sentence that promises, else the listed project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from zeren.language.charged import commits, duties_alone, leads, parted
from zeren.language.clauses import groups
from zeren.language.drafts import Draft, DraftForm
from zeren.language.lines import SECTIONS, Line, ends_sentence, sentences, trimmed
from zeren.language.numerals import parse
from zeren.language.outlook import Outlook
from zeren.language.promises import opens_with_promise, promises, states_goal, states_level
from zeren.model import Span

_ENUMERATED: Final = re.compile(r"[:：](?=[^:：]*[;；][^:：]*$)")
_MARKER: Final = re.compile(
    r"(?<![^\n。;；:：,，])[^\S\n]*+(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,2}[件项条]?[,，、:：]|(?:实事|任务|项目|工程|事项)[一二三四五六七八九十]{1,3}[:：]|其[一二三四五六七八九十][,，、])"
)
_COUNT: Final = r"\s*+等?+\s*+(?P<count>\d++|[一二三四五六七八九十]++)\s*+[项件个类大](?:[^。,，]{0,8})?"
_PROJECTS: Final = tuple(
    re.compile(rf"{head}\s*+(?P<list>[^。:：,，;；]{{6,600}}?){tail}[。;；]?$")
    for head, tail in ((r"共?包[括含]", rf"(?:{_COUNT})?"), (r"(?:分别[是为]|主要有|共?有|即)", _COUNT))
)
_PROJECT_END: Final = re.compile(r"(?:工程|项目|建设|改造|行动|体系|整治|防治|治理|提升|保护|发展|计划|实事)")
_CUT: Final = re.compile(r"[\u4e00-\u9fff\d、,，]$")
_TOPIC_LENGTH: Final = 14
_ENTRY: Final = 60
_RUN_IN: Final = re.compile(r"[^,，;；:：\d。]{4,26}[。]")
"""A heading that stands in the line of its paragraph."""
_LISTING: Final = frozenset({"named", "arabic", "arabic-paren", "circled", "cn-is"})


@dataclass
class Prose:
    """`themes` runs beside `drafts`; `repeats` are headings met again, by the position of their first copy."""

    drafts: list[Draft] = field(default_factory=list)
    themes: list[Line | None] = field(default_factory=list)
    repeats: dict[int, list[Line]] = field(default_factory=dict)
    cut_off: list[Span] = field(default_factory=list)

    def add(self, draft: Draft, theme: Line | None) -> None:
        self.drafts.append(draft)
        self.themes.append(theme)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a text is written: which numbering makes items, whether all of them count (a bare list), which parts look
    forward and back, whether its lines end with stops, so that one that does not is cut off, and whether they are a
    plain list of promises."""

    numbered: str | None
    sure: bool
    outlook: Outlook
    stops: bool
    listing: bool

    def form(self, line: Line) -> DraftForm:
        return "plan" if self.outlook.plans(line.body[0]) else "sentence"

    def forward(self, line: Line) -> bool:
        return not self.outlook.back or self.outlook.plans(line.body[0])


@dataclass
class _Section:
    """A heading, the sub-headings under it and its body; a heading that is printed again is the same section."""

    heading: Line | None
    subheads: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


def _words(line: Line) -> str:
    return re.sub(r"\s", "", line.words)


def sections(lines: Sequence[Line]) -> tuple[list[_Section], dict[int, list[Line]]]:
    """Group lines under headings; copies of a heading (a page whose columns were mixed) join their first."""
    made: list[_Section] = [_Section(None)]
    known: dict[tuple[str, str], _Section] = {}
    repeats: dict[int, list[Line]] = {}
    for line in lines:
        current = made[-1]
        if not line.heading:
            current.body.append(line)
        elif (
            line.numbering is None
            and current.heading is not None
            and not current.body
            and current.heading.numbering == "bare"
        ):
            current.subheads.append(line)
        else:
            made.append(_Section(line))
    kept = [made[0]]
    for section in made[1:]:
        assert section.heading is not None
        key = (_words(section.heading), _words(section.subheads[0]) if section.subheads else "")
        first = known.setdefault(key, section)
        if first is section:
            kept.append(section)
        else:
            repeats.setdefault(first.heading.index if first.heading else -1, []).append(section.heading)
            first.body += section.body
    return kept, repeats


def read_prose(text: str, lines: Sequence[Line], outlook: Outlook) -> Prose:
    """All measures of some lines that name no duties, in order of the page."""
    prose = Prose()
    lines, listed = _as_items(lines)
    lines = [part for line in lines for part in (_parted(text, line) if outlook.report else (line,))]
    kept, prose.repeats = sections(lines)
    bodies = [line for line in lines if not line.heading]
    stops = 2 * sum(ends_sentence(line.text) for line in bodies) >= len(bodies)
    listing = not outlook.back and _is_list_of_promises(text, bodies)
    manner = _Manner(listed or _item_numbering(lines), listed is not None, outlook, stops, listing)
    for section in kept:
        if not section.body and section.subheads:
            line = section.subheads[-1]
            prose.add(Draft(line.body, "heading", section.heading.number if section.heading else None), section.heading)
        _read_body(text, section, manner, prose)
    order = sorted(range(len(prose.drafts)), key=lambda i: prose.drafts[i].span)
    prose.drafts, prose.themes = [prose.drafts[i] for i in order], [prose.themes[i] for i in order]
    return prose


def _parted(text: str, line: Line) -> tuple[Line, ...]:
    """A numbered line of a report whose first sentence is a heading, as that heading and the paragraph under it."""
    parts = sentences(text, line.body) if line.numbering in SECTIONS and not line.heading else []
    if len(parts) < 2 or not _RUN_IN.fullmatch(text[slice(*parts[0])]):
        return (line,)
    end, rest = parts[0][1], (parts[1][0], line.span[1])
    return (
        replace(line, span=(line.span[0], end), body=parts[0], text=text[line.span[0] : end], heading=True),
        replace(line, span=rest, body=rest, text=text[slice(*rest)], numbering=None, number=None),
    )


def _as_items(lines: Sequence[Line]) -> tuple[list[Line], str | None]:
    """Lines of a plain list, numbered in one style and without anything between them, are items and no headings."""
    runs: Counter[str] = Counter()
    for line, after in pairwise(lines):
        if line.numbering in _LISTING and line.heading and after.numbering == line.numbering:
            runs[str(line.numbering)] += 1
    style = max(runs, key=lambda name: (runs[name], name)) if runs else None
    if style is None or runs[style] < 3:
        return list(lines), None
    return [replace(line, heading=False) if line.numbering == style else line for line in lines], style


def _item_numbering(lines: Sequence[Line]) -> str | None:
    """The numbering whose lines are whole items: three or more of them that end like sentences."""
    styles = Counter(
        line.numbering for line in lines if line.numbering and ends_sentence(line.text) and len(line.text) > 12
    )
    return max(styles, key=lambda style: (styles[style], str(style))) if styles and max(styles.values()) >= 3 else None


def _is_list_of_promises(text: str, bodies: Sequence[Line]) -> bool:
    """Whether lines are short sentences, one each, most of which promise or set a figure: then all with a figure do."""
    short = [
        text[slice(*line.body)] for line in bodies if len(line.text) <= _ENTRY and len(sentences(text, line.body)) == 1
    ]
    kept = [words for words in short if promises(words)]
    set_figures = [words for words in short if words not in kept and states_level(words)]
    alike = len(short) >= 0.8 * len(bodies) and 2 * (len(kept) + len(set_figures)) >= len(short)
    return alike and len(kept) >= 2 and len(kept) >= len(set_figures)


def _read_body(text: str, section: _Section, manner: _Manner, prose: Prose) -> None:
    listed: list[int] = []
    for line in section.body:
        if manner.outlook.recalls(line.body[0]):
            continue
        if line.numbering and line.numbering == manner.numbered:
            words = text[slice(*line.body)]
            told = promises(words) or (manner.listing and states_level(words))
            if manner.sure or manner.outlook.progress or told:
                for span in parted(text, line.body):
                    prose.add(Draft(span, "item", line.number), section.heading)
            continue
        parts = sentences(text, line.body)
        for i, span in enumerate(parts):
            if i == 0 and len(parts) > 1 and _is_topic(text[slice(*span)]):
                continue
            if projects := list(_projects(text, span)):
                listed = [len(prose.drafts) + k for k in range(len(projects))]
                number = section.heading.number if section.heading else None
                form: DraftForm = "plan" if manner.form(line) == "plan" else "list"
                for project in projects:
                    prose.add(Draft(project, form, number), section.heading)
            elif (duties := duties_alone(text, span)) and prose.drafts and prose.drafts[-1].span[0] >= line.body[0]:
                last = prose.drafts[-1]
                prose.drafts[-1] = last._replace(fields=(*last.fields, *duties))
            elif (at := _elaborates(text, span, listed, prose)) is not None:
                old = prose.drafts[at]
                prose.drafts[at] = Draft(old.span, old.form, old.number, further=(*old.further, span))
            else:
                planned = manner.listing or manner.outlook.plans(line.body[0])
                for piece in promising(text, span, manner.forward(line), planned):
                    prose.add(Draft(piece, manner.form(line)), section.heading)
        if manner.stops and _CUT.search(line.text) and len(line.text) > 12 and not line.heading:
            prose.cut_off.append((line.span[1] - 1, line.span[1]))


def promising(text: str, span: Span, forward: bool, planned: bool) -> Iterator[Span]:
    """The parts of a sentence that promise; where the text looks forward, those too that set a level or a date.

    `planned` where a heading or an opening told that this part looks forward: there every figure is a promise.
    """
    for piece in _pieces(text, span):
        told = text[slice(*piece)]
        if (
            promises(told)
            or commits(text, piece)
            or (forward and (states_goal(told) or (planned and states_level(told))))
        ):
            yield piece


def _is_topic(words: str) -> bool:
    """A short first sentence without a comma names the paragraph's topic and promises nothing by itself."""
    return len(words) <= _TOPIC_LENGTH and not re.search(r"[,，;；:：\d]", words)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A sentence, or the parts of its enumeration: 一是…;二是… , or the clauses that a colon announces."""
    marks = list(_MARKER.finditer(text, *span))
    if len(marks) >= 2:
        ends = [mark.start() for mark in marks[1:]] + [span[1]]
        yield from (trimmed(text, (mark.end(), end)) for mark, end in zip(marks, ends, strict=True))
        return
    if marks and marks[0].start() == span[0]:
        yield trimmed(text, (marks[0].end(), span[1]))
        return
    colon = _ENUMERATED.search(text, *span)
    if colon and not promises(text[span[0] : colon.start()]):
        at = colon.end()
        for stop in re.finditer(r"[;；]|$", text[: span[1]][at:]):
            end = at + stop.start()
            part = trimmed(text, (colon.end() if end == at else _after(text, at, colon.end(), end), end))
            if part[1] > part[0]:
                yield part
        return
    parts = groups(text, span)
    yield from parts if len(parts) > 1 and all(leads(text, part) for part in parts) else (span,)


def _after(text: str, first: int, begin: int, end: int) -> int:
    """Where the clause that ends at `end` begins: after the semicolon before it."""
    cut = max(text.rfind(";", begin, end), text.rfind("；", begin, end))
    return cut + 1 if cut >= 0 else begin


def _projects(text: str, span: Span) -> Iterator[Span]:
    """The projects that a sentence lists: 该类工程包括甲、乙、丙等3项工程; a joint 和 is cut only where the count tells."""
    found = next((hit for pattern in _PROJECTS if (hit := pattern.search(text, *span))), None)
    if not found or opens_with_promise(text[span[0] : found.start()].split(",")[-1].split("，")[-1]):
        return
    begin, end = found.span("list")
    parts = _cut(text, begin, end, "、")
    if len(parts) < 2 and not found["count"]:
        return
    declared = parse(found["count"]) if found["count"] else None
    if declared == len(parts) + 1:
        joints = [(i, at) for i, part in enumerate(parts) for at in _joints(text, part)]
        if len(joints) == 1:
            i, at = joints[0]
            parts[i : i + 1] = [(parts[i][0], at), (at + 1, parts[i][1])]
    if sum(bool(_PROJECT_END.search(text[slice(*part)])) for part in parts) >= 0.5 * len(parts):
        yield from (trimmed(text, part) for part in parts)


def _cut(text: str, begin: int, end: int, separator: str) -> list[Span]:
    parts, at = [], begin
    for i in range(begin, end):
        if text[i] == separator:
            parts.append((at, i))
            at = i + 1
    return [part for part in [*parts, (at, end)] if text[slice(*part)].strip()]


def _joints(text: str, part: Span) -> list[int]:
    return [i for i in range(part[0] + 2, part[1] - 2) if text[i] in "和与及"]


def _elaborates(text: str, span: Span, listed: Sequence[int], prose: Prose) -> int | None:
    """The listed project that a later sentence of the section speaks of by name, if exactly one."""
    words = text[slice(*span)]
    hits = [at for at in listed if _shared(text[slice(*prose.drafts[at].span)], words) >= 5]
    return hits[0] if len(hits) == 1 else None


def _shared(name: str, words: str) -> int:
    """The length of the longest run of a name that stands in some words."""
    best = 0
    for i in range(len(name)):
        while i + best < len(name) and name[i : i + best + 1] in words:
            best += 1
    return best
