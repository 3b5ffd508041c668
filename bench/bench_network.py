"""How long the network questions take: over the facts of a build, and over invented ones of the size of a country.

    python bench/bench_network.py [FACTS]

CPU seconds, once each. *country*: 300 cities of 60 bureaus, two plans each, some 18,000 bureaus and 500,000 pairs that
could meet. *one plan*: 2,000 bureaus, 16,000 measures and up to 527,000 duties in a single document.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from zeren import facts
from zeren.analysis import communities, exposure
from zeren.analysis.cooperation import cooperation

if TYPE_CHECKING:
    from zeren.facts import Tables

FACTS = Path(__file__).parents[1] / "out" / "facts"


def main() -> None:
    small = facts.counted(facts.read(Path(sys.argv[1]) if len(sys.argv) > 1 else FACTS))
    made = {
        "the build": small,
        "country": invented(cities=300, bureaus=60, plans=2, measures=70, duties=450),
        "one plan": invented(cities=1, bureaus=2000, plans=1, measures=16_000, duties=527_000),
    }
    for name, tables in made.items():
        measure(name, tables)


def measure(name: str, tables: Tables) -> None:
    duties = tables["responsibilities"]
    print(f"{name}: {duties['unit'].nunique()} bureaus, {len(tables['measures'])} measures, {len(duties)} duties")
    pairs = timed("cooperation", partial(cooperation, tables))
    told = pairs["than_chance"].value_counts()
    print(f"    {len(pairs)} pairs: " + ", ".join(f"{number} {what}" for what, number in told.items()))
    for job in (communities.groups, communities.brokers):
        timed(job.__name__, partial(job, pairs, perhaps=True))
    for job in (exposure.exposed, exposure.gaps, exposure.clashes):
        timed(job.__name__, partial(job, tables))


def timed(name: str, job: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    start = process_time()
    made = job()
    print(f"    {name:<12} {process_time() - start:8.2f}", flush=True)
    return made


def invented(*, cities: int, bureaus: int, plans: int, measures: int, duties: int) -> Tables:
    """Plans in which busy bureaus and idle ones have duties, each with those of its own three or four a little oftener."""
    chance = np.random.default_rng(0)
    busy = chance.pareto(1.5, bureaus) + 0.2
    circle = np.arange(bureaus) // max(4, bureaus // 40)
    rows = []
    for city in range(cities):
        for plan in range(plans):
            topic = circle[chance.integers(0, bureaus, measures)]
            task = chance.integers(0, measures, 2 * duties)
            unit = chance.choice(bureaus, 2 * duties, p=busy / busy.sum())
            near = (circle[unit] == topic[task]) | (chance.random(2 * duties) < 0.5)
            pairs = np.unique(np.stack([task[near], unit[near]]), axis=1)
            kept = np.sort(chance.permutation(pairs.shape[1])[:duties])
            frame = pd.DataFrame({"measure": pairs[0, kept] + 1, "unit": pairs[1, kept]})
            rows.append(
                frame.assign(document=f"d{city:03}{plan}", unit=f"c{city:03}/" + frame["unit"].astype("string"))
            )
    return _tables(pd.concat(rows, ignore_index=True))


def _tables(held: pd.DataFrame) -> Tables:
    first = ~held.duplicated(["document", "measure"])
    held = held.assign(name=held["unit"], role=np.where(first, "lead", "support"), basis="label", confidence=0.9)
    held["position"] = held.groupby(["document", "measure"]).cumcount() + 1
    units = pd.DataFrame({"unit": held["unit"].unique(), "kind": "government-department"})
    measures = held.loc[first, ["document", "measure"]].rename(columns={"measure": "order"}).assign(text="事")
    documents = pd.DataFrame({"document": held["document"].unique(), "year": 2021})
    given = {"responsibilities": held, "units": units, "measures": measures, "documents": documents}
    return {name: _conformed(name, given.get(name, pd.DataFrame())) for name in facts.SCHEMA}


def _conformed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    return facts.conform(table, frame.reindex(columns=list(facts.SCHEMA[table])))


if __name__ == "__main__":
    main()
