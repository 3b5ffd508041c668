"""Names that no cut may part where bodies stand without a separator: of areas (烟台|市), and of branches (市公安局|市中分局).

Apart from `unit_shapes`, which cuts before 市, 区 and 县, because these names begin or go on with such a character.
"""

import re
from functools import cache
from typing import Final

from zeren.registry import areas

_LEVELS: Final = "[省市县区州旗盟]"
_LONGEST_AREA: Final = 8
_NO_AREA: Final = "市区|市郊|市直|县城|区直|县直|开发区"
"""Words that name a branch as an area does: 市公安局市区分局."""
_BRANCH: Final = "分局|分公司|分行|支行|支公司|分院|分校|分中心|分会|分队|管理部|营业部|大队|中队|派出所"

_TAX: Final = re.compile("(?:(?<=国家税务总局)|(?<=国家税务总局和))[一-龥]{1,14}税务局")
"""The tax administration's name stands before that of its local office: 国家税务总局和县税务局."""


def parted(words: str, at: int) -> bool:
    """Whether a cut would part the name of an area or take a branch from its bureau.

    >>> [parted(*case) for case in (("中国移动烟台市分公司", 6), ("市公安局市北分局", 4), ("市公安局市财政局", 4))]
    [True, True, False]
    """
    return _within_area(words, at) or _branch_begins(words[:at], words[at:]) or _TAX.match(words, at) is not None


def _within_area(words: str, at: int) -> bool:
    starts = range(max(0, at - _LONGEST_AREA), at)
    return any(words[start:end] in _areas() for start in starts for end in range(at + 1, start + _LONGEST_AREA + 1))


def _branch_begins(bureau: str, words: str) -> bool:
    """Whether words begin with an area and 分局 or its like; the bureau's own matter may stand between: 市中公安分局."""
    found = _branch_pattern().match(words)
    return found is not None and re.sub("[局委办]$", "", bureau).endswith(found["matter"])


@cache
def _branch_pattern() -> re.Pattern[str]:
    named = {name for area in areas.ever() for name in (area.name, area.short_name) if re.match(f"{_LEVELS}.", name)}
    ordered = "|".join(sorted(named, key=lambda name: (-len(name), name)))
    return re.compile(f"(?:{ordered}|{_NO_AREA}|{_LEVELS})(?P<matter>[一-龥]{{0,8}}?)(?:{_BRANCH})")


@cache
def _areas() -> frozenset[str]:
    return frozenset(area.name for area in areas.ever() if len(area.name) > 2)
