"""A GBK stream shifted by one lost byte, `社??ā?` for 社保卡”: found, regrouped, and repaired where that is unique.

Apart, because this is the one repair that guesses. A lost lead byte shows as `?` (or U+FFFD) after a Han character;
every pair of bytes after it is read one byte too late, until an ASCII character that is really a trail byte, or a
second lost byte, puts the stream right. Collectors often fold full-width marks to ASCII afterwards, so each ASCII mark
is tried as itself and as full width. A repair is kept only where the whole run becomes everyday Chinese, where the two
unknown bytes are settled by words of the same document or by a quotation mark that lacks its partner, and where no
other reading does as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from zeren.model import Span
from zeren.text.edits import Edit
from zeren.text.tables import is_everyday

LONGEST_RUN = 40
"""How many characters a shifted run may have before it is taken for ordinary text."""
NEAR = 8
"""How many characters after a lost byte are looked at for signs of a slip."""
WIDEST_LINE = 400
"""How far around a run its line is searched for the partners of quotation marks."""

_LOST: Final = "?\ufffd"
_START: Final = re.compile(rf"(?<=[\u4e00-\u9fff])[{_LOST}](?=[^\s\w]*[^\x00-\x7f])")
_SWALLOWED_TAG: Final = re.compile(r"/[a-z][a-z0-9]{0,9}>")
_SIGN: Final = re.compile(r"[?\ufffd][?!][^\x00-\x7f“”‘’。，]")
_FOLDED: Final = {mark: bytes((0xA3, ord(mark) + 0x80)) for mark in "!?,:;()%"}
_MARKS: Final = frozenset("、。·—…‘’“”〔〕〈〉《》「」『』〖〗【】，！？：；（）％")
_PAIRS: Final = ("“”", "‘’", "《》", "（）", "〔〕", "【】", "「」")
_LEADS: Final = range(0x81, 0xFF)
_TRAILS: Final = (*range(0x40, 0x7F), *range(0x80, 0xFF))


class _Run(NamedTuple):
    """A way to read a shifted run: its bytes after the lost one, the last trail byte (None: lost too), its end."""

    body: bytes
    trail: int | None
    end: int


class _Repair(NamedTuple):
    score: tuple[bool, int]
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Slips:
    """What could be repaired, and the spans that show the signs of a slip but have no unique reading."""

    edits: list[Edit]
    refused: list[Span]


def find_slips(text: str) -> Slips:
    """The shifted runs of a text.

    >>> find_slips("全市社保卡。社??ā?。").refused
    [(7, 11)]
    """
    if not any(mark in text for mark in _LOST):
        return Slips([], [])
    starts = [match.start() for match in _START.finditer(text)]
    runs = {start: _plausible_runs(text, start) for start in starts}
    words = _Words.outside(text, [(start, max(run.end for run in found)) for start, found in runs.items() if found])
    edits: list[Edit] = []
    refused: list[Span] = []
    for start, found in runs.items():
        if edits and start < edits[-1][1]:
            continue
        best = _best_repair(text, start, found, words)
        if best:
            edits.append((start, best.end, best.words))
        elif _SIGN.match(text, start) or (found and _looks_foreign(text[start + 1 : start + 1 + NEAR])):
            refused.append((start, max((run.end for run in found), default=start + 2)))
    return Slips(edits, refused)


def _looks_foreign(text: str) -> bool:
    """Whether a stretch holds characters that Chinese text hardly ever has side by side."""
    return sum(c > "\x7f" and c not in _MARKS and not is_everyday(c) for c in text) > 1


# --- how a run may be read -----------------------------------------------------------------------


def _plausible_runs(text: str, start: int) -> list[_Run]:
    """The readings in which every character but the first and last, which hold lost bytes, is everyday Chinese."""
    return [run for run in _runs(text, start + 1, b"") if all(map(_is_plain, _middle(run)))]


def _runs(text: str, at: int, body: bytes) -> Iterator[_Run]:
    """All ways to read the characters from `at` on as shifted bytes."""
    while at < len(text) and len(body) < 2 * LONGEST_RUN:
        character = text[at]
        if body and character in _LOST:
            yield _Run(body, None, _after_tag(text, at + 1))
        if character in _FOLDED:
            pair = _FOLDED[character]
        elif character < "\x80":
            if body and "\x40" <= character <= "\x7e":
                yield _Run(body, ord(character), at + 1)
            return
        else:
            pair = _pair(character)
        if not pair:
            return
        body, at = body + pair, at + 1


def _after_tag(text: str, at: int) -> int:
    """Past a tag whose `<` the lost byte took with it."""
    tag = _SWALLOWED_TAG.match(text, at)
    return tag.end() if tag else at


def _pair(character: str) -> bytes:
    try:
        encoded = character.encode("gb18030")
    except UnicodeEncodeError:
        return b""
    return encoded if len(encoded) == 2 else b""


@cache
def _character(lead: int, trail: int) -> str:
    """The character of two bytes where it is Han or a CJK mark, else nothing."""
    try:
        character = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return character if character in _MARKS or "\u4e00" <= character <= "\u9fff" else ""


def _is_plain(character: str) -> bool:
    return character in _MARKS or (character != "" and is_everyday(character))


def _middle(run: _Run) -> list[str]:
    pairs = zip(run.body[1:-1:2], run.body[2:-1:2], strict=True)
    known = [_character(lead, trail) for lead, trail in pairs]
    return known if run.trail is None else [*known, _character(run.body[-1], run.trail)]


# --- which reading the document bears out --------------------------------------------------------


class _Words:
    """The pairs of neighbouring characters in the undamaged parts of a document."""

    def __init__(self, parts: list[str]) -> None:
        self._pairs = frozenset(pair for part in parts for pair in map("".join, pairwise(part)))

    @classmethod
    def outside(cls, text: str, spans: list[Span]) -> _Words:
        if not spans:
            return cls([])
        parts, at = [], 0
        for start, end in spans:
            parts.append(text[at:start])
            at = max(at, end)
        return cls([*parts, text[at:]])

    def hits(self, text: str) -> int:
        """How many pairs of Han characters in `text` stand elsewhere in the document too."""
        pairs = map("".join, pairwise(text))
        return sum(pair in self._pairs for pair in pairs if "\u4e00" <= pair[0] <= "\u9fff" and pair[1] > "\u4e00")


def _best_repair(text: str, start: int, runs: list[_Run], words: _Words) -> _Repair | None:
    """The repair that scores best, if it beats the visible text and every other reading."""
    if not runs:
        return None
    to = max(run.end for run in runs) + 2
    found = {repair for run in runs for repair in _repairs(text, start, run, to, words)}
    ranked = sorted(found, key=lambda repair: repair.score, reverse=True)
    if not ranked or ranked[0].score[1] <= words.hits(text[start - 2 : to]):
        return None
    if len(ranked) > 1 and ranked[1].score == ranked[0].score:
        return None
    return ranked[0]


def _repairs(text: str, start: int, run: _Run, to: int, words: _Words) -> Iterator[_Repair]:
    middle = "".join(_middle(run))
    after = text[run.end : run.end + 1]
    for first in _firsts(text[start - 1], run, (middle + after)[:1], words):
        for last in _lasts(run, (first + middle)[-1], after, words):
            new = first + middle + last
            score = _balanced(text, start, run.end, new), words.hits(text[start - 2 : start] + new + text[run.end : to])
            yield _Repair(score, run.end, new)


def _firsts(left: str, run: _Run, right: str, words: _Words) -> list[str]:
    """The characters that the lost lead byte can make, which form a word of the document with a neighbour."""
    made = (_character(lead, run.body[0]) for lead in _LEADS)
    return [c for c in made if c and c not in _MARKS and (words.hits(left + c) or words.hits(c + right))]


def _lasts(run: _Run, left: str, right: str, words: _Words) -> list[str]:
    """What the last pair can be: nothing more where its trail byte is known, else marks and words of the document."""
    if run.trail is not None:
        return [""]
    made = (_character(run.body[-1], trail) for trail in _TRAILS)
    return [c for c in made if c in _MARKS or words.hits(left + c) or words.hits(c + right)]


def _balanced(text: str, start: int, end: int, new: str) -> bool:
    """Whether quotation marks and brackets of the line have their partners once the run is replaced."""
    head = text[max(0, start - WIDEST_LINE) : start].rpartition("\n")[2]
    line = head + new + text[end : end + WIDEST_LINE].partition("\n")[0]
    return all(line.count(pair[0]) == line.count(pair[1]) for pair in _PAIRS)
