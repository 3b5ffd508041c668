"""The same plan told by several documents: found by text and facts, kept as versions of one plan, counted once.

Two documents tell the same plan where place, year and units do not speak against it and nearly all measures of the
shorter stand in the longer. A report on a plan is none of its versions. A document that fits plans of several years or
places is a version of none: what it tells twice is said, never taken away. One of the versions stands for all: the
latest, if it is as full, and of its exact copies the one that shows best who leads.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from zeren import facts
from zeren.analysis.alike import core, held, pairs
from zeren.analysis.words import fold

if TYPE_CHECKING:
    from zeren.facts import Tables

ALIKE: Final = 0.85
"""Two measures say the same from this likeness on: the same task in other words has less, a corrected figure more."""
SHARE: Final = 0.8
"""The part of the shorter document's measures that must stand in the longer."""
SHARE_UNKNOWN: Final = 0.95
"""The same where a year or a place is not known of one of them; then their figures must agree as well."""
SOME: Final = 0.3
"""From this part on, what two documents share is told though they are not one plan."""
FEWEST: Final = 3
"""Documents of fewer measures are never taken for versions: two short notices may be alike by chance."""
UNITS: Final = 0.75
"""The part of the units of shared measures that must be the same: a district copies its city's tasks for its own."""
COMMON: Final = 20
"""A measure that more documents share than this tells nothing of which of them are one plan."""
FULL: Final = 0.9
"""A later version stands for the plan if it has this part of the earlier one's measures; else it is an excerpt."""
_REPORT: Final = re.compile("进展|(?:完成|落实|推进|办理|执行|实施)情况|总结|自评|通报|报告")


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
class Overlap:
    """Two documents of one place and year that share measures and are not one plan."""

    path: str
    other: str
    alike: int
    measures: int

    def __str__(self) -> str:
        return f"{self.path}: {self.alike} of {self.measures} measures stand in {self.other} too; both are counted"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is compared of one document."""

    document: str
    path: str
    place: str | None
    year: int | None
    published: str
    words: list[str]
    exact: list[str]
    units: list[frozenset[str]]
    guesses: int
    report: bool


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How many measures two documents share, how many of these to the letter, and whether they are one plan."""

    alike: int
    exact: int
    same: bool


def mark(tables: Tables) -> tuple[Tables, list[Version], list[Overlap]]:
    """The tables with `version_of` told in `documents`, the versions that were found, and what else is told twice."""
    found, overlaps = find(tables)
    of = {version.document: version.of for version in found}
    documents = tables["documents"]
    told = documents.assign(version_of=documents["document"].map(of))
    return tables | {"documents": facts.conform("documents", told)}, found, overlaps


def find(tables: Tables) -> tuple[list[Version], list[Overlap]]:
    """Every document that tells the plan of another one, with the one that stands for all; and mere overlaps."""
    plans = {plan.document: plan for plan in _plans(tables)}
    likeness = {(one.document, other.document): _compared(one, other) for one, other in _candidates([*plans.values()])}
    made = [version for group in _groups(plans, likeness) for version in _versions(group, likeness)]
    joined = {version.document for version in made}
    overlaps = [
        _overlap(plans[one], plans[other], found)
        for (one, other), found in likeness.items()
        if not joined & {one, other} and _told_twice(plans[one], plans[other], found)
    ]
    return sorted(made, key=attrgetter("path", "document")), sorted(overlaps, key=attrgetter("path", "other"))


def _overlap(one: _Plan, other: _Plan, found: _Likeness) -> Overlap:
    first, second = sorted((one.path, other.path))
    return Overlap(first, second, found.alike, min(len(one.words), len(other.words)))


def _told_twice(one: _Plan, other: _Plan, found: _Likeness) -> bool:
    return found.same or (
        one.place == other.place
        and one.year == other.year
        and not one.report
        and found.alike >= max(FEWEST, SOME * min(len(one.words), len(other.words)))
    )


def _plans(tables: Tables) -> Iterator[_Plan]:
    measures, duties, results = tables["measures"], tables["responsibilities"], tables["results"]
    text = measures["text_simplified"].fillna(measures["text"])
    words = text.map(core).groupby(measures["document"]).agg(list)
    exact = text.map(fold).groupby(measures["document"]).agg(list)
    named = duties.groupby(["document", "measure"])["name"].agg(frozenset)
    guesses = duties[(duties["role"] == "lead") & (duties["basis"] == "first-listed")].groupby("document").size()
    reached = results.groupby("document").size()
    orders = measures.groupby("document")["order"].agg(list)
    for row in tables["documents"].to_dict("records"):
        document: str = row["document"]
        number = len(words.get(document, []))
        yield _Plan(
            document=document,
            path=row["path"],
            place=_known(row["place_code"]) or _known(row["place_name"]),
            year=_known(row["year"]),
            published=_known(row["published"]) or "",
            words=words.get(document, []),
            exact=exact.get(document, []),
            units=[named.get((document, order), frozenset()) for order in orders.get(document, [])],
            guesses=int(guesses.get(document, 0)),
            report=bool(_REPORT.search(_known(row["title"]) or "")) or 2 * int(reached.get(document, 0)) > number,
        )


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def _candidates(plans: list[_Plan]) -> list[tuple[_Plan, _Plan]]:
    """The pairs of documents worth comparing: of one place and year, or with a measure word for word in common."""
    holding: dict[Any, list[int]] = defaultdict(list)
    for number, plan in enumerate(plans):
        for words in dict.fromkeys(plan.words):
            holding[words].append(number)
        if plan.place and plan.year:
            holding[plan.place, plan.year].append(number)
    shared = (numbers for key, numbers in holding.items() if isinstance(key, tuple) or len(numbers) <= COMMON)
    chosen = sorted({pair for numbers in shared for pair in combinations(numbers, 2)})
    return [(plans[one], plans[other]) for one, other in chosen if not _apart(plans[one], plans[other])]


def _apart(one: _Plan, other: _Plan) -> bool:
    """Whether place or year speak against two documents being one plan, or one of them only reports on it."""
    places = one.place and other.place and one.place != other.place
    years = one.year and other.year and one.year != other.year
    return bool(places or years or one.report != other.report)


def _compared(one: _Plan, other: _Plan) -> _Likeness:
    short, long = sorted((one, other), key=lambda plan: (len(plan.words), plan.document))
    if not short.words:
        return _Likeness(0, 0, False)
    found = pairs(held(short.words, long.words), ALIKE)
    exact = sum(short.exact[pair.first] == long.exact[pair.second] for pair in found)
    of_both = [pair for pair in found if short.units[pair.first] and long.units[pair.second]]
    shared = sum(_common(short.units[pair.first], long.units[pair.second]) for pair in of_both)
    sure = one.place and other.place and one.year and other.year
    enough = len(found) >= (SHARE if sure else SHARE_UNKNOWN) * len(short.words)
    agree = sure or exact >= SHARE_UNKNOWN * len(found)
    same = len(short.words) >= FEWEST and enough and agree and shared >= UNITS * len(of_both)
    return _Likeness(len(found), exact, bool(same))


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the fewer names that stand among the others."""
    return len(one & other) / min(len(one), len(other))


def _groups(plans: dict[str, _Plan], likeness: dict[tuple[str, str], _Likeness]) -> Iterator[list[_Plan]]:
    """The documents that tell one plan; one that fits plans of several places or years is in none of their groups."""
    import networkx as nx

    same = nx.Graph([pair for pair, found in likeness.items() if found.same])
    torn = [
        document
        for document, others in same.adjacency()
        if any(_apart(plans[one], plans[other]) for one, other in combinations(others, 2))
    ]
    same.remove_nodes_from(torn)
    for group in sorted(map(sorted, nx.connected_components(same))):
        if len(group) > 1:
            yield [plans[document] for document in group]


def _versions(group: list[_Plan], likeness: dict[tuple[str, str], _Likeness]) -> Iterator[Version]:
    first = _standing(group, likeness)
    for plan in group:
        if plan is not first:
            found = _between(plan, first, likeness)
            yield Version(plan.document, plan.path, first.document, first.path, found.alike, len(plan.words))


def _between(one: _Plan, other: _Plan, likeness: dict[tuple[str, str], _Likeness]) -> _Likeness:
    pair = one.document, other.document
    return likeness.get(pair) or likeness.get(pair[::-1]) or _compared(one, other)


def _standing(group: list[_Plan], likeness: dict[tuple[str, str], _Likeness]) -> _Plan:
    """The document that stands for a plan."""
    most = max(len(plan.words) for plan in group)
    full = [plan for plan in group if len(plan.words) >= FULL * most]
    latest = max(full, key=lambda plan: (plan.published, -plan.guesses, len(plan.words)))
    copies = [plan for plan in full if plan is latest or _copies(plan, latest, likeness)]
    return min(copies, key=lambda plan: (plan.guesses, -len(plan.words), plan.path, plan.document))


def _copies(one: _Plan, other: _Plan, likeness: dict[tuple[str, str], _Likeness]) -> bool:
    found = _between(one, other, likeness)
    return found.exact >= SHARE_UNKNOWN * min(len(one.words), len(other.words))
