"""The rules that read one date where it begins: patterns (`data/dates.csv`) and what each means on the calendar.

Apart from dates, which walks the text and adds the words around: here a rule is a pattern and a small function.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal, TypeAlias

from zeren.language.numerals import parse
from zeren.language.rules import rows

DateKind: TypeAlias = Literal["point", "period", "deadline", "relative", "recurring"]
Bounds: TypeAlias = tuple[date | None, date | None]
OPEN: Final[Bounds] = (None, None)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written. `first` and `last` are calendar days, both inclusive, None where open or not told."""

    text: str
    start: int
    end: int
    first: date | None
    last: date | None
    kind: DateKind
    rule: str

    @property
    def deadline(self) -> date | None:
        """The last day that the words allow, None where they set none."""
        return None if self.kind == "recurring" else self.last


@dataclass(frozen=True, slots=True)
class Context:
    """What the words themselves do not tell: the year of the plan, and the day from which stretches are counted."""

    year: int | None
    reference: date | None


_SOON: Final = {
    "今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "来年": 1, "后年": 2, "去年": -1, "上年": -1, "前年": -2
}  # fmt: skip
_FRAGMENTS: Final = {
    "<S>": " {0,2}",
    "<TO>": " {0,2}(?:-{1,2}|—{1,2}|–|―|~|至|到) {0,2}",
    "<Y>": r"(?:(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})",
    "<M>": "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])",
    "<D>": r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])",
    "<SOON>": "|".join(_SOON),
}
_DIGITS = "0123456789〇零○一二两三四五六七八九十半"
_ARABIC = _DIGITS[:10]
_DATED: Final = re.compile("[0-9]{1,4} {0,2}[-—–―~至到/.年月个季度]")  # what may make a date of Arabic digits
_NUMERIC: Final = ("iso", "years", "days", "months", "iso_month", "month", "part", "year", "plan", "span", "named")
_BY_FIRST: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_DIGITS, _NUMERIC),
    **dict.fromkeys("今明次来后去", ("days", "months", "month", "part", "year")),
    "当": ("days", "months", "month", "part", "year", "lately", "month_end"),
    "本": ("days", "months", "month", "part", "year", "month_end"),
    "上": ("month", "part", "year", "named"),
    **dict.fromkeys("下第", ("part",)),
    "前": ("part", "year"),
    **dict.fromkeys("年全", ("part", "year", "always")),
    **dict.fromkeys("“\"", ("plan", "named")),
    "每": ("yearly",),
    **dict.fromkeys("近日目往多历", ("lately",)),
    **dict.fromkeys("长持常", ("always",)),
    "月": ("month_end",),
    **dict.fromkeys("元国春农中端清重汛主采供取秋新入冬寒暑高两", ("named",)),
}  # fmt: skip
TRIGGER: Final = re.compile("[" + "".join(_BY_FIRST) + "]")

BEFORE: Final = re.compile(
    "(?:截至目前|截至到?|截止到?|(?<![达提增降得受拿升直遇])到|不晚于|再?利?用"
    "|未来|今后|为期|接下来|近|连续|自从?|从|再过) {0,2}$"
)
AFTER: Final = re.compile(
    " {0,2}(?:(?P<before>之前|以前|前(?![期提置端沿款身列者往])|为?止)"
    "|(?P<since>以来|起(?!来|步|草|点)|开始|以后|之后)|期间|之内|以内|间)"
)
_NAMES: Final = re.compile(" ?(?:行动|攻坚|计划|规划|滚动|提升|改造|倍增|建设|专项)")
SPAN_WORDS: Final = ("用", "利用", "再用", "再利用", "未来", "今后", "为期", "接下来", "近", "连续", "再过")


def read(text: str, at: int, context: Context, carried: int | None) -> tuple[DateMention, int | None] | None:
    """The date that begins exactly at an offset, and the year that it states for the bare months after it.

    `carried` is the year that the sentence has stated so far.
    """
    if at and text[at] in _DIGITS and (text[at - 1] in _DIGITS or text[at - 1] == "."):
        return None
    for rule in _BY_FIRST[text[at]] if text[at] not in _ARABIC or _DATED.match(text, at) else ():
        match = _named().match(text, at) if rule == "named" else _patterns()[rule].match(text, at)
        if match is None:
            continue
        mention = _RESOLVE[rule](match, context, carried)
        if mention is not None:
            return mention, _stated(match.groupdict())
    return None


def _stated(groups: dict[str, str | None]) -> int | None:
    """The year that a date with a month tells, for the bare months after it."""
    year = groups.get("y2") or groups.get("y")
    return _number(year) if year and groups.get("m") else None


def _mention(match: re.Match[str], bounds: Bounds, kind: DateKind, rule: str) -> DateMention:
    return DateMention(match[0], match.start(), match.end(), *bounds, kind, rule)


def _iso(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    return _mention(match, (day, day), "point", "iso") if day else None


def _iso_month(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    return _mention(match, _month(int(match["y"]), int(match["m"])), "period", "iso_month")


def _years(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    first, last = _number(match["y"]), _number(match["y2"])
    if first >= last:
        return None
    bounds = OPEN if match["school"] else (date(first, 1, 1), date(last, 12, 31))
    return _mention(match, bounds, "period", "years")


def _days(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    year = _year_of(match, context, carried)
    last_year = _number(match["y2"]) if match["y2"] else year
    first_month = _number(match["m"])
    last_month = _number(match["m2"]) if match["m2"] else first_month
    bounds = _day(year, first_month, _number(match["d"])), _day(last_year, last_month, _number(match["d2"]))
    return _mention(match, bounds, "period", "days")


def _months(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    year = _year_of(match, context, carried)
    last_year = _year_of(match, context, year, "y2", "ry2")
    first, last = _month(year, _number(match["m"]))[0], _month(last_year, _number(match["m2"]))[1]
    return _mention(match, (first, last), "period", "months")


def _month_rule(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    year, month = _year_of(match, context, carried), _number(match["m"])
    if match["d"]:
        day = _day(year, month, _number(match["d"]))
        return _mention(match, (day, day), "point", "day")
    first, last = _month(year, month)
    if match["edge"] in ("底", "末"):
        return _mention(match, (last, last), "point", "month_end")
    if match["edge"] and first and last:
        cut = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last.day)}[match["edge"]]
        first, last = first.replace(day=cut[0]), first.replace(day=cut[1])
    return _mention(match, (first, last), "period", "month")


def _part_rule(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    year = _year_of(match, context, None)
    if match["half"]:
        months = (1, 6) if match["half"] == "上" else (7, 12)
    else:
        quarter = _number(match["quarter"].lstrip("第前"))
        months = (1 if match["quarter"].startswith("前") else 3 * quarter - 2, 3 * quarter)
    first, last = _month(year, months[0])[0], _month(year, months[1])[1]
    if match["edge"]:
        return _mention(match, (last, last), "point", "part_end")
    return _mention(match, (first, last), "period", "part")


def _year_rule(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    word, edge = match["ry"], (match["edge"] or "").removeprefix("年")
    if word == "年" and (not edge or match.string[match.start() - 1 : match.start()] in tuple("几多数近百千半整")):
        return None
    year = _year_of(match, context, None)
    if year is None:
        return _mention(match, OPEN, "deadline" if edge in ("底", "末", "内") else "period", "year_open")
    first, last = date(year, 1, 1), date(year, 12, 31)
    if edge in ("底", "末"):
        return _mention(match, (last, last), "point", "year_end")
    if edge == "初":
        return _mention(match, (first, date(year, 1, 31)), "period", "year_start")
    if edge == "中":
        return _mention(match, (date(year, 6, 30),) * 2, "point", "year_middle")
    if edge == "内":
        return _mention(match, (first, last), "deadline", "within_year")
    return _mention(match, (first, last), "period", "year")


def _plan(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    last = 2000 + 5 * (parse(match["plan"][:2]) or 0) - 45  # 十一五 ended in 2010
    last = int(last)
    if (match["edge"] or "").endswith("末"):
        return _mention(match, (date(last, 12, 31),) * 2, "point", "plan_end")
    if match["edge"] == "收官之年":
        return _mention(match, (date(last, 1, 1), date(last, 12, 31)), "period", "plan_last_year")
    return _mention(match, (date(last - 4, 1, 1), date(last, 12, 31)), "period", "plan")


def _span_rule(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    before = BEFORE.search(match.string, max(0, match.start() - 6), match.start())
    word = before[0].strip() if before else ""
    if not (match["tail"] or word in SPAN_WORDS) or _NAMES.match(match.string, match.end()):
        return None
    if context.reference is None or word in ("近", "连续"):
        return _mention(match, OPEN, "relative", "time_span")
    months = _months_of(match["n2"] or match["n"], match["u"])
    return _mention(match, (context.reference, _later(context.reference, months)), "relative", "time_span")


def _yearly(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    return _mention(match, OPEN, "recurring", "yearly")


def _lately(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    if match.start() and match.string[match.start() - 1] in "最附每节假生今明昨邻":
        return None
    return _mention(match, OPEN, "relative", "lately")


def _always(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    before = match.string[match.start() - 1 : match.start()]
    return _mention(match, OPEN, "recurring", "always") if not before or before in "|: \t\n,，。;；(" else None


def _month_end(match: re.Match[str], context: Context, carried: int | None) -> DateMention:
    day = _month(context.reference.year, context.reference.month)[1] if context.reference else None
    return _mention(match, (day, day), "point", "this_month_end")


def _named_rule(match: re.Match[str], context: Context, carried: int | None) -> DateMention | None:
    if not AFTER.match(match.string, match.end()):
        return None
    month, day = _feasts()[str(match.lastgroup)]
    on = _day(context.year, month, day) if month else None
    return _mention(match, (on, on), "point", f"named_{match.lastgroup}")


_Resolver: TypeAlias = Callable[[re.Match[str], Context, int | None], DateMention | None]
_RESOLVE: Final[dict[str, _Resolver]] = {
    "iso": _iso, "iso_month": _iso_month, "years": _years, "days": _days, "months": _months, "month": _month_rule,
    "part": _part_rule, "year": _year_rule, "plan": _plan, "span": _span_rule, "yearly": _yearly, "lately": _lately,
    "always": _always, "month_end": _month_end, "named": _named_rule,
}  # fmt: skip


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row["rule"]: re.compile(_filled(row["pattern"])) for row in rows("dates")}


def _filled(pattern: str) -> str:
    for name, fragment in _FRAGMENTS.items():
        pattern = pattern.replace(name, fragment)
    return pattern


@cache
def _named() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{row['rule']}>{row['pattern']})" for row in rows("dates_named")))


@cache
def _feasts() -> dict[str, tuple[int, int]]:
    return {row["rule"]: (int(row["month"] or 0), int(row["day"] or 0)) for row in rows("dates_named")}


def _number(word: str) -> int:
    value = parse({"两": "二"}.get(word, word.lstrip("0")))
    return int(value) if value is not None else 0


def _year_of(match: re.Match[str], context: Context, carried: int | None, y: str = "y", ry: str = "ry") -> int | None:
    """The year in the words, else that of the same sentence, else the plan's."""
    groups = match.groupdict()
    if groups.get(y):
        return _number(groups[y])
    if groups.get(ry):
        return None if context.year is None else context.year + _SOON.get(groups[ry], 0)
    return carried if carried is not None else context.year


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _month(year: int | None, month: int) -> Bounds:
    if year is None or not 1 <= month <= 12:
        return OPEN
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months_of(number: str, unit: str) -> int:
    if number == "半":
        return 6
    months = {"年": 12, "个月": 1, "个季度": 3, "个半月": 1}[unit]
    return _number(number) * months


def _later(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
