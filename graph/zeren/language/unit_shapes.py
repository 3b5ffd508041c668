"""What makes a string the name of a unit: the registry's forms, shapes of collectives, suffixes; and what is a person.

Apart from `units.py`, which walks over a field: here are the questions that it asks of one piece of text.
"""

import re
from functools import cache, lru_cache
from typing import Final, Literal, TypeAlias

from zeren.language import tiers
from zeren.language.branches import parted
from zeren.language.known_units import LONGEST_RUN, known, known_pattern
from zeren.language.rules import rows
from zeren.model import Span

Rule: TypeAlias = tuple[str, Literal["known", "shape", "collective", "catch-all", "place", "prefix"]]

_OPEN, _CLOSE = "[（(]", "[)）]"
_PREFECTURE: Final = (
    "(?:地区|地(?!区))(?=(?:行政公署|行署)?[、和及与]?[（(]?[州市盟])"
    "|(?<=[市州盟、和及])地(?:区)?(?=人民|政府|行署|行政公署|[、）)]|$)"
)
"""地 and 地区 are a tier beside 市, 州 or 盟: 各地、州、市; 各地区 and 各地 are all places."""
_TIER: Final = (
    rf"(?:{_PREFECTURE}|省辖市|(?:省)?直管[市县]|县级市|特区|林区|自治[县旗州]|地级市|设区市|地级以上市|街道|街(?!道)|县(?!级市)|"
    "[省市州盟区旗乡镇])"
)
_ATOM: Final = rf"{_TIER}{{1,8}}+(?:行政公署|行署)?(?:{_OPEN}[^（）()]{{1,20}}{_CLOSE}{_TIER}{{0,8}}+)?"
_HEAD: Final = (
    "(?:全[省市县区])?(?:各有关|各相关|各项目|各涉农|各|有关|相关|涉及|项目所在|项目|所在|属地|所辖|其他有关|其他)的?"
)
_TAIL: Final = (
    r"(?:级)?(?:(?:行政公署|行署)[、和](?:人民)?政府|(?:人民)?政府[、和](?:行政公署|行署)|"
    r"党委[、和]?政府|党委政府|人民政府|政府|街道办事处|办事处|行政公署|行署|管委会|管理委员会|党工委|党委)?"
    rf"(?:{_OPEN}[^（）()]{{1,20}}{_CLOSE})?"
)
_LINKED: Final = rf"{_ATOM}(?:[、和及与]\s?{_ATOM}){{0,12}}"
_WORD: Final = r"(?:局|委|办|部门|单位|中心|部|厅|公司|企业|法院|学校)"
_BOUND: Final = (
    r"(?=$|[、，,；;。\s/|（）()\[\]〔〕【】:：]|等|和|及|与|以及|按|分别|负责|落实|牵头|配合|具体|组织|参与|共同|"
    r"根据|结合|要|承办|协同|实施|为|由|市|开发区|国网)"
)
_COLLECTIVE: Final = re.compile(
    rf"{_HEAD}(?:{_LINKED}{_TAIL}|{_ATOM}(?![直级属]|[和及与][省市县区州])[一-龥]{{1,10}}{_WORD}){_BOUND}"
    rf"|(?<![一-龥])(?:{_TIER}[、和]{_LINKED}|{_TIER}{{2,8}}+|{_TIER}{_OPEN}[市县区旗、]{{1,12}}{_CLOSE}{_TIER}{{0,8}})"
    rf"(?:党委[、和]?政府|人民政府|政府|管委会)(?:{_OPEN}[^（）()]{{1,20}}{_CLOSE})?{_BOUND}"
    r"|(?:有关|相关|各|各有关|各相关)(?:职能|责任)?(?:部门|单位)[、和及]?(?:单位|企业|部门)"
)
_TASKED: Final = rf"(?:有|承担|涉及)[一-龥]{{1,12}}的(?:{_LINKED}{_TAIL}|部门|单位)"
_TIERS_ALONE: Final = rf"{_TIER}{{1,8}}+{_OPEN}(?:{_TIER}|[、园区办事处]){{1,16}}{_CLOSE}"
_CATCH_ALL: Final = re.compile(
    r"(?:全?[省市县区州](?:直|级|属|政府|内)?)?(?:各|有关|相关|其他|其它|涉及|责任|成员|职能|行业|主管|监管|牵头|配合|驻[一-龥]{1,3}){1,6}"
    r"(?:的)?(?:职能|责任|成员|业务|主管|直属|机关|行业|市直|市级|监管|项目|建设|实施|企事业|用人|服务|管理){0,6}"
    r"(?:部门|单位|企业|机构|委办局|高校|院校|学校|医院|银行|金融机构|地区|地|组织|运营商|保险公司)"
    r"(?:[和、及]?(?:有关|相关)?(?:单位|企业|部门)|[（(]单位[)）])?"
    r"|[省市县区](?:直|级|属)(?:部门|机关|单位|企业|国企|国有企业|医院|学校|高校|平台公司)"
    r"|各(?:地|地区|级各部门|级政府|地政府|地人民政府|部门|单位|承办单位|责任主体)"
    rf"|{_TASKED}|{_TIERS_ALONE}"
    r"|各(?!司|负|尽|有侧|自)[一-龥]{2,6}(?<!责)(?<!职)"
)
_MEMBERS: Final = re.compile(r"[一-龥A-Za-z0-9“”\"（）()]{2,40}(?:成员|有关|相关|责任)+单位")
LOCAL: Final = re.compile(
    rf"{_HEAD}{_LINKED}{_TAIL}"
    rf"|(?:{_TIER}[、和])*{_TIER}(?:{_TIER}|级|{_OPEN}[^（）()]+{_CLOSE})+(?:人民)?政府(?:{_OPEN}.+{_CLOSE})?"
    r"|(?:[一-龥]{1,12}[县区旗市镇乡])(?:人民)?政府|[一-龥]{1,10}(?<![委省分校])[县区旗]|[一-龥]{1,12}(?:镇|乡|街道|街道办|办事处|街道办事处)"
    r"|.{0,14}(?:管委会|管理委员会|党工委)|(?:各|有关|相关)?[一-龥]{0,12}(?:开发区|功能区|功能板块|板块|园区|新区|高新区|经开区|示范区|度假区|保税区|新城|片区)"
    rf"|{_TASKED}(?<!部门)(?<!单位)|{_TIERS_ALONE}"
    r"|属地政府|各地(?:区)?|各级(?:人民)?政府|各地(?:人民)?政府|所在地政府"
)
_PLACE: Final = re.compile(r"(?!各|有关|相关)[一-龥]{1,10}?[县区市旗镇乡]|[一-龥]{1,8}街道")
_PLACE_UNIT: Final = re.compile(
    r"(?P<place>(?!各|有关|相关)[一-龥]{1,9}?(?:[县区市旗镇乡]|街道))(?P<suffix>人民政府|政府|管委会|管理委员会|办事处|党工委)"
)
_ZONE: Final = re.compile(r".*(?:开发区|高新区|经开区|新区|园区|功能区|景区|度假区|示范区|保税区|试验区|板块|片区)")
_PREFIX: Final = re.compile(r"(?:[市县区省州](?!级|内|场|民)|国网|中国|中铁|国家)[一-龥]{2,10}")
_VERBAL: Final = re.compile(
    r"[的了]|确保|加快|推动|开展|完成|提高|给予|统筹(?!局|办)|联动|各司其职|各负其责|落实|进一步|年底前|以上"
)
_WORKING: Final = re.compile(r"(?:领导小组|指挥部|专班|委员会|工作组|联席会议|成员单位)(?:办公室)?$|办$|办公室$")
_BODY: Final = re.compile(r"[一-龥A-Za-z0-9·“”\"《》+\-（）()〔〕、，,]{2,40}")
_ALIAS: Final = re.compile(
    r"(?P<base>[^（(〔\[【]{2,}?)[（(〔\[【](?P<alias>[^（）()〔〕\[\]【】]{1,20})[)）〕\]】](?P<tail>[一-龥]{0,8})"
)
_TITLES: Final = (
    r"(?:(?:党组|党委|党工委|常务|副|主要|分管|市委|市政府|人大|政协){0,4}(?:市长|县长|区长|镇长|乡长|书记|局长|主任|部长|秘书长|主席|会长|院长|"
    r"校长|总经理|经理|董事长|所长|站长|支队长|大队长|台长|社长|行长|科长|处长|厅长|常委|调研员|同志|负责人|负责同志|联系人|领导))"
)
_OFFICE: Final = re.compile(rf"{_TITLES}[一-龥×*]{{0,4}}$")
_TITLE_ALONE: Final = re.compile("(?:责任|联系|负责)人")
_NAME: Final = re.compile("[一-龥×*○]{1,3}[一-龥×*○](?<![县区市旗镇乡州盟省])")
_PHONE: Final = re.compile(r"[\d\-—()（）\s]{5,20}")
_PHONE_BEHIND: Final = re.compile(r"[\s:：]*+(?:(?:(?:联系)?电话|手机|联系方式)[\s:：]*+)?\d[\d\-—]{4,}$")
_PHONE_WITHIN: Final = re.compile(r"\d{7,}|\d{3,4}[-—]\d{5,}")
_FIRST_WORD: Final = re.compile(r"\s*([^\s:：,，、;；]+)")
_REMARK: Final = re.compile(r"\d{5,}|[:：]")
_LONGEST: Final = 40
"""The longest name of a unit of its own, with a person behind it."""
_GLUE: Final = re.compile(r"[和及与]|以及")
_ORGAN_END: Final = re.compile(
    r"(?:[局委办厅署院处队站所社台团部]|委员会|法院|中心|政府|总工会|集团|公司|银行|单位|部门|办事处)$"
)
_OWN_LEVEL: Final = re.compile(r"[省市县区](?!政(?!府|协|务|法)|场|容|民|域)|各|有关|相关|其他|国网|团|开发区")
_BREAK: Final = re.compile(
    r"(?<=[局委办厅联司团队院台府会心协社处部])(?=(?:[省市区县](?!委|政府督|场)|各(?!成员|专|工作|分)|国网|团[市县区省]委|开发区|有关|相关))"
    r"|(?<=[局委办厅联司团队院台府会心协社处部])(?=[省市区县]委[^市省县区]|市场监)"
)
_TOGETHER: Final = re.compile(r"(?:省委省政府|市委市政府|县委县政府|区委区政府|市委[、和]市政府)[一-龥]*")


def unit_rule(words: str) -> Rule | None:
    """The rule by which a string is a unit, and the form of unit it makes; None where it is none.

    >>> unit_rule("市财政局"), unit_rule("各有关单位"), unit_rule("张某某")
    (('unit-registry', 'known'), ('unit-catch-all', 'catch-all'), None)
    """
    if len(words) > LONGEST_RUN:
        return None
    if known(words):
        return "unit-registry", "known"
    if _whole_collective(words):
        return "unit-collective", "collective"
    if _CATCH_ALL.fullmatch(words):
        return "unit-catch-all", "catch-all"
    if alias := _ALIAS.fullmatch(words):
        return _alias_rule(alias)
    if _MEMBERS.fullmatch(words):
        return "unit-members", "collective"
    if not _BODY.fullmatch(words) or person(words) or _office(words):
        return None
    return _shape(words)


def _alias_rule(alias: re.Match[str]) -> Rule | None:
    """A second name in brackets belongs to the unit; a person or a remark does not."""
    if personal(alias["alias"]) or _office(alias["alias"]) or _REMARK.search(alias["alias"]):
        return None
    if alias["tail"]:
        whole = alias["base"] + alias["tail"]
        return ("unit-alias", "known") if known(whole) or known(alias["base"]) else _shape(whole)
    return ("unit-alias", "known") if unit_rule(alias["base"]) else None


def _shape(words: str) -> Rule | None:
    if _VERBAL.search(words) and not _WORKING.search(words):
        return None
    if _PLACE.fullmatch(words) and not _ZONE.fullmatch(words):
        return ("unit-place", "place") if len(words) > 1 else None
    if tiers.prefecture(words):
        return "unit-place", "place"
    if _ZONE.fullmatch(words):
        return "unit-zone", "place"
    if (
        tiers.corps(words)
        or words in _bare()
        or (words.endswith(_suffixes()) and (words not in _suffixes() or words[-1] == "部"))
    ):
        return "unit-suffix", "shape"
    return ("unit-prefix", "prefix") if _PREFIX.fullmatch(words) and not holder(words) else None


def collectives(text: str, start: int, end: int) -> list[Span]:
    """Collectives and catch-alls that hold separators of their own: 各县(市、区)政府."""
    return [match.span() for match in _COLLECTIVE.finditer(text, start, end)]


def _whole_collective(words: str) -> bool:
    return _COLLECTIVE.fullmatch(words) is not None and any(tier in words for tier in "县区市旗镇乡街州省")


def cut(words: str) -> tuple[Span, ...] | None:
    """Where to cut a string in which units stand without a separator; None where it is one piece.

    >>> cut("市教育局市财政局"), cut("市文化和旅游局")
    (((0, 4), (4, 8)), None)
    """
    return _cut_by_vocabulary(words) if len(words) > LONGEST_RUN else _cut_short(words)


@lru_cache(maxsize=8192)
def _cut_short(words: str) -> tuple[Span, ...] | None:
    if known(words) or _whole_collective(words) or _CATCH_ALL.fullmatch(words) or _TOGETHER.fullmatch(words):
        return None
    return _cut_by_vocabulary(words) or _cut_at_break(words) or _cut_at_glue(words)


def _cut_by_vocabulary(words: str) -> tuple[Span, ...] | None:
    spans, at = [], 0
    while match := known_pattern().match(words, at):
        spans.append(match.span())
        at = match.end()
    if len(spans) < 2 or at < len(words) or any(parted(words, start) for start, _ in spans[1:]):
        return None
    return tuple(spans)


def _cut_at_break(words: str) -> tuple[Span, ...] | None:
    for match in _BREAK.finditer(words):
        left, right = words[: match.start()], words[match.start() :]
        if len(left) > 2 and not parted(words, len(left)) and unit_rule(left) and (unit_rule(right) or cut(right)):
            return (0, len(left)), (len(left), len(words))
    return None


def _cut_at_glue(words: str) -> tuple[Span, ...] | None:
    """Cut at 和 where both sides are units of their own; 市文化和旅游局 and 市园林和林业局 stay one."""
    for match in _GLUE.finditer(words):
        left, right = words[: match.start()], words[match.end() :]
        if _may_part(left, right) and not parted(words, match.end()) and (unit_rule(right) or cut(right)):
            return (0, match.start()), (match.end(), len(words))
    return None


def _may_part(left: str, right: str) -> bool:
    """Whether what stands before 和 is a whole body: mere matters (市体育 in 市体育和旅游局) are half a name."""
    rule = unit_rule(left) if left else None
    if rule is None or rule[1] == "prefix":
        return False
    whole = rule[1] in ("collective", "catch-all", "place") or _ORGAN_END.search(left)
    return bool(_OWN_LEVEL.match(right) or (whole and known(right)))


def unfinished(words: str) -> bool:
    """Whether a name breaks off behind a 和 that joins matters, not bodies: 市园林和."""
    return words[-1:] in ("和", "与", "及") and not _ORGAN_END.search(words[:-1])


def person(words: str) -> bool:
    """Whether a string has the shape of a person's name, or is a telephone number or a bare 责任人.

    >>> person("张某某"), person("武侯区"), person("金融"), person("0571-12345678")
    (True, False, False, True)
    """
    if _PHONE.fullmatch(words) or _TITLE_ALONE.fullmatch(words):
        return True
    if not _NAME.fullmatch(words) or known(words) or words.endswith(_suffixes()) or words in _bare() | _no_names():
        return False
    if any(known(words + ending) for ending in "局委办"):
        return False
    single, double = _surnames()
    return (words[0] in single and len(words) < 4) or words[:2] in double


def personal(words: str) -> bool:
    """Whether words beside a unit, such as a bracket's, tell of a person: a name, an office or a telephone number first.

    >>> [personal(words) for words in ("局长：李某", "张某某 13800000000", "粮食局", "市、区")]
    [True, True, False, False]
    """
    first = _FIRST_WORD.match(words)
    named = first is not None and (person(first[1]) or _office(first[1]))
    return named or person(words) or _PHONE_WITHIN.search(words) is not None


def _office(words: str) -> bool:
    return _OFFICE.search(words) is not None and not words.endswith(_suffixes())


@lru_cache(maxsize=8192)
def holder(words: str) -> int:
    """Where a person begins behind a unit's name (市教育局|局长张某, 市教育局|王芳); 0 where none does."""
    if (phone := _PHONE_BEHIND.search(words)) and phone.start():
        before = words[: phone.start()]
        return holder(before) or (phone.start() if unit_rule(before) else 0)
    office = _OFFICE.search(words)
    if office and unit_rule(words[: office.start()]):
        return office.start()
    return max(
        (_behind(words[:-n]) for n in (2, 3, 4) if n + 2 < len(words) <= _LONGEST and person(words[-n:])), default=0
    )


def _behind(before: str) -> int:
    """Where a body ends in what stands before a person's name, which may be another person."""
    rule = unit_rule(before)
    whole = rule is not None and (rule[1] == "known" or (rule[1] == "shape" and _ORGAN_END.search(before)))
    return len(before) if whole else holder(before)


def empty(words: str) -> bool:
    """Whether a string says nothing: a lone mark, or 等 and its like."""
    return not re.search(r"[^\W\d_]", words) or words in {
        "等",
        "下同",
        "同上",
        "无",
        "和",
        "及",
        "由",
        "其他",
        "以及",
        "为",
        "各",
    }


def bare_stem(words: str) -> bool:
    """Whether a string may be a place without its level word (历下 in 历下、槐荫区政府)."""
    return re.fullmatch(r"[一-龥]{2,3}", words) is not None and not _VERBAL.search(words)


def place_suffix(name: str) -> tuple[str, str] | None:
    """The level word and the suffix that names before this one may share: 平邑县政府 -> (县, 政府)."""
    match = _PLACE_UNIT.fullmatch(name)
    return (match["place"][-1], match["suffix"]) if match else None


def with_suffix(name: str, shared: tuple[str, str]) -> str | None:
    """A bare place with the suffix it shares; a zone has no government of its own.

    >>> with_suffix("甲县", ("县", "政府")), with_suffix("江北新区", ("区", "政府"))
    ('甲县政府', None)
    """
    level, suffix = shared
    if _PLACE.fullmatch(name) or _ZONE.fullmatch(name):
        zone = _ZONE.fullmatch(name) is not None
        fits = zone == (suffix in ("管委会", "管理委员会", "党工委")) and (suffix != "办事处" or name.endswith("街道"))
        return name + suffix if fits else None
    return name + level + suffix if level in "县区市镇乡" else None


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(
        word for row in rows("unit_suffixes") if row["strength"] != "bare" for word in row["suffixes"].split("|")
    )


@cache
def _bare() -> frozenset[str]:
    """Names that are units without words before them."""
    return frozenset(
        w for row in rows("unit_suffixes") if row["strength"] == "bare" for w in row["suffixes"].split("|")
    )


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    names = {row["kind"]: row["names"] for row in rows("surnames")}
    return frozenset(names["single"]), frozenset(names["double"].split())


@cache
def _no_names() -> frozenset[str]:
    """Words of duty fields that begin like a name: 高新, 文旅."""
    return frozenset(w for row in rows("surnames") if row["kind"] == "words" for w in row["names"].split())
