"""The place a document speaks for, told by its title, issuer, site or number, else by what its text names most.

Apart, because it weighs evidence: a name in the title says more than one in the text, and what the text names decides
only between areas of one name, or where nothing else tells. A development zone (临沂高新区) is told with the area that it
lies in, a town by its name alone. Nothing is guessed: a document that tells nothing has no place.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Final

from zeren.model import Place
from zeren.registry import place_below, place_hosts, place_levels, place_numbers, places
from zeren.registry.place_below import Below
from zeren.registry.places import AdministrativeArea, PlaceMention
from zeren.vocab import PlaceBasis

CONFIDENCE: Final[dict[PlaceBasis, float]] = {
    "title": 0.97,
    "issuer": 0.95,
    "site": 0.93,
    "number": 0.85,
    "text": 0.85,
    "children": 0.8,
}
NO_CODE_FACTOR: Final = 0.8
FEWEST_CHILDREN: Final = 3
"""So many counties of one city tell that a document is the city's."""

FEWEST_CITIES: Final = 5
LONGEST_LINE: Final = 60
CLEARLY_MORE: Final = 1.5
"""How many times as often as any other a text must name the place that it speaks for."""

_QUOTED: Final = re.compile("(?:转发|贯彻|落实|执行|学习|根据|按照|依据|对照|废止)[^《》]{0,8}《[^《》]*》")
_NATIONAL: Final = re.compile("^(?:中共中央|国务院|全国人民代表大会)")
_MEDIA: Final = re.compile("报|台|社|新闻")
_ORGAN: Final = re.compile("政府|委|[厅局办]")
_SITE: Final = re.compile(
    "(?:访问|光临|来到|浏览)([一-龥]{2,14}?)(?:人民政府|政府|管委会|管理委员会)|([一-龥]{2,14})(?:人民)?政府(?:门户)?网"
)
_ABOUT: Final = re.compile(
    "(?:[赴到向与往同]|学习|借鉴|支援|支持|对口|帮扶|考察|转发|贯彻|落实|推荐|申报|参加|参与|融入|对接|接轨|服务|引进)$"
)
"""What stands before a place that a title is about, and does not speak for."""
LONGEST_ABOUT: Final = 4
_LABEL: Final = re.compile(
    "(?:责任|牵头|配合|主办|协办|承办|实施|参与|落实|负责)[^\\n:：]{0,8}[:：]|[（(]?[一二三四五六七八九十0-9]{1,3}[、.．)）]"
)
"""What a line begins with that is an item or a duty."""

_SPEAKER: Final = re.compile(r"(?:^|年|关于|印发|公布|下达|做好|转发|报|[^\w、])$")
"""What stands before a place that a line speaks for."""

_LISTED: Final = frozenset("、,，和与及")
_UNLISTED: Final = re.compile(
    f"(?:^|年|关于|印发){place_below.NO_PROPER}(?!示范|贫困|先进|有关|相关|所有|项目|智慧)(?P<name>[^\\W\\d_a-zA-Z的和与及城都超省市县区全我本各该]{{2,3}}(?:[市县]|新区))"
    "(?=20\\d\\d年|人民政府|民生|重点|年度|政府工作)"
)
"""A city or county newer than the table, or a new area that is no division; it has a name and no code."""

_ISSUER_LINE: Final = re.compile(
    "(?:中共)?(?P<issuer>[一-龥]{2,20}?(?:人民政府|委员会|人民政府办公[室厅]|委员会办公[室厅]|管委会|政府办公[室厅]|[局厅]))(?:文件)?"
)
_DATE_LINE: Final = re.compile("[12二].{3}年.{1,3}月.{1,3}日.{0,6}")
FIRST_LINES: Final = 4
LAST_LINES: Final = 8
"""So many lines are looked at for one that is the name of the issuer: the first, and of the last those before a date."""


def of_document(
    title: str | None,
    publisher: str | None,
    head: str,
    metadata: Mapping[str, str],
    text: str,
    year: int | None = None,
) -> Place | None:
    """The place a document of a year speaks for, or None where nothing tells; `head` is its first lines."""
    document = _Document(head, text, year)
    named = _from_title(title, document)
    zone = place_below.alone(title or "", named.name if named else "") if not (named and named.code) else None
    if zone:
        return _zone_of_issuer(zone, publisher, metadata, document)
    return (
        named
        or _from_publisher(publisher, document)
        or _from_issuer_line(document)
        or _from_site(head, metadata.get("url", ""), document)
        or _from_number(document)
        or _from_first_line(title, document)
        or _from_text(document)
    )


def _zone_of_issuer(
    zone: str, publisher: str | None, metadata: Mapping[str, str], document: "_Document"
) -> Place | None:
    """A zone whose title names no area, where the issuer, the site or the number tells which it lies in; else one that has
    a name of its own is told by it, without a code."""
    for place in (
        _from_publisher(publisher, document),
        _from_issuer_line(document),
        _from_site(document.head, metadata.get("url", ""), document),
        _from_number(document, of_zone=True) or _from_number(document),
    ):
        if place and place.code and (found := place_below.lying(zone, place.code)):
            return Place(found.name, found.code, place.basis, place.confidence)
    return None if place_below.is_bare(zone) else _unknown(zone, "title")


@dataclass(frozen=True)
class _Document:
    """What the evidence is read from; the text is searched once, and only where the title does not tell."""

    head: str
    text: str
    year: int | None

    @cached_property
    def mentions(self) -> list[PlaceMention]:
        return places.find(place_below.without_itself(self.text), year=self.year)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the text names each place, but for those that it is only about: 学习借鉴杭州市经验."""
        told = (m for m in self.mentions if not _ABOUT.search(self.text[max(0, m.start - LONGEST_ABOUT) : m.start]))
        return Counter(mention.area.code for mention in told)

    @cached_property
    def named(self) -> dict[str, AdministrativeArea]:
        return {mention.area.code: mention.area for mention in self.mentions}

    @cached_property
    def ranked(self) -> list[AdministrativeArea]:
        """The places that the text names, most named first; of equals the lower code first."""
        return [self.named[code] for code in sorted(self.counts, key=lambda code: (-self.counts[code], code))]

    def nowhere_but(self, city: AdministrativeArea) -> bool:
        """Whether all counties that the text names lie in one city."""
        return all(places.within(area, city.code) for area in self.ranked if area.level == "county")

    @cached_property
    def lean(self) -> AdministrativeArea | None:
        """The city that the text names most, itself or by its counties, to tell areas of one name apart."""
        weights: Counter[str] = Counter()
        for code, number in self.counts.items():
            city = next((area for area in _with_above(code) if _is_city(area)), None)
            weights.update({city.code: number} if city else {})
        ranked = weights.most_common(2)
        alone = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
        return places.by_code(ranked[0][0]) if alone else None


def _with_above(code: str) -> Iterator[AdministrativeArea]:
    if area := places.by_code(code):
        yield area
        yield from places.ancestors(code)


def _is_city(area: AdministrativeArea) -> bool:
    """A prefecture, or a city that is a province."""
    return area.level == "city" or (area.level == "province" and area.level_word == "市")


def _known(area: AdministrativeArea, basis: PlaceBasis, factor: float = 1.0) -> Place:
    return Place(area.name, area.code, basis, round(CONFIDENCE[basis] * factor, 3))


def _unknown(name: str, basis: PlaceBasis) -> Place:
    return Place(name, None, basis, round(CONFIDENCE[basis] * NO_CODE_FACTOR, 3))


def _of_below(below: Below, basis: PlaceBasis) -> Place:
    """A zone where it lies; one whose area is not told, and a town, by its name alone."""
    return Place(below.name, below.code, basis, CONFIDENCE[basis]) if below.code else _unknown(below.name, basis)


def _from_title(title: str | None, document: _Document) -> Place | None:
    if not title:
        return None
    if _NATIONAL.match(title) and (nation := places.by_code(places.NATION)):
        return _known(nation, "title")
    words = _QUOTED.sub(lambda found: " " * len(found[0]), title)
    unlisted = _UNLISTED.search(words)
    return _from_words(words, "title", document) or (_unknown(unlisted["name"], "title") if unlisted else None)


def _from_publisher(publisher: str | None, document: _Document) -> Place | None:
    """A newspaper or a site of a province tells nothing: it writes of all its cities."""
    if not publisher:
        return None
    if _NATIONAL.match(publisher) and (nation := places.by_code(places.NATION)):
        return _known(nation, "issuer")
    found = _from_words(publisher, "site" if "网" in publisher else "issuer", document)
    area = places.by_code(found.code) if found else None
    if area and area.level == "province" and not _is_city(area):
        return found if _ORGAN.search(publisher) and not _MEDIA.search(publisher) else None
    return found


def _from_issuer_line(document: _Document) -> Place | None:
    """A line that is nothing but the name of an organ, at the top or over the date at the end; 赣州市人民政府办公室."""
    lines = [line.strip() for line in document.text.split("\n") if line.strip()]
    signed = (line for line, below in pairwise(lines[-LAST_LINES:]) if _DATE_LINE.fullmatch(below))
    for line in (*lines[:FIRST_LINES], *signed):
        if match := _ISSUER_LINE.fullmatch(line):
            chain = _chain(match["issuer"], document)
            if chain and chain[0].start == 0:
                below = place_below.after(match["issuer"], chain)
                return _of_below(below, "issuer") if below and below.code else _known(chain[-1].area, "issuer")
    return None


def _from_first_line(title: str | None, document: _Document) -> Place | None:
    """Where no title is known, the line that the text begins with."""
    line = document.text.lstrip().partition("\n")[0]
    if title or len(line) > LONGEST_LINE or not (chain := _chain(line, document)):
        return None
    speaks = _SPEAKER.search(line[: chain[0].start]) and line[chain[-1].end : chain[-1].end + 1] not in _LISTED
    return _from_words(line, "text", document) if speaks else None


def _from_words(words: str, basis: PlaceBasis, document: _Document) -> Place | None:
    """The first place named in a title or a name, at the end of its chain (临沂市沂水县), or what lies below it."""
    chain = _chain(words, document)
    if zone := place_below.known(words, chain):
        return _of_below(zone, basis)
    if chain:
        below = place_below.after(words, chain)
        return _of_below(below, basis) if below else _known(chain[-1].area, basis)
    if itself := place_below.itself(words):
        return _unknown(itself, basis)
    return _of_several(words, basis, document)


def _of_several(words: str, basis: PlaceBasis, document: _Document) -> Place | None:
    """A place that shares its full name with others: the one in the city that the text speaks of, else none."""
    found, home = _shared_name().search(words), document.lean
    area = places.by_name(found[0], home, document.year) if found and home else None
    return _known(area, basis, CONFIDENCE["text"]) if home and area and places.within(area, home.code) else None


def _chain(words: str, document: _Document) -> list[PlaceMention]:
    """The first mention that is no mere topic, and those that follow it at once and narrow it down."""
    chain: list[PlaceMention] = []
    for mention in places.find(place_below.without_itself(words), year=document.year):
        if chain and not (mention.start == chain[-1].end and places.within(mention.area, chain[-1].area.code)):
            break
        if chain or not _ABOUT.search(words[: mention.start]):
            chain.append(mention)
    return chain


@cache
def _shared_name() -> re.Pattern[str]:
    """The full names that several counties of today bear, but for everyday words."""
    named = Counter(area.name for area in places.table().values())
    shared = sorted(name for name, number in named.items() if number > 1 and len(name) > 2)
    return re.compile(f"(?:{'|'.join(name for name in shared if not places.is_everyday(name))})(?![域块划间位别段县])")


def _from_site(head: str, url: str, document: _Document) -> Place | None:
    if match := _SITE.search(head):
        place = _from_words(match[1] or match[2], "site", document)
        if place:
            return place
    area = place_hosts.area_of(url)
    return _known(area, "site") if area else None


def _from_number(document: _Document, of_zone: bool = False) -> Place | None:
    """The issuer that a document number begins with (临政办发, 鲁政发)."""
    found = place_numbers.area_of(document.head, document.ranked, of_zone)
    return _known(found[0], "number", 1.0 if found[1] else NO_CODE_FACTOR) if found else None


def _from_text(document: _Document) -> Place | None:
    """The city most of whose counties are named, the province likewise, or the place named clearly more than any other;
    none that the bodies of other levels contradict."""
    found = (
        _by_children(document, "county", FEWEST_CHILDREN)
        or _by_children(document, "city", FEWEST_CITIES)
        or _most_named(document)
    )
    named = place_levels.levels(document.text)
    area = places.by_code(found.code, document.year) if found else None
    if area and not place_levels.contradicted(area, named):
        return found
    city = place_levels.city_of(document.text, named)
    return _known(city, "children") if city and document.nowhere_but(city) else None


def _by_children(document: _Document, level: str, fewest: int) -> Place | None:
    below = Counter(area.parent for area in document.ranked if area.parent and area.level == level)
    ranked = sorted(below, key=lambda code: (-below[code], code))
    if not ranked or below[ranked[0]] < fewest or (len(ranked) > 1 and below[ranked[1]] == below[ranked[0]]):
        return None
    area = places.by_code(ranked[0], document.year)
    if area is None or (level == "county" and not _is_city(area)):
        return None
    if level == "city" and area.code not in document.counts:
        return None
    return _known(area, "text" if area.code in document.counts else "children")


def _most_named(document: _Document) -> Place | None:
    full = {m.area.code for m in document.mentions if document.text[m.start : m.end] == m.area.name}
    ranked = [
        area for area in document.ranked if area.level in ("city", "county") or (_is_city(area) and area.code in full)
    ]
    if not ranked:
        return None
    first, counts = ranked[0], document.counts
    others = (
        area for area in ranked[1:] if not places.within(area, first.code) and not places.within(first, area.code)
    )
    rival = next((counts[area.code] for area in others), 0)
    enough = counts[first.code] > 1 or _speaks(first, document)
    return _known(first, "text") if enough and counts[first.code] > rival * CLEARLY_MORE else None


def _speaks(area: AdministrativeArea, document: _Document) -> bool:
    """Whether one of the first lines, a short one, begins with the full name of an area: 临沂市实事. In running text, or
    before the name of a body that has a duty, one mention is chance."""
    for line in (line.strip() for line in document.head.split("\n")):
        before, named, after = line.partition(area.name)
        speaks = named and len(line) <= LONGEST_LINE and _SPEAKER.search(before) and not _LABEL.match(line)
        if speaks and after[:1] not in _LISTED:
            return True
    return False
