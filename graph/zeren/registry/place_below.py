"""What lies below an area in the title or the name of a document's issuer: a development zone, a town, a street.

Apart from `place_of`, because none of these has a code of its own. A zone after its area (临沂高新区) lies there; one by itself
(高新区管委会) or with a county's short name (昆山高新区), which other cities may have for a hill or a lake, lies where the issuer,
the site or the number of its document tell.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from zeren.registry import known_zones, places, zones
from zeren.registry.places import PlaceMention

NO_PROPER: Final = (
    "(?!人民|政府|推进|加快|建设|创建|支持|打造|申报|促进|城市|乡村|历史|特色|重点|文明|试点|先行|城乡|国家(?!级?(?:高新|经济技术))|"
    "[省市县区州盟旗本我各])"
)
_NO_STEM: Final = r"[^\W\d_a-zA-Z政关于的年与和及各全等委局办厅]"
_ZONES: Final = (
    "(?:高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|高新区|经开区|开发区|新区|综合保税区|综保区|保税港?区|"
    "度假区|工业园区?|产业园区?|风景名胜区|风景区|港务区|航空港区|航空港经济综合实验区|起步区|新片区|生态[城园]|[科知][技学识]城)"
)
_PERHAPS: Final = "(?:示范区|综合实验区|管理区|合作区|试验区|经济区)"
"""What is a zone before its committee, and elsewhere perhaps a plan's word for a whole province."""

_COMMITTEE: Final = "(?=(?:开发建设)?(?:管委|管理委|管理局|党工委|党委))"
_SAID_OF: Final = r"(?=社会|关于|人民|政府|办公室|办事处|党|\d|[二一十]|“|年度|重点|民生|[为惠利便]民|工作要点|$)"
_OPENS: Final = re.compile("^|年|关于|印发|下达|公布|转发|[《“（]")
_SAID_OF_KNOWN: Final = re.compile(f"{_COMMITTEE}|{_SAID_OF}")
_BELOW: Final = re.compile(
    f"{NO_PROPER}(?:(?P<zone>{_NO_STEM}{{0,9}}?(?:{_ZONES}(?:{_COMMITTEE}|{_SAID_OF})|{_PERHAPS}{_COMMITTEE}))|"
    f"{_NO_STEM}{{0,7}}?{_PERHAPS}{_SAID_OF}|{_NO_STEM}{{1,6}}?(?:镇|乡|街道){_SAID_OF})"
)
_OF_COUNTY: Final = re.compile(
    f"(?:^|年|关于|印发)(?P<name>(?P<county>[一-龥]{{2,4}}?){_ZONES})(?:{_COMMITTEE}|{_SAID_OF})"
)
_ALONE: Final = re.compile(f"^{NO_PROPER}{_NO_STEM}{{0,5}}?(?:{_ZONES}|{_PERHAPS}){_COMMITTEE}")
_ALSO: Final = re.compile(f"{NO_PROPER}(?P<zone>{_NO_STEM}{{1,9}}?{_ZONES})[（(](?P<area>[一-龥]{{2,8}}[市县区])[）)]")
"""A zone with the area that it is one with: 西海岸新区（黄岛区）."""

OF_ITSELF: Final = re.compile(
    "新疆生产建设兵团|西部[（(][一-龥]{2}[）)]科学城|"
    "(?:中国[（(][一-龥]{2,3}[）)]|(?:(?!中国)[一-龥]){2,3})(?:自由贸易试验区|自贸(?:试验)?区)(?:[一-龥]{2,6}?片区)?"
)
"""What has the name of an area in its own and is none: no part of its government speaks there."""

_BARE: Final = re.compile(f"{_ZONES}|{_PERHAPS}")


class Below(NamedTuple):
    """A place below an area; a zone has a code where it is known what it lies in."""

    name: str
    code: str | None


def after(words: str, chain: Sequence[PlaceMention]) -> Below | None:
    """The zone or town named right after a chain of areas; a short name that goes on (长白山) is none of the chain.

    >>> after("临沂高新区2023年民生实事", places.find("临沂高新区2023年民生实事"))
    Below(name='临沂高新区', code='371300/高新区')
    """
    last = chain[-1]
    if len(chain) > 1 and last.area.level == "county" and places.goes_on(last.area, words[last.start :]):
        chain, last = chain[:-1], chain[-2]
    also = _ALSO.match(words, last.end)
    one = places.by_name(also["area"], last.area) if also else None
    if one and places.within(one, last.area.code):
        return Below(one.name, one.code)
    found = _BELOW.match(words, last.end) or also
    if found is None:
        return None
    name = words[last.start : found.end("zone") if found["zone"] else found.end()]
    return Below(name, zones.code_of(name, last.area) if found["zone"] and last.area.level != "nation" else None)


def without_itself(words: str) -> str:
    """Words with blanks for what has the name of an area in its own and is none, so that it is not read there.

    >>> without_itself("中国（河南）自由贸易试验区洛阳片区在洛阳市").strip()
    '在洛阳市'
    """
    return OF_ITSELF.sub(lambda found: " " * len(found[0]), words)


def itself(words: str) -> str | None:
    """What is no area and speaks in a title or the name of an issuer: 新疆生产建设兵团."""
    found = OF_ITSELF.match((words.partition("关于印发")[2] or words).lstrip("《"))
    return found[0] if found else None


def known(words: str, chain: Sequence[PlaceMention]) -> Below | None:
    """A zone that means one wherever it stands, where a text speaks of it before any area, or right behind one.

    >>> known("雄安新区2023年民生实事", []), known("河北省关于支持雄安新区建设的意见", [])
    (Below(name='雄安新区', code='130000/雄安新区'), None)
    """
    first = chain[0].start if chain else len(words)
    for start in (at.end() for at in _OPENS.finditer(words[:first])):
        found = known_zones.starting(words[start:], None)
        if found and _SAID_OF_KNOWN.match(words, start + len(found.words)):
            return Below(found.words, zones.code_of(found.words, found.area))
    return None


def of_county(words: str, year: int | None = None) -> Below | None:
    """A zone that begins with the short name of the one county that has it.

    >>> of_county("沂水经济开发区2023年民生实事")
    Below(name='沂水经济开发区', code='371323/经开区')
    """
    for found in _OF_COUNTY.finditer(words):
        county = places.by_name(found["county"], None, year)
        if (
            county
            and county.level == "county"
            and county.level_word != "区"
            and not places.is_everyday(county.short_name)
        ):
            return Below(found["name"], zones.code_of(found["name"], county))
    return None


def named(words: str) -> Below | None:
    """The place that a person names: an area or a zone by its code or its name.

    >>> named("临沂市").code, named("临沂高新区").code, named("371300/高新区").name, named("神秘区")
    ('371300', '371300/高新区', '临沂高新区', None)
    """
    if area := places.by_code(words) or places.by_name(words):
        return Below(area.name, area.code)
    if row := zones.row(words):
        return Below(str(row["name"]), words)
    if one := known_zones.named(words, None):
        return Below(words, zones.code_of(words, one.area))
    chain: list[PlaceMention] = []
    end = 0
    for mention in places.find(words):
        if mention.start == end:
            chain, end = [*chain, mention], mention.end
    zone = after(words, chain) if chain else of_county(words)
    return zone if zone and zone.code and words.endswith(zone.name) else None


def alone(title: str, name: str = "") -> str | None:
    """The name of a zone that a title begins with (高新区管委会) or has with the short name of a county (昆山高新区), else the
    name of a new area that it was read for."""
    if found := _ALONE.match(title):
        return found[0]
    county = of_county(title)
    return county.name if county else name if name.endswith("新区") else None


def is_bare(zone: str) -> bool:
    """Whether a name is one that every city's zone may have: 高新区."""
    return _BARE.fullmatch(zone) is not None


def lying(zone: str, code: str) -> Below | None:
    """A zone named by itself with the place that issuer, site or number tell: its city or county, or itself."""
    if itself := zones.by_code(code):
        above = places.by_code(itself.parent)
        same = above and zones.code_of(zone, above) == itself.code
    else:
        above = places.by_code(code)
        same = above is not None and (above.level in ("city", "county") or above.level_word == "市")
    if above is None or not same:
        return None
    county = next((one for one in places.children(above.code) if zone.startswith(one.short_name)), above)
    name = zone if zone.startswith(county.short_name) else f"{above.short_name}{zone}"
    return Below(name, zones.code_of(zone, county))
