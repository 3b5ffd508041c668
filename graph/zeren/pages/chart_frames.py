"""What each chart shows, as a table: facts in, a frame out, no drawing.

Apart from `charts`, which names and writes them. A frame that becomes a matrix has a row a cell; `<side>_rank` says
where its row or column stands, so that like stands by like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from zeren.finding import Lang
from zeren.pages import labels
from zeren.pages.naming import told_apart

if TYPE_CHECKING:
    import pandas as pd

    from zeren.analysis.duties import Scope
    from zeren.analysis.weighting import Weight
    from zeren.facts import Tables

By: TypeAlias = Literal["theme", "kind"]

PAIRS: Final = 30
_MEASURE: Final = ["document", "measure"]
_PLAN: Final = ["place_name", "year"]
_UNIT: Final = {"unit": "name"}
_PAIR: Final = {"unit_a": "name_a", "unit_b": "name_b"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a chart is to show: of which city and year, weighed how, in what language. See `zeren chart`."""

    city: str | None = None
    year: int | None = None
    by: By | None = None
    expand: bool = False
    weight: Weight = "count"
    sensitivity: bool = False
    lang: Lang = "zh"

    @property
    def scope(self) -> Scope:
        return {"city": self.city, "year": self.year, "expand": self.expand}

    def word(self, key: str) -> str:
        return labels.word(key, self.lang)


def workload(tables: Tables, asked: Asked) -> pd.DataFrame:
    """Loads of each bureau, of each theme or of each kind of body; see `zeren.analysis.weighting`."""
    from zeren.analysis import weighting
    from zeren.analysis.workload import workload as counts

    if asked.sensitivity:
        return told_apart(weighting.ranks(tables, **asked.scope), tables, _UNIT, **asked.scope)
    if asked.by:
        return _grouped(tables, asked)
    made = weighting.loads(tables, asked.weight, **asked.scope)
    counted = counts(tables, **asked.scope)[["unit", "targets_owned", "milestones_owned", "partners"]]
    made = made.merge(counted.astype(dict.fromkeys(counted.columns[1:], "int64")), on="unit")
    made = made.sort_values(["load", "led", "unit"], ascending=[False, False, True], ignore_index=True)
    made = told_apart(made, tables, _UNIT, **asked.scope)
    return _whole(made) if asked.weight == "count" else made


def heat(tables: Tables, asked: Asked) -> pd.DataFrame:
    """Every two bureaus that share a measure, and how many they share."""
    from zeren.analysis.seriation import order
    from zeren.analysis.workload import pairs

    made = told_apart(pairs(tables, None, **asked.scope), tables, _PAIR, **asked.scope)
    return _ranked(made, ("unit_a", "unit_b"), order(tables, **asked.scope)[0])


def pairs(tables: Tables, asked: Asked) -> pd.DataFrame:
    """Every two bureaus with a measure in common, those that share most first."""
    from zeren.analysis import workload as analysis

    return told_apart(analysis.pairs(tables, limit=None, **asked.scope), tables, _PAIR, **asked.scope)


def most_pairs(data: pd.DataFrame) -> pd.DataFrame:
    """The pairs that a picture shows; those equal to the last of them too."""
    return data if len(data) <= PAIRS else data[data["measures"] >= data["measures"].iloc[PAIRS - 1]].head(2 * PAIRS)


def themes(tables: Tables, asked: Asked) -> pd.DataFrame:
    """Measures of each bureau under each theme, and how many of them it leads."""
    from zeren.analysis.seriation import order
    from zeren.analysis.workload import load_by

    made = load_by(tables, "theme", **asked.scope)
    made = told_apart(made[made["unit"].isin(_named(tables, asked))], tables, _UNIT, **asked.scope)
    units, measures = order(tables, **asked.scope)
    told = tables["measures"].set_index(["document", "order"])["theme"]
    themes = dict.fromkeys(told.reindex(measures).dropna().astype(str))
    made = _whole(_ranked(made, ("theme", "unit"), [*themes, *units]))
    return made.sort_values(["theme_rank", "measures", "unit"], ascending=[True, False, True], ignore_index=True)


def flows(tables: Tables, asked: Asked) -> pd.DataFrame:
    """Each lead and each bureau that supports it, in how many measures, and in how many of them the lead is a guess."""
    import pandas as pd

    from zeren.analysis.network import lead_support
    from zeren.analysis.seriation import order

    graph = lead_support(tables, **asked.scope)
    names = {node: data["name"] for node, data in graph.nodes(data=True)}
    rows = [
        (one, other, names[one], names[other], edge["weight"], edge["guesses"])
        for one, other, edge in graph.edges(data=True)
    ]
    made = pd.DataFrame(rows, columns=["lead", "support", "lead_name", "support_name", "measures", "guess"])
    made = made.astype({"lead_name": "string", "support_name": "string", "measures": "int64", "guess": "int64"})
    made = told_apart(made, tables, {"lead": "lead_name", "support": "support_name"}, **asked.scope)
    made = _ranked(made, ("lead", "support"), order(tables, **asked.scope)[0])
    return made.sort_values(["measures", "lead", "support"], ascending=[False, True, True], ignore_index=True)


def deadlines(tables: Tables, asked: Asked) -> pd.DataFrame:
    """Targets and milestones with a date, by month."""
    import pandas as pd

    from zeren.analysis.duties import select

    dated = {name: select(tables[name], tables, **asked.scope)["deadline"] for name in ("targets", "milestones")}
    months = {name: dates.dropna().str.slice(0, 7).value_counts() for name, dates in dated.items()}
    made = pd.DataFrame(months).fillna(0).astype("int64").sort_index()
    return made.rename_axis("month").reset_index()


def cities(tables: Tables, asked: Asked) -> pd.DataFrame:
    """What part of each plan's measures each function of government leads; a body that is no more counts for the functions
    that answer for it today."""
    from zeren.analysis import compare
    from zeren.analysis.duties import narrow
    from zeren.pages.compare import function_name

    made = compare.shares(narrow(tables, **asked.scope), today=True)
    made["plan"] = _plans(made, asked)
    names = {slug: function_name(slug).by(asked.lang) for slug in made["function"].unique()}
    made["name"] = made["function"].map(names).astype("string")
    made["all"] = made.groupby("function")["share"].transform("sum")
    made["share"] = (100 * made["share"]).astype("float64").round(1)
    made = made.sort_values(["all", "function", "plan"], ascending=[False, True, True], ignore_index=True)
    return made[["function", "name", "plan", "led", "measures", "share"]]


def results(tables: Tables, asked: Asked) -> pd.DataFrame:
    """Targets beside the results told for the same indicator, place and year, where both have a value in units that can
    be held against each other; `part` is the result in hundredths of the target, `reached` whether it meets it."""
    from zeren.analysis.outcomes import figures_met

    made = figures_met(tables, **asked.scope)
    made["plan"] = _plans(made, asked)
    made["part"] = (100 * made["result"] / made["target"]).astype("float64").round(1)
    words = {True: asked.word("met"), False: asked.word("not-met")}
    made["reached"] = made["met"].map(words).astype("string").fillna(asked.word("met-unknown"))
    return made


def _grouped(tables: Tables, asked: Asked) -> pd.DataFrame:
    """Loads of all bureaus together, by theme or by kind of body."""
    from zeren.analysis import weighting
    from zeren.analysis.duties import duties

    held = weighting.weighed(duties(tables, **asked.scope), asked.weight)
    if asked.by == "theme":
        told = tables["measures"].rename(columns={"order": "measure"})[[*_MEASURE, "theme"]]
        held = held.merge(told, on=_MEASURE)
        held["name"] = held["theme"].fillna(asked.word("no-theme"))
    else:
        names = {kind: asked.word(f"kind-{kind}") for kind in held["kind"].dropna().unique()}
        held["name"] = held["kind"].map(names).astype("string").fillna(asked.word("unknown"))
    made = weighting.summed(held, ["name"])
    made["units"] = held.groupby("name")["unit"].nunique()
    made = made.reset_index().astype({"name": "string"})
    made = made.sort_values(["load", "led", "name"], ascending=[False, False, True], ignore_index=True)
    return _whole(made) if asked.weight == "count" else made


def _named(tables: Tables, asked: Asked) -> set[str]:
    from zeren.analysis.duties import duties

    held = duties(tables, **asked.scope)
    return set(held.loc[held["named"], "unit"])


def _ranked(made: pd.DataFrame, sides: tuple[str, str], order: list[str]) -> pd.DataFrame:
    """A frame with the place of each side in an order."""
    place = {key: rank for rank, key in enumerate(order)}
    return made.assign(**{f"{side}_rank": made[side].map(place).astype("int64") for side in sides})


def _whole(made: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers."""
    numbers = made.select_dtypes("number").columns
    return made.astype(dict.fromkeys(numbers, "int64"))


def _plans(made: pd.DataFrame, asked: Asked) -> pd.Series[str]:
    """What the plan of each place and year is called: 临沂市 2021."""
    import pandas as pd

    told = ([str(part) for part in row if not pd.isna(part)] for row in made[_PLAN].itertuples(index=False))
    return pd.Series([" ".join(row) or asked.word("no-place") for row in told], index=made.index, dtype="string")
