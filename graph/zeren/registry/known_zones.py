"""Zones that are one wherever they are named: the national new areas and a few more, by all their names and what they lie in.

Apart from `zones`, which reads a zone as one of the document's own area: 西咸新区 is Shaanxi's in a plan of Xi'an too. The
table is closed: `names` mean the zone everywhere, `near` in its area, what lies there and the province above; both may
follow the name of an area (西安西咸新区). Of two zones of one name (天府新区) each is meant in its own area, else the first.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from zeren.registry import places
from zeren.registry.csvtable import Row, rows
from zeren.registry.places import AdministrativeArea


class KnownZone(NamedTuple):
    """A zone of the table as a text names it: its usual name, its area, and the words it is named by."""

    name: str
    area: AdministrativeArea
    words: str


def starting(text: str, home: AdministrativeArea | None) -> KnownZone | None:
    """The zone whose name a text begins with, the longest.

    >>> found = starting("西安西咸新区管委会", None)
    >>> found.name, found.area.name, found.words
    ('西咸新区', '陕西省', '西安西咸新区')
    """
    for end in range(min(len(text), _longest()), 3, -1):
        for found in _meant(text[:end], home):
            return found
    return None


def named(words: str, home: AdministrativeArea | None) -> KnownZone | None:
    """The zone that words are a name of."""
    return next(_meant(words, home), None)


def _meant(words: str, home: AdministrativeArea | None) -> Iterator[KnownZone]:
    found = [row for row, near in _by_words().get(words, ()) if not near or _is_near(row["place"], home)]
    for row in sorted(found, key=lambda row: home is None or not places.within(home, row["place"])):
        if area := places.by_code(row["place"]):
            yield KnownZone(row["name"], area, words)


def _is_near(code: str, home: AdministrativeArea | None) -> bool:
    area = places.by_code(code)
    if home is None or area is None or home.level == "nation":
        return False
    return places.within(home, code) or places.within(area, home.code)


@cache
def _by_words() -> dict[str, tuple[tuple[Row, bool], ...]]:
    """The rows by all names with and without an area before them, and whether such a name is one only near."""
    made: dict[str, tuple[tuple[Row, bool], ...]] = {}
    for row in rows(__package__, "known_zones"):
        alone, near = (set(filter(None, row[key].split("|"))) for key in ("names", "near"))
        before = [f"{area}{name}" for area in _before(row["place"]) for name in alone | near]
        for words in sorted({*alone, *before} | near):
            made[words] = (*made.get(words, ()), (row, words in near))
    return made


def _before(code: str) -> Iterator[str]:
    """The names of areas that may stand before a zone: its own, what lies above that, and the cities of a province."""
    area = places.by_code(code)
    above = [one for one in places.ancestors(code) if one.level != "nation"]
    below = [one for one in places.children(code) if one.level == "city"]
    for one in filter(None, (area, *above, *below)):
        yield from (one.name, one.short_name)


@cache
def _longest() -> int:
    return max(map(len, _by_words()))
