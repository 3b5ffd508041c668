"""Departments: which identity a written name stands for, in a document of some place.

Resolution is exact over the forms of the tables: names that only look alike are candidates for a person to judge, never
an answer.
"""

import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, cast

from zeren.errors import QueryError
from zeren.registry import functions, places
from zeren.registry.csvtable import Row, rows
from zeren.registry.functions import Function, fold
from zeren.registry.places import AdministrativeArea
from zeren.vocab import UnitKind, UnitLevel

_ALIAS = re.compile(r"^(?P<base>.{2,}?)[（(〔\[](?P<alias>[^（）()〔〕\[\]]+)[)）〕\]]$")
_HONORIFIC = re.compile("^(?:中共|我)(?=.)")
_LIKENESS = 60.0
MOST_ALIKE = 5
OUT_OF_TIME = 0.5
"""What is left of the score of a body that did not exist in the year asked for."""


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
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def resolve(name: str, place_code: str | None, year: int | None = None) -> str | None:
    """The unit that a name means in a document of a place, or None: an unknown name is never guessed at.

    >>> resolve("市发改委", "371300"), resolve("新泰市医保局", "371300"), resolve("市神秘局", "371300")
    ('371300/development-reform', '370982/healthcare-security', None)
    """
    home = places.by_code(place_code)
    cleaned = _HONORIFIC.sub("", re.sub(r"\s+", "", name).replace("(", "（").replace(")", "）"))
    return _exact(cleaned, home, year) or _collective(cleaned, home) or _without_alias(cleaned, home, year)


def candidates(name: str, place: str | None = None, year: int | None = None) -> list[dict[str, Any]]:
    """What a name may mean, best first, with a score up to 1 and the reasons; `place` is a code or a name.

    A score of 1 is a known form of the name, in the place given and alive in the year given. Without a place every
    place counts that the registry tells bodies of. `QueryError` for a place that it does not know.
    """
    areas = [_area(place)] if place else [a for code in _attested_places() if (a := places.by_code(code))]
    found: dict[str, tuple[float, list[str]]] = {}
    for home in areas:
        if unit := resolve(name, home.code, year):
            found.setdefault(unit, (1.0 if place else 0.95, [f"a known form of the name in {home.name}"]))
    if not found:
        alike = [(unit, guess) for home in areas for unit, guess in _alike(name, home).items()]
        found = dict(sorted(alike, key=lambda item: (-item[1][0], item[0]))[:MOST_ALIKE])
    made = [_candidate(*_in_year(describe(unit), score, reasons, year)) for unit, (score, reasons) in found.items()]
    return sorted(made, key=lambda one: (-one["score"], one["unit"]))


def _area(place: str) -> AdministrativeArea:
    if area := places.by_code(place) or places.by_name(place):
        return area
    raise QueryError(f"no place {place} in the registry; give its full name, as in 青山市, or its GB/T 2260 code")


def _in_year(unit: Unit, score: float, reasons: list[str], year: int | None) -> tuple[Unit, float, list[str]]:
    """A candidate scored down, with the reason, where the body did not exist in a year."""
    begins, ends = unit.valid_from, unit.valid_to
    if year and begins and year < int(begins[:4]):
        return unit, round(score * OUT_OF_TIME, 3), [*reasons, f"not yet in {year}: it begins in {begins}"]
    if year and ends and year > int(ends[:4]):
        return unit, round(score * OUT_OF_TIME, 3), [*reasons, f"no longer in {year}: it ended in {ends}"]
    return unit, score, reasons


@lru_cache(maxsize=4096)
def describe(unit: str) -> Unit:
    """The identity behind a unit id: its own row where it has one, the rest from its place and function."""
    code, _, slug = unit.partition("/")
    row, area = _rows().get(unit), places.by_code(code)
    made = _composed(unit, area, slug) if area else None
    if row is None:
        if made is None:
            raise KeyError(unit)
        return made
    return _from_row(row, made)


def attested() -> list[str]:
    """The ids of all units that the registry holds of its own accord."""
    return list(_rows())


def out_of_time(unit: str, year: int) -> bool:
    """Whether a body had ceased before, or begins only after, a year; a year of grace stands for late name plates."""
    described = describe(unit)
    begins, ends = described.valid_from, described.valid_to
    return bool((ends and year > int(ends[:4]) + 1) or (begins and year < int(begins[:4]) - 1))


def _exact(name: str, home: AdministrativeArea | None, year: int | None) -> str | None:
    if home and (unit := _named(name, home, year)):
        return unit
    for reading in sorted(functions.readings(name), key=lambda reading: not reading.function.existed(year)):
        if area := places.meant_by(_HONORIFIC.sub("", reading.place_words), home):
            return f"{area.code}/{reading.function.slug}"
    return None


def _named(name: str, home: AdministrativeArea, year: int | None) -> str | None:
    """Names of the place's own that no rule derives, within their years."""
    for row in rows(__package__, "names"):
        begins, ends = row["from"], row["to"]
        if row["place"] == home.code and fold(row["name"]) == fold(name):
            if (year and begins and year < int(begins)) or (year and ends and year > int(ends)):
                continue
            return row["unit"]
    return _proper_names().get((home.code, fold(name))) or _proper_names().get(("", fold(name)))


def _without_alias(name: str, home: AdministrativeArea | None, year: int | None) -> str | None:
    """A name with a second one in brackets is the body of the first; 市委统战部（市民族宗教局）."""
    match = _ALIAS.match(name)
    return _exact(match["base"], home, year) if match else None


def _collective(name: str, home: AdministrativeArea | None) -> str | None:
    if home is None:
        return None
    for row in rows(__package__, "collectives"):
        if home.level in row["of"].split("|") and re.fullmatch(row["pattern"], name):
            return f"{home.code}/{row['slug']}"
    return None


def _alike(name: str, home: AdministrativeArea) -> dict[str, tuple[float, list[str]]]:
    from rapidfuzz import fuzz, process

    words = fold(name).removeprefix(fold(home.name)).removeprefix(home.level_word)
    found: dict[str, tuple[float, list[str]]] = {}
    forms = {fold(form): form for form in sorted(functions.vocabulary())}
    for form, likeness, _ in process.extract(words, list(forms), scorer=fuzz.ratio, limit=8, score_cutoff=_LIKENESS):
        unit = resolve(home.level_word + forms[form], home.code) or resolve(home.name + forms[form], home.code)
        if unit and unit not in found:
            found[unit] = (round(likeness / 100 * 0.9, 3), [f"looks like {forms[form]}"])
    return found


def _candidate(unit: Unit, score: float, reasons: list[str]) -> dict[str, Any]:
    area = places.by_code(unit.place_code)
    kept = ("unit", "name", "full_name", "function", "kind", "level", "valid_from", "valid_to")
    told = {key: value for key, value in asdict(unit).items() if key in kept}
    return told | {"place": area.name if area else None, "score": score, "reasons": reasons}


def _composed(unit: str, area: AdministrativeArea, slug: str) -> Unit | None:
    if function := functions.table().get(slug):
        return _department(unit, area, function)
    for row in rows(__package__, "collectives"):
        if row["slug"] == slug:
            name_en = row["name_en"].format(name=area.name_en)
            kind, level = cast(UnitKind, row["kind"]), cast(UnitLevel, row["level"] or area.level)
            return Unit(unit, row["name"], None, name_en, kind, level, area.code, None, None, None)
    return None


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
        aliases=tuple(sorted(aliases - {name})),
    )


def _full_name(area: AdministrativeArea, function: Function) -> str | None:
    """The official name, where the template is sure of it: bureaus of a county and names that vary are not."""
    if area.level == "province" and function.province:
        return functions.write(function.full, area)[:-1] + "厅" if not function.varies else None
    sure = not function.varies or f"{area.code}/{function.slug}" in _rows()
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
        aliases=tuple(dict.fromkeys([*filter(None, row["aliases"].split("|")), *(made.aliases if made else ())])),
    )


@lru_cache(maxsize=1)
def _rows() -> dict[str, Row]:
    return {row["unit"]: row for row in rows(__package__, "units")}


@lru_cache(maxsize=1)
def _attested_places() -> tuple[str, ...]:
    codes = (unit.partition("/")[0] for unit in _rows())
    return tuple(dict.fromkeys(code for code in codes if places.by_code(code)))


@lru_cache(maxsize=1)
def _proper_names() -> dict[tuple[str, str], str]:
    """Names of units that are no place x function, by the place that uses them; a basin body belongs to none."""
    named: dict[tuple[str, str], str] = {}
    for row in _rows().values():
        for name in (row["name"], row["full_name"], *row["aliases"].split("|")):
            if name:
                named[row["place"], fold(name)] = row["unit"]
                if row["place"] == "" and row["unit"][:6].isdigit():
                    named[row["unit"][:6], fold(name)] = row["unit"]
    return named
