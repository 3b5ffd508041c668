"""A table whose cells ran together: a line of header words, then a line a row that begins with its number.

Where the duties begin is told by the units themselves: the longest tail of a row that is units and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from zeren.language.drafts import Draft
from zeren.language.fields import DutyField
from zeren.language.labels import DUTIES, Meaning, meaning, words_of_headers
from zeren.language.lines import Line
from zeren.language.units import split
from zeren.model import Span

_LONGEST_HEADER: Final = 80
_NUMBER: Final = re.compile(r"(\d{1,3})[.、]?")
_UNIT_START: Final = re.compile(r"[省市县区州各国团]|(?:有关|相关)")


def read_glued(text: str, found: Sequence[Line]) -> tuple[list[Draft], list[Line]]:
    """The drafts of a table of glued cells, and the lines that are none of it."""
    at = next((i for i, line in enumerate(found) if is_header(line.text)), None)
    if at is None:
        return [], list(found)
    rows = _rows(found[at + 1 :])
    drafts = [draft for number, span in rows if (draft := _draft(text, number, span))]
    if len(drafts) < 2:
        return [], list(found)
    end = rows[-1][1][1]
    return drafts, [*found[:at], *(line for line in found[at + 1 :] if line.span[0] >= end)]


def is_header(words: str) -> bool:
    """Whether a line is header words and nothing else, three or more, of tasks and of duties."""
    roles = _cut(bare) if len(bare := re.sub(r"\s", "", words)) <= _LONGEST_HEADER else ()
    return len(roles) >= 3 and bool(set(roles) & DUTIES) and bool(set(roles) & {"task", "name"})


@lru_cache(maxsize=1024)
def _cut(words: str) -> tuple[Meaning, ...]:
    """The header words that a line is made of, longest first; nothing where something else is in it."""
    if not words:
        return ()
    for size in range(min(len(words), 10), 1, -1):
        role = meaning(words[:size]) if words[:size] in words_of_headers() else None
        if role and (size == len(words) or (rest := _cut(words[size:]))):
            return (role, *(rest if size < len(words) else ()))
    return ()


def _rows(found: Sequence[Line]) -> list[tuple[str, Span]]:
    """The rows by their numbers; a line without the next number belongs to the row above."""
    rows: list[tuple[str, Span]] = []
    for line in found:
        number = _NUMBER.match(line.text)
        if number and int(number.group(1)) == len(rows) + 1:
            rows.append((number.group(), (line.span[0] + number.end(), line.span[1])))
        elif rows and not line.heading:
            rows[-1] = (rows[-1][0], (rows[-1][1][0], line.span[1]))
    return rows


def _draft(text: str, number: str, span: Span) -> Draft | None:
    """A row with its tail of units as the duty field; several such tails that touch are one field."""
    for start in (match.start() for match in _UNIT_START.finditer(text, *span)):
        listed = split(text, start, span[1])
        if (
            start > span[0] + 3
            and listed.units
            and not listed.residue
            and listed.units[0].form in ("known", "collective")
        ):
            return Draft((span[0], start), "row", number, None, (DutyField((start, span[1]), "unit", "cell"),))
    return None
