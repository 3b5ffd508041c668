"""Plans side by side: what became of each measure from year to year, which function leads what part of each plan, and
the same indicator in several plans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from zeren.analysis import compare as analysis
from zeren.analysis import diff
from zeren.finding import Lang, Words
from zeren.pages import labels, links
from zeren.pages.html import render, render_alone
from zeren.registry import functions

if TYPE_CHECKING:
    from zeren.analysis.diff import Difference
    from zeren.facts import Tables

_SHOWN_FUNCTIONS = 60
_SHOWN_INDICATORS = 200
_PLACEHOLDERS: Final = re.compile(r" of \{area\}|\{\w+\} ?")
SURE: Final = 0.85
"""A pair less alike than this is marked, so that a reader looks whether it is the same task."""


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


def page(before: str, after: str, differences: Sequence[Difference], lang: Lang = "zh") -> str:
    """One file with the differences of two plans and everything that it needs inside."""
    return render_alone("diff.html", lang, course=Course(before, after, differences), sure=SURE)


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
        sure=SURE,
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


def _functions(tables: Tables) -> Iterator[tuple[Words, dict[str, tuple[int, float]]]]:
    """Each function of today with what it leads in each plan, those that lead most first; nothing where there is one plan."""
    shares = analysis.shares(tables, today=True)
    shares["plan"] = [_plan_name(row) for row in shares.to_dict("records")]
    if shares["plan"].nunique() < 2:
        return
    order = shares.groupby("function")["led"].sum().sort_values(ascending=False, kind="stable").index
    for function in order[:_SHOWN_FUNCTIONS]:
        of = shares[shares["function"] == function]
        told = {
            plan: (int(led), float(share)) for plan, led, share in zip(of["plan"], of["led"], of["share"], strict=True)
        }
        yield function_name(function), told


def function_name(slug: str) -> Words:
    """What a function is called in any city; its slug where the table does not hold it."""
    function = functions.table().get(slug)
    if function is None:
        return Words(slug, slug)
    name = re.sub(r"^\{p\}委", "党委", function.name) if function.kind == "party-organ" else function.name
    return Words(*(_PLACEHOLDERS.sub("", one) for one in (name, function.name_en)))


def _indicators(tables: Tables, names: dict[str, str]) -> Iterator[tuple[str, list[Cell]]]:
    common = analysis.common_indicators(tables)
    for _, group in list(common.groupby("group", sort=False))[:_SHOWN_INDICATORS]:
        cells = []
        for row in group.to_dict("records"):
            note = "" if pd.isna(row["reason"]) else str(row["reason"])
            page = links.evidence(row["document"], links.measure(row["measure"]))
            cells.append(Cell(names[row["document"]], row["quote"], page, note))
        yield str(group["indicator"].iloc[0]), cells
