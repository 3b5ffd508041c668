"""Cut a duty field into clauses, each with what its label and the words around it say of the units in it.

Apart from `roles.py`, which weighs what all the clauses of a measure say together.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias, cast

from zeren.language.duty_words import Mark, legends, marks
from zeren.language.fields import DutyField
from zeren.language.units import UnitMention, unwrapped

Saying: TypeAlias = Literal["lead", "support", "implement", "shared", "unit", "none"]
"""What the text says of a unit: a role, 负责 without rank, 责任单位 without rank, or nothing."""

_LEVEL: Final = re.compile("[，,；;]")
_NEXT: Final = re.compile("[，,；;、]")


class Clause(NamedTuple):
    """A stretch of a field under one label, up to the role word after it; `tags` are bracketed words in it."""

    start: int
    end: int
    label: str
    tier: str | None
    says: str | None = None
    rule: str = ""
    tags: tuple[Mark, ...] = ()


def clauses_of(text: str, field: DutyField) -> Iterator[Clause]:
    """A field cut at its labels and role words; what stands in a legend cuts nothing."""
    start, end = unwrapped(text, *field.span)
    label, tier = str(field.label), field.level
    within: Mark | None = None
    tags: list[Mark] = []
    for mark in _outside_legends(text, start, end):
        if mark.kind == "bracket" and text[start : mark.start].strip():
            tags.append(mark)
            continue
        if mark.kind in ("label", "bracket"):
            yield _clause(start, mark.start, label, tier, within, tags)
            label, tier, within = mark.says, mark.tier, None
        elif mark.kind == "with":
            yield Clause(start, mark.start, label, tier, "lead", mark.rule, tuple(tags))
            within = mark
        else:
            told = within if within and mark.says in ("lead", "shared") else mark
            begin = start if within else _scope(text, start, mark)
            yield _clause(start, begin, label, tier, None, tags)
            yield _clause(begin, mark.start, label, tier, told, tags)
            within = None
        start, tags = mark.end, []
    yield _clause(start, end, label, tier, within, tags)


def _clause(start: int, end: int, label: str, tier: str | None, told: Mark | None, tags: list[Mark]) -> Clause:
    says, rule = (told.says, told.rule) if told else (None, "")
    return Clause(start, end, label, tier, says, rule, tuple(tags))


def _outside_legends(text: str, start: int, end: int) -> list[Mark]:
    found = legends(text, start, end)
    return [m for m in marks(text, start, end) if not any(x.start < m.end and m.start < x.end for x in found)]


def _scope(text: str, start: int, mark: Mark) -> int:
    """Where the list begins that a word after it governs: a level set off by a comma or semicolon is no part of it, and
    who only watches (市审计局监督) is the last one alone."""
    if mark.says not in ("support", "implement", "other"):
        return start
    parted = _NEXT if mark.says == "other" else _LEVEL
    levels = [m.end() for m in parted.finditer(text, start, mark.start) if text[m.end() : mark.start].strip()]
    return levels[-1] if levels else start


def saying(clause: Clause, unit: UnitMention) -> tuple[Saying, str]:
    """What a clause says of one unit: a bracketed word after it, the word after the list, or the label before it."""
    tag = next((mark for mark in clause.tags if 0 <= mark.start - unit.end <= 1), None)
    if tag:
        return cast(Saying, tag.says), tag.rule
    if clause.says and (clause.says != "shared" or clause.label in ("unit", "none", "shared")):
        return cast(Saying, clause.says), clause.rule
    if clause.label in ("lead", "support", "implement"):
        above = clause.tier == "省" and clause.label == "lead"
        return cast(Saying, clause.label), "label-lead-above" if above else f"label-{clause.label}"
    return cast(Saying, clause.label if clause.label in ("unit", "shared") else "none"), ""
