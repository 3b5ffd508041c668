"""A selection of the facts to take along: some places, years, documents, themes, or what some bureaus have a duty in.

Apart from `duties`, whose scopes are of one place and year, for what is counted: here several of each may be asked for,
and what is left is a smaller set of the same tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from typing import TYPE_CHECKING, Final

import pandas as pd

from zeren.analysis.bureaus import find_units
from zeren.analysis.duties import MEASURE, select
from zeren.analysis.words import fold_query
from zeren.errors import QueryError

if TYPE_CHECKING:
    from zeren.facts import Tables

_OF_MEASURES: Final = ("responsibilities", "targets", "milestones", "results", "mechanisms")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; of several values of one kind any will do, of several kinds all must hold."""

    cities: Sequence[str] = ()
    years: Sequence[int] = ()
    documents: Sequence[str] = ()
    themes: Sequence[str] = ()
    units: Sequence[str] = ()

    def __str__(self) -> str:
        told = [str(value) for field in fields(self) for value in getattr(self, field.name)]
        return "、".join(told) or "this build"


def selected(tables: Tables, asked: Selection) -> Tables:
    """The facts of a selection alone; `QueryError` where a part of it is not in the facts, or the parts leave no measure."""
    made = _of_documents(tables, asked)
    if asked.themes or asked.units:
        made = _of_measures(made, _measures(made, asked))
    if made["measures"].empty:
        raise QueryError(
            f"{asked}: no measure is of all of these; `zeren what UNIT` and `zeren who TOPIC` tell what there is"
        )
    return made


def _of_documents(tables: Tables, asked: Selection) -> Tables:
    documents = tables["documents"]
    parts: list[list[pd.DataFrame]] = [
        [select(documents, tables, city=city) for city in asked.cities],
        [select(documents, tables, year=year) for year in asked.years],
        [select(documents, tables, document=document) for document in asked.documents],
    ]
    kept = reduce(set.intersection, (_any(part) for part in parts if part), set(documents["document"]))
    return {
        name: frame[frame["document"].isin(kept)] if "document" in frame else frame for name, frame in tables.items()
    }


def _any(frames: Iterable[pd.DataFrame]) -> set[str]:
    return set().union(*(frame["document"] for frame in frames))


def _measures(tables: Tables, asked: Selection) -> pd.MultiIndex:
    """The document and order of each measure under one of the themes, if any, in which one of the units, if any, has a duty."""
    measures, borne = tables["measures"], tables["responsibilities"]
    chosen = pd.MultiIndex.from_frame(measures[["document", "order"]].rename(columns={"order": "measure"}))
    if asked.themes:
        chosen = chosen[_bearing(measures["theme"], asked.themes)]
    if asked.units:
        ids = {unit for name in asked.units for unit in _known(name, tables)}
        chosen = chosen.intersection(pd.MultiIndex.from_frame(borne.loc[borne["unit"].isin(ids), MEASURE]))
    return chosen


def _bearing(names: pd.Series[str], asked: Iterable[str]) -> list[bool]:
    """Which names hold one of the words asked for; `QueryError` where none holds one of them."""
    folded = names.map(fold_query, na_action="ignore").fillna("")
    masks = [(words, folded.str.contains(fold_query(words), regex=False)) for words in asked]
    for words, mask in masks:
        if not mask.any():
            known = "、".join(sorted(set(names.dropna()))) or "none"
            raise QueryError(f"no measure stands under a theme with the words {words} here; there are: {known}")
    return [any(holds) for holds in zip(*(mask for _, mask in masks), strict=True)]


def _known(name: str, tables: Tables) -> list[str]:
    found = find_units(tables, name)
    if not found:
        raise QueryError(f"no unit called {name} has a duty here; `zeren query workload` lists those that have")
    return found


def _of_measures(tables: Tables, kept: pd.MultiIndex) -> Tables:
    def those(frame: pd.DataFrame, column: str) -> pd.DataFrame:
        return frame[pd.MultiIndex.from_frame(frame[["document", column]]).isin(kept)]

    held: Callable[[str], bool] = set(kept.get_level_values("document")).__contains__
    made = {
        name: frame[frame["document"].map(held)] if name in ("documents", "texts") else frame
        for name, frame in tables.items()
    }
    return (
        made
        | {"measures": those(tables["measures"], "order")}
        | {name: those(tables[name], "measure") for name in _OF_MEASURES}
    )
