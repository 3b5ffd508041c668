"""The areas that carry out what bureaus lead, by their names alone: cities, prefectures and leagues, and the corps of Xinjiang.

Apart from `unit_shapes`, because a name in 州, 盟 or 市 alone is told by the registry, not by its shape: 恩施州 is an area,
神州 is none. The production and construction corps is no area; its divisions and regiments are named by number.
"""

import re
from functools import cache, lru_cache
from typing import Final

from zeren.registry import areas

_ABOVE: Final = "(?:[一-龥]{2,8}?(?:省|自治区|[市州盟]))?"
_OFFICE: Final = "(?:(?:人民)?政府|行署|行政公署)?"
_OWN: Final = re.compile(".*自治[区州县旗](?:人民)?政府")
"""The government of the plan's own area, as autonomous areas call it; 恩施土家族苗族自治州政府 is known by its name."""
_NUMBER: Final = "[一二三四五六七八九十百〇零0-9]{1,6}"
_CORPS: Final = re.compile(
    f"(?:(?:新疆)?生产建设)?兵团(?:各师(?:市)?)?|(?:(?:(?:新疆)?生产建设)?兵团)?第?{_NUMBER}师(?:[一-龥]{{2,6}}市)?|第?{_NUMBER}团(?:场)?"
)


@lru_cache(maxsize=8192)
def prefecture(words: str) -> bool:
    """Whether words are the name of an autonomous prefecture or a league, in full or as it is called.

    >>> prefecture("恩施州"), prefecture("四川省阿坝藏族羌族自治州"), prefecture("神州"), prefecture("医联盟")
    (True, True, False, False)
    """
    return words[-1:] in ("州", "盟") and _named("州盟").fullmatch(words) is not None


def corps(words: str) -> bool:
    """Whether words name the corps of Xinjiang, a division of it or a regiment: 兵团第八师, 149团."""
    return _CORPS.fullmatch(words) is not None


@lru_cache(maxsize=8192)
def city(words: str) -> bool:
    """Whether words are a city's, a prefecture's or a league's name, or that of its government by its name.

    >>> [city(words) for words in ("义乌市", "喀什地区行署", "恩施州政府", "市政府", "自治区政府", "超市")]
    [True, True, True, False, False, False]
    """
    return _named("市州盟区").fullmatch(words) is not None


def own_government(words: str) -> bool:
    """Whether words are the government of the autonomous area whose plan it is: 自治区政府, which leads like 省政府."""
    return _OWN.fullmatch(words) is not None and not city(words)


@cache
def _named(levels: str) -> re.Pattern[str]:
    """The cities and prefectures whose level word ends in one of some characters, also by their short names."""
    found = {form for area in areas.ever() if area.name[-1] in levels for form in _forms(area)}
    ordered = "|".join(sorted(found, key=lambda form: (-len(form), form)))
    return re.compile(f"{_ABOVE}(?:{ordered}){_OFFICE if '市' in levels else ''}")


def _forms(area: areas.AdministrativeArea) -> tuple[str, ...]:
    cities = area.level == "city" or (area.level == "county" and area.name[-1] == "市")
    return tuple(name for name in areas.names_of(area) if name[-1] == area.name[-1]) if cities else ()
