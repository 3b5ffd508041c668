"""Brackets in running text, and which of them name duties."""

from __future__ import annotations

import re
from typing import Final

from zeren.language.labels import DUTIES, segments
from zeren.language.roles import duty_bracket
from zeren.model import Span

_PAIRS: Final = {"(": ")", "（": "）", "[": "]", "【": "】", "〔": "〕", "［": "］"}
_OPEN: Final = re.compile("[" + re.escape("".join(_PAIRS)) + "]")
_SIGN: Final = re.compile("[\n" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]")
_AFTER: Final = re.compile(r"\s*(?:$|[。;；,，、.!！\n(（\[【〔]|\d{1,2}[.．、]|[①-⑳])")
_UNIT_END: Final = re.compile(r"[局委办部厅院会处社队站署台校区司]$")
_DEFINES: Final = re.compile("所称|[是系]指|简称|^设[在于]|^挂靠|^隶属")
_LAST_DATE: Final = re.compile(
    r"[,，;；]\s*(?P<date>(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|[底末])?|年底|[上下]半年)(?:以?前)?(?:完成)?)\s*$"
)
_ROLE_WORD: Final = re.compile(r"牵头|负责|配合|责任|落实|参与|协助|协同|承办|主办")


def brackets(text: str, span: Span) -> list[tuple[Span, Span]]:
    """The outermost brackets of a stretch: (with the brackets, inside); one cut off by the end is closed there.

    The closing bracket may be of another kind or width than the opening one, as documents have it.

    >>> brackets("建3所(市教育局(体育局)牵头)。", (0, 17))
    [((3, 16), (4, 15))]
    """
    found, at = [], span[0]
    while opening := _OPEN.search(text, at, span[1]):
        start, inner = opening.span()
        end, at = _closing(text, inner, span[1])
        found.append(((start, at), (inner, end)))
    return found


def _closing(text: str, start: int, end: int) -> Span:
    """The bracket that closes one opened before `start`; where none does, the end of the line or of the stretch."""
    depth = 1
    for sign in _SIGN.finditer(text, start, end):
        if sign[0] == "\n":
            return sign.start(), sign.start()
        depth += 1 if sign[0] in _PAIRS else -1
        if depth == 0:
            return sign.span()
    return end, end


def timed(text: str, inner: Span) -> tuple[Span, Span | None]:
    """The inside of a bracket without the date that ends it, and that date.

    >>> line = "市教育局、市财政局,2024年6月底前"
    >>> [line[slice(*span)] for span in timed(line, (0, len(line))) if span]
    ['市教育局、市财政局', '2024年6月底前']
    """
    date = _LAST_DATE.search(text, *inner)
    return ((inner[0], date.start()), date.span("date")) if date and date.start() > inner[0] else (inner, None)


def names_duties(text: str, outer: Span, inner: Span) -> bool:
    """Whether a bracket closes an item by naming who is responsible, and is not a second name or a remark.

    >>> line = "新建学校3所(市教育局牵头,市财政局配合)。"
    >>> names_duties(line, (6, 21), (7, 20))
    True
    """
    words = text[slice(*timed(text, inner)[0])]
    if _DEFINES.search(words):
        return False
    if any(segment.role in DUTIES for segment in segments(text, inner)):
        return True
    if not _AFTER.match(text, outer[1]):
        return False
    if _ROLE_WORD.search(words):
        return duty_bracket(words)
    alias = _UNIT_END.search(text, max(0, outer[0] - 2), outer[0]) and not re.search("[、,，;；]", words)
    return not alias and duty_bracket(words)


def duty_brackets(text: str, span: Span) -> list[tuple[Span, Span]]:
    """The brackets of a stretch that name duties; neighbours without words between them stay apart."""
    return [(outer, inner) for outer, inner in brackets(text, span) if names_duties(text, outer, inner)]
