"""Amounts: a number or a range with its unit, before the words around it are read.

Apart from quantities, because here guards are asked, numbers paired and units matched; nothing here compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zeren.language import guards, measure_words, numerals
from zeren.language.measure_words import MeasureWord
from zeren.language.numerals import Exact, Numeral

_RANGE: Final = re.compile(r" {0,2}(?:-{1,2}|—{1,2}|–|―|~|至|到) {0,2}")
_MINUS: Final = re.compile(r"(?:^|[\u4e00-\u9fff(:])-$")  # a hyphen after a amount joins a range
_RATIO: Final = re.compile(r" ?: ?(\d{1,3}(?:\.\d)?)(?![\d:.])")


@dataclass(frozen=True, slots=True)
class Amount:
    """`low` alone, or `low` to `high`. `kind` is the unit's kind (count, rate, money ...), `scope` what a denominator
    adds, `guard` the kind of the soft guard it stands under, if any."""

    start: int
    end: int
    low: Exact
    high: Exact | None
    unit: str | None
    kind: str
    numeral: Numeral
    scope: str | None = None
    guard: str | None = None


def find(text: str, start: int, end: int, guarded: Sequence[guards.Guard]) -> Iterator[Amount]:
    """The amounts of folded text in order; `guarded` is sorted by start.

    Left out are numbers under a hard guard and denominators (每10万人口), which are scopes.
    """
    numbers = numerals.find(text, start, end)
    at = 0
    shields = _Shields(guarded)
    while at < len(numbers):
        amount, used = _amount(text, numbers, at)
        guard = shields.over(numbers[at].start, amount.end if amount else numbers[at].end)
        at += used
        if amount is None or (guard and guard.hard) or text[amount.start - 1 : amount.start] == "每":
            continue
        yield replace(amount, guard=guard.kind) if guard else amount


class _Shields:
    """Guards asked for stretches that only move forward: each guard is looked at a few times, not for every number."""

    def __init__(self, guarded: Sequence[guards.Guard]) -> None:
        self._guards = guarded
        self._open: list[guards.Guard] = []
        self._next = 0

    def over(self, start: int, end: int) -> guards.Guard | None:
        while self._next < len(self._guards) and self._guards[self._next].start < end:
            self._open.append(self._guards[self._next])
            self._next += 1
        self._open = [guard for guard in self._open if guard.end > start]
        return guards.covering(self._open, start, end)


def _amount(text: str, numbers: list[Numeral], at: int) -> tuple[Amount | None, int]:
    """The amount whose first number is `numbers[at]`, and how many numbers it takes."""
    numeral = numbers[at]
    if numeral.exact is None:
        return None, 1
    if ratio := _ratio(text, numeral):
        return ratio, 2 if at + 1 < len(numbers) and numbers[at + 1].start < ratio.end else 1
    unit = _unit(text, numeral)
    if at + 1 < len(numbers) and (joined := _range(text, numeral, unit, numbers[at + 1])):
        return joined, 2
    end = unit.end if unit else numeral.end
    name, kind = (unit.unit, unit.kind) if unit else (numeral.rate, "rate" if numeral.rate else "")
    start, low, scope = numeral.start, numeral.exact, unit.scope if unit else None
    if kind == "rate" and _MINUS.search(text, max(0, start - 2), start):
        start, low = start - 1, -low
    return Amount(start, end, low, numeral.exact_max, name, kind, numeral, scope), 1


def _unit(text: str, numeral: Numeral) -> MeasureWord | None:
    return None if numeral.rate else measure_words.at(text, numeral.end)


def _ratio(text: str, numeral: Numeral) -> Amount | None:
    match = _RATIO.match(text, numeral.end)
    if not match or numeral.kind != "arabic" or numeral.exact is None or text[numeral.start - 1 : numeral.start] == ":":
        return None
    return Amount(numeral.start, match.end(), numeral.exact, None, f":{match[1]}", "ratio", numeral)


def _range(text: str, first: Numeral, unit: MeasureWord | None, second: Numeral) -> Amount | None:
    """2-3个, 5%至10%, 3-5万元: the same unit on both sides or only on the right; a lone 万 counts for both."""
    gap = _RANGE.fullmatch(text, unit.end if unit else first.end, second.start)
    if not gap or first.exact is None or second.exact is None or first.more:
        return None
    right = _unit(text, second)
    name, kind = (right.unit, right.kind) if right else (second.rate, "rate")
    left = unit.unit if unit else first.rate
    low = first.exact
    if first.scale == 1 and second.scale > 1 and left is None and low * second.scale < second.exact:
        low = low * second.scale
    if name is None or (left is not None and left != name) or low >= second.exact:
        return None
    end, scope = (right.end, right.scope) if right else (second.end, None)
    return Amount(first.start, end, low, second.exact, name, kind, second, scope)
