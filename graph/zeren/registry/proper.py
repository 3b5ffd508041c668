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

from zeren.registry import functions, place_names, prefixes
from zeren.registry.csvtable import Row, rows
from zeren.registry.functions import Function, fold
from zeren.registry.places import AdministrativeArea
from zeren.vocab import UnitKind, UnitLevel

LONGEST: Final = 25
_BODY: Final = re.compile(r"[一-龥“”《》·]{2,25}(?:（[一-龥]{2,20}）)?")
_NORMAL: Final = re.compile(r"[一-龥“”《》·（）]{2,40}")
_DUTY: Final = re.compile(
    "[的了]|加强|推[进动]|开展|完成|负责|落实|确保|提[高升]|做好|配合|牵头|按照|根据|新建|改造|扩建|续建|实现|打造|支持|引导|鼓励|"
    "依托|利用|结合|会同|联合(?!会|国)|协调(?!小?组)|组织(?!委|部)|进一步|年底|以上|以下|每[个年月家]|全部|启用|投入|设立|成立|完善|"
    "包括|等|或|由|为民|如下|其中|以及|不少于|覆盖|达到|力争|争取|承办|共建|正常|建成|竣工|给予|对(?!外|口|接)|向"
)
_GROUP: Final = re.compile("(?:领导小组|指挥部|专班|工作组|推进组|联席会议|协调小组)(?:办公室|办)?$")
_CHARGE: Final = re.compile("[的了]|负责|牵头|配合|确保|按照|根据|包括|等|由|年底|不少于|达到|每")
"""What no name of a working group has, although it may tell what is to be done (老旧小区改造工作专班)."""
_CLASS: Final = re.compile(
    "^(?:各|有关|相关|全[省市县区]|其[他它]|所有|主要|部分|辖区|基层|[省市县区](?:属|级|直|内)|公立|公办|民办|民营|私立|中小|"
    "国有|国企|三甲|三级|二级|一级|定点|乡镇|城乡|村级?|社区|农村|城市(?!建设|发展|投资|规划|运营|更新|展览)|属地|所在|承建|施工|建设(?!银行|集团)|"
    "新(?=[建增设改成开])|优质|重点|责任|承担|多[家所]|[一二两三四五六七八九十]+[家所个座]|本地|当地|相应|专业(?!技术)|第三方|运营|代建|大型|该|驻|成员|保障性|普惠)"
)
_CLASS_BEHIND: Final = re.compile(
    "^(?:各|有关|相关|其[他它]|所有|主要|部分|基层|公立|公办|民办|民营|私立|中小(?!企业)|三甲|三级|二级|一级|定点|乡镇|村级|属地|多[家所个])"
)
"""What tells a class even behind words for a place: 市公立医院."""
_CLASS_NAMES: Final = re.compile(
    "(?:燃气|天然气|热力|供热|供水|供气|保险|物业|建设|施工|监理|通信|电力|电信|运营|平台|旅游|房地产|开发|环保|水务|环卫|市政|公交|"
    "客运|出租车?|物流|投资|担保|设计|科技|管道|网络|广电|石油|国企|供电|排水|污水处理|平台|城投|交投|电网|商业|农业|工程|文旅)*"
    "(?:集团|公司|银行|信用社|联社|水厂|电厂|酒店|总公司|分公司|子公司|集团公司)"
    "|(?:人民|中心|专科|综合|公立|中医|职业|高等|普通|高级|初级|特殊教育|农业|技工|寄宿制|九年一贯制|实验|示范|便民|服务|政务|文化|体育|活动|"
    "健身|卫生|社区卫生服务|托育|养老|养老服务|日间照料|幼儿|托幼|物流|配送|分拣|综合服务|党群服务|学习|培训|实训|研发|技术|创新|指挥|"
    "数据|交易|检测|监测|监控|调度|管理|维修|购物|商业|会展|会议|展览|信息|医疗|康复|护理|老年|青少年|儿童|妇女|工人|群众|农民|"
    "图书|博物|文化|科技|美术|档案|纪念|体育|展示|规划)*"
    "(?:医院|学校|大学|学院|中学|小学|一中|二中|三中|幼儿园|卫生院|中心|馆|宫|公园|派出所|司法所|管理处|服务处|管理站|管理所|服务站|"
    "工作站|监督站|大队|支队|总队|水库|林场|机场|客运站|汽车站|火车站|研究院|研究所|剧院|福利院|协会|商会|学会|联合会|基金会|促进会)"
    "|(?:工作|推进|协调|专项|项目|建设|现场|工程|前线|市|县|区)*(?:领导小组|指挥部|专班|工作组|推进组|协调组|联席会议|工作专班|协调小组)(?:办公室|办)?"
)
"""Names that may stand for a whole class of bodies; one of these means one body only behind words for its place."""
_TWO: Final = re.compile(
    "(?:局|委|办|委员会|办公室|政府|公司|集团|医院|中心|银行|管委会|学校|大学|支队|大队)"
    "(?:[省市县区州](?!场|政|民|容|域|级|直|属)|[和与及、/](?=.{3}))"
    "|(?:局|厅|政府|检察院|法院)(?!.{0,8}(?:所|站|队|处|校|分中心|招待所)$)(?=.{2})"
)
_NO_TOWN: Final = re.compile(
    "^(?:各|有关|相关|[城村集小本该全]|建制|中心|重点|特色小?|美丽|示范|经济强|旅游|试点|文化|工业|千年|边境|沿[江海河]|所在|属地|"
    "县级|[省市县区州](?:直|级)?|历史文化名|卫生|强|名|所辖|涉及|每个|多个|部分|商业|步行|特色|开发区)(?:镇|乡|街道|苏木)"
    "|[乡镇街](?:镇|乡|街道)|、|[乡镇村街道市县区][和及与]|^[和及与](?:[乡镇街城各]|(?:镇|乡|街道)$)"
)
_BARE_TOWN: Final = re.compile("^[老旧新主古]?街道$")
_SAME_TOWN: Final = re.compile("^城(?:关|厢|郊|区|东|西|南|北|中)(?:镇|乡|街道)")
"""Names that several townships of one city bear; they mean one in a county's own documents only."""
_BARE_ZONE: Final = re.compile(
    "(?:.{0,8}(?:高新区|经开区|经济开发区|综保区|保税港区|度假区|自贸区|农高区|空港区|航空港区|边合区|出口加工区)"
    "|.{2,6}(?:新区|示范区|景区|投资区|管理区|工业园|产业园|化工园|物流园|港区|试验区|合作区|生态城|科技城|新城|开发区))"
)
_ZONE_CLASS: Final = re.compile(
    "(?:各|有关|相关|市属?|属|国家级|省级|市级|产业|功能|开发|旅游|生态|文化|经济|城市|现代|农业|工业|试验|示范|综合|重点|合作|特色|自然|保护|水源|水利){0,8}"
    "(?:区|园区|新区|景区|开发区|示范区|试验区|功能区|片区|合作区|工业园|产业园|度假区|新城|保护区|园|物流园|化工园|科技城|产业集聚区|集聚区)?"
)
_COMPANY: Final = re.compile("(?:股份|控股)?(?:有限(?:责任)?)公司$|(?:股份)公司$|总公司$|集团公司$|控股$")
_SCHOOL: Final = re.compile("^([一二三四五六七八九十]{1,3})中$")
_ASIDE: Final = re.compile("（[^（）]{1,12}）(?=管委会|管理委员会|工作专班|指挥部)")
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
    name = _ASIDE.sub("", name)
    if home.level == "nation" or not _sound(name):
        return None
    for area, rest in (*_of_branch(name, home, year), *prefixes.splits(name, home, year)):
        found = _read(rest, area, rest != name)
        known = describe(found) if found else None
        if known and _belongs(known, area, home, name.removesuffix(rest)):
            return f"{area.code}/{found}"
    return None


def _belongs(known: Proper, area: AdministrativeArea, home: AdministrativeArea, words: str) -> bool:
    """Whether a body may be an area's: no province has townships; a zone with the short name of a county is the city's."""
    if known.level == "township":
        return area.level != "province"
    return known.level != "zone" or area.parent != home.code or words.endswith(area.name)


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
    """Whether a string can be the name of one body: no figure, mark, verb of duty, class or second body in it."""
    return (
        _BODY.fullmatch(name) is not None
        and len(name) <= LONGEST
        and not (_CHARGE if _GROUP.search(name) else _DUTY).search(name)
        and not _TWO.search(name)
    )


def _of_branch(name: str, home: AdministrativeArea, year: int | None) -> Iterator[tuple[AdministrativeArea, str]]:
    """A branch with its place in the middle: 工商银行临沂分行."""
    match = _BRANCH.fullmatch(name)
    if match and (area := prefixes.area(match["place"], home, year)):
        yield area, re.sub("^中国(?=...)", "", match["bank"])


def _read(rest: str, area: AdministrativeArea, prefixed: bool) -> str | None:
    """The normal form of a proper name without the words for its place."""
    if bureau := _zone_bureau(rest, area):
        return bureau
    for row in rows(__package__, "proper"):
        if match := re.fullmatch(row["pattern"], rest):
            return _normal(row, match, area, prefixed)
    zone = zone_name(rest, area)
    known = _BARE_ZONE.fullmatch(zone) and (prefixed or not _ZONE_CLASS.fullmatch(zone))
    return f"{zone}管委会" if known else None


def _normal(row: Row, match: re.Match[str], area: AdministrativeArea, prefixed: bool) -> str | None:
    found = match.groupdict()
    if zone := found.get("zone"):
        named = zone_name(zone, area)
        return None if _ZONE_CLASS.fullmatch(named) and not prefixed else named + row["ending"]
    if town := found.get("town"):
        shared = _SAME_TOWN.match(town) and area.level == "city"
        return None if _NO_TOWN.search(town) or _BARE_TOWN.search(match.group()) or shared else town + row["ending"]
    if office := found.get("office"):
        return f"{office}街道{row['ending']}"
    rest = match.group()
    told = prefixed and row["kind"] != "leading-group"
    if (_CLASS_BEHIND if told else _CLASS).match(rest) or (not told and _CLASS_NAMES.fullmatch(rest)):
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
        rest = rest if kind == "government-department" else _SCHOOL.sub(r"第\1中学", fold(rest))
    return area.short_name + rest if len(rest) <= 2 else rest


def zone_name(zone: str, area: AdministrativeArea) -> str:
    """The normal form of a zone's name: 高新技术产业开发区 is 高新区; a county's 经济开发区 is its 经开区.

    >>> from zeren.registry.places import by_code
    >>> zone_name("临沂高新技术产业开发区", by_code("371300"))
    '高新区'
    """
    bare = zone.removeprefix(area.name).removeprefix(area.short_name) or zone
    for row in _zone_words():
        if bare.endswith(row["word"]):
            bare = bare.removesuffix(row["word"]) + row["form"]
            break
    return "经开区" if bare in ("经济开发区", "开发区") and area.level == "county" else bare


def _zone_bureau(rest: str, area: AdministrativeArea) -> str | None:
    """A bureau of a zone: 高新区财政局."""
    for match in re.finditer("(?:开发区|高新区|经开区|新区|综保区|保税区|度假区|高新|经开|景区|示范区|园区)", rest):
        zone, bureau = zone_name(rest[: match.end()], area), rest[match.end() :]
        zone = zone if zone.endswith("区") else f"{zone}区"
        function = _function_of(bureau)
        if function and not _ZONE_CLASS.fullmatch(zone):
            return zone + functions.bare(function)
    return None


@lru_cache(maxsize=4096)
def _bureau(normal: str) -> Proper | None:
    for at in range(2, len(normal) - 2):
        function = _function_of(normal[at:]) if normal[at - 1] == "区" else None
        if function and functions.bare(function) == normal[at:]:
            return Proper(normal, function.kind, "zone", function)
    return None


def _function_of(bureau: str) -> Function | None:
    if bureau in ("分局", ""):
        return None
    found = [r.function for r in functions.readings(bureau) if not r.place_words and r.function.kind in _OF_ZONES]
    return min(found, key=lambda function: not function.existed(None)) if found else None


_OF_ZONES: Final = frozenset({"government-department", "vertical-agency", "party-organ", "judicial"})


def _company_words() -> tuple[Row, ...]:
    return rows(__package__, "company_words")


@lru_cache(maxsize=1)
def _zone_words() -> tuple[Row, ...]:
    return tuple(sorted(rows(__package__, "zone_words"), key=lambda row: (-len(row["word"]), row["word"])))
