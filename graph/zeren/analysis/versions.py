"""The same plan told by several documents: found by text and facts, kept as versions of one plan, counted once.

Two documents tell the same plan where place, year and units do not speak against it and nearly all measures of the
shorter stand in the longer. A report on a plan is none of its versions. A document that fits plans of several years or
places is a version of none: what it tells twice is said, never taken away. One of the versions stands for all: one that
amends the others, else the latest, if it is as full, and of its exact copies the one that shows best who leads. A district
that forwards its city's list, bureaus of the city and all, tells the city's plan. An amendment of some measures only is
counted beside the plan, since it tells what holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from zeren import facts
from zeren.analysis.alike import core, held, pairs
from zeren.analysis.beside import amends, is_report
from zeren.analysis.words import fold
from zeren.registry import places

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
FORWARDED: Final = 0.95
"""The part of a district's measures that must stand in its city's plan to the letter, and of their units as well."""


@dataclass(frozen=True, slots=True)
class Version:
    """A document that tells the plan of another one."""

    document: str
    path: str
    of: str
    of_path: str
    alike: int
    measures: int
    exact: int

    def __str__(self) -> str:
        other = f", {self.alike - self.exact} in other words" if self.exact < self.alike else ""
        told = f"{self.alike} of {self.measures} measures alike{other}"
        return f"{self.path}: a version of {self.of_path} ({told}), counted once"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two documents of one place and year that share measures and are not one plan: two lists, or one with a report on it."""

    path: str
    other: str
    alike: int
    measures: int
    report: bool = False

    def __str__(self) -> str:
        if self.report:
            return f"{self.path}: reports on {self.other}; the duties of both are counted"
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
    amends: bool


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How many measures two documents share, how many of these to the letter, which part of their units, and whether they
    are one plan."""

    alike: int
    exact: int
    units: float
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
    near = _candidates([*plans.values()])
    forwarded = _forwarded(near)
    likeness = {
        (one.document, other.document): _compared(one, other)
        for one, other in near
        if not _apart(one, other) and not forwarded.keys() & {one.document, other.document}
    }
    made = [version for group in _groups(plans, likeness) for version in _versions(group, likeness)]
    stands = {version.document: version.of for version in made}
    for document, above in forwarded.items():
        of = plans[stands.get(above, above)]
        made.append(_version(plans[document], of, _compared(plans[document], of)))
    joined = {version.document for version in made}
    overlaps = [
        _overlap(plans[one], plans[other], found)
        for (one, other), found in likeness.items()
        if not joined & {one, other} and _told_twice(plans[one], plans[other], found)
    ]
    overlaps += [_reporting(*pair) for pair in near if not joined & {one.document for one in pair} and _reports(*pair)]
    return sorted(made, key=attrgetter("path", "document")), sorted(overlaps, key=attrgetter("path", "other"))


def _overlap(one: _Plan, other: _Plan, found: _Likeness) -> Overlap:
    first, second = sorted((one.path, other.path))
    return Overlap(first, second, found.alike, min(len(one.words), len(other.words)))


def _reporting(one: _Plan, other: _Plan) -> Overlap:
    report, plan = (one, other) if one.report else (other, one)
    return Overlap(report.path, plan.path, 0, len(report.words), report=True)


def _reports(one: _Plan, other: _Plan) -> bool:
    """Whether one of two documents reports on the plan that the other is."""
    known = one.place and one.year and one.words and other.words
    return bool(known and one.place == other.place and one.year == other.year and one.report != other.report)


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
            report=is_report(_known(row["title"]) or "", int(reached.get(document, 0)), number),
            amends=amends(_known(row["title"]) or ""),
        )


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def _candidates(plans: list[_Plan]) -> list[tuple[_Plan, _Plan]]:
    """The pairs of documents worth a look: of one place and year, or with a measure word for word in common."""
    holding: dict[Any, list[int]] = defaultdict(list)
    for number, plan in enumerate(plans):
        for words in dict.fromkeys(plan.words):
            holding[words].append(number)
        if plan.place and plan.year:
            holding[plan.place, plan.year].append(number)
    shared = (numbers for key, numbers in holding.items() if isinstance(key, tuple) or len(numbers) <= COMMON)
    chosen = sorted({pair for numbers in shared for pair in combinations(numbers, 2)})
    return [(plans[one], plans[other]) for one, other in chosen]


def _apart(one: _Plan, other: _Plan) -> bool:
    """Whether place or year speak against two documents being one plan, or one of them only reports on it."""
    places = one.place and other.place and one.place != other.place
    years = one.year and other.year and one.year != other.year
    return bool(places or years or one.report != other.report)


def _compared(one: _Plan, other: _Plan) -> _Likeness:
    short, long = sorted((one, other), key=lambda plan: (len(plan.words), plan.document))
    if not short.words:
        return _Likeness(0, 0, 0.0, False)
    found = pairs(held(short.words, long.words), ALIKE)
    exact = sum(short.exact[pair.first] == long.exact[pair.second] for pair in found)
    of_both = [pair for pair in found if short.units[pair.first] and long.units[pair.second]]
    shared = sum(_common(short.units[pair.first], long.units[pair.second]) for pair in of_both)
    sure = one.place and other.place and one.year and other.year
    enough = len(found) >= (SHARE if sure else SHARE_UNKNOWN) * len(short.words)
    agree = sure or exact >= SHARE_UNKNOWN * len(found)
    part = short.amends and not long.amends and len(short.words) < FULL * len(long.words)
    same = len(short.words) >= FEWEST and enough and agree and not part and shared >= UNITS * len(of_both)
    return _Likeness(len(found), exact, shared / len(of_both) if of_both else 0.0, bool(same))


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
            yield _version(plan, first, _between(plan, first, likeness))


def _version(plan: _Plan, of: _Plan, found: _Likeness) -> Version:
    return Version(plan.document, plan.path, of.document, of.path, found.alike, len(plan.words), found.exact)


def _forwarded(near: Sequence[tuple[_Plan, _Plan]]) -> dict[str, str]:
    """The documents that forward the plan of the place above, each with the one that it forwards."""
    made: dict[str, str] = {}
    for pair in near:
        for below, above in (pair, pair[::-1]):
            if (
                below.year
                and below.year == above.year
                and below.report == above.report
                and _names_bodies_of(below, above)
            ):
                found = _compared(below, above)
                if found.exact >= max(FEWEST, FORWARDED * len(below.words)) and found.units >= FORWARDED:
                    made.setdefault(below.document, above.document)
    return made


def _names_bodies_of(below: _Plan, above: _Plan) -> bool:
    """Whether most units of a document are written as those of the area above it: 市教育局 in a 区, not in another 市."""
    inner, outer = places.by_code(below.place or ""), places.by_code(above.place or "")
    if not inner or not outer or inner == outer or not places.within(inner, outer.code):
        return False
    names = [name for units in below.units for name in units]
    word = outer.level_word
    return word != inner.level_word and 2 * sum(name.startswith(word) for name in names) > len(names)


def _between(one: _Plan, other: _Plan, likeness: dict[tuple[str, str], _Likeness]) -> _Likeness:
    pair = one.document, other.document
    return likeness.get(pair) or likeness.get(pair[::-1]) or _compared(one, other)


def _standing(group: list[_Plan], likeness: dict[tuple[str, str], _Likeness]) -> _Plan:
    """The document that stands for a plan."""
    most = max(len(plan.words) for plan in group)
    full = [plan for plan in group if len(plan.words) >= FULL * most]
    full = [plan for plan in full if plan.amends] or full
    latest = max(full, key=lambda plan: (plan.published, -plan.guesses, len(plan.words)))
    copies = [plan for plan in full if plan is latest or _copies(plan, latest, likeness)]
    return min(copies, key=lambda plan: (plan.guesses, -len(plan.words), plan.path, plan.document))


def _copies(one: _Plan, other: _Plan, likeness: dict[tuple[str, str], _Likeness]) -> bool:
    found = _between(one, other, likeness)
    return found.exact >= SHARE_UNKNOWN * min(len(one.words), len(other.words))
