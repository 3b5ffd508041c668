"""What a person decided, applied to the facts of one document: the same facts and decisions make the same facts.

Apart from `decisions`, because this knows facts and nothing of files. A year or a place that was decided goes back to the
reader, since dates and names hang on it; all else is done here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar, cast

from zeren import facts
from zeren.model import Extraction, Measure, Milestone, Problem, Responsibility, Span, Target
from zeren.registry import place_below
from zeren.review import keys, values
from zeren.review.decisions import Decision, Ruling, Rulings
from zeren.review.keys import Key, Kind
from zeren.vocab import Role

if TYPE_CHECKING:
    import pandas as pd

Extract: TypeAlias = Callable[[Path, Mapping[str, str]], Extraction]
_Figure = TypeVar("_Figure", Target, Milestone)

DATED: Final[tuple[Kind, Kind]] = ("year", "place")
REVIEWED: Final = "reviewed"
"""The basis or rule of what only a person tells: a fact that was changed, or a guess that was confirmed."""


def read(extract: Extract, path: Path, rulings: Rulings) -> Extraction:
    """The facts of a file as decided; it is read again where a year or place is decided to be another."""
    found = extract(path, {})
    if given := _given(found, rulings):
        found = extract(path, given)
    return applied(found, rulings)


def applied(found: Extraction, rulings: Rulings) -> Extraction:
    """The facts with the decisions on them; what is decided stands in `review`, what left the facts in `problems`."""
    return _Pass(found, rulings).done() if rulings else found


def unapplied(rulings: Rulings, extractions: Sequence[Extraction]) -> list[tuple[Ruling, str]]:
    """The rulings that no document took up, each with the reason."""
    used = {one for found in extractions for one in found.decisions}
    documents = {found.id for found in extractions}
    left = [one for one in rulings.in_force.values() if one.decisions[0].id not in used]
    return [(one, _reason(one, documents)) for one in left]


def frame(rulings: Rulings, extractions: Iterable[Extraction]) -> pd.DataFrame:
    """The table `reviews`: the decisions that hold for some fact of these documents."""
    used = {one for found in extractions for one in found.decisions}
    held = (one for ruling in rulings.in_force.values() for one in ruling.decisions if one.id in used)
    return facts.frame("reviews", [_row(one) for one in held])


def _row(decision: Decision) -> dict[str, str | None]:
    key = decision.key
    return {
        "review": decision.id,
        "key": str(key),
        "kind": key.kind,
        "document": None if key.document == keys.ANYWHERE else key.document,
        "place_code": key.area or None,
        "words": key.words or None,
        "verdict": decision.decision,
        "value": decision.value or None,
        "note": decision.note or None,
    }


def words_in(key: Key, seen: Counter[Key], gone: Collection[Key] = ()) -> Key:
    """The key of the next fact of a measure at the same words, told apart from those before it and those that are gone."""
    while True:
        seen[key] += 1
        nth = key if seen[key] == 1 else replace(key, span=f"{key.span}~{seen[key]}")
        if nth not in gone:
            return nth


def _given(found: Extraction, rulings: Rulings) -> dict[str, str]:
    """The year and place to read a document with again, where they are decided to be other than it was read with."""
    year, place = (rulings.in_force.get(Key(kind, found.id)) for kind in DATED)
    given: dict[str, str] = {}
    if year and (year.value or None) != (str(found.year) if found.year else None):
        given["year"] = year.value or ""
    if place and place.value not in _place_words(found) and (place.value is None or place_below.named(place.value)):
        given["place"] = place.value or ""
    return given


def _place_words(found: Extraction) -> tuple[str | None, ...]:
    return (found.place.code or found.place.name,) if found.place else (None,)


@dataclass
class _Pass:
    """One document on its way through the decisions."""

    found: Extraction
    rulings: Rulings
    used: set[str] = field(default_factory=set)
    problems: dict[Problem, None] = field(default_factory=dict)

    def done(self) -> Extraction:
        found = self.found
        year, place = self.of_document("year"), self.of_document("place")
        if year and year.value == (str(found.year) if found.year else None):
            found = replace(found, year_review=self.use(year))
        if place and place.value in _place_words(found):
            ids = self.use(place)
            found = replace(found, place=found.place and replace(found.place, confidence=1.0, review=ids))
        measures = tuple(map(self.measure, found.measures))
        return replace(
            found,
            measures=measures,
            problems=(*_still(found.problems, measures), *self.problems),
            decisions=tuple(sorted(self.used)),
        )

    def use(self, ruling: Ruling) -> str:
        self.used.update(one.id for one in ruling.decisions)
        return ruling.ids

    def of_document(self, kind: Kind) -> Ruling | None:
        return self.ruling((Key(kind, self.found.id),), (0, 0))

    def ruling(self, keys: Iterable[Key], span: Span) -> Ruling | None:
        """What is decided under the first of some keys that anything is decided under."""
        for key in keys:
            if key in self.rulings.conflicts:
                ids = " and ".join(self.rulings.conflicts[key])
                message = f"decisions {ids} contradict each other; none of them is applied"
                self.problems[Problem("decisions-contradict", span, message)] = None
                return None
            if key in self.rulings.in_force:
                return self.rulings.in_force[key]
        return None

    def rejected(self, ruling: Ruling, span: Span, words: str) -> None:
        self.problems[Problem("rejected", span, f"{words}: rejected by decision {self.use(ruling)}")] = None

    def measure(self, measure: Measure) -> Measure:
        return replace(
            measure,
            responsibilities=tuple(self.duties(measure.responsibilities)),
            targets=tuple(self.figures("target", measure.targets, values.of_target, values.with_figure)),
            milestones=tuple(self.figures("milestone", measure.milestones, values.of_milestone, _with_date)),
        )

    def duties(self, duties: Iterable[Responsibility]) -> Iterator[Responsibility]:
        seen: Counter[Key] = Counter()
        for duty in duties:
            key = words_in(keys.of_words("role", self.found.id, *duty.span, duty.name), seen)
            role, linked = self.ruling((key,), duty.span), self.linked(duty)
            if role and role.value is None:
                self.rejected(role, duty.span, f"{duty.name} ({duty.role})")
                continue
            yield _in_role(linked, role.value, self.use(role)) if role and role.value else linked

    def linked(self, duty: Responsibility) -> Responsibility:
        """The duty with the unit that a person decided its name to mean."""
        code = self.found.place.code if self.found.place else None
        link = self.ruling(keys.of_link(duty.name_simplified or duty.name, code, self.found.id), duty.span)
        if link is None or (link.value and not values.known_unit(link.value)):
            return duty
        if link.value is None and duty.department:
            self.rejected(link, duty.span, f"{duty.name} as {duty.department}")
        return replace(duty, department=link.value, review=_joined(duty.review, self.use(link)))

    def figures(
        self,
        kind: Kind,
        figures: Iterable[_Figure],
        present: Callable[[_Figure], str],
        decided: Callable[[_Figure, str], _Figure],
    ) -> Iterator[_Figure]:
        """Targets or milestones as decided."""
        seen: Counter[Key] = Counter()
        for one in figures:
            key = words_in(keys.of_words(kind, self.found.id, *one.span, one.quote), seen)
            ruling = self.ruling((key,), one.span)
            if ruling is None:
                yield one
            elif ruling.value is None:
                self.rejected(ruling, one.span, one.quote)
            else:
                changed = present(one) != ruling.value
                made = replace(decided(one, ruling.value), rule=REVIEWED) if changed else one
                yield replace(made, confidence=1.0, review=self.use(ruling))


def _in_role(duty: Responsibility, role: str, ids: str) -> Responsibility:
    """The duty in a role that a person confirmed or gave; a guess that was confirmed is one no longer."""
    changed = duty.role != role
    basis = "reviewed" if changed or duty.basis == "first-listed" else duty.basis
    rule = REVIEWED if changed else duty.rule
    review = _joined(duty.review, ids)
    return replace(duty, role=cast(Role, role), basis=basis, rule=rule, confidence=1.0, review=review)


def _joined(*ids: str | None) -> str:
    return " ".join(sorted({one for some in ids if some for one in some.split()}))


def _with_date(milestone: Milestone, words: str) -> Milestone:
    return replace(milestone, deadline=None if words == values.NONE else words)


def _still(problems: Iterable[Problem], measures: Sequence[Measure]) -> Iterator[Problem]:
    """The problems that are still so: a unit that a person linked is not unknown."""
    linked = {duty.span for one in measures for duty in one.responsibilities if duty.department and duty.review}
    return (one for one in problems if one.kind != "unknown-unit" or one.span not in linked)


def _reason(ruling: Ruling, documents: set[str]) -> str:
    key = ruling.key
    if key.document not in (keys.ANYWHERE, *documents):
        return "its document is not in this build"
    if key.kind == "link" and ruling.value and not values.known_unit(ruling.value):
        return f"the registry knows no unit {ruling.value}"
    if key.kind == "place" and ruling.value and not place_below.named(ruling.value):
        return f"the registry knows no place {ruling.value}"
    if key.kind == "link":
        return "no unit is named so there"
    return "no such fact is read at these words any more"
