"""Named working mechanisms: 挂账销号制度, “1+1+1”包保服务机制, 安全生产责任制.

Apart from targets, because a mechanism is a noun phrase and no figure. It is found by its last word
(`data/mechanisms.csv`) and read leftwards to the verb that sets it up (`data/mechanism_verbs.csv`), a mark, or the
quotation that names it. Precision comes first: 服务体系 alone is a field of work and no mechanism.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

from zeren.language.numerals import fold
from zeren.language.rules import rows, starting

_LONGEST: Final = 30
_SHORTEST_MODIFIER: Final = 2
_MARKS: Final = re.compile(r"[,，。;；:：!！?？|\n(（)）《》、]")
_QUOTED: Final = re.compile(r"(?:“[^“”\n]{1,20}”|\"[^\"\n]{1,20}\")")
_EMPTY: Final = re.compile(
    "(?:有关|相关|各项|各类|这一|该|新|一系列|工作|基本|等|上述|此项|我市|全市|社会|政治|国家|的)+"
)

Reach: TypeAlias = Literal["establish", "other", "none"]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A named mechanism as written, without the verb that sets it up."""

    start: int
    end: int
    name: str
    rule: str


def find(text: str, start: int = 0, end: int | None = None) -> list[Mechanism]:
    """All named mechanisms in order, without overlap."""
    folded, stop = fold(text), len(text) if end is None else end
    pattern, needs = _heads()
    found: list[Mechanism] = []
    floor = start
    for match in pattern.finditer(folded, start, stop):
        rule = str(match.lastgroup)
        begin = match.start() if needs[rule] == "known" else _begin(folded, match.start(), floor, needs[rule])
        if begin is not None:
            found.append(Mechanism(begin, match.end(), text[begin : match.end()], rule))
            floor = match.end()
    return found


def _begin(text: str, head: int, floor: int, needs: str) -> int | None:
    """Where the name begins that ends with the head, or None where it is no name."""
    floor = max(floor, head - _LONGEST)
    if text.rfind("《", floor, head) > text.rfind("》", floor, head):
        return None
    quotes = [(m.start(), m.end()) for m in _QUOTED.finditer(text, floor, head)]
    left = _last_mark(text, floor, head, quotes)
    quote = next((q for q in reversed(quotes) if q[0] >= left and head - q[1] <= 8), None)
    begin, reach = _after_verb(text, left, head, quotes)
    if quote:
        return _with_quotes(begin, quote, quotes)
    if needs == "quoted" or (needs == "establish" and reach != "establish") or (needs == "reach" and reach == "none"):
        return None
    modifier = text[begin:head]
    if modifier.endswith(("等", "有", "和", "及")):
        return None
    if needs != "alone" and (_EMPTY.fullmatch(modifier) or (len(modifier) < _SHORTEST_MODIFIER and not needs)):
        return None
    return begin if reach != "none" or head - begin <= 12 else None


def _with_quotes(begin: int, quote: tuple[int, int], quotes: list[tuple[int, int]]) -> int:
    """A name keeps its quotation whole, and those that stand right before it: “一证通”“一卡通”制度."""
    start = quote[0]
    for other in reversed(quotes):
        if other[1] == start:
            start = other[0]
    return min(begin, start) if begin <= start and start - begin <= 8 else start


def _last_mark(text: str, floor: int, head: int, quotes: list[tuple[int, int]]) -> int:
    left = floor
    for mark in _MARKS.finditer(text, floor, head):
        if not any(a < mark.start() < b for a, b in quotes):
            left = mark.end()
    return left


def _after_verb(text: str, left: int, head: int, quotes: list[tuple[int, int]]) -> tuple[int, Reach]:
    """The end of the last verb that leaves a modifier before the head."""
    pattern, kinds = _verbs()
    begin, reach, at = left, "none", left
    while (match := pattern.search(text, at, head)) is not None:
        inside = any(a < match.start() < b for a, b in quotes)
        if (match.start() == begin or head - match.end() >= _SHORTEST_MODIFIER) and not inside:
            begin, reach = match.end(), kinds[match[0]]
        at = match.end()
    while text.startswith(" ", begin):
        begin += 1
    return min(begin, head), _reach(reach)


def _reach(kind: str) -> Reach:
    return "establish" if kind == "establish" else "other" if kind == "other" else "none"


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, str]]:
    table = rows("mechanisms")
    heads = "|".join(f"(?P<{row['rule']}>{row['head']})" for row in table)
    pattern = re.compile(f"{starting(table)}(?:{heads})")
    return pattern, {row["rule"]: row["needs"] for row in table}


@cache
def _verbs() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {row["word"]: row["kind"] for row in rows("mechanism_verbs")}
    longest_first = sorted(kinds, key=lambda word: (-len(word), word))
    return re.compile("|".join(longest_first)), kinds
