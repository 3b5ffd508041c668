"""Labels and headers: which words over a column, or before a colon, say what stands there.

The exact words are a data table (`data/headers.csv`); longer headers fall back on a few patterns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias, cast

from zeren.language.fields import DutyField, DutyLabel, FieldForm
from zeren.language.lines import trimmed
from zeren.model import Span

Meaning: TypeAlias = Literal[
    "number",
    "theme",
    "name",
    "task",
    "lead",
    "support",
    "implement",
    "unit",
    "deadline",
    "person",
    "progress",
    "stage",
    "other",
]
DUTIES: Final = frozenset({"lead", "support", "implement", "unit"})

_BODY: Final = "(?:单位|部门|处室|科室|股室|机构)"
_PATTERNS: Final[tuple[tuple[Meaning, re.Pattern[str]], ...]] = (
    ("person", re.compile(r"领导$|责任人|联系人|负责人|专员|包保")),
    ("other", re.compile(r"(?:监督|督办|督查|督导|监管|考核|报送|填报|提出)(?:单位|部门|机构)$")),
    ("lead", re.compile(rf"^(?!.*(?:配合|责任)).*(?:牵头|主办|主责|主管).*{_BODY}$")),
    ("lead", re.compile(r"牵头责任|责任牵头|牵头[(（]责任[)）]")),
    ("support", re.compile(rf"(?:配合|协办|协同|协助|参与|参加|协作|支持|联办|会办).*{_BODY}$")),
    ("implement", re.compile(r"(?:落实|实施|建设|承接|属地).*(?:单位|部门|主体)$|业主(?:单位)?$")),
    ("implement", re.compile(r"^(?:责任|属地|落实|实施)(?:镇街|乡镇|镇办|镇|街道|县区|区县|县市区|园区)$")),
    ("unit", re.compile(rf"(?:责任|承办|承担|负责|牵头|完成|推进|认领).*(?:主体|{_BODY})$|(?:职责|部门)分工$")),
    (
        "deadline",
        re.compile(r"时限|期限|完成日期|时间进度|(?:完成|实施|办结|时间|进度).*(?:时间|节点|安排|要求|计划)$"),
    ),
    ("progress", re.compile(r"进展|完成情况|落实情况|推进情况|进度")),
    ("other", re.compile(r"地[点址]$|位置$|来源$|电话$|性质$")),
    (
        "other",
        re.compile(
            r"^(?:项目|计划|年度|总|估算|所需|市级|财政|拟){0,2}(?:资金|经费|投资|预算)(?:额|规模|投入|安排|情况)?$"
        ),
    ),
    ("theme", re.compile(r"^[\u4e00-\u9fff]{0,4}(?:类别|分类|类型|领域|板块)$")),
    ("task", re.compile(r"(?:任务|措施|内容|举措|目标|要求|事项|要点|标准|指标值?|概况|任务分解)$|建设规模|内容及")),
    ("name", re.compile(r"(?:项目|实事|事项|工程|指标)(?:名称)?$")),
    ("number", re.compile(r"序号|编号")),
)
_ENDS: Final = re.compile(rf"(?:主体|时限|时间|领导|责任人|任务|目标|{_BODY})$")
_JOINT: Final = re.compile(r"以?及|[/／、和与]")
_PLAN_YEAR: Final = re.compile(r"^20\d\d年(?:度(?!目标|任务|计划|指标|工作|建设))?")
_SECOND: Final = re.compile(r"[(（](?:配合|协办|协同|协助|参与|参加)[)）]")
_BARE: Final = frozenset({"单位", "部门", "处室", "科室", "人"})
_WEIGHT: Final[tuple[Meaning, ...]] = ("task", "name", "deadline", "theme", "progress", "person", "number", "other")
"""What a header of several parts announces first, duties aside: 任务及完成时限 is a task."""
_PART: Final = (
    r"(?:第?[一二三四1-4]季度|[上下]半年|前三季度|[Qq][1-4]|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月[底末份]?前?)"
)
_PLAN: Final = r"(?:工作|形象|阶段|推进)?(?:进度)?(?:目标|任务|计划|安排|节点|打算)(?:任务|安排)?"
_STAGE: Final = re.compile(
    rf"(?:20\d\d年)?{_PART}(?:{_PLAN})?|(?:分?季度|阶段性?|分?月度|季度及?月度|形象|节点)+{_PLAN}|进度目标"
    r"|(?:计划|拟|预计)?(?:开工|启动|开始|开建|动工)(?:时间|日期|年月)"
)
"""A header over what is planned for a part of the year, or over the day of the start: no words of the task."""
_LONGEST_KEPT: Final = 40
_TIER: Final = re.compile(r"^(省|市|县|区|州|盟)(?:级|直|本级)?(?=\S*(?:单位|部门))")


@cache
def _table() -> dict[str, Meaning]:
    source = files("zeren.language").joinpath("data/headers.csv").read_text("utf-8")
    return {row["word"]: cast(Meaning, row["role"]) for row in csv.DictReader(source.splitlines())}


@cache
def words_of_headers() -> frozenset[str]:
    """Every header that the table knows by its exact words."""
    return frozenset(_table())


def plain(header: str) -> str:
    """A header without blanks, its closing colon and what stands in brackets."""
    bare = re.sub(r"[(（\[【〔][^)）\]】〕]{0,80}[)）\]】〕]", "", re.sub(r"\s+", "", header))
    return (bare or re.sub(r"[\s()（）\[\]【】〔〕]", "", header)).strip(":：*·、.。")


def meaning(header: str) -> Meaning | None:
    """What a column header or label announces, or None.

    >>> meaning("责任单位:"), meaning("市级牵头部门(单位)"), meaning("具体措施"), meaning("市教育局")
    ('unit', 'lead', 'task', None)
    """
    return _meaning(header) if len(header) <= _LONGEST_KEPT else _read_header(header)


def _read_header(header: str) -> Meaning | None:
    word = _PLAN_YEAR.sub("", plain(header))
    if word in _table():
        return "unit" if _table()[word] == "lead" and _SECOND.search(header) else _table()[word]
    if is_stage(header) or not 2 <= len(word) <= 14 or re.search(r"[,，。;；\d]", word):
        return None
    told = _of_parts(_JOINT.split(word)) or _of_pattern(word)
    return "unit" if told == "lead" and _SECOND.search(header) else told


def is_stage(header: str) -> bool:
    """Whether a column plans a part of the year, or the start.

    >>> is_stage("二季度"), is_stage("季度进度目标"), is_stage("开工时间"), is_stage("一季度完成情况")
    (True, True, True, False)
    """
    return _STAGE.fullmatch(plain(header)) is not None


def _of_pattern(word: str) -> Meaning | None:
    return next((role for role, pattern in _PATTERNS if pattern.search(word)), None)


def _of_parts(parts: Sequence[str]) -> Meaning | None:
    """What several words in one header announce: duties before all else, and no rank where the words name two."""
    told = [_table().get(part) or _of_pattern(part) for part in parts]
    if len(parts) < 2 or not _BARE.isdisjoint(parts) or len(parts[0]) < 2:
        return None
    if not (all(told) or _ENDS.search(parts[-1])):
        return None
    roles = {role for role in told if role}
    duties = roles & DUTIES
    if len(duties) > 1:
        return "unit"
    return next(iter(duties), None) or next((role for role in _WEIGHT if role in roles), None)


_meaning: Final = lru_cache(maxsize=4096)(_read_header)


def tier(header: str) -> str | None:
    """The tier of government that a header names: 省 in 省牵头单位."""
    found = _TIER.match(plain(header))
    return found.group(1) if found else None


def duty_field(text: str, span: Span, role: Meaning, form: FieldForm, label_span: Span | None) -> DutyField:
    label = cast(DutyLabel, role)
    return DutyField(
        trimmed(text, span), label, form, label_span, tier(text[slice(*label_span)]) if label_span else None
    )


@dataclass(frozen=True, slots=True)
class Segment:
    """A label and the stretch of text that it governs."""

    role: Meaning
    label: Span
    span: Span


_HEAD: Final = (
    r"(?:[省市县区州]级?|总|主要|共同|第一|属地)?(?:牵头|主办|主责|责任|负责|承办|配合|协办|协同|协助|参与|参加|落实|实施|建设)"
    r"(?:[/／、和及与（(](?:配合|协办|协同|参与|责任|牵头)[)）]?)?(?:责任|负责|落实|实施)?(?:单位|部门|主体|科室|处室|领导|人)"
    r"(?:(?:以?及|[/／、和与])(?:牵头|主办|责任|配合|协办|参与|负责)?(?:单位|部门|领导|人))?(?:[(（][^()（）]{1,12}[)）])?"
)
_TAIL: Final = r"(?:计划)?(?:完成|办结|实施|建设|时间|进度)?(?:时限|时间|期限|节点|安排)(?:要求)?|分管(?:市)?领导|联系(?:人|电话)|备注|进展情况|完成情况"
_SPACED: Final = re.compile(
    r"(?:(?<=^)|(?<=\n))\s*(?![一二三四五六七八九十]{1,3}、)"
    r"(?P<word>[\u4e00-\u9fff](?:[ \u3000]{0,3}[\u4e00-\u9fff/／、]){1,11}(?:[(（][\u4e00-\u9fff]{1,8}[)）][\u4e00-\u9fff]{0,4})?)"
    r"[ \u3000]*[:：]\s*"
)
_BARE_WORDS: Final = "(?:总|主)?牵头|主办|主责|主体责任|责任|负责|承办|配合|协办|协同|协助|参与|落实|督办|督查"
_LABEL_END: Final = re.compile(r"[:：\]】〕]")
_LABEL: Final = re.compile(
    rf"(?:(?<=^)|(?<=[\s。;；,，、.!！)）\]】〕(（\[【〔:：|｜])|(?<=[\d一二三四五六七八九十各][项件条])|(?<![\u4e00-\u9fff]))(?:[\[【〔]\s*)?(?P<word>{_HEAD}|{_TAIL}|(?:{_BARE_WORDS})(?=\s*[:：\]】〕]))\s*(?:[\]】〕]\s*[:：]?|[:：])\s*"
)


def segments(text: str, span: Span) -> list[Segment]:
    """The labels of a stretch of text, each with what it governs: up to the next label or the end.

    >>> line = "新建3所。牵头单位:市教育局;配合单位:市财政局。完成时限:12月底"
    >>> [(s.role, line[slice(*s.span)]) for s in segments(line, (0, len(line)))]
    [('lead', '市教育局'), ('support', '市财政局'), ('deadline', '12月底')]
    """
    if not _LABEL_END.search(text, *span):
        return []
    found = list(_known(text, span))
    ends = [*(label.start() for _, label in found[1:]), span[1]]
    return [
        Segment(role, label.span("word"), _inside(text, (label.end(), end)))
        for (role, label), end in zip(found, ends, strict=False)
    ]


def _known(text: str, span: Span) -> Iterator[tuple[Meaning, re.Match[str]]]:
    """Labels anywhere in the stretch by their usual words; at its very beginning by any word that headers know, spaced
    out or not (牵 头 单 位:)."""
    first = _SPACED.match(text, *span) if text[span[0] - 1 : span[0]] == "\n" or span[0] == 0 else None
    if first and (role := meaning(first["word"])) and role not in ("task", "name", "number", "theme"):
        yield role, first
    for label in _LABEL.finditer(text, first.end() if first else span[0], span[1]):
        if role := meaning(label["word"]):
            yield role, label


def _inside(text: str, span: Span) -> Span:
    start, end = trimmed(text, span)
    while end > start and text[end - 1] in "。;；,，、([（【〔|｜":
        end -= 1
    return trimmed(text, (start, end))
