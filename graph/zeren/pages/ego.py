"""One unit in the middle: left what it leads and who helps it, right what it helps with and who leads that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from zeren.pages.columns import by_neighbours, spread, wrapped
from zeren.pages.graph import GAP, UNIT_SIZE, UNIT_STEP, Drawing, middles, tall, unit_key
from zeren.pages.groups import Group, by_measure, by_place, by_source, by_theme, grouped
from zeren.pages.ledger import Duty, Measure, Unit

CARDS_SHOWN: Final = 24  # measures on one side; where there are more, their themes are drawn instead
CARDS_WITHOUT_THEMES: Final = 80
_CARD, _LINE = ((236, 44), 58), ((236, 28), 36)  # size of a card of two lines or of one, and the distance to the next
_RULES: Final = (
    (by_measure, CARDS_SHOWN),
    (by_theme, CARDS_SHOWN),
    (by_measure, CARDS_WITHOUT_THEMES),
    (by_source, CARDS_SHOWN),
    (by_place, CARDS_SHOWN),
)


def ego(unit: Unit, universal: Collection[str]) -> Drawing:
    """The graph of one unit; units in `universal` stand last in their column, where a switch can hide them."""
    left = _Side(unit, unit.measures("lead"), ("support", "implement"))
    right = _Side(unit, helped(unit), ("lead",))
    there = [bool(left.partners), bool(left.cards), True, bool(right.cards), bool(right.partners)]
    widths = [UNIT_SIZE[0], left.size[0], UNIT_SIZE[0], right.size[0], UNIT_SIZE[0]]
    *x, wide = middles(list(zip(widths, there, strict=True)), GAP)
    cards = ((len(side.cards), side.step) for side in (left, right))
    height = tall(*cards, *((len(side.partners), UNIT_STEP) for side in (left, right)))
    drawing = Drawing(height, wide, root="../")
    middle = (x[2], height // 2)
    drawing.box("me", wrapped(unit.label, 20, 2), middle, "self", (UNIT_SIZE[0], 48), unit=unit.page, name=unit.label)
    left.draw(drawing, "left", x[1], x[0], universal)
    right.draw(drawing, "right", x[3], x[4], universal)
    return drawing


def helped(unit: Unit) -> list[Measure]:
    """The measures that a unit supports or implements and does not lead, in the order of documents."""
    led = set(unit.measures("lead"))
    found = set(unit.measures("support") + unit.measures("implement")) - led
    return sorted(found, key=lambda measure: (measure.source.id, measure.order))


class _Side:
    """One half of the graph: cards of measures next to the unit, and the units beyond them that have some roles."""

    def __init__(self, unit: Unit, measures: list[Measure], roles: tuple[str, ...]) -> None:
        self.cards: dict[Group, list[Duty]] = defaultdict(list)
        self.partners: dict[Unit, dict[Group, list[Duty]]] = {}
        self.sizes: dict[Group, int] = defaultdict(int)
        for measure, card in grouped(measures, _RULES).items():
            self.sizes[card] += 1
            for duty in measure.duties:
                if duty.unit is unit:
                    self.cards[card].append(duty)
                elif duty.role in roles:
                    self.partners.setdefault(duty.unit, defaultdict(list))[card].append(duty)
        self.size, self.step = _LINE if len(self.cards) > CARDS_SHOWN else _CARD

    def draw(self, drawing: Drawing, name: str, x_cards: int, x_partners: int, universal: Collection[str]) -> None:
        at = spread(list(self.cards), x_cards, self.step, drawing.height)
        for card, where in at.items():
            drawing.box(f"{name}-{card.key}", self._label(card), where, "measure", self.size, name=card.full_name)
            _draw_roles(drawing, "me", f"{name}-{card.key}", self.cards[card])
        for unit, where in spread(self._order(at, universal), x_partners, UNIT_STEP, drawing.height).items():
            drawing.unit(name, unit, where, "unit", universal=unit.id in universal)
            for card, duties in self.partners[unit].items():
                _draw_roles(drawing, unit_key(name, unit), f"{name}-{card.key}", duties)

    def _order(self, at: dict[Group, tuple[int, int]], last: Collection[str]) -> list[Unit]:
        heights: dict[object, int] = {card: y for card, (_, y) in at.items()}
        pulls = [(unit, card, len(duties)) for unit, cards in self.partners.items() for card, duties in cards.items()]
        return sorted(by_neighbours(self.partners, pulls, heights), key=lambda unit: unit.id in last)

    def _label(self, card: Group) -> str:
        if card.single:
            return wrapped(card.name, 30, 1 if len(self.cards) > CARDS_SHOWN else 2)
        return f"{wrapped(card.name, 24)} {self.sizes[card]}\n{wrapped(card.source, 30)}".strip()


def _draw_roles(drawing: Drawing, key: str, card: str, duties: list[Duty]) -> None:
    """The lines between a box and a card, one a role."""
    for role in dict.fromkeys(duty.role for duty in duties):
        drawing.edge(key, card, role, [duty for duty in duties if duty.role == role])
