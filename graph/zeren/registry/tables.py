"""The registry as frames of the facts contract: `units`, `members`, `places` and `reforms`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from zeren import facts
from zeren.registry import departments, places, reforms
from zeren.registry.csvtable import rows
from zeren.registry.departments import Unit
from zeren.registry.places import AdministrativeArea

if TYPE_CHECKING:
    import pandas as pd


def frames(used: Collection[str] | None = None, homes: Collection[str] = ()) -> dict[str, pd.DataFrame]:
    """The frames for all that the registry attests and for the `used` units besides.

    Of the places those that the units are of, the `homes` of documents by code, and all that contain these.
    """
    told = _units(dict.fromkeys([*departments.attested(), *sorted(used or ())]))
    members = [row for unit in told if unit.kind == "collective" for row in _members(unit)]
    known = dict.fromkeys([*(unit.unit for unit in told), *(row["member"] for row in members)])
    units = _units(known)
    return {
        "units": facts.frame("units", [_unit_row(unit) for unit in units]),
        "members": facts.frame("members", members),
        "places": facts.frame("places", _places({*homes, *(unit.place_code for unit in units if unit.place_code)})),
        "reforms": facts.frame("reforms", [asdict(reform) for reform in reforms.table()]),
    }


def _units(ids: Iterable[str]) -> list[Unit]:
    return [departments.describe(unit) for unit in ids]


def _unit_row(unit: Unit) -> dict[str, Any]:
    return asdict(unit) | {"known": True, "aliases": "|".join(unit.aliases)}


def _places(codes: Iterable[str]) -> list[dict[str, str | None]]:
    above = {area.code: area for code in codes for area in places.ancestors(code)}
    named = above | {area.code: area for code in codes if (area := places.by_code(code))}
    return [_place_row(named[code]) for code in sorted(named)]


def _place_row(area: AdministrativeArea) -> dict[str, str | None]:
    return asdict(area) | {"name_en": area.name_en}


def _members(collective: Unit) -> list[dict[str, str]]:
    """Members as the table lists them; the counties of a city follow from the places."""
    listed = [row["member"] for row in rows(__package__, "members") if row["collective"] == collective.unit]
    if collective.unit.endswith("/all-county-governments") and collective.place_code:
        listed = [f"{area.code}/government" for area in places.children(collective.place_code)]
    return [{"collective": collective.unit, "member": member} for member in listed]
