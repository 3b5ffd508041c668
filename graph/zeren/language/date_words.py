"""What all rules for dates share: the record of a date, what the words do not tell, and the words around a date.

Apart from the rules, which come in two rooms: dates of the calendar (`date_rules`) and dates told from a day
(`near_dates`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias

from zeren.language.date_bounds import Bounds
from zeren.language.numerals import parse
from zeren.language.rules import rows

DateKind: TypeAlias = Literal["point", "period", "deadline", "relative", "recurring"]


class DateMention(NamedTuple):
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
    """What the words themselves do not tell: the year of the plan, and the day from which stretches are counted.

    `near` asks for what only such a day settles, and for feasts that stand alone.
    """

    year: int | None
    reference: date | None
    near: bool = False


DIGITS: Final = "0123456789〇零○一二两三四五六七八九十半"
JOINT: Final = " {0,2}(?:-{1,2}|—{1,2}|–|―|~|至|到) {0,2}"
SOON: Final = {
    "今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "来年": 1, "后年": 2, "去年": -1, "上年": -1, "前年": -2
}  # fmt: skip
_FRAGMENTS: Final = {
    "<S>": " {0,2}",
    "<TO>": JOINT,
    "<YY>": r"(?<![\d第满近历共用经])(?:\d\d|[〇零○一二三四五六七八九]{2})",
    "<Y>": r"(?:(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})",
    "<M>": "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])",
    "<D>": r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])",
    "<N>": r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,4}|半)",
    "<CLOCK>": r"(?: {0,2}(?:[上下]午|早上|晚上|中午|凌晨|早|晚)? {0,2}\d{1,2}(?::\d\d(?::\d\d)?|[时点](?:整|半|\d{1,2}分)?))?",
    "<SOON>": "|".join(SOON),
}
BEFORE: Final = re.compile(
    "(?:截至目前|截至到?|截止到?|(?<![达提增降得受拿升直遇])到|不[晚迟]于|最[晚迟]|至迟|再?利?用"
    "|未来|今后|为期|接下来|往后|过去|此前|最近|近|连续|自从?|从|再过)的? {0,2}$"
)
AFTER: Final = re.compile(
    r" {0,2}(?:\((?:不?含)[^()]{0,3}\))?(?:(?P<about>前后|左右)|(?P<before>之前|以前|前(?![期提置端沿款身列者往后])|为?止)"
    "|(?P<since>以来|起(?!来|步|草|点)|开始|以后|之后|后(?![续勤方备台期半年天端劲排三两一二者进]))"
    "|期间|之内|以内|间(?![隔接歇断距]))"
)
COMING: Final = frozenset({"用", "利用", "再用", "再利用", "未来", "今后", "为期", "接下来", "往后", "再过"})
GONE: Final = frozenset({"近", "最近", "过去", "此前"})
SPAN_WORDS: Final = COMING | GONE | {"连续"}


def patterns(table: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a table by rule, their shared fragments filled in."""
    return {row["rule"]: re.compile(filled(row["pattern"])) for row in rows(table)}


def filled(pattern: str) -> str:
    for name, fragment in _FRAGMENTS.items():
        pattern = pattern.replace(name, fragment)
    return pattern


def mention(match: re.Match[str], stretch: Bounds, kind: DateKind, rule: str) -> DateMention:
    return DateMention(match[0], match.start(), match.end(), *stretch, kind, rule)


def word_before(text: str, at: int) -> str:
    """The word that opens a date, such as 到, 未来, 近; empty where there is none."""
    found = BEFORE.search(text, max(0, at - 6), at)
    return found[0].strip().removesuffix("的") if found else ""


def number(word: str) -> int:
    """The number in a date: 03, 两, 二〇二一; 0 where it is none."""
    value = parse({"两": "二"}.get(word, word.lstrip("0")))
    return int(value) if value is not None else 0
