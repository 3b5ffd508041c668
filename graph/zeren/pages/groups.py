"""What is drawn as one box: a measure, or many measures together where each alone would be too many to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zeren.pages import labels, links
from zeren.pages.ledger import Measure


@dataclass(frozen=True, slots=True)
class Group:
    """A box of measures: its name, and the document it belongs to where that needs saying."""

    key: str
    name: str
    source: str = ""

    @property
    def full_name(self) -> str:
        return " · ".join(part for part in (self.name, self.source) if part)


Rule: TypeAlias = Callable[[Measure], Group]


def by_measure(measure: Measure) -> Group:
    return Group(measure_key(measure), f"{measure.order} {measure.text}")


def by_theme(measure: Measure) -> Group:
    """A theme of one document; the same word in another document is another theme."""
    key = f"g-{links.short_hash(measure.source.id, measure.theme or '')}"
    return Group(key, measure.theme or labels.word("no-theme"), measure.source.label)


def by_source(measure: Measure) -> Group:
    return Group(f"d-{measure.source.id}", measure.source.label)


def by_place(measure: Measure) -> Group:
    place = measure.source.place or labels.word("no-place")
    return Group(f"p-{links.short_hash(place)}", place)


def grouped(measures: Iterable[Measure], rules: Sequence[Rule], most: int) -> dict[Measure, Group]:
    """The group of each measure by the first rule that makes no more groups than can be read, else by the last."""
    measures = list(measures)
    for rule in rules:
        made = {measure: rule(measure) for measure in measures}
        if len(set(made.values())) <= most:
            break
    return made


def measure_key(measure: Measure) -> str:
    return f"{measure.source.id}-{measure.anchor}"
