"""What is drawn as one box: a measure, or many measures together where each alone would be too many to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zeren.pages import labels, links
from zeren.pages.ledger import Measure


@dataclass(frozen=True, slots=True)
class Group:
    """A box of measures: its name, its document where that needs saying, and whether it is one measure alone."""

    key: str
    name: str
    source: str = ""
    single: bool = False

    @property
    def full_name(self) -> str:
        return " · ".join(part for part in (self.name, self.source) if part)


Rule: TypeAlias = Callable[[Measure], Group]


def by_measure(measure: Measure) -> Group:
    return Group(measure_key(measure), f"{measure.order} {measure.text}", single=True)


def by_theme(measure: Measure) -> Group:
    """A theme of one document; the same word in another document is another theme."""
    key = f"g-{links.short_hash(measure.source.id, measure.theme or '')}"
    return Group(key, measure.theme or labels.word("no-theme"), measure.source.label)


def by_source(measure: Measure) -> Group:
    return Group(f"d-{measure.source.id}", measure.source.label)


def by_place(measure: Measure) -> Group:
    place = measure.source.place or labels.word("no-place")
    return Group(f"p-{links.short_hash(place)}", place)


def grouped(measures: Sequence[Measure], choices: Sequence[tuple[Rule, int]]) -> dict[Measure, Group]:
    """The group of each measure by the first rule that makes no more groups than may be drawn, else by the last.

    Themes are passed over where most measures have none.
    """
    usable = [(rule, most) for rule, most in choices if rule is not by_theme or _themed(measures)]
    for rule, most in usable:
        made = {measure: rule(measure) for measure in measures}
        if len(set(made.values())) <= most:
            break
    return made


def _themed(measures: Sequence[Measure]) -> bool:
    return 2 * sum(measure.theme is not None for measure in measures) > len(measures)


def measure_key(measure: Measure) -> str:
    return f"{measure.source.id}-{measure.anchor}"
