"""Measure words and units: what may follow a number, and how it is called in facts.

Apart from quantities, because guards must know them too: 12345件 is a count, 12345热线 a telephone number.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from zeren.language.rules import rows

_HAVE_DENOMINATORS: Final = ("money", "count", "people", "other", "volume", "time")
_DENOMINATOR: Final = re.compile(r"(?:[/·.]|每)(?:[(])?([\u4e00-\u9fff]{1,4})")
_GOES_ON: Final = re.compile(r"[A-Za-z][A-Za-z\d]")  # 5mA is not in metres
_BRACKET: Final = re.compile(r"\(([\u4e00-\u9fff]{1,3})\)")


class MeasureWord(NamedTuple):
    """A unit as found: `unit` is its name in facts, `scope` what a denominator adds (元/人·年 is 元, 每人每年)."""

    start: int
    end: int
    unit: str
    kind: str
    scope: str | None = None


class _Word(NamedTuple):
    unit: str
    kind: str
    not_before: str


def latin() -> list[str]:
    """The units written in Latin letters, longest first."""
    words, _ = _table()
    return sorted((word for word in words if word[0].isascii() and word[0].isalpha()), key=lambda w: (-len(w), w))


@cache
def _table() -> tuple[dict[str, _Word], dict[str, int]]:
    """The words, and the length of the longest by first character."""
    words = {row["word"]: _Word(row["unit"], row["kind"], row["not_before"]) for row in rows("measure_words")}
    return words, {word[0]: len(word) for word in sorted(words, key=len)}


def at(text: str, start: int) -> MeasureWord | None:
    """The longest measure word that begins at an offset of folded text, up to two blanks skipped, or None.

    >>> at("300元/人·年", 3)
    MeasureWord(start=3, end=8, unit='元', kind='money', scope='每人每年')
    """
    start = _skip_blanks(text, start)
    words, longest = _table()
    for end in range(min(len(text), start + longest.get(text[start : start + 1], 0)), start, -1):
        word = words.get(text[start:end])
        if word and not (end < len(text) and text[end] in word.not_before) and not _GOES_ON.match(text, end - 1):
            return _extended(text, MeasureWord(start, end, word.unit, word.kind))
    return None


@cache
def _denominators(priced: bool) -> frozenset[str]:
    """What may stand under a stroke; money is paid for more things than are counted by (元/台)."""
    return frozenset(row["word"] for row in rows("denominators") if priced or row["under"] == "any")


def _skip_blanks(text: str, at: int) -> int:
    for _ in range(2):
        if at < len(text) and text[at] == " ":
            at += 1
    return at


def _extended(text: str, word: MeasureWord) -> MeasureWord:
    """A bracketed alternative joins the unit, 套(户); denominators of people and time become a scope."""
    words, _ = _table()
    bracket = _BRACKET.match(text, word.end)
    if bracket and bracket[1] in words and word.kind in ("count", "people"):
        return MeasureWord(word.start, bracket.end(), word.unit + bracket[0], word.kind)
    scope, end = "", word.end
    known = _denominators(word.kind == "money")
    while word.kind in _HAVE_DENOMINATORS and (part := _DENOMINATOR.match(text, end)) is not None:
        per = next((part[1][:n] for n in (4, 3, 2, 1) if part[1][:n] in known), None)
        if per is None:
            break
        scope, end = f"{scope}每{per}", part.start(1) + len(per)
    return MeasureWord(word.start, end, word.unit, word.kind, scope) if scope else word
