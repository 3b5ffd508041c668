"""The same indicator in several documents: what each city and year promised, and what each reports as done.

Apart, because sameness of indicators is a judgement: words in another order (新增城镇就业, 城镇新增就业) are the same
indicator, an indicator that holds more words (城市棚户区改造) is only a related one, and the answer says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Unpack

import pandas as pd

from zeren.analysis.duties import Scope, select
from zeren.analysis.holding import Grade, figure, grade, held, reach
from zeren.analysis.words import fold, fold_query
from zeren.registry import reforms

if TYPE_CHECKING:
    from zeren.facts import Tables

FILLERS: Final = re.compile("[“”‘’\"'「」『』《》〈〉的]|^全[省市县区]|每年|年均|总体|(?:总量|总数|数量|人数|个数|数)$")
SHORT: Final = 3
"""An indicator of no more characters than this is too common a word to be one."""
COLUMNS: Final = [
    "match", "kind", "document", "place", "year", "measure", "indicator",
    "comparator", "value", "value_max", "unit", "scope", "deadline", "period", "quote",
]  # fmt: skip


def compare_indicator(tables: Tables, indicator: str, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Targets and results of an indicator, the `same` before the `related`, by place and year.

    `match` is `same` or `related` (see `likeness`), `kind` is `target` or `result`.
    """
    documents = tables["documents"][["document", "place_name", "year"]].rename(columns={"place_name": "place"})
    figures = pd.concat([tables["targets"].assign(kind="target"), tables["results"].assign(kind="result")])
    figures = select(figures, tables, **scope).merge(documents, on="document")
    words = figures["indicator_simplified"].fillna(figures["indicator"])
    asked = fold_query(indicator)
    figures["match"] = words.map(lambda one: likeness(asked, fold(one))).astype("string")
    made = figures.dropna(subset=["match"])
    made["rank"] = (made["match"] != "same").astype(int)
    keys = ["rank", "place", "year", "document", "kind", "measure", "position"]
    return made.sort_values(keys, ascending=[True, True, True, True, False, True, True], ignore_index=True)[COLUMNS]


def shares(tables: Tables, *, today: bool = False) -> pd.DataFrame:
    """Which function of government leads what part of each plan: one row a function, place and year.

    Bodies that the registry does not know have no function and are left out; `measures` counts the plan's measures that
    have a lead at all. With `today` a body that is no more counts for the functions that answer for it today, so that
    plans before and after a reform stand in one row.
    """
    leads = tables["responsibilities"].query("role == 'lead'").drop_duplicates(["document", "measure", "unit"])
    functions = tables["units"].set_index("unit")["function"]
    documents = tables["documents"].set_index("document")[["place_code", "place_name", "year"]]
    leads = leads.join(documents, on="document").assign(function=leads["unit"].map(functions).astype("string"))
    plan = ["place_name", "year"]
    keyed = leads.assign(task=leads["document"] + "#" + leads["measure"].astype("string"))
    whole = keyed.groupby(plan, dropna=False)["task"].nunique().rename("measures")
    known = keyed.dropna(subset=["function"])
    if today:
        known = _of_today(known)
    led = known.groupby(["function", *plan], dropna=False)["task"].nunique().rename("led")
    made = led.reset_index().merge(whole.reset_index(), on=plan)
    made["share"] = made["led"] / made["measures"]
    return made.sort_values(["function", "place_name", "year"], ignore_index=True)


def _of_today(leads: pd.DataFrame) -> pd.DataFrame:
    """Leads by the functions of the bodies that answer today, a row for each of them."""
    heirs = {
        unit: [heir.partition("/")[2] for heir in reforms.successors(unit) if heir != unit] for unit in leads["unit"]
    }
    told = [heirs[unit] or [own] for unit, own in zip(leads["unit"], leads["function"], strict=True)]
    return leads.assign(function=pd.Series(told, index=leads.index, dtype="object")).explode("function")


def common_indicators(tables: Tables) -> pd.DataFrame:
    """The targets whose indicator stands in the plans of several places or years, grouped by `group`.

    `factor` is what a value is multiplied by to be held against the first of its group; none where the two cannot be
    compared (see `zeren.analysis.holding`), and `reason` says why.
    """
    documents = tables["documents"].set_index("document")[["place_name", "place_code", "year"]]
    found = tables["targets"].dropna(subset=["value"]).join(documents, on="document")
    found = found.assign(group=groups(found)).dropna(subset="group")
    plan = found["place_name"].fillna("") + found["year"].astype("string").fillna("")
    made = found[plan.groupby(found["group"]).transform("nunique") > 1]
    made = made.sort_values(["group", "place_name", "year", "document", "measure", "position"], ignore_index=True)
    grades = pd.Series([_grade(row) for row in made.to_dict("records")], index=made.index, dtype=object)
    told = [
        held(one, other) for one, other in zip(grades.groupby(made["group"]).transform("first"), grades, strict=True)
    ]
    return made.join(pd.DataFrame(told, columns=["factor", "reason"], index=made.index))


def groups(targets: pd.DataFrame) -> pd.Series:
    """What the same indicator has in common whatever the order of its words; none for words too short to tell one."""
    words = targets["indicator_simplified"].fillna(targets["indicator"]).fillna("")
    keys = words.map(lambda one: "".join(sorted(_core(fold(one)))))
    return keys.where(keys.str.len() > SHORT).astype("string")


def _grade(row: Mapping[Any, Any]) -> Grade:
    return grade(figure(row), reach(None if pd.isna(row["place_code"]) else str(row["place_code"])))


def likeness(asked: str, indicator: str) -> str | None:
    """Whether an indicator is the `same` as the one asked for, `related` (it holds those words), or neither (None).

    >>> likeness("城镇新增就业", "新增城镇就业人数"), likeness("棚户区改造", "城市棚户区改造")
    ('same', 'related')
    """
    one, other = _core(asked), _core(indicator)
    if sorted(one) == sorted(other):
        return "same"
    return "related" if one and one in other else None


def _core(words: str) -> str:
    """An indicator without quotes, reach and the words for a number, unless nothing else would be left."""
    return FILLERS.sub("", words) or words
