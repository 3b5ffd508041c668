"""Dates that a text lists for several things, one for each: 甲、乙分别于6月底前、12月底前完成.

Apart from `governing`, because there one date governs a figure, and here the n-th belongs to the n-th; where figures and
dates do not agree in number, none of the dates may be taken for any of the figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from zeren.language.dates import DateMention
from zeren.language.figure import Figure, Figures
from zeren.language.governing import governing
from zeren.model import Span

Dated: TypeAlias = dict[Span, DateMention | None]
"""The date of each figure, by its number, that stands under such a list; None where the words do not tell which."""

_OPENS: Final = re.compile(r"(?:分别|依次|先后)(?:确保|力争|计划|争取)?[于在到至]?\s*$")
_CLOSES: Final = re.compile(r"[^,，。;；:：\d]{0,16}?(?:分别|依次|先后)")
_JOINT: Final = re.compile(r"\s*(?:[、,，和及与]|以及)\s*")
_NEAR: Final = 8
_ALONE: Final = 4
"""How many characters before such a list in its clause are no subject of its own."""


def lists(text: str, dates: Sequence[DateMention]) -> list[list[DateMention]]:
    """The runs of dates, parted by nothing but commas, that 分别 opens or closes."""
    runs: list[list[DateMention]] = []
    for d in dates:
        if runs and _JOINT.fullmatch(text, runs[-1][-1].end, d.start):
            runs[-1].append(d)
        else:
            runs.append([d])
    return [run for run in runs if len(run) > 1 and _is_apart(text, run)]


def _is_apart(text: str, run: Sequence[DateMention]) -> bool:
    start = run[0].start
    return bool(_OPENS.search(text, max(0, start - _NEAR), start) or _CLOSES.match(text, run[-1].end))


def by_list(found: Figures, sentence: Span, figures: Sequence[Figure], dates: Sequence[DateMention]) -> Dated:
    """The figures of a sentence that stand under a list of dates: behind it, or before it where it is all of a clause."""
    made: Dated = {}
    for run in lists(found.text, dates):
        under = [one for one in figures if governing(found, sentence, one, dates) in run]
        under = under or _closed(found, sentence, figures, run)
        agree = len(under) == len(run)
        made |= {one.number: run[n] if agree else None for n, one in enumerate(under)}
    return made


def _closed(found: Figures, sentence: Span, figures: Sequence[Figure], run: Sequence[DateMention]) -> list[Figure]:
    """The figures before a list that is a clause of its own and follows on them: 甲12座、乙30座,分别于6月底、年底前完成."""
    start = next((a for a, b in found.clauses(sentence) if a <= run[0].start < b), sentence[0])
    subject = _OPENS.sub("", found.text[start : run[0].start])
    earlier = [one for one in figures if one.number[1] <= run[0].start]
    alone = len(subject) < _ALONE and len(earlier) == len(figures) == len(run)
    return earlier if alone else []
