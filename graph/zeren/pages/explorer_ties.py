"""What the explorer's view of cooperation shows: pairs beside chance, their groups, who would be missed, gaps and clashes.

Apart from `explorer_data`, because all this is reckoned, not read: each place by itself, as `zeren network --city` does, so
that no bureau of one city stands in another's chance. Units, measures and documents are told by their positions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import pandas as pd

from zeren.pages.html import Json
from zeren.pages.ledger import Row, rows

if TYPE_CHECKING:
    from zeren.facts import Tables

TOLD: Final = ("more", "perhaps-more", "less", "perhaps-less")
GAPS: Final = ("nobody", "everybody", "no-owner", "no-lead")
CLASHES: Final = ("two-leads", "lead-and-support", "guessed-lead")
MOST_PAIRS: Final = 200
"""Of a place. More pairs than this no picture shows legibly; the least sure are left out."""


def ties(tables: Tables, units: Mapping[str, int], measures: Mapping[tuple[str, int], int]) -> dict[str, Json]:
    """`cities`: name and documents; `together`: city, two units, measures shared and expected, q, and how they are beside
    chance; `groups`: unit, group, in how many groups it has partners; `alone`, `gaps`, `clashes`: measure and what of it."""
    cities: list[Json] = []
    together: list[Json] = []
    groups: list[Json] = []
    documents = {document: n for n, document in enumerate(tables["documents"]["document"])}
    for name, here in _places(tables):
        duties = tables["responsibilities"]
        duties = duties[duties["document"].isin(here)]
        if duties.empty:
            continue
        pairs, grouped = _city(tables | {"responsibilities": duties})
        together += [[len(cities), *_pair(it, units)] for it in rows(pairs)]
        groups += [[len(cities), units[it["unit"]], it["group"], it["joins"]] for it in rows(grouped)]
        cities.append([name, [documents[it] for it in here]])
    return {"cities": cities, "together": together, "groups": groups, **_lacking(tables, units, measures)}


def _pair(it: Row, units: Mapping[str, int]) -> list[Json]:
    both = [units[it["unit_a"]], units[it["unit_b"]]]
    return [*both, it["measures"], round(it["expected"], 1), it["q"], TOLD.index(it["than_chance"])]


def _places(tables: Tables) -> list[tuple[str, list[str]]]:
    """The places, each with its documents, in the order of these; a document without a place stands alone."""
    told = tables["documents"][["document", "place_code", "place_name"]]
    keys = told["place_code"].fillna(told["place_name"]).fillna(told["document"])
    return [
        (str(own["place_name"].fillna("").iloc[0]), list(own["document"])) for _, own in told.groupby(keys, sort=False)
    ]


def _city(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The pairs that are not like chance, and the groups that those of them form who meet more."""
    from zeren.analysis.communities import brokers
    from zeren.analysis.cooperation import cooperation

    pairs = cooperation(tables)
    pairs = pairs[pairs["than_chance"].isin(TOLD)].head(MOST_PAIRS)
    return pairs, brokers(pairs, perhaps=True)


def _lacking(tables: Tables, units: Mapping[str, int], measures: Mapping[tuple[str, int], int]) -> dict[str, Json]:
    from zeren.analysis.exposure import clashes, gaps, sole_owners

    def at(row: Mapping[str, object]) -> int:
        return measures[row["document"], row["measure"]]  # type: ignore[index]

    return {
        "alone": [[at(it), units[it["unit"]], int(it["everybody"])] for it in rows(sole_owners(tables))],
        "gaps": [[at(it), GAPS.index(it["gap"])] for it in rows(gaps(tables))],
        "clashes": [[at(it), CLASHES.index(it["clash"]), it["units"]] for it in rows(clashes(tables))],
    }
