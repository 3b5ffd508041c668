"""The overview: who leads what and who supports it, themes between the two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from zeren.pages.columns import by_neighbours, spread, wrapped
from zeren.pages.graph import UNIT_SIZE, UNIT_STEP, Drawing, middles, tall, unit_key
from zeren.pages.groups import Group, by_measure, by_place, by_source, by_theme, grouped
from zeren.pages.html import Json
from zeren.pages.ledger import Duty, Ledger, Measure, Unit

GROUPS_SHOWN: Final = 100  # themes or measures; where there are more, documents or places are drawn instead
UNITS_SHOWN: Final = 150  # units on one side, those with most duties; the table has all
_RULES: Final = tuple((rule, GROUPS_SHOWN) for rule in (by_theme, by_measure, by_source, by_place))
_THEME, _MEASURE = ((190, 44), 56), ((262, 28), 36)  # size of a box and distance from one to the next
_GAP: Final = 200
_SIDES: Final = {"lead": ("lead",), "support": ("support", "implement")}


def overview(ledger: Ledger, universal: Collection[str], names: Mapping[str, str] | None = None) -> Drawing:
    """Three columns: units that lead, themes in the order of the documents, units that support or implement.

    `names` gives the words by which a unit is found, by its id.
    """
    concerned = [measure for measure in ledger.measures if measure.duties]
    group_of = grouped(concerned, _RULES)
    sizes = Counter(group_of.values())
    places: dict[object, int] = {group: i for i, group in enumerate(sizes)}
    sides = {name: _Side(roles, group_of) for name, roles in _SIDES.items()}
    orders = {name: side.ordered(places, universal if name == "support" else ()) for name, side in sides.items()}
    size, step = _MEASURE if any(group.single for group in sizes) else _THEME
    height = tall((len(sizes), step), *((len(order), UNIT_STEP) for order in orders.values()))
    *x, wide = middles([(UNIT_SIZE[0], True), (size[0], True), (UNIT_SIZE[0], True)], _GAP)
    left_out = {unit for name, side in sides.items() for unit in set(side.found) - set(orders[name])}
    drawing = Drawing(height, wide, left_out=len(left_out))
    for group, at in spread(list(sizes), x[1], step, height).items():
        drawing.box(group.key, _label(group, sizes[group]), at, _look(group), size, name=group.full_name)
    for name, column in (("lead", x[0]), ("support", x[2])):
        for unit, at in spread(orders[name], column, UNIT_STEP, height).items():
            last = name == "support" and unit.id in universal
            _draw_unit(drawing, name, sides[name], unit, at, universal=last, find=(names or {}).get(unit.id, ""))
    return drawing


class _Side:
    """The units of one side, with their duties by group and role."""

    def __init__(self, roles: tuple[str, ...], group_of: dict[Measure, Group]) -> None:
        self.found: dict[Unit, dict[tuple[Group, str], list[Duty]]] = {}
        for measure, group in group_of.items():
            for duty in measure.duties:
                if duty.role in roles:
                    self.found.setdefault(duty.unit, defaultdict(list))[group, duty.role].append(duty)

    def ordered(self, places: dict[object, int], last: Collection[str]) -> list[Unit]:
        """The units with most duties, each near its groups; some at the end, where a switch can hide them."""
        load = {unit: sum(map(len, groups.values())) for unit, groups in self.found.items()}
        kept = sorted(load, key=lambda unit: (-load[unit], unit.id))[:UNITS_SHOWN]
        pulls = [(unit, group, len(duties)) for unit in kept for (group, _), duties in self.found[unit].items()]
        return sorted(by_neighbours(kept, pulls, places), key=lambda unit: unit.id in last)


def _label(group: Group, count: int) -> str:
    if group.single:
        return wrapped(group.name, 34)
    return f"{wrapped(group.name, 20)} {count}" + (f"\n{wrapped(group.source, 24)}" if group.source else "")


def _look(group: Group) -> str:
    return "measure" if group.single else "theme"


def _draw_unit(drawing: Drawing, name: str, side: _Side, unit: Unit, at: tuple[int, int], **more: Json) -> None:
    groups = side.found[unit]
    count = len({duty.measure for duties in groups.values() for duty in duties})
    drawing.unit(name, unit, at, f"unit-{name}", count, **more)
    for (group, role), duties in groups.items():
        drawing.edge(unit_key(name, unit), group.key, role, duties)
