"""One value for several nouns, several values for one noun: 均达到100%, 分别达到甲、乙."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language.figure import Figure, Figures, figure
from zeren.language.indicators import Piece, before
from zeren.language.lines import trimmed
from zeren.language.promises import opens_with_promise
from zeren.language.quantities import Quantity
from zeren.model import Span

_COORDINATE: Final = re.compile(r"(?<=[率例重比面平准数额度量积资])(?:以及|[、和及与])")
_SUBJECTS: Final = re.compile(r"[、]|(?<=[\u4e00-\u9fff])[和及与](?=[\u4e00-\u9fff])")
_SEPARATE: Final = re.compile(r"分别\s*")


def read_shared(found: Figures, parts: Sequence[Span], at: int, earlier: Sequence[Figure]) -> list[Figure]:
    """The figures of a clause whose quantities are shared or paired; nothing where they are neither."""
    quantities = found.within(parts[at])
    shared = [q for q in quantities if q.shared]
    if shared:
        return _shared(found, parts, at, shared[0])
    paired = [q for q in quantities if q.paired]
    if len(paired) >= 2:
        return _paired(found.text, parts[at], paired, earlier)
    return []


def _shared(found: Figures, parts: Sequence[Span], at: int, q: Quantity) -> list[Figure]:
    """Each noun before 均 gets the value: the nouns of this clause, and of the clauses before that have none yet."""
    text = found.text
    nouns = _coordinates(text, before(text, (parts[at][0], q.start)))
    for clause in reversed(parts[:at]):
        if found.within(clause) or (opens_with_promise(text[slice(*clause)]) and not found.dates_in(clause)):
            break
        nouns = _coordinates(text, before(text, _after_date(found, clause))) + nouns
        if found.dates_in(clause):
            break
    made = []
    for i, noun in enumerate(nouns):
        last = i + 1 == len(nouns)
        made.append(figure(q, (noun[0], q.end) if last else noun, [noun], rule="shared-value"))
    return made


def _after_date(found: Figures, clause: Span) -> Span:
    dates = found.dates_in(clause)
    return (dates[-1].end, clause[1]) if dates else clause


def _coordinates(text: str, span: Span) -> list[Span]:
    """Cut a noun phrase where each part ends like an indicator: 甲率、乙率和丙率."""
    made, at = [], span[0]
    for joint in _COORDINATE.finditer(text, *span):
        made.append((at, joint.start()))
        at = joint.end()
    made.append((at, span[1]))
    return [part for part in (trimmed(text, part) for part in made) if part[1] - part[0] >= 2]


def _paired(text: str, clause: Span, quantities: Sequence[Quantity], earlier: Sequence[Figure]) -> list[Figure]:
    """The n-th value belongs to the n-th subject: 城镇和农村居民收入分别达到甲元、乙元."""
    separate = _SEPARATE.search(text, clause[0], quantities[0].start + 1)
    begin = separate.start() if separate else quantities[0].start
    subject = before(text, (clause[0], begin))
    pieces = _subjects(text, subject, len(quantities))
    if not pieces and len(earlier) >= len(quantities):
        change = re.search(r"增长|提高|下降|增加|上升|减少", text[begin : quantities[0].end])
        what: tuple[Piece, ...] = (change.group(),) if change else ()
        pieces = [(*one.indicator, *what) for one in earlier[-len(quantities) :]]
        subject = (begin, begin)
    if not pieces:
        pieces = [(subject,)] * len(quantities) if subject[1] > subject[0] else []
    start = subject[0] if subject[1] > subject[0] else begin
    return [
        figure(q, (start, q.end), piece, rule="paired-values", scope=quantities[0].scope)
        for q, piece in zip(quantities, pieces, strict=False)
    ]


def _subjects(text: str, span: Span, count: int) -> list[tuple[Piece, ...]]:
    """A coordination of `count` subjects with what they share at the end: 城镇|农村 + 居民收入."""
    cuts = [joint.span() for joint in _SUBJECTS.finditer(text, *span)]
    if len(cuts) != count - 1:
        return []
    edges = [span[0], *(edge for cut in cuts for edge in cut), span[1]]
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    size = parts[-2][1] - parts[-2][0]
    last = parts[-1]
    tail = (last[0] + size, last[1])
    if tail[1] - tail[0] < 2:
        return [(part,) for part in parts]
    return [*((part, tail) for part in parts[:-1]), (last,)]
