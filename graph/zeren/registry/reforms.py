"""Reforms: which body took over from which, when, and how sure that is.

`reforms.csv` is the general pattern: what a wave of reform did to a function anywhere in China; `reform_waves.csv` says
in which months a wave reached each level, or one place that went its own way. `reform_local.csv` holds what is known of one place: a date, or another
outcome than the general one. An event of the pattern is told of a place as a window (`earliest` to `date`), one that is
known there by its own date.

A rename keeps the body and so its identity: it is no event, but where its area goes on under another code (章丘市教育局,
章丘区教育局). Bodies of an area that went into another go into that one's (`successions`). A foundation or a transfer moves some duties and leaves the
original in being; all other kinds end it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, cast

from zeren.registry import functions, places, successions
from zeren.registry.csvtable import Row, rows
from zeren.registry.functions import Function
from zeren.registry.successions import Succession
from zeren.vocab import ENDS_ORIGINAL, ReformKind

MAKES_RESULTING: Final = frozenset({"rename", "reconstitute", "merge", "split", "found"})
_GOES_WITH_AREA: Final = frozenset(
    {
        "government",
        "government-department",
        "party-organ",
        "mass-organisation",
        "legislature",
        "judicial",
        "leading-group",
    }
)
"""The kinds of bodies that are merged with their area; a company's branch or an agency of the nation may stay."""
_CHANGE_OF_AREAS: Final = "change of administrative divisions"


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
    >>> [(event.kind, event.resulting, event.date) for event in touching("370181/finance")]
    [('rename', '370114/finance', '2016')]
    """
    area, _, function = unit.partition("/")
    return tuple(sorted((*_in_area(area, function), *_with_area(area, function)), key=_by_date))


def _in_area(area: str, function: str) -> list[Reform]:
    """The reforms of a function while its area stood."""
    told = [_local(row) for row in _local_rows().get(area, ()) if function in (row["original"], row["resulting"])]
    known = {(event.original, event.resulting) for event in told}
    ended = {event.original for event in told if event.kind in ENDS_ORIGINAL}
    for row in _pattern_rows().get(function, ()):
        event = _within_life(_general(row, area), area)
        if event and (event.original, event.resulting) not in known and event.original not in ended:
            told.append(event)
    return told


def _with_area(area: str, slug: str) -> Iterator[Reform]:
    """What the end of areas did to a function: it goes on in the area that took over."""
    function = functions.table().get(slug)
    ended = successions.after().get(area)
    for one in (*([ended] if ended else ()), *successions.before().get(area, ())):
        if function and (one.whole or function.kind in _GOES_WITH_AREA) and _lived(function, one):
            yield _moved(slug, one)


def _lived(function: Function, one: Succession) -> bool:
    """Whether a body was there when its area ended, as far as the general pattern tells."""
    original = f"{one.old}/{function.slug}"
    ended = any(e.original == original and e.kind in ENDS_ORIGINAL for e in _in_area(one.old, function.slug))
    return not ended and (function.valid_from or "") <= one.date


def _moved(slug: str, one: Succession) -> Reform:
    kind: ReformKind = "rename" if one.whole else "merge" if successions.begins(one.new) == one.date else "absorb"
    identity = f"{one.new}/area-{one.date}/{slug}/{kind}"
    return Reform(
        identity, kind, one.date, None, f"{one.old}/{slug}", f"{one.new}/{slug}", "local", "high", _CHANGE_OF_AREAS
    )


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
    code = unit.partition("/")[0]
    area, begins = places.by_code(code), successions.begins(code)
    if year and begins and year < int(begins[:4]):
        return False
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


def _by_date(event: Reform) -> tuple[str, bool, str, str]:
    """By date; the end of an area comes after all that happened in it."""
    of_area = "/area-" in event.reform
    return (
        f"{event.date}-12" if of_area and "-" not in event.date else event.date,
        of_area,
        event.reform,
        event.original,
    )


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
    """An event while its area stood: what began before is told of the areas that this one took over from, nothing of
    the years after its end, and a window ends with it."""
    place, begins, after = places.by_code(area), successions.begins(area), successions.after().get(area)
    if event is None or place is None:
        return event
    first = (event.earliest or event.date)[:4]
    if (begins and first < begins[:4]) or (place.valid_to and first >= place.valid_to[:4]):
        return None
    if place.valid_to is None:
        return event
    last = after.date if after and "-" in after.date else f"{place.valid_to[:4]}-12"
    return replace(event, date=min(event.date, last))


def _local(row: Row) -> Reform:
    return _event(row, row["place"], row["date"], None, "local", row["certainty"], row["source"])


def _event(row: Row, area: str, date: str, earliest: str | None, basis: str, certainty: str, source: str) -> Reform:
    one = row["original"] if row["kind"] == "split" else row["resulting"]
    when = f"{row['wave']}-{date}" if basis == "local" else row["wave"]  # beside the pattern of the same wave
    identity = f"{area}/{when}/{one}/{row['kind']}"
    original, resulting = f"{area}/{row['original']}", f"{area}/{row['resulting']}"
    return Reform(
        identity, cast(ReformKind, row["kind"]), date, earliest, original, resulting, basis, certainty, source
    )
