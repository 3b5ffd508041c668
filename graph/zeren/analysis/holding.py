"""Whether two figures can be held against each other: level and change, bound, scope, unit, and the reach of their areas.

Apart, because the comparison of years, of cities and the explorer's must decide alike. A figure's `Grade` is all that the
decision looks at; the explorer's script gets the grades and decides by the same rule, and a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pandas as pd

from zeren.analysis.unit_families import Reason, Reconciled, reconcile

_TOTAL: Final = re.compile("累计|总[数量]|达到|达|保持|保有")
_ADDED: Final = re.compile("新增|净增")
_LEVEL: Final = ("=", ">=", ">", "<=", "<", "range", "increase_to", "decrease_to", "all")
_FLOOR: Final = (">=", ">")
_CAP: Final = ("<=", "<")


@dataclass(frozen=True, slots=True)
class Figure:
    """A target of a measure as it is compared."""

    indicator: str
    comparator: str | None
    value: float | None
    unit: str | None
    scope: str | None
    quote: str
    span: tuple[int, int]


class Grade(NamedTuple):
    """What must be alike in two figures.

    `sort` is `total`, `added`, the comparator of a change, or empty; `bound` is `floor`, `cap` or empty; `value` is none
    where no number is told, and `whole` where everything is covered. `area` is the reach of the plan, empty if unknown.
    """

    sort: str
    bound: str
    scope: str
    unit: str
    value: float | None
    whole: bool
    area: str


def figure(row: Mapping[Any, Any]) -> Figure:
    """A row of the targets as it is compared."""
    told = {name: None if pd.isna(row[name]) else row[name] for name in ("comparator", "value", "unit", "scope")}
    value = None if told["value"] is None else float(told["value"])
    indicator = row["indicator_simplified"] if pd.notna(row["indicator_simplified"]) else row["indicator"]
    words = "" if pd.isna(indicator) else str(indicator)
    span = int(row["start"]), int(row["end"])
    return Figure(words, told["comparator"], value, told["unit"], told["scope"], row["quote"], span)


def grade(told: Figure, area: str = "") -> Grade:
    """What a figure is compared by; `area` is `reach` of the plan that tells it."""
    sign = told.comparator or "="
    bound = "floor" if sign in _FLOOR else "cap" if sign in _CAP else ""
    return Grade(_sort(told), bound, told.scope or "", told.unit or "", told.value, sign == "all", area)


def reach(code: str | None) -> str:
    """What a plan of the area with this code is for.

    >>> [reach(code) for code in ("370000", "371300", "370982", None)]
    ['province', 'city', 'county', '']
    """
    if not code:
        return ""
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def held(one: Grade, other: Grade) -> Reconciled:
    """What to multiply the other figure by to hold it against the first; none where they cannot be compared, and why."""
    if one.area and other.area and one.area != other.area:
        return Reconciled(None, "areas-differ")
    if one.whole and other.whole:
        return Reconciled(1.0, None)
    if not _number(one, other) or not _number(other, one):
        return Reconciled(None, "no-number")
    reason = _apart(one, other)
    if reason:
        return Reconciled(None, reason)
    if one.whole or other.whole:
        return Reconciled(1.0, None)
    return reconcile(one.unit or other.unit or None, other.unit or one.unit or None)


def _number(told: Grade, beside: Grade) -> bool:
    """Whether a figure has a number; full coverage beside a rate is a hundred per cent."""
    return beside.unit == "%" if told.whole else told.value is not None


def _apart(one: Grade, other: Grade) -> Reason | None:
    if one.sort != other.sort:
        return "level-and-change"
    if {one.bound, other.bound} == {"floor", "cap"}:
        return "bounds-differ"
    return "scopes-differ" if one.scope != other.scope else None


def _sort(told: Figure) -> str:
    """Whether a figure tells a sum of all years, what is added, or a change by so much; a rate is none of these."""
    if (told.comparator or "=") not in _LEVEL:
        return str(told.comparator)
    if told.unit == "%" or told.comparator == "all":
        return ""
    words = told.indicator + told.quote
    return "total" if _TOTAL.search(words) else "added" if _ADDED.search(words) else ""
