"""The nothing-lost audit: what became of every character of a duty field and of every number in a measure.

Apart from the readers, and without trust in them: the audit goes over the same stretches again, asks of each piece
which rule decided it, and calls residue what no rule explains, also where a reader kept silent. What may stand between
units is in `data/audit_separators.csv`; what becomes of numbers that are no figures is in `data/audit_numbers.csv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from zeren.language import duty_words, numerals
from zeren.language.describing import proper
from zeren.language.drafts import Draft, Outline
from zeren.language.figure import Figures
from zeren.language.figures import figures_in
from zeren.language.guards import Guard
from zeren.language.lines import sentences
from zeren.language.numerals import Numeral
from zeren.language.quantities import Quantity
from zeren.language.roles import Duties
from zeren.language.rules import rows
from zeren.language.units import unwrapped
from zeren.model import Document, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

PERSON: Final = "〔person〕"
"""What is told instead of a person's name."""
RESIDUE: Final = "residue"

Told: TypeAlias = tuple[str, str]
"""What a piece became, and the rule that decided."""

_Claim = TypeVar("_Claim")
_WORD: Final = re.compile(r"\w+")
_PEOPLE: Final = re.compile("领导|人|同志|联系")
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a duty field, or a number, in clean offsets; `within` is the stretch that was audited."""

    measure: int
    span: Span
    form: str
    rule: str
    within: Span


@dataclass(frozen=True, slots=True)
class Audit:
    """The pieces of all duty fields, which tile each of them, and all numbers of measures, each once."""

    duties: tuple[Piece, ...]
    numbers: tuple[Piece, ...]

    def coverage(self) -> dict[str, float]:
        """The shares that are not residue: of the characters of duty fields, of the numbers of measures."""
        characters = [(piece.form, piece.span[1] - piece.span[0]) for piece in self.duties]
        counted = [(piece.form, 1) for piece in self.numbers]
        shares = {"duties": _share(characters), "numbers": _share(counted)}
        return {name: share for name, share in shares.items() if share is not None}


def _share(weighed: Iterable[tuple[str, int]]) -> float | None:
    weighed = list(weighed)
    total = sum(weight for _, weight in weighed)
    lost = sum(weight for form, weight in weighed if form == RESIDUE)
    return round(1 - lost / total, 4) if total else None


def audit(doc: Doc) -> Audit:
    """The audit of a document that the pipeline has read."""
    outline: Outline = doc._.outline
    text: str = doc._.document.simplified
    duties: list[Piece] = []
    for order, (draft, read) in enumerate(zip(outline.measures, doc._.duties, strict=True), 1):
        for within, own in _by_field([duty.span for duty in draft.fields], read):
            duties += [Piece(order, span, *told, within) for span, told in tile(text, within, own)]
    return Audit(tuple(duties), tuple(_numbers(doc, text, outline.measures)))


def as_json(found: Audit, document: Document) -> dict[str, list[dict[str, Any]]]:
    """The pieces as plain objects with spans in raw offsets; a person is told, and neither named nor stored."""
    return {
        "duties": [_plain(piece, document) for piece in found.duties],
        "numbers": [_plain(piece, document) | {"near": _near(piece, document)} for piece in found.numbers],
    }


def _plain(piece: Piece, document: Document) -> dict[str, Any]:
    words = PERSON if piece.form == "person" else document.words(piece.span)
    span = list(document.text.raw_span(piece.span))
    return {"measure": piece.measure, "span": span, "text": words, "as": piece.form, "rule": piece.rule}


def _near(piece: Piece, document: Document) -> str:
    """A number, in marks, with a few characters on either side."""
    start, end = piece.span
    before = document.words((max(piece.within[0], start - _NEAR), start))
    behind = document.words((end, min(piece.within[1], end + _NEAR)))
    return " ".join(f"{before}‹{document.words(piece.span)}›{behind}".split())


# --- duty fields -----------------------------------------------------------------------------------------------------


def _by_field(fields: Sequence[Span], read: Duties) -> Iterator[tuple[Span, Duties]]:
    """What was read in each field of a measure, so that many fields cost no more than what they hold."""
    if len(fields) < 2:
        yield from ((within, read) for within in fields)
        return
    mentions = _starting(read.mentions, lambda unit: unit.start)
    residue, legends = _starting(read.residue, itemgetter(0)), _starting(read.legends, itemgetter(0))
    people, asides = _starting(read.people, itemgetter(0)), _starting(read.asides, itemgetter(0))
    for within in fields:
        told = mentions(within), people(within), asides(within)
        yield within, Duties((), residue(within), legends(within), *told)


def _starting(found: Iterable[_Claim], start: Callable[[_Claim], int]) -> Callable[[Span], tuple[_Claim, ...]]:
    """Looks up what begins in a stretch."""
    ordered = sorted(found, key=start)
    starts = [start(one) for one in ordered]
    return lambda span: tuple(ordered[bisect_left(starts, span[0]) : bisect_left(starts, span[1])])


def tile(text: str, field: Span, duties: Duties) -> list[tuple[Span, Told]]:
    """The pieces of one duty field, in order, without gap or overlap.

    >>> read = Duties((), (), ())
    >>> [(span, form) for span, (form, _) in tile("无、某某", (0, 4), read)]
    [((0, 1), 'separator'), ((1, 2), 'separator'), ((2, 4), 'residue')]
    """
    marks = duty_words.marks(text, *unwrapped(text, *field))
    made: list[tuple[Span, Told]] = []
    at = field[0]
    for (start, end), told in sorted(_found(text, field, duties, marks), key=lambda claim: claim[0]):
        start, end = max(at, start), min(field[1], end)
        if start < end:
            made += [*_between(text, (at, start), duties, marks), ((start, end), told)]
            at = end
    return [*made, *_between(text, (at, field[1]), duties, marks)]


def _found(text: str, field: Span, duties: Duties, marks: Iterable[duty_words.Mark]) -> Iterator[tuple[Span, Told]]:
    """What the readers found; where two claim a character, the one that begins first has it."""
    yield from (((unit.start, unit.end), ("unit", unit.rule)) for unit in duties.mentions)
    yield from ((span, ("person", "person")) for span in duties.people)
    yield from ((span, (RESIDUE, "not-a-unit")) for span in duties.residue)
    if duties.legends:
        yield from (((x.start, x.end), ("legend", x.rule)) for x in duty_words.legends(text, *field))
    for mark in marks:
        if not any(a < mark.end and mark.start < b for a, b in duties.legends):
            yield (mark.start, mark.end), _mark(mark)


def _mark(mark: duty_words.Mark) -> Told:
    return "label" if mark.kind == "label" else "role-word", mark.rule


def _between(text: str, gap: Span, duties: Duties, marks: Iterable[duty_words.Mark]) -> Iterator[tuple[Span, Told]]:
    """What no reader claimed: marks of punctuation, and words that join, close or fill a list; the rest is lost."""
    at = gap[0]
    for word in _WORD.finditer(text, *gap):
        if at < word.start():
            yield (at, word.start()), ("separator", "separator-mark")
        known = list(_known(text, word.span()))
        yield from known or [(word.span(), _aside(text, word.span(), duties, marks) or (RESIDUE, "unexplained"))]
        at = word.end()
    if at < gap[1]:
        yield (at, gap[1]), ("separator", "separator-mark")


def _known(text: str, word: Span) -> Iterator[tuple[Span, Told]]:
    """A run of words that are known to the last character; nothing where one is not."""
    made, at = [], word[0]
    while match := _separators().match(text, at, word[1]):
        made.append((match.span(), ("separator", str(match.lastgroup).replace("_", "-"))))
        at = match.end()
    if at == word[1]:
        yield from made
    else:
        yield from ((word, _mark(x)) for x in duty_words.marks(text, *word) if (x.start, x.end) == word)


@cache
def _separators() -> re.Pattern[str]:
    table = rows("audit_separators")
    return re.compile("|".join(f"(?P<{row['rule'].replace('-', '_')}>{row['pattern']})" for row in table))


def _aside(text: str, word: Span, duties: Duties, marks: Iterable[duty_words.Mark]) -> Told | None:
    """What stands under a label of another matter: persons under 责任人, else a remark, a date, a sum."""
    if not any(a <= word[0] and word[1] <= b for a, b in duties.asides):
        return None
    labels = [mark for mark in marks if mark.kind == "label" and mark.says == "other" and mark.end <= word[0]]
    people = bool(labels) and _PEOPLE.search(text, labels[-1].start, labels[-1].end) is not None
    return ("person" if people else "aside"), "label-other"


# --- numbers ---------------------------------------------------------------------------------------------------------


def _numbers(doc: Doc, text: str, measures: Iterable[Draft]) -> Iterator[Piece]:
    """Every number of the measures, once; where two measures share a stretch, the first has it."""
    reader = _Numbers.of(doc)
    seen: set[Span] = set()
    for order, draft in enumerate(measures, 1):
        for stretch in (draft.span, *draft.further, *((draft.progress,) if draft.progress else ())):
            for number, span in _numerals(text, stretch):
                if span not in seen:
                    seen.add(span)
                    yield Piece(order, span, *reader.told(number, span, stretch), stretch)


def _numerals(text: str, stretch: Span) -> Iterator[tuple[Numeral, Span]]:
    """The numbers of a stretch by itself, and where they stand in the text."""
    at = stretch[0]
    for number in numerals.find(text[at : stretch[1]]):
        yield number, (at + number.start, at + number.end)


@dataclass(frozen=True)
class _Numbers:
    """What stands at each character of a text that a reader of numbers or units has claimed."""

    found: Figures
    figures: Mapping[int, Told]
    guards: Mapping[int, Guard]
    units: frozenset[int]
    quantities: Mapping[int, Quantity]
    read: dict[Span, frozenset[int]] = field(default_factory=dict)
    """Where the numbers stand that a sentence is read for, by sentence, each read once."""
    counts: dict[Span, frozenset[int]] = field(default_factory=dict)
    """Where the numbers of a clause stand that do more than describe."""
    parts: dict[Span, list[Span]] = field(default_factory=dict)
    """The sentences of a stretch."""

    @classmethod
    def of(cls, doc: Doc) -> _Numbers:
        figures: dict[int, Told] = {}
        for reading in doc._.readings:
            for one in reading.targets:
                told = "part" if one.scope == "其中" else "target", one.rule
                figures |= dict.fromkeys(range(*one.number), told)
        for report in doc._.reports:
            figures |= dict.fromkeys(range(*report.figure.number), ("result", report.figure.rule))
        guards: dict[int, Guard] = {}
        for guard in sorted(doc._.guards, key=lambda guard: guard.hard):
            guards |= dict.fromkeys(range(guard.start, guard.end), guard)
        quantities: dict[int, Quantity] = {}
        for q in doc._.quantities:
            quantities |= {at: q for at in range(q.start, q.end) if at not in quantities or at >= q.number_start}
        units = frozenset(at for duties in doc._.duties for u in duties.units for at in range(u.start, u.end))
        return cls(doc._.figures, figures, guards, units, quantities)

    def told(self, number: Numeral, span: Span, stretch: Span) -> Told:
        """What one number became: a figure, something under a guard, a quantity set aside, or nothing."""
        places = range(*span)
        if figure := _first(self.figures, places):
            return figure
        if guard := _first(self.guards, places):
            return guard.kind, guard.rule
        if not self.units.isdisjoint(places):
            return _ruled("unit-name")
        if q := _first(self.quantities, places):
            return self._of_quantity(q, span, stretch)
        return _ruled(self._alone(number, span))

    def _of_quantity(self, q: Quantity, span: Span, stretch: Span) -> Told:
        own = range(q.number_start, q.number_end)
        if span[1] <= q.number_start and _first(self.figures, own) is not None:
            return _ruled("scope" if q.baseline_value is None else "baseline")
        if rule := self.found.set_aside(q):
            guard = _first(self.guards, own)
            return (guard.kind, guard.rule) if guard else _ruled(rule)
        return _ruled(self._in_clause(q, stretch))

    def _in_clause(self, q: Quantity, stretch: Span) -> str:
        """The rule by which a quantity that could be a figure became none."""
        if stretch not in self.parts:
            self.parts[stretch] = list(sentences(self.found.text, stretch))
        sentence = next((s for s in self.parts[stretch] if s[0] <= q.number_start < s[1]), stretch)
        clause = next((c for c in self.found.clauses(sentence) if c[0] <= q.number_start < c[1]), sentence)
        if clause not in self.counts:
            self.counts[clause] = frozenset(one.number_start for one in proper(self.found, clause))
        if clause[0] <= q.start and q.end <= clause[1] and q.number_start not in self.counts[clause]:
            return "describes"
        if sentence not in self.read:
            spans = (range(*one.number) for one in figures_in(self.found, sentence))
            self.read[sentence] = frozenset(chain.from_iterable(spans))
        return "told-before" if q.number_start in self.read[sentence] else "no-figure"

    def _alone(self, number: Numeral, span: Span) -> str:
        if self.found.text[span[0] - 1 : span[0]] == "每":
            return "denominator"
        return "no-value" if number.exact is None else "no-unit"


def _first(found: Mapping[int, _Claim], places: Iterable[int]) -> _Claim | None:
    return next((found[at] for at in places if at in found), None)


@cache
def _forms() -> dict[str, str]:
    return {row["rule"]: row["form"] for row in rows("audit_numbers")}


def _ruled(rule: str) -> Told:
    return _forms()[rule], rule
