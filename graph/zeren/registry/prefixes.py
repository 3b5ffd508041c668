"""The words before the name of a body that say where it belongs: 市, 省, 临沂市, 沂水县, 自治区, or none for home itself.

Apart from `places`, which knows the areas: here stands what plans leave out. A level word means the document's own area
or one above it, and the first of these that can have such a body: 市中院 in a county-level city is its city's court.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from zeren.registry import places
from zeren.registry.places import AdministrativeArea
from zeren.script import simplified_forms

_HONORIFIC: Final = re.compile("^(?:中国共产党|中共|[我本](?=[省市县区州旗盟]))")
_LONG_LEVELS: Final = {
    "自治区": ("province", "自治区"),
    "自治州": ("city", "自治州"),
    "地区": ("city", "地区"),
    "地": ("city", "地区"),
    "自治县": ("county", "自治县"),
    "自治旗": ("county", "自治旗"),
    "新区": ("county", "新区"),
}
_MARKS: Final = "、，；。,;.:："
_LEVEL_WORDS: Final = frozenset("省市县区州旗盟")
NO_LEVEL: Final = re.compile(
    "^(?:市(?:场|政(?!府|协|法|务|数)|民(?!政|族|宗|生|办)|域|区|容|郊|郊区|级|属|直|内|花|话)|县(?:域|城|级|属|直)"
    "|区(?:域|块|位|级|属|直|间|县)|省(?:会|级|属|直|际)|州(?:际|级|直))"
)
GRACE: Final = 1
"""So many years around those of an area its name is still, or already, taken for it."""
LONGEST: Final = 16
"""No words for a place before a name are longer: 新疆维吾尔自治区阿勒泰地区."""


def plain(name: str) -> str:
    """A name without spaces, 中共 and 我, its brackets of full width."""
    cleaned = re.sub(r"\s+", "", _simplified(name)).replace("(", "（").replace(")", "）").strip(_MARKS)
    if cleaned[:1] == "（" and cleaned[-1:] == "）" and "（" not in cleaned[1:]:
        cleaned = cleaned[1:-1]
    return _HONORIFIC.sub("", cleaned)


def is_level(words: str) -> bool:
    """Whether words are a level and no name: 自治州, 新区."""
    return words in _LEVEL_WORDS or words in _LONG_LEVELS


def _simplified(name: str) -> str:
    """A name in simplified characters; only one with others than these is looked at."""
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return "".join(simplified_forms().get(character, character) for character in name)
    return name


def area(
    words: str,
    home: AdministrativeArea | None,
    year: int | None = None,
    possible: Callable[[AdministrativeArea], bool] = lambda _: True,
) -> AdministrativeArea | None:
    """The area that words before a name mean in a document of `home`, if such a body is `possible` there."""
    found = [one for one in _meant(words, home, year) if possible(one)]
    if found:
        return found[0] if len(found) == 1 and _in_time(found[0], year) else None
    if home is None or words not in _LEVEL_WORDS:
        return None
    above = places.ancestors(home.code)
    return next((one for one in above if one.level_word == words and possible(one)), None)


@lru_cache(maxsize=65536)
def _meant(words: str, home: AdministrativeArea | None, year: int | None) -> tuple[AdministrativeArea, ...]:
    """What words may mean; more than one area only by a short name that several near home go by."""
    words = _HONORIFIC.sub("", words)
    if level := _LONG_LEVELS.get(words):
        chain = [home, *places.ancestors(home.code)] if home else []
        return tuple(one for one in chain if one.level == level[0] and one.name.endswith(level[1]))[:1]
    if home and words == "区" and home.name.endswith("自治区"):
        return (home,)
    if home and (short := _by_short_name(words, home, year)):
        return short
    if home and places.bearing(words, year):
        return _by_full_name(words, home, year)
    found = places.meant_by(words, home, year) or _nested(words, home, year)
    found = found or (_of_old(words, home) or _child(words, home) if home else None)
    return (found,) if found else ()


def _by_short_name(words: str, home: AdministrativeArea, year: int | None) -> tuple[AdministrativeArea, ...]:
    """Home, what lies above it and what lies right below it, by a short name: 兰山 in Linyi; 市中 is no such name.

    A county that has the name of its city is told apart by its word: 承德 in Chengde is the city, 承德县 the county.
    """
    named = [one for one in (home, *places.ancestors(home.code)) if words == one.short_name != one.name]
    below = places.children(home.code, year) if words[:1] not in _LEVEL_WORDS else []
    inner = [one for one in below if words == one.short_name != one.name]
    return (*named, *(one for one in inner if not (named and one.level_word == "县")))


def _by_full_name(words: str, home: AdministrativeArea, year: int | None) -> tuple[AdministrativeArea, ...]:
    """An area of home's own prefecture, else one that ended there, else the only one in reach of home."""
    named = [one for one in places.bearing(words, year) if words != one.short_name or words == one.name]
    prefecture = _prefecture(home)
    if near := [one for one in named if _prefecture(one) == prefecture]:
        found = places.nearest(near, home, year)
    elif (found := _of_old(words, home)) is None:
        far = [one for one in named if one.stood(year)]
        found = far[0] if len(far) == 1 and _in_reach(far[0], words, home) else None
    return (found,) if found else ()


def _of_old(words: str, home: AdministrativeArea) -> AdministrativeArea | None:
    """An area of home's own prefecture that bore a name in the past."""
    prefecture = _prefecture(home)
    ended = [one for one in places.once_bearing(words) if words == one.name and _prefecture(one) == prefecture]
    return places.nearest(ended, home)


def _in_reach(found: AdministrativeArea, words: str, home: AdministrativeArea) -> bool:
    """Whether an area outside of home's prefecture may be named without its city: any but a county of another province,
    and a district in its own province's documents only."""
    if places.is_everyday(words):
        return False
    if found.level != "county":
        return True
    province = next((one for one in (home, *places.ancestors(home.code)) if one.level == "province"), home)
    return places.within(found, province.code) and (found.level_word != "区" or home.code == province.code)


def _prefecture(one: AdministrativeArea) -> str:
    """The code of the prefecture, or the city that is a province, which an area is or lies in."""
    upper = places.by_code(one.parent) if one.level == "county" else None
    return upper.code if upper and (upper.level == "city" or upper.level_word == "市") else one.code


def _in_time(found: AdministrativeArea, year: int | None) -> bool:
    """Whether an area bore its name in a year, or in the one before or after it."""
    if year is None:
        return True
    return int(found.valid_from or 0) <= year + GRACE and year - GRACE <= int(found.valid_to or 9999)


def _nested(words: str, home: AdministrativeArea | None, year: int | None) -> AdministrativeArea | None:
    """An area and one right below it, by its name or the short one: 市市中区, 扬州市江都."""
    for at in range(1, len(words) - 1):
        outer = places.meant_by(words[:at], home, year) if words[at - 1] in _LEVEL_WORDS else None
        for inner in places.children(outer.code, year) if outer else ():
            if words[at:] in (inner.name, inner.short_name):
                return inner
    return None


def _child(words: str, home: AdministrativeArea) -> AdministrativeArea | None:
    """The area right below home whose name is shortened to some of its characters: 达茂旗 in Baotou."""
    if len(words) < 3 or words[0] in _LEVEL_WORDS or words[-1] not in "县旗":
        return None
    shortened = [one for one in places.children(home.code) if one.name[0] == words[0] and _keeps(words, one.name)]
    return shortened[0] if len(shortened) == 1 else None


def _keeps(short: str, name: str) -> bool:
    """Whether a name keeps the order of another's characters, the last among them: 喀左县."""
    letters = iter(name[:-1])
    return short[-1] == name[-1] and all(letter in letters for letter in short[:-1])


def splits(name: str, home: AdministrativeArea, year: int | None = None) -> Iterator[tuple[AdministrativeArea, str]]:
    """The ways to take the words for a place from a proper name, longest first, none where there are none to take; what is left has
    two characters or more.

    A short name counts for the home, what lies above and right below it, and the cities of its province: 平安 in
    平安银行 is no county here.
    """
    levelled = False
    for at in range(min(len(name) - 2, LONGEST), 0, -1):
        words = name[:at]
        if words in _LEVEL_WORDS and NO_LEVEL.match(name):
            continue
        found = area(words, home, year) or _city_nearby(words, home, year)
        if found is None and elsewhere(words, year):
            return
        if found and words == found.short_name and places.goes_on(found, name):
            continue
        if found is None or found.level == "nation":
            continue
        if _in_full(words, found) or (words[0] not in _LEVEL_WORDS and _near(found, home)):
            levelled |= at == 1
            yield found, name[at:]
    if not levelled:
        yield home, name


def _city_nearby(words: str, home: AdministrativeArea, year: int | None) -> AdministrativeArea | None:
    """A city of home's province by its short name, which a proper name may begin with: 济南大学."""
    if _meant(words, home, year):
        return None
    found = places.meant_by(words, home, year)
    return found if found and words == found.short_name and found.level == "city" and _near(found, home) else None


def elsewhere(words: str, year: int | None) -> bool:
    """Whether words are the full name of an area of today or the past, here one out of home's reach: a body of it is not
    home's."""
    named = len(words) > 2 and words[-1] in _LEVEL_WORDS and not places.is_everyday(words)
    return named and any(one.name == words for one in (*places.bearing(words, year), *places.once_bearing(words)))


def _in_full(words: str, found: AdministrativeArea) -> bool:
    return words in _LEVEL_WORDS or words in _LONG_LEVELS or words.endswith(found.name)


def _near(found: AdministrativeArea, home: AdministrativeArea) -> bool:
    if found.level in ("province", "city") and found.code[:2] == home.code[:2]:
        return True
    return home.code in (found.code, found.parent)
