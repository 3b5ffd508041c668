"""What a short noun leaves out and the figure before it tells: 改扩建12所 of 幼儿园, 市城区70台 of 电梯, 1.38万户.

Apart from `figures`, which reads each number by its own clause: here only neighbours are compared. A noun is carried
where the unit says that the same things are counted on, or where nothing but a size is told of them.
"""

from __future__ import annotations

import re
from typing import Final

from zeren.language.figure import Figure
from zeren.language.indicators import Piece, words

_BUILDS: Final = "新改扩建|新建|改建|改扩建|扩建|续建|迁建|重建|改造提升|提升改造|提质改造|改造|翻建"
_KEEPS: Final = "大中修|中修|大修|修缮|维修|养护|修复|整修|维护|改建提升"
_MORE_DOING: Final = re.compile(rf"(?:{_BUILDS})$")
_LESS_DOING: Final = re.compile(rf"(?:{_KEEPS})$")
_OPENING: Final = re.compile(
    rf"(?:{_BUILDS}|{_KEEPS}|新改建|建设|建成|创建|打造|培育|新增|增加|完成|实施|开工|竣工|整治|治理|更新|布设|安装){{1,3}}"
)
_SIZES: Final = {
    "户": "户数",
    "人": "人数",
    "平方米": "面积",
    "亩": "面积",
    "公顷": "面积",
    "栋": "楼栋数",
    "幢": "楼栋数",
}
_PLACE: Final = re.compile(
    r"[\u4e00-\u9fff、]{0,12}(?:[市县区镇乡村旗盟州]|街道|片区|城区|县城|新城|新区|开发区|市本级|区本级|主城|各地)$"
)
_LEVEL: Final = re.compile(r"(?:国家|世界|省|市|县|区|州|盟)级")
_BY_WHOM: Final = re.compile(r"[\u4e00-\u9fff]{2,6}(?:自[办建主筹]|承[办建担]|举办|主办)")
_THINGS: Final = re.compile(
    r"(?:小区|社区|园区|校区|灌区|景区|病区|厂区|库区|示范区|示范县|示范镇|示范村|先行区|试验区)$"
)
_LONGEST: Final = 24


def is_doing(told: str) -> bool:
    """Whether some words are a doing alone: 改扩建, 大中修."""
    return bool(_MORE_DOING.fullmatch(told) or _LESS_DOING.fullmatch(told))


def carried(text: str, one: Figure, last: Figure, alike: Figure | None) -> Figure:
    """The figure with what its own noun leaves out, taken from the figure before it, or the one before in its unit."""
    told = words(text, one.indicator)
    if alike:
        things = object_of(text, alike.indicator)
        if _LESS_DOING.fullmatch(told) and _is_short(text, things):
            return one._replace(indicator=(*things, *one.indicator))
        if (_MORE_DOING.fullmatch(told) or _is_part(told, one, alike)) and _is_short(text, things):
            return one._replace(indicator=(*one.indicator, *_without_level(text, told, things)))
    size = _SIZES.get(one.unit or "")
    whole = words(text, last.indicator)
    same = told == words(text, object_of(text, last.indicator)) or (len(told) >= 3 and whole.startswith(told))
    return one._replace(indicator=(*last.indicator, size)) if size and one.unit != last.unit and same else one


def _is_short(text: str, things: tuple[Piece, ...]) -> bool:
    return bool(things) and len(words(text, things)) <= _LONGEST


def _is_part(told: str, one: Figure, whole: Figure) -> bool:
    """Whether a noun only says which of the things before are counted: 其中县城3所, 其中具备照护功能的20个, 省级2个."""
    if one.value is None or whole.value is None:
        return False
    if _LEVEL.fullmatch(told):
        return True
    if one.value > whole.value:
        return False
    if told.endswith("的") or _BY_WHOM.fullmatch(told):
        return one.scope == "其中" and len(told) >= 4
    return len(told) <= 8 and _PLACE.fullmatch(told) is not None and not _THINGS.search(told)


def _without_level(text: str, told: str, things: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """省级|国家级示范区 is 省级示范区."""
    first = things[0]
    level = None if isinstance(first, str) or not _LEVEL.fullmatch(told) else _LEVEL.match(text, *first)
    return ((level.end(), first[1]), *things[1:]) if level and not isinstance(first, str) else things


def object_of(text: str, indicator: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The things an indicator counts, without the doing that opens it: 新建|公办幼儿园."""
    first = indicator[0]
    found = _OPENING.match(first if isinstance(first, str) else text[slice(*first)])
    if found is None:
        return indicator
    rest: Piece = first[found.end() :] if isinstance(first, str) else (first[0] + found.end(), first[1])
    return (rest, *indicator[1:]) if len(words(text, (rest,))) >= 2 else indicator[1:]
