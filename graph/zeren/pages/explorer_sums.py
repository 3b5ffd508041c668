"""What the explorer's charts need beside the facts: who is no single body, the members of collectives, and which result
stands beside which target.

Apart from `explorer_data`, because these are answers of `zeren.analysis` and the registry, decided there and only told
to the browser. Positions are those of the block's lists; members that bear nothing of their own follow after its units.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from zeren.pages.html import Json
from zeren.pages.ledger import rows

if TYPE_CHECKING:
    from zeren.facts import Tables


def beside(tables: Tables, units: Mapping[str, int]) -> dict[str, Json]:
    """The blocks `many`, `members` and `met`; `units` tells where each unit stands."""
    told, places = _members(tables, units)
    return {"many": _many(tables, places), "members": told, "met": _met(tables)}


def _members(tables: Tables, units: Mapping[str, int]) -> tuple[Json, dict[str, int]]:
    """`units`, the id, name and kind of each further member; `of`, for each collective and year a plan is of (null
    where it is of none) the places of its members. With it, where all units stand."""
    from zeren.registry.members import bearing

    named = tables["responsibilities"].drop_duplicates(["document", "unit"])
    years = tables["documents"].set_index("document")["year"]
    found = bearing(named, tables)
    found = found.assign(year=found["document"].map(years)).drop_duplicates(["unit", "year", "member"])
    known = {row["unit"]: row for row in rows(tables["units"])}
    places = dict(units)
    further: list[Json] = []
    of: dict[tuple[int, int | None], list[int]] = {}
    for row in rows(found.sort_values(["unit", "year", "member"])[["unit", "year", "member"]]):
        member = row["member"]
        if member not in places:
            places[member] = len(places)
            told = known.get(member, {})
            further.append([member, told.get("name") or member, told.get("kind")])
        of.setdefault((units[row["unit"]], row["year"]), []).append(places[member])
    return {"units": further, "of": [[unit, year, list(held)] for (unit, year), held in of.items()]}, places


def _many(tables: Tables, places: Mapping[str, int]) -> list[int]:
    """The units that are no single body: collectives and catch-alls."""
    from zeren.analysis.duties import duties

    held = duties(tables, expand=False)
    return sorted({places[unit] for unit in held.loc[~held["named"], "unit"]})


def _met(tables: Tables) -> list[Json]:
    """Target, result, the result in the target's unit and in hundredths of the target, and whether the target is met:
    1, 0, or -1 where that is not told."""
    from zeren.analysis.outcomes import figures_met

    found = figures_met(tables)
    found["part"] = (100 * found["result"] / found["target"]).astype("float64").round(1)
    return [
        [row["target_at"], row["result_at"], row["result"], row["part"], -1 if row["met"] is None else int(row["met"])]
        for row in rows(found)
    ]
