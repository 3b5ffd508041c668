"""Where a document comes from: its year, its publisher, and whether it looks forward or back.

The year is the plan's: the one that the title names, else the document's own number, else the year that its sentences
speak of most, horizons (到2025年) aside.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from zeren.language.signing import letterhead, signature
from zeren.model import Document, Place
from zeren.registry import place_below
from zeren.vocab import YearBasis

_YEAR: Final = r"(?<!\d)(20[0-4]\d)(?!\d)"
_WRITTEN: Final = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=\s*年)")
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_TITLE: Final = re.compile(rf"{_YEAR}\s*年?")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{1,6}[〔\[(【]\s*(20[0-4]\d)\s*[〕\])】]\s*\d+\s*号")
_WEIGHTED: Final[tuple[tuple[str, re.Pattern[str], int], ...]] = (
    ("horizon", re.compile(rf"(?:[到至]|[—–~-])\s*{_YEAR}\s*年(?!\s*\d+\s*月)"), -1),
    ("plan", re.compile(rf"{_YEAR}\s*年\s*(?:年度|度|全市|全县|全区|重点|民生|实施|完成|计划|任务)"), 3),
    ("end", re.compile(rf"[至到]\s*{_YEAR}\s*年\s*12\s*月"), 3),
    ("any", re.compile(rf"{_YEAR}\s*年"), 1),
)
_FOUNDED: Final[dict[str, int]] = {"建国": 1949, "新中国成立": 1949, "建党": 1921, "建军": 1927}
_ANNIVERSARY: Final = re.compile(r"(建国|新中国成立|建党|建军)\s*(\d{2,3})\s*周年")
_PAST: Final = re.compile(
    r"了(?![解不])|累计|已(?:经|有|完成|建成|全部)?|以来|近年来|同比|截至|截止|完成率|得益于|全部(?:按期)?完成|[1一]至\d+月|前三季度|上年|去年"
)
_FUTURE: Final = re.compile(r"将(?![士军领])|力争|争取|到\s*20\d\d\s*年|年底前|年内|今年|确保|计划(?!生育)|拟")
_PROMISES: Final = re.compile("实事|民生(?:项目|工程|清单)|民心工程|惠民(?:项目|工程)")
_YEARS_END: Final = (12, 20)
"""From this day on, a plan of promises is the next year's."""

_DATED: Final = re.compile(
    rf"{_YEAR}\s*[年./-]\s*\d{{1,2}}\s*(?:月\s*\d{{1,2}}\s*日|[./-]\s*\d{{1,2}})|[〔\[(【]\s*{_YEAR}\s*[〕\])】]"
)
"""A day, or the year of a document's number."""

_HEAD_LINES: Final = 4
_PLAN_WORD: Final = r"(?:计划|安排|打算|要点|思路|部署|任务|目标|怎么干|怎么办|谋划|展望)"
_PLAN_TITLE: Final = re.compile(rf"{_YEAR}\s*年?(?:(?!20\d\d)[^,，。;；]){{0,16}}?{_PLAN_WORD}")
_FORWARD: Final = re.compile(
    rf"下一?步|今后|接下来|怎么干|怎么办|打算|展望|(?:{_YEAR}\s*年|今年|明年|来年|新的一年)[^,，。;；:：]{{0,12}}?{_PLAN_WORD}"
)
_BACKWARD: Final = re.compile(r"回顾|总结|完成情况|落实情况|进展|成效|成绩|怎么看|做法|[完达]成|已|过去|去年|上年")
_TURN: Final = re.compile(r"(?:下一步|下步|今后|接下来|明年|来年|新的一年)[,，一我全市县区将]")
_SITE: Final = re.compile(r"欢迎(?:访问|光临|浏览)\s*([\u4e00-\u9fff]{2,20}?(?:政府|门户|信息|官方)?网站?)")
_ISSUER: Final = re.compile(
    r"(?:发布(?:机构|单位)|信息来源|来源|发文机关|制发机关|供稿单位)\s*[:：]\s*([\u4e00-\u9fff]{2,24})"
)
_DATE: Final = re.compile(
    r"(?:(?:发布|公布|公开|更新|生成|成文|发文|印发|制发)(?:时间|日期)|(?<![\u4e00-\u9fff])(?:日期|时间)|印发)\s*+[:：]?+\s*+(20\d\d)[-年./](\d{1,2})[-月./](\d{1,2})"
)


def year_of(document: Document, title: str | None) -> tuple[int | None, YearBasis]:
    """The plan's year and what told it: the words of the document, unless a person decided.

    The words are weighed: a year that names the plan counts three times, a horizon does not count.
    """
    if (given := document.given.get("year")) is not None:
        return (int(given), "reviewed") if given else (None, "none")
    text, title = _in_digits(document.simplified), _in_digits(title or "")
    if found := _PLAN_TITLE.search(title) or _IN_TITLE.search(title):
        return int(found.group(1)), "title"
    if coming := _year_to_come(document, title, text):
        return coming, "inferred"
    head = text[:300]
    if (own := _NUMBER.search(head)) and not re.search("[《根据按照]", head[max(0, own.start() - 40) : own.start()]):
        return int(own.group(1)), "number"
    votes: Counter[int] = Counter()
    for _, pattern, weight in _WEIGHTED:
        votes.update({int(y): weight * n for y, n in Counter(pattern.findall(text)).items()})
    votes.update({_FOUNDED[what] + int(n): 1 for what, n in _ANNIVERSARY.findall(text)})
    published = int(document.metadata.get("published", "0000")[:4] or 0)
    known = {year: n for year, n in votes.items() if n > 0 and (not published or year <= published + 1)}
    if known:
        return max(known, key=lambda year: (known[year], year)), "text"
    return (published, "inferred") if published else (None, "none")


def _year_to_come(document: Document, title: str, text: str) -> int | None:
    """The year after the one at whose end promises are made; none where the text speaks of a year but in dates and numbers."""
    told = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", published_on(document) or "")
    year, month, day = map(int, told.groups()) if told else (0, 0, 0)
    if (month, day) < _YEARS_END or not _PROMISES.search(title) or _BACKWARD.search(title):
        return None
    return None if re.search(_YEAR, _DATED.sub("", text)) else year + 1


def _in_digits(words: str) -> str:
    """Words with the years written out in digits: 二〇二三年 is 2023年."""
    return _WRITTEN.sub(lambda year: year[0].translate(_DIGITS), words)


def given_place(document: Document) -> Place | None:
    """The place that a person decided on, where one did."""
    found = place_below.named(document.given.get("place") or "")
    return Place(found.name, found.code, "reviewed", 1.0) if found else None


def publisher_of(document: Document) -> str | None:
    """Who published the document: the file's metadata, a source line, the site's banner, or who signed it or has it on paper."""
    if name := document.metadata.get("publisher"):
        return name
    for pattern in (_ISSUER, _SITE):
        if found := pattern.search(document.simplified):
            return found.group(1)
    if signed := signature(document):
        return signed.office
    heads = (letterhead(document.simplified[slice(*block.span)]) for block in document.blocks[:_HEAD_LINES])
    return next((head for head in heads if head), None)


def published_on(document: Document) -> str | None:
    """The ISO date of publication, where the file or a line of it tells."""
    if date := document.metadata.get("published"):
        return date[:10]
    if found := _DATE.search(document.simplified):
        year, month, day = (int(part) for part in found.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}"
    signed = signature(document)
    return signed.day if signed else None


def looks_back(text: str) -> bool:
    """Whether a text reports what was done rather than what will be: past markers outweigh future ones."""
    past, future = len(_PAST.findall(text)), len(_FUTURE.findall(text))
    return past >= 3 and past > future


def turns_forward(words: str, heading: bool) -> bool | None:
    """Whether a heading, or a paragraph by how it begins, opens the part of a text that looks forward; False where it
    opens one that looks back, None where it tells neither.

    >>> turns_forward("2021年怎么干", True), turns_forward("一年来的成效", True), turns_forward("下一步，将新建学校3所。", False)
    (True, False, True)
    """
    if not heading:
        return True if _TURN.match(words) else None
    if _FORWARD.search(words):
        return True
    return False if _BACKWARD.search(words) else None
