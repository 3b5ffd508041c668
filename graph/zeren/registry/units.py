"""What is known of a unit: its names, kind, level, place, function, parent and years, put together from its id.

Apart from `departments`, which finds the unit that a name means. An id is the code of an area and a function
(`371300/finance`), a collective or the normal form of a proper name (`371300/交运集团`); a row of `units.csv` adds what
follows from none of these.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from zeren.registry import collectives, functions, places, proper
from zeren.registry.csvtable import Row, rows
from zeren.registry.functions import Function
from zeren.registry.places import AdministrativeArea
from zeren.vocab import UnitKind, UnitLevel

NATION: Final = "000000"
"""The code before the function of a national body."""
_ANSWERS_TO: Final[dict[str, str]] = {
    "government-department": "government",
    "public-institution": "government",
    "party-organ": "party-committee",
    "mass-organisation": "party-committee",
    "media": "publicity",
    "vertical-agency": "^",
    "zone-committee": "government",
    "leading-group": "government",
    "collective": "government",
    "government": "government",
}
"""The function at the same area that a kind of body answers to; `^` is the same function of the area above."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An identity of the registry as it stands in the table `units`."""

    unit: str
    name: str
    full_name: str | None
    name_en: str | None
    kind: UnitKind
    level: UnitLevel
    place_code: str | None
    function: str | None
    valid_from: str | None
    valid_to: str | None
    parent: str | None = None
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=16384)
def describe(unit: str) -> Unit:
    """The identity behind a unit id: its own row where it has one, the rest from its id; `KeyError` for none."""
    code, _, slug = unit.partition("/")
    row, area = table().get(unit), places.by_code(code)
    made = _national(unit, slug) if code == NATION else _composed(unit, area, slug) if area else None
    if row is not None:
        return _from_row(row, made)
    if made is None:
        raise KeyError(unit)
    return made


@lru_cache(maxsize=1)
def table() -> dict[str, Row]:
    """The units that the registry tells something of by name, by id."""
    return {row["unit"]: row for row in rows(__package__, "units")}


def _composed(unit: str, area: AdministrativeArea, slug: str) -> Unit | None:
    if function := functions.table().get(slug):
        return _department(unit, area, function)
    if collective := collectives.table().get(slug):
        level = collective.level or cast(UnitLevel, area.level)
        name_en = collective.name_en.format(name=area.name_en)
        parent = f"{area.code}/government" if collective.kind == "collective" else None
        return Unit(unit, collective.name, None, name_en, collective.kind, level, area.code, None, None, None, parent)
    return _of_proper_name(unit, area, slug)


def _of_proper_name(unit: str, area: AdministrativeArea, normal: str) -> Unit | None:
    known = proper.describe(normal)
    if known is None:
        return None
    level = known.level or cast(UnitLevel, area.level)
    slug = known.function.slug if known.function else None
    answers = _ANSWERS_TO.get(known.kind)
    parent = f"{area.code}/{answers}" if answers and answers != "^" else None
    return Unit(unit, normal, None, proper.name_en(known, area), known.kind, level, area.code, slug, None, None, parent)


def _national(unit: str, slug: str) -> Unit | None:
    function = functions.table().get(slug)
    if function is None or not function.nation:
        return None
    name, *aliases = function.nation
    begins, ends = function.valid_from, function.valid_to
    return Unit(unit, name, None, None, function.kind, "nation", NATION, slug, begins, ends, aliases=tuple(aliases))


def _department(unit: str, area: AdministrativeArea, function: Function) -> Unit:
    template = function.province if area.level == "province" and function.province else function.name
    plates = [row["name"] for row in rows(__package__, "names") if row["unit"] == unit]
    aliases = {*(functions.write(form, area) for form in function.abbreviations), *plates}
    return Unit(
        unit=unit,
        name=(name := functions.write(template, area)),
        full_name=_full_name(area, function),
        name_en=_name_en(area, function),
        kind=function.kind,
        level=cast(UnitLevel, area.level),
        place_code=area.code,
        function=function.slug,
        valid_from=function.valid_from,
        valid_to=function.valid_to,
        parent=_parent(area, function),
        aliases=tuple(sorted(aliases - {name})),
    )


def _parent(area: AdministrativeArea, function: Function) -> str | None:
    answers = function.parent or _ANSWERS_TO.get(function.kind, "")
    if answers != "^":
        return f"{area.code}/{answers}" if answers and answers != function.slug else None
    if area.parent and area.parent != NATION:
        return f"{area.parent}/{function.slug}"
    return f"{NATION}/{function.slug}" if function.nation else None


def _full_name(area: AdministrativeArea, function: Function) -> str | None:
    """The official name, where the template is sure of it: bureaus of a county and names that vary are not."""
    if area.level == "province" and function.province:
        return functions.write(function.full, area)[:-1] + "厅" if not function.varies else None
    sure = not function.varies or f"{area.code}/{function.slug}" in table()
    commission = function.kind == "government-department" and function.full.endswith("委员会")
    sure = sure and not (area.level == "county" and commission)
    return functions.write(function.full, area) if function.full and sure else None


def _name_en(area: AdministrativeArea, function: Function) -> str:
    name = function.name_en.format(adj=area.adjective_en, area=area.area_en, name=area.name_en)
    return name.removesuffix("Bureau") + "Department" if area.level == "province" and name.endswith("Bureau") else name


def _from_row(row: Row, made: Unit | None) -> Unit:
    def told(key: str, default: str | None) -> str | None:
        return row[key] or default

    return Unit(
        unit=row["unit"],
        name=row["name"] or (made.name if made else row["unit"]),
        full_name=told("full_name", made.full_name if made else None),
        name_en=told("name_en", made.name_en if made else None),
        kind=cast(UnitKind, told("kind", made.kind if made else "collective")),
        level=cast(UnitLevel, told("level", made.level if made else "city")),
        place_code=told("place", made.place_code if made else None),
        function=made.function if made else None,
        valid_from=told("valid_from", made.valid_from if made else None),
        valid_to=told("valid_to", made.valid_to if made else None),
        parent=told("parent", made.parent if made else None),
        aliases=tuple(dict.fromkeys([*filter(None, row["aliases"].split("|")), *(made.aliases if made else ())])),
    )
