"""Dates told from the day on which one speaks: 昨天, 下周五, 上个月底, 三天后, 未来七天, 100天内; and bare days, 20210305.

Apart from the calendar's rules, because without a day to count from these settle nothing, and in a plan the same words
are limits for a service (30日内办结) and no dates. `dates.find` asks for them only where it is told to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Final, TypeAlias

from zeren.language import date_bounds as bounds
from zeren.language.date_bounds import OPEN, Bounds
from zeren.language.date_words import Context, DateKind, DateMention, mention, number, patterns

_BY_FIRST: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys("0123456789一二两三四五六七八九十百半", ("compact", "ago", "within", "monthday")),
    **dict.fromkeys("昨今明即", ("day",)),
    "大": ("day", "year"),
    **dict.fromkeys("前后", ("day", "year")),
    **dict.fromkeys("上下", ("week", "month", "quarter", "year", "tenure")),
    **dict.fromkeys("本这", ("week", "month", "quarter", "tenure")),
    "当": ("month", "quarter"),
    **dict.fromkeys("星礼", ("weekday",)),
    "周": ("weekday", "weekend"),
    "月": ("month_part",),
    **dict.fromkeys("过最近此未接往再", ("stretch",)),
    **dict.fromkeys("新届政任", ("tenure",)),
    "现": ("now",),
}  # fmt: skip
TRIGGERS: Final = "".join(_BY_FIRST)
_DAYS: Final = {"大前天": -3, "前天": -2, "昨": -1, "今": 0, "即": 0, "明": 1, "后天": 2, "大后天": 3}
_YEARS: Final = {"大前年": -3, "前一年": -1, "上一年": -1, "下一年": 1, "后一年": 1, "大后年": 3}
_STEPS: Final = {"上上": -2, "上": -1, "本": 0, "这": 0, "当": 0, "下": 1, "下下": 2}
_WEEKDAYS: Final = "一二三四五六日"


def read(text: str, at: int, context: Context) -> DateMention | None:
    """The date told from a day that begins exactly at an offset; its bounds are open without a reference."""
    for rule in _BY_FIRST.get(text[at], ()):
        match = _patterns()[rule].match(text, at)
        found = _RESOLVE[rule](match, context.reference) if match else None
        if match and found:
            stretch, point = found
            kind: DateKind = "relative" if rule in ("ago", "within", "stretch") else "point" if point else "period"
            return mention(match, stretch, kind, f"near_{rule}")
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return patterns("dates_near")


_Found: TypeAlias = tuple[Bounds, bool]
"""The stretch, and whether it is one day."""


def _day(match: re.Match[str], reference: date | None) -> _Found:
    word = match["word"]
    return _one(reference, _DAYS[word] if word in _DAYS else _DAYS[word[0]])


def _one(reference: date | None, days: int) -> _Found:
    day = None if reference is None else reference + timedelta(days=days)
    return (day, day), True


def _week(match: re.Match[str], reference: date | None) -> _Found:
    weeks = _STEPS[match["which"]]
    return _in_week(reference and reference + timedelta(weeks=weeks), match["weekday"])


def _weekday(match: re.Match[str], reference: date | None) -> _Found:
    return _in_week(reference, match["weekday"])


def _weekend(match: re.Match[str], reference: date | None) -> _Found:
    return _in_week(reference, "末")


def _in_week(of: date | None, weekday: str | None) -> _Found:
    """A week of Monday to Sunday, its weekend or one day of it."""
    if of is None:
        return OPEN, weekday not in (None, "末")
    monday, sunday = bounds.week(of)
    if weekday == "末":
        return (sunday - timedelta(days=1), sunday), False
    if weekday is None:
        return (monday, sunday), False
    day = monday + timedelta(days=_WEEKDAYS.index(weekday.replace("天", "日")))
    return (day, day), True


def _month(match: re.Match[str], reference: date | None) -> _Found:
    if reference is None:
        return OPEN, False
    of = bounds.later(reference.replace(day=1), _STEPS[match["which"]])
    if match["d"]:
        day = bounds.day(of.year, of.month, number(match["d"]))
        return (day, day), True
    return _in_month(of, match["edge"])


def _month_part(match: re.Match[str], reference: date | None) -> _Found:
    return _in_month(reference, match["edge"])


def _in_month(of: date | None, edge: str | None) -> _Found:
    if of is None:
        return OPEN, edge in ("底", "末")
    if edge in ("底", "末"):
        last = bounds.month(of.year, of.month)[1]
        return (last, last), True
    return bounds.part_of_month(of.year, of.month, edge) if edge else bounds.month(of.year, of.month), False


def _quarter(match: re.Match[str], reference: date | None) -> _Found:
    if reference is None:
        return OPEN, match["edge"] is not None
    opening = date(reference.year, (reference.month - 1) // 3 * 3 + 1, 1)
    first = bounds.later(opening, 3 * _STEPS[match["which"]])
    stretch = bounds.months(first.year, first.month, first.month + 2)
    if match["edge"] in ("末", "底"):
        return (stretch[1], stretch[1]), True
    return bounds.month(first.year, first.month) if match["edge"] else stretch, False


def _year(match: re.Match[str], reference: date | None) -> _Found:
    if reference is None:
        return OPEN, False
    year = reference.year + _YEARS[match["word"]]
    return bounds.years(year, year), False


def _ago(match: re.Match[str], reference: date | None) -> _Found:
    """三天后, 两周前, 一个半月后: one day."""
    sign = -1 if match["way"].endswith("前") else 1
    day = None if reference is None else bounds.moved(reference, *_length(match), sign)
    return (day, day), True


def _within(match: re.Match[str], reference: date | None) -> _Found:
    """100天内; working days and hours are not counted on the calendar."""
    if reference is None or match["u"].endswith(("工作日", "小时")):
        return OPEN, False
    return (reference, bounds.moved(reference, *_length(match), 1)), False


def _stretch(match: re.Match[str], reference: date | None) -> _Found:
    """未来七天, 过去三个月: from the reference or up to it."""
    if reference is None:
        return OPEN, False
    if match["way"] in ("过去", "最近", "近", "此前"):
        return (bounds.moved(reference, *_length(match), -1), reference), False
    return (reference, bounds.moved(reference, *_length(match), 1)), False


def _length(match: re.Match[str]) -> tuple[int, int]:
    """Months and days of a stretch; a half year has six months, a half month 15 days, a half week none."""
    unit = match["u"].removeprefix("个")
    months, days = _UNITS[unit]
    if match["n"] == "半":
        return _HALVES.get(unit, (0, 0))
    count = number(match["n"])
    more = _HALVES.get(unit, (0, 0)) if match["half"] or match["half2"] else (0, 0)
    return count * months + more[0], count * days + more[1]


_UNITS: Final = {
    "年": (12, 0), "月": (1, 0), "季度": (3, 0), "周": (0, 7), "星期": (0, 7), "礼拜": (0, 7), "天": (0, 1), "日": (0, 1)
}  # fmt: skip
_HALVES: Final = {"年": (6, 0), "月": (0, 15)}


def _compact(match: re.Match[str], reference: date | None) -> _Found | None:
    day = bounds.day(int(match["y"]), int(match["m"]), int(match["d"]))
    return ((day, day), True) if day else None


def _monthday(match: re.Match[str], reference: date | None) -> _Found:
    """15日: of the month of the reference."""
    day = bounds.day(reference.year, reference.month, number(match["d"])) if reference else None
    return (day, day), True


def _tenure(match: re.Match[str], reference: date | None) -> _Found:
    """本届政府任期内: no words say when it ends."""
    return OPEN, False


def _now(match: re.Match[str], reference: date | None) -> _Found:
    return _one(reference, 0)


_RESOLVE: Final[dict[str, Callable[[re.Match[str], date | None], _Found | None]]] = {
    "day": _day, "week": _week, "weekday": _weekday, "weekend": _weekend, "month": _month, "month_part": _month_part,
    "quarter": _quarter, "year": _year, "ago": _ago, "within": _within, "stretch": _stretch, "compact": _compact,
    "monthday": _monthday, "tenure": _tenure, "now": _now,
}  # fmt: skip
