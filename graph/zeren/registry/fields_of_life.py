"""The field of public life that a measure belongs to: one scheme for every city, whatever it calls its own headings.

Apart from layout, which reads the themes that a document states: this is a judgement, weighed by the words of
`fields_of_life.csv`. A word that stands in two rows speaks for both. A measure of which nothing speaks clearly, or two
things as clearly, has no field. Here, because reading gives it to documents that group their measures in no way of their
own, and comparing holds plans against each other by it. `bench/themes.py` compares it with the headings of documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from zeren.model import Span
from zeren.registry import functions
from zeren.registry.csvtable import rows

_WORD: Final = 3
_HINT: Final = 1
_FIRST: Final = 1
"""What a word is worth, one that only hints, and the word that comes first beside that."""
_LEAD: Final = 3
"""What it is worth that the body that leads works in a field."""
LEAST: Final = 4
"""The least weight that tells a field: more than one word in passing, or than the lead alone."""
AHEAD: Final = 3
"""By how much it must outweigh every other field; `bench/README.md` tells what 1 and 2 would cost."""


class Field(NamedTuple):
    """A field of public life, with the rule that told it and the first word that speaks for it."""

    name: str
    rule: str
    confidence: float
    span: Span


def classify(text: str, leads: Sequence[str] = ()) -> Field | None:
    """The field of a measure by its words and by the names of those who lead it; None where it is not clear.

    >>> classify("新建公办幼儿园12所", ["市教育局"]).name
    '教育'
    >>> classify("办好民生实事") is None
    True
    """
    weights: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for nth, (word, span) in enumerate(_distinct(text)):
        for field, weight in _words()[word]:
            weights[field] += weight if nth else weight + _FIRST
            first.setdefault(field, span)
    led = _field_of(leads[0]) if leads else None
    if led:
        weights[led] += _LEAD
    best = _clearest(weights)
    if best is None or best not in first:
        return None
    rule = "field-lead" if led == best else "field-words"
    return Field(best, rule, _confidence()[rule], first[best])


@cache
def names() -> dict[str, str]:
    """Every field and what it is called in English, in the order of the scheme."""
    return {row["field"]: row["english"] for row in rows(__package__, "fields_of_life")}


def _distinct(text: str) -> list[tuple[str, Span]]:
    """The words of the table in a text, each once, the longest where several begin."""
    found: dict[str, Span] = {}
    for match in _pattern().finditer(text):
        found.setdefault(match[0], match.span())
    return list(found.items())


def _clearest(weights: Counter[str]) -> str | None:
    (best, weight), (_, other) = [*weights.most_common(2), ("", 0), ("", 0)][:2]
    return best if weight >= LEAST and weight - other >= AHEAD else None


@cache
def _words() -> dict[str, list[tuple[str, int]]]:
    made: dict[str, list[tuple[str, int]]] = {}
    for row in rows(__package__, "fields_of_life"):
        for column, weight in (("words", _WORD), ("hints", _HINT)):
            for word in filter(None, row[column].split("|")):
                made.setdefault(word, []).append((row["field"], weight))
    return made


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_words(), key=lambda word: (-len(word), word))))


@lru_cache(maxsize=4096)
def _field_of(unit: str) -> str | None:
    """The field that a body works in by the function its name tells, whatever its place."""
    return next(
        (_functions()[r.function.slug] for r in functions.readings(unit) if r.function.slug in _functions()), None
    )


@cache
def _functions() -> dict[str, str]:
    return {
        name: row["field"]
        for row in rows(__package__, "fields_of_life")
        for name in row["functions"].split("|")
        if name
    }


@cache
def _confidence() -> dict[str, float]:
    return {row["rule"]: float(row["confidence"]) for row in rows(__package__, "field_rules")}
