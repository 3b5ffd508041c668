"""What is known of a unit: its names, kind, level, place, function, parent and years, put together from its id.

Apart from `departments`, which finds the unit that a name means. An id is the code of an area and a function
(`371300/finance`), a collective or the normal form of a proper name (`371300/交运集团`); a row of `units.csv` adds what
follows from none of these.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from zeren.registry import collectives, functions, national_bodies, places, proper
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
        return _national_body(unit, slug)
    name, *aliases = function.nation
    begins, ends = functions.years(function, NATION)
    return Unit(unit, name, None, None, function.kind, "nation", NATION, slug, begins, ends, aliases=tuple(aliases))


def _national_body(unit: str, name: str) -> Unit | None:
    """A body of the nation by a name of its own; an id of a function that has no national body is none."""
    if row := national_bodies.table().get(name):
        aliases = tuple(alias for alias in row["aliases"].split("|") if alias != name)
        kind = cast(UnitKind, row["kind"])
        return Unit(
            unit, name, row["full_name"], row["name_en"], kind, "nation", NATION, None, None, None, None, aliases
        )
    known = proper.describe(name)
    return Unit(unit, name, None, None, known.kind, "nation", NATION, None, None, None) if known else None


def _department(unit: str, area: AdministrativeArea, function: Function) -> Unit:
    own = _own_names(area.code, function.slug)
    plates = [row["name"] for row in rows(__package__, "names") if row["unit"] == unit]
    aliases = {*(functions.write(form, area) for form in function.abbreviations), *plates}
    name = _ranked(functions.write((own and own["name"]) or _template(area, function), area), area)
    return Unit(
        unit=unit,
        name=name,
        full_name=_full_name(area, function, own),
        name_en=_name_en(area, function, (own and own["name_en"]) or function.name_en),
        kind=function.kind,
        level=cast(UnitLevel, area.level),
        place_code=area.code,
        function=function.slug,
        valid_from=functions.years(function, area.code)[0],
        valid_to=_end(area, function),
        parent=_parent(area, function),
        aliases=tuple(sorted(aliases - {name})),
    )


def _template(area: AdministrativeArea, function: Function) -> str:
    """The template of the usual name: a province's where it has one; a league's government is a 行署."""
    if _is_provincial(area, function):
        return function.province
    return function.name.replace("政府", "行署") if _has_office(area, function) else function.name


def _is_provincial(area: AdministrativeArea, function: Function) -> bool:
    """Whether a department goes by the name of a province's; a city under the nation has no 厅 but its 办公厅."""
    if area.level != "province" or not function.province:
        return False
    return area.level_word != "市" or function.province.endswith("办公厅") or not function.province.endswith("厅")


def _has_office(area: AdministrativeArea, function: Function) -> bool:
    """Whether an administrative office (行政公署) stands in for the government: in a league or prefecture."""
    return area.name.endswith(("盟", "地区")) and function.slug in ("government", "government-office")


def _end(area: AdministrativeArea, function: Function) -> str | None:
    """When a department ended: with its area at the latest, unless its kind began only after that."""
    if area.valid_to is None or (function.valid_from or "")[:4] >= area.valid_to[:4]:
        return function.valid_to
    return min(area.valid_to, function.valid_to or area.valid_to)


def _own_names(code: str, function: str) -> Row | None:
    """What departments of a function are called in an area, or in all of a province or city, where not as elsewhere."""
    named = _names_by_place().get(function, {})
    return next((named[code[:end]] for end in (6, 4, 2) if code[:end] in named), None)


@lru_cache(maxsize=1)
def _names_by_place() -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for row in rows(__package__, "local_names"):
        found.setdefault(row["function"], {})[row["place"]] = row
    return found


def _parent(area: AdministrativeArea, function: Function) -> str | None:
    answers = function.parent or _ANSWERS_TO.get(function.kind, "")
    if answers != "^":
        return f"{area.code}/{answers}" if answers and answers != function.slug else None
    if area.parent and area.parent != NATION:
        return f"{area.parent}/{function.slug}"
    return f"{NATION}/{function.slug}" if function.nation else None


def _full_name(area: AdministrativeArea, function: Function, own: Row | None) -> str | None:
    """The official name, where the template is sure of it: bureaus of a county and names that vary are not."""
    if own:
        return functions.write(own["full"], area) or None
    if _is_provincial(area, function):
        return _provincial(functions.write(function.full, area)) if function.varies != "y" else None
    if _has_office(area, function):
        return functions.write(function.full, area).replace("人民政府", "行政公署")
    sure = not _varies(area, function) or f"{area.code}/{function.slug}" in table()
    return _ranked(functions.write(function.full, area), area) if function.full and sure else None


def _varies(area: AdministrativeArea, function: Function) -> bool:
    """Whether the official name of such a department is not the same in all places like this one."""
    if area.level != "county":
        return function.varies == "y"
    commission = function.kind == "government-department" and function.full.endswith("委员会")
    return (
        commission or function.varies in ("y", "county") or (function.varies == "district" and area.level_word == "区")
    )


def _ranked(name: str, area: AdministrativeArea) -> str:
    """A name with the word for a team of an area's rank: 总队 of a province, 大队 of a county."""
    if area.level == "province":
        return name.replace("支队", "总队").replace("调查队", "调查总队")
    return name.replace("支队", "大队") if area.level == "county" and not _under_province(area) else name


def _under_province(area: AdministrativeArea) -> bool:
    """Whether a county lies right below a province, with bodies that rank as those of cities do."""
    above = places.by_code(area.parent)
    return above is not None and above.level == "province"


def _provincial(full: str) -> str:
    """The official name of a province's department: 厅 for 局, 总队 for 支队."""
    return f"{full[:-2]}总队" if full.endswith("支队") else f"{full[:-1]}厅"


def _name_en(area: AdministrativeArea, function: Function, template: str) -> str:
    name = template.format(adj=area.adjective_en, area=area.area_en, name=area.name_en)
    if _has_office(area, function):
        return name.replace("People's Government", "Administrative Office")
    if area.level == "province":
        name = name.replace("Detachment", "Corps")
    elif area.level == "county" and not _under_province(area):
        name = name.replace("Detachment", "Brigade")
    halls = area.level == "province" and area.level_word != "市" and name.endswith("Bureau")
    return name.removesuffix("Bureau") + "Department" if halls else name


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
