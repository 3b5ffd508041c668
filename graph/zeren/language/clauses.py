"""Clauses of a sentence: what stands between commas, outside of quotes and brackets."""

from __future__ import annotations

import re
from typing import Final

from zeren.language.lines import trimmed
from zeren.model import Span

_STOP: Final = re.compile(r"[,，;；:：。!！?？\n\t]|…+|——")
_OPENERS: Final = "(（“「《【〔["
_CLOSERS: Final = ")）”」》】〕]"
_HARD: Final = ";；。!！?？\n\t"


def clauses(text: str, span: Span) -> list[Span]:
    """The clauses of a stretch, in order, without their closing punctuation.

    >>> line = "新建学校1,200所(含改建,扩建),达标率90%,比例1.5:1。"
    >>> [line[slice(*c)] for c in clauses(line, (0, len(line)))]
    ['新建学校1,200所(含改建,扩建)', '达标率90%', '比例1.5:1']
    """
    made, at, nested = [], span[0], _nested(text, span)
    for stop in _STOP.finditer(text, *span):
        if stop.start() in nested or _numeric(text, stop.start()):
            continue
        made.append((at, stop.start()))
        at = stop.end()
    made.append((at, span[1]))
    return [part for part in (trimmed(text, part) for part in made) if part[1] > part[0]]


def groups(text: str, span: Span) -> list[Span]:
    """The parts of a stretch between full stops and semicolons: the reach of a date or a stretch word."""
    made, at, nested = [], span[0], _nested(text, span)
    for i in range(*span):
        if text[i] in _HARD and i not in nested:
            made.append((at, i))
            at = i + 1
    made.append((at, span[1]))
    return [part for part in (trimmed(text, part) for part in made) if part[1] > part[0]]


def _nested(text: str, span: Span) -> frozenset[int]:
    """Positions inside quotes and brackets that are closed within the stretch."""
    open_at: list[int] = []
    inside: set[int] = set()
    for i in range(*span):
        if text[i] in _OPENERS:
            open_at.append(i)
        elif text[i] in _CLOSERS and open_at:
            inside.update(range(open_at.pop(), i))
    return frozenset(inside)


def _numeric(text: str, at: int) -> bool:
    """A comma inside 1,200 or a colon inside 1.5:1."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not (before.isdigit() and after.isdigit()):
        return False
    return text[at] in ":：" or (text[at] == "," and bool(re.match(r"\d{3}(?!\d)", text[at + 1 : at + 5])))
