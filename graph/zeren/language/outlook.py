"""Which parts of a document look back, which look forward, and whether it reports the progress of what it promised.

Told by headings and by the words that open a paragraph; the whole text's own tense is the ground for what nothing
tells. Apart from `tense`, which reads single clauses: a work report promises and recalls in the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zeren.language.lines import DEPTH, Line
from zeren.language.origin import looks_back, turns_forward

_RECALLED: Final = re.compile(
    r"回顾|工作总结|年总结|^总结|(?:^|[及和、])存在的?(?:主要|突出)?(?:的?(?:困难|问题|不足|短板)(?:[和与及、](?:困难|问题|不足|短板|原因))?)$"
    r"|(?:完成|落实|进展|推进|执行|办理|实施|开展|总体|基本)(?:的?(?:主要|工作|总体))?情况$|(?:主要|取得的?|显著)成[效绩就]$"
    r"|^(?:20\d\d\s*年)?(?:工作)?(?:进展|成效|完成情况)$|^(?:过去|刚刚过去)|[一二三四五]年来|^(?:去|上)年|^主要成就$"
)
"""A heading over what was done; more of it must be said than in a text that reports throughout."""
_AHEAD: Final = re.compile(
    r"下一?步|今后|接下来|明年|来年|怎么干|打算|工作安排|工作计划|工作思路|(?:主要|预期|奋斗|工作|发展|年度)目标(?:任务)?[:：。]?$|目标任务$"
    r"|总体(?:要求|思路|目标)|指导思想|重点(?:工作|任务|举措)|主要任务|工作(?:要求|任务|措施|重点)|保障措施|努力方向|实施步骤|组织(?:领导|保障)"
)
_OPENS_BACK: Final = re.compile(
    r"(?:刚刚)?过去的?(?:[一五]年|20\d\d\s*年)|[一五]年来[,，]|回顾(?:过去|20\d\d|[一五]年|一年)|(?:去年|上年)(?:以来)?[,，]"
)
_OPENS_AHEAD: Final = re.compile(
    r"20\d\d\s*年?[,，]?(?:我们|全[市县区州]|我[市县区州]|政府)?(?:将|要|计划|重点)"
    r"|(?:20\d\d\s*年|今年|明年)[^,，。;；:：\d]{0,20}(?:目标|任务|安排|计划|思路|要求)(?:[是为]|[:：])"
)
_TITLED_REPORT: Final = re.compile(r"(?:工作报告|工作总结)(?:[(（][^()（）]{0,12}[)）])?$")
_REPORTED: Final = re.compile(
    r"(?<!报送)(?<!上报)(?:进展|进度|完成|推进|落实|办理|实施|执行)(?:工作)?情况|进度(?:表|通报|公示)|进展(?:通报|公示|一览)|通报$"
)
_FINISHED: Final = re.compile(r"完成情况|落实情况|办结情况|办理结果|年度?总结|交账|兑现情况")
_UNDERWAY: Final = re.compile(r"进展|进度|推进|季度|半年|\d月|月份|截[至止]")
"""A report of this kind tells how far things are, one of the kind above how they ended."""
_ASKED: Final = re.compile(r"报送|上报|填报|征集|通知$|办法|制度|方案|考核")
"""A title that asks for reports, or rules on them, is none."""
_INTRODUCED: Final = re.compile(
    r"现[就将对][^。]{0,60}(?:进展|完成|推进|落实|办理|实施|进度)(?:工作)?情况[^。]{0,20}(?:通报|公布|公示|公告|汇报|报告|如下)"
)
_BULLET: Final = re.compile(r"\s*(?:[—–-]{1,2}|[●•▲■◆◇★▪➢]|[一二三四五六七八九十]是)")
_LEAD_IN: Final = re.compile(r"[^。;；\n]{4,50}[:：]$|[^。;；\n]{4,24}[?？][^。;；\n]{0,20}[:：]?$")
"""A line that announces what follows, as a heading does: 2023年怎么干?市政府列出清单:"""
_HEAD_LINES: Final = 8
_LONGEST_TITLE: Final = 60
_NO_DEPTH: Final = -1


@dataclass(frozen=True, slots=True)
class Outlook:
    """`back`: what no part tells otherwise reports what was done; `progress`: the document reports what became of
    what it promised, `finished` at the end of its year; `report`: it holds both, part by part. `told` is True from a start on where a part looks
    forward, False where it looks back, None where it tells neither."""

    back: bool = False
    progress: bool = False
    report: bool = False
    finished: bool = False
    starts: tuple[int, ...] = ()
    told: tuple[bool | None, ...] = ()

    def at(self, offset: int) -> bool | None:
        """Whether the part that an offset lies in looks forward (True) or back (False), or tells neither.

        >>> Outlook(starts=(4, 9), told=(False, None)).at(6), Outlook(starts=(4,), told=(True,)).at(2)
        (False, None)
        """
        nth = bisect_right(self.starts, offset) - 1
        return self.told[nth] if nth >= 0 else None

    def recalls(self, offset: int) -> bool:
        """Whether an offset lies in the part of a report that tells what was done."""
        return (self.report or not self.back) and self.at(offset) is False

    def ended(self, offset: int) -> bool:
        """Whether an offset lies where a document tells how things ended, so that a bare figure is a result."""
        if self.progress:
            return self.finished and self.at(offset) is not True
        return self.recalls(offset)

    def plans(self, offset: int) -> bool:
        """Whether an offset lies in the part that looks forward while the rest looks back."""
        return (self.back or self.report or self.progress) and self.at(offset) is True


def read_outlook(text: str, lines: Sequence[Line], title: str | None) -> Outlook:
    """The outlook of a document from its lines in order."""
    strict = list(_parts(lines, loose=False))
    ahead = any(told for _, told in strict)
    recalled = any(_said(line, loose=False) is False for line in lines if line.heading)
    back = looks_back(_ground(text, strict) if ahead and recalled else text)
    parts = strict if not back else list(_parts(lines, loose=True))
    heads = [title or "", *(line.words for line in lines[:_HEAD_LINES] if len(line.text) <= _LONGEST_TITLE)]
    report = (ahead and recalled) or any(_TITLED_REPORT.search(head) for head in heads)
    named = [head for head in heads if _REPORTED.search(head.strip(" ()（）")) and not _ASKED.search(head)]
    finished = any(_FINISHED.search(head) and not _UNDERWAY.search(head) for head in named)
    progress = bool(named) or _INTRODUCED.search(text, 0, 1_000) is not None
    starts, told = tuple(at for at, _ in parts), tuple(told for _, told in parts)
    return Outlook(back, progress, report, finished, starts, told)


def _ground(text: str, parts: Sequence[tuple[int, bool | None]]) -> str:
    """The text without the parts that tell their own tense."""
    edges = [*(at for at, _ in parts), len(text)]
    kept = [text[start:end] for (start, told), end in zip(parts, edges[1:], strict=True) if told is None]
    return "\n".join([text[: edges[0]], *kept])


def _parts(lines: Sequence[Line], loose: bool) -> Iterator[tuple[int, bool | None]]:
    """Where the outlook changes, and to what; `loose` reads headings as a text that reports throughout means them."""
    told: bool | None = None
    depth = _NO_DEPTH
    passing = False
    for line in lines:
        said = _said(line, loose)
        own = DEPTH[line.numbering] if line.numbering and line.heading else _NO_DEPTH
        if said is None and (
            (passing and not _BULLET.match(line.text))
            or (line.heading and told is False and not loose and own != _NO_DEPTH and own <= depth)
        ):
            told, passing = None, False
            yield line.span[0], None
        elif said is not None:
            passing = said is False and not line.heading
            depth = own if line.heading else depth
            if said is not told:
                told = said
                yield line.span[0], told


def _said(line: Line, loose: bool) -> bool | None:
    """What a heading, or a paragraph by how it opens, tells of its part."""
    words = line.words
    if not line.heading:
        if _OPENS_BACK.match(words):
            return None if loose else False
        announced = _LEAD_IN.fullmatch(words) and turns_forward(words, True)
        return True if announced or _OPENS_AHEAD.match(words) else turns_forward(words, False)
    if loose:
        return turns_forward(words, True)
    if _RECALLED.search(words.rstrip(" :：。")):
        return False
    return True if _AHEAD.search(words) or turns_forward(words, True) else None
