"""Is a figure promised, or was it reached? The words before it in its stretch of text tell, the nearest of them best.

A word of the past (已, 实际, 截至) turns what follows into a result until a word of the plan (计划, 力争, 月底前) turns it
back, within a part of a sentence. Where a document reports progress, an item is read through as one: its first clause is
the plan, and what is completed after it is a result even where no word says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from zeren.language.clauses import groups
from zeren.language.lines import sentences
from zeren.language.outlook import Outlook
from zeren.model import Span

_DONE: Final = (
    r"截[至止]到?(?:[^,，。;；]{0,12}?[月日底末前])?|目前(?!标)|现(?:已|有|为|达)|以来|前三季度|[1-9一]\d?月?[至\-—~～][1-9]\d?月"
    r"|(?<![比较在与于由从])(?:去年|上年)(?![同末底])|[成建到完了高化增行]了(?![解不])"
    r"|已(?![婚故知列]|退休|脱贫)(?![^,，。;；、\d]{0,12}的)"
)
_PROMISED: Final = r"将(?![士军领])|按计划|(?<=[,，;；])(?:今年)?再(?!次)|今年(?!以来)|力争|争取|确保|到\s*20\d\d\s*年|年底前|年内|\d{1,2}\s*月\s*+(?:\d{1,2}\s*+日|底|末|份)?\s*+(?:以?前|底)"
_YEAR: Final = r"(?<![\d比较与])(?P<year>20\d\d)\s*年(?!\s*(?:\d|以?前|底|末|初|[（(]))"
_PLAIN: Final = re.compile(
    rf"(?P<done>{_DONE})|(?P<rise>同比)|(?P<plan>{_PROMISED})|{_YEAR}(?P<named>度?[^,，。;；:：\d]{{0,10}}?的(?!基础))?"
)
"""What turns a plan's tense: `rise` does where nothing is promised, `year` where it is not the plan's own."""
_HINT: Final = re.compile(rf"{_DONE}|同比|{_YEAR.replace('?P<year>', '')}")
_REPORTED: Final = re.compile(
    rf"""(?P<done>{_DONE} | (?:进展|完成|推进|落实|实施)(?:情况)?[:：] | 已(?![知婚故]|退休|脱贫) | 实际 | 累计 | 超额 | (?<![\u4e00-\u9fff])(?:其余|剩余) | 在建 | [尚仍]有 | [尚仍]未
      | (?:完成|竣工|完工|开工|到位|进度|形象|工程形象)(?:进度|比例|率) | 进度(?=\s*\d|为|达) | (?:占|完成)[^,，。;；\d]{{0,6}}(?:任务|目标|计划)(?:总?[数量])?(?:\d[\d.]*\s*+[万亿]?[\u4e00-\u9fff]{{1,3}}?)?的
      | [上本]季度末? | (?<![实发体呈表出])现(?=[^,，。;；\d]{{1,8}}\d))
    | (?P<plan>{_PROMISED} | 目标(?![任务总数量]{{0,2}}(?:的|已|全部|均|完成|进度)) | 计划(?!生育|[任务总数量]{{0,2}}(?:的|已|完成)) | 拟
      | 全年(?!共|累计|完成|实现|已|度?[任务目标]{{2}}的) | 年底 | 预计 | 下一?步 | 今冬 | 明[年春] | 季度末?前)""",
    re.X,
)
"""What turns the tense of an item in a document that reports progress."""
_AGAINST: Final = re.compile("超额|(?:占|完成)[^,，。;；\\d]{0,6}(?:任务|目标|计划)|[尚仍][有未]")
"""Words that hold what stands before them against a plan told elsewhere: 建成12个,尚有3个未开工."""
_COMPLETED: Final = re.compile(r"完成|竣工|完工|建成|兑[付现]|封顶|交付|投用|办结|拨付")
_PAIRED: Final = re.compile(r"开工[^,，。;；]{0,20}[,，]?$")
"""After this a completion may be the plan's other half: 开工100个,竣工80个."""
_STATUS: Final = re.compile(
    r"[^,，。;；、()（）\d]{0,8}?(?:(?<!的)已(?!列)|正在|[尚还]未|未(?:开工|接入|完成|建成)|在建|完成主体|主体完工)"
)
_GROUND: Final = re.compile(r"[^,，。;；\d]{0,20}(?:的)?基础上")
"""What follows a figure from which a plan sets out: 在去年加装86部的基础上."""
_BRACKET: Final = re.compile(r"[(（][^()（）\n]*[)）]")
_TOLD_WITHIN: Final = re.compile(r"[^()（）]*?\d[\d.,]*\s*[^\s\d.,年月日()（）]")
"""What follows a word of the past in a bracket that tells a figure by it: (上年完成|5万人). One that tells none speaks for
what stands outside: (截至6月底)."""
_CLAUSE: Final = re.compile(r"[,，;；。]")
_COUNTED: Final = re.compile(r"\d|[一二三四五六七八九十百][所个处项件家]")
_NEAR: Final = 12
_REACH: Final = 600
"""How far behind its word a figure may stand, in characters, so that a text without stops is no single sentence."""
_TOLD: Final = frozenset({"sentence", "list", "heading"})
"""The forms of measures that a news text tells; rows and items keep their promise beside what was done of it."""


class _Turn(NamedTuple):
    at: int
    past: bool


class Tense:
    """The tense of a text's figures. `form` is that of the measure a stretch belongs to, None outside of any."""

    def __init__(self, text: str, outlook: Outlook, year: int | None) -> None:
        self.text = text
        self.outlook = outlook
        self.year = year
        self._turns: dict[tuple[Span, str | None], list[_Turn]] = {}

    def silent(self, span: Span, form: str | None) -> bool:
        """Whether a measure promises nothing because it stands where a text tells what was done."""
        if form not in _TOLD:
            return False
        return (
            self.outlook.back
            or self.outlook.recalls(span[0])
            or (self.outlook.ended(span[0]) and self._unplanned(span))
        )

    def reports(self, span: Span) -> bool:
        """Whether a stretch that belongs to no measure with a promise of its own tells what was done throughout."""
        ahead = self.outlook.at(span[0]) is True
        return self.outlook.recalls(span[0]) or ((self.outlook.back or self.outlook.progress) and not ahead)

    def may_report(self, sentence: Span) -> bool:
        """Whether a sentence can hold a result at all, told cheaply."""
        told = self.outlook.back or self.outlook.progress or self.outlook.recalls(sentence[0])
        return told or _HINT.search(self.text, *sentence) is not None

    def past(self, stretch: Span, number: Span, form: str | None, progress: bool = False) -> bool:
        """Whether a figure of a stretch was reached; `progress` where a cell of its own reports what was done."""
        if _GROUND.match(self.text, number[1], min(stretch[1], number[1] + _REACH)):
            return True
        through = self._through(stretch, form) and not progress
        turns = self._read(stretch, form, through)
        nth = bisect_right(turns, number[0], key=lambda turn: turn.at) - 1
        if nth >= 0 and turns[nth].past and number[0] - turns[nth].at <= _REACH:
            return True
        return through and _STATUS.match(self.text, number[1], min(stretch[1], number[1] + 40)) is not None

    def _through(self, stretch: Span, form: str | None) -> bool:
        """Whether a stretch is an item of a document that reports progress, to be read through as one."""
        reported = (self.outlook.progress and self.outlook.at(stretch[0]) is not True) or self.outlook.recalls(
            stretch[0]
        )
        return reported and form is not None and form not in _TOLD

    def _read(self, stretch: Span, form: str | None, through: bool) -> list[_Turn]:
        key = (stretch, form if not through else "")
        if key not in self._turns:
            self._turns[key] = self._progress(stretch) if through else self._plain(stretch, form)
        return self._turns[key]

    def _plain(self, stretch: Span, form: str | None) -> list[_Turn]:
        """The turns of a plan: each part of a sentence begins anew, under the year that the sentence began with."""
        made: list[_Turn] = []
        for sentence in sentences(self.text, stretch):
            dated = False
            for part in groups(self.text, sentence):
                made.append(_Turn(part[0], dated))
                for word in _PLAIN.finditer(self.text, *part):
                    if word["year"]:
                        if self.year and not word["named"]:
                            dated = int(word["year"]) < self.year
                            made.append(_Turn(word.start(), dated))
                    elif not word["rise"]:
                        made.append(_Turn(word.end(), word["done"] is not None))
                    elif form in (None, *_TOLD) and not any(not turn.past for turn in made if turn.at > part[0]):
                        made.append(_Turn(word.end(), True))
        return self._with_brackets_closed(stretch, made)

    def _with_brackets_closed(self, stretch: Span, turns: list[_Turn]) -> list[_Turn]:
        """The turns in order, with one back at the end of each bracket that tells figures of a tense of its own."""
        made = list(turns)
        for bracket in _BRACKET.finditer(self.text, *stretch) if turns else ():
            inside = [turn for turn in turns if bracket.start() < turn.at < bracket.end()]
            if inside and _TOLD_WITHIN.match(self.text, inside[0].at, bracket.end()):
                before = [turn.past for turn in turns if turn.at <= bracket.start()]
                made.append(_Turn(bracket.end(), bool(before) and before[-1]))
        return sorted(made)

    def _progress(self, stretch: Span) -> list[_Turn]:
        """The turns of an item that is read through: a clause that completes something after the plan's is a result, and so is
        all of it where the document tells how things ended and the item itself names no plan."""
        made = [_Turn(stretch[0], self.outlook.ended(stretch[0]) and self._bare(stretch))]
        start, counted = stretch[0], False
        for stop in [*(mark.end() for mark in _CLAUSE.finditer(self.text, *stretch)), stretch[1]]:
            words = list(_REPORTED.finditer(self.text, start, stop))
            made += [_Turn(word.end() if word["plan"] else word.start(), word["done"] is not None) for word in words]
            if not words and counted and self._completes(stretch, (start, stop)):
                made.append(_Turn(start, True))
            counted = counted or _COUNTED.search(self.text, start, stop) is not None
            start = stop
        if len(made) > 1 and made[1].past and _AGAINST.match(self.text, made[1].at):
            made[0] = _Turn(stretch[0], True)
        return made

    def _unplanned(self, stretch: Span) -> bool:
        """Whether no word of a stretch plans anything."""
        return not any(word["plan"] for word in _REPORTED.finditer(self.text, *stretch))

    def _bare(self, stretch: Span) -> bool:
        """Whether an item names neither a plan nor, beside it, what was reached of it."""
        words = _REPORTED.finditer(self.text, *stretch)
        return not any(
            word["plan"] or _COUNTED.search(self.text, word.end(), min(stretch[1], word.end() + _NEAR))
            for word in words
        )

    def _completes(self, stretch: Span, clause: Span) -> bool:
        """Whether a clause completes something, and not as the other half of what the clause before it plans."""
        done = _COMPLETED.search(self.text, *clause)
        return done is not None and not _PAIRED.search(self.text, max(stretch[0], clause[0] - 20), done.start())
