"""The history of a body as a person asks for it: what it came from, what became of it, who answers today.

Apart from `reforms`, because here a name is resolved first, and without a place: the general pattern then answers for any
place of the level that the name tells.
"""

from dataclasses import dataclass
from typing import Any, Final

from zeren.registry import departments, functions, linking, places, reforms
from zeren.registry.places import AdministrativeArea
from zeren.registry.reforms import Reform
from zeren.vocab import REFORM_KIND_LABELS

_LEVEL_OF: Final = {"国": "nation", "省": "province", "县": "county", "区": "county", "旗": "county"}
_WORD_OF: Final = {"nation": "国家", "province": "省", "city": "市", "county": "县"}
_TOWN: Final = "city"
"""The level of a name that tells none: most plans are a city's."""


@dataclass(frozen=True, slots=True)
class History:
    """The reforms of a unit in order, and the bodies that answer for it today, or in a year."""

    unit: str
    name: str
    events: tuple[Reform, ...]
    answering: tuple[str, ...]
    ended: AdministrativeArea | None = None
    """The area of the unit where it is there no longer."""

    def rows(self) -> list[dict[str, Any]]:
        """One plain row an event, with names beside the identities."""
        return [self._row(event) for event in self.events]

    def now(self) -> str:
        """Who answers, in words."""
        if self.ended:
            return f"{self.ended.name} itself ended in {self.ended.valid_to}; no body of it answers"
        if not self.events:
            return "no reform is known; it answers itself"
        return f"answered for by {'、'.join(map(written, self.answering))}"

    def _row(self, event: Reform) -> dict[str, Any]:
        return {
            "date": event.date if event.earliest in (None, event.date) else f"{event.earliest}/{event.date}",
            "original": written(event.original),
            "became": REFORM_KIND_LABELS[event.kind][0],
            "resulting": written(event.resulting),
            "certainty": event.certainty,
            "basis": event.basis,
            "source": event.source,
        }


def history(name: str, place: str | None = None, year: int | None = None) -> list[History]:
    """The history of each body that a name can mean: one, or the general patterns where no place is told."""
    return [_of(unit, year) for unit in _units(name, place, year)]


def written(unit: str) -> str:
    """The name of a unit; of a body of no place in particular, the name that such bodies bear."""
    area, _, slug = unit.partition("/")
    if area not in _WORD_OF:
        return departments.describe(unit).name
    form = functions.table()[slug].name
    return form.format(p=_WORD_OF[area], place=_WORD_OF[area], short="", province="省")


def _of(unit: str, year: int | None) -> History:
    area = places.by_code(unit.partition("/")[0])
    ended = area if area and area.valid_to and (year is None or year >= int(area.valid_to[:4])) else None
    answering = () if ended else tuple(reforms.answering(unit, year))
    return History(unit, written(unit), tuple(reforms.history(unit)), answering, ended)


def _units(name: str, place: str | None, year: int | None) -> list[str]:
    if place is not None:
        code = linking.place_named(place, year).code
        known = (departments.resolve(name, code, asked) for asked in (year, None))
        return list(dict.fromkeys(unit for unit in known if unit))[:1]
    readings = [reading for reading in functions.readings(name) if len(reading.place_words) < 2]
    return list(dict.fromkeys(f"{_level(reading.place_words)}/{reading.function.slug}" for reading in readings))


def _level(words: str) -> str:
    return _LEVEL_OF.get(words[:1], _TOWN)
