"""Bodies that go by a name of their own: enterprises, schools and hospitals, zone committees, townships, working groups.

Apart from `functions`: no table can list these, so that a body is its area and the normal form of its name, without the
words for the place (`371300/交运集团`). A proper name is a noun phrase of one body; whatever has a figure, a mark, a
verb of duty, the names of two bodies or of a whole class (公立医院, 燃气公司) is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from zeren.registry import functions, known_zones, place_names, places, prefixes, proper_words, shortening
from zeren.registry.csvtable import Row, rows
from zeren.registry.functions import Function, fold
from zeren.registry.known_zones import KnownZone
from zeren.registry.places import AdministrativeArea
from zeren.vocab import UnitKind, UnitLevel

LONGEST: Final = 25
_BODY: Final = re.compile(r"[一-龥“”《》·]{2,25}(?:（[一-龥]{2,20}）)?")
_NORMAL: Final = re.compile(r"[一-龥“”《》·（）]{2,40}")
_COMPANY: Final = re.compile("(?:股份|控股)?(?:有限(?:责任)?)公司$|(?:股份)公司$|总公司$|集团公司$|控股$")
_ASIDE: Final = re.compile("（[^（）]{1,12}）(?=管委会|管理委员会|工作专班|指挥部)")
_CHINA: Final = re.compile("^中国（[^（）]{2,4}）(?=自由贸易|自贸)")
_FREE_TRADE: Final = re.compile(
    "(?P<province>[一-龥]{2,4}?)?(?:自由贸易试验区|自贸试验区|自贸区)(?P<place>[一-龥]{2,4}?)(?:自贸)?片区(?:管委会|管理委员会)"
    "|(?P<short>[一-龥]{2,4}?)自贸片区(?:管委会|管理委员会)"
)
_COMMISSION: Final = re.compile("(规划建设|经济发展)委(?:员会)?")
"""A commission of a zone that others have as a bureau."""
_RANK: Final = re.compile("国家级?|省级|市级")
_BRANCH: Final = re.compile(
    "(?P<bank>.{1,12}(?:行|邮储|公司|集团|人寿|人保|财险))(?:股份|有限|责任|公司){0,4}(?P<place>.{2,8}?)(?:中心)?(?:分行|支行|分公司|支公司)"
)


@dataclass(frozen=True, slots=True)
class Proper:
    """What a proper name says: its normal form and the kind and level of such a body; a zone's bureau has a function."""

    name: str
    kind: UnitKind
    level: UnitLevel | None
    function: Function | None = None


def find(name: str, home: AdministrativeArea, year: int | None = None) -> str | None:
    """The id of the body that goes by a proper name in a document of an area, or None.

    >>> from zeren.registry.places import by_code
    >>> find("市交运集团", by_code("371300")), find("加强市场监管中心", by_code("371300"))
    ('371300/交运集团', None)
    """
    name = _CHINA.sub("", _ASIDE.sub("", name))
    if home.level == "nation" or not _sound(name):
        return None
    if zone := known_zones.starting(name, home):
        return _of_known(zone, name.removeprefix(zone.words))
    for area, rest in (*_within(name, home, year), *prefixes.splits(name, home, year)):
        found = _read(rest, area, rest != name)
        known = describe(found) if found else None
        if known and _belongs(known, area, home, name.removesuffix(rest)):
            return f"{area.code}/{found}"
    return None


def _of_known(zone: KnownZone, rest: str) -> str | None:
    """A body of a zone of the table; the zone alone stands for its committee."""
    found = _read(f"{zone.name}{rest or '管委会'}", zone.area, True)
    return f"{zone.area.code}/{found}" if found and describe(found) else None


def _belongs(known: Proper, area: AdministrativeArea, home: AdministrativeArea, words: str) -> bool:
    """Whether a body may be an area's: no province has townships; a zone with the short name of a county is the city's, one
    with the name of a city elsewhere nobody's here."""
    if known.level == "township":
        return area.level != "province"
    if known.level == "zone" and (_shared(known.name, area, home) if words else _far_city(known.name, home)):
        return False
    return known.level != "zone" or area.parent != home.code or words.endswith(area.name)


def _far_city(zone: str, home: AdministrativeArea) -> bool:
    """Whether a zone's name begins with a city or province that home is none of: 苏州工业园 in Linyi, but for 中山陵景区."""
    if proper_words.SCENIC.search(zone):
        return False
    first = next(iter(places.find(zone, home)), None)
    if first is None or first.start or first.area.level not in ("city", "province"):
        return False
    return not places.within(home, first.area.code) and home.short_name not in zone[first.end :]


def _shared(zone: str, area: AdministrativeArea, home: AdministrativeArea) -> bool:
    """Whether a zone with another city's name before it has home's in it: 苏州宿迁工业园 of Suqian."""
    return not places.within(home, area.code) and home.short_name in zone


@lru_cache(maxsize=16384)
def describe(normal: str) -> Proper | None:
    """What the normal form of a proper name says of its body.

    >>> describe("交运集团").kind, describe("高新区管委会").level, describe("finance")
    ('enterprise', 'zone', None)
    """
    if not _NORMAL.fullmatch(normal):
        return None
    if normal.endswith("成员单位"):
        return Proper(normal, "collective", None)
    if bureau := _bureau(normal):
        return bureau
    for row in rows(__package__, "proper"):
        if re.fullmatch(row["pattern"], normal):
            level = cast(UnitLevel, row["level"]) if row["level"] else None
            return Proper(normal, cast(UnitKind, row["kind"]), level)
    return None


def name_en(known: Proper, area: AdministrativeArea) -> str:
    """A name in English: of what is usual by meaning, of the rest by sound.

    >>> from zeren.registry.places import by_code
    >>> name_en(describe("第一中学"), by_code("371300")), name_en(describe("高新区财政局"), by_code("371300"))
    ('Linyi Diyi Middle School', 'Linyi High-tech Zone Finance Bureau')
    """
    if known.function:
        bureau, zone = known.function.name_en.format(adj="", area="", name="").strip(), known.name
        words = name_en(
            Proper(f"{zone.removesuffix(functions.bare(known.function))}管委会", "zone-committee", "zone"), area
        )
        return f"{words.removesuffix('Management Committee').strip()} {bureau}"
    ending, meaning = _ending(known.name)
    sound = place_names.romanised(known.name.removesuffix(ending)) if known.name != ending else ""
    return " ".join(filter(None, (area.name_en, sound, meaning)))


def _ending(name: str) -> tuple[str, str]:
    rows_en = ((row["ending"], row["name_en"]) for row in rows(__package__, "proper_endings"))
    return max((row for row in rows_en if name.endswith(row[0])), key=lambda row: len(row[0]), default=("", ""))


def _sound(name: str) -> bool:
    """Whether a string can be the name of one body: no figure, mark, 各, verb of duty, class or second body in it."""
    return (
        _BODY.fullmatch(name) is not None
        and "各" not in name
        and len(name) <= LONGEST
        and not (proper_words.CHARGE if proper_words.GROUP.search(name) else proper_words.DUTY).search(name)
        and not proper_words.TWO.search(name)
    )


def _within(name: str, home: AdministrativeArea, year: int | None) -> Iterator[tuple[AdministrativeArea, str]]:
    """A name with its place in the middle: 工商银行临沂分行, 山东自贸区青岛片区管委会."""
    match = _BRANCH.fullmatch(name)
    if match and (area := prefixes.area(match["place"], home, year)):
        yield area, re.sub("^中国(?=...)", "", match["bank"])
    match = _FREE_TRADE.fullmatch(name)
    if match and (area := prefixes.area(match["place"] or match["short"], home, year)):
        yield area, "自贸片区管委会"


def _read(rest: str, area: AdministrativeArea, prefixed: bool) -> str | None:
    """The normal form of a proper name without the words for its place."""
    if bureau := _zone_bureau(rest, area, prefixed):
        return bureau
    for row in rows(__package__, "proper"):
        if match := re.fullmatch(row["pattern"], rest):
            return _normal(row, match, area, prefixed)
    zone = zone_name(rest, area)
    known = proper_words.BARE_ZONE.fullmatch(zone) and (prefixed or not proper_words.ZONE_CLASS.fullmatch(zone))
    return f"{zone}管委会" if known else None


def _normal(row: Row, match: re.Match[str], area: AdministrativeArea, prefixed: bool) -> str | None:
    found = match.groupdict()
    if zone := found.get("zone"):
        named = zone_name(zone, area)
        many = proper_words.CLASS_BEHIND.match(named) or (proper_words.ZONE_CLASS.fullmatch(named) and not prefixed)
        return None if many else named + row["ending"]
    if town := found.get("town"):
        shared = proper_words.SAME_TOWN.match(town) and area.level == "city"
        return (
            None
            if proper_words.NO_TOWN.search(town) or proper_words.BARE_TOWN.search(match.group()) or shared
            else town + row["ending"]
        )
    if office := found.get("office"):
        return f"{office}街道{row['ending']}"
    rest = match.group()
    told = prefixed and row["kind"] != "leading-group"
    if (proper_words.CLASS_BEHIND if told else proper_words.CLASS).match(rest) or (
        not told and proper_words.CLASS_NAMES.fullmatch(rest)
    ):
        return None
    return _folded(rest, row["kind"], area)


def _folded(rest: str, kind: str, area: AdministrativeArea) -> str:
    """A name in its normal form; one that is nothing but its kind keeps its place (临沂大学)."""
    if kind == "enterprise":
        rest = next(
            (rest.removesuffix(r["word"]) + r["form"] for r in _company_words() if rest.endswith(r["word"])), rest
        )
        short = _COMPANY.sub("", rest)
        rest = rest if short == rest else short if short.endswith(("集团", "银行")) else f"{short}公司"
    else:
        rest = rest if kind == "government-department" else _in_full(fold(rest))
    return area.short_name + rest if len(rest) <= 2 else rest


def _in_full(name: str) -> str:
    """The normal form of the short names of schools and hospitals: 三中, 中医医院."""
    for row in rows(__package__, "proper_forms"):
        name = re.sub(row["pattern"], row["form"], name)
    return name


def zone_name(zone: str, area: AdministrativeArea) -> str:
    """The normal form of a zone's name: 高新技术产业开发区 is 高新区, whatever its rank.

    An 经济开发区 is the 经开区 of a county, or of a name of its own; a city may have one beside its 经开区.

    >>> from zeren.registry.places import by_code
    >>> zone_name("临沂高新技术产业开发区", by_code("371300")), zone_name("海滨经济开发区", by_code("371300"))
    ('高新区', '海滨经开区')
    """
    bare = zone.removeprefix(area.name)
    bare = bare if places.goes_on(area, bare) else bare.removeprefix(area.short_name) or zone
    row = next((row for row in _zone_words() if bare.endswith(row["word"])), None)
    named = _RANK.sub("", bare.removesuffix(row["word"])) if row else bare
    form = row["form"] if row else ""
    if form == "经济开发区" and (named or area.level == "county"):
        form = "经开区"
    return "经开区" if bare == "开发区" and area.level == "county" else named + form


def _zone_bureau(rest: str, area: AdministrativeArea, prefixed: bool) -> str | None:
    """A bureau of a zone: 高新区财政局."""
    for match in proper_words.ZONE_BEFORE_BUREAU.finditer(rest):
        zone, bureau = zone_name(rest[: match.end()], area), rest[match.end() :]
        zone = zone if zone.endswith("区") else f"{zone}区"
        function = function_of(bureau)
        if function and (prefixed or not proper_words.ZONE_CLASS.fullmatch(zone)):
            return zone + functions.bare(function)
    return None


@lru_cache(maxsize=4096)
def _bureau(normal: str) -> Proper | None:
    for at in range(2, len(normal) - 2):
        function = function_of(normal[at:]) if normal[at - 1] == "区" else None
        if function and functions.bare(function) == normal[at:]:
            return Proper(normal, function.kind, "zone", function)
    return None


def function_of(bureau: str) -> Function | None:
    """The function of a bureau that a zone may have, named without words for a place; by rule where no table has it."""
    if bureau in ("分局", ""):
        return None
    found = [r.function for r in functions.readings(bureau) if not r.place_words and r.function.kind in _OF_ZONES]
    if not found:
        made = shortening.joined(bureau, None) or shortening.shortened(bureau, None)
        if made is None and (commission := _COMMISSION.fullmatch(bureau)):
            return function_of(f"{commission[1]}局")
        return made if made and made.kind in _OF_ZONES else None
    return min(found, key=lambda function: not function.existed(None))


_OF_ZONES: Final = frozenset({"government-department", "vertical-agency", "party-organ", "judicial"})


def _company_words() -> tuple[Row, ...]:
    return rows(__package__, "company_words")


@lru_cache(maxsize=1)
def _zone_words() -> tuple[Row, ...]:
    return tuple(sorted(rows(__package__, "zone_words"), key=lambda row: (-len(row["word"]), row["word"])))
