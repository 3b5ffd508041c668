"""Dates as deadline cells shorten them (2024.6, 20240630, 6.30), and days that no calendar has (2月30日, 13月).

Apart from `dates`, which reads running text: there 6.30 is a number, in a cell under 完成时限 it is a day. A lone figure
behind the point (2024.1) is left alone, since a workbook shows October so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from zeren.language import date_bounds as bounds
from zeren.model import Span

_CELL: Final = re.compile(
    r"\s*+(?:[于在到至]|力争|确保)?\s*+(?:"
    r"(?P<y>20\d\d)(?:[./](?P<m>0[1-9]|1[0-2]|[2-9])|[-—年](?P<m2>0?[1-9]|1[0-2]))"
    r"|(?P<y3>20\d\d)(?P<m3>0[1-9]|1[0-2])(?P<d3>[0-3]\d)?"
    r"|(?P<m4>0?[1-9]|1[0-2])[./](?P<d4>[0-3]\d)"
    r")\s*+(?:[月日]?[底末]?(?:之前|以前|前)?(?:完[成工]|建成|竣工|投用)?)\s*+[。;；]?\s*+"
)
_DAY: Final = re.compile(
    r"(?<![\d.])(?:(?P<y>(?:19|20)\d\d)\s*年\s*)?(?P<m>\d{1,2})\s*月(?![龄嫂])(?:\s*(?P<d>\d{1,2})\s*[日号])?"
    r"|(?<![\d.\-/])(?P<y2>20\d\d)(?P<mark>[-/.])(?P<m2>\d{1,2})(?P=mark)(?P<d2>\d{1,2})(?![\d.\-/])"
)
_LEAP: Final = 2024


def last_day(cell: str, year: int | None) -> date | None:
    """The last day that a deadline cell allows whose words are nothing but such a date.

    >>> str(last_day("2024.6", 2024)), str(last_day("20240630", None)), str(last_day("9.15前", 2024)), last_day("6.5", 2024)
    ('2024-06-30', '2024-06-30', '2024-09-15', None)
    """
    found = _CELL.fullmatch(cell)
    if found is None:
        return None
    if found["m4"]:
        return bounds.day(year, int(found["m4"]), int(found["d4"]))
    stated, month = int(found["y"] or found["y3"]), int(found["m"] or found["m2"] or found["m3"])
    return bounds.day(stated, month, int(found["d3"])) if found["d3"] else bounds.month(stated, month)[1]


def impossible(text: str, span: Span, year: int | None) -> Iterator[Span]:
    """Where days and months stand that no calendar has; 29 February is one where no year is known.

    >>> text = "2024年13月前开工,11月31日完工,2024-02-30验收,2月29日开放,24月龄"
    >>> [text[slice(*found)] for found in impossible(text, (0, len(text)), None)]
    ['2024年13月', '11月31日', '2024-02-30']
    """
    for found in _DAY.finditer(text, *span):
        said, month, day = found["y"] or found["y2"], int(found["m"] or found["m2"]), found["d"] or found["d2"]
        if day is None and said is None and month <= 12:
            continue
        if bounds.day(int(said) if said else year or _LEAP, month, int(day or 1)) is None and (said or day):
            yield found.span()
