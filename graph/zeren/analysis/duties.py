"""Who has a duty in which measure, one row a unit, measure and role: what every count, pair and graph starts from.

Apart, so that "a unit", "named" and "in this city and year" mean one thing in all answers. A unit goes by the name
that the selected documents write most often. A *named* unit is one body; collectives (各县区政府) and catch-alls
(各有关单位) are not named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import pandas as pd

from zeren.analysis.namesakes import of_place
from zeren.errors import QueryError
from zeren.registry import members

if TYPE_CHECKING:
    from zeren.facts import Tables

MEASURE: Final = ["document", "measure"]
NOT_NAMED: Final = ("collective", "catch-all")
GUESS: Final = "first-listed"  # the basis of a role without any mark
_UNNAMED = r"^(?:各|有关|相关|其他|其它)|(?:成员单位|有关部门|有关单位|相关部门|相关单位)$"


class Scope(TypedDict, total=False):
    """Which documents count: one document's id, a city (name or code), a year; all of them where nothing is said.

    `expand` gives each duty of a collective (各县区政府) to its members in the document's year instead, where these are
    known; without it the phrase itself bears the duty.
    """

    document: str | None
    city: str | None
    year: int | None
    expand: bool


def duties(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Columns document, measure, unit, name, role, basis, confidence, kind, full_name, named."""
    found = select(tables["responsibilities"], tables, **scope)
    units = tables["units"].set_index("unit")
    if scope.get("expand"):
        found = expanded(found, tables)
    names = written_names(found)
    made = found.drop_duplicates(["document", "measure", "unit", "role"])
    made = made[["document", "measure", "unit", "role", "basis", "confidence"]].copy()
    made["name"] = made["unit"].map(names).astype("string")
    made["kind"] = made["unit"].map(units["kind"]).astype("string")
    made["full_name"] = made["unit"].map(units["full_name"]).astype("string")
    made["named"] = named(made["kind"], made["name"])
    return made.reset_index(drop=True)


def expanded(responsibilities: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Responsibilities with the members of each collective in its place, by the year of the document; a collective
    whose members are not told stays."""
    one = ["document", "measure", "position"]
    told = members.bearing(responsibilities, tables)
    names = told["member"].map(tables["units"].set_index("unit")["name"])
    instead = told.assign(unit=told["member"], name=names.fillna(told["member"])).drop(columns="member")
    stays = responsibilities.merge(told[one].drop_duplicates(), on=one, how="left", indicator="both")
    kept = responsibilities[(stays["both"] == "left_only").to_numpy()]
    made = pd.concat([kept, instead], ignore_index=True)
    return made.sort_values([*one, "unit"], ignore_index=True)


def named(kind: pd.Series[str], name: pd.Series[str]) -> pd.Series[bool]:
    """Whether each unit is one body; where the registry knows no kind, the name itself tells."""
    by_kind = ~kind.isin(NOT_NAMED).fillna(False)
    by_name = ~name.str.contains(_UNNAMED, regex=True).fillna(False)
    return by_kind & (kind.notna() | by_name)


def written_names(responsibilities: pd.DataFrame) -> pd.Series[str]:
    """For each unit, the name written most often, the first in code order among equals."""
    counted = responsibilities.groupby(["unit", "name"], as_index=False).size()
    counted = counted.sort_values(["unit", "size", "name"], ascending=[True, False, True])
    return counted.drop_duplicates("unit").set_index("unit")["name"]


def select(frame: pd.DataFrame, tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """The rows of a frame with a `document` column that belong to a scope.

    `QueryError` where no document at all is of that id, city or year, or where several places bear the city's name; parts
    of a scope that fit no document together give an empty frame.
    """
    documents = tables["documents"]
    chosen = pd.Series(True, index=documents.index)
    if (document := scope.get("document")) is not None:
        chosen &= _any(documents["document"] == document, "id", document, documents["document"])
    if (city := scope.get("city")) is not None:
        chosen &= _any(of_place(tables, city), "city", city, documents["place_name"])
    if (year := scope.get("year")) is not None:
        chosen &= _any(documents["year"] == year, "year", str(year), documents["year"])
    return frame if chosen.all() else frame[frame["document"].isin(documents.loc[chosen, "document"])]


def narrow(tables: Tables, **scope: Unpack[Scope]) -> Tables:
    """The same facts with the measures, targets and responsibilities of a scope only; errors as for `select`."""
    return tables | {
        name: select(tables[name], tables, **scope) for name in ("measures", "targets", "responsibilities")
    }


def within(tables: Tables, **scope: Unpack[Scope]) -> Tables:
    """The facts of the documents of a scope alone, in every table that tells of documents; errors as for `select`."""
    return {name: select(frame, tables, **scope) if "document" in frame else frame for name, frame in tables.items()}


def _any(mask: pd.Series[bool], what: str, asked: str, there: pd.Series[str]) -> pd.Series[bool]:
    mask = mask.fillna(False).astype(bool)
    if not mask.any():
        known = "、".join(sorted({str(value) for value in there.dropna()})) or "none"
        raise QueryError(f"no document of {what} {asked} in these facts; there are: {known}")
    return mask
