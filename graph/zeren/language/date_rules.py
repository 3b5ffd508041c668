"""The rules that read one date where it begins: patterns (`data/dates.csv`) and what each means on the calendar.

Apart from dates, which walks the text and adds the words around: here a rule is a pattern and a small function.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final, TypeAlias

from zeren.language import date_bounds as bounds
from zeren.language.date_bounds import OPEN
from zeren.language.date_words import (
    AFTER,
    COMING,
    DIGITS,
    GONE,
    SOON,
    SPAN_WORDS,
    Context,
    DateMention,
    filled,
    mention,
    number,
    patterns,
    word_before,
)
from zeren.language.rules import rows

_ARABIC = DIGITS[:10]
_DATED: Final = "[0-9]{1,4} {0,2}[-—–―~至到、/.年月个季度世半上下第Q]"  # what makes a date of Arabic digits
_NUMERIC: Final = (
    "iso", "years", "days", "months", "iso_month", "month", "part", "week", "named", "year", "decade", "plan", "span"
)  # fmt: skip
_BY_FIRST: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(DIGITS, _NUMERIC),
    **dict.fromkeys("今明次来后去", ("days", "months", "month", "part", "two_years", "named", "year")),
    "当": ("days", "months", "month", "part", "year", "lately", "month_end"),
    "本": ("days", "months", "month", "part", "year", "month_end", "decade"),
    "上": ("month", "part", "year", "named", "decade"),
    "第": ("part", "plan_nth"),
    **dict.fromkeys("下Qq", ("part",)),
    "前": ("part", "year"),
    **dict.fromkeys("年全", ("part", "year", "always")),
    **dict.fromkeys("“\"", ("plan", "named")),
    "每": ("yearly",),
    **dict.fromkeys("近日目往多历", ("lately",)),
    **dict.fromkeys("长持常", ("always",)),
    "月": ("month_end",),
    **dict.fromkeys("元国春农中端清重汛主采供取秋新入冬寒暑高除腊妇植青劳儿建教圣情双", ("named",)),
}  # fmt: skip
_FREE: Final = ("named", "plan", "yearly", "lately", "always", "month_end", "part", "year")
"""The rules whose patterns refer to nothing before them, so that they can be looked for all at once."""
_TAIL_OF: Final = frozenset(DIGITS + ".")
_ITEM: Final = re.compile(r"\s\d{1,2}\.$")  # the 2. of an item, before a date
_NO_MONTH: Final = re.compile(
    r" {0,2}\d{1,2} {0,2}月(?![龄嫂])"
)  # what follows a year and the rule of months did not read
_NAMES: Final = re.compile(" ?(?:行动|攻坚|计划|规划|滚动|提升|改造|倍增|建设|专项)")
_NO_FEAST: Final = re.compile("[路街镇村]|广场|大道|大街|小区|小学|中学|社区|公园|工程")


def read(text: str, at: int, context: Context, carried: int | None) -> tuple[DateMention, int | None] | None:
    """The date that begins exactly at an offset, and the year that it states for the bare months after it.

    `carried` is the year that the sentence has stated so far.
    """
    if at and text[at] in DIGITS and text[at - 1] in _TAIL_OF and not _ITEM.search(text, max(0, at - 4), at):
        return None
    for rule in _BY_FIRST.get(text[at], ()):
        match = _named().match(text, at) if rule == "named" else _patterns()[rule].match(text, at)
        if match is None:
            continue
        found = _RESOLVE[rule](match, context, carried)
        if found is not None:
            return found, _stated(match.groupdict())
    return None


@cache
def trigger() -> str:
    """Where a date may begin: a number that is no tail of another and has a word of dates near, or a character with
    what rules read behind it, where these can be looked for at once."""
    numeric = rf"(?:(?<![{DIGITS}.])|(?<=\s\d\.)|(?<=\s\d\d\.))(?:[{DIGITS[10:]}]|(?=[{_ARABIC}]){_DATED})"
    firsts: dict[tuple[str, ...], str] = {}
    for first, rules in _BY_FIRST.items():
        if first not in DIGITS:
            key = rules if set(rules) <= set(_FREE) else ()
            firsts[key] = firsts.get(key, "") + first
    unsure = firsts.pop((), "")
    words = (f"(?=[{chars}])(?:{'|'.join(map(_unnamed, rules))})" for rules, chars in firsts.items())
    return f"(?=[{''.join(_BY_FIRST)}])(?:{numeric}|[{unsure}]|{'|'.join(words)})"


def _unnamed(rule: str) -> str:
    pattern = _named() if rule == "named" else _patterns()[rule]
    return re.sub(r"\?P<\w+>", "?:", pattern.pattern)


def _stated(groups: dict[str, str | None]) -> int | None:
    """The year that a date with a month tells, for the bare months after it."""
    year = groups.get("y2") or groups.get("y")
    return number(year) if year and groups.get("m") else None


def _iso(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    day = bounds.day(int(match["y"]), int(match["m"]), int(match["d"]))
    return mention(match, (day, day), "point", "iso") if day else None


def _iso_month(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    return mention(match, bounds.month(int(match["y"]), int(match["m"])), "period", "iso_month")


def _years(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    first, last = number(match["y"]), number(match["y2"])
    if first >= last:
        return None
    return mention(match, OPEN if match["school"] else bounds.years(first, last), "period", "years")


def _days(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    year = _year_of(match, context, carried)
    last_year = number(match["y2"]) if match["y2"] else year
    month = number(match["m"])
    last_month = number(match["m2"]) if match["m2"] else month
    first, last = bounds.day(year, month, number(match["d"])), bounds.day(last_year, last_month, number(match["d2"]))
    return mention(match, (first, last), "period", "days")


def _months(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    if match["and"] and number(match["m2"]) != number(match["m"]) + 1:
        return None
    year = _year_of(match, context, carried)
    last_year = _year_of(match, context, year, "y2", "ry2")
    first, last = bounds.month(year, number(match["m"]))[0], bounds.month(last_year, number(match["m2"]))[1]
    return mention(match, (first, last), "period", "months")


def _month(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    year, month, edge = _year_of(match, context, carried), number(match["m"]), match["edge"]
    if match["d"]:
        day = bounds.day(year, month, number(match["d"]))
        return mention(match, (day, day), "point", "day")
    if edge in ("底", "末"):
        last = bounds.month(year, month)[1]
        return mention(match, (last, last), "point", "month_end")
    return mention(
        match, bounds.part_of_month(year, month, edge) if edge else bounds.month(year, month), "period", "month"
    )


def _part(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    """Halves and quarters; 上一季度 and 每一季度 are none of these."""
    if match["first"] is None and match.start() and match.string[match.start() - 1] in "上下每":
        return None
    year, (first, last) = _year_of(match, context, None), _part_months(match)
    if first > last:
        return None
    stretch = bounds.months(year, first, last)
    if match["edge"]:
        return mention(match, (stretch[1], stretch[1]), "point", "part_end")
    return mention(match, stretch, "period", "part")


def _part_months(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    quarter = number(match["quarter"] or match["q"])
    if match["front"]:
        return 1, 3 * quarter
    first = number(match["quarter1"]) if match["quarter1"] else quarter
    return 3 * first - 2, 3 * quarter


def _year(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    word, edge = match["ry"], (match["edge"] or "").removeprefix("年")
    if word == "年" and (not edge or match.string[match.start() - 1 : match.start()] in tuple("几多数近百千半整")):
        return None
    year = _year_of(match, context, None)
    if beyond := _NO_MONTH.match(match.string, match.end()):
        return mention(match, OPEN, "point", "no_month")._replace(end=beyond.end())
    if year is None:
        return mention(match, OPEN, "deadline" if edge in ("底", "末", "内") else "period", "year_open")
    first, last = bounds.years(year, year)
    if edge in ("底", "末"):
        return mention(match, (last, last), "point", "year_end")
    if edge == "初":
        return mention(match, (first, date(year, 1, 31)), "period", "year_start")
    if edge == "中":
        return mention(match, (date(year, 6, 30),) * 2, "point", "year_middle")
    if edge == "内":
        return mention(match, (first, last), "deadline", "within_year")
    return mention(match, (first, last), "period", "year")


def _two_years(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    if context.year is None:
        return mention(match, OPEN, "period", "two_years")
    first = context.year + {"今明": 0, "去今": -1, "明后": 1}[match["pair"]]
    return mention(match, bounds.years(first, first + 1), "period", "two_years")


def _week(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    return mention(match, bounds.week_of_year(number(match["y"]), int(match["w"])), "period", "week")


def _decade(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    """20世纪90年代, 90年代, 21世纪; 上世纪 is the twentieth for any reader of plans; 中叶 names no day."""
    said = match["c"] or match["c2"] or "上"
    century = {"上": 20, "上个": 20, "本": 21}.get(said) or number(said)
    first = 100 * (century - 1)
    if tens := match["dec"] or match["dec2"]:
        first += number(tens)
        return mention(match, bounds.years(first, first + 9), "period", "decade")
    stretch = bounds.years(first + 1, first + 100)
    if match["end"]:
        return mention(match, (stretch[1], stretch[1]) if match["end"] == "末" else OPEN, "point", "century")
    return mention(match, stretch, "period", "century")


def _plan(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    last, edge = 5 * number(match["plan"][:2]) + 1955, match["edge"] or ""  # 十一五 ended in 2010
    if edge.endswith("末"):
        return mention(match, (date(last, 12, 31),) * 2, "point", "plan_end")
    if edge == "收官之年":
        return mention(match, bounds.years(last, last), "period", "plan_last_year")
    if edge == "开局之年":
        return mention(match, bounds.years(last - 4, last - 4), "period", "plan_first_year")
    return mention(match, bounds.years(last - 4, last), "period", "plan")


def _span(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    """三年内, 未来五年, 近两个月: counted from the reference, forwards or backwards."""
    word = word_before(match.string, match.start())
    if not (match["tail"] or word in SPAN_WORDS) or _NAMES.match(match.string, match.end()):
        return None
    if word in GONE - {"近"} and not context.near:
        return None
    if context.reference is None or (word in SPAN_WORDS and word not in COMING | GONE):
        return mention(match, OPEN, "relative", "time_span")
    sign = -1 if word in GONE else 1
    other = bounds.moved(context.reference, *_length(match), sign)
    stretch = (other, context.reference) if sign < 0 else (context.reference, other)
    return mention(match, stretch, "relative", "time_span")


def _length(match: re.Match[str]) -> tuple[int, int]:
    """Months and days: 半年 is 6 months, 半个月 15 days, 一个半月 a month and 15 days."""
    said, unit = match["n2"] or match["n"], match["u"]
    if said == "半":
        return (6, 0) if unit == "年" else (0, 15)
    months = number(said) * {"年": 12, "年半": 12, "个月": 1, "个季度": 3, "个半月": 1}[unit]
    return months + 6 * (unit == "年半"), 15 * (unit == "个半月")


def _yearly(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    return mention(match, OPEN, "recurring", "yearly")


def _lately(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    if match.start() and match.string[match.start() - 1] in "最附每节假生今明昨邻" + DIGITS:
        return None
    return mention(match, OPEN, "relative", "lately")


def _always(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    before = match.string[match.start() - 1 : match.start()]
    return mention(match, OPEN, "recurring", "always") if not before or before in "|: \t\n,，。;；(" else None


def _month_end(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    if match.start() and match.string[match.start() - 1] in "上下每个":
        return None
    day = bounds.month(context.reference.year, context.reference.month)[1] if context.reference else None
    return mention(match, (day, day), "point", "this_month_end")


def _feast(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    """A feast of the sun calendar has its day; one of the moon calendar stays open. Alone it is often a name."""
    end, year = match.end(), match["y"] or match["ry"]
    if not AFTER.match(match.string, end) and not (context.near and not _NO_FEAST.match(match.string, end)):
        return None
    name = next(rule for rule in _feasts() if match[rule])
    month, day = _feasts()[name]
    on = bounds.day(_year_of(match, context, None) if year else context.year, month, day) if month else None
    return mention(match, (on, on), "point", f"named_{name}")


_Resolver: TypeAlias = Callable[[re.Match[str], Context, int | None], DateMention | None]
_RESOLVE: Final[dict[str, _Resolver]] = {
    "iso": _iso, "iso_month": _iso_month, "years": _years, "days": _days, "months": _months, "month": _month,
    "part": _part, "year": _year, "two_years": _two_years, "week": _week, "decade": _decade, "plan": _plan,
    "plan_nth": _plan, "span": _span, "yearly": _yearly, "lately": _lately, "always": _always,
    "month_end": _month_end, "named": _feast,
}  # fmt: skip


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return patterns("dates")


@cache
def _named() -> re.Pattern[str]:
    feasts = "|".join(f"(?P<{row['rule']}>{row['pattern']})" for row in rows("dates_named"))
    return re.compile(filled(f"(?:(?:(?P<y><Y>)<S>年|(?P<ry><SOON>))度?的?)?(?:{feasts})"))


@cache
def _feasts() -> dict[str, tuple[int, int]]:
    return {row["rule"]: (int(row["month"] or 0), int(row["day"] or 0)) for row in rows("dates_named")}


def _year_of(match: re.Match[str], context: Context, carried: int | None, y: str = "y", ry: str = "ry") -> int | None:
    """The year in the words, else that of the same sentence, else the plan's."""
    groups = match.groupdict()
    if said := groups.get(y):
        return number(said)
    if short := groups.get("yy"):
        digits = int("".join(str(number(digit)) for digit in short))
        return digits + (2000 if digits < 50 else 1900)
    if word := groups.get(ry):
        return None if context.year is None else context.year + SOON.get(word, 0)
    return carried if carried is not None else context.year
