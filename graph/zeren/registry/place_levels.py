"""What the bodies of a plan tell of the level of its place: 市教育局 is of a 市, and the counties beside it are that city's.

Apart from `place_of`, which weighs what is named: here the names count that leave the place out.
"""

import re
from collections import Counter
from functools import cache
from typing import Final

from zeren.registry import places
from zeren.registry.places import AdministrativeArea

FEWEST_NAMES: Final = 2
"""So many counties beside bodies of a 市 tell which city it is."""

_BODY: Final = re.compile(
    r"(?<![^\W\d_a-zA-Z和及与由])(?P<level>自治区|地区|[省州盟旗]|市(?![场域区直级属])|县(?![域级直属区])|区(?![域级直属县块]))"
    "(?:[一-龥]{1,9}?(?:局|办|厅|政府|委员会)|[一-龥]{0,6}委)(?![一-龥])"
)
_CLEARLY: Final = 2
"""So many times as many bodies of another level contradict a place."""


def levels(text: str) -> Counter[str]:
    """How many bodies of a text are named by a level word alone."""
    return Counter(found["level"] for found in _BODY.finditer(text))


def contradicted(area: AdministrativeArea, named: Counter[str]) -> bool:
    """Whether bodies named by level words tell that a document is another area's: 市教育局 is of no 区."""
    return max(named.values(), default=0) > named[area.level_word] * _CLEARLY


def city_of(text: str, named: Counter[str]) -> AdministrativeArea | None:
    """The city whose counties are named beside the bodies of a 市, where no other has as many of these names."""
    if named["市"] <= named["县"] + named["区"]:
        return None
    parents: Counter[str] = Counter()
    for name in set(_county().findall(text)):
        parents.update({area.parent for area in places.bearing(name) if area.parent and area.level == "county"})
    ranked = parents.most_common(2)
    if not ranked or ranked[0][1] < FEWEST_NAMES or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    city = places.by_code(ranked[0][0])
    return city if city and city.level_word == "市" else None


@cache
def _county() -> re.Pattern[str]:
    """The full names of the counties of today before their government, but for everyday words."""
    names = {area.name for area in places.table().values() if area.level == "county" and len(area.name) > 2}
    told = "|".join(sorted(name for name in names if not places.is_everyday(name)))
    return re.compile(f"(?:{told})(?=(?:人民)?政府|管委|[、，,；;。和及与）)\\s]|$)")
