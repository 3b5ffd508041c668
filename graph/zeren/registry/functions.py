"""The functions of local government: what a department does, and the many names that say so.

A department is a place and a function (`371300/finance`), so that one table of functions names the departments of
every city. `readings` takes a written name apart into the words for the place and the function; nothing is guessed: a
name that no form of the table fits has none.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Final, cast

from zeren.registry.csvtable import Row, rows
from zeren.registry.places import AdministrativeArea, by_code
from zeren.vocab import UnitKind

_FOLDS = (
    (re.compile(r"\s+"), ""),
    (re.compile("(?<=..)[和与及暨](?=.)"), ""),
    (re.compile("^党委(?=.)"), "委"),
    (re.compile("委员会"), "委"),
    (re.compile("监督管理"), "监管"),
    (re.compile("(?:事务)?管理局$|事务局$"), "局"),
    (re.compile("办公室$"), "办"),
    (re.compile("(?<=..)(?:事业|发展|服务|管理){1,3}中心$"), "中心"),
)
_IMPOSSIBLE: Final[tuple[tuple[re.Pattern[str], frozenset[str], frozenset[str]], ...]] = (
    (re.compile("(?<!办公)厅$"), frozenset({"省", "区"}), frozenset({"province"})),
    (re.compile("^高级|^高院$|总队$"), frozenset(), frozenset({"province"})),
    (re.compile("^中级|^中院$"), frozenset(), frozenset({"province", "city"})),
    (
        re.compile("(?<!监管)(?<!银监)(?<!保监)(?<!水资源)(?<!水文)(?<!公路)(?<!邮政管理)分局$"),
        frozenset(),
        frozenset({"county"}),
    ),
)
"""Forms that only some levels have, with the last characters (any where none is told) and the levels of their areas."""
_DISTRICT_COMMITTEE: Final = re.compile("地区委(?!员会)")
"""What is 地委, but 地区委员会 in full."""
_WITHOUT_BODIES: Final = ("71", "81", "82")
"""The provinces whose bodies are other ones: Taiwan, Hong Kong and Macao."""
_PLACEHOLDER = re.compile(r"\{(?:p|place|whole|short|province)\}")


@dataclass(frozen=True, slots=True)
class Function:
    """What a kind of department does; `name`, `full` and `aliases` are templates over a place.

    `{p}` is any words for the place, `{place}` its full name, `{whole}` that with its city's where it is a 区, `{short}` its
    short one. `varies` marks an official name that differs between places, so that no full name may be derived from the
    template: `y` anywhere, `county` in counties, `district` in the 区 of a city. `nation` has the names of the
    national body. `parent` is the function that it answers to, `^` where that is the same one of the area above.
    """

    slug: str
    kind: UnitKind
    name: str
    full: str
    aliases: tuple[str, ...]
    name_en: str
    province: str
    varies: str
    valid_from: str | None
    valid_to: str | None
    nation: tuple[str, ...] = ()
    parent: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(form for form in (self.name, self.full, *self.aliases) if form))

    @property
    def abbreviations(self) -> tuple[str, ...]:
        """The forms that only shorten the full name, and so may be used of the body in any city."""
        full = _PLACEHOLDER.sub("", self.full or self.name)
        return tuple(form for form in self.forms if _shortens(_PLACEHOLDER.sub("", form), full))

    def existed(self, year: int | None) -> bool:
        """Whether the function was alive in a year; with no year, whether it is alive today."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or "0000") <= str(year) <= (self.valid_to or "9999")


@dataclass(frozen=True, slots=True)
class Reading:
    """A written name taken apart: the words that say which place, the function, and the folded form that told it."""

    place_words: str
    function: Function
    form: str = ""


@lru_cache(maxsize=1)
def table() -> dict[str, Function]:
    return {row["function"]: _function(row) for row in rows(__package__, "functions")}


def _function(row: Row) -> Function:
    aliases = tuple(_prefixed(alias) for alias in row["aliases"].split("|") if alias)
    return Function(
        slug=row["function"],
        kind=cast(UnitKind, row["kind"]),
        name=_prefixed(row["name"]),
        full=_prefixed(row["full"], "{place}"),
        aliases=aliases,
        name_en=row["name_en"],
        province=_prefixed(row["province"]),
        varies=row["varies"],
        valid_from=row["valid_from"] or None,
        valid_to=row["valid_to"] or None,
        nation=tuple(filter(None, row["nation"].split("|"))),
        parent=row["parent"],
    )


def years(function: Function, place_code: str) -> tuple[str | None, str | None]:
    """The first and last year of a function's bodies in an area.

    The nation's bodies and some of a place have years of their own. Of a kind that many places founded before the wave
    of reform which brought it to all, no year can be told.
    """
    own = _own_years().get((place_code, function.slug)) or _own_years().get(("", function.slug))
    return (own["begins"] or None, own["ends"] or None) if own else (function.valid_from, function.valid_to)


@cache
def _own_years() -> dict[tuple[str, str], Row]:
    return {(row["place"], row["function"]): row for row in rows(__package__, "function_years")}


def _prefixed(template: str, place: str = "{p}") -> str:
    return template if not template or "{" in template else place + template


def _shortens(short: str, full: str) -> bool:
    letters = iter(full)
    return all(letter in letters for letter in short)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name without what varies in writing: width, spaces, 和 and 与, and the long forms of 委, 办, 局.

    >>> fold("发展和改革委员会") == fold("发展改革委")
    True
    """
    folded = unicodedata.normalize("NFKC", name)
    for pattern, short in _FOLDS:
        folded = pattern.sub(short, folded)
    return folded


def readings(name: str) -> Iterator[Reading]:
    """Every way to take a name apart by the table, longest place words last; the caller knows which places there are.

    >>> [(r.place_words, r.function.slug) for r in readings("市市场监管局")]
    [('市', 'market-supervision')]
    """
    for at in range(min(len(name), 16)):
        form = fold(name[at:])
        for found in by_suffix().get(form, ()):
            yield Reading(name[:at], found, form)
    folded = fold(name)
    for pattern, found in _by_pattern():
        if match := pattern.fullmatch(folded):
            yield Reading(_place_in(name, match), found, folded)


def _place_in(name: str, match: re.Match[str]) -> str:
    """The words for a place inside a folded name, with the 和 that folding took from them (团和平区委)."""
    before, place = re.escape(match.string[: match.start("place")]), r"[和与及暨]?".join(["", *match["place"], ""])
    kept = re.search(f"{before}({place})", name) if match["place"] not in name else None
    return kept[1] if kept else match["place"]


def of_place(form: str, function: Function, place_code: str) -> Function:
    """The function that a folded form says in an area, where two bodies of it share what is one elsewhere."""
    own = (
        row["function"]
        for row in rows(__package__, "local_functions")
        if place_code.startswith(row["place"]) and fold(row["form"]) == form
    )
    return table()[next(own, function.slug)]


def national(name: str) -> Function | None:
    """The function of a national body by one of its names: 教育部, 国家卫生健康委.

    >>> national("教育部").slug, national("市教育局")
    ('education', None)
    """
    return _national().get(fold(name.removeprefix("中华人民共和国") or name))


def possible(form: str, area: AdministrativeArea) -> bool:
    """Whether an area can have a body of such a form: a 厅 is a province's, a 中院 no county's; the nation's are in `national`.

    >>> possible("教育厅", by_code("371300")), possible("教育局", by_code("371300"))
    (False, True)
    """
    return (
        area.level != "nation"
        and not area.code.startswith(_WITHOUT_BODIES)
        and all(
            area.level in levels and (not words or area.name[-1] in words)
            for pattern, words, levels in _IMPOSSIBLE
            if pattern.search(form)
        )
    )


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Every form of every function as written after the words for a place: 财政局, 委宣传部, 发展和改革委员会."""
    every = (form for function in table().values() for form in _forms(function))
    return frozenset(_PLACEHOLDER.sub("", form) for form in every if _place_first(form))


def bare(function: Function) -> str:
    """The usual name of a department without its place: 财政局."""
    return _PLACEHOLDER.sub("", function.name)


def write(template: str, area: AdministrativeArea, *, level_word: bool = True) -> str:
    """A template filled in for one area; `level_word` writes 市 rather than 临沂市 for the place.

    >>> write("{p}委宣传部", by_code("653100")), write("国家税务总局{whole}税务局", by_code("371302"))
    ('地委宣传部', '国家税务总局临沂市兰山区税务局')
    """
    province, above = by_code(f"{area.code[:2]}0000"), by_code(area.parent)
    written = template.format(
        p=area.level_word if level_word else area.name,
        place=area.name,
        whole=above.name + area.name if above and area.level_word == "区" else area.name,
        short=area.short_name,
        province=province.name if province else "",
    )
    return _DISTRICT_COMMITTEE.sub("地委", written) if area.name.endswith("地区") else written


@lru_cache(maxsize=1)
def _national() -> dict[str, Function]:
    return {fold(form): function for function in table().values() for form in function.nation}


@lru_cache(maxsize=1)
def by_suffix() -> dict[str, tuple[Function, ...]]:
    """The functions by each folded form that is written after the words for a place: 财政局."""
    found: dict[str, tuple[Function, ...]] = {}
    for function in table().values():
        suffixes = (fold(_PLACEHOLDER.sub("", form)) for form in _forms(function) if _place_first(form))
        for suffix in dict.fromkeys(suffixes):
            found[suffix] = (*found.get(suffix, ()), function)
    return found


@lru_cache(maxsize=1)
def _by_pattern() -> tuple[tuple[re.Pattern[str], Function], ...]:
    """Forms whose place does not simply come first (团市委, 国网临沂供电公司) or is named twice."""
    return tuple(
        (_pattern(form), function)
        for function in table().values()
        for form in _forms(function)
        if not _place_first(form)
    )


def _pattern(form: str) -> re.Pattern[str]:
    """A form as a pattern with the place in a group: the first that is named, or the province where that is the only one."""
    literal, named = map(re.escape, _PLACEHOLDER.split(fold(form))), _PLACEHOLDER.findall(form)
    place = next((at for at, word in enumerate(named) if word != "{province}"), 0)
    words = ["(?P<place>.{1,12}?)" if at == place else ".{1,12}?" for at in range(len(named))]
    return re.compile("".join(part for pair in zip_longest(literal, words, fillvalue="") for part in pair))


def _forms(function: Function) -> tuple[str, ...]:
    """All forms of a function; what is a 局 in a city may be a province's 厅."""
    if function.kind != "government-department":
        return tuple(filter(None, (*function.forms, function.province)))
    halls = (f"{form[:-1]}厅" for form in function.forms if form.endswith("局"))
    return tuple(dict.fromkeys(filter(None, (*function.forms, function.province, *halls))))


def _place_first(form: str) -> bool:
    return form.startswith(("{p}", "{place}")) and len(_PLACEHOLDER.findall(form)) == 1
