"""Labels that speak for several items: 以上1—3项责任单位:…, or a line of labels right under the heading of a section.

Apart from the reading of items, because which items they mean is told by numbers and headings, and what they say by
the labels; the items themselves name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language.lines import Line, trimmed
from zeren.language.numerals import parse
from zeren.model import Span

_NUMBER: Final = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_COVERS: Final = re.compile(
    rf"\s*(?:以上|上述|前述|第)(?:第?(?P<first>{_NUMBER})\s*(?:[-—–~～]{{1,2}}|至|到|、|和)\s*第?(?P<last>{_NUMBER})|(?P<count>{_NUMBER})|各|所有)\s*[项条件点](?:工作|任务|措施|实事|事项|内容)?的?(?:[,，:：]\s*|(?=[\u4e00-\u9fff]))"
)
_DIGITS: Final = re.compile(_NUMBER)
_ASSIGNS: Final = re.compile(
    rf"第(?P<numbers>{_NUMBER}(?:\s*(?:[、和及,，至到]|[-—–~～]{{1,2}})\s*第?{_NUMBER}){{0,20}})\s*[项条件点](?:工作|任务|措施|实事|事项|内容)?由"
)
_INTRODUCTION: Final = re.compile(r"[^。;；,，:：]{0,16}[:：,，]\s*(?=第)")
_RANGE: Final = re.compile(r"[至到\-—–~～]")


def assigned(text: str, span: Span) -> list[tuple[list[int], Span]]:
    """What a closing line says of one item after another: their numbers, and where their duties stand.

    >>> line = "分工：第一项由市A局牵头；第二、三项由市B局负责。"
    >>> [(numbers, line[slice(*duties)]) for numbers, duties in assigned(line, (0, len(line)))]
    [([1], '由市A局牵头'), ([2, 3], '由市B局负责')]
    """
    opening = _INTRODUCTION.match(text, *span)
    if not _ASSIGNS.match(text, opening.end() if opening else span[0], span[1]):
        return []
    found = list(_ASSIGNS.finditer(text, *span))
    ends = [*(said.start() for said in found[1:]), span[1]]
    return [
        (_numbers(said["numbers"]), _clause(text, (said.end() - 1, end))) for said, end in zip(found, ends, strict=True)
    ]


def _clause(text: str, span: Span) -> Span:
    start, end = trimmed(text, span)
    while end > start and text[end - 1] in "。;；,，":
        end -= 1
    return start, end


def _numbers(words: str) -> list[int]:
    told = [_value(number) for number in _DIGITS.findall(words)]
    return list(range(told[0], told[-1] + 1)) if len(told) == 2 and _RANGE.search(words) else told


def covers(text: str, span: Span) -> re.Match[str] | None:
    """The words at the beginning of a stretch that say which items its labels speak for."""
    return _COVERS.match(text, *span)


def covered(said: re.Match[str], lines: Sequence[Line]) -> list[Line]:
    """The lines that such words mean, all numbered like the last one: by their numbers, the last so many, or every one.

    Nothing where a number that is named is not there.
    """
    numbered = _numbered(lines)
    if said["count"]:
        count = _value(said["count"])
        return numbered[-count:] if 0 < count <= len(numbered) else []
    if not said["first"]:
        return numbered
    return by_number(list(range(_value(said["first"]), _value(said["last"]) + 1)), lines)


def by_number(wanted: Sequence[int], lines: Sequence[Line]) -> list[Line]:
    """The lines with these numbers, of those numbered like the last one; nothing where one is not there."""
    last = {_value(line.number or ""): line for line in _numbered(lines)}
    return [last[number] for number in wanted] if all(number in last for number in wanted) else []


def _numbered(lines: Sequence[Line]) -> list[Line]:
    numbered = [line for line in lines if line.numbering]
    return [line for line in numbered if line.numbering == numbered[-1].numbering]


def _value(number: str) -> int:
    found = _DIGITS.search(number)
    exact = parse(found[0]) if found else None
    return int(exact) if exact is not None else 0
