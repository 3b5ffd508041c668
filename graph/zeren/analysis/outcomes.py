"""Targets beside what is told as reached: the same indicator, place and year, in units that can be held together.

Apart from `compare`, which lists promises and results of one indicator wherever they stand. Here a target has its result
beside it only where nothing has to be guessed: one value is promised, both are levels or changes of the same kind, of
the same scope.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, Final, Unpack

import pandas as pd

from zeren.analysis.compare import FILLERS
from zeren.analysis.duties import Scope, select
from zeren.analysis.unit_families import reconcile
from zeren.analysis.words import fold

if TYPE_CHECKING:
    from zeren.facts import Tables

COLUMNS: Final = ["place_name", "year", "indicator", "target", "result", "unit", "met", "period", "quote", "told"]
_AT: Final = ["target_at", "result_at"]
_AT_MOST: Final = ("<=", "<", "decrease_to")
_BELOW: Final = ("<=", "<")
_ABOVE: Final = (">=", ">")
_SLACK: Final = 1e-9  # factors between units are not exact in binary
_YEAR: Final = r"((?:19|20)\d{2})年?"
_LEVELS: Final = ("increase_to", "decrease_to")
_CHANGE: Final = re.compile("^(?:increase|decrease)_")
_KEY: Final = ["place", "year", "topic", "sort", "scope"]


def figures_met(tables: Tables, **scope: Unpack[Scope]) -> pd.DataFrame:
    """A row a target and result: place_name, year, indicator, target, result (in the target's unit), unit, whether the
    target is `met` (missing where a bound leaves it open), the result's period, the words of both, `quote` and `told`,
    and their places in the tables, `target_at` and `result_at`."""
    promised = _figures(tables, "targets", scope)
    promised = promised[promised.groupby(_KEY)["value"].transform("nunique") == 1].drop_duplicates(_KEY)
    met = promised.merge(_figures(tables, "results", scope), on=_KEY, suffixes=("", "_told"))
    factors = [_factor(one, other) for one, other in zip(met["unit"], met["unit_told"], strict=True)]
    met["factor"] = pd.Series(factors, index=met.index, dtype="Float64")
    met = met[met["factor"].notna() & (met["value"] != 0)]
    made = met.assign(target=met["value"], result=met["value_told"] * met["factor"], told=met["quote_told"])
    made["period"] = made["period_told"]
    made["met"] = pd.array([_is_met(row) for row in made.to_dict("records")], dtype="boolean")
    made = made.rename(columns={"at": "target_at", "at_told": "result_at"})
    keys = ["place_name", "year", "indicator", "told", *_AT]
    return made.sort_values(keys, ignore_index=True)[[*COLUMNS, *_AT]].drop_duplicates(COLUMNS, ignore_index=True)


def _is_met(row: Mapping[Hashable, Any]) -> bool | None:
    """Whether the number told reaches the number promised; one that is itself a bound may leave that open."""
    target, result, told = row["target"], row["result"], row["comparator_told"]
    if row["comparator"] in _AT_MOST:
        met = result <= target + abs(target) * _SLACK
        open_ = told in (_ABOVE if met else _BELOW)
    else:
        met = result >= target - abs(target) * _SLACK
        open_ = told in (_BELOW if met else _ABOVE)
    return None if open_ else bool(met)


def _figures(tables: Tables, name: str, scope: Scope) -> pd.DataFrame:
    """Figures with a value, keyed by what must be the same for a target and its result."""
    documents = tables["documents"].set_index("document")[["place_name", "place_code", "year"]]
    placed = tables[name].assign(at=range(len(tables[name])))
    made = select(placed, tables, **scope).dropna(subset=["value"]).join(documents, on="document")
    if "period" not in made:
        made["period"] = pd.Series(pd.NA, index=made.index, dtype="string")
    made["year"] = made["period"].astype("string").str.extract(_YEAR)[0].astype("Int64").fillna(made["year"])
    words = made["indicator_simplified"].fillna(made["indicator"]).fillna("")
    topics = ["".join(sorted(FILLERS.sub("", fold(one)) or fold(one))) for one in words]
    made["topic"] = pd.Series(topics, index=made.index, dtype="string")
    made["place"] = made["place_code"].fillna(made["place_name"])
    made["sort"] = pd.Series([_sort(one) for one in made["comparator"]], index=made.index, dtype="string")
    made["scope"] = made["scope"].fillna("")
    made = made[(made["topic"].str.len() > 1) & made["year"].notna() & made["place"].notna()]
    return made[[*_KEY, "place_name", "indicator", "value", "unit", "comparator", "period", "quote", "at"]]


def _sort(comparator: object) -> str:
    """A level, or which change; the two are never held against each other."""
    if not isinstance(comparator, str) or comparator in _LEVELS or not _CHANGE.match(comparator):
        return "level"
    return comparator


def _factor(one: object, other: object) -> float | None:
    return reconcile(*(unit if isinstance(unit, str) else None for unit in (one, other))).factor
