"""Places as plans speak of them: a name, a level word, a chain of names, a mention in running text.

Short names of provinces and prefectures count anywhere, those of counties at home only, and those of districts never:
天桥, 泰山 are more often a bridge and a mountain. Names that are everyday words as well (城区, 新城区, 日照) or a single
character (和县) count only where something beside them tells that they are names; `place_words.csv` tells which words
hide a name (长治久安, 三明确). A name that several areas bear means the one nearest to home, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from zeren.registry.areas import (
    NATION,
    AdministrativeArea,
    ancestors,
    at_home,
    bearing,
    by_code,
    by_name,
    children,
    ever,
    names_of,
    nearest,
    once_bearing,
    recent,
    table,
    within,
)
from zeren.registry.csvtable import rows
from zeren.registry.divisions import FIRST_YEAR_AT_HAND

if TYPE_CHECKING:
    import ahocorasick  # type: ignore[import-not-found]

__all__ = [
    "NATION",
    "AdministrativeArea",
    "PlaceMention",
    "ancestors",
    "bearing",
    "by_code",
    "by_name",
    "children",
    "find",
    "goes_on",
    "is_everyday",
    "meant_by",
    "nearest",
    "once_bearing",
    "table",
    "within",
]

_NATION_WORDS: Final = frozenset({"国家", "中国", "全国", "中华人民共和国"})
_LEVEL_WORD: Final = re.compile("[全本我该]?(?:自治(?=[州县旗]))?(?P<word>自治区|特别行政区|地区|[省市县区州盟旗])")
_NO_NAME: Final[dict[str, re.Pattern[str]]] = {
    "市": re.compile("场|民(?![政生族宗营间革盟建防])|[中南北]区"),
    "区": re.compile("[域块划间位别段县]"),
    "县": re.compile("[区旗级域]|市(?!场)"),
    "旗": re.compile("[帜袍舰号杆子]"),
}
"""What follows the last character of a full name where it belongs to another word: 市场, 区域, 县区."""

_GOES_ON: Final = re.compile("[港湾](?![口务区城航澳资商])")
_COUNTY_GOES_ON: Final = re.compile("[港湾](?![口务区城航澳资商])|[山湖江河岛峡]")
"""What follows a short name where it is a part of another: 天津港, 长白山."""

_ORGAN: Final = re.compile("人民政府|政府|人民代表大会|人大|委")
_WORD_ENDS: Final = re.compile(r"\W|[a-zA-Z0-9_]|[在于到从赴向对由]")
_AFTER_YEAR: Final = re.compile(r"\d年$")
_VERBS: Final = ("印发", "公布", "下达", "转发", "做好", "发布", "推进", "调整", "通报", "报送", "批转", "制定", "公开")
"""What a title says before the name of a place."""


class PlaceMention(NamedTuple):
    area: AdministrativeArea
    start: int
    end: int


class _Found(NamedTuple):
    start: int
    end: int
    areas: tuple[AdministrativeArea, ...]


def meant_by(words: str, home: AdministrativeArea | None, year: int | None = None) -> AdministrativeArea | None:
    """The area that a unit's prefix means in a document of `home`: a name, a level word, or nothing for home itself.

    >>> meant_by("县", by_code("371300")) is None
    True
    >>> meant_by("省", by_code("371323")).name, meant_by("福州市鼓楼区", None).code
    ('山东省', '350102')
    """
    if not words:
        return home
    if words in _NATION_WORDS:
        return by_code(NATION)
    if match := _LEVEL_WORD.fullmatch(words):
        return _by_level_word(match["word"], home)
    named = nearest((area for area in bearing(words, year) if at_home(area, words, home)), home, year)
    return named or _by_chain(words, home, year)


def _by_level_word(word: str, home: AdministrativeArea | None) -> AdministrativeArea | None:
    above = (home, *ancestors(home.code)) if home else ()
    return next((area for area in above if area.level_word == word), None)


def _by_chain(words: str, home: AdministrativeArea | None, year: int | None) -> AdministrativeArea | None:
    """The last of several names that narrow down: 福州市鼓楼区, 山东省沂水县."""
    for end in range(len(words) - 2, 1, -1):
        outer = (area for area in bearing(words[:end], year) if area.level != "county")
        inner = {area: meant_by(words[end:], area, year) for area in outer}
        narrowed = {one for area, one in inner.items() if one and one != area and within(one, area.code)}
        if narrowed:
            return narrowed.pop() if len(narrowed) == 1 else None
    return None


def find(text: str, home: AdministrativeArea | None = None, year: int | None = None) -> list[PlaceMention]:
    """The places named in a text, in its order, longest name first where names overlap.

    >>> [m.area.code for m in find("临沂市沂水县和济南")]
    ['371300', '371323', '370100']
    """
    return list(_mentions(text, home, year))


def _mentions(text: str, home: AdministrativeArea | None, year: int | None) -> Iterator[PlaceMention]:
    found = _matches(text, year)
    beginning: dict[int, list[AdministrativeArea]] = {}
    for start, _, areas in found:
        beginning.setdefault(start, []).extend(areas)
    last, taken = None, 0
    for start, end, areas in found:
        if start < taken:
            continue
        outer = last.area if last and last.end == start else None
        meant = _meant_here(text, _Found(start, end, areas), outer, beginning.get(end, []), home)
        area = nearest(meant, outer if outer and all(within(one, outer.code) for one in meant) else home, year)
        taken = end if meant else taken
        if area is not None:
            last = PlaceMention(area, start, end)
            yield last


def _matches(text: str, year: int | None) -> list[_Found]:
    """Every name in a text by start, the longest first."""
    words = _words(year is not None and year < FIRST_YEAR_AT_HAND)
    found = [_Found(end + 1 - len(name), end + 1, bearing(name, year)) for end, name in words.iter(text)]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _meant_here(
    text: str,
    found: _Found,
    outer: AdministrativeArea | None,
    following: Iterable[AdministrativeArea],
    home: AdministrativeArea | None,
) -> list[AdministrativeArea]:
    """The areas that a name may mean where it stands: those in `outer`, named right before, or around one that follows,
    else all that bear it, unless it is a part of another word."""
    start, end, areas = found
    name = text[start:end]
    if outer and (inner := _inside(name, areas, outer)):
        return [] if _cut(text, end) and not _around(inner, following) else inner
    if around := _around(areas, following):
        return around
    if _cut(text, end) or _hidden(text, start, end) or not _plainly_named(text, start, end):
        return []
    return [area for area in areas if at_home(area, name, home)]


def _inside(name: str, areas: Iterable[AdministrativeArea], outer: AdministrativeArea) -> list[AdministrativeArea]:
    """The areas right below another, else those anywhere in it; a county counts there by its short name too."""
    inner = [a for a in areas if a.code != outer.code and within(a, outer.code) and at_home(a, name, outer)]
    return [area for area in inner if area.parent == outer.code] or inner


def _around(areas: Iterable[AdministrativeArea], following: Iterable[AdministrativeArea]) -> list[AdministrativeArea]:
    return [area for area in areas if any(one.code != area.code and within(one, area.code) for one in following)]


def goes_on(area: AdministrativeArea, words: str) -> bool:
    """Whether words begin with the short name of an area as a part of another name.

    >>> goes_on(by_code("120000"), "天津港保税区"), goes_on(by_code("120000"), "天津保税区")
    (True, False)
    """
    rest = words.removeprefix(area.short_name)
    goes_on = _COUNTY_GOES_ON if area.level == "county" else _GOES_ON
    return rest != words and area.short_name != area.name and goes_on.match(rest) is not None


def _cut(text: str, end: int) -> bool:
    """Whether the last character of a name belongs to the next word: 临沂市场, 平安县区."""
    no_name = _NO_NAME.get(text[end - 1])
    return bool(no_name and no_name.match(text, end))


def _hidden(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name make other words of it: 长治久安, 建成都市."""
    before, after = _words_that_hide().get(text[start:end], ((), ()))
    return text.startswith(after, end) or (bool(before) and text.endswith(before, 0, start))


def _plainly_named(text: str, start: int, end: int) -> bool:
    """Whether a name by itself is no everyday word: 和县 and 城区 need bounds and an organ, 新城区 and 日照 an organ."""
    single, organ = end - start == 2 and text[end - 1] in "市县区旗", _ORGAN.match(text, end)
    if single:
        bounded = start == 0 or _WORD_ENDS.match(text, start - 1) or text.endswith(_VERBS, 0, start)
        after_year = _AFTER_YEAR.search(text, max(0, start - 2), start)
        return bool((bounded or after_year) and (organ or text[end - 1] != "区"))
    return not is_everyday(text[start:end]) or bool(organ)


def is_everyday(name: str) -> bool:
    """Whether a name is an everyday word too (日照, 新城区), which a row marks by `*`."""
    return name in _everyday()


@lru_cache(maxsize=2)
def _words(past: bool) -> ahocorasick.Automaton:
    """The names to look for, without the short ones of districts."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for area in ever() if past else recent():
        for name in names_of(area):
            if name == area.name or area.level_word != "区":
                automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


@cache
def _words_that_hide() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Names with the words right before and right after them that make them no names."""
    return {
        row["word"]: (_cell(row["not_after"]), _cell(row["not_before"])) for row in rows(__package__, "place_words")
    }


@cache
def _everyday() -> frozenset[str]:
    return frozenset(row["word"] for row in rows(__package__, "place_words") if row["not_before"] == "*")


def _cell(words: str) -> tuple[str, ...]:
    return tuple(one for one in words.split("|") if one)
