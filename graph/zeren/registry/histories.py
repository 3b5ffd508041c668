"""The history of a body as a person asks for it: what it came from, what became of it, who answers today.

Apart from `reforms`, because here a name is resolved first, and without a place: the general pattern then answers for any
place of the level that the name tells. Nothing is said of today that no reform tells: of a body that none is known of
only that is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from zeren.registry import departments, functions, linking, places, reforms, shortening, successions
from zeren.registry.functions import Function
from zeren.registry.places import AdministrativeArea
from zeren.registry.reforms import Reform
from zeren.vocab import ENDS_ORIGINAL, REFORM_KIND_LABELS

_LEVELS: Final = {
    "": "city", "国": "nation", "省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city",
    "地区": "city", "县": "county", "区": "county", "旗": "county",
}  # fmt: skip
"""The levels that words before a name tell; most plans are a city's, and so are names with none."""
_WORD_OF: Final = {"nation": "国家", "province": "省", "city": "市", "county": "县"}
_BEFORE_REFORMS: Final = (2017, 2012)
"""Years before the great reforms, in which a name may be understood that no body bears today."""


@dataclass(frozen=True, slots=True)
class History:
    """The reforms of a unit in order, and the bodies that answer for it today, or in a year."""

    unit: str
    name: str
    events: tuple[Reform, ...]
    answering: tuple[str, ...]
    ended: AdministrativeArea | None = None
    """The area of the unit where it is there no longer."""
    year: int | None = None

    def rows(self) -> list[dict[str, Any]]:
        """One plain row an event, with names beside the identities."""
        return [_row(event, _area(self.unit)) for event in self.events]

    def now(self) -> str:
        """Who answers, in words; where no reform tells, that none is known."""
        gone = f"{self.ended.name} itself ended in {self.ended.valid_to}; " if self.ended else ""
        if not self.answering:
            return f"{gone}zeren does not know who answers for it"
        if self.answering == (self.unit,) and not self._endings():
            return self._without_end()
        names = "、".join(written(unit, in_full=_area(unit) != _area(self.unit)) for unit in self.answering)
        known = "" if all(event.certainty == "high" for event in self._endings()) else ", as far as is known,"
        return f"{gone}answered for{known} by {names} {f'in {self.year}' if self.year else 'today'}"

    def _without_end(self) -> str:
        function = functions.table().get(self.unit.partition("/")[2])
        ended = function.valid_to if function else None
        if ended and int(ended[:4]) < (self.year or 9999):
            return f"it ended in {ended}; zeren does not know who answers for it"
        return "zeren knows no end of it" if self.events else "zeren knows no reform of it"

    def _endings(self) -> list[Reform]:
        """The reforms that ended the unit, and those that ended what came after it."""
        before = reforms.predecessors(self.unit)
        return [event for event in self.events if event.kind in ENDS_ORIGINAL and event.original not in before]


def history(name: str, place: str | None = None, year: int | None = None) -> list[History]:
    """The history of each body that a name can mean: one, or the general patterns where no place is told."""
    return [of(unit, year) for unit in _units(name, place, year)]


def written(unit: str, *, in_full: bool = False) -> str:
    """The name of a unit, `in_full` with its place; of a body of no place in particular, the name that such bodies bear."""
    area, _, slug = unit.partition("/")
    if area in _WORD_OF:
        function = functions.table()[slug]
        form = (function.province if area == "province" else "") or function.name
        return form.format(p=_WORD_OF[area], place=_WORD_OF[area], short="", province="省")
    described = departments.describe(unit)
    place = places.by_code(area)
    if place is None or not in_full:
        return described.name
    if not described.name.startswith(place.level_word):
        return described.full_name or described.name
    return f"{place.name}{described.name.removeprefix(place.level_word)}"


def _row(event: Reform, area: str) -> dict[str, Any]:
    """An event in words, with full names where it is not of one area alone."""
    apart = {_area(event.original), _area(event.resulting)} != {area}
    return {
        "date": event.date if event.earliest in (None, event.date) else f"{event.earliest}/{event.date}",
        "original": written(event.original, in_full=apart),
        "became": REFORM_KIND_LABELS[event.kind][0],
        "resulting": written(event.resulting, in_full=apart),
        "certainty": event.certainty,
        "basis": event.basis,
        "source": event.source,
    }


def of(unit: str, year: int | None = None) -> History:
    """The history of a body by its identity."""
    area = places.by_code(_area(unit))
    ended = area if area and area.valid_to and (year is None or year > int(area.valid_to[:4])) else None
    return History(unit, written(unit), tuple(reforms.history(unit)), tuple(reforms.answering(unit, year)), ended, year)


def _area(unit: str) -> str:
    return unit.partition("/")[0]


# --- the bodies that a name can mean -----------------------------------------------------------------------------------


def _units(name: str, place: str | None, year: int | None) -> list[str]:
    """The body of the place, or of the one that the name itself tells; else such a body of any place."""
    code = linking.code_named(place, year) if place is not None else None
    for home in dict.fromkeys((code, None)):
        for when in dict.fromkeys((year, None, *_BEFORE_REFORMS)):
            if unit := departments.resolve(name, home, when):
                return [_as_it_was(unit)]
    return list(dict.fromkeys(_of_any_place(name, year))) if place is None else []


def _as_it_was(unit: str) -> str:
    """The body of the area before, where no reform is told of one in the area that took over: 区卫生局 in 章丘区."""
    code, _, slug = unit.partition("/")
    before = [f"{one.old}/{slug}" for one in successions.before().get(code, ()) if one.whole]
    return next((old for old in before if not reforms.touching(unit) and reforms.touching(old)), unit)


def _of_any_place(name: str, year: int | None) -> Iterator[str]:
    readings = [one for one in functions.readings(name) if one.place_words in _LEVELS]
    for one in readings:
        yield f"{_level(one.place_words, name)}/{one.function.slug}"
    words = next(name[:at] for at in (3, 2, 1, 0) if name[:at] in _LEVELS)
    if not readings and (function := _shortened(name[len(words) :], year)):
        yield f"{_level(words, name)}/{function.slug}"


def _shortened(words: str, year: int | None) -> Function | None:
    """The function of a shortened or a joined name, in the year asked for or before the reforms."""
    asked = dict.fromkeys((year, None, *_BEFORE_REFORMS))
    meant = (understand(words, when) for when in asked for understand in (shortening.shortened, shortening.joined))
    return next(filter(None, meant), None)


def _level(words: str, name: str) -> str:
    return "province" if name.endswith("厅") else _LEVELS[words]
