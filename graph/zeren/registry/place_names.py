"""What a place is called besides its full name: short, with its generic word, in English, and in the host of its site.

Short names follow from the full one by rule, English ones from the readings of the characters; `place_names.csv` tells
what no rule does: usual English names, readings that hold in place names only, further short forms (博州), hosts and the
characters that document numbers begin with.
"""

import re
from functools import cache, lru_cache
from typing import Final

from zeren.registry.csvtable import Row, rows

_LONG_GENERIC: Final = re.compile("(.+?)族?(?:特别行政区|自治[区州县旗]|地区|(?<=...)林区|特区|(?<=..)新区|区)")
_LONG_LEVEL_WORDS: Final = ("特别行政区", "自治区", "地区")

_NO_CLAN = "蒙古|哈萨克|维吾尔|柯尔克孜|塔吉克|锡伯"
_DIVISION: Final = {
    "省": "Province",
    "市": "City",
    "县": "County",
    "区": "District",
    "旗": "Banner",
    "盟": "League",
    "地区": "Prefecture",
    "特区": "Special District",
    "林区": "Forestry District",
    "新区": "New Area",
    "自治区": "Autonomous Region",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "特别行政区": "Special Administrative Region",
    "国": "",
}
_ADJECTIVE: Final = {
    "省": "Provincial",
    "市": "Municipal",
    "自治区": "Regional",
    "州": "Prefectural",
    "地区": "Prefectural",
    "国": "National",
}


def short(name: str) -> str:
    """A full name without its generic word and peoples; one that would leave a single character stays as it is.

    >>> short("临沂市"), short("恩施土家族苗族自治州"), short("新疆维吾尔自治区"), short("东乡族自治县"), short("和县")
    ('临沂', '恩施', '新疆', '东乡', '和县')
    """
    stem = stem_of(name)
    return stem if len(stem) > 1 else name


def stem_of(name: str) -> str:
    """The proper part of a full name: 和 of 和县, 井陉矿 of none."""
    if name[-1] in "省市县旗盟" and "自治" not in name:
        return name[:-1]
    if name == "中国" or (name.endswith("矿区") and len(name) > 2):
        return name
    match = _autonomous().fullmatch(name) or _LONG_GENERIC.fullmatch(name)
    return match[1] if match else name


def level_word(name: str) -> str:
    """What plans write for an area itself: 市 of 临沂市, 州 of 恩施土家族苗族自治州, 县 of 三江侗族自治县."""
    return next((word for word in _LONG_LEVEL_WORDS if name.endswith(word)), name[-1]) if name[-1] == "区" else name[-1]


def others(code: str, name: str) -> tuple[str, ...]:
    """Names between full and short: 恩施州, 三江县, 博州."""
    told = _told().get(code)
    made = told["aliases"].split("|") if told and told["aliases"] else []
    if "自治" in name and name[-1] in "州县旗":
        made = [short(name) + name[-1], *made]
    return tuple(one for one in dict.fromkeys(made) if one != name)


@lru_cache(maxsize=4096)
def english(code: str, name: str) -> str:
    """The usual English name, else pinyin by the official orthography; 和县 is Hexian, one syllable with its word.

    >>> english("610100", "西安市"), english("371300", "临沂市"), english("371725", "郓城县")
    ("Xi'an", 'Linyi', 'Yuncheng')
    """
    if (told := _told().get(code)) and told["name_en"]:
        return told["name_en"]
    return "China" if name == "中国" else romanised(short(name))


def romanised(words: str) -> str:
    """Pinyin in one word, with an apostrophe before a vowel inside, ü kept only where u is another syllable."""
    from pypinyin import lazy_pinyin

    kept = _readings()
    read = zip(words, lazy_pinyin(words, v_to_u=True), strict=True)
    syllables = [kept.get(character, syllable) for character, syllable in read]
    joined = "".join(f"'{one}" if at and one[0] in "aoe" else one for at, one in enumerate(syllables))
    return joined.capitalize()


def adjective(code: str, name: str) -> str:
    """A place before the name of an organ: `Linyi Municipal`, `Yishui County`, `Enshi Prefectural`."""
    word = level_word(name)
    return f"{english(code, name)} {_ADJECTIVE.get(word) or _DIVISION[word]}"


def in_full(code: str, name: str) -> str:
    """`Linyi City`, `Yanbian Korean Autonomous Prefecture`."""
    generic = next((word for word in sorted(_DIVISION, key=len, reverse=True) if name.endswith(word)), "国")
    peoples = _peoples_in(name)
    return " ".join(part for part in (english(code, name), *peoples, _DIVISION[generic]) if part)


@cache
def hosts() -> dict[str, str]:
    """Codes by the host that stands before `.gov.cn`, where it does not follow from the name."""
    return {host: code for code, row in _told().items() for host in row["hosts"].split("|") if host}


@cache
def letters() -> dict[str, tuple[str, ...]]:
    """Codes by the characters that document numbers write for a place: 鲁 of 鲁政发, 甬 of 甬政发."""
    found: dict[str, tuple[str, ...]] = {}
    for code, row in _told().items():
        for letter in filter(None, row["letters"].split("|")):
            found[letter] = (*found.get(letter, ()), code)
    return found


def _peoples_in(name: str) -> list[str]:
    match = _autonomous().fullmatch(name)
    if not match:
        return []
    known = _peoples()
    found = [known[one] for one in re.findall("|".join(sorted(known, key=len, reverse=True)), match["peoples"])]
    return [*found[:-2], " and ".join(found[-2:])] if len(found) < 3 else [", ".join(found[:-1]) + " and " + found[-1]]


@cache
def _autonomous() -> re.Pattern[str]:
    peoples = "|".join(sorted(_peoples(), key=len, reverse=True))
    return re.compile(f"(?P<stem>.{{2,8}}?)(?P<peoples>(?:(?:{peoples})族|{_NO_CLAN}){{1,6}})(?:自治[区州县旗]|区)")


@cache
def _readings() -> dict[str, str]:
    """Readings that a character has in the names of places, whatever it has elsewhere."""
    return {row["character"]: row["reading"] for row in rows(__package__, "place_readings")}


@cache
def _peoples() -> dict[str, str]:
    return {row["people"]: row["name_en"] for row in rows(__package__, "peoples")}


@cache
def _told() -> dict[str, Row]:
    return {row["code"]: row for row in rows(__package__, "place_names")}
