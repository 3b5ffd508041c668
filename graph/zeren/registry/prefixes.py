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
_NO_LEVEL: Final = re.compile(
    "^(?:市(?:场|政(?!府|协|法|务|数)|民(?!政|族|宗|生|办)|域|区|容|郊|郊区|级|属|直|内|花|话)|县(?:域|城|级|属|直)"
    "|区(?:域|块|位|级|属|直|间|县)|省(?:会|级|属|直|际)|州(?:际|级|直))"
)
LONGEST: Final = 16
"""No words for a place before a name are longer: 新疆维吾尔自治区阿勒泰地区."""


def plain(name: str) -> str:
    """A name without spaces, 中共 and 我, its brackets of full width."""
    cleaned = re.sub(r"\s+", "", _simplified(name)).replace("(", "（").replace(")", "）").strip(_MARKS)
    if cleaned[:1] == "（" and cleaned[-1:] == "）" and "（" not in cleaned[1:]:
        cleaned = cleaned[1:-1]
    return _HONORIFIC.sub("", cleaned)


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
    found = _meant(words, home, year)
    if found is not None and possible(found):
        return found
    if home is None or words not in _LEVEL_WORDS:
        return None
    above = places.ancestors(home.code)
    return next((one for one in above if one.level_word == words and possible(one)), None)


@lru_cache(maxsize=65536)
def _meant(words: str, home: AdministrativeArea | None, year: int | None) -> AdministrativeArea | None:
    words = _HONORIFIC.sub("", words)
    if level := _LONG_LEVELS.get(words):
        chain = [home, *places.ancestors(home.code)] if home else []
        return next((one for one in chain if one.level == level[0] and one.name.endswith(level[1])), None)
    if home and words == home.short_name:
        return home
    if home and words == "区" and home.name.endswith("自治区"):
        return home
    found = places.meant_by(words, home, year) or _nested(words, home, year)
    if found and home and (places.is_everyday(words) or found.valid_to) and found.code[:4] != home.code[:4]:
        return None
    return found or (_child(words, home) if home else None)


def _nested(words: str, home: AdministrativeArea | None, year: int | None) -> AdministrativeArea | None:
    """An area and one right below it, by its name or the short one: 市市中区, 扬州市江都."""
    for at in range(1, len(words) - 1):
        outer = places.meant_by(words[:at], home, year) if words[at - 1] in _LEVEL_WORDS else None
        for inner in places.children(outer.code, year) if outer else ():
            if words[at:] in (inner.name, inner.short_name):
                return inner
    return None


def _child(words: str, home: AdministrativeArea) -> AdministrativeArea | None:
    """The area right below home that goes by a short name: 兰山 in Linyi, 达茂旗 in Baotou; 市中 is no such name."""
    if len(words) < 2 or words[0] in _LEVEL_WORDS:
        return None
    below = places.children(home.code)
    found = next((child for child in below if child.short_name == words), None)
    if found or len(words) < 3 or words[-1] not in "县旗":
        return found
    shortened = [child for child in below if child.name[0] == words[0] and _keeps(words, child.name)]
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
        if words in _LEVEL_WORDS and _NO_LEVEL.match(name):
            continue
        found = area(words, home, year)
        if found is None or found.level == "nation":
            continue
        if _in_full(words, found) or (words[0] not in _LEVEL_WORDS and _near(found, home)):
            levelled |= at == 1
            yield found, name[at:]
    if not levelled:
        yield home, name


def _in_full(words: str, found: AdministrativeArea) -> bool:
    return words in _LEVEL_WORDS or words in _LONG_LEVELS or words.endswith(found.name)


def _near(found: AdministrativeArea, home: AdministrativeArea) -> bool:
    if found.level in ("province", "city") and found.code[:2] == home.code[:2]:
        return True
    return home.code in (found.code, found.parent)
