"""One value for several nouns, several values for one noun: 均达到100%, 分别达到甲、乙."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language.figure import Figure, Figures, figure
from zeren.language.indicators import Piece, before
from zeren.language.lines import trimmed
from zeren.language.promises import only_verbs, opens_with_promise
from zeren.language.quantities import Quantity
from zeren.model import Span

_COORDINATE: Final = re.compile(r"(?<=[率例重比面平准数额度量积资])(?:以及|[、和及与])")
_MEASURE: Final = re.compile(
    r"(?:标准化率|规范化率|[\u4e00-\u9fff]{2}率|占比|比[例重]|标准|收入|补[贴助]|面积|总?[数量额值]|投资|支出|费用?|水平|浓度)$"
)
_CLASS: Final = re.compile(r"患者|病人|人群|人口|家庭|儿童|学生|居民|农民|职工|老年?人|群众|人员|企业|用户|住户")
_SUMMED: Final = re.compile(r"[两三四五六七八九\d]级|等|的")
_RATED: Final = re.compile(r"(?P<of>[\u4e00-\u9fff“”]{2,20}?)[\u4e00-\u9fff]{2}率")
_BARE_RATE: Final = re.compile(
    r"(?:办结|满意|化解|受理|回复|答复|整改|合格|达标|完成|覆盖|签约|销号|办复|反馈|见面|公开)率"
)
_OWNERS: Final = (
    (_RATED, _BARE_RATE),
    (
        re.compile(r"(?P<of>[\u4e00-\u9fff]{2,16}?)(?:发生)?(?:起数|次数|件数|宗数)"),
        re.compile(r"(?:死亡|伤亡|受伤)人数|直接经济损失|经济损失"),
    ),
)
_TOWN_AND_COUNTRY: Final = re.compile(r"城乡(?P<what>[\u4e00-\u9fff]{2,16})")
_SUPPORTED: Final = re.compile(r"分别(?:按(?:照)?)?(?P<how>资助|补助|补贴|奖补|奖励|发放|救助)")
_CHANGE: Final = re.compile(r"增长|提高|下降|增加|上升|减少")
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
        return _paired(found, parts[at], paired, earlier)
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
    told = _told(text, nouns)
    for i, pieces in enumerate(told):
        own = pieces[-1] if i + 1 == len(told) or isinstance(pieces[0], str) else pieces[0]
        noun = nouns[i] if len(told) == len(nouns) or isinstance(own, str) else own
        last = i + 1 == len(told)
        made.append(figure(q, (noun[0], q.end) if last else noun, pieces, rule="shared-value"))
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


def _told(text: str, nouns: Sequence[Span]) -> list[tuple[Piece, ...]]:
    """The nouns with what they share: kinds of one rate (高血压、糖尿病|患者管理率), rates of one thing (案件|受理率、办结率)."""
    if len(nouns) == 1 and (kinds := _kinds(text, nouns[0])):
        return kinds
    made: list[tuple[Piece, ...]] = [(noun,) for noun in nouns]
    for i in range(1, len(nouns)):
        if nouns[i][0] - nouns[i - 1][1] <= 2:
            made[i] = _owned(text, nouns[i - 1], nouns[i])
    return made


def _owned(text: str, before: Span, noun: Span) -> tuple[Piece, ...]:
    """A bare rate or loss with what the one before it is of: 案件|受理率和|办结率, 事故|起数和|死亡人数."""
    for whose, bare in _OWNERS:
        if (owner := whose.fullmatch(text, *before)) and bare.fullmatch(text, *noun):
            return owner.span("of"), noun
    return (noun,)


def _kinds(text: str, span: Span) -> list[tuple[Piece, ...]]:
    """One noun before 均 that is a coordination after all; what the last part ends with is that of all."""
    cuts = [joint.span() for joint in _SUBJECTS.finditer(text, *span)]
    edges = [span[0], *(edge for cut in cuts for edge in cut), span[1]]
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    if not cuts or any(end - start < 2 or only_verbs(text[start:end]) for start, end in parts):
        return []
    if _SUMMED.search(text, *span) or opens_with_promise(text[slice(*parts[0])]):
        return []
    tail = _tail(text, parts[-1])
    whole = all(_MEASURE.search(text[slice(*part)]) for part in parts[:-1])
    shared: tuple[Piece, ...] = () if whole or not tail else (tail,)
    made: list[tuple[Piece, ...]] = [(part, *shared) for part in parts[:-1]]
    return [*made, (parts[-1],)]


def _tail(text: str, span: Span) -> Span | None:
    """What the last of several kinds ends with: 糖尿病|患者规范管理率."""
    found = _CLASS.search(text, span[0] + 2, span[1]) or _MEASURE.search(text, span[0] + 2, span[1])
    return (found.start(), span[1]) if found else None


def _paired(found: Figures, clause: Span, quantities: Sequence[Quantity], earlier: Sequence[Figure]) -> list[Figure]:
    """The n-th value belongs to the n-th subject: 城镇和农村居民收入分别达到甲元、乙元."""
    text = found.text
    separate = _SEPARATE.search(text, clause[0], quantities[0].start + 1)
    begin = separate.start() if separate else quantities[0].start
    subject = before(text, found.gap((clause[0], begin)))
    shared = before(text, (separate.end(), quantities[0].start)) if separate else (begin, begin)
    pieces = _subjects(text, subject, len(quantities)) or _both(text, subject, len(quantities))
    if (
        pieces
        and shared[1] - shared[0] >= 2
        and not only_verbs(text[slice(*shared)])
        and not _CHANGE.search(text, *shared)
    ):
        pieces = [(*piece, shared) for piece in pieces]  # 甲区、乙区分别|新增学位|300个、500个
    if pieces and (how := _SUPPORTED.match(text, begin)):
        whom = earlier[-1].indicator if earlier and earlier[-1].unit in ("名", "人") else ()
        pieces = [(*piece, *whom, how["how"], "标准") for piece in pieces]
    if not pieces and len(earlier) >= len(quantities):
        change = _CHANGE.search(text, begin, quantities[0].end)
        what: tuple[Piece, ...] = (change.group(),) if change else ()
        pieces = [(*one.indicator, *what) for one in earlier[-len(quantities) :]]
        subject = (begin, begin)
    if not pieces:
        pieces = [(subject,)] * len(quantities) if subject[1] > subject[0] else []
    start = subject[0] if subject[1] > subject[0] else begin
    return [
        figure(q, (start, q.end), piece, rule="paired-values", scope=q.scope or quantities[0].scope)
        for q, piece in zip(quantities, pieces, strict=False)
    ]


def _both(text: str, span: Span, count: int) -> list[tuple[Piece, ...]]:
    """城乡低保标准分别提高到甲、乙 is told of town and country."""
    found = _TOWN_AND_COUNTRY.match(text, *span) if count == 2 else None
    if found is None:
        return []
    town = "城镇" if found["what"].startswith(("居民", "常住")) else "城市"
    return [(town, found.span("what")), ("农村", found.span("what"))]


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
    if len(parts) == 2 and len(owned := _owned(text, *parts)) > 1:
        return [(parts[0],), owned]
    if tail[1] - tail[0] < 2:
        return [(part,) for part in parts]
    return [*((part, tail) for part in parts[:-1]), (last,)]
