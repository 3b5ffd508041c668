"""What each unit carries, in the order in which pages tell it: sums of `zeren.analysis` beside the linked records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zeren.pages.ledger import Ledger, Measure, Unit, rows

if TYPE_CHECKING:
    from zeren.facts import Tables


@dataclass(frozen=True, slots=True)
class Load:
    """A unit's counts, the measures it leads, and the themes of these, the commonest first."""

    unit: Unit
    led: int
    supported: int
    implemented: int
    targets: int
    partners: int
    leads: list[Measure]
    themes: list[tuple[str | None, int]]

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
                leads=leads,
                themes=Counter(measure.theme for measure in leads).most_common(),
            )
        )
    return sorted(made, key=lambda load: (-load.led, -load.total, load.unit.id))
