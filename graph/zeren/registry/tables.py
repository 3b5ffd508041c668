"""The registry as frames of the facts contract: `units`, `members`, `places` and `reforms`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from zeren import facts
from zeren.registry import collectives, places, reforms, units, zones
from zeren.registry.places import AdministrativeArea
from zeren.registry.reforms import Reform
from zeren.registry.units import Unit

if TYPE_CHECKING:
    import pandas as pd


_MEMBER: Final = ("member", "valid_from", "valid_to")


def frames(used: Collection[str] = (), homes: Collection[str] = ()) -> dict[str, pd.DataFrame]:
    """The frames for the `used` units, their members, what they answer to, came from and became.

    Of the places those that the units are of, the `homes` of documents by code, and all that contain these.
    """
    told = [units.describe(unit) for unit in sorted(used)]
    members = [row for unit in told if unit.kind == "collective" for row in _members(unit)]
    handed = reforms.events(unit.unit for unit in told)
    known = dict.fromkeys([*(unit.unit for unit in told), *(row["member"] for row in members), *_handing(handed)])
    held = _with_parents(known)
    return {
        "units": facts.frame("units", [_unit_row(unit) for unit in held]),
        "members": facts.frame("members", members),
        "places": facts.frame("places", _places({*homes, *(unit.place_code for unit in held if unit.place_code)})),
        "reforms": facts.frame("reforms", [asdict(reform) for reform in handed]),
    }


def _with_parents(ids: Iterable[str]) -> list[Unit]:
    """Units, each once, and behind each what it answers to, up to the nation."""
    return [units.describe(unit) for unit in dict.fromkeys(above for unit in ids for above in _upwards(unit))]


def _upwards(unit: str | None) -> Iterator[str]:
    while unit:
        yield unit
        unit = units.describe(unit).parent


def _handing(handed: Iterable[Reform]) -> Iterator[str]:
    for event in handed:
        yield from (event.original, event.resulting)


def _unit_row(unit: Unit) -> dict[str, Any]:
    return asdict(unit) | {"known": True, "aliases": "|".join(unit.aliases)}


def _places(codes: Collection[str]) -> list[dict[str, str | None]]:
    inside = {code: zone.parent for code in codes if (zone := zones.by_code(code))}
    coded = {*codes, *inside.values()}
    above = {area.code: area for code in coded for area in places.ancestors(code)}
    named = above | {area.code: area for code in coded if (area := places.by_code(code))}
    told = filter(None, map(zones.row, inside))
    return sorted([*map(_place_row, named.values()), *told], key=lambda row: str(row["code"]))


def _place_row(area: AdministrativeArea) -> dict[str, str | None]:
    return asdict(area) | {"name_en": area.name_en}


def _members(collective: Unit) -> list[dict[str, Any]]:
    """The members of a collective with the years in which they are; none where they cannot be told."""
    found = collectives.all_members(collective.unit) or []
    return [{"collective": collective.unit} | dict(zip(_MEMBER, member, strict=True)) for member in found]
