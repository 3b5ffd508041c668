"""Whose number a document has: 临政办发〔2021〕3号 is Linyi's, 临高新管发〔2021〕3号 of a zone in it.

Apart, because numbers write an area by a character or two of their own; `place_names.csv` holds those.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from zeren.registry import place_names, places
from zeren.registry.places import AdministrativeArea

_AREA: Final = r"(?<![一-龥])(?![中国省市县区州盟旗])(?P<letters>[一-龥]{1,3}?)"
_YEAR: Final = r"[一-龥]{0,4}[〔\[［(（]\d{4}[〕\]］)）]"
_NUMBER: Final = re.compile(f"{_AREA}[市县区州]?(?:政|府|委|厅|发|办){_YEAR}")
_OF_ZONE: Final = re.compile(f"{_AREA}(?:高新|经开|[高经开新])?区?(?:管|工委){_YEAR}")
_CITED: Final = re.compile("[《“]|根据|按照|依据|贯彻|落实|执行|转发|废止")
_GOVERNMENT: Final = ("政", "府")
CITING: Final = 40
"""So many characters before a document number may tell that it is another document's."""


def area_of(
    head: str, named: Sequence[AdministrativeArea], of_zone: bool = False
) -> tuple[AdministrativeArea, bool] | None:
    """The area that a number begins with, and whether the text names it: one that it does, else the only one there is.

    >>> area_of("烟政办发〔2021〕3号", ())[0].name, area_of("临政字〔2021〕3号", ())
    ('烟台市', None)
    """
    for match in (_OF_ZONE if of_zone else _NUMBER).finditer(head):
        if _CITED.search(head, max(0, match.start() - CITING), match.start()):
            continue
        letters = match["letters"]
        meant = [area for area in named if _writes(letters, area)]
        if meant:
            return meant[0], True
        if only := places.by_code(_only_one(letters)) or _city_of(letters, match[0], named):
            return only, False
    return None


def _writes(letters: str, area: AdministrativeArea) -> bool:
    return area.code in place_names.letters().get(letters, ()) or area.short_name.startswith(letters)


def _city_of(letters: str, number: str, named: Sequence[AdministrativeArea]) -> AdministrativeArea | None:
    """The one city whose name begins so, in the number of a government (烟政办发; 文办发 is of a bureau for culture); where an
    area elsewhere may write the same, only with the text naming one in the city."""
    city, rivals = _beginning(letters)
    if city is None or number[len(letters)] not in _GOVERNMENT:
        return None
    return city if not rivals or any(places.within(area, city.code) for area in named) else None


@cache
def _beginning(letters: str) -> tuple[AdministrativeArea | None, bool]:
    """The one city or province whose name or character begins so, if it is a city, and whether an area outside of it has
    the same beginning."""
    codes = place_names.letters().get(letters, ())
    known = [area for area in places.table().values() if area.short_name.startswith(letters) or area.code in codes]
    higher = [area for area in known if area.level != "county"]
    city = higher[0] if len(higher) == 1 and higher[0].level == "city" else None
    return city, city is not None and any(not places.within(area, city.code) for area in known)


@cache
def _only_one(letters: str) -> str | None:
    """The area that writes a character by the table, where no other name begins with it; with a province, no other city's."""
    codes = place_names.letters().get(letters, ())
    if len(codes) != 1:
        return None
    named = (area for area in places.table().values() if area.short_name.startswith(letters) and area.code != codes[0])
    rivals = [area for area in named if area.level != "county" or not codes[0].endswith("0000")]
    return None if rivals else codes[0]
