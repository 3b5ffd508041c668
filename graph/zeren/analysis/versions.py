"""The same plan told by several documents: found by text and facts, kept as versions of one plan, counted once.

Two documents tell the same plan where place and year do not speak against it and nearly all measures of the shorter
stand in the longer. A report on a plan is none of its versions: it brings results. One of the versions stands for all:
the later one, if it is as full; of copies the one that shows best who leads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from zeren import facts
from zeren.analysis.alike import core, pairs, ratios

if TYPE_CHECKING:
    from zeren.facts import Tables

ALIKE: Final = 0.85
"""Two measures say the same from this likeness on: the same task in other words has less, a corrected figure more."""
SHARE: Final = 0.8
"""The part of the shorter document's measures that must stand in the longer."""
SHARE_UNKNOWN: Final = 0.95
"""The same where a year or a place is not known of one of them."""
FEWEST: Final = 3
"""Documents of fewer measures are never taken for versions: two short notices may be alike by chance."""
COMMON: Final = 20
"""A measure that more documents share than this tells nothing of which of them are one plan."""
FULL: Final = 0.9
"""A later version stands for the plan if it has this part of the earlier one's measures; else it is an excerpt."""


@dataclass(frozen=True, slots=True)
class Version:
    """A document that tells the plan of another one."""

    document: str
    path: str
    of: str
    of_path: str
    alike: int
    measures: int

    def __str__(self) -> str:
        told = f"{self.alike} of {self.measures} measures alike"
        return f"{self.path}: a version of {self.of_path} ({told}), counted once"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is compared of one document."""

    document: str
    path: str
    place: str | None
    year: int | None
    published: str
    words: list[str]
    guesses: int
    results: int


def mark(tables: Tables) -> tuple[Tables, list[Version]]:
    """The tables with `version_of` told in `documents`, and the versions that were found."""
    found = find(tables)
    of = {version.document: version.of for version in found}
    documents = tables["documents"]
    told = documents.assign(version_of=documents["document"].map(of))
    return tables | {"documents": facts.conform("documents", told)}, found


def find(tables: Tables) -> list[Version]:
    """Every document that tells the plan of another one, with the one that stands for all."""
    plans = {plan.document: plan for plan in _plans(tables)}
    groups: dict[str, set[str]] = {}
    alike: dict[frozenset[str], int] = {}
    for one, other in _candidates(list(plans.values())):
        if number := _same(one, other):
            alike[frozenset((one.document, other.document))] = number
            _join(groups, one.document, other.document)
    made = []
    for group in {id(group): group for group in groups.values()}.values():
        first = _standing(sorted((plans[document] for document in group), key=lambda plan: plan.document))
        for document in sorted(group - {first.document}):
            plan, number = plans[document], alike.get(frozenset((document, first.document)), 0)
            made.append(Version(document, plan.path, first.document, first.path, number, len(plan.words)))
    return sorted(made, key=lambda version: (version.path, version.document))


def _plans(tables: Tables) -> Iterator[_Plan]:
    measures, duties = tables["measures"], tables["responsibilities"]
    words = measures["text_simplified"].fillna(measures["text"]).map(core).groupby(measures["document"]).agg(list)
    guesses = duties[(duties["role"] == "lead") & (duties["basis"] == "first-listed")].groupby("document").size()
    results = tables["results"].groupby("document").size()
    for row in tables["documents"].to_dict("records"):
        document: str = row["document"]
        yield _Plan(
            document=document,
            path=row["path"],
            place=_known(row["place_code"]) or _known(row["place_name"]),
            year=_known(row["year"]),
            published=_known(row["published"]) or "",
            words=words.get(document, []),
            guesses=int(guesses.get(document, 0)),
            results=int(results.get(document, 0)),
        )


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def _candidates(plans: list[_Plan]) -> Iterator[tuple[_Plan, _Plan]]:
    """Pairs of documents that share a measure word for word, in order; only these are compared in full."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, plan in enumerate(plans):
        for words in dict.fromkeys(plan.words):
            holding[words].append(number)
    shared = (numbers for numbers in holding.values() if 1 < len(numbers) <= COMMON)
    for one, other in sorted({pair for numbers in shared for pair in combinations(numbers, 2)}):
        yield plans[one], plans[other]


def _same(one: _Plan, other: _Plan) -> int:
    """How many measures two documents share if they tell one plan, else 0."""
    short, long = sorted((one, other), key=lambda plan: (len(plan.words), plan.document))
    if len(short.words) < FEWEST or bool(one.results) != bool(other.results):
        return 0
    if (one.place and other.place and one.place != other.place) or (one.year and other.year and one.year != other.year):
        return 0
    sure = one.place and other.place and one.year and other.year
    number = len(pairs(ratios(short.words, long.words), ALIKE))
    return number if number >= (SHARE if sure else SHARE_UNKNOWN) * len(short.words) else 0


def _join(groups: dict[str, set[str]], one: str, other: str) -> None:
    joined = groups.get(one, {one}) | groups.get(other, {other})
    groups.update(dict.fromkeys(joined, joined))


def _standing(group: list[_Plan]) -> _Plan:
    """The document that stands for a plan."""
    most = max(len(plan.words) for plan in group)
    full = [plan for plan in group if len(plan.words) >= FULL * most]
    latest = max(plan.published for plan in full)
    newest = [plan for plan in full if plan.published == latest or not plan.published]
    return min(newest, key=lambda plan: (plan.guesses, -len(plan.words), plan.path, plan.document))
