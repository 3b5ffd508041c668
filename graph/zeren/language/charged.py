"""Which sentences of running text are measures because of the duties that they tell, and where one measure ends.

Apart from `charges.py`, which reads clauses: here a sentence is weighed as a whole. A body that must do something by a
date or to a figure has a measure of its own; that everybody must pay attention is none. In an item of several
sentences each that names a leading body begins a new measure, and one that names none goes with the one before.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from zeren.language.charges import Charge, charges, heads
from zeren.language.clauses import clauses
from zeren.language.fields import DutyField
from zeren.language.lines import sentences
from zeren.model import Span

_REGULAR: Final = re.compile(
    r"每(?:个)?(?:月|季度?|半年|年|周|旬|日|两周|双周)[^，,；;。]{0,6}?\d{1,2}日(?:以?前)?|[（(][^（）()]*[)）]"
)
"""A report that comes round is no date of its own, nor is a telephone number in a bracket."""
_FIRM: Final = re.compile(
    r"\d{1,2}月|年[内底]|(?:上|下)半年|[一二三四]季度|\d[\d,.，．]{0,20}+\s*+(?!年|\d|号|号文)[%％‰万亿\u4e00-\u9fff]|百分之|[一二三四五六七八九十两]成|全覆盖|清零"
)
_TITLE: Final = 14
"""A first sentence of no more characters, without a comma or a figure, is an item's title."""
_PUNCTUATED: Final = re.compile(r"[,，;；:：\d]")
_SLACK: Final = 6
"""What may stand in a sentence of nothing but duties beside bodies and role words: 由, 此项工作."""


def firm(text: str, sentence: Span) -> list[Charge]:
    """The charges of a sentence but for those by which everybody must do nothing in particular."""
    found = charges(text, sentence)
    if not any(one.says == "must" for one in found) or _dated(text, sentence):
        return list(found)
    return [one for one in found if one.says != "must" or any(unit.form != "catch-all" for unit in one.units)]


def commits(text: str, sentence: Span) -> bool:
    """Whether a sentence says that a body leads or must act, and by when or how much.

    >>> [commits(line, (0, len(line))) for line in ("各县区要于6月底前完成。", "各县区要高度重视。", "每月5日前报市教育局。")]
    [True, False, False]
    """
    return _dated(text, sentence) and any(heads(one) for one in charges(text, sentence))


def leads(text: str, sentence: Span) -> bool:
    """Whether a sentence says that a body leads or must act in particular."""
    return any(heads(one) for one in firm(text, sentence))


def _dated(text: str, sentence: Span) -> bool:
    return _FIRM.search(_REGULAR.sub("", text[slice(*sentence)])) is not None


def duties_alone(text: str, sentence: Span) -> list[DutyField]:
    """The duties of a sentence that says nothing else, and so speaks of the one before it: 由市A局牵头，市B局配合。"""
    found = [one for one in charges(text, sentence) if one.rule]
    if not found or not all(one.alone for one in found):
        return []
    told = [
        (start, stop, [one for one in found if start <= one.start < stop]) for start, stop in clauses(text, sentence)
    ]
    if any(stop - start - sum(one.end - one.start for one in said) > _SLACK or not said for start, stop, said in told):
        return []
    return [DutyField((found[0].start, found[-1].end), "none", "prose")]


@dataclass
class _Part:
    """One measure of an item so far: whether a body leads it, whether anything but bodies was said, and whether duties
    that follow their task have closed it."""

    sentences: list[Span] = field(default_factory=list)
    led: bool = False
    told: bool = False
    closed: bool = False


def parted(text: str, item: Span) -> list[Span]:
    """An item, cut where a sentence names another leading body; a title before the first is left out where it is cut.

    >>> line = "办学。由市教育局牵头，建校3所。市体育局负责操场，年内建成。全部开放。"
    >>> [line[slice(*span)] for span in parted(line, (0, len(line)))]
    ['由市教育局牵头，建校3所。', '市体育局负责操场，年内建成。全部开放。']
    """
    parts: list[_Part] = [_Part()]
    for nth, sentence in enumerate(sentences(text, item)):
        heads = leads(text, sentence)
        alone = heads and bool(duties_alone(text, sentence))
        last = parts[-1]
        if last.closed or (heads and last.led and (alone or _dated(text, sentence))):
            parts.append(last := _Part())
        last.closed = alone and last.told and not last.led
        last.led |= heads
        last.told |= not alone and not (nth == 0 and not heads and _is_title(text, sentence))
        last.sentences.append(sentence)
    if len(parts) < 2:
        return [item]
    first = parts[0].sentences
    if len(first) > 1 and _is_title(text, first[0]) and not leads(text, first[0]):
        del first[0]
    return [(part.sentences[0][0], part.sentences[-1][1]) for part in parts]


def _is_title(text: str, sentence: Span) -> bool:
    words = text[slice(*sentence)]
    return len(words) <= _TITLE and not _PUNCTUATED.search(words)
