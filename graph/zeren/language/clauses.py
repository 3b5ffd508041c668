"""Clauses of a sentence: what stands between commas, outside of quotes and brackets."""

from __future__ import annotations

import re
from typing import Final

from zeren.language.lines import trimmed
from zeren.model import Span

_OPENERS: Final = "(（“「《【〔["
_CLOSERS: Final = ")）”」》】〕]"
_NESTING: Final = f"[{re.escape(_OPENERS + _CLOSERS)}]"
_STOP: Final = re.compile(rf"[,，;；:：。!！?？\n\t]|…+|——|{_NESTING}")
_HARD_STOP: Final = re.compile(rf"[;；。!！?？\n\t]|{_NESTING}")


def clauses(text: str, span: Span) -> list[Span]:
    """The clauses of a stretch, in order, without their closing punctuation.

    >>> line = "新建学校1,200所(含改建,扩建),达标率90%,比例1.5:1。"
    >>> [line[slice(*c)] for c in clauses(line, (0, len(line)))]
    ['新建学校1,200所(含改建,扩建)', '达标率90%', '比例1.5:1']
    """
    stops = [stop for stop in _stops(_STOP, text, span) if not _numeric(text, stop[0])]
    return _between(text, span, stops)


def groups(text: str, span: Span) -> list[Span]:
    """The parts of a stretch between full stops and semicolons: the reach of a date or a stretch word."""
    return _between(text, span, _stops(_HARD_STOP, text, span))


def _stops(pattern: re.Pattern[str], text: str, span: Span) -> list[Span]:
    """The stops outside of quotes and brackets that are closed within the stretch."""
    found: list[Span] = []
    opened: list[int] = []
    for mark in pattern.finditer(text, *span):
        if mark[0] in _OPENERS:
            opened.append(len(found))
        elif mark[0] not in _CLOSERS:
            found.append(mark.span())
        elif opened:
            del found[opened.pop() :]
    return found


def _between(text: str, span: Span, stops: list[Span]) -> list[Span]:
    edges = [span[0], *(edge for stop in stops for edge in stop), span[1]]
    parts = [trimmed(text, part) for part in zip(edges[::2], edges[1::2], strict=True)]
    return [part for part in parts if part[1] > part[0]]


def _numeric(text: str, at: int) -> bool:
    """A comma inside 1,200 or a colon inside 1.5:1."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not (before.isdigit() and after.isdigit()):
        return False
    return text[at] in ":：" or (text[at] == "," and bool(re.match(r"\d{3}(?!\d)", text[at + 1 : at + 5])))
