"""Who signed a document and when: the name of an office on a line of its own, with the date on the line below.

Apart from `origin`, which asks what a document says of itself: here two lines tell by where they stand, as in any paper
of an office. They are no part of what is planned.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from zeren.language.numerals import parse
from zeren.model import Document

_OFFICE: Final = re.compile(
    r"[\u4e00-\u9fff]{1,20}?[省市县区州盟旗镇乡][\u4e00-\u9fff]{0,16}"
    r"(?:人民政府|委员会|办公[厅室]|政府办|领导小组|指挥部|[局厅委])(?:\s*[(（](?:公?章|盖章|代章)[)）])?"
)
_DAY: Final = re.compile(
    r"[(（]?\s*(?P<year>20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*年"
    r"\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*[)）]?"
)
_LETTERHEAD: Final = re.compile(
    r"(?P<office>(?:(?!关于)[\u4e00-\u9fff]){2,28}(?:人民政府|委员会|办公[厅室]|[局厅委]))(?:[(（][^()（）]{1,20}[)）])?文件"
)
_LONGEST: Final = 40


class Signature(NamedTuple):
    """`blocks` are the positions of the two lines among the document's blocks; `day` is an ISO date."""

    office: str
    day: str
    blocks: frozenset[int]


def signature(document: Document) -> Signature | None:
    """The first office with a date right below it, if any."""
    short = [
        (at, document.simplified[slice(*block.span)].strip())
        for at, block in enumerate(document.blocks)
        if block.kind != "row" and block.span[1] - block.span[0] <= _LONGEST
    ]
    for (at, office), (below, day) in pairwise(short):
        date = _DAY.fullmatch(day) if below == at + 1 and _OFFICE.fullmatch(office) else None
        if date and (told := _iso(date)):
            return Signature(re.split("[(（]", office)[0].rstrip(), told, frozenset((at, below)))
    return None


def _iso(date: re.Match[str]) -> str | None:
    year, month, day = (int(parse(date[part]) or 0) for part in ("year", "month", "day"))
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def letterhead(words: str) -> str | None:
    """The office whose paper a document is written on, where a line is the head of that paper and no title.

    >>> letterhead("甲市人民政府办公室文件"), letterhead("甲市关于印发文件的通知")
    ('甲市人民政府办公室', None)
    """
    found = _LETTERHEAD.fullmatch(words.strip())
    return found["office"] if found else None
