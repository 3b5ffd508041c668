"""The figures of a text: each quantity with what it measures, read clause by clause.

Chinese puts the noun before the number (新建学校48所) or after it (打造5处样板学校), chains both (新建学校3所、幼儿园2所)
and lets one verb, unit or value serve several nouns. Which side a number's noun stands on follows from what is left of
the words before it once verbs and colouring words are taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language import afar
from zeren.language.carrying import carried, is_doing, object_of
from zeren.language.describing import JOINT, proper
from zeren.language.figure import WHOLES, Figure, Figures, figure
from zeren.language.indicators import Piece, after, before, words
from zeren.language.promises import only_verbs
from zeren.language.quantities import Quantity
from zeren.language.sharing import read_shared
from zeren.model import Span
from zeren.vocab import Comparator

_HAN: Final = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_OPENED: Final = re.compile(r"(?:按期|如期)?(?:投入使用|投用|投运|开工|完工|竣工|交付|建成|启用|开通|完成)")
_ALL_DONE: Final = re.compile(r"全部|全数|均已|悉数")
_DOES: Final = re.compile(r"(?<=[\u4e00-\u9fff])(实现|进行|开展|接受|提供|享受|纳入|完成|达到)(?=[\u4e00-\u9fff“\"])")
_AGES: Final = re.compile(r"\d++\s*+[-—~至到]?+\s*+\d*+\s*+(?:周?岁)(?:\(含\))?(?:以[上下])?(?:的)?")
_DEPENDENT: Final = re.compile(
    r"(?:惠及|受益|受惠|涉及|覆盖|服务)(?:群众|居民|农村人口|人口|人员|农户|群体|学生|老人|户数|人数|企业)?|(?:计划|年度|完成|项目)?总?投资|(?:基本|主体)?(?:建成|开工|竣工|完工)|新开工|(?:总?建筑)?面积|涉及(?:住户|家庭)"
    r"|(?:每户|户均|每人|人均|生均|每餐|年均)(?:补助|补贴|资助)?(?:标准)?|(?:补助|补贴|资助)(?:标准)?|(?:按月|足额|按时|社会化)?发放率|(?:目标人群|人群|人口)?(?:覆盖|普及|达标|合格|参与|完成|参保|接种|治理|整改|化解|办结|落实|处理|检测|签约|随访|使用|满意)率"
)
_SHARE: Final = re.compile(
    r"占(?P<of>[\u4e00-\u9fff]{2,20}?)的?(?:比重|比例|比率|总数|总量)?(?:达到?|为|超过?|约|提高到|的)?$"
)
_DONE_OF: Final = re.compile(r"完成(?P<of>[^,，、;；\d]{2,12}?)(?:任务|总量|计划|投资|目标)?的$")
_PORTION: Final = re.compile(
    r"[\u4e00-\u9fff]{2}(?:比例|比重|占比|率)(?P<of>(?:达到?|不低于|不少于|超过)[^,，、\d]{2,16}的)$"
)
_DOING_END: Final = re.compile(r"(?:新?开工|建设|改造|竣工|完工|新建|建成|整治|治理|完成){1,8}$")
_BRACKETS: Final = ("(", "（")
_SEVERAL: Final = frozenset({"shared-value", "paired-values"})
_STAGE: Final = re.compile(r"(?:新?开工|竣工|完工|建成|交付|投用|投产|启动)(?:建设)?")
_WISHED: Final = re.compile(r"(?:力争|争取|确保|预计|努力|总[量数额]|[合总共]计|一共)*")
_SUM: Final = re.compile(r"(?:[合总共]计|一共)")
_BUILDING: Final = re.compile(r"(?:新建|改建|扩建|改扩建|改造|提升改造|改造提升|续建|迁建|重建){1,2}")
_OBJECT_BEHIND: Final = re.compile(
    r"(?:办好|办成|办理|抓好|做好|完成|打造|创建|新建|培育|选派|推出|建成|建设|建立|举办|开展|实施|推进|新增|发放|配备|培训)$"
)
_PREFIX_VERB: Final = re.compile(
    r"(?:新?改?扩?建设?(?:改造)?|改造(?:提升)?|改扩建|新建改扩建|修缮|开工建设|开工|竣工|续建|发放|培训|资助|救助|新增)(?=[\u4e00-\u9fff“])"
)


def read_clause(found: Figures, clause: Span, topic: tuple[Piece, ...]) -> list[Figure]:
    """The figures of one clause; `topic` is what a figure without a noun of its own speaks of."""
    text, quantities = found.text, proper(found, clause)
    made: list[Figure] = []
    one: Figure | None
    at, verb = clause[0], None
    for i, q in enumerate(quantities):
        if q.start < at:
            continue
        reach = (q.end, quantities[i + 1].start if i + 1 < len(quantities) else clause[1])
        gap = found.gap((at, q.start))
        noun = before(text, gap)
        if q.rule == "whole_each":
            one, at = figure(q, (q.start, reach[1]), _composed(text, after(text, reach))), reach[1]
        elif done := _DONE_OF.search(text[slice(*gap)]) if q.unit == "%" else None:
            one, at = (
                figure(q, (gap[0], q.end), ((gap[0] + done.start("of"), gap[0] + done.end("of")), "完成率")),
                q.end,
            )
        elif portion := _PORTION.search(text[slice(*gap)]) if q.unit == "%" else None:
            one, at = figure(q, (gap[0], q.end), (before(text, (gap[0], gap[0] + portion.start("of"))),)), q.end
            if one.comparator == "=":
                one = one._replace(comparator=">=")
        elif share := _SHARE.search(text[slice(*gap)]) if q.unit == "%" else None:
            one, at = _share(text, q, gap, share, topic), q.end
        elif _is_noun(text, noun, gap) and not _does(text, noun, reach):
            verb = _verb(text, noun) or (verb if i else None)
            one, at = _led(text, q, gap[0], noun, verb, reach), q.end
            one = one._replace(indicator=_cleared(found, one.indicator, whole=q.rule == "cover_all"))
            if q.rule == "cover_all":
                one = _covering(text, one, topic)
            if q.rule == "whole_done" and _is_dated(found, q):
                one = None
            elif q.rule == "whole_done":
                one, at = _done(text, one, noun, reach), reach[1]
        else:
            one, at = _followed(text, q, (gap[0], reach[1]), last=i + 1 == len(quantities), topic=topic)
        if one:
            one = _of_topic(text, one, topic)
            made.append(one)
            topic = _stem(text, one.indicator)
    return _late_nouns(text, made)


def _cleared(found: Figures, indicator: tuple[Piece, ...], whole: bool) -> tuple[Piece, ...]:
    """An indicator without the date by which things are told (改造|2000年前建成的|老旧小区), and, where all are meant,
    without their count (工作站|88个|乡镇)."""
    noun = indicator[0]
    if isinstance(noun, str):
        return indicator
    holes = [found.described(d) for d in found.dates_in(noun)]
    if whole:
        holes += [(q.start, q.end) for q in found.within(noun) if q.rule == "count"]
    pieces: list[Piece] = []
    at = noun[0]
    for start, end in sorted(hole for hole in holes if hole and hole[1] < noun[1]):
        pieces += [(at, start)] if start > at else []
        at = end
    return (*pieces, (at, noun[1]), *indicator[1:])


def _covering(text: str, one: Figure, topic: tuple[Piece, ...]) -> Figure:
    """服务中心实现街道|全覆盖 is how far the centres reach; 甲区实现街道全覆盖 leaves out what reaches, the topic."""
    noun = one.indicator[0]
    cut = -1 if isinstance(noun, str) else text.find("实现", *noun)
    if isinstance(noun, str) or not noun[0] + 2 <= cut <= noun[1] - 4:
        return one
    who, where = (noun[0], cut), (cut + 2, noun[1])
    place = text[cut - 1] in "市县区镇乡村州旗" and bool(topic)
    return one._replace(indicator=(who, where, *object_of(text, topic)) if place else (where, who))


def _is_dated(found: Figures, q: Quantity) -> bool:
    """项目6月底前全部完成: the end of a doing by its date, which is a milestone."""
    dates = found.dates_in((max(0, q.start - 16), q.start))
    return bool(dates) and q.start - dates[-1].end <= 2 and _OPENED.match(found.text, q.end) is not None


def _of_topic(text: str, one: Figure, topic: tuple[Piece, ...]) -> Figure:
    """A figure whose noun says little by itself (惠及居民, 户均补助, 基本建成) is told with what it belongs to."""
    noun = one.indicator[0]
    if len(one.indicator) > 1 or isinstance(noun, str) or not topic or not _DEPENDENT.fullmatch(text[slice(*noun)]):
        return one
    same = any(not isinstance(piece, str) and piece[0] < noun[1] and noun[0] < piece[1] for piece in topic)
    return one if same or len(words(text, topic)) > 20 else one._replace(indicator=(*topic, noun))


def _late_nouns(text: str, made: list[Figure]) -> list[Figure]:
    """2座大型、3座中型水库除险加固: the noun that comes last serves those of which only a kind is told."""
    if len(made) < 2 or isinstance(made[-1].indicator[-1], str):
        return made
    last = made[-1].indicator[-1]
    told = []
    for one in made[:-1]:
        kind = one.indicator[0]
        short = len(one.indicator) == 1 and len(words(text, one.indicator)) <= 2 < last[1] - last[0] - 1
        told.append(one._replace(indicator=(kind, (last[0] + 2, last[1]))) if short and one.number < last else one)
    return [*told, made[-1]]


def _share(text: str, q: Quantity, gap: Span, share: re.Match[str], topic: tuple[Piece, ...]) -> Figure:
    """A占B的N%: the share of A, told here or by the clause before, in B."""
    whole = (gap[0] + share.start("of"), gap[0] + share.end("of"))
    part = before(text, (gap[0], gap[0] + share.start()))
    told: tuple[Piece, ...] = (part,) if part[1] - part[0] >= 2 else topic
    start = part[0] if part[1] - part[0] >= 2 else gap[0] + share.start()
    return figure(q, (start, q.end), (*told, "占", whole, "比重"), rule="share-of")


def _stem(text: str, indicator: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What an indicator is of, without the doing at its end: 安居工程|新开工建设."""
    last = indicator[-1]
    if isinstance(last, str):
        return indicator
    doing = _DOING_END.search(text[slice(*last)])
    return (*indicator[:-1], (last[0], last[0] + doing.start())) if doing and doing.start() >= 2 else indicator


def _is_noun(text: str, noun: Span, gap: Span) -> bool:
    words = text[slice(*noun)]
    if len(_HAN.findall(words)) < 2 or only_verbs(words):
        return False
    return not re.search(r"[等的]\s*$", text[slice(*gap)].rstrip("共达约近"))


def _does(text: str, noun: Span, reach: Span) -> bool:
    """Whether the words before a number end in a doing whose object stands behind it: 围绕目标办好|20件|实事."""
    doing = _OBJECT_BEHIND.search(text[slice(*noun)])
    return doing is not None and bool(re.match(r"\s*[\u4e00-\u9fff“《]{2}", text[slice(*reach)]))


def _verb(text: str, noun: Span) -> Span | None:
    """The verb that opens a noun phrase and may serve the nouns chained to it: 新建 in 新建学校3所、幼儿园2所."""
    found = _PREFIX_VERB.match(text, *noun)
    return found.span() if found else None


def _led(text: str, q: Quantity, at: int, noun: Span, verb: Span | None, reach: Span) -> Figure:
    """The noun stands before the number."""
    own = _verb(text, noun)
    pieces: list[Piece] = [noun] if own or verb is None or is_doing(text[slice(*noun)]) else [verb, noun]
    start = max(at, noun[0])
    changes: dict[str, object] = {}
    if change := _change(text, (at, q.start), q):
        changes["comparator"] = change
    if far := _FAR.search(text[at : q.start]):
        changes["comparator"] = _FAR_COMPARATORS[far["word"]]
        noun = before(text, (at, at + far.start()))
        pieces = [noun]
    elif q.unit == "%" and (rest := after(text, reach))[1] - rest[0] >= 2:
        pieces.append(rest)
    return figure(q, (start, q.end), pieces, **changes)


def _done(text: str, one: Figure, noun: Span, reach: Span) -> Figure:
    """甲全部纳入监管 measures the 甲 that are 纳入监管."""
    doing = after(text, (reach[0], _first_joint(text, *reach)))
    if doing[1] - doing[0] < 2:
        return one
    return one._replace(span=(one.span[0], doing[1]), indicator=(doing, "的", noun))


def _first_joint(text: str, begin: int, end: int) -> int:
    joint = re.compile("、").search(text, begin, end)
    return joint.start() if joint else end


_IMPROVED: Final = re.compile(r"(?:提升|改善|提高)$")
_MENDED: Final = frozenset({"公里", "千米", "米", "延米", "亩", "公顷", "平方米", "平方公里", "平方千米"})
"""Units that things are mended in, whose length or area is told: 道路提升30公里."""
_FAR_COMPARATORS: Final[dict[str, Comparator]] = {
    "不低于": ">=",
    "不少于": ">=",
    "不高于": "<=",
    "不超过": "<=",
    "高于": ">",
    "低于": "<",
}
_FAR: Final = re.compile(
    rf"(?P<word>{'|'.join(_FAR_COMPARATORS)})(?:[^,，;；、]{{2,16}}的|(?:每?[人月年户生亩天]|[人户]均){{1,4}})$"
)
_CHANGE: Final = re.compile(r"^\s*(?:[^,，]{0,6}?)(?P<verb>增加|增设|增开|减少|压减|核减)(?=[\u4e00-\u9fff])")


def _change(text: str, gap: Span, q: Quantity) -> Comparator | None:
    """增加床位950张 raises by 950; the verb stands apart from the number."""
    found = _CHANGE.match(text[slice(*gap)])
    opening = text[gap[0] : q.number_start]
    if q.comparator == "increase_by" and q.unit in _MENDED and _IMPROVED.search(opening) and not afar.raises(opening):
        return "="
    if not found or q.comparator not in (None, "=") or q.unit == "%":
        return None
    return "increase_by" if found["verb"].startswith("增") else "decrease_by"


def _followed(
    text: str, q: Quantity, reach: Span, *, last: bool, topic: tuple[Piece, ...]
) -> tuple[Figure | None, int]:
    """The noun stands behind the number: up to the joint before the next number, or the end of the clause."""
    end = reach[1] if last else _joint(text, q.end, reach[1])
    noun = after(text, (q.end, end)) if text[q.end : q.end + 1] not in _BRACKETS else (q.end, q.end)
    doing = text[reach[0] : q.start].strip(" 、和及,，/")
    if q.rule == "whole_done" and _OPENED.match(text, q.end):
        return None, q.end
    pieces = (*topic, noun) if topic and q.rule in WHOLES else _composed(text, noun)
    if not pieces:
        pieces = _without_noun(text, (reach[0], q.start), doing, topic)
    if not pieces:
        return None, q.end
    stop = max(q.end, noun[1])
    changes: dict[str, object] = {}
    if q.rule in WHOLES or _ALL_DONE.search(text[q.end : stop]):
        changes["comparator"] = "all"
    start = reach[0] if only_verbs(doing) else q.start
    while start < q.start and text[start] in " 、和及与":
        start += 1
    return figure(q, (start, stop), pieces, **changes), max(q.end, end)


def _without_noun(text: str, gap: Span, doing: str, topic: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What a number with only a verb counts: the verb's own doing (培训10万人次), done to the topic (竣工3万平方米)."""
    if topic and _BUILDING.fullmatch(doing) and (things := object_of(text, topic)) != topic:
        return (doing, *things)
    if topic and (not doing or _DOING_END.fullmatch(doing)):
        return (*topic, doing) if doing else topic
    verb = before(text, gap)
    if verb[1] - verb[0] >= 2:
        return (*object_of(text, topic), verb) if topic and _STAGE.fullmatch(text[slice(*verb)]) else (verb,)
    return topic if _WISHED.fullmatch(doing) else ()


def _joint(text: str, begin: int, end: int) -> int:
    """Where the noun behind a number ends when another number follows: at the last joint, if any."""
    joints = list(JOINT.finditer(text, begin, end))
    return joints[-1].start() if joints else end


def _composed(text: str, noun: Span) -> tuple[Piece, ...]:
    """A noun phrase in the order of a table head: 医院实现直接结算 -> 直接结算的医院; ages and set phrases fall away."""
    start, end = noun
    while aged := _AGES.match(text, start, end):
        start = aged.end()
    if end - start < 2:
        return ()
    if does := _DOES.search(text, start, end):
        head, rest = (start, does.start()), (does.end(), end)
        if rest[1] - rest[0] >= 2 and head[1] - head[0] >= 2:
            return (rest, "的", head) if does[0] in ("实现", "完成", "接受", "享受", "纳入") else (head, rest)
    return ((start, end),)


def figures_in(found: Figures, sentence: Span, topic: tuple[Piece, ...] = ()) -> list[Figure]:
    """All figures of one sentence, in order."""
    made: list[Figure] = []
    whole: Figure | None = None  # the last figure that tells its own noun, and the last of each unit
    alike: dict[str | None, Figure] = {}
    parts = found.clauses(sentence) if found.within(sentence) else []
    for i, clause in enumerate(parts):
        if not found.within(clause):
            continue
        shared = read_shared(found, parts, i, made)
        for one in shared or read_clause(found, clause, _spoken_of(found, clause, made, topic)):
            told = one
            if whole and one.rule not in _SEVERAL:
                told = carried(found.text, one, whole, alike.get(one.unit))
            if told is one:
                whole = alike[one.unit] = one
            made.append(told)
    return made


def _spoken_of(found: Figures, clause: Span, made: Sequence[Figure], topic: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What a clause without a noun speaks of: the figure before it; a sum (甲区建校3所、乙区建校5所,合计|8所) what all have."""
    if not made:
        return topic
    first = next(iter(found.within(clause)), None)
    summed = [one for one in made if first and one.unit == first.unit]
    if not _SUM.match(found.text, clause[0]) or len(summed) < 2:
        return _stem(found.text, made[-1].indicator)
    shared = {one.indicator[-1] for one in summed}
    return tuple(shared) if len(shared) == 1 else ()
