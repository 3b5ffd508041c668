"""One figure of a text, and what the number and date readers found there, for look-up by place.

Apart from `figures` and `sharing`, which both read clauses and both make these records.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, Generic, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from zeren.language import confidence
from zeren.language.clauses import clauses
from zeren.language.dates import DateMention
from zeren.language.guards import Guard
from zeren.language.indicators import Piece
from zeren.language.promises import only_verbs
from zeren.language.quantities import Quantity
from zeren.model import Baseline, Span
from zeren.vocab import Comparator, DeadlineBasis

SetAside: TypeAlias = Literal[
    "guarded", "weak", "years", "soft-guard", "reach", "elsewhere", "no-unit", "grouping-unit", "duration"
]
"""The rules by which a quantity is no figure; `data/audit_numbers.csv` says what it is instead."""

WHOLES: Final = frozenset({"cover_all", "whole_done", "whole_each"})
CLEARED: Final = frozenset({"cleared", "gone", "nought", "ended"})
_SURE: Final = frozenset({"double", "cleared"})
"""What is a figure though it holds what else is an idiom or a name: 翻|一番, 动态“清零”."""
_TIME_UNITS: Final = frozenset(
    ["年", "个月", "月", "日", "天", "周", "小时", "分钟", "秒", "工作日", "个工作日", "个小时", "个半月"]
)
_TIME_GOAL: Final = re.compile(
    r"缩短|压缩|压减|不超过|以内|控制|限时|时限|时长|半径|提速|最多|内办结|减至|降至|储备量|库存量|生活圈|服务圈|健身圈|办结"
)
_TIME_NOUN: Final = re.compile(r"(?:时间|时长|天数|学时|课时|用时|年限|期限)(?:达到?|不[少低]于|不超过|[^,，]{0,4})?$")
_LIFESPAN: Final = re.compile(r"寿命")
_GROUPING: Final = re.compile(r"大?类$|^(?:大|级|方面|层|步|期|批|轮|次会议|代|届|版|章|节|条线)$")
_DESCRIBED: Final = re.compile(
    r"\s*(?:以前|之前|前)?(?:已经?)?(?:建成|竣工|投用|投入使用|开工|启动|新?建设?|修建|建造|续建|交付|入住|完成|出生|参保|发生|排查|确定|认定|下达|取得|注册|登记|签订|审批|立项|毕业)"
    r"[^,，。;；、\d]{0,8}?的(?=[\u4e00-\u9fff])"
)
_ELSEWHERE: Final = re.compile(r"[(（][^()（）]{0,4}全[省国][^()（）]{0,8}$")


class Figure(NamedTuple):
    """A quantity with its indicator, in clean offsets, as sure as a target of its rule; results use the record too."""

    span: Span
    number: Span
    indicator: tuple[Piece, ...]
    comparator: Comparator | None
    value: float | None
    value_max: float | None
    unit: str | None
    scope: str | None
    baseline: Baseline | None
    approximate: bool
    rule: str
    confidence: float
    tentative: bool = False
    deadline: str | None = None
    deadline_basis: DeadlineBasis | None = None


class _Standing(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int: ...


T = TypeVar("T", bound=_Standing)


class _Placed(Generic[T]):
    """Findings of a text in order, for look-up by where they start."""

    def __init__(self, found: Iterable[T]) -> None:
        self._found = list(found)
        self._starts = [one.start for one in self._found]

    def starting_in(self, span: Span) -> list[T]:
        return self._found[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]


class Figures:
    """What the number and date readers found in a text, for look-up by place."""

    def __init__(
        self, text: str, quantities: Sequence[Quantity], guards: Sequence[Guard], dates: Sequence[DateMention]
    ) -> None:
        self.text = text
        self._guarded = bytearray(len(text))
        for start, end in [*((g.start, g.end) for g in guards if g.hard), *((d.start, d.end) for d in dates)]:
            self._guarded[start:end] = b"\1" * (end - start)
        self._usable = _Placed(q for q in quantities if self.usable(q))
        self._counts = _Placed(q for q in quantities if q.unit and _GROUPING.search(q.unit))
        self._groupings = _Placed(guard for guard in guards if guard.kind == "grouping")
        self._dates = _Placed(dates)
        self._clauses: dict[Span, list[Span]] = {}
        self.proper: dict[Span, list[Quantity]] = {}  # by clause, what `describing.proper` has found

    def clauses(self, span: Span) -> list[Span]:
        """The clauses of a stretch, cut once however often they are asked for."""
        if span not in self._clauses:
            self._clauses[span] = clauses(self.text, span)
        return self._clauses[span]

    def within(self, span: Span) -> list[Quantity]:
        """The usable quantities that stand in a span: neither guarded, nor part of a date, nor a mere duration."""
        return [q for q in self._usable.starting_in(span) if q.end <= span[1]]

    def usable(self, q: Quantity) -> bool:
        return self.set_aside(q) is None

    def set_aside(self, q: Quantity) -> SetAside | None:
        """The rule by which a quantity is no figure, whatever its clause says; None where it may be one."""
        if q.rule not in _SURE and any(self._guarded[q.number_start : q.number_end]):
            return "guarded"
        if q.weak:
            return "years" if q.unit == "年" else "weak"
        if q.guard and not _LIFESPAN.search(self.text[max(0, q.start - 8) : q.number_start]):
            return "soft-guard"
        if _ELSEWHERE.search(self.text[max(0, q.start - 14) : q.start]):
            return "elsewhere"
        if q.rule in WHOLES | CLEARED:
            return None
        if q.unit is None:
            return "no-unit"
        if _GROUPING.search(q.unit) and q.comparator not in (">=", ">"):
            return "grouping-unit"
        return "duration" if q.unit in _TIME_UNITS and not self._timed(q) else None

    def _timed(self, q: Quantity) -> bool:
        """Whether a stretch of time is what is promised: 缩短至3天, 用时2小时."""
        if q.scope and q.comparator in (">=", ">") and q.unit not in ("年", "月", "个月"):
            return True  # 每天不少于1小时
        around = self.text[max(0, q.start - 12) : q.end + 8]
        return bool(_TIME_GOAL.search(around) or _TIME_NOUN.search(self.text[max(0, q.start - 8) : q.number_start]))

    def gap(self, span: Span) -> Span:
        """The stretch before a number that can hold its noun: behind a date or a grouping number (5大类共|22项).

        Where nothing but verbs follows the date, the noun stands before it.
        """
        start, end = span
        for q in self._counts.starting_in(span):
            named = q.unit == "期" and not self.text[q.end : end].strip()  # S205线一期|8公里 has no other noun
            start = start if named else max(start, q.end)
        for g in self._groupings.starting_in((start, end)):
            if start <= g.start and g.end <= end:
                start = g.end
        dates = [
            d
            for d in self._dates.starting_in((start, end))
            if d.end <= end and d.kind != "recurring" and not self.described(d)
        ]
        if dates and (dates[0].start - start < 2 or not only_verbs(self.text[dates[-1].end : end].strip())):
            return dates[-1].end, end
        if not dates:
            return start, end
        than = self.text[dates[0].start - 1] in "比较"
        return start, dates[0].start - than

    def described(self, d: DateMention) -> Span | None:
        """The stretch of a date that tells which things are meant: 2000年底前建成的|老旧小区; None where it binds."""
        done = _DESCRIBED.match(self.text, d.end)
        return (d.start, done.end()) if done else None

    def dates_in(self, span: Span) -> list[DateMention]:
        return self._dates.starting_in(span)


def figure(q: Quantity, span: Span, indicator: Iterable[Piece], **changes: object) -> Figure:
    """A figure from a quantity; `changes` override what the clause tells better than the number's neighbours."""
    base = Baseline(q.baseline_value, q.baseline_unit, q.baseline_year) if q.baseline_value is not None else None
    told: dict[str, object] = {
        "comparator": q.comparator,
        "value": q.value,
        "value_max": q.value_max,
        "unit": q.unit,
        "scope": q.scope,
        "baseline": base,
        "approximate": q.approximate,
        "rule": q.rule,
        **changes,
    }
    told["confidence"] = confidence.of_rule("target", str(told["rule"]))
    return Figure(span, (q.number_start, q.number_end), tuple(indicator), **told)  # type: ignore[arg-type]
