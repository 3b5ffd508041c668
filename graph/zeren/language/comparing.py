"""The words around a number that compare, change, share or scope it: 不低于, 提高到, 均, 每人每年; 以上, 左右.

Apart from quantities, because these words are a table (`data/comparing.csv`) read outwards from the number, longest
word first, and nothing else.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from zeren.language.rules import rows

Side: TypeAlias = Literal["before", "after"]
_CHAIN: Final = 5
_VERB: Final = 10
_GIVES: Final = "支付|补[贴助偿]|奖[励补]|给予|资助|支持|贷款?|授信|发放|减免|扶持|救助|赔付|享受|优惠|报销|获得?|贴息|提供|领取|抵扣|担保"
_LIMIT_AND_VERB: Final = re.compile(
    f"(?=[至最起])(?:(?P<verb>至少|最少|最多|起码)[\u4e00-\u9fff]{{1,4}}$|(?P<gives>最高|最低|最长|至多)可?(?:{_GIVES}){{1,2}}为?$)"
)
_INCLUSIVE: Final = re.compile(r" {0,2}\((?:含|不含)[^()]{0,4}\)")
_TIME_ENDS: Final = frozenset("年底末的前在行来")
_TIME: Final = re.compile(r"(?:20\d\d年(?:底|末)?的?|(?:目前|现在|现行|原来|上年|去年)的?)$")


class Word(NamedTuple):
    """One row of the table, and where it stands."""

    word: str
    rule: str
    comparator: str
    flags: frozenset[str]
    not_after: str
    not_before: str


class Around(NamedTuple):
    """The comparing words on one side of a number, nearest first, and how far the quantity's span reaches there.

    `reach` is where the search stopped, which may be further out than the span (累计 is read but stays outside).
    """

    words: tuple[Word, ...]
    edge: int
    reach: int

    def first(self, *rules: str) -> Word | None:
        return next((word for word in self.words if word.rule in rules), None) if self.words else None

    def has(self, flag: str) -> bool:
        return bool(self.words) and any(flag in word.flags for word in self.words)


@cache
def _table(side: Side) -> tuple[dict[str, Word], dict[str, int]]:
    """The words of one side, and the length of the longest by the character that stands next to the number."""
    words = {row["word"]: _word(row) for row in rows("comparing") if row["side"] == side}
    near = -1 if side == "before" else 0
    return words, {word[near]: len(word) for word in sorted(words, key=len)}


def _word(row: dict[str, str]) -> Word:
    flags = frozenset(row["flags"].split())
    return Word(row["word"], row["rule"], row["comparator"], flags, row["not_after"], row["not_before"])


def before(text: str, at: int, floor: int = 0, counted: bool = False) -> Around:
    """The comparing words that end at an offset (blanks allowed between), nearest first, none before `floor`.

    The span takes in the words that compare or scope, and the modifiers outside of these (再提高, 均达到). Before
    things that are `counted`, verbs that raise a measure are only verbs: 改造提升20处 raises no number.
    """
    found: list[Word] = []
    edge = reach = at
    anchored = False
    for _ in range(_CHAIN):
        here = _skip_back(text, reach, floor)
        word = _ending(text, here, floor)
        if word is None or (counted and "measured" in word.flags):
            break
        reach = here - len(word.word)
        found.append(word)
        if "stop" in word.flags:
            break
        anchored = anchored or bool(word.comparator) or "scope" in word.flags
        if anchored and not word.flags & {"through", "total"}:
            edge = reach
    if not any(word.comparator for word in found) and (limit := _across_verb(text, reach, floor)):
        return Around((*found, limit[0]), limit[1], limit[1])
    return Around(tuple(found), edge, reach)


def _across_verb(text: str, at: int, floor: int) -> tuple[Word, int] | None:
    """The limit that stands before the verb, and where: 至少建成3处, 最高支付每户3万元."""
    match = _LIMIT_AND_VERB.search(text, max(floor, at - _VERB), at)
    return (_table("before")[0][match["verb"] or match["gives"]], match.start()) if match else None


def after(text: str, at: int) -> Around:
    """The comparing word that begins at an offset, after an optional (含)."""
    start = match.end() if (match := _INCLUSIVE.match(text, at)) else at
    start = start + 1 if text.startswith(" ", start) else start
    words, longest = _table("after")
    for size in range(longest.get(text[start : start + 1], 0), 0, -1):
        end = start + size
        word = words.get(text[start:end]) if end <= len(text) else None
        if word and not (end < len(text) and text[end] in word.not_before):
            return Around((word,), end, end)
    return Around((), at, at)


def _skip_back(text: str, at: int, floor: int) -> int:
    for _ in range(2):
        if at > floor and text[at - 1] == " ":
            at -= 1
    match = _TIME.search(text, max(floor, at - 8), at) if text[at - 1 : at] in _TIME_ENDS else None
    return match.start() if match else at


def _ending(text: str, end: int, floor: int) -> Word | None:
    words, longest = _table("before")
    for start in range(max(floor, end - longest.get(text[end - 1 : end], 0)), end):
        word = words.get(text[start:end])
        if word and not (start > 0 and text[start - 1] in word.not_after):
            return word
    return None
