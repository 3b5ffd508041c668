"""Labels that speak for several items: 以上1—3项责任单位:…, or a line of labels right under the heading of a section.

Apart from the reading of items, because which items they mean is told by numbers and headings, and what they say by
the labels; the items themselves name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language.lines import Line
from zeren.language.numerals import parse
from zeren.model import Span

_NUMBER: Final = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_COVERS: Final = re.compile(
    rf"\s*(?:以上|上述|前述|第)(?:第?(?P<first>{_NUMBER})\s*(?:[-—–~～]{{1,2}}|至|到|、|和)\s*第?(?P<last>{_NUMBER})|(?P<count>{_NUMBER})|各|所有)\s*[项条件点](?:工作|任务|措施|实事|事项|内容)?的?(?:[,，:：]\s*|(?=[\u4e00-\u9fff]))"
)
_DIGITS: Final = re.compile(_NUMBER)


def covers(text: str, span: Span) -> re.Match[str] | None:
    """The words at the beginning of a stretch that say which items its labels speak for."""
    return _COVERS.match(text, *span)


def covered(said: re.Match[str], lines: Sequence[Line]) -> list[Line]:
    """The lines that such words mean, all numbered like the last one: by their numbers, the last so many, or every one.

    Nothing where a number that is named is not there.
    """
    numbered = [line for line in lines if line.numbering]
    numbered = [line for line in numbered if line.numbering == numbered[-1].numbering]
    if said["count"]:
        count = _value(said["count"])
        return numbered[-count:] if 0 < count <= len(numbered) else []
    if not said["first"]:
        return numbered
    wanted = range(_value(said["first"]), _value(said["last"]) + 1)
    last = {_value(line.number or ""): line for line in numbered}
    return [last[number] for number in wanted] if all(number in last for number in wanted) else []


def _value(number: str) -> int:
    found = _DIGITS.search(number)
    exact = parse(found[0]) if found else None
    return int(exact) if exact is not None else 0
