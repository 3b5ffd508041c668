"""What a figure measures, as the noun phrase that an analyst would put in a table head.

An indicator is kept as the pieces of text it is made of, so that it can be told in the document's own script.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from zeren.language.lines import trimmed
from zeren.language.promises import only_verbs, opens_with_promise
from zeren.model import Span

Piece: TypeAlias = Span | str

_LEAD_IN: Final = re.compile(
    r"""\s*+(?:[,，、;；:：.]|[(（](?=[^()（）]*$)|(?<![\d.])\d{1,2}\s*[.．、)）](?!\d)|(?<![^\n])\d{1,3}\.(?=\d)|其中|包括|以及|并且?|同时|此外|另外|和(?=[\u4e00-\u9fff]{4})|及(?=[\u4e00-\u9fff]{4})|[和及](?=[A-Za-z])
      |按(?:计划|要求|标准|规定|时(?!足额)|期|进度)|如期|确保|力争|争取|努力|继续|进一步|不断|逐步|积极|大力|全力|加快|着力|稳步|稳定|持续|全面|切实|深入|广泛|新一轮|我?省委|我们
      |全[市县区省国州](?!民)|我[市县区省]|本[市县区]|[市县区省]里|各县区(?=[\u4e00-\u9fff]{3})|[到至]?\s*20\d\d\s*年(?:底|末)?(?:以?前)?|年[内底]前?|今年|全年|本年度?
      |每[个所家座][\u4e00-\u9fff]{2,10}?(?=(?:至少|(?<![日月年人户])均|都|各|不少于|配备|配置|拥有|建有|建设|开展|举办)|(?<=[院校所站室厅馆场区县乡镇村社园心])$)|每个?(?:县区?|区县?|市县?|乡镇|镇街|街道|社区|行政村|村居?|单位|学校)(?:[(（][^()（）]{1,8}[)）])?(?:都|均|各)?
      |(?:使得?|让)(?=[\u4e00-\u9fff])|将(?=[\u4e00-\u9fff])|把|共计?|累计|总共|预计|计划|拟|达到|实现|完成(?!率)|开展(?!率)|打造|创建|实施|落实|推进|推动|保持|保证
      |提升(?![率])|提高(?!率)|加强|完善|健全|优化|增加|减少|压减|降低|扩大|为(?=全)|对(?=全)|在(?=全))""",
    re.X,
)
_LEAD_OUT: Final = re.compile(
    r"""(?:[\s,，、;；:：]|力争|争取|努力|确保|再次?|分别|均|都|各|共|共计|累计|总计|合计|约|近|超|达到?|为|是|到|至|在|由|从|[达增]加?至|不
      |(?:提[高升]|增[加长]|上升|扩大|下降|降低|降|减少|压[减缩降]|缩短|控制|稳定|保持|维持|巩固|完成|实现)(?:率(?=$)(?<!率))?(?:到|至|在|了)?|目标|要求|标准化?为|水平达|任务数?|新?达|基本|动态|全面|彻底|满足
      |(?:每(?:人|生|户|亩|校|班|年|月|天|日|次|学期|学年)){1,3}|在[^在,，、]{2,10}(?:基础|水平)上|较
      |[比较](?:上|去|前|往|同|20\d\d|[一二三五]年)[\u4e00-\u9fff\d]{0,8})$""",
    re.X,
)
_LONGEST_LEAD_OUT: Final = 16
_LISTED: Final = re.compile(r"^.*等(?!级|额|候|于|高|效|次)(?:[\u4e00-\u9fff]{0,2}类)?(?=[\u4e00-\u9fff“]{4})", re.S)
_KEEP_VERB: Final = re.compile(
    r"(?:新建|改建|扩建|改扩建|改造|建设|发放|救助|补充|培训|新增|开工|竣工|建成|培育|招聘|引进|资助|修缮|更新|购置|整治|治理)$"
)
_SERVED: Final = re.compile(
    r"^[为对给向][^,，、]{2,20}?(?=新建|新增|发放|提供|配备|配建|安装|建设|改造|补助|补贴|免费)(?:提供|免费)*"
)
_WISH: Final = re.compile(r"[^,，]{0,40}(?:力争|争取|努力实现|确保)(?=[\u4e00-\u9fff]{3})")
_DATED_BRACKET: Final = re.compile(r"[(（][^()（）]*(?:[年月季]底?[前内]?|日前)[)）]$")
_NAMED_BY_VERB: Final = re.compile(r"[\u4e00-\u9fff]{2}[金费款率员券卡](?![的了])")
_ATTRIBUTE: Final = re.compile(r"^(?:[“《][^”》]*[”》]\s*){1,3}的(?=[\u4e00-\u9fff]{3})")


def before(text: str, span: Span) -> Span:
    """The noun phrase of a stretch that leads up to a number: 年内全市城镇新增就业|9万人 -> 城镇新增就业."""
    start, end = trimmed(text, span)
    while (found := _LEAD_OUT.search(text, max(start, end - _LONGEST_LEAD_OUT), end)) and found.start() < end:
        end = found.start()
    if "等" in text[start:end] and (listed := _LISTED.match(text[start:end])):
        start += listed.end()
    start = _last_doing(text, start, end)
    if wish := _WISH.match(text, start, end):
        start = wish.end()
    start = _without_lead_in(text, start, end)
    if (served := _SERVED.match(text[start:end])) and end - start - served.end() > 2:
        start += served.end()
    return trimmed(text, (start, end))


def _last_doing(text: str, start: int, end: int) -> int:
    """Where the last of several doings begins: 解决问题、办好|20件; verbs that share a noun (新建、改造学校) stay."""
    at = text.rfind("、", start, end)
    if at < 0 or _NAMED_BY_VERB.match(text, at + 1, end):
        return start
    if opens_with_promise(text[at + 1 : end]) and not only_verbs(text[start:at]):
        return at + 1
    return start


def after(text: str, span: Span) -> Span:
    """The noun phrase of a stretch that follows number and unit: 5处|样板中职学校 -> 样板中职学校."""
    start, end = trimmed(text, span)
    start = start + len(text[start:end]) - len(text[start:end].lstrip("的左右以上余多"))
    if found := _ATTRIBUTE.match(text[start:end]):
        start += found.end()
    if dated := _DATED_BRACKET.search(text, start, end):
        end = dated.start()
    while end > start and text[end - 1] in ",，、;；:：。 和及与":
        end -= 1
    return trimmed(text, (start, end))


def _without_lead_in(text: str, start: int, end: int) -> int:
    while (found := _LEAD_IN.match(text, start, end)) and found.end() > start and end - found.end() != 1:
        if _KEEP_VERB.search(text[start : found.end()]):
            break
        start = found.end()
    return start


def words(text: str, pieces: tuple[Piece, ...]) -> str:
    """The indicator told in some text of the same offsets (the document's own script, or Simplified)."""
    told = "".join(piece if isinstance(piece, str) else text[slice(*piece)] for piece in pieces)
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", told).strip()
