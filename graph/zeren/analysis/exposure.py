"""Where a plan rests on one bureau, on none or on all: who would be missed, what nobody leads, where duties clash.

Apart from the load, because these are questions about a measure's owners, not about how many measures a bureau has. An
*owner* is a named unit of the plan's own level (a city's bureau in a city's plan) that leads or supports: counties that
carry out, collectives (各县区政府) and bodies of other levels are none. Where the level of the place or of the unit is not
known, a named unit that leads or supports is taken for one. Only documents that assign duties speak here: those in which
half of the measures and more name somebody (`ASSIGNING`). A report or a news story that names a bureau here and there
leaves nothing without an owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

import pandas as pd

from zeren.analysis.duties import GUESS, MEASURE, Scope, duties, select

if TYPE_CHECKING:
    from zeren.facts import Tables

ASSIGNING: Final = 0.5
UNTOLD: Final = (GUESS, "sole")
"""Bases on which somebody leads though no word of the document says who does."""
GAPS: Final = ("nobody", "everybody", "no-owner", "no-lead")
CLASHES: Final = ("two-leads", "lead-and-support", "guessed-lead")
_TOLD: Final = ["document", "place", "year", "measure", "text", "theme"]
_JOIN: Final = "、"


def exposed(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Bureaus whose absence would leave measures without an owner, those with most first.

    Columns unit, name, kind; `owned`, the measures it is an owner of; `alone`, those of which it is the only one; `led`,
    those of them that it leads; `share`, alone / owned; `everybody`, how many of them a collective bears too.
    """
    alone = sole_owners(tables, **scope)
    owned = _owners(_placed(tables, **scope)).drop_duplicates([*MEASURE, "unit"])
    of = alone.groupby("unit")
    made = (
        owned.drop_duplicates("unit")
        .set_index("unit")[["name", "kind"]]
        .join(owned.groupby("unit").size().rename("owned"))
    )
    made = made.join(
        pd.DataFrame(
            {
                "alone": of.size(),
                "led": of["role"].agg(lambda roles: (roles == "lead").sum()),
                "everybody": of["everybody"].sum(),
            }
        ),
        how="inner",
    )
    made["share"] = (made["alone"] / made["owned"]).astype("Float64").round(4)
    made = made.astype(dict.fromkeys(["owned", "alone", "led", "everybody"], "Int64")).reset_index()
    made = made[["unit", "name", "kind", "owned", "alone", "led", "share", "everybody"]]
    return made.sort_values(["alone", "share", "name", "unit"], ascending=[False, False, True, True], ignore_index=True)


def sole_owners(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """The measures with one owner: document, place, year, measure, text, theme, unit, name, role (`lead` where it has
    both), basis, everybody (whether a collective or catch-all bears it too)."""
    held = _placed(tables, **scope)
    owners = _owners(held).sort_values([*MEASURE, "unit", "role"]).drop_duplicates([*MEASURE, "unit"])
    alone = owners[~owners.duplicated(MEASURE, keep=False)]
    everybody = held[~held["named"]].drop_duplicates(MEASURE)[MEASURE].assign(everybody=True)
    made = alone.merge(everybody, on=MEASURE, how="left")
    made["everybody"] = made["everybody"].notna()
    return _told(made, tables)[[*_TOLD, "unit", "name", "role", "basis", "everybody"]]


def gaps(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Measures that lack somebody, by document and order: document, place, year, measure, text, theme, gap, units.

    `gap` is `nobody` (no unit at all), `everybody` (collectives and catch-alls alone), `no-owner` (named units, none of the
    plan's own level) or `no-lead` (owners, but nobody leads), the first that holds; `units` are the names of those who bear it.
    What stands before the first measure that names somebody opens the document and is no gap.
    """
    held = _placed(tables, **scope)
    there = select(tables["measures"], tables, **scope).rename(columns={"order": "measure"})[MEASURE]
    first = held.groupby("document")["measure"].min()
    there = there[(there["measure"] >= there["document"].map(first)).fillna(False).astype(bool)]
    borne = held.assign(lead=held["role"] == "lead").groupby(MEASURE)[["named", "owner", "lead"]].any()
    made = there.merge(borne, left_on=MEASURE, right_index=True, how="left")
    lacks = [made["named"].isna(), *(~made[side].fillna(False).astype(bool) for side in ("named", "owner", "lead"))]
    made["gap"] = pd.Series(pd.NA, index=made.index, dtype="string")
    for gap, lack in reversed(list(zip(GAPS, lacks, strict=True))):
        made.loc[lack, "gap"] = gap
    made = _told(made.dropna(subset=["gap"]), tables)
    return _with_units(made, held)[[*_TOLD, "gap", "units"]]


def clashes(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Measures whose duties want a second look, by document and order: document, place, year, measure, text, theme, clash,
    units, confidence.

    `clash` is `two-leads` (several units lead, which may be meant), `lead-and-support` (a unit does both) or `guessed-lead`
    (who leads is told by the order alone, though the document says elsewhere who does); `units` are those concerned,
    `confidence` the least of their duties.
    """
    held = _placed(tables, **scope)
    leads = held[held["role"] == "lead"]
    telling = leads.loc[~leads["basis"].isin(UNTOLD), "document"]
    supports = held.loc[held["role"] == "support", [*MEASURE, "unit"]]
    chosen = {
        "two-leads": leads[leads.duplicated(MEASURE, keep=False)],
        "lead-and-support": leads.merge(supports, on=[*MEASURE, "unit"]),
        "guessed-lead": leads[(leads["basis"] == GUESS) & leads["document"].isin(telling)],
    }
    found = pd.concat([rows.assign(clash=clash) for clash, rows in chosen.items()], ignore_index=True)
    keys = [*MEASURE, "clash"]
    made = found.groupby(keys, as_index=False).agg(units=("name", _JOIN.join), confidence=("confidence", "min"))
    return _told(made, tables)[[*_TOLD, "clash", "units", "confidence"]]


def _placed(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """`duties` of the documents that assign, with `owner`: whether the unit is one of the measure's owners by its role."""
    held = duties(tables, **scope)
    held = held[held["document"].isin(_assigning(held, tables))]
    levels = tables["places"].set_index("code")["level"]
    home = held["document"].map(tables["documents"].set_index("document")["place_code"]).map(levels)
    own = held["unit"].map(tables["units"].set_index("unit")["level"])
    same = own.isna() | home.isna() | (own == home).fillna(False).astype(bool)
    return held.assign(owner=held["named"].astype(bool) & same & (held["role"] != "implement"))


def _assigning(held: pd.DataFrame, tables: Tables) -> pd.Index[str]:
    """The documents in which half of the measures and more name somebody."""
    naming = held.drop_duplicates(MEASURE).groupby("document").size()
    share = naming / tables["measures"].groupby("document").size().reindex(naming.index).astype(float)
    return naming.index[(share >= ASSIGNING).fillna(False).astype(bool)]


def _owners(held: pd.DataFrame) -> pd.DataFrame:
    return held[held["owner"]]


def _with_units(made: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    names = held.drop_duplicates([*MEASURE, "unit"]).groupby(MEASURE)["name"].agg(_JOIN.join).rename("units")
    told = made.merge(names, left_on=MEASURE, right_index=True, how="left")
    return told.assign(units=told["units"].fillna("").astype("string"))


def _told(made: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The rows with the words of their measure and the place and year of their document, in order."""
    measures = tables["measures"].rename(columns={"order": "measure"})[[*MEASURE, "text", "theme"]]
    documents = tables["documents"].rename(columns={"place_name": "place"})[["document", "place", "year"]]
    told = made.merge(measures, on=MEASURE).merge(documents, on="document")
    last = [name for name in ("clash", "unit") if name in told]
    return told.sort_values([*MEASURE, *last], ignore_index=True)
