"""Who is charged with what in running text: the clauses that name a body and say that it leads, helps or must act.

Apart from the reading of duty fields, because here any word may stand around the units: a clause counts only where the
words from its beginning (or from 由) up to the word that charges are bodies and nothing else. A body that is the object
of the sentence (对某局进行督查, 报某局) has no duty. The words are data (`data/prose_words.csv`).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias, cast

from zeren.language.clauses import clauses, groups
from zeren.language.promises import opens_with_promise
from zeren.language.rules import rows
from zeren.language.units import UnitMention, local_tier, split
from zeren.model import Span

Says: TypeAlias = Literal["lead", "support", "implement", "shared", "must", "none"]
"""What a clause says of its bodies: a role, 负责 or 承担 without rank, that they 要 do something, or nothing yet."""

LEADING: Final = frozenset({"lead", "shared", "must"})
"""Whoever is told so answers for the measure, unless another is said to lead."""

_LONGEST: Final = 240
"""No list of bodies before one word is longer."""
_BODY_END: Final = (
    "局委办厅署院室处队站所社台部会司团府区县市镇乡道旗州盟心位门体关行校馆组网厂庭联协班地街园业构等）)〕"
)
_END: Final = r"\s*(?:$|[、，,；;。.：:）)（(])"
_MUST: Final = r"(?:要(?!求|素|点|闻|件|害|么|道|塞|务)|应当?(?!.尽|急|用|届|对|收|检|享|纳|援)|必?须|将(?!军|来|近)|需(?=要|于|在|按|将|把))"
_MANNER: Final = (
    r"(?:进一步|切实|认真|积极|主动|密切|全力|大力|共同|联合|分别|具体|统一|统筹|协同|抓紧|尽快|持续|全程|轮流|同步|双"
    r"|结合实际|[均都也再]|(?:根据|按照|按|依)(?:各自)?(?:职责|职能|任务)(?:任务|范围)?(?:分工)?)"
)
_WHEN: Final = r"(?:于|在)?(?:今年|本?年[内底]前?|\d{1,2}月(?:\d{1,2}日|[底末份])?(?:以?前)?)"
_LEAD_IN: Final = re.compile(
    rf"(?:\s|[一二三四五六七八九十]是|(?:[此该本]|上述|以上|以下)(?:各?[项类])?(?:工作|任务|事项|项目)(?:[均统]一?)?|其中|同时|另外|此外|并|再|请|{_WHEN}|20\d\d年(?:底前|内)?|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|以(?=[省市县区州旗各]))*(?:由(?!于|此))?"
)
_BY: Final = re.compile("由(?!于|此)")
_WITH: Final = re.compile(
    r"(?:并)?(?:(?<!由)会同|会同(?!县)|联合|协同|商)(?=[省市县区州旗各团国有相]|[一-龥]{2,8}[省市县区州旗局委办])"
)
_HELPED: Final = re.compile("(?=[省市县区州旗])")
_NO_NAME: Final = re.compile("(?<!自)由|成立|设在|设立|组建|召开|印发")
_OBJECT: Final = re.compile("[对向报经在按给为从以至到将把让使被受据](?=[省市县区州旗盟各全])")
_REST: Final = re.compile(r"[\s、]*+$")
_JOINER: Final = re.compile(r"\s*(?:、|并由|再由|由|和|及)?\s*")
_ACTS: Final = re.compile(r"[对为就把将以按于在及共尽力]|等")
_DRIVES: Final = "(?:组织|统筹|主抓|主导|承担|实施|推进|承办|承建)(?!的)"

_OWN: Final = re.compile(
    r"(?:[省市县区州盟旗](?!场|民|域|容|级|内|直)|国网|国家|中国|中共|人行|人民银行|团[省市县区州])[一-龥]"
    r"|(?!各)[一-龥]{1,10}(?:[市县区镇乡旗州盟]|街道)[一-龥]{2}"
)
_OWN_END: Final = re.compile(
    r"(?:人民政府|管委会|管理委员会|办事处|海关|分局|支行|分行|供电局|供电公司|日报社|电视台)$"
)
_EVERY: Final = re.compile(
    r"各(?![项类位族方种条个环行界])[一-龥（）()、]{0,14}?(?:部门|单位|公司|企业|集团|医院|学校|高校|院校|机构|[局委办院所队站地县区市镇乡旗街]|街道|中心|园区"
    r"|(?:医共|医联|联合|共同)体|政府|村|社区|[）)])|(?:省|市|州|县|区)直(?:各|有关|相关)*(?:部门|单位)"
    r"|(?:责任|牵头|主办|承办|配合|成员|主管)(?:责任)?(?:单位|部门)"
)
_BRANCH: Final = re.compile("(?!相关|有关|主管|责任|职能|其他|其它|牵头|业务|多|跨|本|该)[一-龥]{2,8}部门")
_PUBLIC: Final = re.compile("(?:企业|机构|学校|村|社区|组织|群众|个人|家庭)$")
_COLLECTIVE: Final = re.compile("政府|管委会|成员单位|各")
_NO_PLACE: Final = re.compile("[全我本该每各城]|.*[市州盟]$")
"""A city in a sentence is the plan's own as a rule, and what happens there: no body that acts."""


def heads(charge: "Charge") -> bool:
    """Whether the bodies of a charge answer for what is done, unless another is said to lead."""
    bureaus = charge.says == "implement" and any(not local_tier(unit.name) for unit in charge.units)
    return bureaus or charge.says in LEADING


class Charge(NamedTuple):
    """Bodies and what one clause says of them; `alone` where the clause says nothing else."""

    units: tuple[UnitMention, ...]
    says: Says
    rule: str
    start: int
    end: int
    alone: bool = False


@lru_cache(maxsize=64)
def charges(text: str, span: Span) -> tuple[Charge, ...]:
    """What the clauses of some sentences say of bodies, in order; remembered, for several ask it of one sentence.

    >>> line = "由市教育局牵头，市财政局积极配合，新建学校3所；各县区要于6月底前开工。"
    >>> [([u.name for u in c.units], c.says) for c in charges(line, (0, len(line)))]
    [(['市教育局'], 'lead'), (['市财政局'], 'support'), (['各县区'], 'must')]
    """
    found: list[Charge] = []
    for part in groups(text, span):
        passed: list[Span] = []
        for clause in clauses(text, part):
            told = list(_of_clause(text, *clause))
            if told:
                led = any(one.says in LEADING for one in found)
                waiting = _waiting(text, passed)
                found += [one._replace(says=_joined(told[0].says, led), rule=told[0].rule) for one in waiting]
                found += told
                passed = []
            else:
                passed.append(clause)
    return tuple(found)


def _waiting(text: str, passed: list[Span]) -> list[Charge]:
    """The clauses right before one that charges which hold bodies and nothing else."""
    waiting: list[Charge] = []
    for clause in reversed(passed):
        names = list(_names_only(text, *clause))
        if not names:
            break
        waiting = names + waiting
    return waiting


def _joined(says: Says, led: bool) -> Says:
    """What is said of bodies between commas before the bodies that a word governs: 市甲局、市乙局，各镇积极配合."""
    return "none" if says == "implement" or (says == "support" and not led) else says


def _names_only(text: str, start: int, stop: int) -> Iterator[Charge]:
    begin = _opened(text, start, stop)
    if units := _bodies(text, begin, stop):
        yield Charge(units, "none", "", begin, stop, True)


def _of_clause(text: str, start: int, stop: int) -> Iterator[Charge]:
    """The charges of one clause: from its beginning, or from a 由 in it, on as long as one follows the other."""
    at = _opened(text, start, stop)
    opened = at
    while at < stop:
        found = _from(text, at, stop)
        if not found:
            return
        end = found[-1].end
        last = _REST.match(text, end, stop) is not None
        yield from (one._replace(alone=last and found[0].start == opened) for one in found)
        joiner = _JOINER.match(text, end, stop)
        at = joiner.end() if joiner else end
        if at == end and not _WITH.match(text, end, stop):
            at = _opened(text, end, stop)
        opened = at


def _opened(text: str, start: int, stop: int) -> int:
    found = _LEAD_IN.match(text, start, stop)
    return found.end() if found else start


def _from(text: str, start: int, stop: int) -> list[Charge]:
    """The charge that begins at `start`, or behind the first 由 that a body follows."""
    if beside := _WITH.match(text, start, stop):
        units, end = _beside(text, beside.end(), stop)
        return [Charge(units, "support", "inline-with", start, end)] if units else []
    if found := _charge(text, start, stop, text[start - 1 : start] == "由"):
        return found
    behind = (_charge(text, by.end(), stop, True) for by in _BY.finditer(text, start, stop))
    return next((found for found in behind if found), [])


def _charge(text: str, start: int, stop: int, by: bool) -> list[Charge]:
    """The first word before which there are bodies and nothing else, and what it says of them; `by` behind 由."""
    for word in _words().finditer(text, start, min(stop, start + _LONGEST)):
        says, rule = _meaning(word, by)
        units = _bodies(text, start, word.start()) if says else ()
        if not units or (word["joint"] is not None and len(units) < 2):
            continue
        made = Charge(units, says or "none", rule, start, word.end())
        beside = (_HELPED if says == "support" else _WITH).match(
            text, word.start("with") if word["with"] else word.end(), stop
        )
        more, end = _beside(text, beside.end(), stop) if beside else ((), start)
        if beside and more and says == "support":
            return [made, Charge(more, "shared", "inline-with", beside.end(), end)]
        if beside and more:
            lead = made._replace(says="lead", rule="inline-with", end=beside.start())
            return [lead, Charge(more, "support", "inline-with", beside.end(), _past_role(text, end, stop))]
        if word["with"] is None:
            return [made]
        if says == "lead":
            return [made._replace(end=word.start("with"))]
    return []


def _past_role(text: str, end: int, stop: int) -> int:
    """Past the word behind 会同某局 that says once more what is said already: 市甲局会同市乙局负责."""
    word = _words().match(text, end, stop)
    return word.end() if word else end


def _meaning(word: re.Match[str], by: bool) -> tuple[Says | None, str]:
    """What a word says of the bodies before it; None where it says so only behind 由."""
    for index, row in enumerate(_table()):
        if word[f"r{index}"] is not None:
            if row["says"] == "implement" and (word["must"] or by):
                return ("must", "prose-charge") if word["must"] else ("shared", "inline-shared")
            return cast(Says, row["says"]), row["rule"]
    if word["with"] is not None:
        return "lead", "inline-with"
    if word["joint"] is not None:
        return "lead", "prose-joint"
    if word["by"] is not None:
        return ("lead", "prose-by") if by else ("must" if word["must"] else None, "prose-charge")
    return "must", "prose-charge"


@cache
def _table() -> list[dict[str, str]]:
    return rows("prose_words")


@cache
def _words() -> re.Pattern[str]:
    """The words that charge whoever stands before them: that they must, how, and then a role word or a verb."""
    told = "|".join(f"(?P<r{i}>{row['pattern'].replace('END', _END)})" for i, row in enumerate(_table()))
    verbs = rf"(?P<joint>(?<=联合|共同)(?=[一-龥]))|(?P<by>{_DRIVES})|(?P<plain>(?(must)|(?!)))"
    return re.compile(
        rf"(?<=[{re.escape(_BODY_END)}])\s*(?:{_WHEN})?(?P<must>{_MUST})?"
        rf"(?:{_MANNER}*?(?P<with>{_WITH.pattern})|{_MANNER}*(?:{told}|{verbs}))"
    )


def _beside(text: str, start: int, stop: int) -> tuple[tuple[UnitMention, ...], int]:
    """The bodies behind 会同, up to where the sentence says what is done."""
    for end in range(start + 2, min(stop, start + _LONGEST) + 1):
        if text[end - 1] not in _BODY_END or not (
            end == stop or _ACTS.match(text, end, stop) or _words().match(text, end, stop) or _acts(text, end, stop)
        ):
            continue
        if (units := _bodies(text, start, end)) and all(unit.form != "place" for unit in units):
            return units, end
    return (), start


def _acts(text: str, at: int, stop: int) -> bool:
    return opens_with_promise(text[at : min(stop, at + 16)])


def _bodies(text: str, start: int, end: int) -> tuple[UnitMention, ...]:
    """The bodies that a stretch names; none where anything else stands in it."""
    if end - start < 2 or end - start > _LONGEST or _OBJECT.match(text, start, end):
        return ()
    listed = split(text, start, end)
    if listed.residue or listed.people or not listed.units:
        return ()
    sure = [unit for unit in listed.units if _answers(unit)]
    known = any(unit.form in ("known", "collective") for unit in sure)
    if len(sure) == len(listed.units) or (known and all(unit in sure or _follows(unit) for unit in listed.units)):
        return listed.units
    return ()


def _follows(unit: UnitMention) -> bool:
    """Whether a name is one of a body where a list has one that surely is: 市供销社、邮政公司, 市教育局、有关部门."""
    return unit.form in ("shape", "catch-all") and not _PUBLIC.search(unit.name) and not _NO_NAME.search(unit.name)


def _answers(unit: UnitMention) -> bool:
    """Whether a name is surely one of a body with duties, and not of those whom a plan serves (企业, 第三方机构)."""
    if _NO_NAME.search(unit.name):
        return False
    if unit.form == "known":
        return len(unit.name) > 2 or unit.name[:1] in "市县区省州"
    if unit.form == "collective":
        return _COLLECTIVE.search(unit.name) is not None
    if unit.form == "catch-all":
        return _EVERY.fullmatch(unit.name) is not None
    if unit.form == "shape":
        return bool(
            _OWN.match(unit.name)
            or _OWN_END.search(unit.name)
            or _EVERY.fullmatch(unit.name)
            or _BRANCH.fullmatch(unit.name)
        )
    return unit.form == "place" and not _NO_PLACE.match(unit.name) and len(unit.name) > 2 and local_tier(unit.name)
