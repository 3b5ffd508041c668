"""Collectives: words that mean many bodies (各县区政府) or none in particular (各有关部门), and who belongs to them when.

Apart from `departments`, because a collective is no body: the phrase itself bears the duty, and its members follow from
the place and the year where that can be told. Who the coastal or the concerned counties are cannot be.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, cast

from zeren.registry import areas, places, prefixes
from zeren.registry.csvtable import Row, rows
from zeren.registry.places import AdministrativeArea
from zeren.vocab import UnitKind, UnitLevel

_WORDS: Final = {
    "{COUNTIES}": r"(?:县级市|城区|特区|林区|自治[县旗]|市辖区|（(?:自治[县旗]|城区|特区|林区|[县区市旗、])+）|[县区市旗、和及])+(?:级)?",
    "{GOVERNMENT}": r"(?:党委、?|党委和)?(?:人民政府|政府)?(?:（[^（）]*管委会）|、?管委会)?",
    "{TOWN}": r"(?:党委、?|党委和)?(?:人民政府|政府)?[、（]?(?:街道办事处|办事处|街道办|办)?）?",
    "{SOME}": r"(?:{TIER}(?:直|级|属)?)?(?:各|驻[一-龥]{1,2}(?:各|有关|相关){0,3}|有关|相关|各有关|各相关|各大|其他|其它|其他有关|其他相关|涉及|涉及的|辖区)",
    "{CITIES}": r"(?:(?:设区的?市|地级以上市|地级市|省辖市|自治州|地区|[市州盟地])(?:人民政府|政府|行政公署|行署)?[、和及]?|（(?:自治州|地区|[市州盟地、])+）)+"
    r"(?:(?:人民政府|政府|行政公署|行署)、?)*(?:（(?:人民政府|政府|行政公署|行署)）)?",
    "{TIER}": r"(?P<tier>全?[省市县区州盟旗])",
}
_MEMBERS_OF: Final = re.compile(
    r"(?P<body>[一-龥“”]{4,24}(?:领导小组|指挥部|委员会|联席会议|专班|工作组|安委会))(?:办公室)?"
    r"(?:各|有关|相关|其他){0,4}成员单位"
)
_REACH: Final[dict[str, Callable[[AdministrativeArea, str], bool]]] = {
    "all-city-governments": lambda one, _: one.level == "city",
    "cities-directly-governed": lambda one, code: (
        one.parent == code and (one.level == "city" or one.level_word == "市")
    ),
    "prefecture-offices": lambda one, _: one.level == "city" and one.level_word in ("地区", "盟"),
    "cities-and-counties": lambda one, code: one.parent == code or not _rules_counties(code),
}
"""Which of the areas below one belong to a collective that the last character of their names does not tell."""


@dataclass(frozen=True, slots=True)
class Collective:
    """A row of the table: what a phrase means in a document of an area."""

    slug: str
    kind: UnitKind
    level: UnitLevel | None
    name: str
    name_en: str
    members: str


class Member(NamedTuple):
    """A member of a collective and since when and until when it is one; None where no end is known."""

    unit: str
    valid_from: str | None
    valid_to: str | None


def find(name: str, home: AdministrativeArea, year: int | None = None) -> str | None:
    """The id of the collective that a name means in a document of an area.

    >>> find("各县(市、区)政府".replace("(", "（").replace(")", "）"), places.by_code("371300"))
    '371300/all-county-governments'
    """
    for row, pattern in _patterns():
        match = pattern.fullmatch(name) if home.level in row["of"].split("|") else None
        if match:
            tier = match.groupdict().get("tier") or ""
            area = prefixes.area(tier.removeprefix("全"), home, year) if tier else home
            return f"{area.code}/{row['slug']}" if area else None
    return None


def open_find(name: str, home: AdministrativeArea, year: int | None = None) -> str | None:
    """The member units of a body set up for a time, by the name of that body: 就业工作领导小组成员单位."""
    match = _MEMBERS_OF.fullmatch(name)
    for area, rest in prefixes.splits(match["body"], home, year) if match else ():
        return f"{area.code}/{rest}成员单位"
    return None


@lru_cache(maxsize=1)
def table() -> dict[str, Collective]:
    """The collectives by slug."""
    return {row["slug"]: _collective(row) for row in rows(__package__, "collectives")}


def members(unit: str, year: int | None = None) -> list[str] | None:
    """The members of a collective, in a year or today; None where they cannot be told.

    >>> len(members("371300/all-county-governments", 2021)), members("371300/county-governments-concerned")
    (12, None)
    """
    found = all_members(unit)
    if found is None:
        return None
    return [member.unit for member in found if _then(member, year)]


def all_members(unit: str) -> list[Member] | None:
    """All that ever were members of a collective, as far as the places and the table of zones tell; None where nothing does."""
    code, _, slug = unit.partition("/")
    listed = [
        Member(row["member"], row["from"] or None, row["to"] or None)
        for row in rows(__package__, "members")
        if row["collective"] == unit
    ]
    words = table()[slug].members if slug in table() else ""
    if reach := _REACH.get(slug):
        return sorted(_governments(one for one in _below(code) if reach(one, code)))
    below = (one for one in _below(code) if one.level == "county" and one.level_word[-1] in words)
    return sorted(_governments(below)) + listed if words else listed or None


def _then(member: Member, year: int | None) -> bool:
    if year is None:
        return member.valid_to is None
    return (member.valid_from or "0000")[:4] <= str(year) and (
        member.valid_to is None or str(year) < member.valid_to[:4]
    )


def _governments(found: Iterable[AdministrativeArea]) -> Iterator[Member]:
    """The governments of areas; one that was renamed is one member, from its first name to its last."""
    spans: dict[str, list[AdministrativeArea]] = {}
    for area in found:
        spans.setdefault(area.code, []).append(area)
    for code, names in spans.items():
        begins, ends = [area.valid_from for area in names], [area.valid_to for area in names]
        yield Member(f"{code}/government", _first(begins), None if None in ends else max(filter(None, ends)))


def _rules_counties(code: str) -> bool:
    """Whether most of what stands right below a province are counties, as in Hainan."""
    below = places.children(code)
    return sum(area.level == "county" for area in below) > len(below) / 2


def _first(years: list[str | None]) -> str | None:
    return None if None in years else min(filter(None, years))


@lru_cache(maxsize=512)
def _below(code: str) -> tuple[AdministrativeArea, ...]:
    """The areas under one, at any depth, those of former days too."""
    found = [area for area in areas.ever() if area.parent == code and area.code != code]
    deeper = [below for nested in dict.fromkeys(area.code for area in found) for below in _below(nested)]
    return (*found, *deeper)


def _collective(row: Row) -> Collective:
    kind, level = cast(UnitKind, row["kind"]), cast(UnitLevel, row["level"])
    return Collective(row["slug"], kind, level or None, row["name"], row["name_en"], row["members"])


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Row, re.Pattern[str]], ...]:
    made = []
    for row in rows(__package__, "collectives"):
        pattern = row["pattern"]
        for word, meaning in _WORDS.items():
            pattern = pattern.replace(word, meaning)
        made.append((row, re.compile(pattern)))
    return tuple(made)
