"""Targets beside what is told as reached: the same indicator, place and year, in units that can be held together.

Apart from `compare`, which lists promises and results of one indicator wherever they stand. Here a target has its result
beside it only where nothing has to be guessed: one value is promised, both are levels or changes of the same kind, of
the same scope, and the result says of which year it is. The plan's year says nothing of that: a plan that opens with
results tells those of the year before.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, Final, Unpack

import pandas as pd

from zeren.analysis.beside import is_report, reports
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
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_NOT_ONE: Final = re.compile("以来|^自|起|同期|去年|上年|年初")
"""A period that begins before the year it names, or names another."""
_MONTH: Final = re.compile("(1[0-2]|[1-9])月|([一二三四1-4])季度|(上半年)")
_QUARTERS: Final = {"一": 3, "1": 3, "二": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12}
_DONE: Final = re.compile("^已经?")
_NOW: Final = ("目前", "年内", "全年")
_PARTS: Final = re.compile("月|季度|半年|目前")
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
    """Whether the number told reaches the number promised; one that is itself a bound may leave that open, and so does
    one of a part of the year that does not reach it yet."""
    target, result, told = row["target"], row["result"], row["comparator_told"]
    if row["comparator"] in _AT_MOST:
        met = result <= target + abs(target) * _SLACK
        open_ = told in (_ABOVE if met else _BELOW)
    else:
        met = result >= target - abs(target) * _SLACK
        open_ = told in (_BELOW if met else _ABOVE) or (not met and _is_of_a_part(row["period"]))
    return None if open_ else bool(met)


def _is_of_a_part(period: object) -> bool:
    """Whether a result is of a part of the year, or does not say that it is of the whole."""
    return not isinstance(period, str) or bool(_PARTS.search(period))


def _figures(tables: Tables, name: str, scope: Scope) -> pd.DataFrame:
    """Figures with a value, keyed by what must be the same for a target and its result."""
    documents = tables["documents"].set_index("document")[["place_name", "place_code", "year", "published"]]
    placed = tables[name].assign(at=range(len(tables[name])))
    made = select(placed, tables, **scope).dropna(subset=["value"]).join(documents, on="document")
    if name == "results":
        told = zip(made["period"].astype(object), made["published"].astype(object), strict=True)
        years = pd.Series(pd.array([year_told(*one) for one in told], dtype="Int64"), index=made.index)
        silent = made["period"].isna() | made["period"].isin(_NOW)
        made["year"] = years.fillna(made["year"].where(silent & made["document"].isin(_reports_of_a_year(tables))))
    else:
        made["period"] = pd.Series(pd.NA, index=made.index, dtype="string")
    words = made["indicator_simplified"].fillna(made["indicator"]).fillna("")
    plain = [fold(_DONE.sub("", one)) for one in words]
    topics = ["".join(sorted(FILLERS.sub("", one) or one)) for one in plain]
    made["topic"] = pd.Series(topics, index=made.index, dtype="string")
    made["place"] = made["place_code"].fillna(made["place_name"])
    made["sort"] = pd.Series([_sort(one) for one in made["comparator"]], index=made.index, dtype="string")
    made["scope"] = made["scope"].fillna("")
    made = made[(made["topic"].str.len() > 1) & made["year"].notna() & made["place"].notna()]
    return made[[*_KEY, "place_name", "indicator", "value", "unit", "comparator", "period", "quote", "at"]]


def _reports_of_a_year(tables: Tables) -> set[str]:
    """The documents whose titles say that they report on a plan and on which year's."""
    documents = tables["documents"].set_index("document")
    held = documents.loc[reports(tables), ["title", "year"]].dropna()
    return {
        document
        for document, title, year in held.itertuples()
        if is_report(title, 0, 1) and set(_YEAR.findall(title)) == {str(year)}
    }


def year_told(period: object, published: object) -> int | None:
    """The year that a result is of, by its own words: the one they name, or, for months of no year, the last such month
    before the document was published.

    >>> year_told("2021年1至11月", None), year_told("截至11月底", "2022-12-28"), year_told("截至11月底", "2023-01-05")
    (2021, 2022, 2022)
    >>> year_told("全年", "2023-01-05"), year_told("去年同期", "2022-12-28"), year_told("2019年以来", "2022-12-28")
    (None, None, None)
    """
    if not isinstance(period, str) or _NOT_ONE.search(period):
        return None
    if named := set(_YEAR.findall(period)):
        return int(min(named)) if len(named) == 1 else None
    months = [_last_month(*parts) for parts in _MONTH.findall(period)]
    if not months or not isinstance(published, str):
        return None
    year, month = int(published[:4]), int(published[5:7])
    return year if max(months) <= month else year - 1


def _last_month(month: str, quarter: str, half: str) -> int:
    return int(month) if month else _QUARTERS[quarter] if quarter else 6


def _sort(comparator: object) -> str:
    """A level, or which change; the two are never held against each other."""
    if not isinstance(comparator, str) or comparator in _LEVELS or not _CHANGE.match(comparator):
        return "level"
    return comparator


def _factor(one: object, other: object) -> float | None:
    return reconcile(*(unit if isinstance(unit, str) else None for unit in (one, other))).factor
