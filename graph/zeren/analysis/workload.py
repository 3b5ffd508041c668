"""How much each unit carries: measures led, supported and implemented, what it owns, with whom, by when.

Apart from the pages and charts that show it. Every count is of distinct measures over the facts columns, vectorised;
SPARQL answers the same questions over the graph. A `scope` (document, city, year) is that of `duties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, Unpack

import pandas as pd

from zeren.analysis.duties import MEASURE, Scope, duties, select

if TYPE_CHECKING:
    from zeren.facts import Tables

By: TypeAlias = Literal["theme", "deadline", "city", "year"]

ROLES: Final = {"lead": "led", "support": "supported", "implement": "implemented"}
OWNED: Final = ["targets_owned", "milestones_owned", "partners", "themes"]
UNIVERSAL: Final = 0.8
LEAST_MEASURES: Final = 5
_ORDER: Final = ["document", "order"]


def workload(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """One row a unit, the busiest first: unit, name, full_name, kind, named and its counts.

    `measures`, `led`, `supported`, `implemented` count measures; `targets_owned` and `milestones_owned` those of the
    measures it leads; `partners` the other units it shares a measure with; `themes` the headings it works under;
    `guessed_share` is the share of its leads that rest on being listed first, missing where it leads nothing.
    """
    held = duties(tables, **scope)
    leads = held[held["role"] == "lead"]
    shared = shared_measures(held)
    made = held.drop_duplicates("unit").set_index("unit")[["name", "full_name", "kind", "named"]]
    made = made.join(_by_role(held, ["unit"]))
    made["targets_owned"] = _owned(leads, tables["targets"])
    made["milestones_owned"] = _owned(leads, tables["milestones"])
    made["partners"] = pd.concat([shared["unit_a"], shared["unit_b"]]).value_counts()
    made["themes"] = _themed(held, tables).groupby("unit")["theme"].nunique()
    made["guessed_share"] = (leads["basis"] == "first-listed").astype("Float64").groupby(leads["unit"]).mean()
    made[OWNED] = made[OWNED].fillna(0).astype("Int64")
    return made.reset_index().sort_values(
        ["measures", "led", "name", "unit"], ascending=[False, False, True, True], ignore_index=True
    )


def pairs(tables: Tables, limit: int | None = 10, named_only: bool = True, **scope: Unpack[Scope]) -> pd.DataFrame:
    """The pairs of units that share most measures: unit_a, unit_b, name_a, name_b, measures.

    Pairs equal to the last of the `limit` are kept, so that no tie is cut; `limit=None` gives all.
    """
    held = duties(tables, **scope)
    held = held[held["named"]] if named_only else held
    made = shared_measures(held)
    if limit is not None and len(made) > limit:
        made = made.nlargest(limit, "measures", keep="all")
    names = held.drop_duplicates("unit").set_index("unit")["name"]
    for side in ("a", "b"):
        made[f"name_{side}"] = made[f"unit_{side}"].map(names).astype("string")
    made = made[["unit_a", "unit_b", "name_a", "name_b", "measures"]]
    keys = ["measures", "name_a", "name_b", "unit_a", "unit_b"]
    return made.sort_values(keys, ascending=[False, True, True, True, True], ignore_index=True)


def shared_measures(held: pd.DataFrame) -> pd.DataFrame:
    """Every two units with a measure in common (unit_a < unit_b) and how many they share, by a sparse product."""
    import numpy as np
    from scipy import sparse  # type: ignore[import-untyped]

    rows = held.drop_duplicates([*MEASURE, "unit"])
    measures = rows.groupby(MEASURE).ngroup().to_numpy(dtype=np.int64)
    codes, units = pd.factorize(rows["unit"], sort=True)
    shape = (int(measures.max(initial=-1)) + 1, len(units))
    incidence = sparse.csr_array((np.ones(len(rows), dtype=np.int64), (measures, codes)), shape=shape)
    shared = sparse.triu(incidence.T @ incidence, k=1).tocoo()
    made = {"unit_a": units.take(shared.row), "unit_b": units.take(shared.col), "measures": shared.data}
    return pd.DataFrame(made).astype({"unit_a": "string", "unit_b": "string", "measures": "Int64"})


def only_lead(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """The rows of `workload` of named units that lead and never do anything else."""
    made = workload(tables, **scope)
    return made[made["named"] & (made["led"] > 0) & (made["supported"] + made["implemented"] == 0)]


def only_support(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """The rows of `workload` of named units that support and never lead."""
    made = workload(tables, **scope)
    return made[made["named"] & (made["supported"] > 0) & (made["led"] == 0)]


def universal_units(tables: Tables, share: float = UNIVERSAL, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Units that a document names in nearly every measure: unit, name, document, share.

    The share is of the measures that name anyone; a document with fewer than five of these says nothing.
    """
    held = duties(tables, **scope).drop_duplicates([*MEASURE, "unit"])
    measures = held.drop_duplicates(MEASURE)["document"].value_counts()
    made = held.groupby(["unit", "name", "document"], as_index=False).size()
    of = made["document"].map(measures).astype("Float64")
    made["share"] = made["size"].astype("Float64") / of
    made = made.loc[(made["share"] >= share) & (of >= LEAST_MEASURES), ["unit", "name", "document", "share"]]
    return made.sort_values(["share", "name", "document"], ascending=[False, True, True], ignore_index=True)


def measures_without_target(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Measures that promise no figure: document, order, theme, text."""
    measures = select(tables["measures"], tables, **scope)
    promising = pd.MultiIndex.from_frame(tables["targets"][MEASURE])
    without = ~pd.MultiIndex.from_frame(measures[_ORDER]).isin(promising)
    return measures.loc[without, [*_ORDER, "theme", "text"]].reset_index(drop=True)


def load_by(tables: Tables, by: By, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Measures of each unit by theme, deadline, city or year: unit, name, `by`, measures, led, supported, implemented.

    A measure counts under each deadline of its targets and milestones; one with no date under the words of the
    contract, `plan-year` (due within the plan's year) or `none`. Measures without the asked theme, city or year are
    left out.
    """
    held = duties(tables, **scope)
    named = {"theme": _themed, "deadline": _dated, "city": _placed, "year": _placed}[by](held, tables)
    named = named.rename(columns={"place_name": "city"}).dropna(subset=[by])
    keys = ["unit", "name", by]
    return _by_role(named, keys).reset_index().sort_values(["name", "unit", by], ignore_index=True)


def _by_role(held: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Distinct measures by key: in all, and in each role."""
    made = pd.DataFrame({"measures": held.drop_duplicates([*MEASURE, *keys]).groupby(keys).size()})
    for role, column in ROLES.items():
        made[column] = held[held["role"] == role].drop_duplicates([*MEASURE, *keys]).groupby(keys).size()
    return made.fillna(0).astype("Int64")


def _owned(leads: pd.DataFrame, figures: pd.DataFrame) -> pd.Series[int]:
    return leads.merge(figures[MEASURE], on=MEASURE).groupby("unit").size()


def _themed(held: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    themes = tables["measures"].rename(columns={"order": "measure"})
    return held.merge(themes[[*MEASURE, "theme"]], on=MEASURE)


def _placed(held: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    return held.merge(tables["documents"][["document", "place_name", "year"]], on="document")


def _dated(held: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    targets, milestones = tables["targets"], tables["milestones"]
    stated = pd.concat([targets[[*MEASURE, "deadline"]], milestones[[*MEASURE, "deadline"]]]).dropna()
    within = targets.loc[targets["deadline"].isna(), [*MEASURE, "deadline_basis"]]
    within = within[within["deadline_basis"] == "plan-year"].rename(columns={"deadline_basis": "deadline"})
    dates = pd.concat([stated, within]).drop_duplicates()
    return held.merge(dates, on=MEASURE, how="left").fillna({"deadline": "none"})
