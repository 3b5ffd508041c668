"""Dates, periods and deadlines: 2021年12月31日, 6月底前, 年内, 到2020年, 十四五末, 2018—2020年, 用半年时间, 下周五.

Apart, because a figure and its date may stand far from each other, and because a year is the commonest number that is
no quantity. Every rule is a pattern that starts at a trigger character, so that the cost is linear in the text.

What is not in the words stays open: a bare month needs `year` (the plan's), a stretch of time needs `reference` (the
day it is counted from), a feast of the moon calendar has no day here at all.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from zeren.language import date_rules, near_dates
from zeren.language.date_words import AFTER, BEFORE, JOINT, SPAN_WORDS, Context, word_before
from zeren.language.date_words import DateMention as DateMention
from zeren.language.numerals import fold

_SENTENCE: Final = re.compile(r"[。\n!?！？|]")
_JOINT: Final = re.compile(JOINT)


def find(
    text: str, reference: date | None = None, year: int | None = None, near: bool | None = None
) -> list[DateMention]:
    """All dates of a text in order, without overlap; see the module for what `year` and `reference` settle.

    `near` asks for words that only a day settles (昨天, 三天后, 30日内) and for feasts that stand alone; where it is not
    given, a reference asks for them.

    >>> [(d.text, str(d.last)) for d in find("自2021年3月起，6月底前开工，下周五验收", date(2021, 5, 12))]
    [('自2021年3月起', 'None'), ('6月底前', '2021-06-30'), ('下周五', '2021-05-21')]
    """
    folded = fold(text)
    near = reference is not None if near is None else near
    context = Context(year if year is not None else reference.year if reference else None, reference, near)
    found: list[DateMention] = []
    at = seen = 0
    carried: int | None = None
    while (trigger := _trigger(near).search(folded, at)) is not None:
        at = trigger.start()
        if carried and _SENTENCE.search(folded, seen, at):
            carried = None
        seen = at
        found_here = _read(folded, at, context, carried)
        if found_here is None:
            at += 1
            continue
        mention, stated = found_here
        if found and (joined := _joined(folded, found[-1], mention)):
            found.pop()
            mention = joined
        mention = _widened(folded, mention, found[-1].end if found else 0)
        found.append(mention._replace(text=text[mention.start : mention.end]))
        carried = stated or carried
        at = max(mention.end, at + 1)
    return found


def as_json(mention: DateMention) -> dict[str, str | int | None]:
    """The plain view that `zeren dates` prints."""
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "from": mention.first.isoformat() if mention.first else None,
        "to": mention.last.isoformat() if mention.last else None,
    }


@cache
def _trigger(near: bool) -> re.Pattern[str]:
    return re.compile(f"[{near_dates.TRIGGERS}]|{date_rules.trigger()}" if near else date_rules.trigger())


def _read(text: str, at: int, context: Context, carried: int | None) -> tuple[DateMention, int | None] | None:
    """The date at an offset; of a near one and one of the calendar the longer."""
    found = date_rules.read(text, at, context, carried)
    close = near_dates.read(text, at, context) if context.near else None
    return (close, None) if close and (found is None or close.end >= found[0].end) else found


def _joined(text: str, last: DateMention, this: DateMention) -> DateMention | None:
    """From one date to the next: 2021年6月底至2022年5月底, 周一到周五."""
    if not _JOINT.fullmatch(text, last.end, this.start) or {last.kind, this.kind} - {"point", "period"}:
        return None
    known = last.first is not None and this.last is not None
    if known and last.first > this.last:  # type: ignore[operator]
        return None
    return this._replace(start=last.start, first=last.first, kind="period", rule="from_to")


def _widened(text: str, mention: DateMention, floor: int) -> DateMention:
    """The mention with the words that open or close it: 到, 截至, 自; 前, 起, 以来."""
    if mention.rule in ("yearly", "lately", "always"):
        return mention
    before = BEFORE.search(text, max(floor, mention.start - 6), mention.start)
    word = word_before(text, mention.start) if before else ""
    if word in SPAN_WORDS and mention.kind == "relative":
        mention = mention._replace(start=mention.start - len(before[0]) if before else mention.start)
    elif word.endswith(("到", "截至", "截止", "不晚于", "不迟于", "最晚", "最迟", "至迟")):
        start = before.start() if before else mention.start
        mention = mention._replace(start=start, first=None, kind="deadline", rule="until_" + mention.rule)
    after = AFTER.match(text, mention.end)
    if after and after["before"]:
        rule, last = "before_" + mention.rule, _before_feast(mention)
        return mention._replace(end=after.end(), first=None, last=last, kind="deadline", rule=rule)
    if after and after["since"] and mention.kind != "relative":
        start = before.start() if before and word.startswith(("自", "从")) else mention.start
        return mention._replace(start=start, end=after.end(), last=None, kind="period", rule="since_" + mention.rule)
    return mention._replace(end=after.end()) if after and (mention.kind != "point" or after["about"]) else mention


def _before_feast(mention: DateMention) -> date | None:
    """前 after a month or a year takes these in (6月底前); before a feast it means the day before at the latest."""
    if mention.rule.startswith("named") and mention.last:
        return mention.last - timedelta(days=1)
    return mention.last
