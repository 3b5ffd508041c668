"""Words that compare and stand before the noun, apart from the number: 增加养老床位950张, 压减审批材料20%, 降低能耗3%.

Apart from `comparing`, which reads outwards from the number, word by word: here a verb opens the clause and the number
closes it, and the noun between them tells whether the verb raises a measure (提高低保标准8%) or mends a thing
(提升公园12处).
"""

from __future__ import annotations

import re
from typing import Final

from zeren.language.amounts import Amount
from zeren.language.comparing import Around
from zeren.vocab import Comparator

_MORE: Final = re.compile(
    r"(?=[增减压降])(?:(?P<more>(?<!新)增加(?!值))|减少|压减|降低)(?:了|各类)?[^,，。;；:、\d|\n]{2,14}$"
)
_CUT: Final = re.compile(
    r"(?=[压精削缩减])(?:压[减缩降]|精简|削减|缩[减短]|减少)(?![到至为在])了?"
    r"(?![^,，。;；:、\d|\n]{0,14}(?:[率比重例]|以上|基础上)$)[^,，。;；:、\d|\n]{2,14}$"
)
_LIMIT: Final = re.compile(
    r"(?=不)(?:不(?:得|应|能)?(?:低于|少于|小于)|(?P<most>不(?:得|应|能)?(?:高于|超过|大于)))[^,，。;；:、\d|\n]{2,16}的$"
)
_MEASURE: Final = re.compile(
    r"(?:标准|水平|收入|工资|待遇|养老金|[能物水电]耗|消耗|成本|价格|[电水气油]价|费用?|费率|税负|负担|产[量能值]|总[量数额]|数额|金额|额度"
    r"|能力|强度|排放量?|浓度|面积|里程|车速|速度|规模|效率|密度|频次|用[电水能]量?|补贴|补助)$"
)
"""A noun that names a measure, which a verb raises or lowers, and no thing, which it mends."""
_CHANGES: Final = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?:[年月将再]|[力确][争保]|继续|进一步|逐步|稳步|合理|适当|有效|大幅|持续|不断|平均))"
    r"(?:(?P<more>提[高升]|上[调浮]|调高|扩大|增强)|降低|下[调浮]|调低|减轻|缩小)"
    r"(?!改造|整治|[了到至为])(?P<what>[^,，。;；:、\d|\n]{2,16})$"
)
_LOOK_BACK: Final = 24


def compared(text: str, amount: Amount, before: Around) -> tuple[Comparator, str] | None:
    """What a verb before the noun says of a number, and the rule; None where none does or nearer words compare."""
    start = max(0, amount.start - _LOOK_BACK)
    if before.words:
        return None
    if limit := _LIMIT.search(text, start, amount.start):
        return ("<=" if limit["most"] else ">="), "limit-afar"
    to = text[amount.start - 1 : amount.start] in ("到", "至")  # 缩短办理时间至3天 tells where it ends
    if not to and (changed := _changed(text[start : amount.start], amount)):
        return changed
    if amount.kind in ("rate", "time"):
        cut: tuple[Comparator, str] = ("decrease_to", "cut-to") if to else ("decrease_by", "fewer-of")
        return cut if _CUT.search(text[start : amount.start]) else None
    if amount.kind in ("ratio", "other", "concentration"):
        return None
    match = _MORE.search(text[start : amount.start])
    if match is None:
        return None
    if to:
        return ("increase_to", "raise-to") if match["more"] else ("decrease_to", "cut-to")
    return ("increase_by", "more-of") if match["more"] else ("decrease_by", "fewer-of")


def _changed(words: str, amount: Amount) -> tuple[Comparator, str] | None:
    """提高低保标准8%, 降低能耗3%: a measure raised or lowered; points say it of any rate, a per cent of a rate may be its level."""
    match = _CHANGES.search(words)
    points = (amount.unit or "").endswith("百分点")
    if match is None or not (points or _MEASURE.search(match["what"].rstrip())):
        return None
    return ("increase_by", "more-of") if match["more"] else ("decrease_by", "fewer-of")


def raises(words: str) -> bool:
    """Whether words that lead up to a rise end in a measure: 粮食产量|提升, 接待能力|提高; a road that is 提升 is mended."""
    verb = _RISES.search(words)
    return verb is not None and _MEASURE.search(words, 0, verb.start()) is not None


_RISES: Final = re.compile(r"(?:再|同比|平均)?(?:提升|改善|提高|扩大|增强)了?$")
