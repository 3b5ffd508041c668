"""The lines of a document as a reader sees them: numbered, headings, body, page furniture.

A line is a paragraph or heading block. What a line *is* follows from its own characters here; what it means among its
neighbours is for `items` and `sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from zeren.model import Block, Document, Span

Numbering: TypeAlias = Literal[
    "chapter", "named", "cn", "cn-paren", "arabic", "arabic-paren", "circled", "cn-is", "bare"
]

_NUMBERINGS: Final[tuple[tuple[Numbering, re.Pattern[str]], ...]] = (
    ("chapter", re.compile(r"第[一二三四五六七八九十百]{1,4}[章节篇部](?:分)?[、\s]*")),
    (
        "named",
        re.compile(
            r"(?:(?:民生)?实事|(?:重点)?任务|(?:重点)?项目|(?:重点)?工程|(?:重点)?工作|(?:专项)?行动|事项|措施|举措|目标)"
            r"(?:之?[一二三四五六七八九十]{1,3}|\d{1,2})\s*[:：、.．]\s*"
            r"|第[一二三四五六七八九十]{1,3}[件项条][:：、,，]\s*"
        ),
    ),
    ("cn", re.compile(r"[一二三四五六七八九十]{1,3}[、.．]\s*")),
    ("cn-paren", re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]、?\s*")),
    (
        "arabic",
        re.compile(r"\d{1,3}(?:[.．、)）](?!\d)|[.．、](?=20\d\d\s*年|\d{1,2}\s*月)|\s*[.．](?=[\u4e00-\u9fff]))\s*"),
    ),
    ("arabic-paren", re.compile(r"[(（]\d{1,3}[)）]、?\s*")),
    ("circled", re.compile(r"[①-⑳❶-❿⑴-⒇]\s*")),
    ("cn-is", re.compile(r"[一二三四五六七八九十]{1,3}是(?!否)[:：,，]?\s*")),
    ("bare", re.compile(r"\d{1,3}\s+(?:大\s*)?(?=[\u4e00-\u9fff“《])(?![年月日])")),
)
_AGAIN: Final[dict[Numbering, re.Pattern[str]]] = {
    "named": re.compile(
        r"[。;；]\s*(?:第[一二三四五六七八九十]{1,3}[件项条]|(?:实事|任务|项目|工程|事项)[一二三四五六七八九十\d]{1,3})[:：、,，]"
    ),
    "cn-is": re.compile(r"[。;；,，]\s*[一二三四五六七八九十]{1,3}是"),
}
"""What tells that a line lists several by such numbers, and is none of them itself."""
_NUMBERED: Final = re.compile(r"[第一二三四五六七八九十\d(（①-⑳❶-❿⑴-⒇民实重任项工专行事措举目]")
_BULLET: Final = re.compile(r"(?:[—–]{1,2}|[-●•▲■◆◇★☆※▪➢✓])\s*(?=[\u4e00-\u9fff“])")
DEPTH: Final[dict[Numbering, int]] = {name: depth for depth, (name, _) in enumerate(_NUMBERINGS)} | {"bare": 1}
SECTIONS: Final = frozenset({"chapter", "named", "cn", "cn-paren"})
"""How a heading over several items may be numbered."""
_PARTS: Final = frozenset({"bare", "cn-is"})
"""Numberings that never make an item's own beginning: of headings, and of what a sentence lists (一是…二是…)."""

SENTENCE_END: Final = "。!！?？;；…"
_OPENERS: Final = "(（“「《【〔"
_CLOSERS: Final = "”’」』)）】》〕]"
_MARK: Final = re.compile(rf"[{re.escape(_OPENERS + _CLOSERS)}\n\t。!！?？]")

_FURNITURE: Final = re.compile(
    r"""\s*(?:
        (?:□\s*)?本报(?:记者|讯|通讯员) | □ | (?:文/图|图/文|文|图|摄影|记者|通讯员|编辑|责任编辑|责编|校对|审核|监制)[:：/\s]\S{1,24}\s*$
      | [(（]?(?:文章)?(?:来源|稿源|供稿|作者|原标题)[:：] | 信息来源 | 发布(?:时间|日期|机构)[:：] | 浏览次数 | 字体[:：] | 打印(?:本页)?$
      | <?https?:// | \[?返回(?:首页|顶部|列表|上级|上一页|[^\s,，。]{0,10}新闻) | 首页\s*[>|｜] | 上一篇 | 下一篇 | 相关(?:附件|链接) | 附件\s*+\d*+\s*+(?:[:：]|$) | 版权所有 | 网站地图 | 扫一扫
      | 第\s*\d+\s*页 | -\s*\d+\s*-\s*$ | —\s*\d+\s*—\s*$ | \d+\s*/\s*\d+\s*$ | 欢迎访问 | 您(?:现在)?(?:所在|的)?的?位置
      | (?:联系|咨询|监督|举报|服务)(?:电话|方式|热线)[:：]
      | (?=.{0,80}(?:ICP备|网站标识码|公网安备|技术支持[:：]|版权所有|(?<!\d)扫一扫))
    )""",
    re.X,
)


_FIGURE: Final = re.compile(r"\d\s*+[万亿]?+\s*+(?:元|个|所|人|户|%|公里|平方米|套|处)")


@dataclass(frozen=True, slots=True)
class Line:
    """`body` is the line after its number; `numbering` and `number` tell how it is numbered, `heading` whether it
    reads as one: short, and without the punctuation that ends a sentence."""

    index: int
    span: Span
    body: Span
    text: str
    numbering: Numbering | None
    number: str | None
    heading: bool
    level: int

    @property
    def words(self) -> str:
        return self.text[self.body[0] - self.span[0] :]


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to the document: bylines, links, page numbers, sources.

    >>> is_furniture("本报记者 某某"), is_furniture("新建学校3所。")
    (True, False)
    """
    if not any(ch.isalnum() for ch in text):
        return True
    return bool(_FURNITURE.match(text)) and (len(text) <= 60 or "http" in text) and not _FIGURE.search(text)


def numbering_of(text: str) -> tuple[Numbering, str, int] | None:
    """How a line is numbered: the style, the printed number and where the words begin.

    >>> numbering_of("(二)加强养老服务")
    ('cn-paren', '(二)', 3)
    >>> numbering_of("实事二：改造危房")
    ('named', '实事二', 4)
    >>> numbering_of("1.5万人") is None
    True
    """
    for name, pattern in _NUMBERINGS if _NUMBERED.match(text) else ():
        found = pattern.match(text)
        if found and not (name in _AGAIN and _AGAIN[name].search(text, found.end())):
            return name, found.group().strip().rstrip(":：,，"), found.end()
    return None


def ends_sentence(text: str) -> bool:
    """Whether a line closes with the punctuation of a sentence, inside or outside closing quotes."""
    return text.rstrip().rstrip(_CLOSERS).endswith(tuple(SENTENCE_END + ":："))


def line_of(document: Document, block: Block, index: int) -> Line:
    start, end = block.span
    text = document.simplified[start:end]
    lead = len(text) - len(text.lstrip())
    text, start = text[lead:].rstrip(), start + lead
    found = numbering_of(text)
    heading = block.kind == "heading" or _reads_as_heading(text, found[0] if found else None)
    if found and found[0] == "bare" and not heading:
        found = None
    bullet = None if found else _BULLET.match(text)
    name, number, offset = found or (None, None, bullet.end() if bullet else 0)
    return Line(
        index, (start, start + len(text)), (start + offset, start + len(text)), text, name, number, heading, block.level
    )


def lines(document: Document) -> list[Line]:
    """The paragraphs and headings that are not page furniture, in order; `index` is the block's."""
    made = [line_of(document, b, i) for i, b in enumerate(document.blocks) if b.kind != "row"]
    return [line for line in made if line.text and not is_furniture(line.text)]


def _reads_as_heading(text: str, numbering: Numbering | None) -> bool:
    if ends_sentence(text) or len(text) > 40 or (numbering and "。" in text):
        return False
    if numbering in SECTIONS or numbering == "bare":
        return True
    return len(text) <= 30 and not re.search(r"[。;；]|[:：]\s*\S", text)


def sentences(text: str, span: Span) -> list[Span]:
    """Cut a stretch of text into sentences at 。!? and line ends; closing quotes and brackets stay with what they close.

    Stops inside quotes and brackets do not cut unless the quotation ends with them.

    >>> [x for x in sentences("甲。乙(丙。丁)戊。", (0, 10))]
    [(0, 2), (2, 10)]
    """
    cuts, depth, at = [], 0, span[0]
    for mark in _MARK.finditer(text, *span):
        i, ch = mark.start(), mark[0]
        if ch in _OPENERS:
            depth += 1
        elif ch in _CLOSERS:
            depth = max(0, depth - 1)
            if ch == "”" and depth == 0 and text[i - 1] in "。!！?？":
                cuts.append(i + 1)
        elif ch in "\n\t" or depth == 0:
            cuts.append(i + 1)
            depth = 0
    made = []
    for cut in [*cuts, span[1]]:
        while cut < span[1] and text[cut] in _CLOSERS and text[cut - 1] not in "。":
            cut += 1
        if text[at:cut].strip():
            made.append(trimmed(text, (at, cut)))
        at = max(at, cut)
    return made


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def deepest(found: Sequence[Line]) -> Numbering | None:
    """The most deeply nested numbering among some lines."""
    styles = {line.numbering for line in found}
    return next((name for name, _ in reversed(_NUMBERINGS) if name in styles and name not in _PARTS), None)
