"""What a fact is decided to be, in words: read from a cell that a person filled, and written for one.

Apart, because the sheet that asks, the import that checks and the build that applies must mean the same by the same
words. A word that cannot be meant is a `ValueError` that says what can be.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, cast, get_args

from zeren.errors import QueryError
from zeren.model import Milestone, Target
from zeren.registry import departments, linking, place_below
from zeren.review.keys import NOWHERE, Key, Kind
from zeren.vocab import ROLE_LABELS, Comparator

NONE: Final = "none"
"""A figure that compares with no number, a milestone without a date."""
NONE_ZH: Final = "无"
_AS_IN: Final = "write as in 12 所, >= 90 %, range 10..20 公里, 33万人以上, all, none"
_COMPARATORS: Final = "|".join(sorted(map(re.escape, get_args(Comparator)), key=len, reverse=True))
_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_FIGURE: Final = re.compile(
    rf"(?P<sign>{_COMPARATORS})?\s*(?P<low>{_NUMBER})(?:\s*\.\.\s*(?P<high>{_NUMBER}))?\s*(?P<unit>[^\d\s.].*)?"
)
_WRITTEN: Final = str.maketrans("≥≤＞＜＝％：０１２３４５６７８９．", "\0\1><=%:0123456789.")
_NO_UNIT: Final = re.compile(r"^[-—–~～/至到以余多几万亿]|[,，、;；]|(?<![:/\d])\d|(?:以[上下内外]|左右)$")
"""What follows a number and is more than a unit: 12,000套, 10-20公里, 33万人, 90%以上, 2021年6月; :1 and 个/3公里 are units."""
_YEAR: Final = re.compile(r"(?:19[5-9]|20\d)\d")
_WRITTEN_DATE: Final = re.compile(r"(\d{4})(?:年|(?:[-/.]|年)(\d{1,2})(?:月|(?:[-/.]|月)(\d{1,2})日?)?)?")
"""A date in the ways in which spreadsheets show one: 2021-06-30, 2021/6/30, 2021.6, 2021年6月."""
_CUT_MONTH: Final = re.compile(r"\d{4}\.1")
"""What a spreadsheet makes of 2021.10, and of 2021.1 too."""
_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def settled(key: Key, words: str) -> str:
    """The words in the one form that decisions are kept in."""
    return _READERS[key.kind](" ".join(words.split()), key)


def of_target(target: Target) -> str:
    """A target as words: `>= 90 %`, `12 所`, `range 10..20 公里`, `all`.

    >>> figure(">=", 48000.0, None, "户"), figure("=", 12.5, None, None), figure(None, None, None, None)
    ('>= 48000 户', '12.5', 'none')
    """
    return figure(target.comparator, target.value, target.value_max, target.unit)


def figure(comparator: str | None, value: float | None, value_max: float | None, unit: str | None) -> str:
    if value is None:
        return comparator if comparator == "all" else NONE
    sign = "" if comparator in ("=", None) else comparator
    upper = "" if value_max is None else f"..{_number(value_max)}"
    return " ".join(part for part in (sign, f"{_number(value)}{upper}", (unit or "").replace("％", "%")) if part)


def with_figure(target: Target, words: str) -> Target:
    """The target with the figure that the words tell."""
    if words in (NONE, "all"):
        return replace(target, comparator="all" if words == "all" else None, value=None, value_max=None)
    found = _FIGURE.fullmatch(words)
    if not found:
        raise ValueError(f"no figure: {words}")
    high = found["high"]
    return replace(
        target,
        comparator=cast(Comparator, "range" if high else found["sign"] or "="),
        value=float(found["low"]),
        value_max=float(high) if high else None,
        unit=found["unit"],
    )


def of_milestone(milestone: Milestone) -> str:
    return milestone.deadline or NONE


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else repr(value)


def _unit(words: str, key: Key) -> str:
    """A unit by its id, or by a name that the registry knows in the home place."""
    home = None if key.area == NOWHERE else key.area
    named = words.partition(" ")[0]  # a candidate stands with its name and score behind the id
    unit = named if known_unit(named) else departments.resolve(words, home)
    if unit is None:
        like = [one.unit for one in linking.link(words, home).candidates if one.score >= linking.REVIEW]
        meant = f"; did you mean {', '.join(like)}?" if like else "; give an id, as in 371300/finance, or a known name"
        raise ValueError(f"no unit {words} in the registry{meant}")
    return unit


def known_unit(unit: str) -> bool:
    try:
        departments.describe(unit)
    except KeyError:
        return False
    return True


def _role(words: str, key: Key) -> str:
    for role, labels in ROLE_LABELS.items():
        if words in (role, *labels, f"{labels[0]} {role}", " ".join(labels)):
            return role
    raise ValueError(
        f"no role {words}; give {', '.join(ROLE_LABELS)} or {'、'.join(zh for zh, _ in ROLE_LABELS.values())}"
    )


def _year(words: str, key: Key) -> str:
    year = words.translate(_WRITTEN).removesuffix("年").strip().removesuffix(".0")
    if not _YEAR.fullmatch(year):
        raise ValueError(f"no year {words}; give four digits, as in 2021")
    return year


def _place(words: str, key: Key) -> str:
    if (found := place_below.named(words)) and found.code:
        return found.code
    try:
        return linking.place_named(words).code
    except QueryError as error:
        raise ValueError(str(error)) from None


def _target(words: str, key: Key) -> str:
    plain = words.translate(_WRITTEN).replace("\0", ">=").replace("\1", "<=")
    if plain in (NONE, "all", NONE_ZH):
        return plain.replace(NONE_ZH, NONE)
    found = _FIGURE.fullmatch(plain)
    if not found or (found["unit"] and _NO_UNIT.search(found["unit"])):
        return _counted(words)
    if (found["sign"] == "range") != bool(found["high"]) or found["sign"] == "all":
        raise ValueError(f"no figure {words}; {_AS_IN}")
    low, high = float(found["low"]), found["high"]
    if high and float(high) < low:
        raise ValueError(f"no range {words}; the lower number comes first")
    return figure(found["sign"] or "=", low, float(high) if high else None, found["unit"])


def _counted(words: str) -> str:
    """A figure as plans write one, which the reader of plans takes for one and as a whole: 33万人以上."""
    from zeren.language import quantities

    joined = words.replace(" ", "")
    found = quantities.find(joined)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(joined)):
        raise ValueError(f"no figure {words}; {_AS_IN}")
    [one] = found
    low, high = (None if value is None else float(value) for value in (one.value, one.value_max))
    return figure(one.comparator, low, high, one.unit)


def _milestone(words: str, key: Key) -> str:
    if words in (NONE, NONE_ZH):
        return NONE
    if _CUT_MONTH.fullmatch(words):
        raise ValueError(f"no date {words}; it may be January or October: write {words[:4]}-01 or {words[:4]}-10")
    found = _WRITTEN_DATE.fullmatch(words)
    numbers = [f"{int(part):02d}" for part in found.groups() if part] if found else []
    if not _DATE.fullmatch("-".join(numbers)) or not _on_calendar(numbers):
        raise ValueError(f"no date {words}; write as in 2021-06-30, 2021-06, 2021 or none")
    return "-".join(numbers)


def _on_calendar(numbers: Sequence[str]) -> bool:
    if len(numbers) < 3:
        return True
    year, month, day = map(int, numbers)
    return year > 0 and day <= monthrange(year, month)[1]


_READERS: Final[dict[Kind, Callable[[str, Key], str]]] = {
    "place": _place,
    "year": _year,
    "link": _unit,
    "role": _role,
    "target": _target,
    "milestone": _milestone,
}
