"""The administrative areas of China by GB/T 2260 code and by name, in a year.

A name that several areas bear (鼓楼区, 吉林) means the one nearest to a home, and none where that does not tell. What
plans write besides names, and names in running text, are read in `places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from zeren.registry import divisions, place_names
from zeren.registry.divisions import Division

NATION: Final = "000000"
_MAY_BE_PAST: Final = re.compile(
    "(?![各本全我])(?!.*(?:开发|高新|经开|园|示范|保税|度假|景|社|小|街)区)[一-龥]{2,14}[省市县区州盟旗]|[一-龥]县"
)


@dataclass(frozen=True, slots=True)
class AdministrativeArea:
    """A division; `level` is `nation`, `province`, `city` (prefecture) or `county`, the years those in which it bore its name."""

    code: str
    name: str
    short_name: str
    level: str
    parent: str | None
    valid_from: str | None = None
    valid_to: str | None = None

    @property
    def level_word(self) -> str:
        """What plans write for this area itself: 市 in 市财政局, 自治区 in 自治区财政厅."""
        return place_names.level_word(self.name)

    @property
    def name_en(self) -> str:
        """The usual English name without its generic word: `Linyi`."""
        return place_names.english(self.code, self.name)

    @property
    def adjective_en(self) -> str:
        """The area before the name of an organ: `Linyi Municipal`, `Yishui County`."""
        return place_names.adjective(self.code, self.name)

    @property
    def area_en(self) -> str:
        """`Linyi City`, `Yanbian Korean Autonomous Prefecture`."""
        return place_names.in_full(self.code, self.name)

    def stood(self, year: int | None) -> bool:
        """Whether the area bore its name in a year; with no year, whether it does today."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or "0000") <= str(year) < (self.valid_to or "9999")


@cache
def table() -> dict[str, AdministrativeArea]:
    """All areas of today by code, in code order."""
    return {area.code: area for area in recent() if area.valid_to is None}


@cache
def recent() -> tuple[AdministrativeArea, ...]:
    """The areas of today and those that ended in 2019 or later."""
    known = divisions.known_since_2019()
    nation = AdministrativeArea(NATION, "中国", "中国", "nation", None)
    return (nation, *_areas(known, {one.code for one in known}))


@cache
def ever() -> tuple[AdministrativeArea, ...]:
    """The areas of today and of the past since 1999, former names among them, each with its years."""
    ended, begun = divisions.ended_before_2019(), divisions.begun_before_2019()
    listed = ((one, begun.get((one.code, one.name))) for one in divisions.known_since_2019())
    known = (*(one._replace(begins=since) if since else one for one, since in listed), *ended)
    return (recent()[0], *_areas(known, {one.code for one in known}))


def by_code(code: str | None, year: int | None = None) -> AdministrativeArea | None:
    """The area with a code as it is today, or was last; with a year, under the name that it bore then.

    >>> by_code("420600").name, by_code("420600", 2005).name
    ('襄阳市', '襄樊市')
    """
    if not code or not code.isdigit():
        return None
    found = _coded(_is_past(year)).get(code) or _coded(True).get(code, ())
    return next((area for area in found if area.stood(year)), found[0] if found else None)


def by_name(name: str, home: AdministrativeArea | None = None, year: int | None = None) -> AdministrativeArea | None:
    """The area with this full or short name, where only one bears it, or only one as near to `home`.

    >>> by_name("鼓楼区") is None, by_name("鼓楼区", by_code("350100")).code, by_name("义乌").code
    (True, '350102', '330782')
    """
    found = bearing(name, year)
    if home is None and not any(area.name == name for area in found):
        found = tuple(area for area in found if area.level_word != "区")
    elif home is not None:
        found = tuple(area for area in found if at_home(area, name, home))
    return nearest(found, home, year)


@lru_cache(maxsize=8192)
def bearing(name: str, year: int | None = None) -> tuple[AdministrativeArea, ...]:
    """All areas that a name may stand for, a short one only while they stand; those of before 2019 are read only where
    the year or the want of others asks."""
    found = _named(_is_past(year)).get(name, ())
    if not found and year is None and _may_be_past(name):
        found = _named(True).get(name, ())
    return tuple(area for area in found if area.name == name or area.stood(year))


def once_bearing(name: str) -> tuple[AdministrativeArea, ...]:
    """All areas of the past and of today that a full name stood for."""
    return _named(True).get(name, ()) if _may_be_past(name) else ()


def names_of(area: AdministrativeArea) -> tuple[str, ...]:
    """The full name of an area, its short one, and those between (恩施州)."""
    between = place_names.others(area.code, area.name)
    return (area.name, *between) if area.name == area.short_name else (area.name, area.short_name, *between)


def at_home(area: AdministrativeArea, name: str, home: AdministrativeArea | None) -> bool:
    """Whether a name may be used of an area by a document of `home`: any but the short one of a far county."""
    if name != area.short_name or name == area.name or area.level != "county":
        return True
    return area.level_word != "区" and home is not None and within(area, home.code)


def nearest(
    found: Iterable[AdministrativeArea], home: AdministrativeArea | None, year: int | None = None
) -> AdministrativeArea | None:
    """The one area that stood in a year and lies nearest to home; None where several are as near."""
    every = tuple(found)
    standing = [area for area in every if area.stood(year)] or _latest(every)
    for scope in (home, *ancestors(home.code)) if home else ():
        inside = [area for area in standing if within(area, scope.code)]
        if inside:
            return inside[0] if len(inside) == 1 else None
    return standing[0] if len(standing) == 1 else None


def children(code: str, year: int | None = None) -> list[AdministrativeArea]:
    """The areas right below one, of today or of a year, in code order."""
    return [area for area in _by_parent(_is_past(year)).get(code, ()) if area.stood(year)]


def ancestors(code: str) -> list[AdministrativeArea]:
    """The areas above one, nearest first."""
    return list(_above(code))


@lru_cache(maxsize=8192)
def _above(code: str) -> tuple[AdministrativeArea, ...]:
    area = by_code(code)
    upper = by_code(area.parent) if area else None
    return (upper, *_above(upper.code)) if upper else ()


def within(area: AdministrativeArea, code: str) -> bool:
    """Whether an area is another or lies in it."""
    return area.code == code or any(upper.code == code for upper in _above(area.code))


def _areas(known: Iterable[Division], codes: set[str]) -> Iterable[AdministrativeArea]:
    for code, name, begins, ends in known:
        upper = (f"{code[:4]}00", f"{code[:2]}0000")
        parent = next((one for one in upper if one != code and one in codes), NATION)
        level = "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
        years = (str(begins) if begins else None, str(ends) if ends else None)
        yield AdministrativeArea(code, name, place_names.short(name), level, parent, *years)


def _latest(ended: Iterable[AdministrativeArea]) -> list[AdministrativeArea]:
    """Of areas that have all ended, the one that stood last, where they are one place with several codes or years."""
    ordered = sorted(ended, key=lambda area: area.valid_to or "9999")
    same = {(area.name, area.level, area.code[:2]) for area in ordered}
    return ordered[-1:] if len(same) == 1 else ordered


@lru_cache(maxsize=4096)
def _may_be_past(name: str) -> bool:
    """Whether a name that no area bears today is worth looking for among those of the past."""
    return _MAY_BE_PAST.fullmatch(name) is not None


def _is_past(year: int | None) -> bool:
    return year is not None and year < divisions.FIRST_YEAR_AT_HAND


@cache
def _coded(past: bool) -> dict[str, tuple[AdministrativeArea, ...]]:
    """Areas by code, the latest first; those of before 2019 too where `past`."""
    latest_first = sorted(ever() if past else recent(), key=lambda area: area.valid_to or "9999", reverse=True)
    return _grouped((area.code, area) for area in latest_first)


@cache
def _by_parent(past: bool) -> dict[str, tuple[AdministrativeArea, ...]]:
    """Areas by the code of the one right above, in code order; those of before 2019 too where `past`."""
    in_order = sorted(ever() if past else recent(), key=lambda area: area.code)
    return _grouped((area.parent, area) for area in in_order if area.parent)


@cache
def _named(past: bool) -> dict[str, tuple[AdministrativeArea, ...]]:
    return _grouped((name, area) for area in (ever() if past else recent()) for name in names_of(area))


def _grouped(pairs: Iterable[tuple[str, AdministrativeArea]]) -> dict[str, tuple[AdministrativeArea, ...]]:
    made: dict[str, list[AdministrativeArea]] = {}
    for key, area in pairs:
        made.setdefault(key, []).append(area)
    return {key: tuple(areas) for key, areas in made.items()}
