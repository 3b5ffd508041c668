"""Development zones that documents speak for: areas without a code of GB/T 2260, told by what they lie in and their name.

A zone is `371300/高新区`, as the ids of its bodies begin. In its own document its bodies go without its name, so that a name
is given it back and read in a document of the area above: 区财政局 is 高新区财政局 of Linyi, 市财政局 is Linyi's own. A short
name of an open kind (城投集团) may be anybody's and is not read.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from zeren.registry import known_zones, places, prefixes, proper, proper_words
from zeren.registry.csvtable import rows
from zeren.registry.known_zones import KnownZone
from zeren.registry.places import AdministrativeArea

_CODE: Final = re.compile(r"(?P<parent>\d{6})/(?P<name>[一-龥]{2,20})")
_GENERIC: Final = re.compile(".*?(?P<word>[一-龥]{2}区|生态城|科技城)")
_COMMITTEE: Final = "管委会"
_PARTY: Final = "党工委"
_ABOVE: Final = re.compile("国家|中央|全国|中国|中共|自治区|自治州|地区|[省市县州盟旗]")
_OTHER_ZONE: Final = re.compile(f"[一-龥]{{0,8}}?{proper_words.ZONE_BEFORE_BUREAU.pattern}")
_TOWN: Final = re.compile("[一-龥]{2,6}(?:镇|乡|街道|苏木)(?:人民政府|政府|办事处|办)?")


class Zone(NamedTuple):
    """A zone by the code of the area it lies in and the normal form of its name."""

    parent: str
    name: str

    @property
    def code(self) -> str:
        return f"{self.parent}/{self.name}"


class Reading(NamedTuple):
    """A name to be read in a document of the area above, and what the id of its body must begin with."""

    name: str
    begins: str


def by_code(code: str | None) -> Zone | None:
    """The zone of a place's code; None for an area that has a code of its own.

    >>> by_code("371300/高新区").name, by_code("371300")
    ('高新区', None)
    """
    found = _CODE.fullmatch(code) if code and "/" in code else None
    return Zone(found["parent"], found["name"]) if found else None


def code_of(name: str, parent: AdministrativeArea) -> str:
    """The code of a zone by its name in an area.

    >>> code_of("高新技术产业开发区", places.by_code("371300"))
    '371300/高新区'
    """
    if known := known_zones.named(name, parent):
        return _code(known)
    return Zone(parent.code, proper.zone_name(name, parent)).code


def _code(known: KnownZone) -> str:
    return Zone(known.area.code, proper.zone_name(known.name, known.area)).code


def row(code: str) -> dict[str, str | None] | None:
    """A zone as it stands in the table of places: 临沂高新区, in 371300."""
    zone = by_code(code)
    parent = places.by_code(zone.parent) if zone else None
    if zone is None or parent is None:
        return None
    name = zone.name if zone.name.startswith(parent.short_name) else f"{parent.short_name}{zone.name}"
    years = dict.fromkeys(("valid_from", "valid_to"))
    return {"code": code, "name": name, "short_name": name, "level": "zone", "parent": parent.code, **years} | {
        "name_en": _name_en(zone, parent)
    }


def _name_en(zone: Zone, parent: AdministrativeArea) -> str | None:
    committee = proper.describe(f"{zone.name}{_COMMITTEE}")
    return proper.name_en(committee, parent).removesuffix("Management Committee").strip() if committee else None


def readings(name: str, zone: Zone) -> Iterator[Reading]:
    """What a name in a zone's own document may be in one of the area above, best first."""
    parent = places.by_code(zone.parent)
    if parent is None:
        return
    rest = _within(name, zone, parent)
    if rest is None and (name.startswith(_PARTY) or proper.function_of(name)):
        rest = name
    if rest is not None and proper_words.CLASS_NAMES.fullmatch(rest) and proper_words.GROUP.search(rest):
        return
    if rest is not None:
        written = [zone.name, f"{parent.name}{_in_full(zone.name)}"]
        for words in reversed(written) if zone.name.endswith("园") else written:
            yield Reading(f"{words}{rest}", zone.code)
    elif _is_of_others(name, parent):
        yield Reading(name, "")


def _within(name: str, zone: Zone, parent: AdministrativeArea) -> str | None:
    """What is left of a name without the words for the zone; None where it has none."""
    for word in _own_words(zone, parent):
        if name.startswith(word) and not (word == "区" and prefixes.NO_LEVEL.match(name)):
            rest = name.removeprefix(word)
            return rest or _COMMITTEE if word != "区" else rest or None
    return None


@lru_cache(maxsize=1024)
def _own_words(zone: Zone, parent: AdministrativeArea) -> tuple[str, ...]:
    """What a zone calls itself, longest first; where it lies in a 区, that word may be the area's."""
    written = {row["word"] for row in rows(__package__, "zone_words") if row["form"] == zone.name}
    words = {zone.name, *written, _COMMITTEE}
    if generic := _GENERIC.fullmatch(zone.name):
        words |= {generic["word"]}
    if zone.name.endswith("经开区"):
        words |= {"经济开发区", "开发区"}
    if zone.name.endswith("园"):
        words |= {"园区"}
    if parent.level_word != "区" and not _begins_with_district(zone, parent):
        words |= {"区"}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _begins_with_district(zone: Zone, parent: AdministrativeArea) -> bool:
    """Whether a zone has the name of a 区 that it lies in, so that 区 may be that: 望城经开区."""
    return any(zone.name.startswith(one.short_name) for one in places.children(parent.code) if one.level_word == "区")


def _is_of_others(name: str, parent: AdministrativeArea) -> bool:
    """Whether a name begins with an area above or below, with another zone of a city, or is a town's."""
    if prefixes.NO_LEVEL.match(name) or "各" in name:
        return False
    if _ABOVE.match(name) or _TOWN.fullmatch(name) or (parent.level != "county" and _OTHER_ZONE.match(name)):
        return True
    first = next(iter(places.find(name, parent)), None)
    return first is not None and first.start == 0 and _on_the_way(first.area, parent)


def _on_the_way(area: AdministrativeArea, parent: AdministrativeArea) -> bool:
    return places.within(area, parent.code) or places.within(parent, area.code)


def _in_full(name: str) -> str:
    """工业园 is a 工业园区."""
    return f"{name}区" if name.endswith("园") else name
