"""The words that join a name to those before it (和市财政局), and the names that only begin like one: 和平区, 含光街道.

Apart from `units`, because it rests on the names of areas. Where nothing stands before a name, nothing can be joined to
it, so that a 和 there is cut only before what needs no name of its own.
"""

import re
from functools import cache
from typing import Final

from zeren.language.known_units import known
from zeren.registry import areas

_SURE: Final = re.compile(r"(?:由|以及|包括|其中|再由|其他(?!部门|单位|有关|相关)|：|:)(?=[一-龥]{2})")
_JOINS: Final = re.compile(r"[和及与并或含](?=[一-龥]{2}|[县市区][（(])")
_GENERIC: Final = re.compile("[省市县区]|各|有关|相关|其他|其它|国网|中国|中共|团[省市县区州]委|驻[省市县区州]")
_LOWER: Final = re.compile("[州盟旗乡镇]")
_WORD: Final = re.compile(
    "和(?:平(?!安|台|价|面)|谐|美(?!团|的|丽|术|食)|顺(?!丰)|睦|润|合(?!作|同|资|力)|泰(?!康|山)|桥(?!梁)|田(?!园)|龙(?!头|湖)|静(?!态)|硕|布|州|林(?!业|草|木|场|区))"
    "|及(?:时|第)|与(?:民(?!政|航|族|宗|生|警|兵|企|营|办|间)|时)|含(?:光|山|弘|浦|谷|笑|章)|并州"
)
"""Words that begin like a joined name, and what follows where they are none: 和平安银行."""
_ONE_SIGN: Final = re.compile(
    ".(?:人民)?(?:政府|镇|乡|街道|医院|学校|中学|小学|大学|集团|公司|银行|酒店|水库|林场|社区|公园|中心)"
)
"""A name of one character is none: 平医院, 民集团."""
_BEHIND_AREA: Final = re.compile("[（(区级直属、市]")
"""What follows 和县 where two tiers are joined: 和县（市、区）政府."""


def joining(words: str, behind: bool) -> int:
    """How many characters before a name only join it to those before it; `behind` where another name stands there.

    >>> [joining(words, True) for words in ("和市财政局", "和平区政府", "及时雨公司", "以及和田县")]
    [1, 0, 0, 2]
    """
    at = 0
    while found := _SURE.match(words, at) or _JOINS.match(words, at):
        if found[0] in "和及与并或含" and not _joins(words[at:], behind):
            break
        at = found.end()
    return at


def _joins(words: str, behind: bool) -> bool:
    """Whether the first character joins what follows it."""
    rest = words[1:]
    if _named(words):
        return False
    if _GENERIC.match(rest) or _area_begins(rest) or (_LOWER.match(rest) and known(rest)):
        return True
    if _WORD.match(words):
        return False
    if known(rest) or not behind:
        return known(rest)
    return _LOWER.match(rest) is not None or _ONE_SIGN.match(rest) is None


def _named(words: str) -> bool:
    """Whether the words begin with the full name of an area."""
    found = _joined_names().match(words)
    return found is not None and not (len(found[0]) == 2 and _BEHIND_AREA.match(words, 2))


@cache
def _joined_names() -> re.Pattern[str]:
    names = {area.name for area in areas.ever() if _JOINS.match(f"{area.name}县")}
    return re.compile("|".join(sorted(names, key=lambda name: (-len(name), name))))


def _area_begins(words: str) -> bool:
    """Whether the words begin with the full name of an area of today: 平邑县政府."""
    return any(words[:size] in _standing() for size in range(2, 12))


@cache
def _standing() -> frozenset[str]:
    return frozenset(area.name for area in areas.recent() if area.valid_to is None)
