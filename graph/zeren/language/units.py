"""Split a duty field into the units it names, and account for every character of it.

What is found is a unit as written (shared suffixes written out, alias brackets kept), a separator or role word, a
legend, a person, or residue. Linking to departments and levels is the registry's; which unit leads is `roles`'.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from zeren.language import tiers
from zeren.language import unit_shapes as shapes
from zeren.language.duty_words import legends, marks
from zeren.language.joiners import joining
from zeren.language.known_units import LONGEST_RUN, known
from zeren.model import Span

UnitForm: TypeAlias = Literal["known", "shape", "collective", "catch-all", "place", "prefix"]

_OPENING: Final = "（(〔[【"
_CLOSING: Final = ")）〕]】"
_EITHER: Final = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
_MARKS_BEHIND: Final = "*＊★☆▲△※●"
"""Marks that a legend explains and that are no part of the name before them."""
_SEPARATOR: Final = re.compile(r"[、，,；;。．|/\\\s]+|(?<![0-9])\.(?![0-9])")
_ENUMERATOR: Final = re.compile(r"[（(]\d{1,2}[)）]|[①-⑳]")
_SOFT: Final = re.compile(r"\s+")
_NUMBERING: Final = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,5}[条项款]\s*|[（(]?\d{1,2}[)）.．、](?!\d)|[①-⑳]|[-—•·*＊★☆▲△●○◎◆◇■□※])++"
)
_CLOSER: Final = re.compile(
    r"(?<!等)等++(?:\d{0,2}个?)(?:[省市县区](?:直|级|属)?)?(?:各|有关|相关|职能|责任|成员|行业|主管|监管|配合)*"
    r"(?:部门|单位|企业|机构|委办局)?(?:[和及与、]?(?:有关|相关)?(?:单位|企业|部门))?$|(?<!等)等++$|(?<![:：])[:：]++$"
)


class UnitMention(NamedTuple):
    """A unit as written, in clean offsets; `rule` says what made it a unit."""

    name: str
    start: int
    end: int
    rule: str
    form: UnitForm

    def moved(self, by: int) -> "UnitMention":
        return UnitMention(self.name, self.start + by, self.end + by, self.rule, self.form)


class UnitList(NamedTuple):
    """The units of a stretch, where persons stand beside them (told apart, never part of a name), and what became
    nothing."""

    units: tuple[UnitMention, ...] = ()
    residue: tuple[Span, ...] = ()
    people: tuple[Span, ...] = ()

    def moved(self, by: int) -> "UnitList":
        return UnitList(tuple(unit.moved(by) for unit in self.units), _moved(self.residue, by), _moved(self.people, by))


def _moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple((start + by, end + by) for start, end in spans)


def _joined(lists: Iterable[UnitList]) -> UnitList:
    units: list[UnitMention] = []
    residue: list[Span] = []
    people: list[Span] = []
    for one in lists:
        units += one.units
        residue += one.residue
        people += one.people
    return UnitList(tuple(units), tuple(residue), tuple(people))


class _Piece(NamedTuple):
    """A stretch between separators; `soft` where only white space parts it from the piece before."""

    start: int
    end: int
    soft: bool = False


def split(text: str, start: int, end: int) -> UnitList:
    """The units named in `text[start:end]`, in order.

    >>> [u.name for u in split("甲县、乙县政府，市教育局等部门", 0, 15).units]
    ['甲县政府', '乙县政府', '市教育局']
    """
    people = list(_persons(text, start, end))
    pieces = _rejoined(text, list(_pieces(text, start, end, people)))
    listed = _joined(
        _read(text[piece.start : piece.end], nth > 0).moved(piece.start) for nth, piece in enumerate(pieces)
    )
    units, residue = _shared_suffixes(text, listed.units, listed.residue)
    return UnitList(tuple(units), tuple(residue), tuple(sorted([*people, *listed.people])))


def _persons(text: str, start: int, end: int) -> Iterator[Span]:
    """The brackets behind a name that tell of a person: （局长：李某）, （张某某 13800000000）."""
    for first, last in _brackets(text, *unwrapped(text, start, end)):
        alone = last == end or not re.match("[一-龥](?<![省市县区各])", text[last])
        if start < first and alone and shapes.personal(text[first + 1 : last].rstrip(_CLOSING)):
            yield first, last


def _pieces(text: str, start: int, end: int, people: list[Span]) -> Iterator[_Piece]:
    """Cut at separators, role words and persons in brackets, but neither inside brackets nor inside a collective."""
    at, soft = start, False
    for cut_start, cut_end, is_soft in _cuts(text, start, end, people):
        if at < cut_start:
            yield _Piece(at, cut_start, soft)
            soft = is_soft
        else:
            soft = soft and is_soft
        at = max(at, cut_end)
    if at < end:
        yield _Piece(at, end, soft)


def _cuts(text: str, start: int, end: int, people: list[Span]) -> list[tuple[int, int, bool]]:
    whole = [
        *((x.start, x.end) for x in legends(text, start, end)),
        *((m.start, m.end) for m in marks(text, start, end)),
        *people,
    ]
    whole += [match.span() for match in _ENUMERATOR.finditer(text, start, end)]
    first, last = unwrapped(text, start, end)
    kept = _merged([*shapes.collectives(text, start, end), *_brackets(text, first, last)])
    starts = [begin for begin, _ in kept]
    cuts = [(begin, stop, False) for begin, stop in (*whole, (start, first), (last, end)) if begin < stop]
    for match in _SEPARATOR.finditer(text, start, end):
        before = bisect_left(starts, match.end())
        if not before or kept[before - 1][1] <= match.start():
            cuts.append((*match.span(), bool(_SOFT.fullmatch(match.group()))))
    return sorted(cuts)


def _merged(spans: list[Span]) -> list[Span]:
    """Spans in order and disjoint."""
    merged: list[Span] = []
    for begin, stop in sorted(spans):
        if merged and begin < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((begin, stop))
    return merged


def unwrapped(text: str, start: int, end: int) -> Span:
    """A stretch without the one pair of brackets that holds all of it."""
    start, end = end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
    bracketed = start < end and text[start] in _OPENING and text[end - 1] in _CLOSING
    return (start + 1, end - 1) if bracketed and list(_brackets(text, start, end)) == [(start, end)] else (start, end)


def _brackets(text: str, start: int, end: int) -> Iterator[Span]:
    """The outermost brackets of a stretch; one left open ends with it."""
    depth, opened = 0, start
    for mark in _EITHER.finditer(text, start, end):
        at = mark.start()
        if mark[0] in _OPENING:
            opened = opened if depth else at
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield opened, at + 1
    if depth and end - opened < 24:
        yield opened, end


def _rejoined(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Put names together again that a line break or a space has torn apart."""
    joined: list[_Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and piece.soft and _torn(text[before.start : before.end], text[piece.start : piece.end]):
            joined[-1] = before._replace(end=piece.end)
        else:
            joined.append(piece)
    return joined


def _torn(left: str, right: str) -> bool:
    left, right = _SOFT.sub("", left), _SOFT.sub("", right)
    if len(left) + len(right) > LONGEST_RUN:
        return False
    if shapes.unfinished(left) and shapes.unit_rule(left + right):
        return True
    if known(left):
        return not shapes.unit_rule(right) and not shapes.person(right) and known(left + right)
    rule = shapes.unit_rule(left)
    if (rule and rule[1] != "prefix") or shapes.person(left):
        return False
    return known(left + right) or (not known(right) and shapes.unit_rule(left + right) is not None)


def _read(words: str, behind: bool = True) -> UnitList:
    """Read one piece, in offsets of its own; short ones are remembered, for names come again and again."""
    return _read_short(words, behind) if len(words) <= LONGEST_RUN else _sorted(words, behind)


def _sorted(piece: str, behind: bool) -> UnitList:
    """Trim a piece, cut it where units stand without separator, and tell what is left; `behind` where one stands before."""
    start, end = _trimmed(piece, behind)
    words = piece[start:end]
    if not words:
        return UnitList()
    if (cuts := shapes.cut(words)) is not None:
        return _joined(_read(words[first:last], behind or first > 0).moved(start + first) for first, last in cuts)
    if rule := shapes.unit_rule(name := _SOFT.sub("", words)):
        return UnitList((UnitMention(name, start, end, *rule),))
    if remarks := _remarks(words):
        return _joined(_around(words, remarks, behind)).moved(start)
    if after := shapes.holder(words) if len(words) <= LONGEST_RUN else 0:
        return _joined([_read(words[:after], behind).moved(start), UnitList(people=((start + after, end),))])
    if shapes.personal(words):
        return UnitList(people=((start, end),))
    return UnitList() if shapes.empty(words) else UnitList(residue=((start, end),))


_read_short: Final = lru_cache(maxsize=8192)(_sorted)


def _remarks(words: str) -> list[Span]:
    """The bracket behind a name that is no second name; all brackets of a piece that is too long for a name."""
    found = [span for span in _brackets(words, 0, len(words)) if span[0] > 0]
    return found if len(words) > LONGEST_RUN else [span for span in found[-1:] if span[1] == len(words)]


def _around(words: str, remarks: list[Span], behind: bool) -> Iterator[UnitList]:
    """What stands before, between and behind brackets, and the brackets themselves unless they say nothing."""
    at = 0
    for start, end in [*remarks, (len(words), len(words))]:
        yield _read(words[at:start], behind or at > 0).moved(at)
        if not shapes.empty(words[start + 1 : end].rstrip(_CLOSING)):
            yield UnitList(residue=((start, end),))
        at = end


def _trimmed(words: str, behind: bool) -> Span:
    """A piece without numbering and joining words before it, and without 等有关部门 after it."""
    span = 0, len(words)
    while (inner := _closed(words, *_opened(words, *span, behind))) != span:
        span = inner
    return span


def _opened(text: str, start: int, end: int, behind: bool) -> Span:
    start = end - len(text[start:end].lstrip())
    if start < end and text[start] in _OPENING and not any(text.find(mark, start, end) >= 0 for mark in _CLOSING):
        start = end - len(text[start:end].lstrip(_OPENING))
    if numbered := _NUMBERING.match(text, start, end):
        start = numbered.end()
    return start + joining(text[start:end], behind), end


def _closed(text: str, start: int, end: int) -> Span:
    end = start + len(text[start:end].rstrip().rstrip(_MARKS_BEHIND))
    if start < end and text[end - 1] in _CLOSING and not any(text.find(mark, start, end) >= 0 for mark in _OPENING):
        end = start + len(text[start:end].rstrip(_CLOSING))
    match = _CLOSER.search(text[start:end])
    return start, start + match.start() if match else end


def _shared_suffixes(
    text: str, units: Sequence[UnitMention], residue: Sequence[Span]
) -> tuple[Sequence[UnitMention], Sequence[Span]]:
    """Write out a suffix that a row of place names shares: 甲县、乙县政府 is two governments."""
    stems = [UnitMention(text[a:b], a, b, "stem", "place") for a, b in residue if shapes.bare_stem(text[a:b])]
    if not stems and all(unit.form != "place" for unit in units):
        return units, residue
    ordered = sorted([*units, *stems], key=lambda unit: unit.start)
    suffix: tuple[str, str] | None = None
    follower = -1
    made: list[UnitMention] = []
    for unit in reversed(ordered):
        joined = follower >= 0 and _between(text[unit.end : follower])
        expanded = shapes.with_suffix(unit.name, suffix) if joined and suffix and unit.form == "place" else None
        if expanded:
            made.append(unit._replace(name=expanded, rule="unit-shared-suffix", form="known"))
        elif unit.rule != "stem":
            suffix = shapes.place_suffix(unit.name)
            made.append(unit)
        else:
            suffix = None
        follower = unit.start
    taken = {unit.start for unit in made}
    return made[::-1], [span for span in residue if span[0] not in taken]


def _between(words: str) -> bool:
    return re.fullmatch(r"\s*(?:[、和及与]|以及)\s*", words) is not None


@lru_cache(maxsize=8192)
def local_tier(name: str) -> bool:
    """Whether a name stands for the county, township or zone tier, which carries out what bureaus lead.

    >>> [local_tier(n) for n in ("各县区政府", "沂水县政府", "义乌市", "恩施州", "市政府", "县财政局")]
    [True, True, True, True, False, False]
    """
    return tiers.city(name) or (shapes.LOCAL.fullmatch(name) is not None and not tiers.own_government(name))
