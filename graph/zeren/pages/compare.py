"""Plans side by side: what became of each measure from year to year, which function leads what part of each plan, and
the same indicator in several plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from zeren.analysis import compare as analysis
from zeren.analysis import diff
from zeren.pages import labels, links
from zeren.pages.html import asset, policy, render
from zeren.registry import functions

if TYPE_CHECKING:
    from zeren.analysis.diff import Difference
    from zeren.facts import Tables

_SHOWN_FUNCTIONS = 60
_SHOWN_INDICATORS = 200


@dataclass(frozen=True, slots=True)
class Course:
    """The differences from one plan to the next, and how many there are of each kind."""

    before: str
    after: str
    differences: Sequence[Difference]

    @property
    def common(self) -> bool:
        """Whether any measure stands in both plans."""
        return any(one.before and one.after for one in self.differences)

    @property
    def counts(self) -> list[tuple[str, int]]:
        found = Counter(one.change for one in self.differences)
        return [(change, found[change]) for change in diff.CHANGES if found[change]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of an indicator in one plan, and how it is held against the first."""

    plan: str
    quote: str
    page: str
    note: str


def page(before: str, after: str, differences: Sequence[Difference]) -> str:
    """One file with the differences of two plans and everything that it needs inside."""
    from markupsafe import Markup

    style = asset("zeren.css")
    course = Course(before, after, differences)
    return render("diff.html", policy=policy([style]), style=Markup(style), course=course, say=labels.word)


def of_build(tables: Tables) -> str:
    """The page of a build that compares its plans."""
    names = _plan_names(tables)
    return render(
        "compare.html",
        root="",
        here="compare",
        heading=labels.word("compare"),
        courses=[_course(tables, before, after, names) for before, after in diff.consecutive(tables)],
        plans=sorted(set(names.values())),
        functions=list(_functions(tables)),
        indicators=list(_indicators(tables, names)),
        link=links.evidence,
        anchor=links.measure,
    )


def _plan_names(tables: Tables) -> dict[str, str]:
    documents = tables["documents"]
    own = documents[documents["version_of"].isna()]
    return {row["document"]: _plan_name(row) for row in own.to_dict("records")}


def _plan_name(row: Mapping[Any, Any]) -> str:
    told = [str(row[key]) for key in ("place_name", "year") if pd.notna(row[key])]
    return " ".join(told) or str(row["path"])


def _course(tables: Tables, before: list[str], after: list[str], names: dict[str, str]) -> Course:
    return Course(names[before[0]], names[after[0]], diff.diff(tables, tables, before, after))


def _functions(tables: Tables) -> Iterator[tuple[str, dict[str, tuple[int, float]]]]:
    """Each function with what it leads in each plan, those that lead most first; nothing where there is one plan."""
    shares = analysis.shares(tables)
    shares["plan"] = [_plan_name(row) for row in shares.to_dict("records")]
    if shares["plan"].nunique() < 2:
        return
    table = functions.table()
    order = shares.groupby("function")["led"].sum().sort_values(ascending=False, kind="stable").index
    for function in order[:_SHOWN_FUNCTIONS]:
        of = shares[shares["function"] == function]
        told = {
            plan: (int(led), float(share)) for plan, led, share in zip(of["plan"], of["led"], of["share"], strict=True)
        }
        name = table[function].name.replace("{p}", "").replace("{place}", "").replace("{short}", "")
        yield name if function in table else function, told


def _indicators(tables: Tables, names: dict[str, str]) -> Iterator[tuple[str, list[Cell]]]:
    common = analysis.common_indicators(tables)
    for _, group in list(common.groupby("group", sort=False))[:_SHOWN_INDICATORS]:
        cells = []
        for row in group.to_dict("records"):
            note = "" if pd.isna(row["reason"]) else str(row["reason"])
            page = links.evidence(row["document"], links.measure(row["measure"]))
            cells.append(Cell(names[row["document"]], row["quote"], page, note))
        yield str(group["indicator"].iloc[0]), cells
