"""The same indicator in several documents: what each city and year promised, and what each reports as done.

Apart, because sameness of indicators is a judgement: words in another order (新增城镇就业, 城镇新增就业) are the same
indicator, an indicator that holds more words (城市棚户区改造) is only a related one, and the answer says which.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Unpack

import pandas as pd

from zeren.analysis.duties import Scope, select
from zeren.analysis.words import fold, fold_query

if TYPE_CHECKING:
    from zeren.facts import Tables

FILLERS: Final = re.compile("[“”‘’\"'「」『』《》〈〉的]|^全[省市县区]|每年|年均|总体|(?:总量|总数|数量|人数|个数|数)$")
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
