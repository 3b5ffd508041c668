"""Reforms: which body took over from which, when, and how sure that is.

`reforms.csv` is the general pattern: what a wave of reform did to a function anywhere in China; `reform_waves.csv` says
in which months a wave reached each level, or one place that went its own way. `reform_local.csv` holds what is known of one place: a date, or another
outcome than the general one. An event of the pattern is told of a place as a window (`earliest` to `date`), one that is
known there by its own date.

A rename keeps the body and so its identity: it is no event. A foundation or a transfer moves some duties and leaves the
original in being; all other kinds end it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, cast

from zeren.registry import places
from zeren.registry.csvtable import Row, rows
from zeren.vocab import ENDS_ORIGINAL, ReformKind

MAKES_RESULTING: Final = frozenset({"rename", "reconstitute", "merge", "split", "found"})


@dataclass(frozen=True, slots=True)
class Reform:
    """One body handing over to another; `date` is the last month it can have happened in, `earliest` the first."""

    reform: str
    kind: ReformKind
    date: str
    earliest: str | None
    original: str
    resulting: str
    basis: str
    certainty: str
    source: str


@lru_cache(maxsize=65536)
def touching(unit: str) -> tuple[Reform, ...]:
    """The reforms that a unit came out of, gave to or ended in, by date.

    >>> [(event.kind, event.original, event.date) for event in touching("371300/tax")]
    [('merge', '371300/local-tax', '2018-07'), ('merge', '371300/state-tax', '2018-07')]
    """
    area, _, function = unit.partition("/")
    told = [_local(row) for row in _local_rows().get(area, ()) if function in (row["original"], row["resulting"])]
    known = {(event.original, event.resulting) for event in told}
    ended = {event.original for event in told if event.kind in ENDS_ORIGINAL}
    for row in _pattern_rows().get(function, ()):
        event = _within_life(_general(row, area), area)
        if event and (event.original, event.resulting) not in known and event.original not in ended:
            told.append(event)
    return tuple(sorted(told, key=_by_date))


def history(unit: str) -> list[Reform]:
    """The reforms that led to a unit and that came after it, along bodies that ended, by date.

    >>> [(event.date, event.resulting) for event in history("371300/poverty-alleviation")]
    [('2021-12', '371300/rural-revitalisation'), ('2024-12', '371300/agriculture-rural')]
    """
    line = {*predecessors(unit), *heirs(unit)}
    events = {event for body in line for event in touching(body) if {event.original, event.resulting} <= {*line, unit}}
    return sorted({*touching(unit), *events}, key=_by_date)


def successors(unit: str) -> list[str]:
    """The bodies that answer today for what a unit answered for; the unit itself where it has not ended.

    >>> successors("371300/poverty-alleviation")
    ['371300/agriculture-rural']
    """
    after = _after(unit)
    return list(dict.fromkeys(last for body in after for last in successors(body))) if after else [unit]


def predecessors(unit: str) -> list[str]:
    """The bodies whose whole mandate a unit took over, and theirs before them, latest first."""
    before = [e.original for e in reversed(touching(unit)) if e.resulting == unit and e.kind in ENDS_ORIGINAL]
    return list(dict.fromkeys(body for near in before for body in (near, *predecessors(near))))


def answering(unit: str, year: int | None = None) -> list[str]:
    """The bodies that answered in a year, or answer today, for the mandate of a unit; nothing where that is not known.

    >>> answering("371300/health", 2012), answering("371300/poverty-alleviation", 2022)
    (['371300/family-planning', '371300/health-old'], ['371300/rural-revitalisation'])
    """
    if year is None:
        return [body for body in successors(unit) if _area_stood(body, None)]
    if ends := _ended_by(unit, year):
        return sorted({body for event in ends for body in answering(event.resulting, year)})
    if begins := _begun_after(unit, year):
        return sorted({body for event in begins for body in answering(event.original, year)})
    return [unit] if _area_stood(unit, year) else []


def _area_stood(unit: str, year: int | None) -> bool:
    """Whether the area of a unit was there in a year, the one in which it ended counted, or is today."""
    area = places.by_code(unit.partition("/")[0])
    return area is None or area.valid_to is None or (year is not None and year <= int(area.valid_to[:4]))


def events(units: Iterable[str]) -> list[Reform]:
    """All reforms in the histories of some units, each once, in order."""
    return sorted({event for unit in units for event in history(unit)}, key=_by_date)


def heirs(unit: str, year: int | None = None) -> list[str]:
    """The bodies that took over the whole mandate of a unit up to a year, one after the other.

    >>> heirs("371300/poverty-alleviation", 2022), heirs("371300/poverty-alleviation")
    (['371300/rural-revitalisation'], ['371300/rural-revitalisation', '371300/agriculture-rural'])
    """
    given = [e for e in touching(unit) if e.original == unit and e.kind in ENDS_ORIGINAL and _has_begun(e, year)]
    return list(dict.fromkeys(body for e in given for body in (e.resulting, *heirs(e.resulting, year))))


def _has_begun(event: Reform, year: int | None) -> bool:
    return year is None or int((event.earliest or event.date)[:4]) <= year


def _after(unit: str) -> list[str]:
    return [e.resulting for e in touching(unit) if e.original == unit and e.kind in ENDS_ORIGINAL]


def _ended_by(unit: str, year: int) -> list[Reform]:
    ends = [e for e in touching(unit) if e.original == unit and e.kind in ENDS_ORIGINAL]
    return [event for event in ends if int(event.date[:4]) < year]


def _begun_after(unit: str, year: int) -> list[Reform]:
    made = [e for e in touching(unit) if e.resulting == unit and e.kind in MAKES_RESULTING & ENDS_ORIGINAL]
    begun = any(_has_begun(event, year) for event in made)
    return [] if begun else made


def _by_date(event: Reform) -> tuple[str, str, str]:
    return event.date, event.reform, event.original


# --- the tables ------------------------------------------------------------------------------------------------------


@cache
def _pattern_rows() -> dict[str, tuple[Row, ...]]:
    return _by(rows(__package__, "reforms"), "original", "resulting")


@cache
def _local_rows() -> dict[str, tuple[Row, ...]]:
    return _by(rows(__package__, "reform_local"), "place")


@cache
def _waves() -> dict[tuple[str, str], Row]:
    return {(row["wave"], row["level"]): row for row in rows(__package__, "reform_waves")}


def _by(table: Iterable[Row], *keys: str) -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = {}
    for row in table:
        for value in _distinct(row, keys):
            grouped.setdefault(value, []).append(row)
    return {value: tuple(found) for value, found in grouped.items()}


def _distinct(row: Row, keys: tuple[str, ...]) -> Iterator[str]:
    yield from dict.fromkeys(row[key] for key in keys)


def _general(row: Row, area: str) -> Reform | None:
    """What a wave did in an area, or in any of a level; nothing where it did not reach that level or did other things there."""
    place = places.by_code(area)
    level = place.level if place else area
    wave = _waves().get((row["wave"], area)) or _waves().get((row["wave"], level))
    if wave is None or (row["levels"] and level not in row["levels"].split("|")):
        return None
    sure = min(row["certainty"], wave["certainty"], key=["low", "medium", "high"].index)
    return _event(row, area, wave["latest"], wave["earliest"], "general", sure, wave["source"])


def _within_life(event: Reform | None, area: str) -> Reform | None:
    """An event of an area that ended: no reform reaches it from that year on, and a window ends with it."""
    place = places.by_code(area)
    if event is None or place is None or place.valid_to is None:
        return event
    if (event.earliest or event.date)[:4] >= place.valid_to[:4]:
        return None
    return replace(event, date=min(event.date, f"{place.valid_to[:4]}-12"))


def _local(row: Row) -> Reform:
    return _event(row, row["place"], row["date"], None, "local", row["certainty"], row["source"])


def _event(row: Row, area: str, date: str, earliest: str | None, basis: str, certainty: str, source: str) -> Reform:
    identity = f"{area}/{row['wave']}/{row['resulting']}/{row['kind']}"
    if row["kind"] == "split":
        identity = f"{area}/{row['wave']}/{row['original']}/{row['kind']}"
    original, resulting = f"{area}/{row['original']}", f"{area}/{row['resulting']}"
    return Reform(
        identity, cast(ReformKind, row["kind"]), date, earliest, original, resulting, basis, certainty, source
    )
