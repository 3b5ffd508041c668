"""Which date governs a figure: before it or behind it, in its own clause or over the rest of its sentence.

Apart from `targets`, which asks: here is the grammar of dates in a sentence, there what is promised by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language.dates import DateMention
from zeren.language.figure import Figure, Figures
from zeren.model import Span

_SINCE: Final = re.compile(r"\s*(?:开始|起(?!步)|以来|度?预算|第[一二三四])")
_THAT_IS: Final = re.compile(r"\s*[,，]?即(?=[\d年本])")  # 主汛期前,即6月30日前: the second says when
_CITED: Final = re.compile(r"《[^》]*$")
_LONGEST_TITLE: Final = 80
_ENDS_DOING: Final = re.compile(
    r"\s*(?:[(（][^()（）]{1,12}[)）])?(?:全部|均|全面|力争|争取|确保|陆续|正式|主体|基本)?"
    r"(?:完[工成]|建成|竣工|交付|投用|投产|投运|投入(?:使用|运[行营])|启用|开放|开工|动工|启动|通车|验收|销号|到位|上线|运行|移交|封顶)"
)
_IN_BRACKET: Final = re.compile(r"\s*[^()（），,。\d]{0,6}[)）]$")
_OPENED_BRACKET: Final = re.compile(r"[(（][^()（）]*$")
_CLOSED_BRACKET: Final = re.compile(r"[^()（）]*[)）]")
"""A date in a bracket that closes before a figure is that of what stands before the bracket."""
_SEMICOLON: Final = re.compile(r"[;；]")
NEAR: Final = 80
"""How far behind a figure a date may stand that closes its clause."""
_OWN_SUBJECT: Final = 5
"""How many characters before a date in its clause are a subject of its own: 中心幼儿园|5月底前动工."""


def binding(found: Figures, sentence: Span, year: int | None) -> list[DateMention]:
    """The dates of a sentence that bind what follows: neither recurring, nor a beginning, nor in a cited title, nor
    over before the plan's year."""
    return [
        d
        for d in found.dates_in(sentence)
        if d.kind != "recurring"
        and not d.text.startswith(("去年", "上年", "前年", "上一年"))
        and not _SINCE.match(found.text, d.end)
        and not _CITED.search(found.text[max(sentence[0], d.start - _LONGEST_TITLE) : d.start])
        and found.text[d.start - 1 : d.start] not in ("比", "较", "与")
        and not found.described(d)
        and not _THAT_IS.match(found.text, d.end)
        and not _is_over(found.text, d, year)
    ]


def _is_over(text: str, d: DateMention, year: int | None) -> bool:
    """Whether a date tells from when something is (由2023年的41%提高, 2023年结转的项目): it ended before the plan's year,
    and neither its words nor a doing behind a month say that it is a limit."""
    if not year or d.kind != "period" or d.last is None or d.last.year >= year:
        return False
    return d.rule == "year" or not _ENDS_DOING.match(text, d.end)


def governing(found: Figures, sentence: Span, one: Figure, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that governs a figure: the nearest before it that reaches it, else one that closes its own clause."""
    before_it = [d for d in dates if d.start < one.number[0]]
    if before_it and reaches(found, sentence, before_it[-1], one):
        return before_it[-1]
    clause = next((c for c in found.clauses(sentence) if c[0] <= one.number[0] < c[1]), sentence)
    behind = (d for d in dates if one.number[1] <= d.start < clause[1])
    return next((d for d in behind if _closes(found, clause, d, one)), None)


def _closes(found: Figures, clause: Span, d: DateMention, one: Figure) -> bool:
    """Whether a date behind a figure in its own clause is its deadline: 12个小区10月15日前完工; 水库5座(6月30日前)."""
    if d.end - one.number[1] > NEAR or found.within((d.end, clause[1])):
        return False
    told = found.text[d.end : clause[1]]
    opened = _OPENED_BRACKET.search(found.text, one.number[1], d.start)
    return bool(_ENDS_DOING.match(told) or (_IN_BRACKET.match(told) and opened))


def reaches(found: Figures, sentence: Span, d: DateMention, one: Figure) -> bool:
    """Whether a date governs a figure: in its own clause, or from a clause that says nothing else or counts too.

    8月底前投入使用,新增学位6600个 dates the opening and not the places; 到2025年, a bare date and one that announces what
    follows (2023年的主要目标是:…) govern all of it, past a semicolon only from the head of the sentence.
    """
    text = found.text
    clause = next((c for c in found.clauses(sentence) if c[0] <= d.start < c[1]), sentence)
    if clause[0] <= one.number[0] < clause[1]:
        return True
    if _CLOSED_BRACKET.match(text, d.end, one.number[0]):
        return False
    rest = text[d.end : clause[1]]
    if _IN_BRACKET.match(rest):
        return False
    opens = d.start - clause[0] < _OWN_SUBJECT
    far = (
        text[d.start] in "到至"
        or (opens and len(rest) < 4 and not _ENDS_DOING.match(rest))
        or text.startswith((":", "："), clause[1])
    )
    if _SEMICOLON.search(text, d.end, one.number[0]):
        return far and d.start - sentence[0] < _OWN_SUBJECT
    if far:
        return True
    counts = any(q.value is not None for q in found.within(clause))
    return opens and (one.rule == "shared-value" or counts)
