"""Places of one name in some facts: 市中区 of Jinan and 市中区 of Leshan are told by their cities, and never asked for as one.

Apart, because a build holds plans of places that share a name, whose plans, figures and bureaus are not one row. Their names
in `places` and `documents` then say what they lie in (济南市市中区); a name that only one place bears stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zeren import facts
from zeren.analysis.words import fold_query
from zeren.errors import QueryError
from zeren.registry import places as registry

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables


def tell_apart(tables: Tables) -> Tables:
    """The tables with the places of shared names told by what they lie in, and the documents of these places alike."""
    documents, places = tables["documents"], tables["places"]
    above = places["parent"].map(dict(zip(places["code"], places["name"], strict=True)))
    shared = places["name"].duplicated(keep=False) & above.notna() & (places["level"] != "zone")
    full = (above + places["name"]).where(shared)
    told = dict(zip(places["code"][shared], full[shared], strict=True))
    if not told:
        return tables
    return tables | {
        "places": facts.conform("places", places.assign(name=full.fillna(places["name"]))),
        "documents": facts.conform(
            "documents",
            documents.assign(place_name=documents["place_code"].map(told).fillna(documents["place_name"])),
        ),
    }


def of_place(tables: Tables, asked: str) -> pd.Series[bool]:
    """Which documents are of the place of a code or a name, the full one or another; `QueryError` where several places
    that have documents bear the name."""
    documents, places, wanted = tables["documents"], tables["places"], fold_query(asked)
    known = documents["place_code"].map(fold_query, na_action="ignore") == wanted
    if known.fillna(False).any():
        return known
    written = documents["place_name"].map(fold_query, na_action="ignore")
    forms = [places[column].map(fold_query, na_action="ignore") for column in ("name", "short_name", "name_en")]
    bearing = set(places["code"][(forms[0] == wanted) | (forms[1] == wanted) | (forms[2] == wanted)])
    bearing |= {area.code for area in (*registry.bearing(wanted), registry.meant_by(wanted, None)) if area}
    found = documents["place_code"].isin(bearing) | written.isin([wanted, *(wanted + tier for tier in "市县区")])
    _refuse_several(documents[found], asked)
    return found


def _refuse_several(documents: pd.DataFrame, asked: str) -> None:
    coded = documents.dropna(subset="place_code").drop_duplicates("place_code").sort_values("place_code")
    if len(coded) > 1:
        named = "、".join(
            f"{name} ({code})" for code, name in zip(coded["place_code"], coded["place_name"], strict=True)
        )
        raise QueryError(f"{asked} is the name of several places here; give the code or the name of one: {named}")
