"""What each unit carries, in the order in which pages tell it: sums of `zeren.analysis` beside the linked records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zeren.pages.columns import wrapped
from zeren.pages.ledger import Ledger, Measure, Unit, rows

if TYPE_CHECKING:
    from zeren.facts import Tables

HEADLINE: Final = 26


@dataclass(frozen=True, slots=True)
class Load:
    """A unit's counts and the measures it leads; `headlines` are their themes with a count, or their words with 0.

    `guessed` counts the leads that rest on nothing but being listed first.
    """

    unit: Unit
    led: int
    supported: int
    implemented: int
    targets: int
    partners: int
    guessed: int
    leads: list[Measure]
    headlines: list[tuple[str, int]]

    @property
    def total(self) -> int:
        return self.led + self.supported + self.implemented


def loads(tables: Tables, ledger: Ledger) -> list[Load]:
    """The load of every unit that bears a duty: those that lead most come first."""
    from zeren.analysis.workload import workload

    counts = {row["unit"]: row for row in rows(workload(tables))}
    made = []
    for unit in ledger.units:
        row, leads = counts[unit.id], unit.measures("lead")
        made.append(
            Load(
                unit,
                led=row["led"],
                supported=row["supported"],
                implemented=row["implemented"],
                targets=row["targets_owned"],
                partners=row["partners"],
                guessed=sum(duty.guess for duty in unit.duties if duty.role == "lead"),
                leads=leads,
                headlines=_headlines(leads),
            )
        )
    return sorted(made, key=lambda load: (-load.led, -load.total, load.unit.id))


def _headlines(measures: list[Measure]) -> list[tuple[str, int]]:
    """Themes, the commonest first, then the first words of measures that stand under none."""
    themes = Counter(measure.theme for measure in measures if measure.theme)
    alone = [(wrapped(measure.text, HEADLINE), 0) for measure in measures if not measure.theme]
    return themes.most_common() + alone
