"""Departments: which identity a written name stands for, in a document of some place.

Resolution rests on the forms of the tables and on rules that leave one meaning only; each answer tells by which of them
it was found (`RULES`). Names that only look alike are candidates for a person to judge (`linking`), never an answer.
"""

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Final, NamedTuple

from zeren.registry import collectives, functions, national_bodies, places, prefixes, proper, shortening, units, zones
from zeren.registry.csvtable import rows
from zeren.registry.functions import Function, fold
from zeren.registry.places import AdministrativeArea
from zeren.registry.units import NATION, describe
from zeren.registry.zones import Zone

__all__ = [
    "RULES",
    "Identity",
    "attested",
    "describe",
    "fits",
    "identify",
    "out_of_time",
    "resolve",
    "responsible",
    "untimely",
]

RULES: Final[dict[str, str]] = {
    "own-name": "a name that the registry knows of this place",
    "form": "a known form of the name",
    "national": "a national body by its name",
    "branch": "the bureau's branch in an area below",
    "collective": "a phrase for many bodies",
    "proper": "a proper name of its own",
    "second-plate": "the body before the bracket, which holds a second name",
    "organ": "the body without the word for its party group, its staff or the government around it",
    "shortened": "a name shortened by rule, which one body alone can have",
    "joined": "a name that joins several matters, by the first of them",
    "area": "an area or a town alone, which stands for its government where it has a duty",
}
"""How a name was understood, surest first."""
_ALIAS: Final = re.compile(r"^(?P<base>.{2,}?)[（〔\[](?P<alias>[^（）()〔〕\[\]]+)[）〕\]]$")
_INSIDE: Final = re.compile("(?<=[省市县区州旗盟])(?:人民)?政府(?=.{2,20}(?:办|办公室|室|局)$)")
_AREA: Final = re.compile("[一-龥]{1,12}[县区市旗镇乡]")
_ORGAN: Final = re.compile("(?<=[局委办部厅院会校])(?:党组|(?<!机关)党委|机关|领导班子)$")
_BRANCH: Final = re.compile(
    "^(?P<bureau>.{0,12}?(?P<matter>公安|生态环境|自然资源和规划|自然资源|规划和自然资源|规划自然资源|城市管理|环境保护|国土资源|规划|交通运输|税务)(?:局|委|委员会))"
    "(?P<area>.{2,15}?)(?P=matter)?分局$"
)
_AREA_ENDS: Final = "县区市旗州盟"
_SHORT_AREA: Final = re.compile("[区县市旗]$")


class Identity(NamedTuple):
    """A unit and the rule of `RULES` by which a name was understood."""

    unit: str
    rule: str


def resolve(name: str, place_code: str | None, year: int | None = None) -> str | None:
    """The unit that a name means in a document of a place, or None: an unknown name is never guessed at.

    >>> resolve("市发改委", "371300"), resolve("新泰市医保局", "371300"), resolve("市神秘局", "371300")
    ('371300/development-reform', '370982/healthcare-security', None)
    """
    found = identify(name, place_code, year)
    return found.unit if found else None


@lru_cache(maxsize=65536)
def identify(name: str, place_code: str | None, year: int | None = None) -> Identity | None:
    """The unit that a name means and the rule that told it."""
    home, cleaned = places.by_code(place_code), prefixes.plain(name)
    if not 1 < len(cleaned) <= 40:
        return None
    zone = zones.by_code(place_code)
    return _in_zone(cleaned, zone, year) if zone else next(_readings(cleaned, home, year), None)


def _in_zone(name: str, zone: Zone, year: int | None) -> Identity | None:
    """What a name means in a zone's own document: a body named in full, one of the zone's, or one of the area above."""
    if found := identify(name, None, year):
        return found
    meant = ((identify(one.name, zone.parent, year), one.begins) for one in zones.readings(name, zone))
    return next((found for found, begins in meant if found and found.unit.startswith(begins)), None)


def responsible(name: str, place_code: str | None, year: int | None = None) -> Identity | None:
    """What a name means where it stands for whoever has a duty: an area or a town alone is its government.

    >>> resolve("沂水县", "371300"), responsible("沂水县", "371300").unit
    (None, '371323/government')
    """
    found = identify(name, place_code, year)
    zone, cleaned = zones.by_code(place_code), prefixes.plain(name)
    home = places.by_code(zone.parent if zone else place_code)
    if found or home is None or len(cleaned) < 2:
        return found
    if area := _area_alone(cleaned, home, year):
        return Identity(f"{area.code}/government", "area")
    town = proper.find(f"{cleaned}政府", home, year) if cleaned[-1] in "镇乡" else None
    return Identity(town, "area") if town else None


def attested() -> list[str]:
    """The ids of all units that the registry holds of its own accord."""
    return list(units.table())


def out_of_time(unit: str, year: int) -> bool:
    """Whether a body had ceased before, or begins only after, a year; a year of grace stands for late name plates, but
    the nation's bodies have dates of their own."""
    described = describe(unit)
    begins, ends = described.valid_from, described.valid_to
    grace = 0 if described.level == "nation" else 1
    return bool((ends and year > int(ends[:4]) + grace) or (begins and year < int(begins[:4]) - grace))


def untimely(name: str, place_code: str | None, year: int | None) -> bool:
    """Whether a name that is linked to nothing in a year means a body of the place, one of other years.

    >>> untimely("江东区政府", "330200", 2023), untimely("海曙区政府", None, 2023)
    (True, False)
    """
    return bool(place_code and year) and any(responsible(name, place_code, then) for then in (year, None))


def fits(name: str) -> bool:
    """Whether a function, a collective or an open kind fits a name at some place, known or not.

    >>> fits("某某市财政局"), fits("市神秘局")
    (True, False)
    """
    cleaned = prefixes.plain(name)
    if next(functions.readings(cleaned), None) or shortening.shortened(cleaned.lstrip("省市县区州旗盟"), None):
        return True
    return (
        any(next(_readings(cleaned, home, None), None) for home in _samples()) or _AREA.fullmatch(cleaned) is not None
    )


def _readings(name: str, home: AdministrativeArea | None, year: int | None) -> Iterator[Identity]:
    """What a name may mean, surest first."""
    if home and (unit := _own_name(name, home, year)):
        yield Identity(unit, "own-name")
    if (function := functions.national(name)) and function.nation:
        yield Identity(f"{NATION}/{function.slug}", "national")
    if body := national_bodies.known(name):
        yield Identity(f"{NATION}/{body}", "national")
    yield from _by_form(name, home, year)
    if home is None:
        return
    yield from _branch(name, home, year)
    yield from _own_branch(name, home, year)
    if unit := collectives.find(name, home, year) or collectives.open_find(name, home, year):
        yield Identity(unit, "collective")
    yield from _derived(name, home, year)


def _derived(name: str, home: AdministrativeArea, year: int | None) -> Iterator[Identity]:
    """Names that need a rule of their own: with a bracket or an organ behind, proper, shortened, joined.

    A branch in brackets is the body that acts: 市公安局（市中分局）.
    """
    if (bare := _within_government(name)) != name:
        yield from (Identity(found.unit, "organ") for found in _by_form(bare, home, year))
    if organ := _ORGAN.search(name):
        yield from (Identity(found.unit, "organ") for found in _readings(name[: organ.start()], home, year))
    if (match := _ALIAS.match(name)) and match["alias"].endswith("分局"):
        yield from _branch(match["base"] + match["alias"], home, year)
    elif match:
        yield from (Identity(found.unit, "second-plate") for found in _readings(match["base"], home, year))
    if body := national_bodies.called(name, home):
        yield Identity(f"{NATION}/{body}", "national")
    if not _of_another_place(name, home, year) and (unit := proper.find(name, home, year)):
        yield Identity(unit, "proper")
    for rule, understand in (("shortened", shortening.shortened), ("joined", shortening.joined)):
        for area, rest in _closed_splits(name, home, year):
            if (function := understand(rest, year)) and functions.possible(rest, area):
                yield Identity(f"{area.code}/{function.slug}", rule)


def _by_form(name: str, home: AdministrativeArea | None, year: int | None) -> Iterator[Identity]:
    found = sorted(functions.readings(name), key=lambda reading: _age(reading.function, year))
    for reading in found:
        if area := prefixes.area(reading.place_words, home, year, partial(functions.possible, reading.form)):
            yield Identity(f"{area.code}/{functions.of_place(reading.form, reading.function, area.code).slug}", "form")


def _of_another_place(name: str, home: AdministrativeArea, year: int | None) -> bool:
    """Whether a known form follows the name of an area that home cannot mean so: 国网沂水县供电公司 far from Linyi."""
    words = {reading.place_words for reading in functions.readings(name) if len(reading.place_words) > 1}
    return any(places.bearing(one, year) and not prefixes.area(one, home, year) for one in words)


def _within_government(name: str) -> str:
    """The name of an office without the government that it stands in: 州政府金融办 is 州金融办."""
    return _INSIDE.sub("", name)


def _age(function: Function, year: int | None) -> tuple[bool, bool]:
    """Of two bodies that bore a name the one alive that year comes first, and of two alive the one that ended since."""
    return not function.existed(year), function.valid_to is None


def _closed_splits(name: str, home: AdministrativeArea, year: int | None) -> Iterator[tuple[AdministrativeArea, str]]:
    """The words for a place taken off the name of a bureau, which a shortened name must have."""
    for at in range(min(len(name) - 3, prefixes.LONGEST), 0, -1):
        if area := prefixes.area(name[:at], home, year):
            yield area, name[at:]


def _own_name(name: str, home: AdministrativeArea, year: int | None) -> str | None:
    """Names of the place's own that no rule derives, within their years."""
    for row in _own_rows().get((home.code, fold(name)), ()):
        begins, ends = row[1], row[2]
        if not ((year and begins and year < int(begins)) or (year and ends and year > int(ends))):
            return row[0]
    return _proper_names().get((home.code, fold(name))) or _proper_names().get(("", fold(name)))


def _branch(name: str, home: AdministrativeArea, year: int | None) -> Iterator[Identity]:
    """A bureau's branch in an area below is that area's: 市公安局兰山分局; in a zone it is the zone's.

    A short name that two areas below share tells neither: 临夏 is a city and a county.
    """
    match = _BRANCH.match(name)
    found = next(_by_form(match["bureau"], home, year), None) if match else None
    if match is None or found is None:
        return
    code, _, slug = found.unit.partition("/")
    function = functions.table()[slug]
    below = places.children(code)
    named = [one for one in below if one.name == match["area"]]
    short = {match["area"], _SHORT_AREA.sub("", match["area"])}
    named = named or [one for one in below if not short.isdisjoint((one.short_name, _SHORT_AREA.sub("", one.name)))]
    if named:
        yield from (Identity(f"{one.code}/{slug}", "branch") for one in named if len(named) == 1)
        return
    zone = match["area"] if match["area"].endswith("区") else f"{match['area']}区"
    if unit := proper.find(f"{zone}{functions.bare(function)}", places.by_code(code) or home, year):
        yield Identity(unit, "branch")


def _own_branch(name: str, home: AdministrativeArea, year: int | None) -> Iterator[Identity]:
    """A branch named by its district alone is the bureau of that district: 区工商分局."""
    if name.endswith("分局") and not name.endswith("监管分局"):
        for found in _by_form(f"{name[:-2]}局", home, year):
            area = places.by_code(found.unit.partition("/")[0])
            if area and area.level == "county":
                yield Identity(found.unit, "branch")


def _area_alone(name: str, home: AdministrativeArea, year: int | None) -> AdministrativeArea | None:
    """A city, a prefecture or a county named in a document of itself or of what it lies in: 恩施州 in Hubei."""
    if len(name) < 2 or name[-1] not in _AREA_ENDS or prefixes.is_level(name):
        return None
    area = prefixes.area(name, home, year)
    if area is None or area.level not in ("city", "county") or area.name[-1] != name[-1]:
        return None
    return area if places.within(area, home.code) else None


@lru_cache(maxsize=1)
def _own_rows() -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for row in rows(__package__, "names"):
        found.setdefault((row["place"], fold(row["name"])), []).append((row["unit"], row["from"], row["to"]))
    return found


@lru_cache(maxsize=1)
def _samples() -> tuple[AdministrativeArea, ...]:
    """One city and one county, to try names on whose own place is not known."""
    areas = places.table().values()
    return tuple(next(area for area in areas if area.level == level) for level in ("city", "county"))


@lru_cache(maxsize=1)
def _proper_names() -> dict[tuple[str, str], str]:
    """Names of units that are no place x function, by the place that uses them; a basin body belongs to none."""
    named: dict[tuple[str, str], str] = {}
    for row in units.table().values():
        for name in (row["name"], row["full_name"], *row["aliases"].split("|")):
            if name:
                code = row["unit"].partition("/")[0]
                named[row["place"] or (code if code.isdigit() else ""), fold(name)] = row["unit"]
    return named
