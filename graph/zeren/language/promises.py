"""Does a sentence promise something? Verbs that open a clause tell, after the words that only colour them.

The verbs are a data table (`data/promise_verbs.txt`); the grammar around them is small: an optional subject, an
optional adverb, the verb. Speech, questions, slogans and comment are none.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final


def _words(name: str) -> tuple[str, ...]:
    """The words of a list in `data/`, longest first."""
    table = files("zeren.language").joinpath(f"data/{name}.txt").read_text("utf-8")
    words = {word for line in table.splitlines() if not line.startswith("#") for word in line.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


_ADVERBS: Final = _words("promise_adverbs")
_ADVERB: Final = f"(?>{'|'.join(_ADVERBS)})"
_SUBJECT: Final = r"(?:全[市省县区镇乡]|[我本各]?[市县区省](?:委|政府|里)?|各县区|各级各部门|当地|各地|各有关部门|政府|各(?:牵头|责任|配合|承办|协办|主办|实施|有关|相关|成员)(?:单位|部门)|[\u4e00-\u9fff]{2,7}?[市县区省州盟旗局委办厅室])"
_PREPOSED: Final = rf"(?:把|将(?!{_ADVERB})|对|为|向|给)"
_WHEN: Final = r"(?:[到至]?\s*(?:20\d\d|[二〇零一]{4})\s*年(?:底|末|内|年底)?(?:以?前)?|年[内底]前?|今年|本年度?|上半年|下半年|\d{1,2}\s*月(?:底|份|末)?前?)"
_GOAL: Final = re.compile(
    r"^\s*[到至]\s*(?:20\d\d\s*年|“?十[三四五六]五)|^(?:年[内底]前?|今年|本年度?|\d{1,2}\s*月底前?)[,，]?[^。]*(?:达到|完成|实现|建成)"
)
_NO_PROMISE: Final = re.compile(
    r"^(?:本报讯|日前|近日|昨日|去年|上年|过去|回顾|[一二三四五]年来|当日|这是|这|那|此外据|笔者|有人|俗话说|截至|得益于|目前已|其中[,，]?$|注[:：]|[一二三四五六七八九十]、?问|让我们|各位(?:代表|委员|领导|同志|来宾)|同志们|现在,?，?我代表)"
    r"|[?？:：]$|^[“‘](?:我|俺|咱|自从|通过|以前|现在|周末|平时|没想到)|(?:他|她|我|俺|咱)们?(?:说|表示|介绍)|(?:表示|致以|道一声|送上)[^,，。]{0,12}(?:感谢|敬意|谢意|问候|祝福|祝愿)|本(?:通知|办法|意见|方案|规定|细则|决定|计划)自[^,，。]{2,20}起?(?:施行|实施|执行)|^[^,，。;；]{0,10}(?:成立|组建|建立)[^,，。;；\d]{0,24}(?:领导小组|指挥部|工作专班|工作组)[^\d%]*$|(?:感谢|努力奋斗|团结奋斗|砥砺前行)[!！。]$"
)
_HEARD: Final = re.compile(r"^(?:据悉|据了解|记者(?:昨日|近日|今日)?从[^,，。]{2,24}(?:获悉|了解到|悉))[,，]")
_SPEECH: Final = re.compile(r"[”’]\s*[\u4e00-\u9fff,，]{0,30}(?:说|道|表示|介绍|坦言|感慨)[。!！]?$")
_CLAUSE: Final = re.compile(r"[,，;；:：。]")


@cache
def _verbs() -> tuple[str, ...]:
    return _words("promise_verbs")


@cache
def _opening() -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb) for verb in _verbs() if len(verb) > 1)
    single = "[建修改增促稳抓造设办](?![公有在议于为成事法])(?=[\u4e00-\u9fff\\d])"
    return re.compile(rf"\s*+(?:{_WHEN}\s*+)?{_SUBJECT}?\s*+{_ADVERB}*(?:{verbs}|{single})")


_VERB_INSIDE: Final = re.compile(rf"^\s*{_SUBJECT}?{_ADVERB}*{_PREPOSED}[^,，。;；]{{2,}}")


def opens_with_promise(clause: str) -> bool:
    """Whether a clause begins as a promise does.

    >>> opens_with_promise("全市大力推进老旧小区改造"), opens_with_promise("民生无小事")
    (True, False)
    """
    return bool(_opening().match(clause))


def promises(sentence: str) -> bool:
    """Whether a sentence promises, or reports, some action of those who govern.

    >>> promises("将新建幼儿园3所,方便群众。"), promises("“太方便了!”市民高兴地说。")
    (True, False)
    """
    sentence = _HEARD.sub("", sentence)
    if len(sentence) < 5 or _NO_PROMISE.search(sentence) or _SPEECH.search(sentence):
        return False
    if _GOAL.match(sentence):
        return True
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause.strip()]
    return any(opens_with_promise(clause) or _acts_on(clause) for clause in clauses)


def _acts_on(clause: str) -> bool:
    """把/将/对/为 … with a promise verb behind it: 为残疾人提供…, 对老旧小区进行改造."""
    return bool(_VERB_INSIDE.match(clause)) and any(verb in clause[2:] for verb in _verbs() if len(verb) > 1)


@cache
def _doing_words() -> dict[str, list[str]]:
    """Verbs, adverbs and what joins them, by their first character."""
    words: dict[str, list[str]] = {}
    for word in (*_verbs(), *_ADVERBS, *"了并和、"):
        words.setdefault(word[0], []).append(word)
    return words


def only_verbs(words: str) -> bool:
    """Whether some words say what is done and not yet to what.

    >>> only_verbs("完善提升"), only_verbs("新建学校")
    (True, False)
    """
    words, known = words.strip(), _doing_words()
    reached, last = {0}, 0
    for at in range(len(words)):
        if at > last:
            return False
        if at in reached:
            ends = {at + len(word) for word in known.get(words[at], ()) if words.startswith(word, at)}
            reached |= ends
            last = max(last, max(ends, default=0))
    return len(words) in reached


_LEVEL: Final = re.compile(
    r"(?:率|数|产量|产值|增速|比例|比重|占比|水平|标准|覆盖面|面积|收入|总量|规模|天数|均值|浓度|额度|金额|补助|补贴|经费|养老金|公积金|待遇|工资)"
    r"\s*(?:\([^()]*\))?[^,，。;；]{0,14}?"
    r"(?:达到|达|提高到|增加到|控制在|稳定在|保持在|不低于|不高于|不少于|超过|突破|下降到|降低到|降至|升至)"
)
_BY_THEN: Final = re.compile(
    r"(?:年[内底]前?|\d{1,2}月底?前?|上半年|季度)[^,，。;；]{0,12}(?:建成|投入使用|投用|完工|竣工|开工|开通|运行|交付|启用)"
)


def states_goal(sentence: str) -> bool:
    """Whether a sentence without a promising verb sets a level or a date: 每千人口托位数达到4.2个; 新院年底前建成投用.

    >>> states_goal("每千人口托位数达到4.2个。"), states_goal("民生无小事。")
    (True, False)
    """
    return not _NO_PROMISE.search(sentence) and bool(_LEVEL.search(sentence) or _BY_THEN.search(sentence))


_RISE: Final = re.compile(
    r"(?:增长|提高|提升|下降|降低|压减|压缩|减少|新增|净增|增加|扩大|突破|超过|达到?|就业|不[低少]于|控制在|稳定在|保持在)[^,，。;；\d]{0,8}\d"
    r"|\d{1,2}月(?:\d{1,2}日|底|末)?前|(?:率|比例|比重|占比|涨幅|增速)\s*+(?:为|在)?+\s*+\d|\d[万亿]?(?:个|所|人|户|套|公里|家|件|处|张)(?:以上)?[,，;；。]|(?:清零|全覆盖|零发生|全破|双下降”?)[,，;；。]"
)
_BEFORE: Final = re.compile(r"(?:截至|目前|去年|上年|已经?|累计)|比重为[\d.:：]{5,}")


def states_level(sentence: str) -> bool:
    """Whether a sentence of a part that looks forward sets a figure, with or without a verb.

    >>> states_level("城镇新增就业3万人。"), states_level("目前已新增就业3万人。"), states_level("使命重在担当。")
    (True, False, False)
    """
    return not _NO_PROMISE.search(sentence) and not _BEFORE.search(sentence) and bool(_RISE.search(sentence))
