"""The overview: who leads what and who supports it, themes between the two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Final

from zeren.pages.columns import by_neighbours, spread, wrapped
from zeren.pages.graph import GAP, UNIT_SIZE, UNIT_STEP, Drawing, middles, tall, unit_key
from zeren.pages.groups import Group, by_place, by_source, by_theme, grouped
from zeren.pages.ledger import Duty, Ledger, Measure, Unit

GROUPS_SHOWN: Final = 100  # themes; where there are more, documents or places are drawn instead
UNITS_SHOWN: Final = 150  # units on one side, those with most duties; the table has all
_THEME_WIDTH, _THEME_STEP = 190, 56
_SIDES: Final = {"lead": ("lead",), "support": ("support", "implement")}


def overview(ledger: Ledger, universal: Collection[str]) -> Drawing:
    """Three columns: units that lead, themes in the order of the documents, units that support or implement."""
    concerned = [measure for measure in ledger.measures if measure.duties]
    group_of = grouped(concerned, (by_theme, by_source, by_place), GROUPS_SHOWN)
    sizes = Counter(group_of.values())
    places: dict[object, int] = {group: i for i, group in enumerate(sizes)}
    sides = {name: _Side(roles, group_of) for name, roles in _SIDES.items()}
    orders = {name: side.ordered(places, universal if name == "support" else ()) for name, side in sides.items()}
    height = tall((len(sizes), _THEME_STEP), *((len(order), UNIT_STEP) for order in orders.values()))
    *x, wide = middles([(UNIT_SIZE[0], True), (_THEME_WIDTH, True), (UNIT_SIZE[0], True)], 3 * GAP)
    left_out = {unit for name, side in sides.items() for unit in set(side.found) - set(orders[name])}
    drawing = Drawing(height, wide, left_out=len(left_out))
    for group, at in spread(list(sizes), x[1], _THEME_STEP, height).items():
        _draw_theme(drawing, group, sizes[group], at)
    for name, column in (("lead", x[0]), ("support", x[2])):
        for unit, at in spread(orders[name], column, UNIT_STEP, height).items():
            _draw_unit(drawing, name, sides[name], unit, at, name == "support" and unit.id in universal)
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


def _draw_theme(drawing: Drawing, group: Group, count: int, at: tuple[int, int]) -> None:
    label = f"{wrapped(group.name, 20)} {count}" + (f"\n{wrapped(group.source, 24)}" if group.source else "")
    drawing.box(group.key, label, at, "theme", (_THEME_WIDTH, 44), name=group.full_name)


def _draw_unit(drawing: Drawing, name: str, side: _Side, unit: Unit, at: tuple[int, int], universal: bool) -> None:
    groups = side.found[unit]
    count = len({duty.measure for duties in groups.values() for duty in duties})
    drawing.unit(name, unit, at, f"unit-{name}", count, universal=universal)
    for (group, role), duties in groups.items():
        drawing.edge(unit_key(name, unit), group.key, role, duties)
