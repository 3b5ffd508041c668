"""Whose site a government host is: `www.linyi.gov.cn`, `yishui.linyi.gov.cn`, `www.gz.gov.cn`.

Apart, because hosts are spelt in pinyin by habits of their own; `place_names.csv` holds those that do not follow from the
name, or that only one of several cities spelt alike has.
"""

import re
from functools import cache
from typing import Final

from zeren.registry import place_names, places
from zeren.registry.places import AdministrativeArea

_HOST: Final = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]+\.)*?(?:(?P<inner>[a-z0-9-]+)\.)?(?P<label>[a-z0-9-]+)\.gov\.cn\b"
)


def area_of(url: str) -> AdministrativeArea | None:
    """The area of an address, or None where several are spelt so; a name that is a city's is not its namesake county's."""
    host = _HOST.match(url.lower())
    if host is None:
        return None
    label, inner = host["label"], host["inner"]
    area = places.by_code(place_names.hosts().get(label)) or _spelt(label, "city") or _spelt(label, "county")
    below = [one for one in places.children(area.code) if _letters(one) == inner] if area and inner else []
    return below[0] if len(below) == 1 else area


def _spelt(label: str, level: str) -> AdministrativeArea | None:
    words = ("shi",) if level == "city" else ("shi", "qu", "xian")
    spellings = {label, *(label.removesuffix(word) for word in words)}
    found = [area for area in places.table().values() if area.level == level and _letters(area) in spellings]
    return found[0] if len(found) == 1 else None


@cache
def _letters(area: AdministrativeArea) -> str:
    return place_names.romanised(area.short_name).lower().replace("'", "").replace("ü", "v")
