"""Stretches of the calendar: the first and the last day of a month, a week, a quarter, a decade.

Apart from the rules that read dates, because here are no words: numbers go in, days come out, None where they name no
day of the calendar.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, TypeAlias

Bounds: TypeAlias = tuple[date | None, date | None]
OPEN: Final[Bounds] = (None, None)


def day(year: int | None, month: int, number: int) -> date | None:
    """The day, or None where there is none such (30 February)."""
    if year is None or not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return date(year, month, number)


def month(year: int | None, number: int) -> Bounds:
    """A month's first and last day."""
    if year is None or not 1 <= number <= 12:
        return OPEN
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int | None, first: int, last: int) -> Bounds:
    """From a month's first day to the last of another in the same year."""
    return month(year, first)[0], month(year, last)[1]


def years(first: int, last: int) -> Bounds:
    return date(first, 1, 1), date(last, 12, 31)


def part_of_month(year: int | None, number: int, part: str) -> Bounds:
    """上旬 and 初 are the first ten days, 中旬 the next ten, 下旬 the rest.

    >>> part_of_month(2021, 2, "下旬")
    (datetime.date(2021, 2, 21), datetime.date(2021, 2, 28))
    """
    first, last = month(year, number)
    if first is None or last is None:
        return OPEN
    begin, end = _PARTS[part]
    return first.replace(day=begin), last.replace(day=end) if end else last


_PARTS: Final = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中": (11, 20),
    "中旬": (11, 20),
    "下旬": (21, 0),
    "上中旬": (1, 20),
    "中下旬": (11, 0),
}


def week(of: date) -> tuple[date, date]:
    """Monday to Sunday."""
    monday = of - timedelta(days=of.weekday())
    return monday, monday + timedelta(days=6)


def week_of_year(year: int, number: int) -> Bounds:
    """The week by GB/T 7408 and ISO 8601, or nothing where the year has none such."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return OPEN
    return monday, monday + timedelta(days=6)


def later(day: date, months: int) -> date:
    """The same day some months later (or earlier), or the last of that month.

    >>> later(date(2021, 8, 31), 6), later(date(2021, 3, 31), -1)
    (datetime.date(2022, 2, 28), datetime.date(2021, 2, 28))
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def moved(day: date, months: int, days: int, sign: int) -> date:
    """The day some months and days later, or earlier where `sign` is -1."""
    return later(day, sign * months) + timedelta(days=sign * days)
