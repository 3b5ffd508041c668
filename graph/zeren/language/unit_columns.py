"""Numbers of a table whose units of measurement stand in a column of their own: 数量 6, 单位 所.

Apart from `quantities`, which reads running text: there a number without a unit behind it counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zeren.language import quantities
from zeren.language.drafts import Draft
from zeren.language.quantities import Quantity
from zeren.model import Span


def counted(text: str, drafts: Iterable[Draft]) -> Iterator[Quantity]:
    """The numbers that fill a cell, as quantities of the units that their rows tell; they stand where the number does."""
    for draft in drafts:
        for number, unit in draft.counted:
            words = text[slice(*number)]
            for q in quantities.find(words + text[slice(*unit)]):
                if q.start == 0 and q.number_end == len(words) + unit[1] - unit[0]:
                    yield _moved(q, words, number)


def _moved(q: Quantity, words: str, to: Span) -> Quantity:
    begin = to[0] + q.number_start
    return q._replace(text=words, start=to[0], end=to[1], number_start=begin, number_end=to[1])
