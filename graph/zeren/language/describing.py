"""Quantities that only describe: 投资500万元以上的项目3个 counts projects, 800人以上安置区全覆盖 means all of these places.

Apart from `figures`, because here it is asked which numbers of a clause are figures at all, there what they measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language.figure import CLEARED, WHOLES, Figures
from zeren.language.promises import opens_with_promise
from zeren.language.quantities import Quantity
from zeren.model import Span

JOINT: Final = re.compile(r"[、]|(?<=[\u4e00-\u9fff])(?:以及|和|及|与)(?=[\u4e00-\u9fff“\d])")
_CONDITION: Final = re.compile(r"\s*(?:及|和)?(?:以上|以下|以内|以外)?的")
_RATE_HEAD: Final = re.compile(r"(?:率|比例|比重|占比|标准|水平)\s*$")
_ASKED: Final = re.compile(r"[\u4e00-\u9fff]{0,12}?(?:怎么|怎样|如何|哪些|哪几)")
_FOR: Final = re.compile(r"(?:对|向)(?:全[市省区州县旗盟]|[我本][市省区州县])?的?$")
_PLACES: Final = re.compile(
    r"\s*(?:县市区|县区|区县|乡镇|镇街|县|市|区|镇|街道)(?:[(（][^()（）]*[)）])?的?[\u4e00-\u9fff]{2}"
)
"""Before and behind a count of places that only tells whose things are dealt with: 对12个县(市、区)|公办机构开展改造."""
_SERVES: Final = re.compile(r"[^\u4e00-\u9fff]|惠及|带动|服务|提供|覆盖|受益|实现|确保|完成|做到|推动|新增|达到")
_LONGEST_LIMITED: Final = 24
_SIZED: Final = frozenset({"元", "兆瓦", "千瓦", "万千瓦", "千伏安", "兆伏安"})
"""What the size of a thing is told in right before its name: 投资5亿元以上|项目60个, 60MW|光伏电站2座."""
_THING: Final = re.compile(
    r"[\u4e00-\u9fff“”]{0,12}(?:项目|企业|工程|合同|订单|农场|合作社|园区|集群|产业|商户|单位|大户|主体|[电]站|机组|基地)\s*"
)
_COUNTED_IN: Final = frozenset({"个", "家", "项", "户", "座", "台", "处", "宗", "份", "条", "件"})
_BODIES: Final = frozenset({"人", "户", "名", "张", "平方米", "家"})
"""What the size of a place is told in: 30户以上自然村, 500人以上行政村."""


def proper(found: Figures, clause: Span) -> list[Quantity]:
    """The clause's quantities without those that only describe: 投资500万元以上的项目3个 counts projects."""
    if clause not in found.proper:
        every = found.within(clause)
        found.proper[clause] = [q for i, q in enumerate(every) if not _describes(found.text, every, i, clause[1])]
    return found.proper[clause]


def _describes(text: str, every: Sequence[Quantity], i: int, end: int) -> bool:
    """Whether a quantity only tells which things are counted (投资500万元以上的项目3个), or how a count ends
    (312件项目|全部完成)."""
    q = every[i]
    if q.rule == "whole_done":
        last = next((every[at] for at in range(i - 1, -1, -1) if every[at].rule not in WHOLES), None)
        return last is not None and not JOINT.search(text, last.end, q.start)
    if _ASKED.match(text, q.end, end):
        return True
    if _PLACES.match(text, q.end, end) and _FOR.search(text, max(0, q.start - 6), q.start):
        return True
    if i + 1 < len(every) and _limits(text, q, every[i + 1]):
        return True
    if i + 1 < len(every) and every[i + 1].unit in ("%", "‰"):
        gap = text[q.end : every[i + 1].start]
        if len(gap) >= 4 and not JOINT.search(gap) and _RATE_HEAD.search(gap):
            return True
    if q.rule in CLEARED or not _CONDITION.match(text, q.end, end):
        return False
    return any(every[at].rule not in WHOLES for at in range(i + 1, len(every)))


def _limits(text: str, q: Quantity, after: Quantity) -> bool:
    """Whether a count only says of how many or how great things the figure behind it speaks: 800人以上安置区|全覆盖."""
    gap = text[q.end : after.start]
    if len(gap) < 2 or len(gap) > _LONGEST_LIMITED or JOINT.search(gap) or _SERVES.match(gap):
        return False
    if after.rule == "cover_all":
        return True
    if _sizes(text, q, after):
        return True
    return q.rule.endswith("-after") and len(gap) >= 6 and q.unit in _BODIES and after.unit in ("%", "‰")


def _sizes(text: str, q: Quantity, after: Quantity) -> bool:
    """Whether an amount tells how great the things are that are counted right behind it."""
    sized = q.unit in _SIZED and (q.unit != "元" or q.comparator in (">=", "<=", ">", "<"))
    named = _THING.fullmatch(text, q.end, after.start) is not None and not opens_with_promise(text[q.end : after.start])
    return sized and named and after.unit in _COUNTED_IN
