"""Places: a table of administrative areas by GB/T 2260 code, and their mentions in text.

The table holds what the registry is sure of and no more; a place that is not in it has no code. `of_document` weighs
the evidence for the place that a document speaks for: its title, issuer, number or site, else what it names most. A
city that the table does not hold is named by its pattern (X市), without a code and with less confidence.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from zeren.model import Place
from zeren.registry.csvtable import Row, rows
from zeren.vocab import PlaceBasis

_LEVELS = {"province": "省", "city": "市州盟", "county": "县区旗"}
_LEVEL_WORDS = {word: level for level, words in _LEVELS.items() for word in words}
_DIVISION = {"省": "Province", "市": "City", "县": "County", "区": "District", "旗": "Banner"}

CONFIDENCE: Final[dict[PlaceBasis, float]] = {
    "title": 0.97,
    "issuer": 0.95,
    "site": 0.93,
    "number": 0.85,
    "text": 0.85,
    "children": 0.8,
}
UNKNOWN_PLACE_FACTOR: Final = 0.8

_SITE = re.compile(
    r"欢迎(?:您)?(?:访问|光临|来到|浏览)([一-龥]{2,12}?)(?:人民)?政府|([一-龥]{2,9}[市县区])(?:人民)?政府(?:门户)?网"
)
_NUMBER = re.compile(r"([一-龥]{1,3}?)(?:政|府|委|厅)[一-龥]{0,4}[〔\[［(（]\d{4}[〕\]］)）]")
_STEM = r"[^\W\d_a-zA-Z省市县区盟旗的该等与及我各年月全本]"
_DOING = (
    "关于|进一步|印发|转发|做好|公布|下达|报送|开展|调整|分解|推进|落实|加快|实施|发布|制定|组织|推动|促进|加强|完善|修订|批转|办理|"
    "办好|贯彻|征集|公开|通报|明确|深化|建立|编制|同意|支持|中共|全面|扎实|深入"
)
_BEFORE = rf"(?:{_DOING}|年|[^\w]|^)(?:{_DOING}){{0,6}}+(?:{_STEM}{{2,3}}省)?"
_NO_PLACE = (
    "(?!(?:平安|惠民)(?![县区市])|公安|城市|全国|中国|都市|农村|地区|社区|园区|城区|示范|高质量|现代|经济|工业|乡村|自治|"
    "贫困|重点|试点|先进|智慧|各|所有|有关|相关)"
)
_NO_AREA = (
    "(?<!开发区|高新区|经开区|保税区|示范区|度假区)"
    "(?<!园区|景区|街区|小区|社区|片区|灾区|库区|校区|联盟|超市|上市|门市|夜市)"
)
_AFTER = (
    r"(?=人民政府|政府|委|人大|[“《]?\d|二[〇○零]|[一二两三四五六七八九十]+(?:大|件|项|方面)"
    r"|重点|为民|民生|实事|工作|年度|政务|$)"
)
_PEOPLES = "(?:[一-龥]{1,4}?族|蒙古|维吾尔|哈萨克|柯尔克孜){0,5}"
_AUTONOMOUS = re.compile(rf"{_BEFORE}({_NO_PLACE}{_STEM}{{1,6}}?{_PEOPLES}自治[州县旗区])")
_CITY = re.compile(
    rf"{_BEFORE}({_NO_PLACE}{_STEM}{{2,4}}市)(?<!{_STEM}{{2}}城市){_NO_AREA}(?!场|民(?!政|生)|级|政(?!府|协|务)|[直区域容圈长])"
)
_INNER = re.compile(rf"({_NO_PLACE}{_STEM}{{1,4}}[区县旗]){_NO_AREA}{_AFTER}")
_NAMED = re.compile(
    rf"{_BEFORE}({_NO_PLACE}(?:{_STEM}{{2,4}}[省市县区州盟旗]|{_STEM}(?<![强大小贫名乡])县))"
    rf"(?<!{_STEM}{{2}}城市){_NO_AREA}{_AFTER}"
)


@dataclass(frozen=True, slots=True)
class AdministrativeArea:
    """A row of the table; `level` is `province`, `city` (prefecture) or `county`."""

    code: str
    name: str
    short_name: str
    name_en: str
    level: str
    parent: str | None

    @property
    def level_word(self) -> str:
        """The character that plans write for this area itself: 市 in 市财政局."""
        return self.name[-1]

    @property
    def adjective_en(self) -> str:
        """The area before the name of an organ: `Linyi Municipal`, `Yishui County`."""
        word = {"省": "Provincial", "市": "Municipal"}.get(self.level_word) or _DIVISION[self.level_word]
        return f"{self.name_en} {word}"

    @property
    def area_en(self) -> str:
        return f"{self.name_en} {_DIVISION[self.level_word]}"


class PlaceMention(NamedTuple):
    area: AdministrativeArea
    start: int
    end: int


@lru_cache(maxsize=1)
def table() -> dict[str, AdministrativeArea]:
    """All known areas by code, in code order."""
    return {row["code"]: _area(row) for row in rows(__package__, "places")}


def _area(row: Row) -> AdministrativeArea:
    names = (row["code"], row["name"], row["short_name"], row["name_en"], row["level"])
    return AdministrativeArea(*names, parent=row["parent"] or None)


def by_code(code: str | None) -> AdministrativeArea | None:
    return table().get(code) if code else None


def by_name(name: str) -> AdministrativeArea | None:
    """The area with this full or short name, where only one bears it."""
    return _names().get(name)


def children(code: str) -> list[AdministrativeArea]:
    return [area for area in table().values() if area.parent == code]


def ancestors(code: str) -> list[AdministrativeArea]:
    """The areas above one, nearest first."""
    area, above = by_code(code), []
    while area and (area := by_code(area.parent)):
        above.append(area)
    return above


def find(text: str) -> list[PlaceMention]:
    """The places named in a text, longest name first where names overlap.

    A district counts by its full name only: its short form is often a common word (天桥, 泰山).

    >>> [m.area.code for m in find("临沂市沂水县和济南")]
    ['371300', '371323', '370100']
    """
    return list(_mentions(text))


def meant_by(words: str, home: AdministrativeArea | None) -> AdministrativeArea | None:
    """The area that a unit's prefix means in a document of `home`: a name, a level word, or nothing for home itself.

    >>> meant_by("县", by_code("371300")) is None
    True
    >>> meant_by("省", by_code("371323")).name
    '山东省'
    """
    if not words:
        return home
    if len(words) == 1 and words in _LEVEL_WORDS:
        return _by_level_word(words, home) if home else None
    if (area := _names().get(words)) is not None:
        return area
    mentions = find(words)
    joined = "".join(words[m.start : m.end] for m in mentions) == words
    nested = all(upper.area.code == lower.area.parent for upper, lower in pairwise(mentions))
    return mentions[-1].area if mentions and joined and nested else None


def _by_level_word(word: str, home: AdministrativeArea) -> AdministrativeArea | None:
    if home.level_word == word:
        return home
    above = (area for area in ancestors(home.code) if area.level == _LEVEL_WORDS[word])
    return next(above, None)


@lru_cache(maxsize=1)
def _names() -> dict[str, AdministrativeArea]:
    named: dict[str, AdministrativeArea] = {}
    for area in table().values():
        named[area.name] = area
        if area.level_word != "区":
            named[area.short_name] = area
    return named


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _names()), key=len, reverse=True)))


def _mentions(text: str) -> Iterator[PlaceMention]:
    for match in _pattern().finditer(text):
        yield PlaceMention(_names()[match.group()], match.start(), match.end())


def of_document(
    title: str | None, publisher: str | None, head: str, metadata: Mapping[str, str], text: str
) -> Place | None:
    """The place a document speaks for, or None where nothing tells; `head` is its first lines."""
    return (
        _from_words(title, "title", text)
        or _from_words(publisher, "site" if publisher and "网" in publisher else "issuer", text)
        or _from_site(head, metadata.get("url", ""))
        or _from_number(head, text)
        or _from_text(head, text)
    )


def _known(area: AdministrativeArea, basis: PlaceBasis) -> Place:
    return Place(area.name, area.code, basis, CONFIDENCE[basis])


def _unknown(name: str, basis: PlaceBasis) -> Place:
    return Place(name, None, basis, round(CONFIDENCE[basis] * UNKNOWN_PLACE_FACTOR, 3))


def _from_words(words: str | None, basis: PlaceBasis, text: str) -> Place | None:
    """The first place named, or the last of a chain that narrows down (临沂市沂水县)."""
    if not words:
        return None
    if mentions := find(words):
        narrowed = mentions[0]
        for mention in mentions[1:]:
            if mention.start == narrowed.end and mention.area.parent == narrowed.area.code:
                narrowed = mention
        if not (narrowed.area.level == "province" and basis == "issuer"):
            return _known(narrowed.area, basis)
    if match := _AUTONOMOUS.search(words) or _NAMED.search(words):
        return _unknown(match[1], basis)
    match = _CITY.search(words)
    inner = _INNER.match(words, match.end()) if match else None
    if inner:
        return _unknown(inner[1], basis)
    return _unknown(match[1], basis) if match and text.count(match[1][:-1]) > 1 else None


def _from_site(head: str, url: str) -> Place | None:
    if match := _SITE.search(head):
        words = match[1] or match[2]
        return _from_words(words, "site", head) or (_unknown(words, "site") if words[-1] in "市县区" else None)
    host = re.match(r"(?:https?://)?(?:www\.)?([a-z]+)\.gov\.cn", url)
    area = next((a for a in table().values() if host and a.level == "city" and _letters(a) == host[1]), None)
    return _known(area, "site") if area else None


def _letters(area: AdministrativeArea) -> str:
    return area.name_en.lower().replace("'", "")


def _from_number(head: str, text: str) -> Place | None:
    """A document number begins with the first character of its issuer; it counts if the text names such a place."""
    for match in _NUMBER.finditer(head):
        for area in _ranked(text):
            if match[1] == area.short_name[: len(match[1])]:
                return _known(area, "number")
    return None


def _from_text(head: str, text: str) -> Place | None:
    ranked = [area for area in _ranked(text) if area.level != "province"]
    cities = Counter(match[1] for match in _CITY.finditer(text))
    unknown = next((name for name, n in cities.most_common() if n > 1 and by_name(name) is None), None)
    if not ranked:
        return _unknown(unknown, "text") if unknown else None
    counts = _counts(text)
    siblings: Counter[str] = Counter(area.parent for area in ranked if area.parent and area.level == "county")
    parent, named = siblings.most_common(1)[0] if siblings else ("", 0)
    area = by_code(parent)
    if named >= 3 and area and area.level == "city":
        return _known(area, "text" if area in ranked else "children")
    if unknown and cities[unknown] > counts[ranked[0].code]:
        return _unknown(unknown, "text")
    in_full = any(head[found.start : found.end] == found.area.name for found in find(head))
    return _known(ranked[0], "text") if counts[ranked[0].code] > 1 or in_full else None


def _counts(text: str) -> Counter[str]:
    return Counter(mention.area.code for mention in find(text))


def _ranked(text: str) -> list[AdministrativeArea]:
    """The places that a text names, most named first; of equals the lower code first."""
    counts = _counts(text)
    return [table()[code] for code in sorted(counts, key=lambda code: (-counts[code], code))]
